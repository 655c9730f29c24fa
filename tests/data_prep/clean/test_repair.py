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
    lost_bullets,
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
    ("他问：这样行吗\n?他没有回答", "他问：这样行吗\n?他没有回答"),
    ("?\n?a=1\n真的?是", "?\n?a=1\n真的?是"),
    ("制表\t符，全角\u3000空格 and é naïve", "制表\t符，全角\u3000空格 and é naïve"),
]


@pytest.mark.parametrize(("text", "expected"), CONTROLS)
def test_controls(text: str, expected: str) -> None:
    assert after(controls, text) == expected


INVISIBLE = [
    ("\x1b[31m红\x1b[0m字\x1b]0;title\x07与\x1b[2J\x1bM结尾", "红字与结尾"),
    ("数组[0m]与[31m", "数组[0m]与[31m"),
    ("\ufeff中\u200b文\u00ad\u2060", "中文"),
    ("a\x00b\x1bc\x9fd", "abcd"),
    ("制表\t符\r\n\x85 \ue123", "制表\t符\r\n\x85 \ue123"),
]


@pytest.mark.parametrize(("text", "expected"), INVISIBLE)
def test_invisible(text: str, expected: str) -> None:
    assert after(invisible, text) == expected


BULLETS = [
    ("泵厂的目标：\n?最早的水泵\n\n? 最静的水泵", "泵厂的目标：\n最早的水泵\n\n最静的水泵"),
    ("?最早的水泵\n? 最静的水泵", "最早的水泵\n? 最静的水泵"),
    ("他问\n?这是什么", "他问\n?这是什么"),
    ("Really\n? Yes.", "Really\n? Yes."),
]


@pytest.mark.parametrize(("text", "expected"), BULLETS)
def test_lost_bullets(text: str, expected: str) -> None:
    assert after(lost_bullets, text) == expected


ENTITIES = [
    ("&ldquo;安静&rdquo;", "“安静”"),
    ("A&amp;B &amp;amp; C", "A&B & C"),
    ("泵厂&amp;nbsp;2023", "泵厂 2023"),
    ("&#8212;&#x2014;", "——"),
    ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
    ("&#13;&#10;", "\r\n"),
    ("砺汐&amp （水泵）R&amp D", "砺汐& （水泵）R& D"),
]
EATEN = [
    ("?ldquo;安静?rdquo;", "“安静”"),
    ("他说ldquo;是rdquo;", "他说“是”"),
    ("&mdash;他来了", "—他来了"),
]
NO_ENTITIES = [
    "?a=1&lt=2&quot_x=3",
    "&amplifier",
    "写作“&amp”",
    "AT&T; R&D",
    "&unknownname;",
    "squot; equot;",
    "a & b; c",
    "https://a.b/?x=1&y=2",
]


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


GB_PAGE = [
    "砺汐泵业去年生产了水泵三万台，比前年增长一成。",
    "　　总工程师说，安静是算出来的；我们没有别的办法。",
    "产品简介：【水泵】价格、参数仅供参考！",
]
BIG5_PAGE = "這是一個關於水泵的故事，工廠的主人說：安靜是算出來的。"
NO_GB = [
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ",
    "Äußerst größere Öfen für die Bäckerei, schön süß",
    "Où êtes-vous allé cet été ? Ça m’a plu, déjà.",
    "Она сказала, что насос работает тихо и без остановок.",
    "Η αντλία λειτουργεί αθόρυβα και χωρίς διακοπή.",
    "¡¡¡¡ £££££ °°°°° ¤¤¤¤¤",
    "þú ert hér, ég er þar, sæl og blessuð",
]


@pytest.mark.parametrize("text", GB_PAGE)
def test_gbk_read_as_latin_1(text: str) -> None:
    assert after(mojibake, text.encode("gbk").decode("latin-1")) == text


def _hybrid(code: bytes) -> str:
    """Bytes as UTF-8 where they are, else as Latin-1: what some readers make of an unknown page."""
    out = ""
    while code:
        for size in (3, 2, 1):
            try:
                char = code[:size].decode("utf-8" if size > 1 else "latin-1")
            except UnicodeDecodeError:
                continue
            if len(char) == 1:
                out, code = out + char, code[len(char.encode() if size > 1 else char) :]
                break
    return out


@pytest.mark.parametrize("text", GB_PAGE)
def test_gbk_read_as_latin_1_but_for_what_is_utf8(text: str) -> None:
    assert after(mojibake, _hybrid(text.encode("gbk"))) == text


def test_big5_read_as_latin_1() -> None:
    assert after(mojibake, BIG5_PAGE.encode("big5").decode("latin-1")) == BIG5_PAGE


def test_short_lines_follow_a_page_that_is_proven() -> None:
    title = "水泵".encode("gbk").decode("latin-1")
    assert after(mojibake, title) == title
    page = "\n".join([*GB_PAGE, "水泵"]).encode("gbk").decode("latin-1")
    assert after(mojibake, page) == "\n".join([*GB_PAGE, "水泵"])


@pytest.mark.parametrize("text", NO_GB)
def test_other_languages_are_no_chinese(text: str) -> None:
    assert after(mojibake, text) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F)))
def test_letters_without_words_stay(text: str) -> None:
    fixed = after(mojibake, text)
    assert len([char for char in fixed if "\u4e00" <= char <= "\u9fff"]) < 12


def test_utf8_read_as_gbk_keeps_the_byte_that_windows_shows_as_a_euro_sign() -> None:
    text = "生态、竞争，一切都在泵厂的系统里头"
    shown, code = "", text.encode()
    while code:
        size = 1 if code[0] <= 0x80 else 2
        shown += "€" if code[0] == 0x80 else code[:size].decode("gb18030")
        code = code[size:]
    assert "€" in shown
    assert after(mojibake, shown) == text


def test_what_a_splice_makes_is_not_taken_for_text() -> None:
    shown = "关键的是水泵在工厂里".encode().decode("gb18030").replace("\ue1ee", "")
    assert "锅" not in after(mojibake, shown)


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
