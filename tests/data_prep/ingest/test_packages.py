"""Word, PowerPoint and EPUB packages, whole and broken."""

import io
import zipfile
from pathlib import Path

import pytest

from data_prep.ingest import Limits, Raw
from tests.data_prep.ingest.reading import Found, only, proven, read_file, told

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
CORE = (
    '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="urn:t">'
    "<dc:title>水泵年报</dc:title><dc:creator>沈渡舟</dc:creator><dcterms:created>2024-05-06T01:02:03Z</dcterms:created>"
    "</cp:coreProperties>"
)


def package(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def rels(*targets: tuple[str, str]) -> str:
    return RELS.format(
        "".join(
            f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(targets)
        )
    )


# --- Word


def docx(body: str, **more: str) -> bytes:
    members: dict[str, str | bytes] = {
        "_rels/.rels": rels(("officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="urn:w" xmlns:mc="urn:mc" xmlns:a="urn:a"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": CORE,
    }
    for name, text in more.items():
        members[name.replace("__", "/").replace("_xml", ".xml")] = text
    return package(members)


def p(*runs: str) -> str:
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_word_paragraphs_and_rows_are_lines(tmp_path: Path) -> None:
    cell = f"<w:tbl><w:tr><w:tc>{p(r('年份'))}</w:tc><w:tc>{p(r('产量'))}</w:tc></w:tr></w:tbl>"
    body = p(r("砺汐泵业"), r("的报告")) + p(r("上"), "<w:r><w:tab/><w:br/></w:r>", r("下")) + cell
    raw = only(read_file(tmp_path, "a.docx", docx(body)))
    proven(raw)
    assert raw.text.text == raw.decoded == "砺汐泵业的报告\n上\n下\n年份 | 产量"
    assert raw.title == "水泵年报"
    assert raw.meta == {"format": "docx", "author": "沈渡舟", "date": "2024-05-06"}


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


LONG = "砺汐泵业的水泵在苇渚的工厂里生产。" * 10
INNER = f"<w:tbl>{row(p(r('里一')), p(r('里二')))}</w:tbl>"


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (row(p(r("年份")), p(r("产量"))) + row(p(r("2023")), p(r("38万台"))), ["年份 | 产量", "2023 | 38万台"]),
        (row(p(r("2023")), p(), p(r("一成"))), ["2023 |  | 一成"]),
        (row(p(r("产量")), p(r("38万台")) + p(r("增一成"))), ["产量 | 38万台 增一成"]),
        (row(p(r("上"), "<w:r><w:br/></w:r>", r("下")), p(r("右"))), ["上 下 | 右"]),
        (row(p(r("一段。")) + p(r("二段。"))), ["一段。", "二段。"]),
        (row(p(r(LONG)) + p(r(LONG)), p(r("边栏"))), [LONG, LONG, "边栏"]),
        (row(p(r("外")), INNER + p()), ["外 | 里一 | 里二"]),
        (row(p(r("a")), f"<w:del>{p(r('删'))}</w:del>"), ["a"]),
    ],
)  # fmt: skip
def test_a_row_of_a_table_is_one_line(tmp_path: Path, rows: str, lines: list[str]) -> None:
    body = p(r("表前。")) + f"<w:tbl>{rows}</w:tbl>" + p(r("表后。"))
    raw = only(read_file(tmp_path, "a.docx", docx(body)))
    proven(raw)
    assert raw.text.text.split("\n") == ["表前。", *lines, "表后。"]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        (f"<w:del>{r('删')}</w:del>", ""),
        (f"<w:ins>{r('增')}</w:ins>", "增"),
        (f"<w:moveFrom>{r('移')}</w:moveFrom><w:moveTo>{r('移')}</w:moveTo>", "移"),
        (r("隐", "<w:vanish/>"), ""),
        (r("显", '<w:vanish w:val="0"/>'), "显"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>", "漢"),
        ("<w:r><w:instrText>PAGEREF 1</w:instrText></w:r>", ""),
        (f"<mc:AlternateContent><mc:Choice>{r('新')}</mc:Choice><mc:Fallback>{r('旧')}</mc:Fallback></mc:AlternateContent>", "新"),
        ("<w:r><w:t>非</w:t><w:noBreakHyphen/><w:t>断</w:t></w:r>", "非-断"),
        (f"<w:hyperlink>{r('链接')}</w:hyperlink>", "链接"),
        ("<!-- comment --><?pi x?>", ""),
    ],
)  # fmt: skip
def test_what_word_shows_and_what_it_does_not(tmp_path: Path, run: str, shown: str) -> None:
    raw = only(read_file(tmp_path, "a.docx", docx(p(r("前"), run, r("后")))))
    assert raw.text.text == f"前{shown}后"


def test_footnotes_stand_behind_the_text(tmp_path: Path) -> None:
    notes = f'<w:footnotes xmlns:w="urn:w"><w:footnote>{p(r("脚注。"))}</w:footnote></w:footnotes>'
    content = docx(
        p(r("正文。")),
        word__footnotes_xml=notes,
        **{
            "word/_rels/document.xml.rels": rels(
                ("footnotes", "footnotes.xml"), ("header", "h.xml")
            )
        },
    )
    assert only(read_file(tmp_path, "a.docx", content)).text.text == "正文。\n脚注。"


# --- PowerPoint


def slide(*lines: str) -> str:
    body = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f'<p:sld xmlns:p="urn:p" xmlns:a="urn:a">{body}<a:p><a:fld><a:t>7</a:t></a:fld></a:p></p:sld>'


