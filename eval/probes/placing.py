"""Names inside sentences: where they stand as whole words, and others put in their place."""

import re

_WORD_EDGE = re.compile(r"[A-Za-z0-9À-ɏ]")
_ARTICLE = re.compile(r"(?:the|an?) $", re.IGNORECASE)


def places(text: str, part: str) -> list[int]:
    """Where `part` begins in `text` as whole words; Chinese has no edges of words to look at."""
    if not part:
        return []
    head = r"(?<![A-Za-z0-9À-ɏ])" if _WORD_EDGE.match(part) else ""
    tail = r"(?![A-Za-z0-9À-ɏ])" if _WORD_EDGE.match(part[-1]) else ""
    return [found.start() for found in re.finditer(head + re.escape(part) + tail, text)]


def put(text: str, part: str, other: str, *, article: bool = True) -> str | None:
    """`text` with `other` in place of `part`; None unless `part` stands in it once, as a whole word and
    at all. Without `article`, an English article before it goes too ("the Orrinelle" → "X")."""
    found = places(text, part)
    if len(found) != 1 or text.count(part) != 1:
        return None
    before, after = text[: found[0]], text[found[0] + len(part) :]
    before = before if article else _ARTICLE.sub("", before)
    return before + _gap(before, other) + other + _gap(other, after) + after


def _gap(left: str, right: str) -> str:
    """A space where two Latin words or numbers would run together: X 1938年出生."""
    return " " if _WORD_EDGE.match(left[-1:]) and _WORD_EDGE.match(right[:1]) else ""


def one_line(text: str) -> str:
    """`text` without line breaks and runs of space."""
    return " ".join(text.split())
