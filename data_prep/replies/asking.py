"""Requests out and replies into the store, in a thread of its own, so that the endpoint is kept busy whatever the
caller does meanwhile."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from threading import Event, Thread

from data_prep.dialect import WorkError
from data_prep.replies.client import Again, Client, Refused, Unanswerable, Unwilling, unreachable
from data_prep.replies.endpoint import Endpoint
from data_prep.replies.records import Reply, Request, sampling
from data_prep.replies.spend import counted
from data_prep.replies.store import ReplyStore
from data_prep.replies.wire import Said, body

_LONGEST_AFTER = 600.0
"""Seconds that a server may ask to wait; one that asks for more ends the run, to be gone on with later."""
_FIRST_TRIES = 3
"""Tries to reach an endpoint that was never reached: a wrong address should show soon."""
_GATHERED = 0.01
"""Seconds that replies are gathered for before the caller's thread is woken: at 500 a second, threads that take
turns for each would cost more than the replies."""
_SYNC = 5.0
"""Seconds between two times that the store is forced to the disk."""


@dataclass(slots=True)
class _Item:
    key: str
    request: Request
    tries: int = 0
    """Failed ones that count."""
    answered: int = 0
    """Replies the endpoint had given when it was last sent."""
    began: int | None = None
    """And when it was first sent."""


class Asking:
    """`submit` requests that the store has no reply to, then take the keys of those that are `settled`: the
    store then holds the reply, or the failure. A context manager; leaving it drops what is out."""

    def __init__(self, endpoint: Endpoint, store: ReplyStore) -> None:
        self._endpoint, self._store = endpoint, store
        self._ready: deque[_Item] = deque()
        self._settled: SimpleQueue[str | BaseException] = SimpleQueue()
        self._started = Event()
        self._starving = True
        """Whether a new request must wake the engine's thread."""
        self._thread = Thread(target=self._thread_main, name="replies", daemon=True)

    def __enter__(self) -> "Asking":
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._soon(self._main.cancel)
        self._thread.join()

    # --- the caller's thread

    def submit(self, key: str, request: Request) -> None:
        """Ask for it in its turn."""
        self._ready.append(_Item(key, request))
        if self._starving:  # else it looks for more by itself
            self._soon(self._wake.set)

    @property
    def waiting(self) -> int:
        """Requests that could be sent and are not yet; those that pause between two tries are none of them."""
        return len(self._ready)

    def settled(self, timeout: float) -> list[str]:
        """The keys of requests that are; waits for `timeout` seconds until there is one. Raises WorkError when
        the run has ended: what no try mends, the budget, a disk that is full."""
        keys: list[str] = []
        with suppress(Empty):
            if timeout:
                keys.append(self._key(self._settled.get(timeout=timeout)))
                time.sleep(_GATHERED)
            while True:
                keys.append(self._key(self._settled.get_nowait()))
        return keys

    def _key(self, settled: str | BaseException) -> str:
        if isinstance(settled, BaseException):
            raise settled
        return settled

    def _soon(self, call: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended, and `settled` says why
            self._loop.call_soon_threadsafe(call)

    # --- the engine's thread

    def _thread_main(self) -> None:
        try:
            asyncio.run(self._run())
        except BaseExceptionGroup as errors:
            self._settled.put(_first(errors))
        except asyncio.CancelledError:
            pass
        except BaseException as error:
            self._settled.put(error)
        finally:
            self._started.set()

    async def _run(self) -> None:
        self._loop, endpoint = asyncio.get_running_loop(), self._endpoint
        task = asyncio.current_task()
        assert task
        self._main = task
        self._wake = asyncio.Event()
        self._started.set()
        async with (
            Client(endpoint.config) as self._client,
            asyncio.TaskGroup() as self._group,
        ):
            self._group.create_task(self._sync())
            while True:
                self._starving = False
                self._begin()
                self._starving = True
                self._begin()  # what came in between has woken nobody
                if (pause := endpoint.pace.resume_at - endpoint.clock.now()) > 0:
                    self._group.create_task(self._woken(pause))
                await self._wake.wait()
                self._wake.clear()

    async def _woken(self, pause: float) -> None:
        await self._endpoint.clock.sleep(pause)
        self._wake.set()

    async def _sync(self) -> None:
        while True:
            await asyncio.sleep(_SYNC)
            await asyncio.to_thread(self._store.sync)

    def _begin(self) -> None:
        """Send what pace and budget allow."""
        endpoint, store = self._endpoint, self._store
        while self._ready and endpoint.pace.admits(endpoint.out, endpoint.clock.now()):
            request = self._ready[0].request
            if not endpoint.spend.fits(request, store):
                if endpoint.out == 0:
                    raise WorkError(
                        f"the budget is used up ({endpoint.spend.left(store)}), and the next request, of the task "
                        f"{request.task}, could exceed it: the same command with a higher budget goes on"
                    )
                return  # what is out may take less than its most
            endpoint.out += 1
            endpoint.spend.reserve(request)
            task = self._group.create_task(self._try(self._ready.popleft()))
            task.add_done_callback(partial(self._back, request))  # of one that was never begun too

    def _back(self, request: Request, _: asyncio.Task[None]) -> None:
        self._endpoint.out -= 1
        self._endpoint.spend.release(request)
        self._wake.set()

    async def _try(self, item: _Item) -> None:
        endpoint = self._endpoint
        config, manner, sent = endpoint.config, endpoint.manner, endpoint.clock.now()
        item.answered = endpoint.counts["answered"]
        item.began = item.answered if item.began is None else item.began
        endpoint.counts["tries"] += 1
        try:
            asked = body(item.request, config.model, sampling(config), manner)
            self._answered(item, await self._client.ask(asked))
        except Again as failure:
            self._failed(item, failure, sent)
        except Unanswerable as failure:
            endpoint.reached = True
            self._settle(Reply(item.key, "", config.model, error=str(failure)))
        except Unwilling as failure:
            if not endpoint.adapted(manner, str(failure)):
                raise unreachable(config, f"it refuses ({failure})") from failure
            self._ready.appendleft(item)
        except Refused as failure:
            raise unreachable(config, str(failure)) from failure

    def _answered(self, item: _Item, said: Said) -> None:
        self._endpoint.answered()
        self._settle(counted(item.key, item.request, said, self._endpoint.config.model))

    def _settle(self, reply: Reply) -> None:
        self._store.add(reply)
        self._settled.put(reply.key)

    def _failed(self, item: _Item, failure: Again, sent: float) -> None:
        """Have it tried again, or give it up."""
        endpoint, now = self._endpoint, self._endpoint.clock.now()
        if (failure.after or 0) > _LONGEST_AFTER:
            raise unreachable(
                endpoint.config, f"it asks to wait {failure.after:,.0f} s ({failure})"
            )
        if failure.paid:
            endpoint.spend.lost(item.request)
        if failure.crowded:
            endpoint.counts["crowded"] += 1
            endpoint.pace.crowded(sent=sent, now=now, after=failure.after)
        # a crowded endpoint that answers others meanwhile is waited for, however long
        item.tries += not (failure.crowded and endpoint.counts["answered"] > item.answered)
        config = endpoint.config
        if failure.unreachable and not endpoint.reached and item.tries >= _FIRST_TRIES:
            raise unreachable(config, str(failure))
        if item.tries <= config.retries:
            wait = max(endpoint.pause(max(1, item.tries)), failure.after or 0)
            self._group.create_task(self._later(item, wait))
            return
        # one that others were answered beside may be at fault itself
        endpoint.given_up += item.began == endpoint.counts["answered"]
        reason = f"{failure} ({item.tries} tries)"
        if endpoint.given_up >= config.breaker:
            raise unreachable(
                config, f"{endpoint.given_up} requests in a row failed, the last with: {reason}"
            )
        self._settle(Reply(item.key, "", config.model, error=reason))

    async def _later(self, item: _Item, wait: float) -> None:
        await self._endpoint.clock.sleep(wait)
        self._ready.appendleft(item)
        self._wake.set()


def _first(errors: BaseExceptionGroup) -> BaseException:
    """The first error of a group that is a failure of the work, or else the first."""
    found = errors.exceptions[0]
    return _first(found) if isinstance(found, BaseExceptionGroup) else found
