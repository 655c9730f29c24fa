"""A document cut into what one summary is written of: the whole of it, and its sections."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.facts.discourse import sentences
from data_prep.records import Document, Lang
from data_prep.summaries.headings import headings, numbered
from data_prep.summaries.tables import MIN_UNIT

WHOLE = 8
"""A document of up to so many passages' length is also summarized as a whole."""
MIN_SECTION = {"zh": 250, "en": 700}
"""Characters; a shorter section goes together with the next."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph up to what was removed from it, and its span in the document."""

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
    `removed` are left out with what may hang on them (`_pieces`). The title's own line is left out too:
    it is the answer of the headline row.
    """
    pieces = list(_pieces(document, removed, limit))
    out = [_joined(group) for group in _groups(pieces, document.lang, limit)]
    if len(out) > 1 and sum(len(p.text) + 1 for p in pieces) <= WHOLE * limit:
        out.insert(0, _joined(pieces))
    return out


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
    """The paragraphs, each up to the first thing removed from it.

    What follows a gap may hang on what stood there, so the rest of the paragraph goes with it, the rest
    of a numbered list, and a whole section whose opening is gone.
    """
    lang = document.lang
    spans = list(_paragraphs(document, limit))
    whole = [document.text[a:b].strip() for a, b in spans]
    kept = _kept(document.text, spans, _merged(removed), lang)
    heading = headings(whole, lang)
    gone = listed = False
    for i, (start, stop) in enumerate(spans):
        if not whole[i]:
            continue
        if heading[i]:
            gone = not kept[i] or not _after(i, whole, kept)
        listed = (listed or kept[i] != whole[i]) and numbered(whole[i]) and not heading[i]
        text = "" if gone or (listed and kept[i] == whole[i]) else kept[i]
        if text and text != document.title:
            yield _Piece(text, start, stop, heading[i])


def _after(i: int, whole: list[str], kept: list[str]) -> str:
    """What is kept of the line under a heading."""
    return next((k for w, k in zip(whole[i + 1 :], kept[i + 1 :], strict=True) if w), "")


def _kept(
    text: str, spans: list[tuple[int, int]], gaps: list[tuple[int, int]], lang: Lang
) -> list[str]:
    """Each span of the text up to the first gap in it, no stub of a sentence alone."""
    ends = [b for _, b in gaps]
    out = []
    for start, stop in spans:
        first = bisect_right(ends, start)
        cut = max(start, gaps[first][0]) if first < len(gaps) else stop
        kept = text[start : min(stop, cut)].strip()
        out.append(kept if cut >= stop or len(kept) >= MIN_UNIT[lang] else "")
    return out


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
