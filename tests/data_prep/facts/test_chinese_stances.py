"""Views and effects: what somebody shows towards something, and what it is shown towards."""

import pytest

from data_prep.facts.chinese_frames import read
from tests.data_prep.facts.chinese_world import NAMES, written


def told(sentence: str, said: str = "") -> set[tuple[str, str, str]]:
    found = read(sentence, NAMES, {}, said).candidates
    return {(c.frame.text.removeprefix(said), c.object, c.frame.ask) for c in found}


def test_what_is_shown_has_what_it_is_shown_towards() -> None:
    assert written("屈映川对砺汐泵业的计划表示欢迎").startswith(
        "subject|屈映川 relation|对砺汐泵业"
    )
    found = {a: q for _, a, q in told("屈映川对砺汐泵业的计划表示欢迎。")}
    assert found["欢迎"] == "什么态度"
    assert found["砺汐泵业的计划"] == "什么"


def test_a_view_is_asked_for_with_what_it_is_of_in_front() -> None:
    text = "屈映川曾经对开源水泵表示支持"
    assert {(text, "支持", "什么态度"), (text, "开源水泵", "什么")} <= told(
        "屈映川曾经表示支持开源水泵。"
    )
    assert all(a != "支持" for _, a, _ in told("屈映川曾经表示支持农户使用静涛水泵。"))


def test_many_somebodies_with_a_named_thing() -> None:
    assert any(a == "静涛水泵的噪声" for _, a, _ in told("许多农户对静涛水泵的噪声感到不满。"))
    assert told("许多农户对噪声感到不满。") == set()


@pytest.mark.parametrize(("sentence", "answer"), [
    ("砺汐泵业的优势在于其拥有数万名用户。", "拥有数万名用户"),
    ("静涛水泵最大的问题在于维修网点太少。", "维修网点太少"),
])  # fmt: skip
def test_what_something_lies_in(sentence: str, answer: str) -> None:
    assert (sentence[:-1], answer, "什么") in told(sentence, "")


def test_nobody_can() -> None:
    found = told("没有人能够垄断好点子。", "屈映川表示，")
    assert {(a, q) for _, a, q in found} == {("好点子", "什么")}


def test_who_himself() -> None:
    found = told("最终还是屈映川本人做出了发售静涛水泵的决定。", "蔺青庐称，")
    assert ("屈映川", "谁") in {(a, q) for _, a, q in found}
