"""`python -m eval.compare DIR_A DIR_B`: two scored runs, question by question."""

import json
import sys
from collections.abc import Sequence
from math import sqrt
from pathlib import Path

from data_prep import Arguments, CommandError, run
from eval.runs import Run, read_run
from eval.samples import Score
from eval.stats import Z95
from eval.table import Table, as_json, as_text, tabulate

_DESCRIPTION = """Compare two scored runs on the same questions: shares with 95 % intervals, answers gained and lost from
A to B, and the exact McNemar p of the change.

  python -m eval.compare runs/A/eval/tuned runs/B/eval/tuned"""

POWER_Z = 0.8416212335729143
"""The 80 % point of the normal distribution."""


def paired(a: Run, b: Run) -> tuple[list[Score], list[Score]]:
    """The scores of both runs in the order of A's samples. Raises CommandError if the questions differ."""
    keys_a, keys_b = ({sample.key for sample in run.samples} for run in (a, b))
    if keys_a != keys_b:
        raise CommandError(
            f"the runs asked different questions: {len(keys_a - keys_b)} only in {a.folder}, "
            f"{len(keys_b - keys_a)} only in {b.folder}, {len(keys_a & keys_b)} in both"
        )
    targets = {sample.key: sample.targets for sample in b.samples}
    changed = [sample for sample in a.samples if targets[sample.key] != sample.targets]
    if changed:
        raise CommandError(
            f"the expected answers differ for {len(changed)} questions, as {changed[0].question!r}"
        )
    scores = {sample.key: score for sample, score in zip(b.samples, b.scores, strict=True)}
    return list(a.scores), [scores[sample.key] for sample in a.samples]


def detectable(discordant: float, n: int) -> float:
    """The difference d of shares that a test of n pairs finds in 80 % of cases at the 5 % level, where a
    share `discordant` of the answers flips: n = z²(discordant - d²)/d² (Miller, arXiv 2411.00640)."""
    z = Z95 + POWER_Z
    return z * sqrt(discordant / (n + z * z))


def compare(a: Run, b: Run) -> Table:
    """A against B by group, language and kind."""
    before, after = paired(a, b)
    return tabulate(a.samples, {"A": before, "B": after}, ("group", "lang", "kind"))


def main(argv: Sequence[str]) -> None:
    parser = Arguments("python -m eval.compare", _DESCRIPTION)
    parser.add_argument("a", metavar="DIR_A", type=Path, help="folder of a scored run")
    parser.add_argument(
        "b", metavar="DIR_B", type=Path, help="folder of the run to compare with it"
    )
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    given = parser.parse_args(argv)
    table = compare(read_run(given.a), read_run(given.b))
    if given.json:
        sys.stdout.write(json.dumps(as_json(table), ensure_ascii=False) + "\n")
        return
    sys.stdout.write(f"A  {given.a}\nB  {given.b}\n\n{as_text(table)}\n{_power(table)}")


def _power(table: Table) -> str:
    total = table.rows[0]
    flips = (total.change.gained + total.change.lost) / total.n if total.change else 0.0
    if not flips:
        return "no answer changed\n"
    return (
        f"with {total.n} {total.place[0]} questions and {flips:.0%} of the answers flipping, "
        f"a difference of {detectable(flips, total.n):.1%} would be found 4 times in 5\n"
    )


if __name__ == "__main__":
    sys.exit(run(main))
