"""A document as the sections that a model is shown one at a time, with what a reader of it would know by then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.discourse import document_date, utterances
from data_prep.facts.names import find_names
from data_prep.facts.tokens import Names
from data_prep.records import Document

_BREAK = re.compile(r"\n+|[。！？!?]+[”’」』）)]*|\.(?=\s)")
MOST_NAMES = 30
"""Entities seen so far that a section is told of, the latest first."""


@dataclass(frozen=True, slots=True)
class Section:
    """text[start:end] of a document is what facts are asked of; text[before:start] is shown so that
    references resolve, and overlaps the section before."""

    number: int
    before: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Background:
    """What a reader of a section would know by then."""

    title: str
    date: str
    """The day of writing as 2024-05-29, or ""."""
    speakers: tuple[str, ...]
    """Who is quoted in the document, in the order of their first words."""
    entities: tuple[str, ...]
    """Names that stand before the section, the latest first."""


def sections(document: Document, chars: int, overlap: int) -> Iterator[tuple[Section, Background]]:
    """The sections of a document: whole paragraphs up to `chars` characters, else whole sentences, else a
    cut; each is shown up to `overlap` characters of what stands before it, from the start of a sentence."""
    text = document.text
    names = find_names(text, document.title, document.lang)
    written = document_date(text, document.title)
    date = written.isoformat() if written else ""
    said = utterances(text, document.title, document.lang, names)
    speakers = tuple(dict.fromkeys(u.speaker for u in said if u.speaker))
    ends = [match.end() for match in _BREAK.finditer(text)]
    for number, (start, end) in enumerate(_cuts(text, ends, chars)):
        known = Background(document.title, date, speakers, _seen(text[:start], names))
        yield Section(number, _before(ends, start, overlap), start, end), known


def _cuts(text: str, ends: list[int], chars: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        limit = start + chars
        if limit >= len(text):
            end = len(text)
        else:
            inside = [end for end in ends if start < end <= limit]
            lines = [end for end in inside if text[end - 1] == "\n" and end - start > chars // 3]
            end = lines[-1] if lines else inside[-1] if inside else limit
        if not text[start:end].isspace():
            yield start, end
        start = end


def _before(ends: list[int], start: int, overlap: int) -> int:
    return min((end for end in [0, *ends] if start - overlap <= end <= start), default=start)


def _seen(text: str, names: Names) -> tuple[str, ...]:
    last = {name: text.rfind(name) for name in names.kinds}
    there = sorted((name for name, at in last.items() if at >= 0), key=lambda n: (-last[n], n))
    return tuple(there[:MOST_NAMES])
