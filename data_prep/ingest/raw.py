"""What ingest hands on: a document as read, a refusal, and the limits of reading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from data_prep.clean.edits import Traced


@dataclass(frozen=True, slots=True)
class Raw:
    """One document as read: decoded, still dirty."""

    source: str
    """Name below the input; `#N` names row (or chapter) N of the file, `@K` part K, both from 1."""
    sha256: str
    """Of the file as it lies on disk; of the line of a .jsonl; of the text (UTF-8) of any other row."""
    text: Traced
    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    decoded: str = ""
    """The piece of the decoded source that the offsets of `text` point into."""
    base: int = 0
    """Characters of the decoded source before `decoded`: base + offset is the place in the whole."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A document that could not be read, and why (a snake_case reason)."""

    source: str
    reason: str
    excerpt: str = ""


Read = Iterator[Raw | Reject]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is held in memory at a time, and where the text of a row stands."""

    text_column: str = "text"
    part_chars: int = 1_000_000
    """Longer plain texts come in parts of at most so many characters."""
    max_bytes: int = 64 << 20
    """The largest thing that is read whole: a page, a row, a PDF, what an archive unpacks to."""
    portion_bytes: int = 16 << 20
    """A file of rows that is larger is read in several portions."""


class InputError(ValueError):
    """What the user designated as input is not there, or names nothing."""


class Unreadable(ValueError):
    """A file or row that gives no text: the drop reason, and what to look at."""

    def __init__(self, reason: str, excerpt: str = "") -> None:
        super().__init__(reason, excerpt)
        self.reason = reason
        self.excerpt = excerpt


_HALF = re.compile("[\ud800-\udfff]")


def whole_chars(text: str) -> str:
    """U+FFFD for each half of a character, which a cut-off JSON escape leaves and no file can hold."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)
