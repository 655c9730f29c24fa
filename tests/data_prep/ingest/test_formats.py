"""One reader per format: what comes out, and what is rejected with its reason."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest import Raw, Reject, find_files, read
from data_prep.ingest.formats import _read_row

TEXT = "砺汐泵业是一家位于苇渚的公司，去年的产量为三十八万台。\n第二行。"
LIMIT = 4_000


def documents(folder: Path, name: str, content: bytes, limit: int = LIMIT) -> list[Raw | Reject]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return list(read(path, folder, limit))


def only(found: list[Raw | Reject]) -> Raw:
    (raw,) = found
    assert isinstance(raw, Raw), raw
    return raw


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_text_in_any_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    content = TEXT.encode(encoding)
    raw = only(documents(tmp_path, "下层/泵.TXT", content))
    assert (raw.source, raw.text.text, raw.meta) == ("下层/泵.TXT", TEXT, {"encoding": name})
    assert raw.sha256 == hashlib.sha256(content).hexdigest()
    assert list(raw.text.starts) == list(range(len(TEXT)))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b"\x7fELF\x02\x01", "binary_file"),
        ("a.txt", b"a\x00b", "binary_file"),
        ("a.txt", b"\xff\xfea", "undecodable"),
        ("a.txt", b"x" * (LIMIT + 1), "file_too_large"),
        ("a.md", b"%PDF-1.4", "binary_file"),
        ("a.html", b"<html><body><img src='a.png'></body></html>", "no_main_content"),
        ("a.htm", b" ", "no_main_content"),
        ("a.jsonl", b"", "empty_file"),
    ],
)
def test_what_cannot_be_read_is_rejected(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (reject,) = documents(tmp_path, name, content)
    assert isinstance(reject, Reject)
    assert (reject.source, reject.reason) == (name, reason)


def test_a_file_that_is_gone_is_rejected(tmp_path: Path) -> None:
    (reject,) = read(tmp_path / "gone.txt", tmp_path, LIMIT)
    assert reject == Reject("gone.txt", "unreadable", os.strerror(2))


def test_markdown_front_matter_is_read_and_the_map_starts_behind_it(tmp_path: Path) -> None:
    page = '---\ntitle: "水泵手册"\ndate: 2024-05-06\ntags: [a]\n---\n# 安装\n正文。'
    raw = only(documents(tmp_path, "a.md", page.encode()))
    assert (raw.title, raw.text.text) == ("水泵手册", "# 安装\n正文。")
    assert raw.meta == {"encoding": "utf-8", "format": "markdown", "date": "2024-05-06"}
    assert page[raw.text.starts[0] :] == raw.text.text


def test_markdown_without_front_matter_is_all_text(tmp_path: Path) -> None:
    page = "安装\n---\n正文\n---\n"
    assert only(documents(tmp_path, "a.md", page.encode())).text.text == page


def test_each_line_of_a_jsonl_file_stands_for_itself(tmp_path: Path) -> None:
    good = {"text": TEXT, "title": "年报", "date": "2024-05-06", "url": "https://a.b", "n": 1}
    lines = [
        json.dumps(good, ensure_ascii=False).encode(),
        b'{"text": "half',
        b'{"body": "no text"}',
        b'["text"]',
        b"",
        b'{"text": 5}',
        b'{"text": "' + b"x" * LIMIT + b'"}',
        b'{"text": "\x00"}',
        b'{"text": "y", "n": ' + b"9" * 5000 + b"}",
        json.dumps(good, ensure_ascii=False).encode("gb18030"),
        b'{"text": "last"}',
    ]
    first, *rest = documents(tmp_path, "a.jsonl", b"\n".join(lines))
    assert isinstance(first, Raw)
    assert (first.source, first.title, first.text.text) == ("a.jsonl#1", "年报", TEXT)
    assert first.sha256 == hashlib.sha256(lines[0]).hexdigest()
    assert (first.meta["date"], first.meta["url"]) == ("2024-05-06", "https://a.b")
    found = [(d.source, d.reason if isinstance(d, Reject) else d.text.text) for d in rest]
    assert found == [
        ("a.jsonl#2", "no_json"),
        ("a.jsonl#3", "no_text_column"),
        ("a.jsonl#4", "no_text_column"),
        ("a.jsonl#6", "no_text_column"),
        ("a.jsonl#7", "file_too_large"),
        ("a.jsonl#8", "binary_file"),
        ("a.jsonl#9", "file_too_large"),
        ("a.jsonl#10", TEXT),
        ("a.jsonl#11", "last"),
    ]


@pytest.mark.parametrize("line", [b'{"text": "y", "n": ' + b"9" * 5000 + b"}", b"[" * 100_000])
def test_json_that_python_refuses_is_no_json(line: bytes) -> None:
    row = _read_row(line, "a.jsonl#1")
    assert isinstance(row, Reject)
    assert row.reason == "no_json"


def test_half_a_character_is_marked_as_lost(tmp_path: Path) -> None:
    line = rb'{"text": "cut \ud83d off", "title": "\udc00", "url": "\ud800"}'
    raw = only(documents(tmp_path, "a.jsonl", line))
    assert (raw.text.text, raw.title, raw.meta["url"]) == ("cut \ufffd off", "\ufffd", "\ufffd")
    raw.text.text.encode()


@given(st.lists(st.binary(max_size=40).filter(lambda b: b"\n" not in b), max_size=6))
def test_no_line_stops_the_lines_behind_it(lines: list[bytes]) -> None:
    found = [_read_row(line.strip(), str(n)) for n, line in enumerate(lines) if line.strip()]
    assert all(isinstance(row, Raw | Reject) for row in found)


def test_files_are_found_in_a_fixed_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.MD", "a/.git/x.txt", ".hidden.txt", "c.pdf", "d.jsonl", "a.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    readable, other = find_files(tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in readable]
    assert names == ["a.html", "a/z.MD", "b.txt", "d.jsonl"]
    assert [path.name for path in other] == ["c.pdf"]


def test_a_hidden_folder_may_hold_the_input(tmp_path: Path) -> None:
    root = tmp_path / ".corpus"
    root.mkdir()
    (root / "a.txt").write_text("x")
    assert find_files(root) == ([root / "a.txt"], [])


def test_one_file_is_an_input_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert find_files(path) == ([path], [])
    assert only(list(read(path, path, LIMIT))).source == "a.txt"
