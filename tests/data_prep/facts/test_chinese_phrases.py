"""What noun phrases state in passing."""

import pytest

from data_prep.facts.chinese_frames import passing
from data_prep.facts.chinese_phrases import PASSING
from tests.data_prep.facts.chinese_world import NAMES


def told(sentence: str) -> set[tuple[str, str, str]]:
    found = passing(sentence, NAMES, {"Mara Quill": "人"})
    return {(c.frame.text, c.object, c.frame.ask) for c in found}


@pytest.mark.parametrize(
    ("sentence", "owner", "post", "name", "ask"),
    [
        ("砺汐泵业的总经理屈映川参观了北闸工厂。", "砺汐泵业", "总经理", "屈映川", "哪家公司"),
        ("砺汐泵业总经理屈映川参观了北闸工厂。", "砺汐泵业", "总经理", "屈映川", "哪家公司"),
        ("苇渚工厂厂长籍雨樵参观了海测所。", "苇渚工厂", "厂长", "籍雨樵", "哪家工厂"),
        ("Kestrel首席科学家Mara Quill来到霁川。", "Kestrel", "首席科学家", "Mara Quill", "哪家公司"),
        ("霁川人说，“砺汐泵业的董事长蔺青庐很高兴。”", "砺汐泵业", "董事长", "蔺青庐", "哪家公司"),
        ("岚舸大学和砺汐泵业的首席执行官屈映川见了面。", "砺汐泵业", "首席执行官", "屈映川", "哪家公司"),
    ],
)  # fmt: skip
def test_a_post_is_asked_for_its_holder_its_owner_and_itself(
    sentence: str, owner: str, post: str, name: str, ask: str
) -> None:
    held = f"{name}担任{owner}的{post}"
    assert told(sentence) == {
        (f"{owner}的{post}是{name}", name, "谁"),
        (held, owner, ask),
        (held, post, "什么职务"),
    }


def test_a_founder_is_one_and_holds_no_post() -> None:
    assert told("砺汐泵业创始人屈映川退休了。") == {
        ("砺汐泵业的创始人是屈映川", "屈映川", "谁"),
        ("屈映川是砺汐泵业的创始人", "砺汐泵业", "哪家公司"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "砺汐泵业前总经理屈映川参观了北闸工厂。",  # no longer
        "原砺汐泵业总经理屈映川参观了北闸工厂。",
        "总经理屈映川退休了。",  # of what
        "他的总经理屈映川退休了。",
        "该公司总经理屈映川退休了。",
        "砺汐泵业总经理兼总裁屈映川退休了。",  # two posts
        "砺汐泵业的水泵和屈映川。",
    ],
)
def test_no_post_without_its_owner_or_of_the_past(sentence: str) -> None:
    assert told(sentence) == set()


def test_what_a_name_is_of_whom() -> None:
    assert told("砺汐泵业的大流量水泵ST-90售价2.4万元。") == {
        ("ST-90是砺汐泵业的大流量水泵", "ST-90", "哪款水泵"),
        ("ST-90是砺汐泵业的大流量水泵", "砺汐泵业", "哪家公司"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "砺汐泵业的大流量水泵ST-90电机很轻。",  # the motor is, not the pump
        "该公司的水泵ST-90很轻。",
        "屈映川的水泵ST-90很轻。",
        "砺汐泵业的对手ST-90很轻。",  # no class
    ],
)
def test_no_apposition(sentence: str) -> None:
    assert told(sentence) == set()


def test_letters_stand_for_the_words_whose_initials_they_are() -> None:
    full = "Ocean Survey Institute"
    assert told(f"OSI（{full}）成立于1956年。") == {(f"OSI的英文全称是{full}", full, "什么")}
    assert told("OSI（Ocean Survey Laboratory）成立于1956年。") == set()
    assert told("OSI（海洋测量所）成立于1956年。") == set()


@pytest.mark.parametrize("clause", ["某厂负责人工作", "甲的首席安全官乙", "模型丙", "丁（戊）"])
def test_a_clause_that_may_state_something_in_passing_is_looked_at(clause: str) -> None:
    assert PASSING.search(clause)
    assert not PASSING.search("他每天早上六点起床")
