"""Injected readings go, a writer's glosses stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.pinyin import injected, reads, toneless


def after(text: str) -> str:
    return Traced.of(text).apply(injected(text)).text


INJECTED = "執(zhí)行官與創(chuàng)始人在產(chǎn)業(yè)界"
PINYIN = [
    (INJECTED, "執行官與創始人在產業界"),
    (INJECTED + "，F(xiàn)AIR 團隊", "執行官與創始人在產業界，FAIR 團隊"),
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
def test_injected(text: str, expected: str) -> None:
    assert after(text) == expected


TAUGHT = [
    "“砉”读作砉(huā)，是象声词。",
    "汨罗江的汨(mì)不读汩(gǔ)。",
    "本页有词汇表(java)、元数据(meta)、界面(gui)，并教一个读音：逄(páng)。",
    "阿(a)、啊(a)、吖(a) 三个字。",
]


@pytest.mark.parametrize("text", TAUGHT)
def test_a_page_that_teaches_a_reading_keeps_it(text: str) -> None:
    assert injected(text) == []


ALONE = [
    ("執(zhí)行", "執行"),
    ("產(chǎn)品", "產品"),
    ("(OpenAI開發(fā)的模型)", "(OpenAI開發的模型)"),
    ("F(xiàn)AIR", "FAIR"),
    ("O(shè)penAI", "OpenAI"),
    ("11月,F(xiàn)AIR發(fā)布", "11月,FAIR發布"),
    ("以O(shè)penAI為例", "以OpenAI為例"),
    ("機關(guan) ,各國有企業(ye) ;", "機關,各國有企業;"),
    ("企業（yè）", "企業（yè）"),
    ("執（zhí）行官與創（chuàng）始人、產（chǎn）業界", "執行官與創始人、產業界"),
]


@pytest.mark.parametrize(("text", "expected"), ALONE)
def test_one_sure_bracket_is_proof_enough(text: str, expected: str) -> None:
    assert after(text) == expected


GLOSSED = [
    "元宇宙(metaverse)与実験(fair)",
    "是不是(會有)涌現，第(一)點",
    "重(chóng)慶與長(zhǎng)官",
    "他姓曾(zēng)，字仲和",
    "饕餮(tiè)、彳(chì)、亍(chù)、麤(cū)",
    "f(x)與g(a)，O(n)的時間",
    "山(shān)",
    "表1(b)與圖C(a)",
    "執(zhì)行",
]


@pytest.mark.parametrize("text", GLOSSED)
def test_brackets_that_are_no_injection_stay(text: str) -> None:
    assert injected(text) == []


def test_a_bracket_goes_only_when_it_reads_the_character_before_it() -> None:
    assert reads("關", "guān") and reads("關", "guan") and not reads("關", "guàn")
    assert reads("綠", "lǜ") and reads("綠", "lü") and reads("綠", "lv")
    assert not reads("x", "x") and not reads("關", "xi")
    assert toneless("lǜ") == "lü" and toneless("zhí") == "zhi"


@given(st.text(alphabet="執產業發機(zhíchǎnyèfāguan) ，一abF\n"))
def test_what_is_left_holds_no_more_of_it(text: str) -> None:
    once = after(text)
    assert after(once) == once


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    after(text)
