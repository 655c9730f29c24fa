"""What a passage speaks of, topic by topic: its headed sections, or its paragraphs.

A summary is to hold something of each before it holds a second thing of one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_prep.records import Lang
from data_prep.summaries.headings import headings, unnumbered

SMALL = {"zh": 15, "en": 60}
"""Characters; a shorter paragraph belongs to the one before it."""
_LABELLED = re.compile(r"^\s*[^\s:：。.“\"]{1,12}(?: [\w]+){0,2}[:：].{0,200}$")
"""A line in front of the text that says when, where and by whom (Present: …)."""
LONG = {"zh": 600, "en": 1800}
"""Characters; a longer section is several topics."""
_SENTENCE = re.compile(r"[。！!]|[.]\W*$|[.] ")


@dataclass(frozen=True, slots=True)
class Topic:
    """passage[start:end], with the heading above it, or ""."""

    heading: str
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


def outline(passage: str, lang: Lang) -> list[Topic]:
    """The topics of a passage in order: those that hold a sentence.

    Where two or more headings stand, a section is one topic unless it is long; else each paragraph is one.
    """
    lines = passage.split("\n")
    heading = headings(lines, lang)
    sectioned = sum(heading) > 1
    topics: list[Topic] = []
    above, fresh, at = "", True, 0
    for line, is_head in zip(lines, heading, strict=True):
        end = at + len(line)
        if is_head:
            above, fresh = unnumbered(line), True
        elif not topics and not above and _LABELLED.match(line):
            pass
        elif _SENTENCE.search(line):
            joins = (sectioned and above) or len(line) < SMALL[lang]
            if topics and joins and not fresh and end - topics[-1].start <= LONG[lang]:
                topics[-1] = replace(topics[-1], end=end)
            else:
                topics.append(Topic(above, at, end))
            fresh = False
        at = end + 1
    return topics


def merged(topics: Sequence[Topic], most: int) -> list[Topic]:
    """At most `most` topics: neighbours that are shortest together become one."""
    out = list(topics)
    while len(out) > most:
        i = min(range(len(out) - 1), key=lambda n: out[n].size + out[n + 1].size)
        out[i : i + 2] = [replace(out[i], end=out[i + 1].end)]
    return out


def sections(passage: str, lang: Lang) -> int:
    """How many headings stand in a passage."""
    return sum(headings(passage.split("\n"), lang))
