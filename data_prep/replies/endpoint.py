"""An endpoint for the length of a build: what is known of it so far, whatever asks it."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from data_prep.replies.config import EndpointConfig
from data_prep.replies.pace import Pace
from data_prep.replies.records import Request, key_of
from data_prep.replies.spend import Spend
from data_prep.replies.wire import Manner

LONGEST_WAIT = 60.0
"""Seconds between two tries, unless the server asks for more."""
FIRST_WAIT = 1.0


class Clock(Protocol):
    """Seconds that only go forward, and a way to let some pass."""

    def now(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...


class Monotonic:
    """The machine's clock."""

    def now(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@dataclass
class Endpoint:
    """One for all calls of `answer` of a build, so that they share its pace, its spend and its manner."""

    config: EndpointConfig
    clock: Clock = field(default_factory=Monotonic)
    random: Random = field(default_factory=Random)

    def __post_init__(self) -> None:
        structured = self.config.structured
        self.manner = Manner("json_schema" if structured == "auto" else structured)
        self.pace = Pace(self.config.concurrency)
        self.spend = Spend(self.config)
        self.out = 0
        """Requests that are out now."""
        self.reached = False
        """Whether it has ever answered."""
        self.given_up = 0
        """Requests whose tries were all used up since the last reply."""
        self.counts: Counter[str] = Counter()
        """`tries`, of them `answered` and `crowded`."""

    @property
    def live(self) -> bool:
        """Whether it may be asked."""
        return bool(self.config.base_url)

    def key(self, request: Request) -> str:
        """See `key_of`."""
        return key_of(request, self.config)

    def answered(self) -> None:
        """A reply has come."""
        self.reached, self.given_up = True, 0
        self.counts["answered"] += 1
        self.pace.answered()

    def pause(self, tries: int) -> float:
        """Seconds before the next try after `tries`: doubled each time, ± half by chance."""
        return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 16)) * self.random.uniform(
            0.5, 1.5
        )

    def adapted(self, manner: Manner, refusal: str) -> bool:
        """Take another manner when the endpoint refuses `manner` with these words and one is left to try.

        True when the request is to be sent again in the manner of now.
        """
        if manner != self.manner:  # another request has found out already
            return True
        structured = self.config.structured
        better = manner.without(refusal)
        if better is None or (better.structured != manner.structured and structured != "auto"):
            return False
        self.manner = better
        return True
