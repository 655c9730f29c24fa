"""Titles and pools of links that pages are stuffed with for search engines."""

import re

from data_prep.clean.boilerplate.rules import HONEST, TRADE_WORDS, TRADES

_SEGMENTS = re.compile(r"[_,、|\-—\s]+")
_POOL = re.compile(
    r"主站蜘蛛池|蜘蛛池(?:模板)?:|友情链接:|(?:[\u4e00-\u9fff]{1,8}\s*[|,、]?\s*\|\s*){8,}"
)
_POOL_PARTS = 8
LONGEST_TITLE = 200
_STUFFED = 5
"""Different words of the trades that make a title of one or two segments, if half of it are such words."""


def spam_title(line: str) -> bool:
    """A line of keyword segments (folded), half of them from the trades that buy such titles.

    国产, 欧美 and the like stand in honest headlines too: one word must be of the trades alone, and
    none of the words with which the trades are reported on.
    """
    if len(line) > LONGEST_TITLE or not TRADES.search(line):
        return False
    segments = [segment for segment in _SEGMENTS.split(line) if segment]
    hits = sum(bool(TRADE_WORDS.search(segment)) for segment in segments)
    words = TRADE_WORDS.findall(line)
    stuffed = len(set(words)) >= _STUFFED and 2 * sum(map(len, words)) >= len(line)
    return (
        (len(segments) >= 3 or (len(segments) == hits and stuffed))
        and hits * 2 >= len(segments)
        and not HONEST.search(line)
        and not re.search("[。!?]", line)
    )


def spider_pool(line: str) -> bool:
    """A pool of links in one line (folded), however long: many short names between bars, all Han."""
    return bool(_POOL.match(line[:400]))
