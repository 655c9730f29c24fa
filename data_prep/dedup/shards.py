"""Signatures on disk: one file a shard, written once, read in parts.

Layout, little-endian: the sketches of all rows one after the other (uint32), the rows (`ROW`), a footer
of 8 bytes magic and two uint64 (sketch values, rows). 28 bytes a document and 4 a sketch value.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from data_prep.dedup.signatures import SCALE, SHINGLE, Signatures

ROW = np.dtype([("digest", "<u8", 2), ("length", "<u4"), ("size", "<u4"), ("score", "<f4")])
MAGIC = b"SIG1" + bytes([SHINGLE, SCALE, 0, 0])
_FOOTER = 24


class SignatureWriter:
    """The signatures of one shard → `path`, which appears when `close` has written all of it.

    Used as a context manager, nothing appears when the block raises. Memory: 28 bytes a row.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(path.name + ".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._part.open("wb")
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
        self._file.write(signatures.sketch.astype("<u4").tobytes())
        self._rows += rows.tobytes()

    def close(self) -> None:
        counts = np.array([self._file.tell() // 4, len(self._rows) // ROW.itemsize], "<u8")
        self._file.write(self._rows + MAGIC + counts.tobytes())
        self._file.close()
        self._part.replace(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()
            self._part.unlink(missing_ok=True)


class SignatureFiles:
    """The rows of several files as one numbered list, in the order of `paths`.

    `starts` int64 [n + 1]: where the sketch of each row begins among all (8 bytes a document). The rest
    stays on disk and no file stays open. ValueError for a file that `SignatureWriter` did not finish, or
    another version wrote.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = list(paths)
        counts = np.array([_counts(path) for path in paths], np.int64).reshape(-1, 2)
        self._bases = np.append(0, np.cumsum(counts[:, 0]))
        self._first = np.append(0, np.cumsum(counts[:, 1]))
        self.starts = np.append(0, self.column("size")).astype(np.int64)
        np.cumsum(self.starts, out=self.starts)

    def __len__(self) -> int:
        return int(self._first[-1])

    def sizes(self, rows: np.ndarray) -> np.ndarray:
        """How many sketch values each of `rows` has."""
        return self.starts[rows + 1] - self.starts[rows]

    def column(self, name: str) -> np.ndarray:
        """One column of all rows, in memory."""
        out = np.zeros((len(self), *ROW[name].shape), ROW[name].base)
        for n, path in enumerate(self._paths):
            low, high = self._first[n : n + 2].tolist()
            values = int(self._bases[n + 1] - self._bases[n])
            out[low:high] = np.fromfile(path, ROW, high - low, offset=values * 4)[name]
        return out

    def sketch(self, start: int, end: int) -> np.ndarray:
        """The sketches of the rows [start, end), one after the other."""
        low, high = int(self.starts[start]), int(self.starts[end])
        found = [np.zeros(0, "<u4")]
        for path, base, until in zip(self._paths, *self._spans(), strict=True):
            at, stop = max(low, base), min(high, until)
            if at < stop:
                found.append(np.fromfile(path, "<u4", stop - at, offset=(at - base) * 4))
        return np.concatenate(found)

    def gather(self, rows: np.ndarray) -> np.ndarray:
        """The sketches of `rows`, one after the other."""
        part = np.searchsorted(self._first, rows, "right") - 1
        at = ((self.starts[rows] - self._bases[part]) * 4).tolist()
        length = (self.sizes(rows) * 4).tolist()
        found = [b""] * len(rows)
        order = np.argsort(part, kind="stable")
        for n, group in groupby(order.tolist(), key=part.tolist().__getitem__):
            with self._paths[n].open("rb") as file:
                for row in group:
                    file.seek(at[row])
                    found[row] = file.read(length[row])
        return np.frombuffer(b"".join(found), "<u4")

    def _spans(self) -> tuple[list[int], list[int]]:
        return self._bases[:-1].tolist(), self._bases[1:].tolist()


def _counts(path: Path) -> tuple[int, int]:
    """(sketch values, rows) of a file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _FOOTER))
        footer = file.read()
    values, count = np.frombuffer(footer[8:], "<u8").tolist() if len(footer) == _FOOTER else (0, 0)
    if footer[:8] != MAGIC or size != values * 4 + count * ROW.itemsize + _FOOTER:
        raise ValueError(f"{path} is no finished signature file of this version")
    return values, count
