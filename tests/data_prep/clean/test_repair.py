"""Damage undone: one row per repair, and beside it what looks alike and must stay."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Edit, Traced
from data_prep.clean.repair import (
    DAMAGED,
    controls,
    entities,
    injected_pinyin,
    mojibake,
    quotes,
    widths,
)

Step = Callable[[str], list[Edit]]


def after(step: Step, text: str) -> str:
    return Traced.of(text).apply(step(text)).text


CONTROLS = [
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\x0cb\x85c\u2028d\u2029e", "a\nb\nc\nd\ne"),
    ("a\xa0b\u2003c\u202fd", "a b c d"),
    ("\ufeff中\u200b文\u00ad\u2060\ue123", "中文"),
    ("a\x00b\x1bc\x9fd", "abcd"),
    ("制表\t符，全角\u3000空格 and é naïve", "制表\t符，全角\u3000空格 and é naïve"),
]


@pytest.mark.parametrize(("text", "expected"), CONTROLS)
def test_controls(text: str, expected: str) -> None:
    assert after(controls, text) == expected


ENTITIES = [
    ("&ldquo;安静&rdquo;", "“安静”"),
    ("A&amp;B &amp;amp; C", "A&B & C"),
    ("泵厂&amp;nbsp;2023", "泵厂 2023"),
    ("&#8212;&#x2014;", "——"),
    ("?ldquo;安静?rdquo;", "“安静”"),
    ("他说ldquo;是rdquo;", "他说“是”"),
    ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
    ("&#13;&#10;", "\r\n"),
]
NO_ENTITIES = ["AT&T; R&D", "&unknownname;", "squot; equot;", "a & b; c", "https://a.b/?x=1&y=2"]


@pytest.mark.parametrize(("text", "expected"), ENTITIES)
def test_entities(text: str, expected: str) -> None:
    assert after(entities, text) == expected


@pytest.mark.parametrize("text", NO_ENTITIES)
def test_what_only_looks_like_an_entity_stays(text: str) -> None:
    assert after(entities, text) == text


MOJIBAKE = [
    ("The companyâ€™s first product", "The company’s first product"),
    ("cost â‚¬87 million", "cost €87 million"),
    ("Â© 2024 Coastline", "© 2024 Coastline"),
    ("CafÃ© on the quay", "Café on the quay"),
    ("ä¸­æ–‡ç½‘é¡µ", "中文网页"),
]
NO_MOJIBAKE = ["Ångström, Ä und â stehen", "Café — naïve “quotes”", "中文网页", "Â"]


@pytest.mark.parametrize(("text", "expected"), MOJIBAKE)
def test_mojibake(text: str, expected: str) -> None:
    assert after(mojibake, text) == expected


@pytest.mark.parametrize("text", NO_MOJIBAKE)
def test_sound_letters_are_no_mojibake(text: str) -> None:
    assert after(mojibake, text) == text


def test_mojibake_is_undone_line_by_line() -> None:
    text = "It isnâ€™t\nÂ© plain\nstays é"
    assert [e.start for e in mojibake(text)] == [0, 11]
    assert after(mojibake, text).split("\n")[0::2] == ["It isn’t", "stays é"]


INJECTED = "執(zhí)行官與創(chuàng)始人在產(chǎn)業(yè)界"
PINYIN = [
    (INJECTED, "執行官與創始人在產業界"),
    (INJECTED + "，F(xiàn)AIR 團隊", "執行官與創始人在產業界，FAIR 團隊"),
    (INJECTED + "關注?，F(xiàn)如今", "執行官與創始人在產業界關注。現如今"),
    (INJECTED + "，女(nǚ)兒", "執行官與創始人在產業界，女兒"),
    (INJECTED + "，數(shu) 據", "執行官與創始人在產業界，數據"),
    (INJECTED + "元宇宙(metaverse)", "執行官與創始人在產業界元宇宙(metaverse)"),
    (INJECTED + "實驗室(FAIR)", "執行官與創始人在產業界實驗室(FAIR)"),
    (INJECTED + "都(會有)的", "執行官與創始人在產業界都(會有)的"),
    (INJECTED + "第(一)點", "執行官與創始人在產業界第(一)點"),
    (INJECTED + "語言(java)", "執行官與創始人在產業界語言(java)"),
    (INJECTED + "多音節(duō yīn jié)", "執行官與創始人在產業界多音節(duō yīn jié)"),
]


@pytest.mark.parametrize(("text", "expected"), PINYIN)
def test_injected_pinyin(text: str, expected: str) -> None:
    assert after(injected_pinyin, text) == expected


TAUGHT = [
    "“砉”读作砉(huā)，是象声词。",
    "汨罗江的汨(mì)不读汩(gǔ)。",
    "本页有词汇表(java)、元数据(meta)、界面(gui)，并教一个读音：逄(páng)。",
    "阿(a)、啊(a)、吖(a) 三个字。",
]


@pytest.mark.parametrize("text", TAUGHT)
def test_a_page_that_teaches_a_reading_keeps_it(text: str) -> None:
    assert injected_pinyin(text) == []


WIDTHS = [
    ("Ｌｌａｍａ３有７０Ｂ参数", "Llama3有70B参数"),
    ("同比＋１２％／年", "同比+12%/年"),
    ("泵厂,公司;工厂:车间!", "泵厂，公司；工厂：车间！"),
    ("你来吗?他来.", "你来吗？他来。"),
    ("产量(万台)上升", "产量（万台）上升"),
    ("元宇宙(metaverse)", "元宇宙（metaverse）"),
    ("使用Llama,他说", "使用Llama，他说"),
    ("见图1:水泵", "见图1：水泵"),
    ("中\u3000文", "中 文"),
]
SAME_WIDTH = [
    "共1,000台，10:30开工，比分3:2",
    "版本3.14与GPT-4.5",
    "函数f(x),g(x)成立",
    "OpenAI, Inc. 与 Meta",
    "https://a.b/c?x=1",
    "？【】《书》",
]


@pytest.mark.parametrize(("text", "expected"), WIDTHS)
def test_widths(text: str, expected: str) -> None:
    assert after(widths, text) == expected


@pytest.mark.parametrize("text", SAME_WIDTH)
def test_numbers_code_and_names_keep_their_width(text: str) -> None:
    assert after(widths, text) == text


@given(st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){1,3}|[0-2][0-9]:[0-5][0-9]", fullmatch=True))
def test_a_number_between_han_is_never_touched(number: str) -> None:
    assert after(widths, f"共{number}台") == f"共{number}台"


QUOTES = [
    ('他说"安静是算出来的"，笑了', "他说“安静是算出来的”，笑了"),
    ('"甲"与"乙"', "“甲”与“乙”"),
    ('the "quoted" word', 'the "quoted" word'),
    ('跨行"甲\n乙"', '跨行"甲\n乙"'),
]


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotes(text: str, expected: str) -> None:
    assert after(quotes, text) == expected


@pytest.mark.parametrize("text", ["產?yè)業", "产\ufffd量", "公?司"])
def test_lost_bytes_are_known(text: str) -> None:
    assert DAMAGED.search(text)


@pytest.mark.parametrize("text", ["你来吗？我来。", "Really? Yes.", "(a) 第一"])
def test_questions_are_no_damage(text: str) -> None:
    assert not DAMAGED.search(text)


@given(st.text())
@pytest.mark.parametrize("step", [controls, entities, mojibake, injected_pinyin, widths, quotes])
def test_any_text_can_be_repaired(step: Step, text: str) -> None:
    done = Traced.of(text).apply(step(text))
    assert len(done.starts) == len(done.text)


@given(st.text())
@pytest.mark.parametrize("step", [controls, widths])
def test_repairs_leave_nothing_to_repair(step: Step, text: str) -> None:
    once = after(step, text)
    assert after(step, once) == once
