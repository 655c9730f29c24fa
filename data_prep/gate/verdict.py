"""What the gate says of a fact, a statement or a question."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """True when it passed. Else `reason` is a snake_case slug and `detail` the very thing that is wrong:
    the number that the source does not give, the hedge that was lost, the name that was put in."""

    reason: str = ""
    detail: str = ""

    def __bool__(self) -> bool:
        return not self.reason


PASSED = Verdict()
