"""A sentence as one statement, where its clauses make none of their own."""

import pytest

from data_prep.facts.chinese_whole import whole
from tests.data_prep.facts.chinese_world import NAMES


def told(sentence: str, known: tuple[str, ...] = (), said: str = "") -> set[tuple[str, str]]:
    return {(c.frame.text, c.object) for c in whole(sentence, NAMES, {}, said, set(known))}


SENTENCE = "砺汐泵业投入3.2亿元来研发ST-90"


def test_the_sentence_stands_as_it_is() -> None:
    assert told(SENTENCE + "。") == {(SENTENCE, "3.2亿元"), (SENTENCE, "ST-90")}


def test_what_its_clauses_gave_is_not_asked_again() -> None:
    assert told(SENTENCE + "。", known=("3.2亿元",)) == {(SENTENCE, "ST-90")}


def test_the_attribution_stands_in_front() -> None:
    said = "屈映川表示，"
    assert (said + SENTENCE, "3.2亿元") in told(SENTENCE + "。", said=said)


def test_what_ties_it_to_the_sentence_before_is_left_out() -> None:
    assert (SENTENCE, "3.2亿元") in told(f"此外，{SENTENCE}。")


def test_a_clause_in_front_stays_and_only_the_last_is_asked() -> None:
    sentence = "砺汐泵业迁址，静涛水泵售出4.2万台"
    assert (sentence, "4.2万台") in told(sentence + "。")
    behind = f"{sentence}，北闸工厂停产"
    assert not any(answer == "4.2万台" for _, answer in told(behind + "。"))


def test_a_condition_stands_with_what_depends_on_it() -> None:
    sentence = "如果静涛水泵停产，农户的损失将超过3000万元"
    assert (sentence, "3000万元") in told(sentence + "。")


@pytest.mark.parametrize(
    "sentence",
    [
        "砺汐泵业会投入3.2亿元，如果订单增加。",  # the condition behind
        "他们投入3.2亿元来研发ST-90。",
        "砺汐泵业投入3.2亿元来研发它。",
        "砺汐泵业为他们投入3.2亿元来研发ST-90。",
        "砺汐泵业今年投入3.2亿元来研发ST-90。",
        "砺汐泵业投入3.2亿元来研发什么？",
        "砺汐泵业投入“3.2亿元来研发ST-90。",
        "投入3.2亿元来研发ST-90。",  # who
        "这投入了3.2亿元来研发ST-90。",
        "砺汐泵业投入9亿元。",  # too short to be more than its clause
        "砺汐泵业" + "研发、生产和销售" * 8 + "的水泵售出4.2万台。",  # a paragraph
    ],
)
def test_what_points_outside_the_sentence_or_asks_makes_none(sentence: str) -> None:
    assert told(sentence) == set()
