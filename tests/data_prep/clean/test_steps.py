"""The whole cleaning step: its order, its record of changes, and what holds for any text."""

import re
import textwrap
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data_prep.clean import Traced, clean, source_span
from data_prep.clean.steps import first_line_title

ZH = [
    "砺汐泵业苇渚工厂去年生产水泵1,000台,同比增长12%。",
    "总工程师逄若蘅说:\"安静是算出来的。\"",
    "工厂于2019年5月３日10:30投产，耗资（约）三亿元！",
    "元宇宙(metaverse)与 FAIR 有关吗?",
    "他介绍了Llama 3.1的&ldquo;长上下文&rdquo;。",
    "第一、  选址； 第二、建厂。",
    "記者問：版權歸誰？",
]  # fmt: skip
EN = [
    "The battery ferry Orrinelle entered service on 12 March 2024.",
    'It crosses the strait in 40 minutes, said Edda Corrowine: "and quietly."',
    "R&amp;D spending rose to $1,000 -- a third&nbsp;more.",
    "Who pays?  The harbour board does (it says).",
    "The company’s plant isnâ€™t large.",
]


DAMAGED = [
    "執(zhí)行官與創(chuàng)始人在產(chǎn)業(yè)界。",
    "因?yàn)橛X(jué)得安靜是算出來(lái)的,人們?cè)跀?shù)學(xué)方面更進(jìn)一步。",
    "机關(guan) ,各國有企業(ye) ;",
    "11月,F(xiàn)AIR發(fā)布;以O(shè)penAI為例。",
    "談?wù)摵芏嗟?ldquo;規(guī)模&rdquo;與&amp;nbsp;&amp;mdash;好",
    "它的Ｌｌａｍａ３ 有\u200b７０Ｂ 参数;",
    "水泵厂在这里生产水泵，安静是算出来的。".encode().decode("gbk", "replace").replace("\ufffd", "?"),
    "首页 > 新闻 > 湿地",
    "责任编辑：郤小楼",
    "扫描二维码下载APP",
    "热门文章",
    "?",
    "精品國產_亞洲在線觀看_免費視頻_激情",
    "全麵實行新製度的國傢。",
    "他說\"好\",走了",
    "執(zhí",
    "```",
    "print(\"中文,x\");",
]  # fmt: skip


@st.composite
def pages(draw: st.DrawFn) -> str:
    pool = draw(st.sampled_from([ZH, EN, ZH + EN, DAMAGED, ZH + DAMAGED, EN + DAMAGED]))
    between = draw(st.sampled_from([" ", ""]))
    line = st.lists(st.sampled_from(pool), min_size=1, max_size=4).map(between.join)
    newline = draw(st.sampled_from(["\n", "\n\n", "\r\n", " \n"]))
    return newline.join(draw(st.lists(line, max_size=12)))


@given(pages())
def test_cleaning_a_clean_text_changes_nothing(page: str) -> None:
    once = clean(Traced.of(page)).text.text
    again = clean(Traced.of(once))
    assert again.text.text == once
    assert again.changes == []


SOUND = [
    "砺汐泵业苇渚工厂去年生产水泵1,000台，同比增长12%。",
    "总工程师逄若蘅说：“安静是算出来的。”",
    "元宇宙（metaverse）与 FAIR 有关吗？",
    "第（一）点是选址；《产业报》说“会有”的。",
    "重（chóng）庆的“重”与长官的“长”读音不同。",
    "記者問：版權歸誰？",
    "机器学习、深度学习——都是。",
    "The battery ferry Orrinelle (built 2019) entered service; it's quiet: 40 dB.",
    'Edda Corrowine said, "and quietly."',
    "联系方式与版权的规定见第三章。",
]


@given(st.lists(st.sampled_from(SOUND), min_size=1, max_size=8, unique=True).map("\n".join))
def test_a_sound_text_comes_back_as_it_is(page: str) -> None:
    assert clean(Traced.of(page)).text.text == page


