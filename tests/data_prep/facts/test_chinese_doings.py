"""Clauses whose subject is something to do, and quotations that are names or verbs."""

import pytest

from data_prep.facts.chinese_frames import passing, read
from tests.data_prep.facts.chinese_world import NAMES

SAID = "屈映川表示，"


def told(sentence: str, said: str = SAID) -> set[tuple[str, str, str]]:
    found = read(sentence, NAMES, {}, said).candidates
    return {(c.frame.text.removeprefix(said), c.object, c.frame.ask) for c in found}


def test_a_doing_is_what_its_predicate_says() -> None:
    assert ("以低价形式发售静涛水泵可谓“天才之举”", "“天才之举”", "什么") in told(
        "以低价形式发售静涛水泵可谓“天才之举”。"
    )
    assert ("以漏水风险为由进行预防性监管会扼杀创新", "扼杀创新", "怎么样") in told(
        "以漏水风险为由进行预防性监管会扼杀创新。"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "让更多农户能够使用静涛水泵。",  # who lets them
        "确保农户能够使用静涛水泵。",
        "发售了静涛水泵会扼杀创新。",  # what happened
    ],
)
def test_no_doing(sentence: str) -> None:
    assert told(sentence) == set()


def test_a_quotation_with_its_kind_is_a_name() -> None:
    found = told("2024年10月，创造了水泵的“开源倡议”组织批评砺汐泵业“忽悠”了农户。", "")
    assert {(a, q) for _, a, q in found} >= {
        ("“开源倡议”组织", "哪个组织"),
        ("砺汐泵业", "哪家公司"),
    }


def test_what_follows_a_reproach_may_be_of_either() -> None:
    found = told("岚舸大学批评砺汐泵业“忽悠”了农户，“污染”了霁川。", "")
    assert not any("污染" in statement for statement, _, _ in found if "，" not in statement)


def test_what_somebody_is_looked_at_as_they_are() -> None:
    def asides(sentence: str) -> set[tuple[str, str]]:
        return {(c.frame.text, c.object) for c in passing(sentence, NAMES, {"砺汐泵业": "公司"})}

    sentence = "对于一家年收入高达3.4亿元的公司而言，砺汐泵业采用如此战略有悖常理。"
    assert ("砺汐泵业是一家年收入高达3.4亿元的公司", "3.4亿元") in asides(sentence)
    assert asides("对于一家年收入高达3.4亿元的公司而言，屈映川采用如此战略有悖常理。") == set()
    assert asides("对于一家创业公司而言，战略很重要。") == set()
