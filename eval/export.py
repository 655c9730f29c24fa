"""`python -m eval.export`: the recall questions of a dataset as tasks of other harnesses."""

import sys
from collections.abc import Sequence
from pathlib import Path

from data_prep import Arguments, run
from eval.harnesses.export import write_inspect, write_lm_eval
from eval.questions import load_samples

_DESCRIPTION = """Write the facts of a dataset as a task folder for lm-evaluation-harness or inspect, with factune's scorer
plugged in. eval.compare reads the logs of both.

  python -m eval.export --dataset runs/NAME/dataset --harness lm_eval --output_dir tasks
  lm-eval run --model hf --model_args pretrained=MODEL --include_path tasks --tasks factune_recall \\
      --apply_chat_template --log_samples --output_path logs
  python -m eval.compare runs/NAME/eval/base logs

  python -m eval.export --dataset runs/NAME/dataset --harness inspect --output_dir tasks
  inspect eval tasks/facts_task.py --model hf/MODEL -M do_sample=false"""


def main(argv: Sequence[str]) -> None:
    parser = Arguments("python -m eval.export", _DESCRIPTION)
    parser.add_argument(
        "--dataset", required=True, help="dataset folder of a run, or a Hub dataset"
    )
    parser.add_argument("--output_dir", required=True, type=Path, help="where the tasks go")
    parser.add_argument("--harness", choices=("lm_eval", "inspect"), required=True)
    parser.add_argument(
        "--max_new_tokens", type=int, default=64, help="longest answer, in tokens (default 64)"
    )
    given = parser.parse_args(argv)
    if given.harness == "inspect":
        samples = load_samples(given.dataset)
        count = write_inspect(given.output_dir, samples, given.max_new_tokens)
        sys.stdout.write(f"{count} questions → {given.output_dir / 'facts_task.py'}\n")
        return
    samples = load_samples(given.dataset, probes=("held_out", "choice", "rank"))
    tasks = write_lm_eval(given.output_dir, samples, given.max_new_tokens)
    sys.stdout.write(f"{', '.join(tasks)} → {given.output_dir}\n")


if __name__ == "__main__":
    sys.exit(run(main))
