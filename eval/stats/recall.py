"""Recall of whole facts over their wordings, and shares that allow for chance."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from eval.stats.intervals import Rate, clustered_rate


def strict_recall(
    right: Sequence[bool], facts: Sequence[Hashable], clusters: Sequence[Hashable] | None = None
) -> Rate:
    """The share of facts of which every wording is right; with `clusters`, the documents of the answers,
    the interval allows for facts of one document going together. A fact counts in the document of
    its first answer. Raises ValueError without answers."""
    whole: dict[Hashable, bool] = {}
    place: dict[Hashable, Hashable] = {}
    for i, (value, fact) in enumerate(zip(right, facts, strict=True)):
        whole[fact] = whole.get(fact, True) and value
        place.setdefault(fact, clusters[i] if clusters is not None else fact)
    return clustered_rate(list(whole.values()), list(place.values()))


def consistency(right: Sequence[bool], facts: Sequence[Hashable]) -> float | None:
    """The share of pairs of a fact's wordings that are both right or both wrong, as a mean over facts of
    two wordings or more; None where there are none. Of c right among n: (c(c-1) + (n-c)(n-c-1)) / n(n-1).
    """
    counts: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for value, fact in zip(right, facts, strict=True):
        counts[fact][value] += 1
    shares = [
        (wrong * (wrong - 1) + good * (good - 1)) / ((wrong + good) * (wrong + good - 1))
        for wrong, good in counts.values()
        if wrong + good > 1
    ]
    return sum(shares) / len(shares) if shares else None


def chance_corrected(share: float, options: int) -> float:
    """(share - 1/K) / (1 - 1/K) for K options: 0 is a guess, 1 all right, below 0 worse than guessing.

    Raises ValueError for fewer than two options.
    """
    if options < 2:
        raise ValueError(f"{options} options leave nothing to guess")
    return (share - 1 / options) / (1 - 1 / options)
