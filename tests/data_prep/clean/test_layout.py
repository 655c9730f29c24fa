"""Markdown marks, hard wraps and white space: layout goes, words stay."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean import Traced
from data_prep.clean.layout import is_markdown, markdown, unwrap, whitespace

MARKDOWN = [
    ("## 第2章 安装", "第2章 安装"),
    ("# `factune` guide", "factune guide"),
    ("**中文**粗体与*重点*", "中文粗体与*重点*"),
    ("a *b* and ***c d***", "a b and c d"),
    ("[泵厂](https://a.b/c)的**[年报](r.pdf)**", "泵厂的年报"),
    ("![图](a.png)水泵", "水泵"),
    ("[![build](a.svg)](https://ci)泵厂", "泵厂"),
    ("- 第一项\n* 第二项\n  + 第三项", "第一项\n第二项\n第三项"),
    ("> 安静是算出来的", "安静是算出来的"),
    ("前<!-- 隐藏\n注释 -->后", "前后"),
    ("```python\nx = 1\n```", "\nx = 1\n"),
    ("```sh\n# 注释 **b**\n- x\n```\n# 标题", "\n# 注释 **b**\n- x\n\n标题"),
    ("~~~\n* a\n~~~\n* b", "\n* a\n\nb"),
    ("甲\n---\n乙", "甲\n\n乙"),
    (
        "[泵厂][1]与![图][2]、[年报][]\n[1]: http://a.b '名'\n[2]: c.png\n[年报]: r.pdf",
        "泵厂与、年报\n",
    ),
    ("[#]: subject: (泵厂)\n正文", "正文"),
    ("| 年份 | 产量 |\n|---|:--:|\n| 2023 | 38万 |", "| 年份 | 产量 |\n\n| 2023 | 38万 |"),
]
NO_MARKDOWN = [
    "1. 第一步",
    "5*3*2 = 30 and 2 * 3",
    "snake_case and a__b__c",
    "--quiet 选项表示安静",
    "#话题 与 C# 语言",
    "- ",
    "数组 a[0](见下",
    "-5 度",
    "数组 a[0][1] 与 [甲][乙]",
    "[注1]：见下",
]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown(text: str, expected: str) -> None:
    assert Traced.of(text).apply(markdown(text)).text == expected


@pytest.mark.parametrize("text", NO_MARKDOWN)
def test_what_is_no_mark_stays(text: str) -> None:
    assert Traced.of(text).apply(markdown(text)).text == text


@given(st.text(alphabet="*_`[]()!#->|中a \n", max_size=40))
def test_marks_go_and_letters_stay(text: str) -> None:
    done = Traced.of(text).apply(markdown(text)).text
    assert len(done) <= len(text)
    if not {"(", ">", "`"} & set(text):  # the target of a link, a comment and a fence's language go
        assert done.count("中") == text.count("中")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("# 标题\n\n见[年报](https://a.b/c)。", True),
        ("**重点**\n\n```sh\nls\n```\n", True),
        ("| a | b |\n|---|---|\n\n## 二", True),
        ("# 这是注释\nls *\n", False),
        ("见图[1](见下)与**。", False),
        ("泵厂投产。\n#话题# 与 C# 语言", False),
        ("", False),
    ],
)
def test_markdown_is_known_by_its_marks(text: str, answer: bool) -> None:
    assert is_markdown(text) == answer


WORDS = st.lists(st.text(alphabet="abcdefgh", min_size=4, max_size=9), min_size=60, max_size=90)


@given(WORDS, st.integers(60, 100))
def test_a_wrapped_paragraph_is_joined_again(words: list[str], width: int) -> None:
    paragraph = " ".join(words)
    wrapped = "\n".join(textwrap.wrap(paragraph, width))
    assert Traced.of(wrapped).apply(unwrap(wrapped)).text == paragraph


NOT_WRAPPED = {
    "paragraphs of one line each": "The ferry crossed the strait in forty minutes, said the mate.\n"
    "The battery held one third of its charge, said the engineer.\n"
    "The harbour board will decide on the second ship in winter.",
    "a list": "- a battery that holds one third of its charge in the winter sea\n"
    "- a charging mast that fills it in eleven minutes at either end\n"
    "- a crew of nine with a licence for high voltage and for rescue",
    "verse": "The lamp went out and the herring came\nand nobody knew the keeper's name,\n"
    "but the sea goes on and the sea goes on and the sea goes on.",
    "one long line": "The ferry crossed the strait in forty minutes, said the mate of the ship\n"
    "Orrinelle\nPellinmouth",
    "two lines": "The ferry crossed the strait in forty minutes, said the mate of the\nOrrinelle.",
}


@pytest.mark.parametrize("text", NOT_WRAPPED.values(), ids=NOT_WRAPPED.keys())
def test_lines_that_end_where_they_should_stay(text: str) -> None:
    assert unwrap(text) == []


WHITESPACE = [
    ("  a  \n\n\n b\t\n", "a\nb"),
    ("a   b\t\tc", "a b c"),
    ("中 国，  “好” 吗", "中国，“好”吗"),
    ("首页 新闻 财经", "首页 新闻 财经"),
    ("甲地九个项目动工 总投资三亿元", "甲地九个项目动工 总投资三亿元"),
    ("中 国 人 民", "中国人民"),
    ("中国 Meta 公司 70B", "中国 Meta 公司 70B"),
    ("a b", "a b"),
    ("\n \n", ""),
]


@pytest.mark.parametrize(("text", "expected"), WHITESPACE)
def test_whitespace(text: str, expected: str) -> None:
    assert Traced.of(text).apply(whitespace(text)).text == expected


@given(st.text(alphabet=" \t\na中，", max_size=30))
def test_white_space_is_settled_at_once(text: str) -> None:
    once = Traced.of(text).apply(whitespace(text)).text
    assert whitespace(once) == []
    assert "".join(once.split()) == "".join(text.split())
    assert "\n\n" not in once
    assert once == once.strip()
