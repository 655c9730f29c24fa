"""How much of one text stands in another, by their sketches: how many shingles, and how evenly.

The number alone can't tell a copy full of small changes from a text that shares one passage and says
something else in the rest, nor from one that shares only frequent shingles with a very long text. The
order of the sketch can: agreements that follow each other closely in both texts form a chain, and what
lies inside a chain is covered. A long stretch of one text that the other lacks stays uncovered.

Nor can it tell a damaged copy from the next page made of the same template. But damage strikes once, and
a page of its own repeats what makes it different (its subject, its command): those are echoes.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data_prep.dedup.shards import SignatureFiles

BRIDGE = 8
"""Sketch values, about 64 letters: the longest change that a chain runs across."""
EDGE = 4
"""Sketch values, about 32 letters, by which a chain may miss the beginning or the end of a text."""
BATCH = 1 << 20
"""Sketch values compared at a time."""
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Of each pair (a, b), int64 [n]: sketch values of a (`size`), that b has (`shared`), that lie inside
    a chain (`covered`), that b lacks and a repeats (`echoes`); values of a with a digit (`digits`), and
    those of them that b has (`shared_digits`)."""

    size: np.ndarray

    shared: np.ndarray
    covered: np.ndarray
    echoes: np.ndarray
    digits: np.ndarray
    shared_digits: np.ndarray

    def __getitem__(self, some: np.ndarray) -> "Overlap":
        return Overlap(*(getattr(self, name)[some] for name in Overlap.__slots__))


def compare(files: SignatureFiles, a: np.ndarray, b: np.ndarray) -> Overlap:
    """Each row of `a` with the row of `b` at its place; cheaper with equal `b` side by side.

    Memory: some 60 bytes a value of a batch or of the longest sketch.
    """
    work = files.sizes(a)
    again = b[1:] == b[:-1]
    work[:1] += files.sizes(b[:1])
    work[1:] += np.where(again, 0, files.sizes(b[1:]))
    batch = np.cumsum(work) // BATCH
    bounds = [0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(a)]
    parts = [_compare(files, a[i:j], b[i:j]) for i, j in pairwise(bounds)]
    return Overlap(*np.concatenate(parts, axis=1))


def _compare(files: SignatureFiles, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    sizes = files.sizes(a)
    pair = np.repeat(np.arange(len(a)), sizes)
    at, found, values = _agreements(files, a, b, pair)
    own = pair[at]
    digit = (values & 1).astype(bool)
    covered = _inside(at, found, own, sizes)
    lacked = np.ones(len(pair), bool)
    lacked[at] = False
    said = np.sort(pair[lacked].astype(np.uint64) << _HALF | values[lacked])
    again = (said[1:][said[1:] == said[:-1]] >> _HALF).astype(np.int64)
    owners = (own, pair[covered], again, pair[digit], own[digit[at]])
    return np.stack([sizes, *(np.bincount(owner, minlength=len(a)) for owner in owners)])


def _agreements(
    files: SignatureFiles, a: np.ndarray, b: np.ndarray, pair: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places in the joined sketches of `a` whose value `b` has, their first places in `b`, the values."""
    longer, which = np.unique(b, return_inverse=True)
    lengths = files.sizes(longer)
    keys = np.repeat(np.arange(len(longer), dtype=np.uint64), lengths) << _HALF
    keys |= files.gather(longer)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    values = files.gather(a)
    wanted = which.astype(np.uint64)[pair] << _HALF | values
    place = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
    hit = keys[place] == wanted if len(keys) else np.zeros(len(wanted), bool)
    at = np.flatnonzero(hit)
    return at, order[place[at]], values


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
