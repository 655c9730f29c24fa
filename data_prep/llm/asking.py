"""Requests and replies as they lie between the steps: a file of each beside every shard.

Workers write requests and read replies; between the two the main process asks. A request says by its
`place` what its reply is for (a document and a section, a fact and a task).
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data_prep.llm.prompts import TASKS, schema_of
from data_prep.records import Message
from data_prep.replies import Endpoint, ReplyStore, Request, Unparsed, answer_each, parsed
from data_prep.store import json_line, json_lines

REQUESTS, REPLIES = ".requests.jsonl", ".replies.jsonl"


@dataclass(frozen=True, slots=True)
class Placed:
    """A request and what its reply is for."""

    place: str
    request: Request


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back for a place. `text` is untrusted; `error` says why there is none."""

    place: str
    task: str
    text: str
    error: str

    def value(self) -> Any | Unparsed:
        """The reply as its schema wants it."""
        if self.error:
            return Unparsed(self.error)
        return parsed(self.text, schema_of(next(t for t in TASKS if t == self.task)))


def write_requests(out: Path, requests: Iterable[Placed]) -> None:
    """The requests of a shard → `out`, atomically."""
    part = out.with_name(f"{out.name}.part")
    with part.open("w", encoding="utf-8") as file:
        for one in requests:
            asked = one.request
            messages = [[turn.role, turn.content] for turn in asked.messages]
            row = {"place": one.place, "task": asked.task, "max_tokens": asked.max_tokens}
            file.write(json_line(row | {"messages": messages}))
    part.replace(out)


def read_requests(path: Path) -> Iterator[Placed]:
    """What `write_requests` wrote."""
    for row in json_lines(path):
        messages = tuple(Message(role, content) for role, content in row["messages"])
        schema = schema_of(row["task"])
        yield Placed(row["place"], Request(messages, schema, row["task"], row["max_tokens"]))


def replies_file(requests: Path) -> Path:
    """Where the replies to a file of requests lie."""
    return requests.with_name(requests.name.replace(REQUESTS, REPLIES))


def read_replies(paths: Iterable[Path]) -> Iterator[Answered]:
    """The replies of these files, in order."""
    for path in paths:
        for row in json_lines(path):
            yield Answered(**row)


@dataclass(slots=True)
class Tally:
    """What the replies of a build took, by task."""

    requests: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    prompt_tokens: int = 0
    completion_tokens: int = 0


def gather(
    files: Sequence[Path], endpoint: Endpoint, store: ReplyStore, label: str, tally: Tally
) -> str:
    """Ask all requests of `files` and write the replies beside each; returns a hash of the replies, "" of none.

    Raises WorkError for what ends the run, and where requests are left open, once all of them are noted.
    """
    digest, is_open = hashlib.sha256(), False
    total = sum(_lines(path) for path in files)
    placed = ((path, one) for path in files for one in read_requests(path))
    items = (((path, one), one.request) for path, one in placed)
    done: dict[Path, list[str]] = {path: [] for path in files}
    left = {path: _lines(path) for path in files}
    for (path, one), reply in answer_each(items, endpoint, store, label=label, total=total):
        row = {"place": one.place, "task": one.request.task, "text": reply.text}
        done[path].append(json_line(row | {"error": reply.error}))
        digest.update(f"{one.place}\0{reply.text}\0{reply.error}\n".encode("utf-8", "replace"))
        tally.requests[one.request.task] += 1
        tally.failed[one.request.task] += bool(reply.error)
        tally.prompt_tokens += reply.prompt_tokens
        tally.completion_tokens += reply.completion_tokens
        is_open |= reply.open
        left[path] -= 1
        if not left[path]:
            _write(path, done.pop(path))
    for path, lines in done.items():
        _write(path, lines)
    if (
        is_open
    ):  # what an endpoint could not answer is no open question: it is asked again by another build
        store.refuse_open()
    return digest.hexdigest()[:8] if total else ""


def _write(requests: Path, lines: Sequence[str]) -> None:
    out = replies_file(requests)
    part = out.with_name(f"{out.name}.part")
    part.write_text("".join(lines), encoding="utf-8")
    part.replace(out)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def texts_of(value: Any, key: str) -> list[str]:
    """The strings under `key` of a parsed reply, without blanks and repetitions."""
    found = value.get(key, ()) if isinstance(value, dict) else ()
    return list(dict.fromkeys(text.strip() for text in found if isinstance(text, str) and text.strip()))  # fmt: skip
