"""Texts → signatures: a digest for exact copies, a sketch in the order of the text for all others.

The sketch is FracMinHash (Irber et al. 2022, doi:10.1101/2022.01.11.475838): of all shingles those whose
hash falls into a fixed share of the hash space, so sketches of texts of any lengths estimate both Jaccard
similarity and containment (Broder 1997). Unlike there it keeps the order of the text, repeats included,
so a comparison also sees *where* two texts agree. Each letter is kept in a byte too: between the places
where two texts agree a comparison reads what each says there (see differences.py).

A shingle is 5 characters, or 10 where it begins with a letter of an alphabet: five Latin letters say as
little as two Han characters, and any long English text holds most of the frequent ones.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from data_prep.dedup.normal import ALPHABETIC, PIECE, letters, strict, without_remains

SHINGLE = 5
SCALE = 8
"""One shingle in eight is kept: 500 bytes of sketch for 1,000 letters, beside 250 of steps and 1,000 of letters."""
SHORT = 16
"""Letters below which punctuation counts: `C#` is not `C++`, and `-5` is not `5`."""
_WIDE = 2 * SHINGLE
_BASE = 0x9E3779B97F4A7C15
_STEP = np.uint64(_BASE)
_LEAP = np.uint64(pow(_BASE, SHINGLE, 1 << 64))
_LIMIT = np.uint64((1 << 64) // SCALE)
_NONE = np.zeros(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Of `n` texts: `digests` uint64 [n, 2], `lengths` (letters) uint32 [n], `sizes` uint32 [n]. Text after
    text: `sketch` uint32 [sum(sizes)]; `steps` uint16 [sum(sizes)],
    the letters from the shingle before, or from the beginning, to each (at most 65,535); `letters` uint8
    [sum(lengths)], see `briefs` in normal.py."""

    digests: np.ndarray
    lengths: np.ndarray
    sizes: np.ndarray
    sketch: np.ndarray
    steps: np.ndarray
    letters: np.ndarray


def sign(texts: Sequence[str]) -> Signatures:
    """The signatures of `texts`; each depends on its text alone, not on the batch.

    Memory: some 60 bytes a character of 65,536 characters, 18 of a text that is longer alone.
    """
    digests: list[bytes] = []
    lengths, sizes, sketches = [_NONE], [_NONE], [_NONE]
    steps, briefs = [np.zeros(0, np.uint16)], [np.zeros(0, np.uint8)]
    for batch in _batches([without_remains(text) for text in texts]):
        found, brief, bounds = letters(batch)
        sketch, step, counts = _sketch(found, bounds)
        sketches.append(sketch)
        steps.append(step)
        briefs.append(brief)
        sizes.append(counts)
        lengths.append(np.diff(bounds))
        ends = bounds.tolist()
        for text, start, end in zip(batch, ends, ends[1:], strict=False):
            content = found[start:end].data if end - start >= SHORT else strict(text)
            digests.append(hashlib.sha256(content).digest()[:16])
    return Signatures(
        np.frombuffer(b"".join(digests), np.uint64).reshape(-1, 2),
        np.concatenate(lengths).astype(np.uint32),
        np.concatenate(sizes).astype(np.uint32),
        np.concatenate(sketches),
        np.concatenate(steps),
        np.concatenate(briefs),
    )


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many texts as fit into a piece, a longer one alone."""
    start = held = 0
    for n, text in enumerate(texts):
        if n > start and held + len(text) > PIECE:
            yield texts[start:n]
            start, held = n, 0
        held += len(text)
    if start < len(texts):
        yield texts[start:]


def _sketch(found: np.ndarray, bounds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The kept shingles of each text, in order, the steps to them, and how many each has."""
    kept, owners, places = [], [], []
    for start in range(0, max(1, len(found)), PIECE):
        # a window that begins in this piece may end in the next
        at, width, values = _shingles(found[start : start + PIECE + _WIDE - 1])
        owner = np.searchsorted(bounds, at + start, "right") - 1
        own = (at < PIECE) & (at + start + width <= bounds[owner + 1])
        kept.append(values[own])
        owners.append(owner[own])
        places.append(at[own] + start)
    owner, place = np.concatenate(owners), np.concatenate(places)
    before = bounds[owner]
    again = owner[1:] == owner[:-1]
    before[1:] = np.where(again, place[:-1], before[1:])
    steps = np.minimum(place - before, 0xFFFF).astype(np.uint16)
    return np.concatenate(kept), steps, np.bincount(owner, minlength=len(bounds) - 1)


def _shingles(found: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the sampled shingles begin, how wide they are, and their values."""
    if len(found) < SHINGLE:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint32)
    wide = found.astype(np.uint64)
    last = len(found) - SHINGLE + 1
    hashes = wide[:last] * _STEP
    for n in range(1, SHINGLE):
        hashes += wide[n : last + n]
        hashes *= _STEP
    alphabetic = (found[:last] & ALPHABETIC).astype(bool)
    if alphabetic.any():
        long = np.full(last, ~np.uint64(0))  # too near the end: never sampled
        if last > SHINGLE:
            long[:-SHINGLE] = hashes[:-SHINGLE] * _LEAP + hashes[SHINGLE:]
        hashes = np.where(alphabetic, long, hashes)
    at = np.flatnonzero(hashes < _LIMIT)
    width = np.where(alphabetic[at], _WIDE, SHINGLE)
    return at, width, _mix(hashes[at])


def _mix(hashes: np.ndarray) -> np.ndarray:
    """32 well-mixed bits of each (the finaliser of MurmurHash3)."""
    hashes = hashes ^ hashes >> np.uint64(33)
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    hashes ^= hashes >> np.uint64(33)
    hashes *= np.uint64(0xC4CEB9FE1A85EC53)
    return (hashes >> np.uint64(32)).astype(np.uint32)
