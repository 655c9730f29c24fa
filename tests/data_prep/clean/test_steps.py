"""The whole cleaning step: its order, its record of changes, and what holds for any text."""

import textwrap

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


@st.composite
def pages(draw: st.DrawFn) -> str:
    pool = draw(st.sampled_from([ZH, EN, ZH + EN]))
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


@given(pages(), st.booleans())
def test_every_character_is_led_back_to_the_source(page: str, markdown: bool) -> None:
    text = clean(Traced.of(page), markdown=markdown, script_mode="simplified").text
    assert len(text.text) == len(text.starts) == len(text.ends)
    runs = text.runs()
    for at, char in enumerate(text.text):
        start, end = source_span(runs, at, at + 1)
        assert (start, end) == (text.starts[at], text.ends[at])
        if char in "苇渚砺汐Orinel0123" and end - start == 1 and page[start] != "３":
            assert page[start] == char


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
