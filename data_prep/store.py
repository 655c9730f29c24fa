"""Files of a run: Parquet shards, the drop log, the manifest. Every write is atomic."""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.records import SCHEMAS, Drop

ROWS_PER_GROUP = 2_000
ROWS_PER_SHARD = 200_000
MANIFEST = "manifest.json"


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


def rows_of(path: Path, batch: int = ROWS_PER_GROUP) -> Iterator[dict[str, Any]]:
    """The rows of one Parquet file, a batch in memory at a time."""
    with pq.ParquetFile(path) as table:
        for group in table.iter_batches(batch_size=batch):
            yield from group.to_pylist()


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
        self._parts: list[Path] = []
        self._writer: pq.ParquetWriter | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, record: Any) -> None:
        """Add one record (a dataclass of records.py)."""
        self._buffer.append(dataclasses.asdict(record))
        self.count += 1
        if len(self._buffer) >= ROWS_PER_GROUP:
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
            self._buffer = []

    def _end_shard(self) -> None:
        self._flush()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


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
