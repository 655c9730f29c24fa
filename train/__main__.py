"""Door of `python -m train`: dataset folder → LoRA adapter. See `--help`."""

import logging
import sys
import warnings
from collections.abc import Sequence
from typing import Any

from train import config, dialect, processes


def main(argv: Sequence[str]) -> None:
    # bitsandbytes reports a missing optional kernel as an error, TRL its own use of deprecated arguments.
    logging.getLogger("bitsandbytes").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"trl|transformers")
    with processes.one_voice():
        train_config, sft, model = config.parse(argv)
        from train.sft import train

        run = train(train_config, sft, model)
        if run is not None:
            _say_what_was_done(str(sft.output_dir), run)
    processes.part()


def _say_what_was_done(output_dir: str, run: dict[str, Any]) -> None:
    last = f", last loss {run['losses'][-1]['loss']:.3f}" if run["losses"] else ""
    print(f"{output_dir}: {run['steps']} steps, {run['trained_tokens']:,} trained tokens{last}")


if __name__ == "__main__":
    sys.exit(dialect.run(main))
