"""Damage undone: one row per repair, and beside it what looks alike and must stay."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Edit, Traced
from data_prep.clean.repair import (
    DAMAGED,
    controls,
    eaten_entities,
    entities,
    invisible,
    mojibake,
)

Step = Callable[[str], list[Edit]]


def after(step: Step, text: str) -> str:
    return Traced.of(text).apply(step(text)).text


CONTROLS = [
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\x0cb\x85c\u2028d\u2029e", "a\nb\nc\nd\ne"),
    ("a\xa0b\u2003c\u202fd", "a b c d"),
    ("中文\ue123", "中文"),
    ("制表\t符，全角\u3000空格 and é naïve", "制表\t符，全角\u3000空格 and é naïve"),
]


@pytest.mark.parametrize(("text", "expected"), CONTROLS)
def test_controls(text: str, expected: str) -> None:
    assert after(controls, text) == expected


INVISIBLE = [
    ("\ufeff中\u200b文\u00ad\u2060", "中文"),
    ("a\x00b\x1bc\x9fd", "abcd"),
    ("制表\t符\r\n\x85 \ue123", "制表\t符\r\n\x85 \ue123"),
]


@pytest.mark.parametrize(("text", "expected"), INVISIBLE)
def test_invisible(text: str, expected: str) -> None:
    assert after(invisible, text) == expected


ENTITIES = [
    ("&ldquo;安静&rdquo;", "“安静”"),
    ("A&amp;B &amp;amp; C", "A&B & C"),
    ("泵厂&amp;nbsp;2023", "泵厂 2023"),
    ("&#8212;&#x2014;", "——"),
    ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
    ("&#13;&#10;", "\r\n"),
]
EATEN = [
    ("?ldquo;安静?rdquo;", "“安静”"),
    ("他说ldquo;是rdquo;", "他说“是”"),
    ("&mdash;他来了", "—他来了"),
]
NO_ENTITIES = ["AT&T; R&D", "&unknownname;", "squot; equot;", "a & b; c", "https://a.b/?x=1&y=2"]


@pytest.mark.parametrize(("text", "expected"), ENTITIES)
def test_entities(text: str, expected: str) -> None:
    assert after(entities, text) == expected


@pytest.mark.parametrize(("text", "expected"), EATEN)
def test_entities_without_their_ampersand(text: str, expected: str) -> None:
    assert after(eaten_entities, text) == expected


@pytest.mark.parametrize("text", NO_ENTITIES)
@pytest.mark.parametrize("step", [entities, eaten_entities])
def test_what_only_looks_like_an_entity_stays(step: Step, text: str) -> None:
    assert after(step, text) == text


MOJIBAKE = [
    ("The companyâ€™s first product", "The company’s first product"),
    ("cost â‚¬87 million", "cost €87 million"),
    ("Â© 2024 Coastline", "© 2024 Coastline"),
    ("CafÃ© on the quay", "Café on the quay"),
    ("ä¸­æ–‡ç½‘é¡µ", "中文网页"),
]
GBK_MOJIBAKE = [
    "中文网页的正文在这里。",
    "他说，是的，我们在一起。",
    "泵厂在砺汐，产品在各地",
]
NO_MOJIBAKE = [
    "浜松市与横浜、鏈子和闂字",
    "鐨字与銆字是罕见的字",
    "Ångström, Ä und â stehen",
    "Café — naïve “quotes”",
    "中文网页",
    "Â",
]


@pytest.mark.parametrize(("text", "expected"), MOJIBAKE)
def test_mojibake(text: str, expected: str) -> None:
    assert after(mojibake, text) == expected


@pytest.mark.parametrize("text", NO_MOJIBAKE)
def test_sound_letters_are_no_mojibake(text: str) -> None:
    assert after(mojibake, text) == text


@pytest.mark.parametrize("text", GBK_MOJIBAKE)
def test_utf8_read_as_gbk(text: str) -> None:
    shown = text.encode().decode("gbk", "replace").replace("\ufffd", "?")
    fixed = after(mojibake, shown)
    assert [old for old, new in zip(text, fixed, strict=True) if new not in (old, "\ufffd")] == []
    assert fixed.count("\ufffd") <= len(text) / 3


def test_replacement_characters_read_as_gbk_are_losses() -> None:
    assert after(mojibake, "产量是锟斤拷台") == "产量是\ufffd\ufffd台"


def test_mojibake_is_undone_line_by_line() -> None:
    text = "It isnâ€™t\nÂ© plain\nstays é"
    assert [e.start for e in mojibake(text)] == [0, 11]
    assert after(mojibake, text).split("\n")[0::2] == ["It isn’t", "stays é"]


@pytest.mark.parametrize("text", ["產?yè)業", "产\ufffd量", "公?司"])
def test_lost_bytes_are_known(text: str) -> None:
    assert DAMAGED.search(text)


@pytest.mark.parametrize("text", ["你来吗？我来。", "Really? Yes.", "(a) 第一"])
def test_questions_are_no_damage(text: str) -> None:
    assert not DAMAGED.search(text)


@given(st.text())
@pytest.mark.parametrize("step", [controls, entities, eaten_entities, invisible, mojibake])
def test_any_text_can_be_repaired(step: Step, text: str) -> None:
    done = Traced.of(text).apply(step(text))
    assert len(done.starts) == len(done.text)


@given(st.text())
@pytest.mark.parametrize("step", [controls, invisible])
def test_repairs_leave_nothing_to_repair(step: Step, text: str) -> None:
    once = after(step, text)
    assert after(step, once) == once
