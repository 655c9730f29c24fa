"""An OpenAI-compatible server on loopback that says what a script says, and fails as it says. asyncio alone.

    with OpenAIServer(script) as server:
        EndpointConfig(base_url=server.url, model="scripted")

    python -m tests.openai_server --delay 1    # in a process of its own: prints its address, ends with stdin

A script is called with the body of each request and how often the same messages were asked before; it gives a
text, or a `Turn` that fails. The server counts what each request was asked and paid.
"""

import argparse
import asyncio
import hashlib
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Turn:
    """One answer. The default is a good one."""

    text: str | None = "好的"
    status: int = 200
    delay: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: str | None = None
    """The body, instead of a chat completion or an error."""
    cut: int | None = None
    """Bytes of the body that are sent before the connection is closed; 0 sends no header either."""
    content_type: str = "application/json"
    usage: bool = True
    choices: bool = True
    finish_reason: str = "stop"


Script = Callable[[dict[str, Any], int], Turn | str]


def echo(body: dict[str, Any], before: int) -> Turn | str:
    """The last message back."""
    return f"echo: {body['messages'][-1]['content']}"


def failing(turn: Turn, times: int = 1, then: Script = echo) -> Script:
    """`turn` the first `times` that a request is asked, then as `then`."""
    return lambda body, before: turn if before < times else then(body, before)


def asked_key(body: dict[str, Any]) -> str:
    """What tells requests apart here."""
    return hashlib.sha256(json.dumps(body["messages"]).encode()).hexdigest()[:16]


class OpenAIServer:
    """Serves in a thread of its own. A context manager."""

    def __init__(self, script: Script = echo, *, keep_bodies: bool = True) -> None:
        self.script = script
        self.keep_bodies = keep_bodies
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.asked: Counter[str] = Counter()
        self.paid: Counter[str] = Counter()
        """Whole good answers that were sent off, by request."""
        self.out = self.most = 0
        self.busy = 0.0
        """Seconds that requests were out, summed over them."""
        self._since = time.monotonic()
        self._started = threading.Event()

    def __enter__(self) -> "OpenAIServer":
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def text_of(self, body: dict[str, Any]) -> str:
        return body["messages"][-1]["content"]

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=2048)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._ended.wait()
        server.close()
        for writer in self._open:
            writer.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection stays."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head[1:]) if v}
        body = json.loads(await reader.readexactly(int(headers.get("content-length", 0))) or b"{}")
        key = asked_key(body)
        if self.keep_bodies:
            self.bodies.append(body)
            self.headers.append(headers)
        before = self.asked[key]
        self.asked[key] += 1
        self._count(+1)
        try:
            said = self.script(body, before)
            turn = Turn(said) if isinstance(said, str) else said
            if turn.delay:
                await asyncio.sleep(turn.delay)
            return await self._send(writer, turn, body, key)
        finally:
            self._count(-1)

    def _count(self, step: int) -> None:
        now = time.monotonic()
        self.busy += self.out * (now - self._since)
        self._since = now
        self.out += step
        self.most = max(self.most, self.out)

    async def _send(
        self, writer: asyncio.StreamWriter, turn: Turn, body: dict[str, Any], key: str
    ) -> bool:
        data = (turn.raw if turn.raw is not None else json.dumps(completion(turn, body))).encode()
        fields = {
            "content-type": turn.content_type,
            "content-length": str(len(data)),
            **turn.headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        start = f"HTTP/1.1 {turn.status} Said\r\n{head}\r\n".encode("latin-1")
        if turn.cut is None:
            self.paid[key] += turn.status == 200 and turn.raw is None and turn.choices
            writer.write(start + data)
            await writer.drain()
            return True
        if turn.cut:
            writer.write(start + data[: turn.cut])
            await writer.drain()
        return False


def completion(turn: Turn, body: dict[str, Any]) -> dict[str, Any]:
    if turn.status != 200:
        return {"error": {"message": turn.text, "type": "scripted", "code": None}}
    message = {"role": "assistant", "content": turn.text}
    choice = {"index": 0, "message": message, "finish_reason": turn.finish_reason}
    answer: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": body.get("model", ""),
        "choices": [choice] if turn.choices else [],
    }
    if turn.usage:
        prompt = sum(len(m["content"]) for m in body["messages"]) // 4 + 1
        answer["usage"] = {
            "prompt_tokens": prompt,
            "completion_tokens": len(turn.text or "") // 4 + 1,
            "total_tokens": prompt + len(turn.text or "") // 4 + 1,
        }
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=1.0, help="seconds until each answer")
    delay = parser.parse_args().delay
    turn = Turn('{"facts": []}', delay=delay)
    with OpenAIServer(lambda body, before: turn, keep_bodies=False) as server:
        _print(server.url)
        for _ in sys.stdin:  # each line asks for the figures
            _print(
                json.dumps(
                    {"busy": server.busy, "most": server.most, "asked": server.asked.total()}
                )
            )


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
