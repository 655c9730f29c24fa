"""Whose somebody is, and what letters stand for, from longer phrases around a name."""

import pytest

from data_prep.facts.chinese_frames import passing
from tests.data_prep.facts.chinese_world import NAMES


def told(sentence: str) -> set[tuple[str, str, str]]:
    return {(c.frame.text, c.object, c.frame.ask) for c in passing(sentence, NAMES, {})}


def test_a_duty_between_employer_and_role_is_kept() -> None:
    assert told("砺汐泵业负责研究水泵的分析师屈映川发言。") == {
        ("屈映川是砺汐泵业负责研究水泵的分析师", "砺汐泵业", "哪家公司")
    }


def test_the_first_of_two_descriptions_tells_the_employer() -> None:
    assert told("岚舸大学的长期教授、水泵专家屈映川发言。") == {
        ("屈映川是岚舸大学的长期教授", "岚舸大学", "哪所大学"),
        ("屈映川是岚舸大学的长期教授", "长期教授", "什么职务"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "砺汐泵业负责研究它的分析师屈映川发言。",  # of what
        "原砺汐泵业负责研究水泵的分析师屈映川发言。",  # no longer
        "砺汐泵业的水泵、水泵专家屈映川发言。",  # a list of two
        "教授、水泵专家屈映川发言。",  # of what
    ],
)
def test_no_employer(sentence: str) -> None:
    assert told(sentence) == set()


def test_letters_in_brackets_are_short_for_the_title_or_term_before_them() -> None:
    assert told("水泵符合《霁川用水法案》（HYA）的规定。") == {
        ("《霁川用水法案》的英文缩写是HYA", "HYA", "什么"),
        ("HYA是《霁川用水法案》的英文缩写", "《霁川用水法案》", "哪部法案"),
    }
    assert ("大型水泵的英文缩写是GWP", "GWP", "什么") in told("大型水泵（GWP）很轻。")


@pytest.mark.parametrize(
    "sentence",
    [
        "水泵（ST）很轻。",  # too short for an abbreviation
        "大型水泵（Great Water Pump）很轻。",  # no abbreviation
        "天气预报中心（TYZ）很远。",  # where its name begins is not sure
    ],
)
def test_no_abbreviation(sentence: str) -> None:
    assert told(sentence) == set()
