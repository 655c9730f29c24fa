"""The sheet of facts and pairs to be judged, and its rates."""

import pytest

from bench.reading import sample, score, surroundings


def test_a_sample_is_the_same_whatever_the_order() -> None:
    lines = [{"id": str(n)} for n in range(50)]
    assert sample(lines, 9, seed=1) == sample(lines[::-1], 9, seed=1)
    assert sample(lines, 9, seed=1) != sample(lines, 9, seed=2)
    assert len(sample(lines, 99, seed=0)) == 50


def test_surroundings_mark_the_evidence() -> None:
    assert surroundings("甲" * 300 + "乙" + "丙" * 9, 300, 301) == "甲" * 160 + "⟦乙⟧" + "丙" * 9


def line(what: str, verdict: str, error: str = "") -> dict[str, str]:
    return {"id": "x", "what": what, "task": "qa", "kind": "direct",
            "verdict": verdict, "kind_of_error": error}  # fmt: skip


def test_rates_of_a_judged_sheet() -> None:
    lines = [line("fact", "right")] * 3 + [line("fact", "wrong", "pronoun"), line("fact", "")]
    lines += [line("pair", "right")]
    text = score(lines)
    assert "| fact | 3/4 = 75.0 %" in text and "| 1 |" in text
    assert "| fact | pronoun | 1/4 = 25.0 %" in text and "| pair | 1/1" in text


def test_a_verdict_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="not right or wrong"):
        score([line("fact", "good")])
