"""One reader per format. Files stream: what is in memory at a time is one file, or one .jsonl line."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data_prep.clean.edits import Traced
from data_prep.ingest.decode import Undecodable, decode
from data_prep.ingest.html import read_page


@dataclass(frozen=True, slots=True)
class Raw:
    """One document as read: decoded, still dirty."""

    source: str
    """Path below the input folder; `#N` behind it names the line of a .jsonl file, from 1."""
    sha256: str
    text: Traced
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reject:
    """A document that could not be read, and why."""

    source: str
    reason: str
    excerpt: str = ""


Read = Iterator[Raw | Reject]


def find_files(root: Path) -> tuple[list[Path], list[Path]]:
    """The readable files below `root` in a fixed order, and the files of formats we do not read."""
    if root.is_file():
        found = [root]
    else:
        found = sorted(
            (p for p in root.rglob("*") if p.is_file() and not _hidden(p.relative_to(root))),
            key=lambda p: p.as_posix(),
        )
    readable = [p for p in found if p.suffix.lower() in READERS]
    other = [p for p in found if p.suffix.lower() not in READERS]
    return readable, other


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def read(path: Path, root: Path, max_bytes: int) -> Read:
    """The documents of one file. Never raises for what a file holds: that comes as a Reject."""
    name = path.relative_to(root).as_posix() if path != root else path.name
    try:
        if path.stat().st_size == 0:
            yield Reject(name, "empty_file")
            return
        yield from READERS[path.suffix.lower()](path, name, max_bytes)
    except Undecodable as error:
        yield Reject(name, error.args[0])
    except OSError as error:
        yield Reject(name, "unreadable", error.strerror or "")


def _whole(path: Path, max_bytes: int) -> tuple[str, str, str]:
    """Text, encoding and SHA-256 of a file that must fit in memory."""
    if path.stat().st_size > max_bytes:
        raise Undecodable("file_too_large")
    raw = path.read_bytes()
    text, encoding = decode(raw)
    return text, encoding, hashlib.sha256(raw).hexdigest()


def _read_text(path: Path, name: str, max_bytes: int) -> Read:
    text, encoding, digest = _whole(path, max_bytes)
    yield Raw(name, digest, Traced.of(text), meta={"encoding": encoding})


_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n", re.S)


def _read_markdown(path: Path, name: str, max_bytes: int) -> Read:
    text, encoding, digest = _whole(path, max_bytes)
    meta = {"encoding": encoding, "format": "markdown"}
    title = ""
    traced = Traced.of(text)
    if front := _FRONT_MATTER.match(text):
        pairs = dict(re.findall(r"^(title|date|author|url): *(.+?) *$", front[1], re.M))
        title = pairs.pop("title", "").strip("\"'")
        meta |= pairs
        traced = Traced(
            text[front.end() :], traced.starts[front.end() :], traced.ends[front.end() :]
        )
    yield Raw(name, digest, traced, title, meta)


def _read_html(path: Path, name: str, max_bytes: int) -> Read:
    text, encoding, digest = _whole(path, max_bytes)
    page = read_page(text)
    if not page.text.text:
        yield Reject(name, "no_main_content", text[:200])
        return
    yield Raw(
        name, digest, page.text, page.title, {"encoding": encoding, "format": "html"} | page.meta
    )


def _read_jsonl(path: Path, name: str, max_bytes: int) -> Read:
    with path.open("rb") as lines:
        number = 0
        while line := lines.readline(max_bytes + 1):
            number += 1
            source = f"{name}#{number}"
            if len(line) > max_bytes:
                yield Reject(source, "file_too_large")
                while line and not line.endswith(b"\n"):
                    line = lines.readline(max_bytes)
            elif line.strip():
                yield _read_row(line.strip(), source)


def _read_row(line: bytes, source: str) -> Raw | Reject:
    try:
        text, encoding = decode(line)
        row = json.loads(text)
    except Undecodable as error:
        return Reject(source, error.args[0])
    except (ValueError, RecursionError):  # ValueError: no JSON, or a number of thousands of digits
        return Reject(source, "no_json", line[:200].decode("utf-8", "replace"))
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return Reject(source, "no_text_column", text[:200])
    meta = {key: _whole_chars(str(row[key])) for key in ("date", "author", "url") if row.get(key)}
    title = row.get("title")
    return Raw(
        source,
        hashlib.sha256(line).hexdigest(),
        Traced.of(_whole_chars(row["text"])),
        _whole_chars(title) if isinstance(title, str) else "",
        {"encoding": encoding, "format": "jsonl"} | meta,
    )


_SURROGATE = re.compile("[\ud800-\udfff]")


def _whole_chars(text: str) -> str:
    """U+FFFD for each half of a character, which a cut-off JSON escape leaves and no file can hold."""
    return _SURROGATE.sub("\ufffd", text)


READERS: dict[str, Callable[[Path, str, int], Read]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_jsonl,
}
