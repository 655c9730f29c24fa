"""Requests → replies, in the order of the requests, each paid once."""

import sys
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import ExitStack, closing
from typing import TypeVar

from data_prep.engine import seldom_collected
from data_prep.replies.endpoint import Endpoint
from data_prep.replies.progress import Progress
from data_prep.replies.records import OPEN, Reply, Request
from data_prep.replies.store import ReplyStore

Item = TypeVar("Item")

_WAITING = 64
"""Requests that are ready to be sent, at least; as many as may be out where that is more."""
_LOOK = 0.5
"""Seconds between two looks at the progress bar."""

AHEAD = 8_192
"""Requests that are taken from the caller before the reply of the first of them is given, at most: one that needs
long, or is tried again and again, delays no other until so many wait behind it."""


def answer(
    requests: Iterable[Request],
    endpoint: Endpoint,
    store: ReplyStore,
    *,
    label: str = "replies",
    total: int | None = None,
) -> Generator[Reply, None, None]:
    """A reply for each request, in their order, whatever order they come in.

    A stored reply is given without asking. Without a base_url nothing is asked: what the store lacks gets a
    reply that is `open` and is noted in the store, to be exported. A request that failed for good has a reply
    with an `error`. `requests` is read in the caller's thread, a bounded number ahead, so it must not wait for
    replies of the same call: questions that follow from a reply are another call, with the same endpoint and
    store (a round of all that need one). `total`: how many there are, for the progress bar.

    Raises WorkError for what ends the run: an endpoint that refuses or is gone, the budget. Replies that came
    by then are kept. Closing the iterator drops what is out.
    """
    pairs = ((None, request) for request in requests)
    with closing(answer_each(pairs, endpoint, store, label=label, total=total)) as answered:
        for _, reply in answered:
            yield reply


def answer_each(
    items: Iterable[tuple[Item, Request]],
    endpoint: Endpoint,
    store: ReplyStore,
    *,
    label: str = "replies",
    total: int | None = None,
) -> Generator[tuple[Item, Reply], None, None]:
    """As `answer`, with whatever the caller wants beside each request handed back beside its reply. AHEAD of
    these are held at a time, at most."""
    todo, slots, pending = iter(items), deque[tuple[Item, str]](), set[str]()
    most = max(endpoint.config.concurrency, _WAITING)
    with ExitStack() as stack:
        asking = _Lazily(endpoint, store, stack)
        progress = stack.enter_context(Progress(endpoint, store, label, total))
        more = True
        while True:
            while more and len(slots) < AHEAD and asking.waiting < most:
                if (pair := next(todo, None)) is None:
                    more = False
                    break
                item, request = pair
                key = endpoint.key(request)
                store.want(key, request, endpoint.config)
                slots.append((item, key))
                if endpoint.live and key not in pending and store.reply(key) is None:
                    pending.add(key)
                    asking.submit(key, request)
            if not slots:
                return
            if slots[0][1] in pending:
                pending.difference_update(asking.settled(_LOOK))
                progress.step()
                continue
            pending.difference_update(asking.settled(0))
            item, key = slots.popleft()
            progress.step(1)
            yield item, _stored(store, key)


def _stored(store: ReplyStore, key: str) -> Reply:
    return store.reply(key) or store.failure(key) or Reply(key, "", error=OPEN)


class _Lazily:
    """The endpoint's engine, begun with the first request that the store has no reply to: a build whose replies
    are all there needs neither network nor client."""

    def __init__(self, endpoint: Endpoint, store: ReplyStore, stack: ExitStack) -> None:
        self._endpoint, self._store, self._stack = endpoint, store, stack
        self._asking = None

    def submit(self, key: str, request: Request) -> None:
        if self._asking is None:
            # the client takes half a second to import, and an offline build needs none
            from data_prep.replies.asking import Asking  # noqa: PLC0415
            from data_prep.replies.client import warning  # noqa: PLC0415

            if said := warning(self._endpoint.config):
                sys.stderr.write(f"warning: {said}\n")
            self._stack.enter_context(seldom_collected())
            self._asking = self._stack.enter_context(Asking(self._endpoint, self._store))
        self._asking.submit(key, request)

    @property
    def waiting(self) -> int:
        return self._asking.waiting if self._asking else 0

    def settled(self, timeout: float) -> list[str]:
        return self._asking.settled(timeout) if self._asking else []
