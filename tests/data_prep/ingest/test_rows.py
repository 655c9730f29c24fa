"""Files of rows: each stands for itself, is numbered from 1, and a bad one stops no other."""

import csv
import gzip
import hashlib
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest import Limits, Portion, Raw, Reject, plan, read
from tests.data_prep.ingest.reading import LIMITS, only, read_all, read_file, told

TEXT = "砺汐泵业是一家位于苇渚的公司，去年的产量为三十八万台。\n第二行。"
GOOD = {
    "text": TEXT,
    "title": "年报",
    "date": "2024-05-06",
    "url": "https://a.b",
    "license": "MIT",
    "n": 1,
}
SMALL = Limits(max_bytes=4_000)


def jsonl(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


# --- JSON Lines


def test_each_line_of_a_jsonl_file_stands_for_itself(tmp_path: Path) -> None:
    lines = [
        json.dumps(GOOD, ensure_ascii=False).encode(),
        b'{"text": "half',
        b'{"body": "no text"}',
        b'["text"]',
        b"",
        b'{"text": 5}',
        b'{"text": "' + b"x" * 4_000 + b'"}',
        b'{"text": "\x00"}',
        b'{"text": "y", "n": ' + b"9" * 5000 + b"}",
        json.dumps(GOOD, ensure_ascii=False).encode("gb18030"),
        b"[" * 3_900,
        b'{"text": ""}',
        b'{"text": null}',
        b'{"text": "last"}',
    ]
    first, *rest = read_file(tmp_path, "a.jsonl", b"\n".join(lines), SMALL)
    assert isinstance(first, Raw)
    assert (first.source, first.title, first.text.text) == ("a.jsonl#1", "年报", TEXT)
    assert first.sha256 == hashlib.sha256(lines[0]).hexdigest()
    assert (first.meta["date"], first.meta["url"]) == ("2024-05-06", "https://a.b")
    assert first.meta["license"] == "MIT"
    assert first.decoded == TEXT
    assert told(rest) == [
        ("a.jsonl#2", "no_json"),
        ("a.jsonl#3", "no_text_column"),
        ("a.jsonl#4", "no_text_column"),
        ("a.jsonl#6", "no_text_column"),
        ("a.jsonl#7", "file_too_large"),
        ("a.jsonl#8", "binary_file"),
        ("a.jsonl#9", "file_too_large"),
        ("a.jsonl#10", TEXT),
        ("a.jsonl#11", "no_json"),
        ("a.jsonl#12", "empty_text"),
        ("a.jsonl#13", "empty_text"),
        ("a.jsonl#14", "last"),
    ]


def test_a_missing_column_names_those_that_are_there(tmp_path: Path) -> None:
    (reject,) = read_file(tmp_path, "a.ndjson", jsonl({"body": "x", "id": 1}))
    assert isinstance(reject, Reject)
    assert reject.excerpt == "no column 'text' among: body, id"
    raw = only(read_file(tmp_path, "a.ndjson", jsonl({"body": "x"}), Limits(text_column="body")))
    assert raw.text.text == "x"


def test_numbers_of_thousands_of_digits_and_half_characters(tmp_path: Path) -> None:
    (reject,) = read_file(tmp_path, "a.jsonl", b'{"text": "y", "n": ' + b"9" * 5000 + b"}")
    assert isinstance(reject, Reject) and reject.reason == "no_json"
    line = rb'{"text": "cut \ud83d off", "title": "\udc00", "url": "\ud800"}'
    raw = only(read_file(tmp_path, "a.jsonl", line))
    assert (raw.text.text, raw.title, raw.meta["url"]) == ("cut \ufffd off", "\ufffd", "\ufffd")


def test_a_row_with_a_long_text_comes_in_parts(tmp_path: Path) -> None:
    text = (TEXT + "\n\n") * 100
    found = read_file(tmp_path, "a.jsonl", jsonl({"text": "a"}, {"text": text, "title": "年报"}))
    assert [f.source for f in found[:3]] == ["a.jsonl#1", "a.jsonl#2@1", "a.jsonl#2@2"]
    raws = [f for f in found[1:] if isinstance(f, Raw)]
    assert "".join(raw.decoded for raw in raws) == text
    assert all(text[raw.base :].startswith(raw.decoded) for raw in raws)
    assert {raw.title for raw in raws} == {"年报"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_marks_at_the_head_of_a_jsonl_file(tmp_path: Path, encoding: str) -> None:
    content = jsonl({"text": "上"}, {"text": "下"}).decode().encode(encoding)
    assert told(read_file(tmp_path, "a.jsonl", content)) == [
        ("a.jsonl#1", "上"),
        ("a.jsonl#2", "下"),
    ]


def test_a_packed_jsonl_file(tmp_path: Path) -> None:
    content = gzip.compress(jsonl({"text": "上"}, {"text": "下"}))
    assert told(read_file(tmp_path, "a.jsonl.gz", content))[1] == ("a.jsonl.gz#2", "下")


@given(
    st.lists(st.text(alphabet="泵a\n", max_size=30), max_size=30),
    st.integers(1, 200),
    st.sampled_from([b"\n", b"\r\n", b"\n\n"]),
    st.booleans(),
)
def test_ranges_of_a_jsonl_file_give_the_rows_of_the_whole(
    tmp_path_factory, texts: list[str], portion_bytes: int, end: bytes, closed: bool
) -> None:
    content = end.join(json.dumps({"text": f"{text}."}).encode() for text in texts)
    content += end if closed else b""
    folder = tmp_path_factory.mktemp("ranges")
    whole = told(read_file(folder, "a.jsonl", content))
    portions = list(plan(folder / "a.jsonl", Limits(portion_bytes=portion_bytes)))
    cut = [f for p in portions for f in (read(p) if isinstance(p, Portion) else [p])]
    assert told(cut) == whole
    ranges = [p for p in portions if isinstance(p, Portion)]
    assert sum(p.size for p in ranges) == len(content)
    if len(content) > portion_bytes + max(map(len, content.split(b"\n"))) + 1:
        assert len(ranges) > 1


# --- JSON


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_array_is_rows(tmp_path: Path, indent: int | None) -> None:
    content = json.dumps([GOOD, {"text": "b"}, 5, {"x": 1}], indent=indent).encode()
    first, *rest = read_file(tmp_path, "a.json", content)
    assert isinstance(first, Raw)
    assert (first.source, first.title, first.text.text) == ("a.json#1", "年报", TEXT)
    assert first.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert told(rest) == [
        ("a.json#2", "b"), ("a.json#3", "no_text_column"), ("a.json#4", "no_text_column"),
    ]  # fmt: skip


def test_one_object_and_lines_of_objects_are_rows_too(tmp_path: Path) -> None:
    assert only(read_file(tmp_path, "a.json", json.dumps(GOOD).encode())).text.text == TEXT
    assert told(read_file(tmp_path, "b.json", jsonl({"text": "a"}, {"text": "b"}))) == [
        ("b.json#1", "a"), ("b.json#2", "b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b'[{"text": "a"}, {"text": }]', "no_json"), (b'[{"text": "a"}, {"text": "b', "no_json"),
     (b'[{"text": "a"}, "' + b"x" * 300_000 + b'"]', "file_too_large")],
)  # fmt: skip
def test_rows_before_the_damage_are_read(tmp_path: Path, content: bytes, reason: str) -> None:
    found = told(read_file(tmp_path, "a.json", content))
    assert found == [("a.json#1", "a"), ("a.json#2", reason)]


# --- CSV


def table(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.tsv", "\t"), ("a.csv.gz", ",")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_rows(tmp_path: Path, end: str, name: str, delimiter: str, encoding: str) -> None:
    rows = [["id", "text", "title"], ["1", TEXT, "年报"], ["2", '他说："好"，\t行。', ""], ["3"]]
    content = table(rows, delimiter, end).encode(encoding)
    found = read_file(tmp_path, name, gzip.compress(content) if name.endswith("gz") else content)
    assert told(found) == [
        (f"{name}#1", TEXT), (f"{name}#2", rows[2][1]), (f"{name}#3", "no_text_column"),
    ]  # fmt: skip
    assert isinstance(found[0], Raw) and found[0].title == "年报"


def test_a_csv_file_without_the_column(tmp_path: Path) -> None:
    (reject,) = read_file(tmp_path, "a.csv", b"id,body\n1,x\n2,y\n")
    assert reject == Reject("a.csv", "no_text_column", "no column 'text' among: id, body")
    raw = only(read_file(tmp_path, "a.csv", b"id,body\n1,x\n", Limits(text_column="body")))
    assert raw.source == "a.csv#1"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ('text,id\na,1\n"cut off', ["a", "broken_csv"]),
        ('text,id\na,1\n"open,2\nb,3\n', ["a", "broken_csv"]),
        ('text,id\n"open,2\nb,3\n"c",4\nd,5\n', ["broken_csv"]),
        ('text,id\n"He said "no" twice",1\nb,2\n', ["broken_csv", "b"]),
        ('text,id\n"He said ""no"" twice",1\nb,2', ['He said "no" twice', "b"]),
        ('text,id\n5" pipe,1\n他说"好",2\n"a,\nb",3\n""""\n', ['5" pipe', '他说"好"', "a,\nb", '"']),
        ('text,id\n"closed at the end"', ["closed at the end"]),
    ],
)  # fmt: skip
def test_quotes_of_a_csv_file(tmp_path: Path, content: str, wanted: list[str]) -> None:
    found = told(read_file(tmp_path, "a.csv", content.encode()))
    assert found == [(f"a.csv#{n}", text) for n, text in enumerate(wanted, 1)]


def test_a_broken_row_is_named_by_its_line(tmp_path: Path) -> None:
    first, last = read_file(tmp_path, "a.csv", b'text\n"a" b\n"open')
    assert isinstance(first, Reject) and first.excerpt.startswith("line 2: ")
    assert isinstance(last, Reject) and "nothing behind it is read" in last.excerpt


def test_a_quote_that_nothing_closes_is_bounded(tmp_path: Path) -> None:
    content = b'text\ngood\n"open' + b"x,y\n" * 100_000
    assert told(read_file(tmp_path, "a.csv", content)) == [
        ("a.csv#1", "good"),
        ("a.csv#2", "broken_csv"),
    ]


# --- Parquet


def parquet(path: Path, columns: dict[str, list], rows_per_group: int = 1000) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=rows_per_group)
    return path


