"""Input → portions: which files, in which order, under which names, in which ranges."""

import gzip
import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from data_prep.ingest import InputError, Limits, Portion, Reject, plan, portion_of, read
from data_prep.ingest.inputs import shown
from tests.data_prep.ingest.reading import read_all, told

FILES = (
    "b.txt", "a/z.MD", "a/.git/x.txt", ".hidden.txt", "c.docm", "d.jsonl", "a.html", "e.csv.gz",
    "f.parquet.gz", "数据/一.txt", "数据/深/二.html", "README",
)  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", encoding="utf-8")
    return root


def names(designation: str | Path) -> list[str]:
    return [p.name for p in plan(designation) if isinstance(p, Portion)]


def test_a_folder_in_the_order_of_names_without_hidden_files(corpus: Path) -> None:
    wanted = ["a.html", "a/z.MD", "b.txt", "d.jsonl", "e.csv.gz", "数据/一.txt", "数据/深/二.html"]
    assert names(corpus) == wanted == sorted(wanted)
    rejects = [p for p in plan(corpus) if isinstance(p, Reject)]
    assert [(r.source, r.reason) for r in rejects] == [
        ("README", "unknown_format"), ("c.docm", "unknown_format"), ("f.parquet.gz", "unknown_format"),
    ]  # fmt: skip


def test_an_unknown_format_names_the_ending(tmp_path: Path) -> None:
    for name in ("a.pdf.gz", "b.LOG", "c.bin.zst", "d"):
        (tmp_path / name).write_text("x")
    assert [p.excerpt for p in plan(tmp_path) if isinstance(p, Reject)] == [
        "the name ends in .pdf.gz: unpack it first",
        "the name ends in .log, which is not read",
        "the name ends in .bin.zst: .bin is not read",
        "the name has no ending",
    ]


ZIP = b"PK\x03\x04" + b"\x00" * 60


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", gzip.compress(b"text"), "gzip"),
        ("a.jsonl", gzip.compress(b'{"text": "a"}'), "gzip"),
        ("a.jsonl.gz", gzip.compress(ZIP), "zip"),
        ("a.txt.gz", gzip.compress(b"SQLite format 3\x00"), "SQLite"),
        ("a.csv", ZIP, "zip"),
        ("a.parquet", ZIP, "zip"),
        ("a.txt.gz", ZIP, "zip"),
        ("a.txt.zst", gzip.compress(b"text"), "gzip"),
        ("a.md", b"SQLite format 3\x00" + b"\x10" * 50, "SQLite"),
        ("a.docx", b"%PDF-1.7\n", "PDF"),
        ("a.pdf", ZIP, "zip"),
        ("a.html", b"BM\x00\x01" * 9, "BMP"),
        ("a.json", b"\x00" * 257 + b"ustar", "tar"),
    ],
)
def test_a_file_under_a_wrong_name_is_named_by_its_first_bytes(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (reject,) = read_all(tmp_path)
    assert reject == Reject(name, "binary_file", f"by its first bytes it is {kind}")


@pytest.mark.parametrize(
    "text", ["BM 是位图", "MZ", "PK", "GIF 是图", "%PDF 是记号", "RIFF", "ID3"]
)
def test_a_text_that_begins_like_a_mark_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert told(read_all(tmp_path)) == [("a.txt", text)]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("*.txt", ["b.txt"]),
        ("**/*.html", ["a.html", "数据/深/二.html"]),
        ("**/?.txt", ["b.txt", "数据/一.txt"]),
        ("*/*.[Mh]*", ["a/z.MD"]),
        (
            "**",
            ["a.html", "a/z.MD", "b.txt", "d.jsonl", "e.csv.gz", "数据/一.txt", "数据/深/二.html"],
        ),
        ("数据/**/*", ["一.txt", "深/二.html"]),
        ("数据/**/*.pdf", []),
    ],
)
def test_a_glob(corpus: Path, pattern: str, wanted: list[str]) -> None:
    root = pattern.split("*")[0].strip("?")
    assert names(corpus / pattern) == [name.removeprefix("" if root else root) for name in wanted]


def test_one_file_and_a_file_whose_name_looks_like_a_glob(corpus: Path) -> None:
    assert names(corpus / "b.txt") == ["b.txt"]
    odd = corpus / "a[1].txt"
    odd.write_text("x")
    assert names(odd) == ["a[1].txt"]


