"""Course advertisements behind an article."""

import re

from data_prep.clean.boilerplate.rules import COURSE, COURSE_EN, OFFER, OFFER_EN

_TERM = re.compile("[A-Za-z][A-Za-z0-9+.#-]{2,}")
_POINT = re.compile(r"\W{0,2}(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)）、.．]")
_LONGEST_AD = 12
"""Lines, or a quarter of the page."""


def course_ad(lines: list[str]) -> range:
    """Where in `lines` (folded, in their own case) the advertisement stands, from its first line to the end.

    It is found by its words, of which the article itself holds none, and grown over the lines before it
    that talk of a thing (LINUX) which the article never names so; else only over its numbered points.
    """
    none = range(0)
    first = 2 * len(lines) // 3
    tail = "\n".join(lines[first:])
    for course, offer in ((COURSE, OFFER), (COURSE_EN, OFFER_EN)):
        if not offer.search(tail.lower()):
            continue
        cues = [i for i in range(first, len(lines)) if course.search(lines[i].lower())]
        if len(cues) < 2 or len(lines) - cues[0] > max(_LONGEST_AD, len(lines) // 4):
            continue
        words = {word for i in cues for word in course.findall(lines[i].lower())}
        body = "\n".join(lines[: max(first, cues[0] - 3)])
        if len(words) < 2 or any(word in body.lower() for word in words):
            continue  # an article on schooling talks of courses all along
        return _grown(lines, cues, first, body)
    return none


def _grown(lines: list[str], cues: list[int], first: int, body: str) -> range:
    ad = range(cues[0], len(lines))
    strange = {t for i in ad for t in _TERM.findall(lines[i]) if t not in body}
    start = cues[0]
    while strange and start > first and any(t in lines[start - 1] for t in strange):
        start -= 1
    if strange:
        return range(start, len(lines))
    apart = [i for i in range(cues[0], cues[-1]) if i not in cues and not _POINT.match(lines[i])]
    return range(0) if apart else range(cues[0], cues[-1] + 1)
