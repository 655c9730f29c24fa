"""Record and replay: requests of a build as JSON lines, and replies of whoever answered them back.

Two formats go out. `jsonl`: `{"id", "task", "model", "sampling", "max_tokens", "schema", "messages"}`, for a script or a
person. `openai_batch`: the input of a batch service, `{"custom_id", "method", "url", "body"}`. Three come back, told apart line by line:

    {"id": "…", "text": "…"}                                          whoever it was
    {"custom_id": "…", "response": {"status_code": 200, "body": {…}}}  the output of a batch service
    {"id": "…", "choices": […]} or {"custom_id": "…", "choices": […]}   chat completions under the request's id

Every line that isn't taken is reported with its number and why; nothing is lost silently.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from data_prep.replies.records import Reply
from data_prep.replies.spend import counted
from data_prep.replies.store import Asked, ReplyStore
from data_prep.replies.wire import Manner, Said, body, clean, completion

Format = Literal["jsonl", "openai_batch"]


# --- out


def exported(requests: Iterable[Asked], format: Format) -> Iterator[dict[str, Any]]:
    """A row for each."""
    return (_batch_row(one) if format == "openai_batch" else _row(one) for one in requests)


def _row(one: Asked) -> dict[str, Any]:
    request = one.request
    return {
        "id": one.key,
        "task": request.task,
        "model": one.model,
        "sampling": one.sampling,
        "max_tokens": request.max_tokens,
        "schema": request.schema,
        "messages": [{"role": turn.role, "content": turn.content} for turn in request.messages],
    }


def _batch_row(one: Asked) -> dict[str, Any]:
    asked = body(one.request, one.model, one.sampling, Manner("json_schema"))
    return {"custom_id": one.key, "method": "POST", "url": "/v1/chat/completions", "body": asked}


# --- back


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that gave no reply. `reason`: unknown, repeated, stored, failed, empty, torn or malformed."""

    line: int
    """From 1."""
    reason: str
    about: str
    """The id, or what is wrong."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file held."""

    taken: int
    problems: list[Problem]

    @property
    def counts(self) -> Counter[str]:
        """Problems by reason."""
        return Counter(problem.reason for problem in self.problems)


def imported(path: Path, store: ReplyStore) -> Imported:
    """Read the replies of a file into the store. A reply that the store has stays as it is.

    Raises OSError for a file that can't be read.
    """
    taken, problems, seen = 0, [], set[str]()
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip(b"\xef\xbb\xbf \t\r\n"):
                continue
            made = _reply(line, store, seen)
            if isinstance(made, Reply):
                store.add(made)
                seen.add(made.key)
                taken += 1
            else:
                problems.append(Problem(number, *made))
    return Imported(taken, problems)


def _reply(line: bytes, store: ReplyStore, seen: set[str]) -> Reply | tuple[str, str]:
    """The reply of a line; or the reason why it gives none, and what that is about."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        torn = not line.endswith(b"\n")
        return ("torn" if torn else "malformed"), " ".join(str(error).split())
    if not isinstance(row, dict):
        return "malformed", "it is no JSON object"
    key = row.get("custom_id", row.get("id"))
    if not isinstance(key, str):
        return "malformed", "it has neither id nor custom_id"
    asked = store.asked(key) if _is_key(key) else None
    if asked is None:
        return "unknown", clean(key)[:64]
    if key in seen:
        return "repeated", key
    if store.reply(key) is not None:
        return "stored", key
    said = _said(row)
    return said if isinstance(said, tuple) else counted(key, asked.request, said, asked.model)


def _is_key(key: str) -> bool:
    return len(key) == 16 and all(c in "0123456789abcdef" for c in key)


def _said(row: dict[str, Any]) -> Said | tuple[str, str]:
    if "text" in row:
        text = row["text"]
        if not isinstance(text, str):
            return "malformed", "its text is no string"
        return Said(clean(text), "", "stop", None, None) if text.strip() else ("empty", row["id"])
    response = row.get("response")
    answer = response.get("body") if isinstance(response, dict) else row
    try:
        return completion(answer)
    except ValueError as error:
        what = row.get("error") or (answer.get("error") if isinstance(answer, dict) else None)
        reason = json.dumps(what, ensure_ascii=False) if what else str(error)
        return "failed", clean(reason)[:200]
