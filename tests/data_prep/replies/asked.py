"""What the tests of the engine ask, and a clock that goes faster."""

import asyncio
import time
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from data_prep.records import Message
from data_prep.replies import Endpoint, EndpointConfig, Reply, ReplyStore, Request, answer

SCHEMA = {
    "title": "facts",
    "type": "object",
    "properties": {"facts": {"type": "array", "items": {"type": "string"}}},
    "required": ["facts"],
    "additionalProperties": False,
}


class Hasty:
    """A clock whose seconds last a few milliseconds, for pauses between tries."""

    def __init__(self, faster: float = 200.0) -> None:
        self.faster = faster

    def now(self) -> float:
        return time.monotonic() * self.faster

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.faster)


def request(number: int, task: str = "facts", schema: Any = None) -> Request:
    return Request((Message("user", f"question {number}"),), schema, task, 100)


def requests(count: int) -> list[Request]:
    return [request(number) for number in range(count)]


def endpoint(url: str, **keys: Any) -> Endpoint:
    config = EndpointConfig(base_url=url, model="scripted", **keys)
    return Endpoint(config, clock=Hasty(), random=Random(0))


def asked(folder: Path, of: Endpoint, some: Iterable[Request]) -> list[Reply]:
    with ReplyStore(folder) as store:
        return list(answer(some, of, store))


def texts(replies: Iterable[Reply]) -> list[str]:
    return [reply.text for reply in replies]


def echoes(count: int) -> list[str]:
    return [f"echo: question {number}" for number in range(count)]


def write_texts(url: str, folder: Path, out: Path, count: int, concurrency: int) -> None:
    """What a process does that tests kill."""
    replies = asked(folder, endpoint(url, concurrency=concurrency), requests(count))
    out.write_text("\n".join(texts(replies)), encoding="utf-8")
