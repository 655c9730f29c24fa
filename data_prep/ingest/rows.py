"""Files of rows → one document each: JSON Lines, JSON, CSV, Parquet, and datasets of the Hub."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.ingest.decode import decode
from data_prep.ingest.json_stream import TooLong, values
from data_prep.ingest.lines import byte_lines, text_lines
from data_prep.ingest.magic import kind_of
from data_prep.ingest.opened import CHUNK, chunks
from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import Limits, Read, Reject, Unreadable, whole_chars
from data_prep.ingest.text import documents, stream

_KEPT = ("date", "author", "url", "license")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
"""Marks of UTF-16 and UTF-32."""


def read_jsonl(portion: Portion, limits: Limits) -> Read:
    """A row per line; each is decoded by itself, so that a damaged one stops no other."""
    for number, line in enumerate(_jsonl_lines(portion, limits), portion.first_row):
        source = f"{portion.name}#{number}"
        if line is None:
            yield Reject(source, "file_too_large", f"a line of over {limits.max_bytes:,} bytes")
        elif line.strip():
            yield from _json_row(line.strip(), source, limits)


def _jsonl_lines(portion: Portion, limits: Limits) -> Iterator[bytes | None]:
    lines = byte_lines(chunks(portion, limits), limits.max_bytes)
    first = next(lines, b"")
    if first and not portion.start and (kind := kind_of(first)):
        raise Unreadable("binary_file", f"by its first bytes it is {kind}")
    if portion.start or first is None or not first.startswith(WIDE):
        yield first
        yield from lines
        return
    pieces, _ = stream(portion, limits)  # in UTF-16 a line end is no single byte
    for line in text_lines(pieces, limits.max_bytes):
        yield None if line is None else line.encode("utf-8", "replace")


def _json_row(line: bytes, source: str, limits: Limits) -> Read:
    try:
        text, encoding = decode(line)
        row = json.loads(text)
    except Unreadable as error:
        yield Reject(source, error.reason, error.excerpt)
    except (ValueError, RecursionError):  # ValueError: no JSON, or a number of thousands of digits
        yield Reject(source, "no_json", line[:200].decode("utf-8", "replace"))
    else:
        meta = encoding.meta | {"format": "jsonl"}
        yield from _row(row, source, meta, limits, hashlib.sha256(line).hexdigest())


def read_json(portion: Portion, limits: Limits) -> Read:
    """The elements of an array, or values one behind the other, are the rows; they are read one at a time."""
    pieces, meta = stream(portion, limits)
    number = 0
    try:
        for number, row in enumerate(values(pieces, limits.max_bytes), 1):
            yield from _row(row, f"{portion.name}#{number}", meta | {"format": "json"}, limits)
    except TooLong:
        yield Reject(f"{portion.name}#{number + 1}", "file_too_large")
    except (ValueError, RecursionError) as error:
        yield Reject(f"{portion.name}#{number + 1}", "no_json", str(error))


def read_csv(portion: Portion, limits: Limits) -> Read:
    """The first line names the columns; row 1 is the one below it.

    A quote inside a field that is not doubled (RFC 4180 §2.7) costs its row. One that nothing closes, or
    that closes on another line, ends the reading: where the next row begins, nobody can tell.
    """
    pieces, meta = stream(portion, limits)
    csv.field_size_limit(limits.max_bytes)
    lines = _short(text_lines(pieces, limits.max_bytes))
    delimiter = "\t" if portion.format == "tsv" else ","
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        columns = [name.strip().lstrip("\ufeff") for name in next(table, [])]
        if limits.text_column not in columns:
            raise Unreadable("no_text_column", _named(columns, limits))
        for number, cells in enumerate(_records(table), 1):
            source = f"{portion.name}#{number}"
            if isinstance(cells, str):
                yield Reject(source, "broken_csv", cells)
                continue
            row = dict(zip(columns, cells, strict=False))
            yield from _row(row, source, meta | {"format": portion.format}, limits)
    except csv.Error as error:
        place = f"line {table.line_num}: {error}; nothing behind it is read"
        yield Reject(f"{portion.name}#{number + 1}", "broken_csv", place)


def _records(table: Any) -> Iterator[list[str] | str]:
    """The cells of each row, or what is wrong with a row of one line. Raises csv.Error."""
    while True:
        begun = table.line_num
        try:
            cells = next(table, None)
        except csv.Error as error:
            if table.line_num != begun + 1 or "end of data" in str(error):
                raise
            yield f"line {table.line_num}: {error}"
            continue
        if cells is None:
            return
        if cells:
            yield cells


def _short(lines: Iterator[str | None]) -> Iterator[str]:
    for line in lines:
        if line is None:
            raise csv.Error("a line is over the limit")
        yield line


def read_parquet(portion: Portion, limits: Limits) -> Read:
    """Row groups [start, end); only the columns that are used are read."""
    number = portion.first_row
    try:
        # buffered: else a whole column of a row group is in memory, of which there may be just one
        with pq.ParquetFile(portion.path, buffer_size=CHUNK, pre_buffer=False) as file:
            columns = check_columns(file.schema_arrow.names, limits)
            groups = range(portion.start, portion.end or file.num_row_groups)
            for batch in file.iter_batches(64, row_groups=list(groups), columns=columns):
                for row in batch.to_pylist():
                    source = f"{portion.name}#{number}"
                    yield from _row(row, source, {"format": "parquet"}, limits)
                    number += 1
    except (pa.ArrowException, UnicodeDecodeError) as error:
        yield Reject(f"{portion.name}#{number}", "broken_parquet", str(error)[:200])


def check_columns(names: list[str], limits: Limits) -> list[str]:
    """Those of `names` that are read. Raises Unreadable when the text column is none of them."""
    if limits.text_column not in names:
        raise Unreadable("no_text_column", _named(names, limits))
    return [name for name in (limits.text_column, "title", *_KEPT) if name in names]


def rows_of(table: Iterable[Mapping[str, Any]], portion: Portion, limits: Limits) -> Read:
    """Any rows, numbered from the portion's first."""
    for number, row in enumerate(table, portion.first_row):
        yield from _row(dict(row), f"{portion.name}#{number}", {"format": portion.format}, limits)


def _named(names: Iterable[object], limits: Limits) -> str:
    return f"no column {limits.text_column!r} among: {', '.join(map(str, names))}"


def _row(row: Any, source: str, meta: dict[str, str], limits: Limits, sha256: str = "") -> Read:
    if not isinstance(row, dict):
        yield Reject(source, "no_text_column", f"no object but a {type(row).__name__}")
        return
    if limits.text_column not in row:
        yield Reject(source, "no_text_column", _named(row, limits))
        return
    text = row[limits.text_column]
    if text is None or text == "":
        yield Reject(source, "empty_text")
        return
    if not isinstance(text, str):
        yield Reject(source, "no_text_column", f"{limits.text_column!r} is a {type(text).__name__}")
        return
    text = whole_chars(text)
    known = {key: whole_chars(str(row[key])) for key in _KEPT if row.get(key)}
    title = row.get("title")
    yield from documents(
        source,
        sha256 or hashlib.sha256(text.encode()).hexdigest(),
        [text],
        meta | known,
        limits,
        whole_chars(title) if isinstance(title, str) else "",
    )
