"""`python -m eval`: what does a model remember of the facts of a dataset?"""

import sys
from collections.abc import Sequence

from data_prep import parse, run
from eval.config import EvalConfig

_DESCRIPTION = """Ask a model the recall questions of a dataset, and score its answers.

With --adapter the base is asked too, so that the report shows what training put in: facts that were
taught, in wordings that were not; control facts that were never taught; exact tests of the change.
The same command goes on where a killed run stopped.

  python -m eval --config configs/eval/recall.yaml --dataset runs/NAME/dataset \\
      --model runs/tiny_base --adapter runs/NAME/adapter --output_dir runs/NAME/eval
  python -m eval --dataset runs/NAME/dataset --server http://localhost:8000/v1 --model NAME \\
      --output_dir runs/NAME/served                         a served model, with its free answers
  python -m eval.compare runs/A/eval/tuned runs/B/eval/tuned      two adapters, question by question
  python -m eval.score 34万 三十四万块                              one answer judged, with the reason

It leaves output_dir/{base,tuned}/{scores.jsonl,results.json}, results.json, report.html and report.md."""


def main(argv: Sequence[str]) -> None:
    config = parse(EvalConfig, argv, prog="python -m eval", description=_DESCRIPTION)
    from eval.recall import evaluate
    from eval.table import as_text

    report = evaluate(config)
    print(as_text(report.recall))
    print(as_text(report.by_type))
    print(as_text(report.by_probe))
    if report.effect:
        print(f"net effect on taught facts, less the change on control facts: {report.effect}")
    if report.locality:
        print(report.locality)
    print(f"report: {config.output_dir / 'report.html'}")


if __name__ == "__main__":
    sys.exit(run(main))
