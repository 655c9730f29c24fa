"""Signatures on disk: one file a shard, written once, read in parts.

Layout, little-endian: the sketches of all rows one after the other (uint32), their steps (uint16), their
letters (uint8), the rows (`ROW`), a footer of 8 bytes magic and three uint64 (sketch values, letters, rows).
28 bytes a document, 6 a sketch value and 1 a letter: some 1,800 bytes for 1,000 letters. A comparison reads
the sketches of all documents, the steps and letters only of those that their sketches call alike.
"""

import shutil
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from data_prep.dedup.signatures import SCALE, SHINGLE, Signatures

ROW = np.dtype([("digest", "<u8", 2), ("length", "<u4"), ("size", "<u4"), ("score", "<f4")])
MAGIC = b"SIG2" + bytes([SHINGLE, SCALE, 0, 0])
_FOOTER = 32


class SignatureWriter:
    """The signatures of one shard → `path`, which appears when `close` has written all of it.

    Used as a context manager, nothing appears when the block raises. Memory: 28 bytes a row.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        names = (".part", ".steps.part", ".letters.part")
        self._parts = [path.with_name(path.name + name) for name in names]
        path.parent.mkdir(parents=True, exist_ok=True)
        self._files = [part.open("w+b") for part in self._parts]
        self._rows = bytearray()

    def append(self, signatures: Signatures, scores: Sequence[float] | None = None) -> None:
        """Add one row a text; `scores` (0 unless given): of two copies as complete, the higher stays."""
        rows = np.zeros(len(signatures.sizes), ROW)
        rows["digest"], rows["length"] = signatures.digests, signatures.lengths
        rows["size"] = signatures.sizes
        if scores is not None:
            if len(scores) != len(rows):
                raise ValueError(f"{len(scores)} scores for {len(rows)} texts")
            rows["score"] = scores
        columns = (
            signatures.sketch.astype("<u4"),
            signatures.steps.astype("<u2"),
            signatures.letters,
        )
        for file, column in zip(self._files, columns, strict=True):
            file.write(column.tobytes())
        self._rows += rows.tobytes()

    def close(self) -> None:
        whole, _, letters = self._files
        counts = [whole.tell() // 4, letters.tell(), len(self._rows) // ROW.itemsize]
        for file in self._files[1:]:
            file.seek(0)
            shutil.copyfileobj(file, whole)
        whole.write(self._rows + MAGIC + np.array(counts, "<u8").tobytes())
        self._end(1)
        self._parts[0].replace(self.path)

    def _end(self, kept: int) -> None:
        for file in self._files:
            file.close()
        for part in self._parts[kept:]:
            part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._end(0)


class SignatureFiles:
    """The rows of several files as one numbered list, in the order of `paths`.

    `starts`, `letter_starts` int64 [n + 1]: where the sketch and the letters of each row begin among all
    (16 bytes a document). The rest stays on disk and no file stays open. ValueError for a file that
    `SignatureWriter` did not finish, or another version wrote.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        counts = np.array([_counts(path) for path in paths], np.int64).reshape(-1, 3)
        self._bases, self._letters, self._first = np.vstack(
            [np.zeros((1, 3), np.int64), np.cumsum(counts, axis=0)]
        ).T
        self.starts, self.letter_starts = (
            np.cumsum(np.append(0, self.column(name)), dtype=np.int64)
            for name in ("size", "length")
        )

    def __len__(self) -> int:
        return int(self._first[-1])

    def sizes(self, rows: np.ndarray) -> np.ndarray:
        """How many sketch values each of `rows` has."""
        return self.starts[rows + 1] - self.starts[rows]

    def lengths(self, rows: np.ndarray) -> np.ndarray:
        """How many letters each of `rows` has."""
        return self.letter_starts[rows + 1] - self.letter_starts[rows]

    def column(self, name: str) -> np.ndarray:
        """One column of all rows, in memory."""
        out = np.zeros((len(self), *ROW[name].shape), ROW[name].base)
        for n, path in enumerate(self._paths):
            low, high = self._first[n : n + 2].tolist()
            at = path.stat().st_size - _FOOTER - (high - low) * ROW.itemsize
            out[low:high] = np.fromfile(path, ROW, high - low, offset=at)[name]
        return out

    def sketch(self, start: int, end: int) -> np.ndarray:
        """The sketches of the rows [start, end), one after the other."""
        low, high = int(self.starts[start]), int(self.starts[end])
        found = [np.zeros(0, "<u4")]
        bases = self._bases.tolist()
        for path, base, until in zip(self._paths, bases, bases[1:], strict=False):
            at, stop = max(low, base), min(high, until)
            if at < stop:
                found.append(np.fromfile(path, "<u4", stop - at, offset=(at - base) * 4))
        return np.concatenate(found)

    def gather(self, rows: np.ndarray) -> np.ndarray:
        """The sketches of `rows`, one after the other: uint32."""
        base = self._bases[self._part(rows)]
        at = (self.starts[rows] - base) * 4
        return np.frombuffer(self._read(rows, at, self.sizes(rows) * 4), "<u4")

    def gather_steps(self, rows: np.ndarray) -> np.ndarray:
        """The steps of `rows`, one after the other: uint16."""
        part = self._part(rows)
        values = self._bases[part + 1] - self._bases[part]
        at = values * 4 + (self.starts[rows] - self._bases[part]) * 2
        return np.frombuffer(self._read(rows, at, self.sizes(rows) * 2), "<u2")

    def gather_letters(self, rows: np.ndarray) -> np.ndarray:
        """The letters of `rows`, one after the other: uint8."""
        part = self._part(rows)
        values = self._bases[part + 1] - self._bases[part]
        at = values * 6 + self.letter_starts[rows] - self._letters[part]
        return np.frombuffer(self._read(rows, at, self.lengths(rows)), np.uint8)

    def _part(self, rows: np.ndarray) -> np.ndarray:
        """The number of the file that holds each of `rows`."""
        return np.searchsorted(self._first, rows, "right") - 1

    def _read(self, rows: np.ndarray, at: np.ndarray, length: np.ndarray) -> bytes:
        """`length` bytes from `at` on in the file of each of `rows`, joined."""
        part = self._part(rows)
        places, lengths = at.tolist(), length.tolist()
        found = [b""] * len(rows)
        order = np.argsort(part, kind="stable")
        for n, group in groupby(order.tolist(), key=part.tolist().__getitem__):
            with self._paths[n].open("rb", buffering=0) as file:  # short reads, far apart
                for row in group:
                    file.seek(places[row])
                    found[row] = file.read(lengths[row])
        return b"".join(found)


def _counts(path: Path) -> tuple[int, int, int]:
    """(sketch values, letters, rows) of a file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _FOOTER))
        footer = file.read()
    none = len(footer) != _FOOTER
    values, letters, count = (0, 0, 0) if none else np.frombuffer(footer[8:], "<u8").tolist()
    held = values * 6 + letters + count * ROW.itemsize + _FOOTER
    if footer[:8] != MAGIC or size != held:
        raise ValueError(f"{path} is no finished signature file of this version")
    return values, letters, count