def test_parquet_rows(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a.parquet",
        {"id": [1, 2, 3], "text": [TEXT, None, "c"], "title": ["年报", "", ""]},
    )
    first, *rest = read_all(path)
    assert isinstance(first, Raw)
    assert (first.source, first.title, first.decoded) == ("a.parquet#1", "年报", TEXT)
    assert first.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert told(rest) == [("a.parquet#2", "empty_text"), ("a.parquet#3", "c")]


def test_row_groups_are_portions_and_the_numbers_go_on(tmp_path: Path) -> None:
    texts = [f"第{n}台水泵的说明" * 20 for n in range(100)]
    path = parquet(tmp_path / "a.parquet", {"text": texts}, rows_per_group=10)
    portions = list(plan(path, LIMITS))
    assert len(portions) > 3
    assert told(read_all(path)) == [(f"a.parquet#{n}", t) for n, t in enumerate(texts, 1)]


def test_parquet_without_the_column_or_damaged(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"id": [1, 2], "body": ["x", "y"]})
    assert read_all(path) == [
        Reject("a.parquet", "no_text_column", "no column 'text' among: id, body")
    ]
    assert told(read_all(path, Limits(text_column="body"))) == [
        ("a.parquet#1", "x"), ("a.parquet#2", "y"),
    ]  # fmt: skip
    assert told(read_all(path, Limits(text_column="id")))[0] == ("a.parquet#1", "no_text_column")
    raw = path.read_bytes()
    assert told(read_file(tmp_path, "b.parquet", raw[:-9]))[0][1] == "broken_parquet"
    footer = len(raw) - 8 - int.from_bytes(raw[-8:-4], "little")
    damaged = raw[:4] + b"\xff" * (footer - 4) + raw[footer:]
    found = read_file(tmp_path, "c.parquet", damaged, Limits(text_column="body"))
    assert isinstance(found[-1], Reject)
