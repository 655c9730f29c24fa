"""Lists whose kind is told behind them."""

import pytest

from data_prep.facts.chinese_lists import lists
from tests.data_prep.facts.chinese_world import pieces


def asked(clause: str) -> dict[str, str]:
    found = pieces(clause)
    return {
        "".join(w.text for w in found[a.at].words[a.start : a.stop]): a.asking.ask
        for at, piece in enumerate(found)
        for a in lists(at, piece)
    }


@pytest.mark.parametrize(
    ("clause", "answer", "ask"),
    [
        ("静涛水泵用于灌溉、排水和消防等领域", "灌溉、排水和消防等领域", "哪些领域"),
        ("砺汐泵业采购了铸铁、塑料等原料", "铸铁、塑料等原料", "哪些原料"),
        ("静涛水泵可能在灌溉、骚扰和隐私侵犯等领域遭到滥用", "灌溉、骚扰和隐私侵犯等领域", "哪些领域"),
    ],
)  # fmt: skip
def test_a_list_is_asked_for_by_its_kind(clause: str, answer: str, ask: str) -> None:
    assert asked(clause) == {answer: ask}


@pytest.mark.parametrize(
    "clause",
    [
        "静涛水泵用于灌溉等领域",  # one thing is no list
        "静涛水泵用于灌溉、排水等",  # of what kind
        "砺汐泵业和岚舸大学等机构参加了测试",  # names are asked for by themselves
        "静涛水泵用于灌溉、排水等方面",  # a kind that says nothing
    ],
)
def test_no_list(clause: str) -> None:
    assert asked(clause) == {}
