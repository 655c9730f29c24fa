"""`python -m eval.agreement FILE`: does the scorer agree with labelled answers?

Cohen's kappa (Cohen 1960): agreement beyond what the two sets of verdicts reach by chance. Bias:
the accuracy that the scorer reports minus the accuracy that the labels give.
"""

import gzip
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from data_prep import Arguments, CommandError, WorkError, run
from eval.scorers import Verdict, score
from eval.scorers.judge import Both, Judge

_DESCRIPTION = """Score labelled answers and print n, accuracy, Cohen's kappa and bias per source.

A row is a JSON object with question, golds [str], pred, label (correct|incorrect), src, system.
not_attempted counts as not correct, as the labels do.

  python -m eval.agreement labelled.jsonl.gz --verdicts verdicts.jsonl

With --judge_url and --judge_model a language model judges each answer too, through an
OpenAI-compatible chat endpoint; its lines follow the rule's. An API key is read from JUDGE_API_KEY."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of n answers: the share where scorer and label agree, kappa in [-1, 1], and the bias."""

    source: str
    n: int
    accuracy: float
    kappa: float
    bias: float


def agreement(source: str, labels: Sequence[bool], verdicts: Sequence[bool]) -> Agreement:
    """Kappa is 1 where all agree and chance would agree too (one class only)."""
    n = len(labels)
    same = sum(label == verdict for label, verdict in zip(labels, verdicts, strict=True)) / n
    said, true = sum(verdicts) / n, sum(labels) / n
    chance = said * true + (1 - said) * (1 - true)
    kappa = 1.0 if chance == 1 else (same - chance) / (1 - chance)
    return Agreement(source, n, same, kappa, said - true)


def by_source(rows: Sequence[dict[str, Any]], verdicts: Sequence[Verdict]) -> list[Agreement]:
    """One line per `src`, in order of name, then all rows together."""
    labels = [row["label"] == "correct" for row in rows]
    said = [verdict.outcome == "correct" for verdict in verdicts]
    out = []
    for source in sorted({row["src"] for row in rows}):
        at = [i for i, row in enumerate(rows) if row["src"] == source]
        out.append(agreement(source, [labels[i] for i in at], [said[i] for i in at]))
    return [*out, agreement("all", labels, said)]


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file, gzipped if its name ends so."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(line, f"{path}:{number}")


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
        golds, label, *_ = (row[key] for key in ("golds", "label", "question", "pred", "src"))
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise WorkError(f"{where}: no labelled answer ({type(error).__name__}: {error})") from error
    if not isinstance(golds, list) or label not in ("correct", "incorrect"):
        raise WorkError(f"{where}: golds must be a list and label correct or incorrect")
    return row


def _write(
    path: Path,
    rows: Iterable[dict[str, Any]],
    verdicts: Iterable[Verdict],
    judged: Sequence[Both],
) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as out:
        for i, (row, verdict) in enumerate(zip(rows, verdicts, strict=True)):
            line = row | {"verdict": verdict.outcome, "reason": verdict.reason}
            if judged:
                line |= {"judge": judged[i].judge, "judge_reply": judged[i].reply}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    part.replace(path)


def main(argv: Sequence[str]) -> None:
    parser = Arguments("python -m eval.agreement", _DESCRIPTION)
    parser.add_argument("file", metavar="FILE.jsonl[.gz]", type=Path)
    parser.add_argument(
        "--verdicts", metavar="OUT.jsonl", type=Path, help="write each row with its verdict"
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object, keyed by source"
    )
    parser.add_argument("--judge_url", metavar="URL", help="base of an OpenAI-compatible server")
    parser.add_argument("--judge_model", metavar="NAME", help="the model to ask there")
    given = parser.parse_args(argv)
    if bool(given.judge_url) != bool(given.judge_model):
        raise CommandError("--judge_url and --judge_model go together")
    try:
        rows = list(read_rows(given.file))
    except OSError as error:
        raise CommandError(f"cannot read {given.file}: {error.strerror or error}") from error
    if not rows:
        raise WorkError(f"{given.file} holds no rows")
    bar = tqdm(rows, unit="answer", desc="scoring", disable=None)
    verdicts = [score(row["golds"], row["pred"], row["question"]) for row in bar]
    judged = _judge(given.judge_url, given.judge_model, rows, verdicts) if given.judge_url else []
    if given.verdicts:
        _write(given.verdicts, rows, verdicts, judged)
    lines = by_source(rows, verdicts)
    if judged:
        lines += _judged_lines(rows, judged)
    sys.stdout.write(_json(lines) if given.json else "".join(map(_line, lines)))
    if judged and not given.json:
        sys.stdout.write(_rates(rows, judged))


def _judge(
    url: str, model: str, rows: Sequence[dict[str, Any]], verdicts: Sequence[Verdict]
) -> list[Both]:
    bar = tqdm(
        zip(rows, verdicts, strict=True),
        total=len(rows),
        unit="answer",
        desc="judging",
        disable=None,
    )
    with Judge(url, model, key=os.environ.get("JUDGE_API_KEY", "")) as judge:
        return [judge.ask(row["golds"], row["pred"], row["question"], rule) for row, rule in bar]


def _judged_lines(rows: Sequence[dict[str, Any]], judged: Sequence[Both]) -> list[Agreement]:
    lines = by_source(rows, [Verdict(both.outcome, "judge") for both in judged])
    return [replace(line, source=f"judge: {line.source}") for line in lines]


def _rates(rows: Sequence[dict[str, Any]], judged: Sequence[Both]) -> str:
    """How the judge errs on these labels, which `corrected_rate` takes for answers without labels."""
    labels = [row["label"] == "correct" for row in rows]
    said = [both.outcome == "correct" for both in judged]
    right, wrong = sum(labels), len(labels) - sum(labels)
    hits = sum(s for s, label in zip(said, labels, strict=True) if label)
    passed = sum(not s for s, label in zip(said, labels, strict=True) if not label)
    unparsed = sum(both.judge == "unparsed" for both in judged)
    return (
        f"judge: sensitivity {_share(hits, right)}   specificity {_share(passed, wrong)}   "
        f"{unparsed} of {len(judged)} replies were no verdict, where the rule's stands\n"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "unknown"


def _json(lines: Sequence[Agreement]) -> str:
    return json.dumps({line.source: asdict(line) for line in lines}, ensure_ascii=False) + "\n"


def _line(line: Agreement) -> str:
    return (
        f"{line.source:<20} n {line.n:>6}   accuracy {line.accuracy:.3f}   "
        f"kappa {line.kappa:.3f}   bias {line.bias:+.3f}\n"
    )


if __name__ == "__main__":
    sys.exit(run(main))
