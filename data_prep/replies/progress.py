"""How far the replies of a call are: done of all, rate, time left, what is out, tokens, spend."""

import time
from types import TracebackType

from tqdm import tqdm

from data_prep.replies.endpoint import Endpoint
from data_prep.replies.store import ReplyStore

_EVERY = 0.5
"""Seconds between two times that the figures are written anew."""


class Progress:
    """A bar on stderr, where that is a terminal. A context manager."""

    def __init__(
        self, endpoint: Endpoint, store: ReplyStore, label: str, total: int | None
    ) -> None:
        self._endpoint, self._store = endpoint, store
        self._bar = tqdm(total=total, desc=label, unit="reply", disable=None)
        self._shown = 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._show()
        self._bar.close()

    def step(self, done: int = 0) -> None:
        """`done` more; call it while waiting too, with none."""
        if self._bar.disable:
            return
        if time.monotonic() - self._shown >= _EVERY:
            self._show()
        self._bar.update(done)

    def _show(self) -> None:
        self._shown = time.monotonic()
        self._bar.set_postfix_str(figures(self._endpoint, self._store), refresh=True)


def figures(endpoint: Endpoint, store: ReplyStore) -> str:
    """What is out now, and what all replies of the store took."""
    prompt, completion = endpoint.spend.totals(store)
    money = endpoint.spend.money(store)
    spent = f", {money:,.2f} spent" if money else ""
    return f"{endpoint.out} out, {prompt:,} + {completion:,} tokens{spent}"
