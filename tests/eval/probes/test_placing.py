"""Where names stand, and what is put in their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.probes.placing import one_line, places, put


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("In 2015 or 15?", "15", [11]),
        ("Metaverse of Meta", "Meta", [13]),
        ("Meta计划", "Meta", [0]),
        ("南京的南京路", "南京", [0, 3]),
        ("a+b (c)", "(c)", [4]),
        ("naïve", "na", []),
        ("anything", "", []),
    ],
)
def test_places(text: str, part: str, found: list[int]) -> None:
    assert places(text, part) == found


@pytest.mark.parametrize(
    ("text", "part", "other", "article", "result"),
    [
        ("What did the Orrinelle cost?", "Orrinelle", "X", False, "What did X cost?"),
        ("What did the Orrinelle cost?", "Orrinelle", "Vela", True, "What did the Vela cost?"),
        ("佘砚樵1938年出生", "佘砚樵", "X", False, "X 1938年出生"),
        ("购买GPU的Meta", "Meta", "X", False, "购买GPU的X"),
        ("15 of 2015", "15", "X", True, None),
        ("twice and twice", "twice", "X", True, None),
        ("never", "none", "X", True, None),
        (r"a \1 b", "a", r"\g<0>", True, r"\g<0> \1 b"),
    ],
)
def test_put(text: str, part: str, other: str, article: bool, result: str | None) -> None:
    assert put(text, part, other, article=article) == result


@given(st.text(), st.text(min_size=1), st.text())
def test_put_takes_the_part_away_or_leaves_all(text: str, part: str, other: str) -> None:
    result = put(text, part, other)
    if result is not None:
        before, after = text.split(part)
        assert result.startswith(before) and result.endswith(after) and other in result


@given(st.text())
def test_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1
