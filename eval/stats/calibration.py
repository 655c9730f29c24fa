"""Does a model's confidence tell its right answers from its wrong ones? Answers that share a confidence
have no order, so nothing here depends on the order of the input."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise


def brier(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Mean squared distance of confidence from 1 for right and 0 for wrong (Brier 1950); at least one."""
    pairs = zip(confidence, right, strict=True)
    return sum((p - value) ** 2 for p, value in pairs) / len(right)


def ece(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error Σ n_b/n · |share right - mean confidence| over `bins` bins of as near as
    can be equal counts, in order of confidence (equal mass: Nguyen and O'Connor 2015). Each of the
    answers that share a confidence counts as right as they are on average. At least one answer."""
    ordered = [
        (p, hits / count) for p, hits, count in _levels(confidence, right) for _ in range(count)
    ]
    edges = [round(len(ordered) * b / bins) for b in range(bins + 1)]
    parts = (ordered[low:high] for low, high in pairwise(edges))
    return sum(abs(sum(share - p for p, share in part)) for part in parts) / len(ordered)


def auroc(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """P(a right answer is more confident than a wrong one), ties at half: the Mann-Whitney U over the
    number of pairs. None unless there are both."""
    good, below, wins = sum(right), 0.0, 0.0
    for _, hits, count in reversed(list(_levels(confidence, right))):
        wins += hits * (below + (count - hits) / 2)
        below += count - hits
    pairs = good * (len(right) - good)
    return wins / pairs if pairs else None


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Area under the risk-coverage curve: the share of wrong answers among the k most confident, as a
    mean over k = 1..n (Geifman and El-Yaniv 2017). Less is better; a random order gives the error
    rate. Ties take their mean over all orders. At least one answer."""
    seen, wrong, area = 0, 0, 0.0
    for _, hits, count in _levels(confidence, right):
        for k in range(1, count + 1):
            area += (wrong + (count - hits) / count * k) / (seen + k)
        seen, wrong = seen + count, wrong + count - hits
    return area / seen


def _levels(confidence: Sequence[float], right: Sequence[bool]) -> Iterator[tuple[float, int, int]]:
    """(confidence, right, all) of each distinct confidence, the highest first."""
    values: dict[float, list[bool]] = defaultdict(list)
    for p, value in zip(confidence, right, strict=True):
        values[p].append(value)
    for p in sorted(values, reverse=True):
        yield p, sum(values[p]), len(values[p])
