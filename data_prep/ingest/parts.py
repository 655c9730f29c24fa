"""A text of any length → parts of bounded length that end where a reader would pause."""

import re
from collections.abc import Iterable, Iterator

_BLANK = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t\u3000]*(?:\r\n|\n|\r(?!\n))")
_LINE = re.compile(r"\r\n|\n|\r(?!\n)")
_SENTENCE = re.compile(r"[。！？…][”’」』）]*|[.!?][\"'”’)]*(?=\s)")
_CUTS = ((_BLANK, 3 / 4), (_LINE, 1 / 2), (_SENTENCE, 1 / 2), (re.compile(r"[^\S\r]"), 1 / 2))
"""Where a part may end, best first, and from which share of its length on such an end is looked for."""


def parts(texts: Iterable[str], most: int) -> Iterator[tuple[int, str]]:
    """(characters before it, part) for a text that comes in pieces; a part has at most `most` characters (two or more).

    The parts joined are the text. No \\r\\n is cut in two. At most 2 · `most` characters and one piece are
    held. The last two parts share what is left, so that none is a scrap.
    """
    held: list[str] = []
    size = base = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size <= 2 * most:
            continue
        text = "".join(held)
        at = 0
        while len(text) - at > 2 * most:
            cut = _cut(text, at, at + most)
            yield base + at, text[at:cut]
            at = cut
        base += at
        held = [text[at:]]
        size = len(held[0])
    text = "".join(held)
    if size > most:
        cut = _cut(text, 0, min(most, max(2, size * 5 // 8)))
        yield base, text[:cut]
        base, text = base + cut, text[cut:]
        if len(text) > most:  # the cut fell early
            cut = _cut(text, 0, most)
            yield base, text[:cut]
            base, text = base + cut, text[cut:]
    if text:
        yield base, text


def _cut(text: str, start: int, end: int) -> int:
    """The best place in (start, end] to end a part that begins at `start`; `end` is inside the text."""
    for pattern, share in _CUTS:
        low = start + int((end - start) * share)
        # one character more, so that an end at `end` sees whether a \n follows its \r
        found = [m.end() for m in pattern.finditer(text, low, end + 1) if start < m.end() <= end]
        if found:
            return found[-1]
    if text[end - 1 : end + 1] == "\r\n" and end - 1 > start:
        return end - 1
    return end
