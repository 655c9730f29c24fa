"""Quantiles of Student's t for whole degrees of freedom, without scipy."""

from functools import lru_cache
from math import atan2, cos, pi, sin, sqrt, tan

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""

POWER_Z = 0.8416212335729143
"""The 80 % point of the normal distribution."""


def t_within(t: float, freedom: int) -> float:
    """P(|T| <= t) of Student's t, `freedom` >= 1 degrees of freedom, t >= 0: the finite series in the
    angle atan(t / sqrt(freedom)) (Abramowitz and Stegun 26.7.3 and 26.7.4). Error about 1e-15."""
    return _within(atan2(t, sqrt(freedom)), freedom)


@lru_cache(maxsize=4096)
def t_quantile(freedom: int, p: float = 0.975) -> float:
    """The point that Student's t stays below with probability `p`, 1/2 <= p < 1, found by halving the
    angle's range. Agrees with scipy to a relative 1e-9 for p <= 0.9995.

    Raises ValueError for freedom < 1 or p outside of [1/2, 1).
    """
    if freedom < 1 or not 0.5 <= p < 1:
        raise ValueError(f"no quantile: {freedom} degrees of freedom, p = {p}")
    wanted, low, high = 2 * p - 1, 0.0, pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < wanted else (low, middle)
    return sqrt(freedom) * tan((low + high) / 2)


def _within(angle: float, freedom: int) -> float:
    square, odd = cos(angle) ** 2, freedom % 2
    if freedom == 1:
        return 2 * angle / pi
    term = total = cos(angle) if odd else 1.0
    for k in range(3 if odd else 2, freedom - 1, 2):
        term *= square * (k - 1) / k
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