def test_a_hidden_folder_may_be_the_input(tmp_path: Path) -> None:
    root = tmp_path / ".corpus"
    root.mkdir()
    (root / "a.txt").write_text("x")
    assert names(root) == ["a.txt"]


@pytest.mark.parametrize("name", ["gone", "gone/*.txt", "gone.txt"])
def test_an_input_that_is_not_there_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="there is no"):
        list(plan(tmp_path / name))


def test_links_are_followed_once_and_loops_end(corpus: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "o.txt").write_text("x")
    (corpus / "a" / "loop").symlink_to(corpus)
    (corpus / "self").symlink_to("self")
    (corpus / "gone.txt").symlink_to(tmp_path / "nowhere")
    (corpus / "link").symlink_to(outside)
    (corpus / "link2").symlink_to(outside)
    found = names(corpus)
    assert found.count("link/o.txt") == 1 and "link2/o.txt" not in found
    assert len(found) == 8
    broken = [p.source for p in plan(corpus) if isinstance(p, Reject) and p.reason == "unreadable"]
    assert broken == ["gone.txt", "self"]


def test_pipes_and_empty_files_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "empty.txt").touch()
    assert [(p.source, p.reason) for p in plan(tmp_path) if isinstance(p, Reject)] == [
        ("empty.txt", "empty_file"), ("pipe.txt", "unreadable"),
    ]  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_what_may_not_be_entered_is_told(corpus: Path) -> None:
    (corpus / "a").chmod(0)
    try:
        rejects = [p for p in plan(corpus) if isinstance(p, Reject)]
    finally:
        (corpus / "a").chmod(0o755)
    assert ("a", "unreadable") in [(r.source, r.reason) for r in rejects]


def test_names_that_are_no_utf8_can_be_shown(tmp_path: Path) -> None:
    name = os.fsdecode("水泵的.txt".encode("gbk"))
    try:
        (tmp_path / name).write_text("正文的字。", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert shown(name) == "水泵的.txt"
    assert told(read_all(tmp_path)) == [("水泵的.txt", "正文的字。")]


def test_portions_travel_to_workers_and_change_with_the_file(corpus: Path) -> None:
    portions = [p for p in plan(corpus) if isinstance(p, Portion)]
    assert pickle.loads(pickle.dumps(portions)) == portions
    before = portion_of(corpus / "b.txt")
    assert before is not None and before.fingerprint in [p.fingerprint for p in portions]
    os.utime(corpus / "b.txt", ns=(1, 1))
    after = portion_of(corpus / "b.txt")
    assert after is not None and after.fingerprint != before.fingerprint
    assert portion_of(corpus / "README") is None


def test_ranges_cover_a_big_jsonl_file_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b'{"text": "row %d"}\n' % n for n in range(1, 2001)))
    portions = [p for p in plan(path, Limits(portion_bytes=5_000)) if isinstance(p, Portion)]
    assert len(portions) == 9
    assert [p.start for p in portions[1:]] == [p.end for p in portions[:-1]]
    assert (portions[0].start, portions[-1].end) == (0, path.stat().st_size)
    assert all(5_000 <= p.size < 5_022 for p in portions[:-1])
    last = list(read(portions[-1]))
    assert told(last)[-1] == ("a.jsonl#2000", "row 2000")
    assert len({p.fingerprint for p in portions}) == len(portions)


def test_a_line_longer_than_a_portion_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 3_000_000 + b'"}\n{"text": "b"}\n')
    portions = list(plan(path, Limits(portion_bytes=1000)))
    assert len(portions) == 2
    assert [source for source, _ in told(read_all(path, Limits(portion_bytes=1000)))][
        -1
    ] == "a.jsonl#2"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "utf16.jsonl"])
def test_what_cannot_be_cut_is_one_portion(tmp_path: Path, name: str) -> None:
    rows = "".join(f'{{"text": "row {n}"}}\n' for n in range(500))
    path = tmp_path / name
    path.write_bytes(gzip.compress(rows.encode()) if name.endswith("gz") else rows.encode("utf-16"))
    (portion,) = plan(path, Limits(portion_bytes=100))
    assert isinstance(portion, Portion)
    assert len(list(read(portion))) == 500


def test_a_portion_of_a_file_that_has_shrunk_gives_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n')
    portion = portion_of(path)
    assert portion is not None
    assert told(list(read(replace(portion, start=14, end=28, first_row=2)))) == []
