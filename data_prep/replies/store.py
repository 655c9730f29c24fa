"""The store of replies: a folder of append-only files by key, so that no request is paid twice.

    replies.jsonl    what was answered, whoever did
    failed.jsonl     why a request got no answer; an endpoint is asked again, a build without one takes it as it is
    requests.jsonl   what was asked, in full: what `python -m data_prep.replies export` writes
    wanted.txt       the keys that the latest build asked for, in its order

One process writes (a lock says so), any may read. A reply is in its file before its request counts as answered,
and survives the end of the process by any means; it is forced to the disk every five seconds and at the end, so a
loss of power may cost the replies of these seconds, which are then asked again. The API key is in none of the files.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import IO, Any

import numpy as np
from filelock import FileLock, Timeout

from data_prep.dialect import WorkError
from data_prep.records import Message
from data_prep.replies.config import EndpointConfig
from data_prep.replies.keyed_log import KeyedLog
from data_prep.replies.records import Reply, Request, sampling

REPLIES, FAILED, REQUESTS, WANTED = (
    "replies.jsonl", "failed.jsonl", "requests.jsonl", "wanted.txt",
)  # fmt: skip
_TOKENS = re.compile(
    rb'\{"key": "[0-9a-f]{16}", "prompt_tokens": (\d+), "completion_tokens": (\d+)'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the store keeps it, with the model and the sampling it was meant for."""

    key: str
    request: Request
    model: str
    sampling: dict[str, Any]


class ReplyStore:
    """The folder, open for one writer or, `read_only`, beside one. A context manager.

    Raises WorkError when another process writes to it. Safe to use from several threads.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self.prompt_tokens = self.completion_tokens = 0
        """What all replies took."""
        self._mutex = RLock()
        self._lock = None if read_only else _locked(folder)
        self._replies = KeyedLog(folder / REPLIES, read_only=read_only, seen=self._count)
        self._failed = KeyedLog(folder / FAILED, read_only=read_only)
        self._requests = KeyedLog(folder / REQUESTS, read_only=read_only)
        self._wanted: IO[bytes] | None = None

    def __enter__(self) -> "ReplyStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._mutex:
            for log in (self._replies, self._failed, self._requests):
                log.close()
            if self._wanted:
                self._wanted.close()
            if self._lock:
                self._lock.release()

    def sync(self) -> None:
        """Force what was answered to the disk."""
        self._flush_wanted()
        self._replies.sync()

    def _flush_wanted(self) -> None:
        with self._mutex:
            if self._wanted and not self._wanted.closed:
                self._wanted.flush()

    def _count(self, line: bytes) -> None:
        if found := _TOKENS.match(line):
            self.prompt_tokens += int(found[1])
            self.completion_tokens += int(found[2])

    # --- replies

    def __len__(self) -> int:
        """Replies."""
        with self._mutex:
            return len(self._replies)

    @property
    def damaged(self) -> int:
        """Lines that a loss of power left unreadable; what they held is asked again."""
        return self._replies.damaged + self._failed.damaged + self._requests.damaged

    def reply(self, key: str) -> Reply | None:
        """The reply that is there, or None."""
        return self._of(self._replies, key)

    def failure(self, key: str) -> Reply | None:
        """Why there is no reply, if it was tried."""
        return self._of(self._failed, key)

    def _of(self, log: KeyedLog, key: str) -> Reply | None:
        with self._mutex:
            row = log.get(key)
        try:
            return None if row is None else Reply(key=key, **row)
        except TypeError:  # a line of another version, or edited by hand
            return None

    def add(self, reply: Reply) -> None:
        """Keep a reply, or the error of one. In the file when this returns."""
        with self._mutex:
            if reply.error:
                self._failed.append(
                    reply.key, {"model": reply.model, "text": "", "error": reply.error}
                )
                return
            row = {  # the tokens first: `_TOKENS` reads them
                "prompt_tokens": reply.prompt_tokens,
                "completion_tokens": reply.completion_tokens,
                "model": reply.model,
                "finish_reason": reply.finish_reason,
                "text": reply.text,
            }
            self._replies.append(reply.key, row)
            self.prompt_tokens += reply.prompt_tokens
            self.completion_tokens += reply.completion_tokens

    # --- requests

    def want(self, key: str, request: Request, config: EndpointConfig) -> None:
        """Note that this build asks `request`. The first of a build forgets what the last one wanted."""
        with self._mutex:
            if self._wanted is None:
                self._wanted = (self.folder / WANTED).open("wb")
            self._wanted.write(f"{key}\n".encode())
            if key not in self._requests:
                self._requests.append(key, _row(request, config))

    def asked(self, key: str) -> Asked | None:
        """The request of `key`, if it was ever asked of this store."""
        with self._mutex:
            row = self._requests.get(key)
        try:
            return None if row is None else _asked(key, row)
        except (KeyError, TypeError):  # as above
            return None

    def wanted(self, most: int | None = None) -> Iterator[str]:
        """The keys of the latest build, each once, in the order it first asked for them; or about `most` of
        them, evenly spread."""
        self._flush_wanted()
        path = self.folder / WANTED
        whole = path.read_bytes().rpartition(b"\n")[0] if path.exists() else b""
        keys = np.fromiter((int(line, 16) for line in whole.split()), np.uint64)
        first = np.sort(np.unique(keys, return_index=True)[1])
        step = max(1, len(first) // most) if most else 1
        return (f"{int(keys[at]):016x}" for at in first[::step])

    def wanted_requests(self) -> Iterator[Asked]:
        """The requests of the latest build."""
        return (asked for key in self.wanted() if (asked := self.asked(key)))

    def open(self) -> Iterator[Asked]:
        """Those of them that nobody has answered."""
        return (asked for asked in self.wanted_requests() if self.reply(asked.key) is None)

    def open_by_task(self) -> Counter[str]:
        """How many of them there are, by task."""
        return Counter(asked.request.task for asked in self.open())

    def refuse_open(self) -> None:
        """Raise WorkError, with the way on, when the latest build has open requests."""
        if not (tasks := self.open_by_task()):
            return
        said = ", ".join(f"{name} {count:,}" for name, count in sorted(tasks.items()))
        raise WorkError(
            f"{tasks.total():,} requests are open ({said}): name an endpoint (--base_url, --model), or write them "
            f"with `python -m data_prep.replies export {self.folder} --output requests.jsonl`, have them "
            "answered and import the replies; the same command then goes on"
        )


def _locked(folder: Path) -> FileLock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        lock.acquire(timeout=0)
        return lock
    except Timeout as error:
        raise WorkError(f"another process writes to {folder}: wait for it, or end it") from error
    except OSError as error:
        raise WorkError(f"cannot write to {folder}: {error.strerror}") from error


def _row(request: Request, config: EndpointConfig) -> dict[str, Any]:
    return {
        "task": request.task,
        "model": config.model,
        "sampling": sampling(config),
        "max_tokens": request.max_tokens,
        "schema": request.schema,
        "messages": [{"role": turn.role, "content": turn.content} for turn in request.messages],
    }


def _asked(key: str, row: dict[str, Any]) -> Asked:
    messages = tuple(Message(turn["role"], turn["content"]) for turn in row["messages"])
    request = Request(messages, row["schema"], row["task"], row["max_tokens"])
    return Asked(key, request, row["model"], row["sampling"])
