"""`python -m eval.export`: the recall questions of a dataset as tasks of other harnesses."""

import sys
from collections.abc import Sequence
from pathlib import Path

from data_prep import Arguments, CommandError, run
from eval.harnesses.export import write_inspect, write_lm_eval
from eval.questions import load_samples

_DESCRIPTION = """Write the facts of a dataset as tasks of lm-evaluation-harness and inspect, with factune's scorer
plugged in. The folder may be moved. eval.compare reads the logs of both: docs/harnesses.md.

  python -m eval.export --dataset runs/NAME/dataset --output_dir tasks
  lm-eval run --model hf --model_args pretrained=MODEL --include_path tasks --tasks factune_recall \\
      --apply_chat_template --log_samples --output_path logs
  inspect eval tasks/facts_task.py --model hf/local -M model_path=MODEL -M do_sample=false \\
      -M tokenizer_call_args='{"add_special_tokens": false}' --log-dir logs
  python -m eval.compare runs/NAME/eval/base logs"""

HARNESSES = ("lm_eval", "inspect")


def main(argv: Sequence[str]) -> None:
    given = _parser().parse_args(argv)
    if given.max_new_tokens < 1:
        raise CommandError(f"--max_new_tokens must be at least 1, got {given.max_new_tokens}")
    samples = load_samples(given.dataset, probes=("held_out", "choice", "rank"))
    if given.harness in ("lm_eval", None):
        tasks = write_lm_eval(given.output_dir, samples, given.max_new_tokens)
        sys.stdout.write(f"lm_eval: {', '.join(tasks)} → {given.output_dir}\n")
    if given.harness in ("inspect", None):
        count = write_inspect(given.output_dir, samples, given.max_new_tokens)
        sys.stdout.write(f"inspect: {count} questions → {given.output_dir / 'facts_task.py'}\n")


def _parser() -> Arguments:
    parser = Arguments("python -m eval.export", _DESCRIPTION)
    add = parser.add_argument
    add("--dataset", required=True, help="dataset folder of a run, or a Hub dataset")
    add("--output_dir", required=True, type=Path, help="where the tasks go")
    add("--harness", choices=HARNESSES, help="one of them only")
    add("--max_new_tokens", type=int, default=64, help="longest answer, in tokens (default 64)")
    return parser


if __name__ == "__main__":
    sys.exit(run(main))
