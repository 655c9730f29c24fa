"""kill -9 at random points: nothing that was received is lost or paid again.

A request is paid when the server has sent its answer off; it is received when its reply is in the store. Between the
two it may be lost with the process, and is then asked again: at most as many at a kill as may be out at once.
"""

import json
import random
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.forks import forks_with
from tests.openai_server import OpenAIServer, Turn, asked_key

from .asked import write_texts

COUNT, CONCURRENCY, KILLS = 400, 8, 20


def client(context: Any, server: OpenAIServer, folder: Path, out: Path) -> Any:
    process = context.Process(
        target=write_texts, args=(server.url, folder, out, COUNT, CONCURRENCY)
    )
    process.start()
    return process


def ended(process: Any) -> int:
    process.join(30)
    return process.exitcode


def stored(folder: Path) -> Counter[str]:
    """Whole lines of the replies, by key."""
    path = folder / "replies.jsonl"
    data = path.read_bytes() if path.exists() else b""
    return Counter(json.loads(line)["key"] for line in data.split(b"\n")[:-1])


def test_killed_at_twenty_points(tmp_path: Path) -> None:
    context = forks_with("data_prep.replies.asking", write_texts.__module__)
    chance, folder, out = random.Random(7), tmp_path / "replies", tmp_path / "out.txt"

    def slow(body: dict[str, Any], before: int) -> Turn:
        number = body["messages"][0]["content"].split()[1]
        return Turn(f"reply {number} {'好' * chance.randrange(3000)}", delay=0.004)

    said: dict[str, str] = {}

    def script(body: dict[str, Any], before: int) -> Turn:
        turn = slow(body, before)
        said.setdefault(asked_key(body), str(turn.text))
        return turn

    with OpenAIServer(script, keep_bodies=False) as server:
        most, kills = 0, 0
        while kills < KILLS:
            before, process = server.asked.total(), client(context, server, folder, out)
            point = chance.randrange(1, COUNT // KILLS)
            while server.asked.total() < before + point and process.is_alive():
                time.sleep(0.001)
            time.sleep(chance.random() * 0.01)
            process.kill()
            assert ended(process) == -signal.SIGKILL, "it ended by itself: too few requests"
            kills += 1
            kept = stored(folder)
            assert set(kept.values()) <= {1}
            most += CONCURRENCY
            assert server.paid.total() <= len(kept) + most
        assert ended(client(context, server, folder, out)) == 0
        kept = stored(folder)
        assert len(kept) == COUNT and set(kept.values()) == {1}
        assert server.paid.total() <= COUNT + KILLS * CONCURRENCY
        assert out.read_text(encoding="utf-8").count("reply ") == COUNT
        first, total = out.read_bytes(), server.asked.total()
        assert ended(client(context, server, folder, out)) == 0
        assert (out.read_bytes(), server.asked.total()) == (first, total)
