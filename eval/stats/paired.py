"""Two runs on the same questions, and what their difference can and cannot show."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt
from random import Random

from eval.stats.intervals import Rate, clustered_se, wilson
from eval.stats.quantiles import POWER_Z, Z95, t_quantile

ENUMERATED = 14
"""Up to so many clusters of any values, every sign pattern is tried."""

COUNTED_BITS = 20_000_000
"""Up to so many bits, the sign patterns of whole-number sums are counted exactly."""


@dataclass(frozen=True, slots=True)
class Change:
    """From one run to another on the same questions: `gained` wrong before and right after, `lost` the
    reverse, `p` of the exact McNemar test, `difference` of the shares with its standard error, which
    is clustered on the `clusters` clusters and None for fewer than two of them. `p_flip`: of the
    sign-flip test over whole clusters; `p_holm`: the same, adjusted over the rows of a breakdown, and
    None on a total."""

    gained: int
    lost: int
    p: float
    difference: float
    se: float | None
    clusters: int = 0
    p_flip: float | None = None
    p_holm: float | None = None

    @property
    def half_width(self) -> float | None:
        """Of the 95 % interval of the difference; None where nothing tells how it varies."""
        return half_width(self.se, self.clusters) if self.se else None


def half_width(se: float, clusters: int) -> float:
    """Of a 95 % interval from a standard error clustered on `clusters` >= 2: t of C-1 degrees of
    freedom (Cameron and Miller 2015) times the error. Simulated, it holds the truth in 94 to 96 % of
    cases from 30 clusters on, in 93 % of 20, in 92 % of 10 and in 90 % of 5 (bench/statistics.py)."""
    return t_quantile(clusters - 1) * se


def mcnemar(gained: int, lost: int) -> float:
    """Two-sided exact McNemar test: min(1, 2·P[Binomial(gained + lost, 1/2) <= min(gained, lost)])."""
    n = gained + lost
    term = tail = 1
    for k in range(min(gained, lost)):
        term = term * (n - k) // (k + 1)
        tail += term
    return min(1.0, 2 * tail / 2**n)


def sign_flip(
    values: Sequence[float], clusters: Sequence[Hashable], *, draws: int = 9_999, seed: int = 0
) -> float:
    """Two-sided permutation test that `values`, differences of pairs, are as often above zero as below:
    P(|Σ ±s| >= |Σ s|) over all signs, s the sums of whole clusters, which flip together (Fisher 1935).

    Exact for whole-number values, whose sums are counted, and for up to 14 clusters, whose sign
    patterns are all tried; else from `draws` seeded draws as (b + 1)/(draws + 1) (Phipson and Smyth
    2010). Clusters that sum to zero change nothing and are left out.
    """
    sums: dict[Hashable, float] = defaultdict(float)
    for value, cluster in zip(values, clusters, strict=True):
        sums[cluster] += value
    moved = [abs(total) for total in sums.values() if abs(total) > 1e-12]
    observed = abs(sum(sums.values()))
    if not moved or observed <= 1e-12:
        return 1.0
    whole = all(total.is_integer() for total in map(float, moved))
    if whole and len(moved) * sum(moved) <= COUNTED_BITS:
        return _counted([int(total) for total in moved], int(observed))
    if len(moved) <= ENUMERATED:
        return _enumerated(moved, observed)
    return _drawn(moved, observed, draws, Random(seed))


def _counted(sums: Sequence[int], observed: int) -> float:
    """The patterns in which the positive sums come to k are the coefficient of x^k in Π (1 + x^s). One
    number holds all coefficients, in fields so wide that even their sum fits in one."""
    width, counts = len(sums) + 1, 1
    for total in sums:
        counts += counts << (total * width)
    fields = (sum(sums) - observed) // 2 + 1
    beyond = counts >> ((sum(sums) + observed) // 2 * width)
    while fields > 1:
        fields = (fields + 1) // 2
        beyond = (beyond >> fields * width) + (beyond & ((1 << fields * width) - 1))
    return min(1.0, 2 * beyond / 2 ** len(sums))


def _enumerated(sums: Sequence[float], observed: float) -> float:
    least = observed * (1 - 1e-12)
    patterns = product((1, -1), repeat=len(sums))
    hits = sum(
        abs(sum(s * x for s, x in zip(signs, sums, strict=True))) >= least for signs in patterns
    )
    return hits / 2 ** len(sums)


def _drawn(sums: Sequence[float], observed: float, draws: int, random: Random) -> float:
    least, total = observed * (1 - 1e-12), sum(sums)
    hits = 0
    for _ in range(draws):
        bits = random.getrandbits(len(sums))
        above = sum(x for i, x in enumerate(sums) if bits >> i & 1)
        hits += abs(2 * above - total) >= least
    return (hits + 1) / (draws + 1)


def change(before: Sequence[bool], after: Sequence[bool], clusters: Sequence[Hashable]) -> Change:
    """The paired comparison of two runs; all three of one length > 0, `clusters` the documents."""
    pairs = list(zip(before, after, strict=True))
    gained, lost = pairs.count((False, True)), pairs.count((True, False))
    differences = [float(new) - float(old) for old, new in pairs]
    mean, se = sum(differences) / len(differences), clustered_se(differences, clusters)
    flip = sign_flip(differences, clusters)
    return Change(gained, lost, mcnemar(gained, lost), mean, se, len(set(clusters)), flip)


def injection(before: Sequence[bool], after: Sequence[bool]) -> Rate | None:
    """P(right after | wrong before), with Wilson's interval; None if nothing was wrong before."""
    return _given([new for old, new in zip(before, after, strict=True) if not old])


def forgetting(before: Sequence[bool], after: Sequence[bool]) -> Rate | None:
    """P(wrong after | right before), with Wilson's interval; None if nothing was right before."""
    return _given([not new for old, new in zip(before, after, strict=True) if old])


def _given(values: Sequence[bool]) -> Rate | None:
    return wilson(sum(values), len(values)) if values else None


def detectable(discordant: float, n: float) -> float:
    """The difference d of shares that a test of n pairs finds in 80 % of cases at the 5 % level, where a
    share `discordant` of the answers flips: n = z²(discordant - d²)/d² (Miller, arXiv 2411.00640).
    Pairs that go together count for fewer: pass n / `design_effect`."""
    z = Z95 + POWER_Z
    return z * sqrt(discordant / (n + z * z))
