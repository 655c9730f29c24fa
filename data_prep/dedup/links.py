"""Which text may be dropped for which: the comparison of two sketches, judged by limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_prep.dedup.compare import Overlap, compare
from data_prep.dedup.shards import SignatureFiles

REASONS = ("", "duplicate", "near_duplicate", "contained")
DUPLICATE, NEAR, CONTAINED = 1, 2, 3
LEAST = 8
"""Sketch values of a text that is compared at all, about 64 letters: on fewer the estimate says little."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on one text repeats another. Above 1 switches `near` or `contained` off."""

    near: float = 0.4
    """Jaccard similarity of shingles; two texts with nine of ten characters alike have it."""
    close: float = 0.75
    """Jaccard similarity from which on only the dropped text must be faithful; below, both must be."""
    contained: float = 0.9
    """Share of the shingles of a text that stand in a longer one."""
    covered: float = 0.7
    """Share of a dropped text that lies inside chains of agreement (see compare.py)."""
    numbers: int = 6
    """Values with digits from which on they are looked at by themselves: a bulletin with other figures
    shares its wording, not its numbers, and is no copy."""
    echoes: float = 0.04
    """Share of what the other text lacks that may be said twice, one value apart."""


@dataclass(frozen=True, slots=True)
class Links:
    """`small` may be dropped for `big` with `reason` and `similarity`; `share` of it stands there."""

    small: np.ndarray
    big: np.ndarray
    reason: np.ndarray
    similarity: np.ndarray
    share: np.ndarray

    def __getitem__(self, some: np.ndarray) -> "Links":
        return Links(*(getattr(self, name)[some] for name in Links.__slots__))

    @staticmethod
    def joined(parts: "Sequence[Links]") -> "Links":
        return Links(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in Links.__slots__)
        )


def judge(files: SignatureFiles, a: np.ndarray, b: np.ndarray, limits: Limits) -> Links:
    """The links between each row of `a` and the row of `b` at its place, in both directions."""
    there, sizes_b = compare(files, a, b), files.sizes(b)
    jaccard = there.shared / np.maximum(1, there.size + sizes_b - there.shared)
    alike = jaccard >= limits.near
    some = np.flatnonzero(alike | (there.shared >= limits.contained * there.size))
    a, b, there, jaccard, alike = a[some], b[some], there[some], jaccard[some], alike[some]
    # the way back is of use for texts of like lengths only, and dear for the others
    back = compare(files, b[alike], a[alike])
    good = _faithful(there, limits)
    good_back = np.zeros(len(a), bool)
    good_back[alike] = _faithful(back, limits)
    near = alike & ((jaccard >= limits.close) | (good & good_back))
    share = there.shared / np.maximum(1, there.size)
    share_back = np.zeros(len(a))
    share_back[alike] = back.shared / np.maximum(1, back.size)
    return Links.joined(
        [
            _links(a, b, good, near, jaccard, share, limits),
            _links(b, a, good_back, near, jaccard, share_back, limits),
        ]
    )


def _links(
    small: np.ndarray,
    big: np.ndarray,
    good: np.ndarray,
    near: np.ndarray,
    jaccard: np.ndarray,
    share: np.ndarray,
    limits: Limits,
) -> Links:
    reason = np.where(near, NEAR, CONTAINED).astype(np.uint8)
    similarity = np.where(near, jaccard, share).astype(np.float32)
    held = good & (near | (share >= limits.contained))
    return Links(small, big, reason, similarity, share)[held]


def _faithful(overlap: Overlap, limits: Limits) -> np.ndarray:
    """bool: does the other text have all of this one but for scattered small changes?"""
    size = np.maximum(1, overlap.size)
    numbers = overlap.shared_digits / np.maximum(1, overlap.digits)
    return (
        (overlap.covered >= limits.covered * size)
        & ((overlap.digits < limits.numbers) | (numbers >= overlap.shared / size / 2))
        & (overlap.echoes <= np.maximum(1, limits.echoes * (overlap.size - overlap.shared)))
    )
