"""Error bars and tests for shares of right answers. Pure functions, no third-party code."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import comb, sqrt

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`correct` of `n`, with the 95 % Wilson interval [low, high] of the share."""

    correct: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.correct / self.n


@dataclass(frozen=True, slots=True)
class Change:
    """From one run to another on the same questions: `gained` wrong before and right after, `lost` the
    reverse, `p` of the exact McNemar test, `difference` of the shares with its standard error, which
    is clustered on documents and None for fewer than two of them."""

    gained: int
    lost: int
    p: float
    difference: float
    se: float | None


def wilson(correct: int, n: int, z: float = Z95) -> Rate:
    """Score interval for a binomial share (Wilson 1927); unlike p ± z·se it has width at 0 and n.

    Raises ValueError unless 0 <= correct <= n and n > 0.
    """
    if not 0 <= correct <= n or n == 0:
        raise ValueError(f"no share: {correct} of {n}")
    share, z2 = correct / n, z * z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    low = 0.0 if correct == 0 else max(0.0, centre - half)
    return Rate(correct, n, low, 1.0 if correct == n else min(1.0, centre + half))


def mcnemar(gained: int, lost: int) -> float:
    """Two-sided exact McNemar test: min(1, 2·P[Binomial(gained + lost, 1/2) <= min(gained, lost)])."""
    n = gained + lost
    tail = sum(comb(n, k) for k in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / 2**n)


def clustered_se(values: Sequence[float], clusters: Sequence[Hashable]) -> float | None:
    """Standard error of the mean of `values` that may correlate within a cluster (Miller,
    arXiv 2411.00640, with the finite-sample factor C/(C-1)); None for fewer than two clusters."""
    if not values:
        return None
    mean = sum(values) / len(values)
    return _clustered([(value - mean) / len(values) for value in values], clusters)


def _clustered(influences: Sequence[float], clusters: Sequence[Hashable]) -> float | None:
    sums: dict[Hashable, float] = defaultdict(float)
    for influence, cluster in zip(influences, clusters, strict=True):
        sums[cluster] += influence
    count = len(sums)
    return (
        sqrt(count / (count - 1) * sum(total**2 for total in sums.values())) if count > 1 else None
    )


def change(before: Sequence[bool], after: Sequence[bool], clusters: Sequence[Hashable]) -> Change:
    """The paired comparison of two runs; all three of one length > 0, `clusters` the documents."""
    pairs = list(zip(before, after, strict=True))
    gained, lost = pairs.count((False, True)), pairs.count((True, False))
    differences = [float(new) - float(old) for old, new in pairs]
    mean = sum(differences) / len(differences)
    return Change(gained, lost, mcnemar(gained, lost), mean, clustered_se(differences, clusters))


def net_effect(
    taught: Sequence[float],
    control: Sequence[float],
    taught_in: Sequence[Hashable],
    control_in: Sequence[Hashable],
) -> tuple[float, float | None]:
    """Difference in differences: the mean change on taught facts less that on control facts, with its
    standard error clustered on documents (facts of both groups may share one). None as for
    `clustered_se`. Both groups need a value."""
    gain, drift = sum(taught) / len(taught), sum(control) / len(control)
    influences = [(value - gain) / len(taught) for value in taught]
    influences += [-(value - drift) / len(control) for value in control]
    return gain - drift, _clustered(influences, [*taught_in, *control_in])
