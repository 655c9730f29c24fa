"""Every reader on bytes that nobody made for it: a document or a reason, never an exception."""

import gzip
import hashlib
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_prep.ingest import FORMATS, PACKINGS, Limits, Raw, portion_of, read
from data_prep.ingest.formats import READERS
from tests.data_prep.ingest.reading import only, proven, read_file, told

SUFFIXES = [*FORMATS, *(inner + outer for inner in (".txt", ".jsonl", ".csv", ".html") for outer in PACKINGS)]  # fmt: skip
HEADS = st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"PAR1", b"<html>", b"[", b"text\n", b'{"text": "', b"\xff\xfe", b"\xef\xbb\xbf"])  # fmt: skip
TINY = Limits(part_chars=20, max_bytes=2000)


def test_every_format_has_a_reader() -> None:
    assert {*FORMATS.values(), "huggingface"} == set(READERS)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    head=HEADS,
    body=st.binary(max_size=120) | st.text(alphabet="泵a<>&;{}[]\",:\n的。", max_size=80).map(str.encode),
    pack=st.booleans(),
)  # fmt: skip
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_any_bytes_are_documents_or_reasons(
    tmp_path: Path, suffix: str, head: bytes, body: bytes, pack: bool
) -> None:
    content = head + body
    if pack and suffix.endswith(".gz"):
        content = gzip.compress(content)
    if pack and suffix.endswith(".zst"):
        content = zstandard.compress(content)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    portion = portion_of(path)
    assert portion is not None
    found = list(read(portion, TINY))
    assert found
    for one in found:
        assert one.source.startswith(path.name)
        if isinstance(one, Raw):
            proven(one)
            one.text.text.encode()
        else:
            assert one.reason.replace("_", "").isalpha() and one.reason.islower()


def page(body: str, head: str = "") -> str:
    return f"<html><head><title>泵</title>{head}</head><body>{body}</body></html>"


BODY = "<p>砺汐泵业是一家位于苇渚的公司，去年的产量为三十八万台，员工有一千二百人。</p>" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.html.gz", "a.xhtml.zst"])
def test_pages_in_any_encoding_packed_or_not(tmp_path: Path, encoding: str, name: str) -> None:
    content = page(BODY, '<meta charset="gb2312">').encode(encoding)
    content = gzip.compress(content) if name.endswith("gz") else content
    content = zstandard.compress(content) if name.endswith("zst") else content
    raw = only(read_file(tmp_path, name, content))
    proven(raw)
    assert raw.text.text.count("三十八万台") == 3
    assert (raw.title, raw.meta["format"]) == ("泵", "html")
    assert raw.decoded.endswith("</html>")
    assert raw.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("name", ["a.txt", "a.text", "a.txt.gz"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize(
    "before",
    ["", "\n \n<!-- saved from <p>a page</p> -->\n", "<!DOCTYPE html>\n", "<?xml version='1.0'?>\n<!doctype HTML PUBLIC 'x'>"],
)  # fmt: skip
def test_a_page_under_the_name_of_a_text_is_read_as_a_page(
    tmp_path: Path, name: str, encoding: str, before: str
) -> None:
    content = (before + page(BODY)).encode(encoding)
    raw = only(
        read_file(tmp_path, name, gzip.compress(content) if name.endswith("gz") else content)
    )
    proven(raw)
    assert raw.text.text.count("三十八万台") == 3 and "<" not in raw.text.text
    assert (raw.title, raw.meta["format"]) == ("泵", "html")


@pytest.mark.parametrize(
    "text",
    [
        "<html> 是网页的根元素，<body> 是它的正文。",
        "<!DOCTYPE html> 这一行说的是文档的类型。",
        "<p>一段话</p>",
        f"网页的例子：\n{page(BODY)}",
        "<htmlx><b>",
        "<!-- 没有完的注释 <html><body>",
    ],
)
def test_a_text_that_mentions_tags_stays_a_text(tmp_path: Path, text: str) -> None:
    raw = only(read_file(tmp_path, "a.txt", text.encode()))
    assert (raw.text.text, raw.meta) == (text, {"encoding": "utf-8"})
    assert only(read_file(tmp_path, "a.md", page(BODY).encode())).meta["format"] == "markdown"


def test_many_comments_before_no_page_take_no_time(tmp_path: Path) -> None:
    text = "<!-- a -->" * 90 + "text"
    assert only(read_file(tmp_path, "a.txt", text.encode())).text.text == text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.html", page("<img src='a.png'>").encode(), "no_main_content"),
        ("a.html", page("<script>var a = 'a text that is none, but code.';</script>").encode(), "no_main_content"),
        ("a.html", b" ", "no_main_content"),
        ("a.html", b"x" * 2001, "file_too_large"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "binary_file"),
        ("a.jsonl", b"\n\n", "no_documents"),
        ("a.csv", b"text\n", "no_documents"),
        ("a.json", b"[]", "no_documents"),
        ("a.json", b" ", "no_documents"),
    ],
)  # fmt: skip
def test_files_without_documents_are_told(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    assert told(read_file(tmp_path, name, content, TINY)) == [(name, reason)]
