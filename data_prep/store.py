"""Files of a run: Parquet shards, the drop log, the manifest. Every write is atomic."""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.records import SCHEMAS, Drop

ROWS_PER_GROUP = 2_000
ROWS_PER_SHARD = 200_000
CHARS_PER_GROUP = 8_000_000
"""Characters of text a table holds back before it writes them."""
MANIFEST = "manifest.json"
DROPS, CHANGES = ".drops.jsonl", ".changes.json"
"""Endings of the files beside a shard's."""


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8, so that `path` holds either the old text or all of the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def read_manifest(run: Path) -> dict[str, Any] | None:
    """The manifest of a finished run; None when there is none or it is no JSON."""
    try:
        return json.loads((run / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _fields(record: Any) -> dict[str, Any]:
    """A flat record as a dict; `dataclasses.asdict` copies deeply and takes ten times as long."""
    return {field.name: getattr(record, field.name) for field in dataclasses.fields(record)}


def json_line(value: Any) -> str:
    """`value` as one line of JSON, its end included."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def dataset_sha256(dataset: Path) -> str:
    """SHA-256 over the names and the SHA-256 of all Parquet files below `dataset`, in the order of names."""
    digest = hashlib.sha256()
    for path in sorted(dataset.rglob("*.parquet")):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        digest.update(path.relative_to(dataset).as_posix().encode() + content)
    return digest.hexdigest()


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one Parquet file, a row group in memory at a time."""
    with pq.ParquetFile(path) as table:
        for number in range(table.num_row_groups):
            yield from table.read_row_group(number).to_pylist()


@dataclass(frozen=True, slots=True)
class Group:
    """One row group of a Parquet file: what a worker takes of a file that may be large."""

    path: Path
    number: int

    def table(self, columns: Sequence[str] | None = None) -> pa.Table:
        """All of it, or these columns."""
        with pq.ParquetFile(self.path) as table:
            return table.read_row_group(self.number, columns=columns and list(columns))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Its rows, all in memory."""
        yield from self.table().to_pylist()


def groups(paths: Iterable[Path]) -> list[Group]:
    """All row groups of these files, in their order."""
    return [
        Group(path, number)
        for path in paths
        for number in range(pq.read_metadata(path).num_row_groups)
    ]


def columns_of(path: Path, names: Sequence[str]) -> Iterator[pa.Table]:
    """These columns of one Parquet file, a row group in memory at a time."""
    with pq.ParquetFile(path) as table:
        for number in range(table.num_row_groups):
            yield table.read_row_group(number, columns=list(names))


def tables_of(path: Path) -> Iterator[pa.Table]:
    """One Parquet file, a row group in memory at a time."""
    with pq.ParquetFile(path) as table:
        for number in range(table.num_row_groups):
            yield table.read_row_group(number)


def table_of(records: Sequence[Any], schema: pa.Schema) -> pa.Table:
    """Records (dataclasses of records.py) as a table, column by column: `dataclasses.asdict` and rows of
    dicts take five times as long."""
    return pa.table([_column(records, field) for field in schema], schema=schema)


def _column(records: Sequence[Any], field: pa.Field) -> pa.Array:
    values: list[Any] = [getattr(record, field.name) for record in records]
    if pa.types.is_list(field.type) and pa.types.is_struct(field.type.value_type):
        keys = [child.name for child in field.type.value_type]
        values = [[{k: getattr(item, k) for k in keys} for item in items] for items in values]
    return pa.array(values, field.type)


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of all Parquet files below `folder`, in the order of their names."""
    for path in sorted(folder.glob("**/*.parquet")):
        yield from rows_of(path)


class TableWriter:
    """Rows of one dataset config and split → `<folder>/<split>-00000-of-0000N.parquet`.

    Rows stream; the final names appear when `close` knows N. The same rows give the same bytes.
    """

    def __init__(self, folder: Path, config: str, split: str) -> None:
        self.folder, self.split, self.schema = folder, split, SCHEMAS[config]
        self.count = 0
        self._buffer: list[Any] = []
        self._tables: list[pa.Table] = []
        self._held = 0
        self._parts: list[Path] = []
        self._writer: pq.ParquetWriter | None = None
        self._in_group = self._in_shard = 0
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, record: Any, size: int = 0) -> None:
        """Add one record (a dataclass of records.py), of about `size` characters."""
        self._buffer.append(record)
        self._held += size
        self.count += 1
        self._in_shard += 1
        if self._in_group + len(self._buffer) >= ROWS_PER_GROUP or self._held >= CHARS_PER_GROUP:
            self._flush()
        if self._in_shard == ROWS_PER_SHARD:
            self._end_shard()

    def extend(self, table: pa.Table) -> None:
        """Add the rows of `table`, which has the columns of the config, in order."""
        self._keep_buffer()
        while table.num_rows:
            room = min(ROWS_PER_GROUP - self._in_group, ROWS_PER_SHARD - self._in_shard)
            head, table = table.slice(0, room), table.slice(room)
            self._tables.append(head.select(self.schema.names).cast(self.schema))
            self._in_group += head.num_rows
            self._in_shard += head.num_rows
            self.count += head.num_rows
            if self._in_group >= ROWS_PER_GROUP:
                self._flush()
            if self._in_shard >= ROWS_PER_SHARD:
                self._end_shard()

    def close(self) -> None:
        """Finish the last shard and give all shards their names.

        A split without rows gets no file: `datasets` can't read a table without any.
        """
        if self._buffer or self._tables or self._writer:
            self._end_shard()
        total = len(self._parts)
        for number, part in enumerate(self._parts):
            part.replace(self.folder / f"{self.split}-{number:05d}-of-{total:05d}.parquet")

    def _keep_buffer(self) -> None:
        if self._buffer:
            self._tables.append(table_of(self._buffer, self.schema))
            self._in_group += len(self._buffer)
            self._buffer, self._held = [], 0

    def _flush(self) -> None:
        if self._writer is None:
            part = self.folder / f"{self.split}-{len(self._parts):05d}.part"
            self._parts.append(part)
            self._writer = pq.ParquetWriter(part, self.schema, compression="zstd")
        self._keep_buffer()
        if self._tables:
            self._writer.write_table(pa.concat_tables(self._tables).combine_chunks())
            self._tables, self._in_group = [], 0

    def _end_shard(self) -> None:
        self._flush()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._in_shard = 0


class ShardFile:
    """What one step makes of one shard: records → `out`, with the drops and the rule counts beside it.

    Records stream. `out` appears last, when the block ends without an exception: it is the mark that
    the shard is done.
    """

    def __init__(self, out: Path, config: str | pa.Schema) -> None:
        self.out = out
        self.schema = SCHEMAS[config] if isinstance(config, str) else config
        self.changes: Counter[str] = Counter()
        self._rows: list[Any] = []
        self._held = 0

    def __enter__(self) -> "ShardFile":
        self._part = self.out.with_suffix(".part")
        self._writer = pq.ParquetWriter(self._part, self.schema, compression="zstd")
        self._drops = self.out.with_suffix(DROPS).open("w", encoding="utf-8")
        return self

    def write(self, record: Any, size: int = 0) -> None:
        """Add one record (a dataclass with the columns as fields), of about `size` characters."""
        self._rows.append(record)
        self._held += size
        if len(self._rows) >= ROWS_PER_GROUP or self._held >= CHARS_PER_GROUP:
            self._flush()

    def drop(self, drop: Drop) -> None:
        """Log what is not kept."""
        self._drops.write(json_line(_fields(drop)))

    def _flush(self) -> None:
        self._writer.write_table(table_of(self._rows, self.schema))
        self._rows, self._held = [], 0

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._rows:
            self._flush()
        self._writer.close()
        self._drops.close()
        if kind is None:
            counts = json.dumps(dict(sorted(self.changes.items())))
            self.out.with_suffix(CHANGES).write_text(counts, encoding="utf-8")
            self._part.replace(self.out)


def drops_of(out: Path) -> Iterator[Drop]:
    """The drops that a shard logged."""
    for row in json_lines(out.with_suffix(DROPS)):
        yield Drop(**row)


def changes_of(out: Path) -> Counter[str]:
    """How often each cleaning rule struck in a shard."""
    return Counter(json.loads(out.with_suffix(CHANGES).read_text(encoding="utf-8")))


class DropLog:
    """`dropped.jsonl`: whatever was not kept, with its reason; counts by step and reason."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self.counts: Counter[str] = Counter()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.part.open("w", encoding="utf-8")

    def write(self, drop: Drop) -> None:
        self.counts[f"{drop.step}/{drop.reason}"] += 1
        self._file.write(json_line(_fields(drop)))

    def close(self) -> None:
        self._file.close()
        self.part.replace(self.path)
