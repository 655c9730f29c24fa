"""A document cut into what one summary is written of: the whole of it, and its sections."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.facts.discourse import sentences
from data_prep.records import Document, Lang

WHOLE = 8
"""A document of up to so many passages' length is also summarized as a whole."""
MIN_SECTION = {"zh": 250, "en": 700}
"""Characters; a shorter section goes together with the next."""

_NO_HEADING_END = re.compile(r"[。！？!?；;，,、：:.…”’）)|]$")
_BYLINE = re.compile(r"、.*、|、.*，|\d{4}-\d\d-\d\d|作者|记者|译者|编辑")
_ENTRY = re.compile(r"^\s*(?:[-*+•|>#]|\d+[.)、]\s|[(（]\d+[)）])")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph without what was removed from it, and its span in the document."""

    text: str
    start: int
    end: int
    heading: bool


def passages(
    document: Document, removed: list[tuple[int, int]], limit: int
) -> list[tuple[str, int, int]]:
    """(text, start, end): the whole document when it is not too long, then its sections.

    A section is a heading with what stands under it, or consecutive paragraphs of a text without
    headings, up to `limit` characters; a single longer paragraph is cut behind a sentence. The spans
    `removed` are left out, and where one stood inside a paragraph a line break stays, so that nobody
    reads a pronoun behind the gap as the name before it. The title's own line is left out too: it is
    the answer of the headline row.
    """
    pieces = list(_pieces(document, removed, limit))
    out = [_joined(group) for group in _groups(pieces, document.lang, limit)]
    if len(out) > 1 and sum(len(p.text) + 1 for p in pieces) <= WHOLE * limit:
        out.insert(0, _joined(pieces))
    return out


def is_heading(line: str, lang: Lang) -> bool:
    """Whether a line looks like a heading: short, no mark at its end, no entry of a list or a table."""
    line = line.strip()
    short = 2 <= len(line) <= 30 if lang == "zh" else 0 < len(line.split()) <= 10
    return (
        short
        and not _BYLINE.search(line)
        and not _NO_HEADING_END.search(line)
        and not _ENTRY.match(line)
    )


def _joined(group: list[_Piece]) -> tuple[str, int, int]:
    return "\n".join(p.text for p in group), group[0].start, group[-1].end


def _groups(pieces: list[_Piece], lang: Lang, limit: int) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    size = 0
    for piece in pieces:
        full = size + len(piece.text) > limit
        fresh = piece.heading and size >= MIN_SECTION[lang]
        if group and (full or fresh):
            carried = [group.pop()] if group[-1].heading and len(group) > 1 else []
            yield group
            group, size = carried, sum(len(p.text) for p in carried)
        group.append(piece)
        size += len(piece.text)
    if group:
        yield group


def _pieces(document: Document, removed: list[tuple[int, int]], limit: int) -> Iterator[_Piece]:
    gaps = _merged(removed)
    starts = [a for a, _ in gaps]
    lines = list(_paragraphs(document, limit))
    for i, (start, stop) in enumerate(lines):
        first = max(0, bisect_right(starts, start) - 1)
        text = _without(document.text, start, stop, gaps, first)
        if not text or text == document.title:
            continue
        longer = i + 1 < len(lines) and lines[i + 1][1] - lines[i + 1][0] > len(text)
        yield _Piece(text, start, stop, longer and is_heading(text, document.lang))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _paragraphs(document: Document, limit: int) -> Iterator[tuple[int, int]]:
    at = 0
    for line in document.text.split("\n"):
        if len(line) <= limit:
            yield at, at + len(line)
        else:
            start = at
            for sentence in sentences(line, document.lang):
                if at + sentence.end - start > limit and at + sentence.start > start:
                    yield start, at + sentence.start
                    start = at + sentence.start
            yield start, at + len(line)
        at += len(line) + 1


def _without(text: str, start: int, stop: int, gaps: list[tuple[int, int]], first: int) -> str:
    out, at = [], start
    for a, b in gaps[first:]:
        if a >= stop:
            break
        if b <= at:
            continue
        out.append(text[at : max(a, at)])
        at = min(max(b, at), stop)
        while at < stop and text[at] in "。，；.,; ":  # the mark that closed what was taken out
            at += 1
    parts = [part.strip() for part in [*out, text[at:stop]]]
    return "\n".join(part for part in parts if part)
