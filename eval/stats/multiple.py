"""Many tests at once."""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values of the step-down procedure (Holm 1979), in the order given: the k-th smallest
    of m becomes the greatest of min(1, (m - j + 1)·p_j) over j <= k. Valid however the tests depend
    on each other."""
    adjusted, floor = [0.0] * len(p_values), 0.0
    for rank, i in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        floor = max(floor, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = floor
    return adjusted