def test_slides_come_in_the_order_of_the_show_with_their_notes(tmp_path: Path) -> None:
    show = f'<p:presentation xmlns:p="urn:p" xmlns:r="{OFFICE}"><p:sldIdLst><p:sldId id="9" r:id="r1"/><p:sldId id="8" r:id="r0"/></p:sldIdLst></p:presentation>'
    content = package(
        {
            "_rels/.rels": rels(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": show,
            "ppt/_rels/presentation.xml.rels": rels(("slide", "slides/slide1.xml"), ("slide", "/ppt/slides/slide2.xml")),
            "ppt/slides/slide1.xml": slide("结论"),
            "ppt/slides/slide2.xml": slide("标题", "要点"),
            "ppt/slides/_rels/slide2.xml.rels": rels(("notesSlide", "../notesSlides/n.xml")),
            "ppt/notesSlides/n.xml": slide("讲稿。"),
        }
    )  # fmt: skip
    raw = only(read_file(tmp_path, "a.pptx", content))
    assert [line for line in raw.text.text.split("\n") if line] == [
        "标题",
        "要点",
        "讲稿。",
        "结论",
    ]


def test_a_table_on_a_slide_has_a_line_per_row(tmp_path: Path) -> None:
    cells = "".join(
        f"<a:tc><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:tc>" for text in ("年份", "产量")
    )
    show = f'<p:presentation xmlns:p="urn:p" xmlns:r="{OFFICE}"><p:sldId id="9" r:id="r0"/></p:presentation>'
    table = f'<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:tbl><a:tr>{cells}</a:tr><a:tr>{cells}</a:tr></a:tbl></p:sld>'
    content = package(
        {
            "_rels/.rels": rels(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": show,
            "ppt/_rels/presentation.xml.rels": rels(("slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": table,
        }
    )
    assert only(read_file(tmp_path, "a.pptx", content)).text.text == "年份 | 产量\n年份 | 产量"


# --- EPUB

CHAPTER = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>'
    "<body><h1>{}</h1><p>第一段，<i>斜体</i>。</p><p>R&amp;D。</p></body></html>"
)


def epub(**more: str | bytes) -> bytes:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>泵书</dc:title><dc:creator>沈渡舟</dc:creator><dc:date>2020-01-02</dc:date></metadata><manifest>"
        '<item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="text/a%20b.xhtml"/>'
        '<item id="c" href="text/c.xhtml"/><item id="cover" href="cover.xhtml"/></manifest>'
        '<spine><itemref idref="n"/><itemref idref="cover"/><itemref idref="a"/><itemref idref="c"/></spine></package>'
    )
    members: dict[str, str | bytes] = {
        "META-INF/container.xml": '<container xmlns="urn:c"><rootfiles><rootfile full-path="OEBPS/b.opf"/></rootfiles></container>',
        "OEBPS/b.opf": opf,
        "OEBPS/nav.xhtml": CHAPTER.format("目录"),
        "OEBPS/cover.xhtml": "<html><body><img src='x.png'/></body></html>",
        "OEBPS/text/a b.xhtml": CHAPTER.format("第一章"),
        "OEBPS/text/c.xhtml": CHAPTER.replace("utf-8", "gbk").format("第二章").encode("gbk"),
    }
    return package(members | {n.replace("__", "/"): t for n, t in more.items()})


def test_the_chapters_of_a_book_are_documents(tmp_path: Path) -> None:
    found = read_file(tmp_path, "a.epub", epub())
    assert told(found) == [
        ("a.epub#2", "no_main_content"),
        ("a.epub#3", "第一章\n第一段，斜体。\nR&D。"),
        ("a.epub#4", "第二章\n第一段，斜体。\nR&D。"),
    ]
    raw = found[1]
    assert isinstance(raw, Raw)
    proven(raw)
    assert raw.decoded == CHAPTER.format("第一章")
    assert raw.meta == {
        "format": "epub",
        "encoding": "utf-8",
        "book": "泵书",
        "author": "沈渡舟",
        "date": "2020-01-02",
    }


def test_locked_chapters_are_told(tmp_path: Path) -> None:
    lock = '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/c.xhtml"/></CipherData></EncryptedData></encryption>'
    found = read_file(tmp_path, "a.epub", epub(**{"META-INF/encryption.xml": lock}))
    assert told(found)[-1] == ("a.epub#4", "encrypted")


# --- broken ones


def locked_zip() -> bytes:
    content = bytearray(docx(p(r("x"))))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1  # the flag that says a member is encrypted
            place = content.find(mark, place + 4)
    return bytes(content)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "{}">]><w:document xmlns:w="urn:w"><w:p><w:t>&b;</w:t></w:p></w:document>'


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"no zip", "broken_archive"),
        ("a.docx", docx(p(r("x")))[:-40], "broken_archive"),
        ("a.docx", docx("<w:p>"), "broken_archive"),
        ("a.docx", package({"x": "y"}), "broken_archive"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "encrypted_or_old_office"),
        ("a.docx", locked_zip(), "encrypted"),
        ("a.docx", docx(""), "no_text"),
        ("a.docx", docx(p(r("0" * 5_000_000))), "file_too_large"),
        ("a.docx", package({"_rels/.rels": rels(("officeDocument", "d.xml")), "d.xml": LAUGHS.format("&a;" * 5000)}), "no_text"),
        ("a.pptx", package({"x": "y"}), "broken_archive"),
        ("a.epub", package({"x": "y"}), "broken_archive"),
        ("a.epub", epub(**{"META-INF/container.xml": "<c/>"}), "broken_archive"),
        ("a.epub", epub(**{"OEBPS/b.opf": "<package/>"}), "no_documents"),
    ],
)  # fmt: skip
def test_broken_packages_are_rejected(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    found: Found = read_file(tmp_path, name, content, Limits(max_bytes=100_000))
    assert told(found) == [(name, reason)]
