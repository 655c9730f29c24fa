"""Answers from an OpenAI-compatible server (vLLM, Ollama, llama.cpp, transformers serve, hosted ones)."""

import os
import random
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from threading import Event
from typing import Any

import httpx

from data_prep import WorkError
from eval.fingerprint import fingerprint
from eval.replies import Reply
from eval.samples import Sample

_LONGEST_WAIT = 60.0
"""Seconds between two tries, whatever the server asks for."""


@dataclass(frozen=True, slots=True)
class Server:
    """`url` ends before /chat/completions; `wait`: seconds before the second try, doubled for each further
    one, ± half of it by chance; `timeout`: seconds for one try."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    tries: int = 6
    wait: float = 1.0

    @classmethod
    def from_environment(cls, url: str, model: str, timeout: float) -> "Server":
        """With the key of OPENAI_API_KEY, where there is one."""
        return cls(url.rstrip("/"), model, os.environ.get("OPENAI_API_KEY", ""), timeout)

    def fingerprint(self, max_new_tokens: int) -> str:
        """Of all that is known of what an answer depends on; the weights behind a name cannot be hashed."""
        decoding = {"temperature": 0, "max_new_tokens": max_new_tokens}
        return fingerprint({"server": self.url, "model": self.model, **decoding})


class _Again(Exception):
    """A try that failed in a way that another may not; `after`: seconds that the server asks to wait."""

    def __init__(self, reason: str, after: float | None = None):
        super().__init__(reason)
        self.after = after


def answers(
    server: Server, samples: Sequence[Sample], *, max_new_tokens: int, concurrency: int
) -> Generator[tuple[Sample, Reply], None, None]:
    """Answers at temperature 0, as they come; at most `concurrency` questions are out at once.

    Raises WorkError when the server refuses, or still fails or answers garbage at the last try.
    """
    key = {"Authorization": f"Bearer {server.key}"} if server.key else {}
    limits = httpx.Limits(max_connections=concurrency)
    with (
        httpx.Client(headers=key, timeout=server.timeout, limits=limits) as client,
        ThreadPoolExecutor(concurrency) as pool,
    ):
        waiting: dict[Future[Reply], Sample] = {}
        stopped = Event()
        todo = iter(samples)
        try:
            while True:
                for sample in _first(todo, concurrency - len(waiting)):
                    waiting[pool.submit(_ask, client, server, sample, max_new_tokens, stopped)] = (
                        sample
                    )
                if not waiting:
                    return
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(done), done.result()
        finally:  # the pool waits for what is out, so let that end soon
            stopped.set()


def _first(todo: Iterator[Sample], count: int) -> Iterator[Sample]:
    for _, sample in zip(range(count), todo, strict=False):
        yield sample


def _ask(
    client: httpx.Client, server: Server, sample: Sample, max_new_tokens: int, stopped: Event
) -> Reply:
    body = {
        "model": server.model,
        "messages": [{"role": turn.role, "content": turn.content} for turn in sample.input],
        "temperature": 0,
        "max_tokens": max_new_tokens,
        "stream": False,
    }
    return Reply(_tried(server, lambda: _once(client, server, body), stopped))


def _tried(server: Server, ask: Callable[[], str], stopped: Event) -> str:
    """The first answer that is one. `stopped`: another question has failed for good."""
    for number in range(server.tries):
        try:
            return ask()
        except _Again as failure:
            if number + 1 == server.tries or stopped.is_set():
                raise WorkError(f"{server.url}: {failure} ({number + 1} tries)") from failure
            pause = server.wait * 2**number * random.uniform(0.5, 1.5)
            stopped.wait(min(_LONGEST_WAIT, max(pause, failure.after or 0)))
    raise AssertionError("tries is at least 1")


def _once(client: httpx.Client, server: Server, body: dict[str, Any]) -> str:
    try:
        response = client.post(f"{server.url}/chat/completions", json=body)
    except httpx.TimeoutException as error:
        raise _Again(f"no answer in {server.timeout:g} s") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise WorkError(f"{server.url} is no address: {error}") from error
    except httpx.TransportError as error:
        raise _Again(f"the server cannot be reached or hung up: {error}") from error
    return _content(server, response)


def _content(server: Server, response: httpx.Response) -> str:
    status = response.status_code
    if status in (408, 409, 429) or status >= 500:
        raise _Again(f"status {status}: {_start(response)}", _retry_after(response))
    if status != 200:
        raise WorkError(f"{server.url} refuses with status {status}: {_start(response)}")
    try:
        content = response.json()["choices"][0]["message"].get("content")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _Again(f"an answer that is no chat completion: {_start(response)}") from error
    if content is not None and not isinstance(content, str):
        raise _Again(f"a message that is no text: {_start(response)}")
    return content or ""  # null: the model has thought only, or called a tool


def _start(response: httpx.Response) -> str:
    """The first of what the server said, on one line."""
    return " ".join(response.text.split())[:200] or "nothing said"


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3)."""
    value = response.headers.get("retry-after", "")
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None
