"""Rows and totals, and the comparison of two runs."""

from dataclasses import replace

import pytest

from eval.samples import Sample, Score
from eval.table import as_json, as_text, effect, tabulate

from .test_samples import SAMPLE


def sample(i: int, **fields: str) -> Sample:
    return replace(SAMPLE, id=f"s{i}", doc_id=f"d{i % 2}", **fields)  # type: ignore[arg-type]


def scores(values: list[bool | None]) -> list[Score]:
    return [Score(f"s{i}", value, "a", "a", "why") for i, value in enumerate(values)]


SAMPLES = [
    sample(0, lang="zh", kind="direct"),
    sample(1, lang="zh", kind="reverse"),
    sample(2, lang="en", kind="direct"),
    sample(3, lang="en", kind="direct"),
    sample(4, lang="zh", kind="direct", group="control"),
    sample(5, lang="zh", kind="direct", group="control"),
]
BASE = scores([False, None, False, True, False, True])
TUNED = scores([True, True, False, True, False, False])


def test_rows_and_totals() -> None:
    table = tabulate(SAMPLES, {"base": BASE, "tuned": TUNED}, ("group", "lang", "kind"))
    shown = {row.place: (row.n, *(rate.correct for rate in row.rates)) for row in table.rows}
    assert shown == {
        ("taught", "all", "all"): (4, 1, 3),
        ("taught", "all", "direct"): (3, 1, 2),
        ("taught", "zh", "all"): (2, 0, 2),
        ("taught", "zh", "direct"): (1, 0, 1),
        ("taught", "zh", "reverse"): (1, 0, 1),
        ("taught", "en", "direct"): (2, 1, 1),  # en has one kind: its total would repeat this row
        ("control", "zh", "direct"): (2, 1, 0),
    }
    assert table.rows[0].place == ("taught", "all", "all")
    assert table.rows[-1].place[0] == "control"


def test_changes() -> None:
    table = tabulate(SAMPLES, {"base": BASE, "tuned": TUNED}, ("group",))
    taught, control = (row.change for row in table.rows)
    assert taught and control
    assert (taught.gained, taught.lost, taught.p) == (2, 0, 0.5)
    assert (control.gained, control.lost, control.p) == (0, 1, 1.0)


def test_one_run_has_no_change() -> None:
    table = tabulate(SAMPLES, {"base": BASE}, ("group", "type"))
    assert all(row.change is None for row in table.rows)
    assert "McNemar" not in as_text(table) and "change" not in as_json(table)[0]


def test_effect() -> None:
    found = effect(SAMPLES, BASE, TUNED)
    assert found is not None and found.value == pytest.approx(0.5 - -0.5) and found.documents == 2
    assert str(found).startswith("+100.0 ± ") and "2 documents, few" in str(found)
    assert effect(SAMPLES[:4], BASE[:4], TUNED[:4]) is None


def test_text_has_a_line_per_row() -> None:
    table = tabulate(SAMPLES, {"base": BASE, "tuned": TUNED}, ("group", "lang", "kind"))
    lines = as_text(table).splitlines()
    assert len(lines) == 1 + len(table.rows)
    assert lines[0].split() == [
        "group",
        "lang",
        "kind",
        "n",
        "base",
        "tuned",
        "gained",
        "lost",
        "McNemar",
        "p",
    ]
    assert "25.0% [4.6, 69.9]" in lines[1]  # Wilson, 1 of 4
