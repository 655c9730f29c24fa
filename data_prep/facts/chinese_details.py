"""Which answers of a statement are asked for where few of them tell much."""

from collections.abc import Sequence

from data_prep.facts.chinese_pieces import Answer

_FEW = 3
"""A statement with so many telling answers is not asked for its details too."""


def nearly(detail: Answer, other: Answer) -> bool:
    """Whether a telling answer is the detail with its kind: Llama 4模型."""
    inside = other.start <= detail.start and detail.stop <= other.stop
    longer = (other.stop - other.start) - (detail.stop - detail.start)
    return detail.at == other.at and inside and longer <= 1


def enough(found: Sequence[Answer]) -> list[Answer]:
    """The telling answers; where they are few, the details that make up for them."""
    telling = [a for a in found if a.weight >= 2]
    details = [a for a in found if a.weight == 1 and not any(nearly(a, other) for other in telling)]
    return [*telling, *details[: max(0, _FEW - len(telling))]]
