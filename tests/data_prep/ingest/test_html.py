"""HTML: the main content, and the place of each of its characters in the page."""

import html
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.ingest.html import Page, all_text, declared_charset, read_page

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "samples").glob("*.html"))

ZH = "".join(
    f"<p>砺汐泵业第{n}车间的报告说，苇渚工厂去年生产水泵三十八万台，比前年增长一成，员工也增加到一千二百人。</p>"
    for n in range(4)
)
EN = "".join(
    f"<p>The R&D budget of plant {n} rose &mdash; by {n}&#37;, said the company&rsquo;s chief, and nobody in "
    "the harbour town agreed&nbsp;with it at the time.</p>"
    for n in range(4)
)
PAGE = """<!DOCTYPE html><html><head><title>{title}</title><script>var a = "<p>no</p>";</script></head>
<body><ul><li><a href="/">首页</a></li><li><a href="/b">水泵</a></li></ul>
<article><h1>{title}</h1>{body}</article><footer>水泵</footer></body></html>"""


def proven(page: Page, source: str) -> None:
    """Every character is what stands at its place in the page, or what is written there means it."""
    text = page.text
    for char, start, end in zip(text.text, text.starts, text.ends, strict=True):
        written = source[start:end]
        if start == end:
            assert char in "\n |"  # between two blocks
        elif char == " ":
            assert html.unescape(written).isspace()
        elif len(written) == 1:
            assert written == char
        else:
            assert char in html.unescape(written) != written


def test_chinese_page() -> None:
    source = PAGE.format(title="水泵年报", body=ZH)
    page = read_page(source)
    assert page.title == "水泵年报"
    lines = page.text.text.split("\n")
    assert lines[0] == "水泵年报"
    assert len(lines) == 5 and all(line.endswith("一千二百人。") for line in lines[1:])
    proven(page, source)


def test_entities_and_bare_ampersands() -> None:
    source = PAGE.format(title="R&D at AT&T", body=EN)
    page = read_page(source)
    lines = page.text.text.split("\n")
    assert lines[0] == "R&D at AT&T"
    assert lines[1].startswith("The R&D budget of plant 0 rose — by 0%, said the company’s chief")
    assert lines[1].endswith("agreed with it at the time.")
    proven(page, source)


def test_blocks_of_every_kind_are_lines() -> None:
    body = (
        ZH + "<ul><li>一号泵</li><li>二号泵</li></ul><p>第一行<br>第二行</p>"
        "<table><tr><th>年份</th><th>产量</th></tr><tr><td>2023</td><td>38万台</td></tr></table>"
    )
    source = PAGE.format(title="水泵年报", body=body)
    page = read_page(source)
    tail = ["一号泵", "二号泵", "第一行", "第二行", "年份 | 产量", "2023 | 38万台"]
    assert page.text.text.split("\n")[5:] == tail
    proven(page, source)


LONG = "砺汐泵业的水泵在苇渚的工厂里生产。" * 12


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("<table><tr><td>年份<td>产量<tr><td>2023<td>38万台</table>", ["年份 | 产量", "2023 | 38万台"]),
        ("<table><tr><td><p>产量</p></td><td><p>38万台</p><p>增一成</p></td></tr></table>", ["产量 | 38万台 增一成"]),
        ("<table><tr><td>只有一格的行。</td></tr></table>", ["只有一格的行。"]),
        (f"<table><tr><td>{LONG}</td><td>{LONG}</td></tr></table>", [LONG, LONG]),
        ("<table><tr><td><pre>a = 1  # the pumps\nb = 2  # the pumps</pre></td><td>甲的产量</td></tr></table>",
         ["a = 1 # the pumps", "b = 2 # the pumps", "甲的产量"]),
        ("<table><tr><td>外面的<table><tr><td>里一的</td><td>里二的</td></tr></table></td><td>旁边的</td></tr></table>",
         ["外面的", "里一的 | 里二的", "旁边的"]),
    ],
)  # fmt: skip
def test_the_cells_of_a_row_are_one_line(table: str, lines: list[str]) -> None:
    source = f"<html><body>{table}</body></html>"
    text = all_text(source)
    assert text.text.split("\n") == lines
    proven(Page(text, "", {}), source)


BROKEN = {
    "no end of head": ("</head>", ""),
    "no body": ("<body>", ""),
    "a marked section of Word": ("<article>", "<article><![if !supportLists]>"),
    "an unknown marked section": ("<article>", "<article><![endif foo]>"),
    "no end of article": ("</article>", ""),
    "windows line ends": ("\n", "\r\n"),
    "svg with a title": ("<article>", "<article><svg><title>zoom</title></svg>"),
}


