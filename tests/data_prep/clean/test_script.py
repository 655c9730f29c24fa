"""Language of a document, and traditional to simplified characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.script import language, simplified, simplify
from data_prep.records import Lang

LANGUAGES: list[tuple[str, Lang | None]] = [
    ("砺汐泵业苇渚工厂去年投产", "zh"),
    ("網頁是繁體中文的", "zh"),
    ("Meta 发布了 Llama 3 和 LoRA 的代码", "zh"),
    ("The battery ferry entered service in March", "en"),
    ("The word 泵 means pump in Chinese and that is all", "en"),
    ("1,000 2,000 — 3%", None),
    ("去年", None),
    ("", None),
    ("Привет мир, как дела сегодня", None),
]


@pytest.mark.parametrize(("text", "lang"), LANGUAGES)
def test_language(text: str, lang: Lang | None) -> None:
    assert language(text) == lang


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
