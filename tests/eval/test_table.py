"""Rows and totals, and the comparison of two runs."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval.samples import Sample, Score
from eval.table import MOVED, as_json, as_markdown, as_text, effect, tabulate

from .test_samples import SAMPLE


def sample(i: int, **fields: str) -> Sample:
    return replace(SAMPLE, id=f"s{i}", doc_id=f"d{i % 2}", **fields)  # type: ignore[arg-type]


def scores(values: Sequence[bool | None]) -> list[Score]:
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


def test_text_has_a_line_per_row_and_notes() -> None:
    table = tabulate(SAMPLES, {"base": BASE, "tuned": TUNED}, ("group", "lang", "kind"))
    lines = as_text(table).splitlines()
    assert len(lines) == 1 + len(table.rows) + 2
    assert re.split(r"  +", lines[0]) == ["group", "lang", "kind", "n", "base", "tuned", *MOVED]
    assert "25.0% [4.6, 69.9]" in lines[1]  # Wilson, 1 of 4
    assert lines[-2].startswith("Holm p: ")
    assert lines[-1].startswith("with 4 taught questions and 50% of the answers flipping")


def test_rows_below_a_total_are_adjusted_together() -> None:
    samples = [
        replace(SAMPLE, id=f"s{i}", doc_id=f"d{i}", group=group, kind=kind)
        for i, (group, kind) in enumerate(
            [("taught", "direct")] * 8 + [("taught", "cloze")] * 6 + [("control", "direct")] * 5
        )
    ]
    runs = {"base": scores([False] * 19), "tuned": scores([True] * 19)}
    table = tabulate(samples, runs, ("group", "kind"))
    found = {row.place: row.change for row in table.rows}
    shown = {place: (c.p_flip, c.p_holm) for place, c in found.items() if c}
    assert shown == {
        ("taught", "all"): (2 / 2**14, None),
        ("taught", "cloze"): (2 / 2**6, 2 / 2**6),
        ("taught", "direct"): (2 / 2**8, 2 * 2 / 2**8),
        ("control", "direct"): (2 / 2**5, None),  # its total: not adjusted
    }


def test_one_document_is_clustered_on_facts() -> None:
    samples = [replace(SAMPLE, id=f"s{i}", fact_id=f"f{i // 2}") for i in range(8)]
    moved = tabulate(samples, {"a": scores([False] * 8), "b": scores([True] * 8)}, ("group",))
    change = moved.rows[0].change
    assert change and (change.clusters, change.p_flip) == (4, 2 / 2**4)
    assert change.half_width is None  # every answer moved alike


def test_questions_that_move_together_count_for_fewer() -> None:
    samples = [replace(SAMPLE, id=f"s{i}", doc_id=f"d{i // 10}") for i in range(100)]
    after = [i // 10 < 4 for i in range(100)]
    table = tabulate(samples, {"a": scores([False] * 100), "b": scores(list(after))}, ("group",))
    assert table.rows[0].effective_n == pytest.approx(100 / (10 * 10 / 9 * 99 / 100))
    assert "(worth 9 independent ones)" in as_text(table)


def test_nothing_changed() -> None:
    table = tabulate(SAMPLES, {"a": BASE, "b": BASE}, ("group",))
    assert "no answer to 4 taught questions changed" in as_text(table)


def test_an_effect_without_error_says_why() -> None:
    one = [replace(s, doc_id="d") for s in SAMPLES]
    assert "a group of one document" in str(effect(one, BASE, TUNED))
    same = effect(SAMPLES, scores([False] * 4 + [False] * 2), scores([True] * 4 + [False] * 2))
    assert str(same) == "+100.0 points (the same in every document: no error bar)"


def test_numbers_stand_by_size_and_no_value_has_a_name() -> None:
    salient = [replace(s, salience=n) for s, n in zip(SAMPLES, (10, 9, 2, 2, 1, 1), strict=True)]
    table = tabulate(salient, {"a": BASE}, ("group", "salience"))
    taught = [row.place[1] for row in table.rows if row.place[0] == "taught"]
    assert taught == ["all", "2", "9", "10"]
    assert tabulate(SAMPLES, {"a": BASE}, ("group", "modality")).rows[0].place[1] == "none"


def test_markdown_cells_stay_cells() -> None:
    hostile = [replace(s, doc_id="a|b <img> [x](y)\n") for s in SAMPLES[:4]]
    text = as_markdown(
        tabulate(hostile, {"base": BASE[:4], "tuned": TUNED[:4]}, ("group", "doc_id"))
    )
    head, rule, row, *_ = text.splitlines()
    assert r"a\|b &lt;img&gt; \[x\](y) |" in row
    assert rule == "| --- | --- |" + " ---: |" * 9
    assert head.startswith("| group | doc\\_id | n | base | tuned | gained |")
