"""PDF: the pages' text, its line ends, and the files that have none."""

import json
from pathlib import Path

import pytest

from data_prep.clean import Traced
from data_prep.ingest import Limits, Raw
from data_prep.ingest.pdf import joined_lines
from tests.data_prep.ingest.reading import only, proven, read_file, told

LINES = (
    "The pump works of Lixi stand in the harbour town of Weizhu, where the river",
    "meets the sea. It makes 380,000 pumps a year.",
    "A second paragraph begins here and is short.",
)
ZH = (
    "砺汐泵业是一家位于苇渚的公司，去年的产量为三十八万台，比前年增长一",
    "成，员工也增加了。",
    "第二段。",
)


def pdf(pages: list[tuple[str, ...]], info: str = "", trailer: str = "") -> bytes:
    """A PDF whose font has no outlines but says which characters its codes mean."""
    chars = sorted({c for page in pages for line in page for c in line})
    maps = "".join(f"<{i + 1:04x}> <{c.encode('utf-16-be').hex()}>\n" for i, c in enumerate(chars))
    tounicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(chars)} beginbfchar\n{maps}endbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>",
        f"<< /Length {len(tounicode)} >>\nstream\n{tounicode}\nendstream",
        f"<< {info} >>",
    ]
    for i, page in enumerate(pages):
        rows = "".join(
            f"<{''.join(f'{chars.index(c) + 1:04x}' for c in line)}> Tj 0 -14 Td " for line in page
        )
        content = f"BT /F1 10 Tf 20 800 Td {rows}ET" if page else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {8 + 2 * i} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    out, offsets = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R {trailer} >>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def test_pages_are_joined_and_their_places_told(tmp_path: Path) -> None:
    info = "/Title (Pump Annual) /Author (A. Wren) /CreationDate (D:20240506101112Z)"
    raw = only(read_file(tmp_path, "a.pdf", pdf([LINES, (), ("The last page.",)], info)))
    proven(raw)
    assert raw.decoded == "\n".join((*LINES, "", "The last page."))
    assert raw.text.text.split("\n")[0] == f"{LINES[0]} {LINES[1]}"
    assert raw.title == "Pump Annual"
    starts = json.loads(raw.meta["page_starts"])
    assert [raw.decoded[at:][:8] for at in starts] == ["The pump", "\nThe las", "The last"]
    assert {k: v for k, v in raw.meta.items() if k != "page_starts"} == {
        "format": "pdf", "pages": "3", "pages_without_text": "1", "author": "A. Wren", "date": "2024-05-06",
    }  # fmt: skip


def test_chinese_lines_are_joined_without_a_space(tmp_path: Path) -> None:
    raw = only(read_file(tmp_path, "a.pdf", pdf([ZH])))
    assert raw.decoded == "\n".join(ZH)
    assert raw.text.text == f"{ZH[0]}{ZH[1]}\n{ZH[2]}"


HAN = "砺汐泵业的水泵在苇渚的工厂里生产，员工有很多，"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ((HAN + "年产绿茶6516", "吨，比前年多。"), HAN + "年产绿茶6516吨，比前年多。"),
        ((HAN + "年产绿茶 6516", "吨，比前年多。"), HAN + "年产绿茶 6516吨，比前年多。"),
        ((HAN + "增长率为12.5%", "左右。"), HAN + "增长率为12.5%左右。"),
        ((HAN + "控制程序用的是Python", "语言。"), HAN + "控制程序用的是Python语言。"),
        (
            ("“They no longer wish to burn any of the coal,”", "Fenwick said in his long letter."),
            "“They no longer wish to burn any of the coal,” Fenwick said in his long letter.",
        ),
        (
            ("The pump works have always stood in the harbour town of", "Weizhu, by the river."),
            "The pump works have always stood in the harbour town of Weizhu, by the river.",
        ),
    ],
)
def test_a_broken_sentence_is_joined(lines: tuple[str, ...], joined: str) -> None:
    text = "\n".join(lines)
    assert Traced.of(text).apply(joined_lines(text)).text == joined


@pytest.mark.parametrize(
    "lines",
    [
        ("北京市 1200 3400 5600 7800 9200 1300 1500", "上海市 1100 2400 3300 4400"),
        ("北京市的各月的产量依次是 1200 3400 5600 7800", "上海市"),
        (HAN + "一号泵的产量为6516", "二、投产的时间"),
        (HAN + "一号泵的产量为6516", "（二）投产的时间"),
        (HAN + "去年投产的是一号泵", "2. 今年投产的是二号泵"),
        (HAN + "去年投产的是一号泵", "第二章 投产的时间"),
        ("The pump works have stood in the harbour town since the war", "Weizhu Is Its Name"),
        ("1. The pump works have stood in the harbour town since then", "2. The river"),
        ("Chapter One", "begins with a short title above its long text, as chapters often do here"),
        (
            "1998 380,000 pumps and the other numbers of that table in it, a longer row.",
            "1999 390,000",
        ),
        ("一、" + "选址" * 20 + "。", "二、投产的时间"),
        ("the end of a page that has a number standing below its last line, as most", "12"),
    ],
)
def test_line_ends_that_mean_something_stay(lines: tuple[str, ...]) -> None:
    assert joined_lines("\n".join(lines)) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([(), ()]), "no_text_layer"),
        (pdf([LINES], trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>]"), "encrypted"),
        (b"%PDF-1.4 and nothing else", "broken_pdf"),
        (b"no pdf at all", "broken_pdf"),
        (pdf([LINES])[:400], "broken_pdf"),
    ],
    ids=["scanned", "encrypted", "empty", "text", "cut off"],
)  # fmt: skip
def test_pdfs_without_text_are_rejected(tmp_path: Path, content: bytes, reason: str) -> None:
    assert told(read_file(tmp_path, "a.pdf", content)) == [("a.pdf", reason)]


def test_a_pdf_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    content = pdf([LINES])
    assert told(read_file(tmp_path, "a.pdf", content, Limits(max_bytes=len(content) - 1))) == [
        ("a.pdf", "file_too_large")
    ]


def test_a_long_pdf_comes_in_parts(tmp_path: Path) -> None:
    found = read_file(tmp_path, "a.pdf", pdf([LINES] * 30))
    assert [f.source for f in found] == [f"a.pdf@{n}" for n in range(1, len(found) + 1)]
    whole = "\n".join("\n".join(LINES) for _ in range(30))
    raws = [raw for raw in found if isinstance(raw, Raw)]
    assert "".join(raw.decoded for raw in raws) == whole
    for raw in raws:
        proven(raw)
        assert whole[raw.base :].startswith(raw.decoded)
