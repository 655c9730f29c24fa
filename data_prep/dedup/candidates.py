"""Which pairs of rows are worth comparing, found on disk in bounded memory.

Every sketch value is a posting (value, rank); sorted, the rows that share a value stand side by side.
A row asks with some `QUERIES` of its values and the rows ranked before it answer: enough to meet a copy of
which a third is left, and no more work for a book than for a page. A value that many rows hold (boilerplate)
gives each of them the `NEIGHBOURS` first and nearest ranked rows only, so work grows with the rows, never
with their square; a copy meets the first rows of its cluster through the values that only they share.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from data_prep.dedup.shards import SignatureFiles

QUERIES = 32
NEIGHBOURS = 4
LEAST = 3
"""Values that two rows must share, and `SHARE` of those the shorter one asks with."""
SHARE = 0.2
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_BUCKETS = 512


def candidates(
    files: SignatureFiles, ranked: np.ndarray, work: Path, budget: int
) -> Iterator[np.ndarray]:
    """Blocks of int64 [n, 2] of pairs (later ranked row, earlier ranked row), each pair once.

    `ranked`: the rows to compare, the most likely to be kept first. Temporary files in `work`: 8 bytes a sketch value and
    at most 8 * QUERIES * 2 * NEIGHBOURS bytes a row (seldom a tenth). Memory: about `budget` bytes and
    10 bytes a row; beyond 10^9 sketch values at the usual budget the buckets, and so memory, grow.
    """
    rank_of = np.full(len(files), -1, np.int64)
    rank_of[ranked] = np.arange(len(ranked))
    room = max(1, budget // 128)
    total = int(files.starts[-1])
    values = _Buckets(work / "values", min(_BUCKETS, -(-total // room)), 1 << 32)
    for keys in _postings(files, rank_of, room):
        values.add(keys)
    # the pairs of a row must meet in one bucket
    most = len(ranked) * QUERIES * 2 * NEIGHBOURS // room
    pairs = _Buckets(work / "pairs", min(_BUCKETS, most), max(1, len(ranked)))
    asked = np.zeros(len(ranked), np.uint16)  # a text that repeats itself has few distinct values
    for keys in values.read():
        keys.sort()
        keys = keys[_opens(keys)]
        asks = keys[(keys & np.uint64(1)).astype(bool)]
        rank, times = np.unique((asks & _LOW) >> np.uint64(1), return_counts=True)
        asked[rank] += times.astype(np.uint16)
        for found in _pairs(keys):
            pairs.add(found)
    for keys in pairs.read():
        keys.sort()
        first = np.flatnonzero(_opens(keys))
        counts = np.diff(first, append=len(keys))
        first, counts = first[counts >= LEAST], counts[counts >= LEAST]
        short, long = (keys[first] >> _HALF).astype(np.int64), (keys[first] & _LOW).astype(np.int64)
        enough = counts >= SHARE * asked[short]
        yield ranked[np.stack([short[enough], long[enough]], axis=1)]


def _postings(files: SignatureFiles, rank_of: np.ndarray, room: int) -> Iterator[np.ndarray]:
    """value << 32 | rank << 1 | asks, of all rows with a rank."""
    start = 0
    while start < len(files):
        end = int(np.searchsorted(files.starts, files.starts[start] + room, "right")) - 1
        end = max(start + 1, end)
        sketch, sizes = files.sketch(start, end), np.diff(files.starts[start : end + 1])
        ranks = np.repeat(rank_of[start:end], sizes)
        limit = np.repeat((QUERIES << 32) / np.maximum(sizes, 1), sizes)
        keys = sketch.astype(np.uint64) << _HALF
        keys |= (ranks << 1 | (sketch < limit)).astype(np.uint64)
        yield keys[ranks >= 0]
        start = end


def _pairs(keys: np.ndarray) -> Iterator[np.ndarray]:
    """rank of the asking row << 32 | a rank before it, for the sorted, distinct `keys` of a bucket."""
    values = keys >> _HALF
    ranks = (keys & _LOW) >> np.uint64(1)
    place = np.arange(len(keys))
    opens = _opens(values)
    first = np.maximum.accumulate(np.where(opens, place, 0))
    asks = np.flatnonzero((keys & np.uint64(1)).astype(bool) & ~opens)
    before = asks - first[asks]
    for n in range(1, NEIGHBOURS + 1):  # the nearest
        some = asks[before >= n]
        yield ranks[some] << _HALF | ranks[some - n]
    for n in range(NEIGHBOURS):  # the first, unless they are among the nearest
        some = asks[before > n + NEIGHBOURS]
        yield ranks[some] << _HALF | ranks[first[some] + n]


def _opens(keys: np.ndarray) -> np.ndarray:
    """bool: is each of the sorted `keys` another than the one before?"""
    opens = np.ones(len(keys), bool)
    opens[1:] = keys[1:] != keys[:-1]
    return opens


class _Buckets:
    """Keys split by their upper half, in [0, `end`), into files of `folder`; one is read at a time."""

    def __init__(self, folder: Path, count: int, end: int) -> None:
        folder.mkdir(parents=True)
        self._paths = [folder / str(n) for n in range(max(1, count))]
        self._bounds = np.linspace(0, end, len(self._paths) + 1)[1:-1].astype(np.uint64) << _HALF

    def add(self, keys: np.ndarray) -> None:
        """Sorts `keys` in place."""
        keys.sort()
        parts = np.split(keys, np.searchsorted(keys, self._bounds))
        for path, part in zip(self._paths, parts, strict=True):
            if len(part):
                with path.open("ab") as file:
                    part.tofile(file)

    def read(self) -> Iterator[np.ndarray]:
        for path in self._paths:
            if path.exists():
                yield np.fromfile(path, np.uint64)
                path.unlink()
