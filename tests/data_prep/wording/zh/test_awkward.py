"""Each refused turn is met by its own example, and plain questions are left alone."""

import re

import pytest

from data_prep.wording.zh.awkward import TURNS, Turn, awkward


@pytest.mark.parametrize("turn", TURNS, ids=lambda t: t[1])
def test_a_turn_refuses_its_example(turn: Turn) -> None:
    pattern, example = turn
    assert re.search(pattern, example)
    assert awkward("", example)


@pytest.mark.parametrize(
    "text",
    [
        "白塔镇位于哪个县？",
        "请告诉我，据厂长所说，新泵卖出了多少台？",
        "顾听澜建厂时，投入了多少元？",
        "哪些公司造出了新泵？",
        "湖面从2011年的61平方公里减少到多少平方公里？",
    ],
)
def test_a_plain_question_is_asked(text: str) -> None:
    assert not awkward("", text)
