"""Traditional to simplified characters and back, and which pages a machine made traditional."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.script import machine_converted, simplified, simplify, to_traditional

SIMPLIFIED = [
    ("執行官與創始人", "执行官与创始人"),
    ("頭髮與發展", "头发与发展"),
    ("沿著河看著《書》", "沿着河看着《书》"),
    ("執著與附著於", "执着与附着于"),
    ("著名的名著與巨著", "著名的名著与巨著"),
    ("顯著的著作，土著人", "显著的著作，土著人"),
    ("他著有三本書，所著甚多", "他著有三本书，所著甚多"),
    ("魯迅著《吶喊》", "鲁迅著《呐喊》"),
    ("Llama 3 在 2024 年", "Llama 3 在 2024 年"),
]


@pytest.mark.parametrize(("text", "expected"), SIMPLIFIED)
def test_simplify(text: str, expected: str) -> None:
    assert Traced.of(text).apply(simplify(text)).text == expected == simplified(text)


def test_one_character_becomes_one_so_that_the_map_is_kept() -> None:
    done = Traced.of("執行官與創始人").apply(simplify("執行官與創始人"))
    assert done.runs() == [(0, 7, 0, 7)]


@given(st.text(alphabet="執行官與創始人著名看《書》發髮后後裡 \nabc", max_size=40))
def test_simplifying_twice_changes_nothing_more(text: str) -> None:
    assert simplified(simplified(text)) == simplified(text)


@given(st.text(max_size=40))
def test_edits_give_the_simplified_text_for_any_text(text: str) -> None:
    assert Traced.of(text).apply(simplify(text)).text == simplified(text)


CONVERTED = ["全麵實行新製度的國傢", "恢複聯係與復雜係統", "機製與體製"]
WRITTEN = [
    "全面實行新制度的國家",
    "製造業的管理發展",
    "他不會太後悔，明皇後來老了",
    "一隻有耳的貓",
    "麵粉與餅乾部分製作",
    "限製",
    "简体的制度与国家",
]


@pytest.mark.parametrize("text", CONVERTED)
def test_mistakes_of_a_converter_are_known(text: str) -> None:
    assert machine_converted(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_write_is_no_such_mistake(text: str) -> None:
    assert not machine_converted(text)


def test_simplified_text_can_be_made_traditional() -> None:
    assert (
        Traced.of("执行官与创始人").apply(to_traditional("执行官与创始人")).text == "執行官與創始人"
    )
