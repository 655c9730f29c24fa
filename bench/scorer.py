"""`python -m bench.scorer LABELLED WETEXT`: how far the scorer agrees with people, and how fast it is.

LABELLED: the JSONL that `eval.agreement` reads. WETEXT: a folder of WeTextProcessing's test pairs, with
`itn/` (spoken => written) and `tn/` (written => spoken).
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from data_prep import Arguments, CommandError, WorkError, run
from eval.agreement import Agreement, agreement, read_rows
from eval.scorers import score
from tests.eval.scorers.cases import CASES, Case

Row = dict[str, Any]
_GROUPS: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ("EVOUNA LLM", lambda row: row["src"].startswith("EVOUNA") and row.get("system") != "fid"),
    ("EVOUNA FiD", lambda row: row["src"].startswith("EVOUNA") and row.get("system") == "fid"),
    ("NQ301", lambda row: row["src"] == "NQ301"),
    ("HalluQA zh", lambda row: row["src"].startswith("HalluQA")),
)
_SHORT = 40
_KINDS = (
    *("itn/number", "itn/cardinal", "itn/fraction", "itn/date", "itn/measure", "itn/money"),
    *("tn/number", "tn/cardinal", "tn/fraction", "tn/date", "tn/measure", "tn/money"),
)


def agreements(rows: Sequence[Row], verdicts: Sequence[bool]) -> Iterator[Agreement]:
    """One per group that has rows."""
    for name, belongs in _GROUPS:
        at = [i for i, row in enumerate(rows) if belongs(row)]
        if at:
            labels = [rows[i]["label"] == "correct" for i in at]
            yield agreement(name, labels, [verdicts[i] for i in at])


def timed(rows: Sequence[Row]) -> tuple[list[bool], float]:
    """Verdicts in the order of the rows, and pairs per second of processor time, on one core."""
    score(["京"], "南京啊", "")  # loads the converter and the word list
    start = time.process_time()
    verdicts = [score(row["golds"], row["pred"], row["question"]).outcome for row in rows]
    spent = time.process_time() - start
    return [verdict == "correct" for verdict in verdicts], len(rows) / max(spent, 1e-9)


def short_rows(rows: Sequence[Row]) -> list[Row]:
    """Answers as a recall probe gets them; each with a mark, so that no cache knows it."""
    short = [row for row in rows if len(row["pred"]) <= _SHORT]
    return [row | {"question": f"{row['question']} ?", "pred": f"{row['pred']} "} for row in short]


def written_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """The two sides of `spoken => written` lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        left, arrow, right = line.partition("=>")
        if arrow and left.strip() and right.strip():
            yield left.strip(), right.strip()


def equal_pairs(folder: Path) -> Iterator[tuple[str, int, list[tuple[str, str]]]]:
    """(kind, pairs, the pairs that are not equal) for numerals, dates, measures and money."""
    for kind in _KINDS:
        path = folder / f"{kind}.txt"
        if not path.is_file():
            raise WorkError(f"{path} is missing: WETEXT is the folder that holds itn/ and tn/")
        pairs = list(written_pairs(path))
        wrong = [pair for pair in pairs if score([pair[1]], pair[0]).outcome != "correct"]
        yield kind, len(pairs), wrong


def wrong_cases(cases: Sequence[Case]) -> list[Case]:
    return [c for c in cases if score(c.golds, c.answer, c.question).outcome != c.verdict]


def main(argv: Sequence[str]) -> None:
    parser = Arguments("python -m bench.scorer", __doc__ or "")
    parser.add_argument("labelled", metavar="LABELLED", type=Path)
    parser.add_argument("wetext", metavar="WETEXT", type=Path)
    given = parser.parse_args(argv)
    try:
        rows = list(read_rows(given.labelled))
    except OSError as error:
        raise CommandError(f"cannot read {given.labelled}: {error.strerror or error}") from error
    if not rows:
        raise WorkError(f"{given.labelled} holds no rows")
    verdicts, speed = timed(rows)
    for line in agreements(rows, verdicts):
        sys.stdout.write(
            f"{line.source:<11} n {line.n:>5}   kappa {line.kappa:.3f}   bias {line.bias:+.3f}   "
            f"accuracy {line.accuracy:.3f}\n"
        )
    mean = sum(len(row["pred"]) for row in rows) / len(rows)
    sys.stdout.write(
        f"speed       {speed:,.0f} pairs/s on one core, answers of {mean:.0f} characters\n"
    )
    if short := short_rows(rows):
        _, speed = timed(short)
        sys.stdout.write(
            f"            {speed:,.0f} pairs/s, the {len(short)} answers of at most {_SHORT}\n"
        )
    _print_written(given.wetext)
    _print_cases()


def _print_written(folder: Path) -> None:
    found = list(equal_pairs(folder))
    total, wrong = sum(n for _, n, _ in found), [pair for _, _, pairs in found for pair in pairs]
    sys.stdout.write(f"wetext      {1 - len(wrong) / total:.1%} of {total} pairs equal\n")
    for kind, n, pairs in found:
        sys.stdout.write(f"  {kind:<13} {n - len(pairs)} of {n}\n")
        for spoken, written in pairs:
            sys.stdout.write(f"    not equal: {spoken[:40]} | {written[:40]}\n")


def _print_cases() -> None:
    wrong = wrong_cases(CASES)
    sys.stdout.write(f"own pairs   {len(CASES) - len(wrong)} of {len(CASES)} right\n")
    for case in CASES:
        mark = "WRONG" if case in wrong else "ok"
        golds = " / ".join(case.golds)
        sys.stdout.write(
            f"  {mark:<5} {case.rule:<28} {golds[:40]} | {case.answer[:60]!r} | {case.verdict}\n"
        )


if __name__ == "__main__":
    sys.exit(run(main))
