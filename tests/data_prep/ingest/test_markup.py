"""The tokenizer: what is text on a page, in which block, and where it stands, whatever the markup."""

import html
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest.markup import Blocks, blocks_of


def lines(source: str, *, xml: bool = False) -> list[str]:
    page = blocks_of(source, xml=xml)
    proven(page, source)
    return [page.text[block.start : block.end] for block in page.blocks]


def proven(page: Blocks, source: str) -> None:
    """Every character is what stands at its place, or what is written there means it."""
    assert len(page.text) == len(page.starts) == len(page.ends)
    for char, start, end in zip(page.text, page.starts.tolist(), page.ends.tolist(), strict=True):
        written = source[start:end]
        shown = html.unescape(written)
        assert written == char or char in shown or (char == " " and shown.isspace())


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("<P>甲</P>乙<Div>丙", ["甲", "乙", "丙"]),
        ("甲<br>乙<br/>丙<BR />丁", ["甲", "乙", "丙", "丁"]),
        ("<p>a <b>b</b>c\n\td </p>", ["a bc d"]),
        ("<p>a&nbsp;b &amp;amp; R&D &lt;p&gt; &#20892;&#x6cf5; &nosuch; AT&T</p>", ["a b &amp; R&D <p> 农泵 &nosuch; AT&T"]),
        ("a < b and c > d", ["a < b and c > d"]),
        ("1<2 <3", ["1<2 <3"]),
        ("<!doctype html><!-- <p>no --><p>甲<!----><!-->乙", ["甲乙"]),
        ("<![if !x]>甲<![endif]><?php no ?>乙</>丙</ x>丁", ["甲乙丙丁"]),
        ("<p>甲<!-- never closed <b>乙", ["甲乙"]),
        ("<script>var a = '<p>no</p>';</script>甲<STYLE>no</Style >乙", ["甲乙"]),
        ("<title>no</title><textarea>no</textarea>甲<noscript><p>no</noscript>", ["甲"]),
        ("<noscript>甲", ["甲"]),
        ("甲<script>no", ["甲"]),
        ('<p title="a > b" x=\'>\' y=">">甲</p>', ["甲"]),
        ('<p class=a">甲</p><p>乙"</p>', ["甲", '乙"']),
        ('<p class="a>甲</p><p>乙</p>', ["甲", "乙"]),
        ("<a href=x>甲</a><p", ["甲<p"]),
        ("<table><tr><td>甲<table><tr><td>乙</table><td>丙</table>", ["甲", "乙", "丙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<pre>a = 1\n  b = &lt;2\n</pre>甲", ["a = 1", "b = <2", "甲"]),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", ["漢字"]),
        ("<p>甲\u3000乙</p>", ["甲\u3000乙"]),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_page_shows(source: str, wanted: list[str]) -> None:
    assert lines(source) == wanted


def test_cdata_is_text_in_xhtml_and_a_comment_in_html() -> None:
    source = "<p>甲<![CDATA[R&D <b> &lt;]]></p>"
    assert lines(source, xml=True) == ["甲R&D <b> &lt;"]
    assert lines(source) == ["甲 <]]>"]


def test_what_is_known_of_a_block() -> None:
    source = '<title>水 &amp;\n泵</title><div><p class="lead">甲<a href="/">乙丙</a></p><nav><li><a href=x>丁</a></nav><a name=x>戊</div>'
    page = blocks_of(source)
    p, li, tail = page.blocks
    assert (page.title, p.tag, li.tag) == ("水 & 泵", "p", "li")
    assert (p.linked, li.linked, tail.linked) == (2, 1, 0)
    assert (p.aside, li.aside, tail.aside) == (False, True, False)
    assert p.named == '"lead"'
    assert p.holder == tail.holder != li.holder


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div class='a'>", "</div>", "<br/>", "<![", "]>", "<![CDATA[", "]]>", "<!--", "-->", "<script>",
             "</script>", "<a href='", '<a x="', "&amp;", "&", ";", "&#", "&#x", "&#99999999", "泵", " ", "\n", "<", ">", "</", "<?",
             "<title>", "<pre>", "</pre>", "=", "'", '"', "<rt>", "<noscript>", "\x00", "\u3000", "a"]
        )
    ).map("".join),
    st.booleans(),
)  # fmt: skip
def test_any_markup_is_read_and_every_character_proven(source: str, xml: bool) -> None:
    page = blocks_of(source, xml=xml)
    proven(page, source)
    ends = [0, *(block.end for block in page.blocks)]
    assert [block.start for block in page.blocks] == ends[:-1]
    assert ends[-1] == len(page.text)
    assert all(page.text[block.start : block.end].strip(" ") for block in page.blocks)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="<&")))
def test_plain_text_is_all_there(text: str) -> None:
    assert "".join("".join(lines(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "source",
    ["<", "<a ", "<a/", '<a "', '<a b="', "<!--", "<div>", "<script>", "<title>", "<noscript>", "&am", "<![CDATA[", "</td><div>",
     "<a =", "&#", "<p><!-", "<svg><title>"],
)  # fmt: skip
def test_no_broken_markup_takes_more_than_linear_time(source: str) -> None:
    start = time.process_time()
    blocks_of(source * (400_000 // len(source)), xml=True)
    assert time.process_time() - start < 8  # quadratic ones take minutes