@pytest.mark.parametrize(("old", "new"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_pages_are_read_as_browsers_read_them(old: str, new: str) -> None:
    whole = PAGE.format(title="水泵年报", body=ZH)
    source = whole.replace(old, new)
    assert source != whole
    page = read_page(source)
    assert page.text.text == read_page(whole).text.text
    proven(page, source)


@pytest.mark.parametrize(
    "source",
    ["", " ", "<html></html>", "<html><title>水泵</title><script>x</script><img></html>", "<", "&"],
)
def test_a_page_without_content_has_none(source: str) -> None:
    assert read_page(source).text.text == ""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem[:5])
def test_samples_lead_back_to_their_pages(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    page = read_page(source)
    assert len(page.text.text) > 300
    proven(page, source)


# --- pages on which the judge finds little


def test_a_page_of_bare_paragraphs_loses_none() -> None:
    short = "<p>会开完了。</p><p>没有人说话。</p><p>“走吧。”他说。</p>"
    page = read_page(f"<html><body>{ZH}{short}{ZH}</body></html>")
    assert page.text.text.count("\n") == 10
    for sentence in ("会开完了。", "没有人说话。", "“走吧。”他说。"):
        assert sentence in page.text.text


def test_a_page_without_any_structure_is_read() -> None:
    page = read_page(f"<div>{'砺汐泵业的水泵。' * 30}<br><br>{'苇渚工厂的员工。' * 30}</div>")
    assert page.text.text.count("\n") == 1


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 600 + ZH + "</div>" * 600,  # libxml2 gives up at 255 levels
        "<table><tr><td>" * 300 + ZH + "</td></tr></table>" * 300,
        "<form><center><font size=2>" + ZH + "</font></center></form>",
        "<noscript>" + ZH,
        "<!-- never closed " + ZH,
        "<blockquote>" + ZH + "</blockquote>",
    ],
    ids=["deep", "nested tables", "form", "noscript", "comment", "quote"],
)
def test_prose_is_found_where_it_stands(body: str) -> None:
    source = f"<html><body><nav><a href='/'>首页的链接在这里。</a></nav>{body}</body></html>"
    page = read_page(source)
    assert page.text.text.count("三十八万台") == 4
    assert "首页" not in page.text.text
    proven(page, source)


LINKS = "".join(
    f"<li><a href='/{n}'>Read the story number {n} of the week now</a></li>" for n in range(30)
)
WIDGETS = "".join(
    f"<p class='share-bar'>Share this page with all of your friends today {n}.</p>"
    for n in range(3)
)


@pytest.mark.parametrize(
    "body",
    [
        f"<ul>{LINKS}</ul>",
        WIDGETS,
        "<footer><p>All rights are reserved by the pump works.</p></footer>",
    ],
)
def test_links_and_widgets_alone_are_no_content(body: str) -> None:
    page = read_page(f"<html><body>{body}</body></html>")
    assert page.meta.get("extractor") != "prose"


def test_a_widget_between_paragraphs_stays_out() -> None:
    page = read_page(
        f"<html><body><article>{EN}<p class='newsletter'>Get our newsletter every week.</p>{EN}</article></body></html>"
    )
    assert "newsletter" not in page.text.text or page.text.text.count("newsletter") == 1


def test_the_head_of_a_page_becomes_meta() -> None:
    head = (
        '<meta name="author" content="Ada Wren"><meta property="article:published_time" content="2024-05-06T07:08:09Z">'
        '<link rel="canonical" href="https://news.example/pump"><meta property="og:site_name" content="Weizhu Post">'
    )
    source = PAGE.format(title="Pumps in Weizhu", body=EN).replace("<head>", "<head>" + head)
    page = read_page(source)
    assert page.title == "Pumps in Weizhu"
    assert page.meta == {
        "author": "Ada Wren",
        "date": "2024-05-06",
        "url": "https://news.example/pump",
        "sitename": "Weizhu Post",
        "extractor": "trafilatura",
    }


def test_a_licence_that_the_page_links_is_kept() -> None:
    link = (
        '<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>'
    )
    source = PAGE.format(title="Pumps", body=f"{EN}<p>{link}</p>")
    assert read_page(source).meta["license"] == "CC BY-SA 4.0"
    assert "license" not in read_page(PAGE.format(title="Pumps", body=EN)).meta


def test_cdata_and_ruby_are_read_as_shown() -> None:
    text = "砺汐泵业的<![CDATA[R&D]]>部门在<ruby>苇<rp>(</rp><rt>wěi</rt><rp>)</rp></ruby>渚，员工有一千二百人。"
    source = f'<?xml version="1.0" encoding="utf-8"?><html><body>{ZH}<p>{text}</p></body></html>'
    page = read_page(source)
    assert page.text.text.endswith("砺汐泵业的R&D部门在苇渚，员工有一千二百人。")


def test_each_line_of_a_listing_is_a_line() -> None:
    page = read_page(
        PAGE.format(title="泵", body=f"{ZH}<pre>a | b\n}}\nprint(a, b)  # the two pumps</pre>{ZH}")
    )
    assert "\na | b\n}\nprint(a, b) # the two pumps\n" in page.text.text


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<html><meta charset="GBK">', "GBK"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5"),
        (b"<?xml version=\"1.0\" encoding='gb2312'?>", "gb2312"),
        (b"<html><p>charset=gbk", ""),
    ],
)
def test_the_declared_charset(head: bytes, charset: str) -> None:
    assert declared_charset(head) == charset


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div>", "<br/>", "<![", "]>", "<!--", "-->", "<script>", "</script>", "<a href='",
         "&amp;", "&", ";", "&#", "&#x", "泵", " ", "\n", "<", ">", "</", "<?", "<title>", "</head>", ZH[:80]]
    )
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(MARKUP)
def test_no_markup_is_refused_and_every_character_is_proven(parts: list[str]) -> None:
    source = PAGE.format(title="水泵年报", body=ZH + "".join(parts) + ZH)
    proven(read_page(source), source)
