"""Right, wrong, and no answer: what a model does where it does not know."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Abstention:
    """Counts of the three outcomes, and what follows from them; shares are None where they would divide
    by zero. With c, i, n the shares of the three:"""

    correct: int
    incorrect: int
    not_attempted: int

    @classmethod
    def of(cls, values: Iterable[bool | None]) -> "Abstention":
        """True correct, False incorrect, None not attempted."""
        found = list(values)
        counts = [sum(value is outcome for value in found) for outcome in (True, False, None)]
        return cls(*counts)

    @property
    def n(self) -> int:
        return self.correct + self.incorrect + self.not_attempted

    @property
    def shares(self) -> tuple[float, float, float] | None:
        """c, i, n."""
        if not self.n:
            return None
        return self.correct / self.n, self.incorrect / self.n, self.not_attempted / self.n

    @property
    def correct_given_attempted(self) -> float | None:
        """c / (c + i), from SimpleQA (Wei et al., arXiv 2411.04368)."""
        return _ratio(self.correct, self.correct + self.incorrect)

    @property
    def f(self) -> float | None:
        """Harmonic mean of correct and correct given attempted (SimpleQA): 2c·CGA / (c + CGA), which is
        2c / (2c + 2i + n) of counts; 0 where nothing is right."""
        return _ratio(2 * self.correct, self.n + self.correct + self.incorrect)

    @property
    def omniscience(self) -> float | None:
        """c - i, from -1 to 1: a wrong answer costs what a right one earns (AA-Omniscience)."""
        return _ratio(self.correct - self.incorrect, self.n)

    @property
    def hallucination(self) -> float | None:
        """i / (i + n): of the questions it could not answer, the share it answered all the same."""
        return _ratio(self.incorrect, self.incorrect + self.not_attempted)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
