"""How many requests are out at once: additive increase, multiplicative decrease (Chiu and Jain, 1989).

It begins at the limit. An endpoint that says it is crowded (429, 503) halves it, once for all the requests that
were out by then; each reply after that adds a little, so that the limit is reached again from its half within
16 rounds. While the endpoint asks to wait, nothing is begun.
"""

_STEPS = 32
"""Rounds from nothing to the limit."""


class Pace:
    """`limit` requests, at most `ceiling`."""

    def __init__(self, ceiling: int) -> None:
        self.ceiling = ceiling
        self.limit = float(ceiling)
        self.resume_at = 0.0
        """Nothing is begun before, by the caller's clock."""
        self._halved_at = float("-inf")

    def answered(self) -> None:
        """A reply has come."""
        step = max(1.0, self.ceiling / _STEPS)
        self.limit = min(float(self.ceiling), self.limit + step / self.limit)

    def crowded(self, *, sent: float, now: float, after: float | None) -> None:
        """A request sent at `sent` came back at `now` with too-many-requests, and was asked to wait `after`."""
        if sent >= self._halved_at:  # else it was out already when the limit was halved
            self.limit = max(1.0, self.limit / 2)
            self._halved_at = now
        if after is not None:
            self.resume_at = max(self.resume_at, now + after)

    def admits(self, out: int, now: float) -> bool:
        """Whether one more may begin while `out` are out."""
        return out < int(self.limit) and now >= self.resume_at