def _as_compared(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate({ord(c): '"' for c in "“”"})


BEFORE = "".join(f"砺汐泵业第{number}号水泵\n" for number in "一二三四五六七八九")


@given(pages())
def test_the_source_of_every_line_cleans_to_that_line(page: str) -> None:
    done = clean(Traced.of(page), script_mode="simplified")
    if done.lang != "zh" or "```" in page:  # a piece of a code block does not know that it is one
        return
    runs, at = done.text.runs(), 0
    for line in done.text.text.split("\n"):
        if re.search(r"\w", line):
            start, end = source_span(runs, at, at + len(line))
            alone = clean(Traced.of(BEFORE + page[start:end]), script_mode="simplified")
            assert _as_compared(line) in _as_compared(alone.text.text)
        at += len(line) + 1


@given(pages(), st.booleans())
def test_every_character_is_led_back_to_the_source(page: str, markdown: bool) -> None:
    text = clean(Traced.of(page), markdown=markdown, script_mode="simplified").text
    assert len(text.text) == len(text.starts) == len(text.ends)
    runs = text.runs()
    for at, char in enumerate(text.text):
        start, end = source_span(runs, at, at + 1)
        assert (start, end) == (text.starts[at], text.ends[at])
        if char in "苇渚砺汐Orinel0123" and end - start == 1:
            assert unicodedata.normalize("NFKC", page[start]) == char


@given(st.text(), st.booleans(), st.sampled_from(["auto", "simplified", "keep"]))
@example("&#0;&#xD800;&#13;\x00", True, "auto")
def test_no_text_is_refused(page: str, markdown: bool, mode: str) -> None:
    done = clean(Traced.of(page), markdown=markdown, script_mode=mode)  # type: ignore[arg-type]
    assert len(done.text.starts) == len(done.text.text)
    assert "\r" not in done.text.text and "\n\n" not in done.text.text


PINYIN_PAGE = (
    "執(zhí)行官與創(chuàng)始人在產(chǎn)業(yè)界談論大模型的發(fā)展，F(xiàn)AIR 團隊也在場。"
)
PLAIN_PAGE = "執行官與創始人在產業界談論大模型的發展，FAIR 團隊也在場。"


def test_a_machine_converted_page_is_simplified_and_any_other_keeps_its_script() -> None:
    simple = "执行官与创始人在产业界谈论大模型的发展，FAIR 团队也在场。"
    assert clean(Traced.of(PINYIN_PAGE)).text.text == simple
    assert clean(Traced.of(PLAIN_PAGE)).text.text == PLAIN_PAGE
    assert clean(Traced.of(PLAIN_PAGE), script_mode="simplified").text.text == simple
    assert clean(Traced.of(PINYIN_PAGE), script_mode="keep").text.text == PLAIN_PAGE


def test_each_change_is_named_with_its_line_and_both_texts() -> None:
    page = "砺汐泵业去年投产&mdash;好。\n产量是1,000台,增长一成。\n责任编辑：郤小楼"
    done = clean(Traced.of(page))
    found = [(c.rule, c.line, c.before, c.after) for c in done.changes]
    assert found == [
        ("entity", 1, "&mdash;", "—"),
        ("width", 2, ",", "，"),
        ("credits", 3, "责任编辑：郤小楼", ""),
        ("trailing_space", 2, "\n", ""),
    ]
    assert done.text.text == "砺汐泵业去年投产—好。\n产量是1,000台，增长一成。"


def test_invisible_characters_written_as_entities_go_too() -> None:
    page = "The battery&#8203; ferry&shy; entered&#13;&#10;service in March."
    assert clean(Traced.of(page)).text.text == "The battery ferry entered\nservice in March."


def test_a_text_in_neither_language_has_none() -> None:
    assert clean(Traced.of("1 2 3\n— —")).lang is None


TITLES = [
    ("砺汐泵业投产\n正文。", "砺汐泵业投产"),
    ("Battery ferry enters service\nText.", "Battery ferry enters service"),
    ("砺汐泵业去年投产。\n正文。", ""),
    ("Is it quiet?\nYes.", ""),
    ("只有一行", ""),
    ("", ""),
    ("很长的第一行" * 9 + "\n正文。", ""),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_first_line_title(text: str, title: str) -> None:
    assert first_line_title(text) == title


def test_a_title_that_is_given_wins() -> None:
    page = "別的標題\n" + PINYIN_PAGE
    assert clean(Traced.of(page), title="大模型的發展").title == "大模型的发展"


HOSTILE = {
    "spaces": "中文 x" + " " * 20_000 + "x",
    "emphasis": "*a " * 8_000,
    "one long line": "執(zhí" * 8_000,
    "comments": "<!--" * 4_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_takes_no_time(page: str) -> None:
    done = clean(Traced.of(page + "\n中文句子在这里。"), markdown=True)
    assert done.text.text.endswith("中文句子在这里。")


def test_hard_wrapped_english_is_joined_and_chinese_lines_are_kept() -> None:
    words = "The battery ferry Orrinelle entered service between the two harbours in March. " * 4
    wrapped = textwrap.fill(words, 72)
    assert clean(Traced.of(wrapped)).text.text == words.strip()
    lines = "\n".join(ZH[:1] * 2 + ["砺汐泵业。"])
    assert clean(Traced.of(lines)).text.text.count("\n") == 2
