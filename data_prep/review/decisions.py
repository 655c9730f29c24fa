"""`review.jsonl`: what a person decided of facts, pairs, text rows and probes, a line each, by content id.

Lines are only added, and the last one of an id counts, so two reviewers' files joined in the order of time are one review. A line
is written whole and synced before the next one; a torn last line, as a power cut leaves it, is ignored and cut off. A last line
that lacks only its line end, as an editor leaves it, counts.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from filelock import FileLock

from data_prep.dialect import CommandError
from data_prep.records import FactType, Modality

REVIEW = "review.jsonl"
Sort = Literal["fact", "pair", "text", "probe"]
Verdict = Literal["accept", "reject", "edit", "open"]
"""`open` takes an earlier word back."""

FIELDS: dict[Sort, tuple[str, ...]] = {
    "fact": ("statement", "object", "aliases", "subject", "relation", "speaker", "modality", "type", "evidence"),
    "pair": ("question", "answer"),
    "text": ("text",),
    "probe": ("question",),
}  # fmt: skip
"""What an edit may change."""
_LISTS = frozenset({"aliases"})
_NEVER_EMPTY = frozenset({"statement", "object", "aliases", "evidence", "question", "answer", "text", "type"})  # fmt: skip
"""Fields that hold something; for a list, each of its texts does."""

_CHOICES: dict[str, tuple[str, ...]] = {"modality": get_args(Modality), "type": get_args(FactType)}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `changes` are the new values of an edit, `was` what the person saw."""

    id: str
    sort: Sort
    verdict: Verdict
    changes: dict[str, Any] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)
    at: str = ""
    """Time in UTC, ISO 8601."""


Decisions = dict[str, Decision]


def decision(row: object) -> Decision:
    """The decision that a row tells. Raises ValueError with what is wrong in it."""
    if not isinstance(row, dict):
        raise ValueError("a decision is an object")
    unknown = row.keys() - {"id", "sort", "verdict", "changes", "was", "at"}
    if unknown:
        raise ValueError(f"unknown key {sorted(unknown)[0]!r}")
    id, sort, verdict = row.get("id"), row.get("sort"), row.get("verdict")
    if not isinstance(id, str) or not id or len(id) > 64:
        raise ValueError("id must be the id of a fact or row")
    if sort not in get_args(Sort):
        raise ValueError(f"sort must be one of {', '.join(get_args(Sort))}")
    if verdict not in get_args(Verdict):
        raise ValueError(f"verdict must be one of {', '.join(get_args(Verdict))}")
    changes, was = row.get("changes") or {}, row.get("was") or {}
    if not isinstance(changes, dict) or not isinstance(was, dict):
        raise ValueError("changes and was must be objects")
    if not all(isinstance(value, str) for value in was.values()):
        raise ValueError("was must hold texts")
    if (verdict == "edit") != bool(changes):
        raise ValueError("an edit has changes, and nothing else has")
    for name, value in changes.items():
        _check(cast("Sort", sort), name, value)
    return Decision(id, cast("Sort", sort), cast("Verdict", verdict), changes, was, str(row.get("at", "")))  # fmt: skip


def _check(sort: Sort, name: str, value: object) -> None:
    if name not in FIELDS[sort]:
        raise ValueError(f"a {sort} has no {name!r} to edit, but {', '.join(FIELDS[sort])}")
    many = cast("list[object]", value) if isinstance(value, list) else [value]
    values = [one for one in many if isinstance(one, str)]
    if (name in _LISTS) != isinstance(value, list) or len(values) < len(many):
        raise ValueError(f"{name} must be {'a list of texts' if name in _LISTS else 'a text'}")
    if any("\ud800" <= c <= "\udfff" for value in values for c in value):
        raise ValueError(f"{name} holds half a character")
    if name in _NEVER_EMPTY and not all(value.strip() for value in values):
        raise ValueError(f"{name} must not be empty")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ValueError(f"{name} must be one of {', '.join(_CHOICES[name])}")


def read(path: Path) -> Decisions:
    """The last decision of each id; none for a file that is not there. Raises CommandError naming a line that is none."""
    found: Decisions = {}
    for number, line in enumerate(_whole(path).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            one = decision(json.loads(line.decode("utf-8")))
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{path}, line {number}: {error}") from error
        found.pop(one.id, None)
        if one.verdict != "open":
            found[one.id] = one
    return found


def _whole(path: Path) -> bytes:
    """The lines that were written to their end."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return b""
    return data[: _end(data)]


def _end(data: bytes) -> int:
    """Where the last line ends that was written whole."""
    end = data.rfind(b"\n") + 1
    try:
        decision(json.loads(data[end:].decode("utf-8")))
    except (ValueError, RecursionError):
        return end
    return len(data)


def append(path: Path, one: Decision) -> None:
    """Add a decision: when this returns it is on the disk."""
    line = (json.dumps(asdict(one), ensure_ascii=False) + "\n").encode()
    with FileLock(path.with_name(path.name + ".lock")), path.open("a+b") as file:
        file.seek(0)
        data = file.read()
        end = _end(data)
        file.truncate(end)
        file.write(line if data[:end].endswith(b"\n") or not end else b"\n" + line)
        file.flush()
        os.fsync(file.fileno())
