"""A prompt that is too long, with as little as possible taken out of its longest user message."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Message = Mapping[str, str]
T = TypeVar("T")

KEPT = 200
"""Characters that stay at either end of a message: there the instruction and the question stand."""

GAP = " … "
"""Stands where text was taken out."""


def shortened(
    prompt: Sequence[Message], fitting: Callable[[Sequence[Message]], T | None]
) -> T | None:
    """What `fitting` makes of the longest cut prompt that it accepts; None when it accepts none.

    Taken out is the end of the longest user message's context: what stands before its last `KEPT`
    characters. Its first `KEPT` characters, all other messages and the answer stay as they are. An answer
    may then speak of what is gone; that is why rows are left out unless the user asks for this.
    """
    users = [at for at, message in enumerate(prompt) if message["role"] == "user"]
    if not users:
        return None
    at = max(users, key=lambda index: len(prompt[index]["content"]))
    text = prompt[at]["content"]

    def attempt(removed: int) -> T | None:
        stop = len(text) - KEPT
        cut = text[: stop - removed].rstrip() + GAP + text[stop:].lstrip()
        return fitting([*prompt[:at], {**prompt[at], "content": cut}, *prompt[at + 1 :]])

    most = len(text) - 2 * KEPT
    best = attempt(most) if most > 0 else None
    if best is None:
        return None
    fails, fits = 0, most  # fewest characters whose loss suffices: halve the doubt
    while fits - fails > 1:
        middle = (fails + fits) // 2
        found = attempt(middle)
        if found is None:
            fails = middle
        else:
            best, fits = found, middle
    return best
