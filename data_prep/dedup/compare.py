"""How much of one text stands in another, by their sketches: how many shingles, and how evenly.

The number alone can't tell a copy full of small changes from a text that shares one passage and says
something else in the rest, nor from one that shares only frequent shingles with a very long text. The
order of the sketch can: agreements that follow each other closely in both texts form a chain, and what
lies inside a chain is covered. A long stretch of one text that the other lacks stays uncovered.

Nor can it tell a damaged copy from the next page made of the same template: see differences.py for that.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from data_prep.dedup.shards import SignatureFiles
from data_prep.dedup.signatures import SCALE

BRIDGE = 8
"""Sketch values, about 64 letters: the longest change that a chain runs across."""
EDGE = 4
"""Sketch values, about 32 letters, by which a chain may miss the beginning or the end of a text."""
BATCH = 1 << 21
"""Sketch values, and every `SCALE` letters, compared at a time."""
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Of each pair (a, b), int64 [n]: sketch values of a (`size`), that b has (`shared`), that lie inside
    a chain (`covered`)."""

    size: np.ndarray
    shared: np.ndarray
    covered: np.ndarray

    def __getitem__(self, some: np.ndarray) -> "Overlap":
        return Overlap(*(getattr(self, name)[some] for name in Overlap.__slots__))


def compare(files: SignatureFiles, a: np.ndarray, b: np.ndarray) -> Overlap:
    """Each row of `a` with the row of `b` at its place; cheaper with equal `b` side by side.

    Memory: some 60 bytes a value of a batch or of the longest sketch.
    """
    parts = [_compare(files, a[i:j], b[i:j]) for i, j in batches(files, a, b)]
    return Overlap(*np.concatenate(parts, axis=1))


def batches(files: SignatureFiles, a: np.ndarray, b: np.ndarray) -> Iterator[tuple[int, int]]:
    """Bounds of the pairs to look at together, so many that memory is bounded; at least one batch."""
    work, more = (files.sizes(rows) + files.lengths(rows) // SCALE for rows in (a, b))
    more[1:][b[1:] == b[:-1]] = 0
    work += more
    batch = np.cumsum(work) // BATCH
    return pairwise([0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(a)])


def _compare(files: SignatureFiles, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    sizes = files.sizes(a)
    pair = np.repeat(np.arange(len(a)), sizes)
    both = agreements(files, a, b, pair)
    own = pair[both.at]
    owners = own, pair[_inside(both.at, both.order[both.place], own, sizes)]
    return np.stack([sizes, *(np.bincount(owner, minlength=len(a)) for owner in owners)])


class Agreements(NamedTuple):
    """Which values of the joined sketches of `a` are in `b`."""

    values: np.ndarray
    """The joined sketches of `a`."""
    at: np.ndarray
    """Places of those that `b` has."""
    keys: np.ndarray
    """The values of the distinct rows of `b`, each with its row in the upper half, sorted."""
    order: np.ndarray
    """Where each of `keys` stands in the joined sketches of those rows."""
    place: np.ndarray
    """For each of `at`, the first of the `keys` equal to it."""


def agreements(files: SignatureFiles, a: np.ndarray, b: np.ndarray, pair: np.ndarray) -> Agreements:
    """`pair`: to which of the pairs each value of the joined sketches of `a` belongs."""
    longer, which = np.unique(b, return_inverse=True)
    keys = np.repeat(np.arange(len(longer), dtype=np.uint64), files.sizes(longer)) << _HALF
    keys |= files.gather(longer)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    values = files.gather(a)
    wanted = which.astype(np.uint64)[pair] << _HALF | values
    place = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
    hit = keys[place] == wanted if len(keys) else np.zeros(len(wanted), bool)
    at = np.flatnonzero(hit)
    return Agreements(values, at, keys, order, place[at])


def _inside(at: np.ndarray, found: np.ndarray, own: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """bool: is each value of the joined sketches inside a chain?"""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    step, other = np.diff(at), np.diff(found)
    linked = (own[1:] == own[:-1]) & (step <= BRIDGE) & (np.abs(other - step) <= BRIDGE)
    low, high = at[:-1][linked], at[1:][linked] + 1
    first, last = (ends - sizes)[own[:-1][linked]], ends[own[:-1][linked]]
    low = np.where(low - first <= EDGE, first, low)
    high = np.where(last - high <= EDGE, last, high)
    depth = np.bincount(low, minlength=total + 1) - np.bincount(high, minlength=total + 1)
    return np.cumsum(depth[:total]) > 0
