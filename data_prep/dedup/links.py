"""Which text may be dropped for which: the comparison of two sketches, judged by limits.

Two texts that fill one template with other names and numbers are alike and say different things. So whatever
the sketches call alike is laid side by side letter by letter (differences.py), and dropped only when most of
its differences are such as a scan, a typist or a cut makes. One other year or name in a text that is else
the same to the letter keeps it apart; the copy of a copy with many misread letters may also have a misread year.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from data_prep.dedup.compare import Overlap, compare
from data_prep.dedup.differences import differences
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
    slots: float = 0.3
    """Share of the differences that may be whole words and numbers exchanged (see differences.py): random
    damage makes a tenth of them so, another filling of a template most. Above 1 switches this off."""
    hit: float = 0.5
    """The same, with numbers counted that have lost or won a digit."""
    reworded: float = 0.9
    rewordings: int = 3
    """Jaccard similarity from which on so many exchanged words of small Latin letters are an editor's, if all
    names and numbers agree."""


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
    found = Links.joined(
        [
            _links(a, b, good, near, jaccard, share, limits),
            _links(b, a, good_back, near, jaccard, share_back, limits),
        ]
    )
    return found[~_siblings(files, found, limits)]


def _siblings(files: SignatureFiles, links: Links, limits: Limits) -> np.ndarray:
    """bool: do the two texts fill a template with other words or numbers?"""
    ends = np.sort(np.stack([links.big, links.small]), axis=0)
    (low, high), which = np.unique(ends, axis=1, return_inverse=True)
    found = differences(files, low, high)
    filled = found.slots + found.words + found.numbers
    total = filled + found.noise + found.hit
    siblings = (filled > 0) & (filled >= limits.slots * total)
    siblings |= (total > 0) & (filled + found.hit >= limits.hit * total)
    jaccard = np.zeros(len(low))
    jaccard[which] = np.where(links.reason == NEAR, links.similarity, 0)
    reworded = (jaccard >= limits.reworded) & (found.words <= limits.rewordings)
    siblings &= ~(reworded & (found.slots + found.numbers + found.hit == 0))
    return siblings[which]


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
    """bool: does the other text have all of this one but for small changes?"""
    return overlap.covered >= limits.covered * np.maximum(1, overlap.size)
