"""Door of `python -m train`: dataset folder → LoRA adapter. See `--help`."""

import logging
import sys
import warnings
from collections.abc import Sequence

from train import config, dialect


def main(argv: Sequence[str]) -> None:
    # bitsandbytes reports a missing optional kernel as an error, TRL its own use of deprecated arguments.
    logging.getLogger("bitsandbytes").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"trl|transformers")
    train_config, sft, model = config.parse(argv)
    from train.sft import train

    run = train(train_config, sft, model)
    if run is None:
        return
    last = f", last loss {run['losses'][-1]['loss']:.3f}" if run["losses"] else ""
    print(f"{sft.output_dir}: {run['steps']} steps, {run['trained_tokens']:,} trained tokens{last}")


if __name__ == "__main__":
    sys.exit(dialect.run(main))
