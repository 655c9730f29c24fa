"""How busy an endpoint is kept, in what memory, and what a request costs the client beside a bare `openai` loop.

    python -m bench.replies                         three minutes; the bare loop needs openai
    python -m bench.replies --requests 4000         shorter

A scripted server in a process of its own answers each request after a second, so the machine's cores are shared by
both. Busy share: seconds that the server had requests out, over the seconds all of the limit would have been; the
first and the last two seconds are left out. Memory: the client's resident set while that many requests pass, each with a prompt of
2,000 characters. CPU: of the client's process, all threads, for the same requests; the bare loop is AsyncOpenAI under
a semaphore and keeps nothing.
"""

import argparse
import asyncio
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data_prep.records import Message
from data_prep.replies import Endpoint, EndpointConfig, ReplyStore, Request, answer

EDGE = 2.0
"""Seconds at both ends that no share is told of."""
PASSAGE = "远山科技的董事会在五月选出了新的负责人。The board met in May. " * 40
LIMITS = (64, 512)


class Server:
    """The other process."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.url = self._line()

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def figures(self) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return {**json.loads(self._line()), "time": time.monotonic()}


@contextmanager
def served(delay: float) -> Iterator[Server]:
    words = [sys.executable, "-m", "tests.openai_server", "--delay", str(delay)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Server(process)
        assert process.stdin
        process.stdin.close()


def requests(count: int) -> Iterator[Request]:
    for number in range(count):
        yield Request((Message("user", f"{number} {PASSAGE}"),), None, "facts", 500)


def resident() -> float:
    """MB of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


def engine(url: str, limit: int, count: int) -> Iterator[int]:
    """Numbers of the replies, as they come."""
    config = EndpointConfig(base_url=url, model="scripted", concurrency=limit)
    with tempfile.TemporaryDirectory() as folder, ReplyStore(Path(folder)) as store:
        for number, reply in enumerate(answer(requests(count), Endpoint(config), store)):
            assert not reply.error, reply.error
            yield number


async def bare(openai: Any, url: str, limit: int, count: int) -> None:
    gate = asyncio.Semaphore(limit)
    async with openai.AsyncOpenAI(
        base_url=url, api_key="none", max_retries=0, timeout=120
    ) as client:

        async def ask(request: Request) -> None:
            messages: Any = [
                {"role": turn.role, "content": turn.content} for turn in request.messages
            ]
            async with gate:
                await client.chat.completions.create(
                    model="scripted", messages=messages, max_tokens=500
                )

        await asyncio.gather(*(ask(request) for request in requests(count)))


def busy(server: Server, limit: int, count: int) -> tuple[float, float]:
    """Share of the limit that was busy, and requests per second."""
    began, marks = time.monotonic(), []
    most = count / limit + 1 - EDGE
    for _ in engine(server.url, limit, count):
        since = time.monotonic() - began
        if (not marks and since > EDGE + 1) or (len(marks) == 1 and since > most):
            marks.append(server.figures())
    assert len(marks) == 2, "too few requests"
    first, last = marks
    seconds = last["time"] - first["time"]
    return (last["busy"] - first["busy"]) / (limit * seconds), (
        last["asked"] - first["asked"]
    ) / seconds


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--requests", type=int, default=20_000, help="requests that memory is watched over"
    )
    count = parser.parse_args(argv).requests
    with served(1.0) as server:
        for limit in LIMITS:
            share, rate = busy(server, limit, limit * 20)
            print(f"busy share   {share:6.1%} of {limit} in flight, {rate:,.0f} requests/s")
        began, marks = time.process_time(), {}
        for number in engine(server.url, LIMITS[-1], count):
            if (number + 1) % (count // 10) == 0:
                marks[number + 1] = resident()
        ours = (time.process_time() - began) / count
        print("memory       " + ", ".join(f"{n:,}: {mb:,.0f} MB" for n, mb in marks.items()))
        print(f"CPU          {1e3 * ours:.2f} ms a request")
        if importlib.util.find_spec("openai") is None:
            print(
                "             (the bare openai loop needs `pip install -c constraints.txt openai`)"
            )
            return 0
        openai: Any = importlib.import_module("openai")
        for limit in LIMITS:
            began, some = time.process_time(), min(count, 6 * limit)
            asyncio.run(bare(openai, server.url, limit, some))
            theirs = (time.process_time() - began) / some
            print(f"             {1e3 * theirs:.2f} ms in a bare openai loop, {limit} in flight")
    return 0


if __name__ == "__main__":
    sys.exit(main())
