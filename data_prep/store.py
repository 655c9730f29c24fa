"""Files of a run: Parquet shards, the drop log, the manifest. Every write is atomic."""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
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

    def rows(self) -> Iterator[dict[str, Any]]:
        """Its rows, all in memory."""
        with pq.ParquetFile(self.path) as table:
            yield from table.read_row_group(self.number).to_pylist()


def groups(paths: Iterable[Path]) -> list[Group]:
    """All row groups of these files, in their order."""
    return [
        Group(path, number)
        for path in paths
        for number in range(pq.read_metadata(path).num_row_groups)
    ]


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
        self._buffer: list[dict[str, Any]] = []
        self._held = 0
        self._parts: list[Path] = []
        self._writer: pq.ParquetWriter | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, record: Any, size: int = 0) -> None:
        """Add one record (a dataclass of records.py), of about `size` characters."""
        self._buffer.append(dataclasses.asdict(record))
        self._held += size
        self.count += 1
        if len(self._buffer) >= ROWS_PER_GROUP or self._held >= CHARS_PER_GROUP:
            self._flush()
        if self.count % ROWS_PER_SHARD == 0:
            self._end_shard()

    def close(self) -> None:
        """Finish the last shard and give all shards their names.

        A split without rows gets no file: `datasets` can't read a table without any.
        """
        if self._buffer or self._writer:
            self._end_shard()
        total = len(self._parts)
        for number, part in enumerate(self._parts):
            part.replace(self.folder / f"{self.split}-{number:05d}-of-{total:05d}.parquet")

    def _flush(self) -> None:
        if self._writer is None:
            part = self.folder / f"{self.split}-{len(self._parts):05d}.part"
            self._parts.append(part)
            self._writer = pq.ParquetWriter(part, self.schema, compression="zstd")
        if self._buffer:
            self._writer.write_table(pa.Table.from_pylist(self._buffer, schema=self.schema))
            self._buffer, self._held = [], 0

    def _end_shard(self) -> None:
        self._flush()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


class ShardFile:
    """What one step makes of one shard: records → `out`, with the drops and the rule counts beside it.

    Records stream. `out` appears last, when the block ends without an exception: it is the mark that
    the shard is done.
    """

    def __init__(self, out: Path, config: str) -> None:
        self.out, self.schema = out, SCHEMAS[config]
        self.changes: Counter[str] = Counter()
        self._rows: list[dict[str, Any]] = []
        self._held = 0

    def __enter__(self) -> "ShardFile":
        self._part = self.out.with_suffix(".part")
        self._writer = pq.ParquetWriter(self._part, self.schema, compression="zstd")
        self._drops = self.out.with_suffix(DROPS).open("w", encoding="utf-8")
        return self

    def write(self, record: Any, size: int = 0) -> None:
        """Add one record, of about `size` characters."""
        self._rows.append(dataclasses.asdict(record))
        self._held += size
        if len(self._rows) >= ROWS_PER_GROUP or self._held >= CHARS_PER_GROUP:
            self._flush()

    def drop(self, drop: Drop) -> None:
        """Log what is not kept."""
        self._drops.write(json.dumps(dataclasses.asdict(drop), ensure_ascii=False) + "\n")

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self.schema))
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
    with out.with_suffix(DROPS).open(encoding="utf-8") as lines:
        for line in lines:
            yield Drop(**json.loads(line))


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
        self._file.write(json.dumps(dataclasses.asdict(drop), ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.close()
        self.part.replace(self.path)
