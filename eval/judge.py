"""`python -m eval.judge RUN`: a second opinion on a scored run, from a language model.

The rule's verdicts stay the run's own; the judge's lie beside them in `judged.jsonl`, one line per
answer as it comes, so that a stopped run goes on.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from data_prep import Arguments, CommandError, run
from eval.harnesses.logs import read_any
from eval.samples import GROUPS, Sample, Score
from eval.scorers import Verdict
from eval.scorers.judge import Judge, corrected_rate
from eval.stats import wilson
from eval.table import shown_rate

JUDGED = "judged.jsonl"

_DESCRIPTION = """Let a model behind an OpenAI-compatible server judge the held-out answers of a scored run, beside the rules. It writes
judged.jsonl into the run's folder, both verdicts on each line, and prints both shares. How often that judge errs is
measured by eval.agreement with --judge_url on labelled answers; given here, its share is corrected for it
(Rogan and Gladen 1978). The key is taken from the environment variable JUDGE_API_KEY.

  python -m eval.judge runs/NAME/eval/tuned --judge_url http://localhost:8000/v1 --judge_model NAME \\
      --sensitivity 0.94 --specificity 0.97"""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Both verdicts on one answer; `judge` may be "unparsed"."""

    sample: Sample
    rule: str
    judge: str

    @property
    def is_correct(self) -> bool:
        """As the judge says, or the rule where the judge's reply was no verdict."""
        return (self.rule if self.judge == "unparsed" else self.judge) == "correct"


def opinions(
    pairs: Sequence[tuple[Sample, Score]], judge: Judge, model: str, log: Path
) -> Iterator[Opinion]:
    """The judge's verdict on each answer, from `log` where this model has judged this very answer."""
    known = {_key(row): row["judge"] for row in _lines(log)}
    with log.open("a", encoding="utf-8") as out:
        for sample, score in pairs:
            row = {"model": model, "key": sample.key, "answer": score.answer}
            if (said := known.get(_key(row))) is None:
                rule = Verdict(score.verdict, score.explanation)
                both = judge.ask(sample.targets, score.answer, sample.question, rule)
                said = both.judge
                row |= {"rule": score.verdict, "judge": said, "reply": both.reply}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()
            yield Opinion(sample, score.verdict, said)


def _key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["model"], row["key"], row["answer"]


def _lines(log: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of the log; a killed run may have left half of one, which is cut off."""
    if not log.is_file():
        return
    data = log.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with log.open("r+b") as file:
            file.truncate(whole)
    for line in data[:whole].decode("utf-8").split("\n")[:-1]:
        yield json.loads(line)


def main(argv: Sequence[str]) -> None:
    given = _parser().parse_args(argv)
    if (given.sensitivity is None) != (given.specificity is None):
        raise CommandError("--sensitivity and --specificity go together")
    if not given.run.is_dir():
        raise CommandError(f"there is no folder of a scored run {given.run}")
    found = read_any(given.run)
    pairs = [p for p in zip(found.samples, found.scores, strict=True) if p[0].probe == "held_out"]
    with Judge(
        given.judge_url, given.judge_model, key=os.environ.get("JUDGE_API_KEY", "")
    ) as judge:
        todo = opinions(pairs, judge, given.judge_model, given.run / JUDGED)
        said = list(tqdm(todo, total=len(pairs), unit="answer", desc="judging", disable=None))
    for group in GROUPS:
        if own := [opinion for opinion in said if opinion.sample.group == group]:
            sys.stdout.write(_told(group, own, given.sensitivity, given.specificity))


def _parser() -> Arguments:
    parser = Arguments("python -m eval.judge", _DESCRIPTION)
    parser.add_argument("run", metavar="RUN", type=Path, help="folder of a scored run")
    parser.add_argument("--judge_url", required=True, help="base of an OpenAI-compatible server")
    parser.add_argument("--judge_model", required=True, help="the model to ask there")
    parser.add_argument(
        "--sensitivity", type=_share, help="share of right answers it calls correct"
    )
    parser.add_argument("--specificity", type=_share, help="share of wrong answers it does not")
    return parser


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(f"{text} is no share between 0 and 1")
    return value


def _told(
    group: str, said: Sequence[Opinion], sensitivity: float | None, specificity: float | None
) -> str:
    n = len(said)
    rule = wilson(sum(o.rule == "correct" for o in said), n)
    judge = wilson(sum(o.is_correct for o in said), n)
    line = f"{group:<8} n {n:>5}   rule {shown_rate(rule)}   judge {shown_rate(judge)}"
    if sensitivity is not None and specificity is not None:
        try:
            line += f"   corrected {corrected_rate(judge.share, sensitivity, specificity):.1%}"
        except ValueError as error:
            raise CommandError(str(error)) from error
    apart = sum((o.rule == "correct") != o.is_correct for o in said)
    unparsed = sum(o.judge == "unparsed" for o in said)
    return f"{line}   {apart} judged otherwise, {unparsed} replies were no verdict\n"


if __name__ == "__main__":
    sys.exit(run(main))
