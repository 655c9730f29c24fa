"""Documents that say the same: exact copies and near-duplicates (MinHash, Broder 1997).

Texts are compared in one script, without punctuation, so that a reprint in traditional characters or
with other quotation marks is found. Signatures stay in memory, about 2 kB a document; texts do not.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rensa import RMinHash, RMinHashLSH  # pyright: ignore[reportAttributeAccessIssue]

from data_prep.values import simplify

PERMUTATIONS = 128
BANDS = 32
"""Of four rows each: a pair of similarity 0.5 meets in one with 87 %, of 0.75 with all but certainty."""
SHINGLE = 5
_LETTERS = re.compile(r"[\W_]+")


def duplicates(
    texts: Iterable[tuple[str, str]], threshold: float
) -> Iterator[tuple[str, str, str]]:
    """(id, reason, id of the one kept) for every text of (id, text) that repeats an earlier one.

    `reason` is `duplicate` or `near_duplicate`; `threshold` is the estimated Jaccard similarity of
    character 5-grams from which two texts are one.
    """
    exact: dict[bytes, str] = {}
    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=BANDS)
    kept: list[tuple[str, Any]] = []
    for id, text in texts:
        flat = _LETTERS.sub("", simplify(text)).casefold()
        digest = hashlib.sha256(flat.encode()).digest()
        if digest in exact:
            yield id, "duplicate", exact[digest]
            continue
        exact[digest] = id
        signature = RMinHash(num_perm=PERMUTATIONS, seed=42)
        signature.update([flat[i : i + SHINGLE] for i in range(max(1, len(flat) - SHINGLE + 1))])
        twin = next(
            (
                n
                for n in sorted(index.query(signature))
                if kept[n][1].jaccard(signature) >= threshold
            ),
            None,
        )
        if twin is not None:
            yield id, "near_duplicate", kept[twin][0]
            continue
        index.insert(len(kept), signature)
        kept.append((id, signature))
