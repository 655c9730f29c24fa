"""Markdown marks, hard-wrapped lines and white space: what is layout, not text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from data_prep.clean.edits import Edit

_Found = tuple[int, int, str, str]
"""(start, end, replacement, rule)."""

_MARKDOWN: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "md_image",
        re.compile(
            r"\[!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)\]\([^)\n]{0,2000}\)|!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"
        ),
        "",
    ),
    ("md_comment", re.compile(r"<!--.{0,4000}?-->", re.S), ""),
    ("md_heading", re.compile(r"^#{1,6}[ \t]+", re.M), ""),
    ("md_rule", re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.M), ""),
    ("md_quote", re.compile(r"^[ \t]*>[ \t]?", re.M), ""),
    ("md_bullet", re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.M), ""),
    ("md_fence", re.compile(r"^[ \t]*(?:```|~~~).*$", re.M), ""),
    ("md_table_rule", re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}[-:| \t]*$", re.M), ""),
)
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*\S[^\n]*(?:\n|\Z)",
    re.M,
)
"""A link definition (CommonMark 0.31, §4.7), which no reader sees: `[1]: http://…`."""
_REFERENCE = re.compile(r"!?\[([^\]\n]{0,300})\]\[([^\]\n]{0,200})\]")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,2000}\)")
_EMPHASIS = re.compile(
    r"(\*{2,3}|(?<![\w*])\*|(?<!\w)__|`+)(?=[^\s*`])(.{1,200}?)(?<=[^\s*`])\1(?![*`])"
)


_SIGNS = (
    re.compile(r"^#{1,6} \S", re.M),
    re.compile(r"^(?:```|~~~)[^\n]*\n(?:.*\n)*?(?:```|~~~)", re.M),
    re.compile(r"\[[^\]\n]{1,300}\]\((?:https?:|[./#\w-])[^)\n]{0,2000}\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*"),
    _DEFINITION,
    re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*\|[-:| \t]*$", re.M),
)
"""Headings, fences, links, strong emphasis, link definitions, tables."""
SIGNS = 2
"""Kinds of marks that a row of text must show to be read as Markdown."""
_HEAD = 50_000


def is_markdown(text: str) -> bool:
    """Whether a text that does not say what it is, a row of a dataset, is written in Markdown."""
    head = text[:_HEAD]
    return sum(bool(sign.search(head)) for sign in _SIGNS) >= SIGNS


def markdown(text: str) -> list[Edit]:
    """Marks away, words kept: headings, emphasis, links, bullets, quotes, fences."""
    found = [
        (m.start(), m.end(), rule) for rule, pattern, _ in _MARKDOWN for m in pattern.finditer(text)
    ]
    for match in _LINK.finditer(text):
        if match.start() and text[match.start() - 1] == "!":
            continue
        found += [
            (match.start(), match.start(1), "md_link"),
            (match.end(1), match.end(), "md_link"),
        ]
    found += _references(text)
    for match in _EMPHASIS.finditer(text):
        found += [
            (match.start(), match.start(2), "md_emphasis"),
            (match.end(2), match.end(), "md_emphasis"),
        ]
    return _apart([(start, end, "", rule) for start, end, rule in _outside_code(text, found)])


_FENCED = re.compile(r"^[ \t]*(```+|~~~+)[^\n]*\n(.*?)(?:^[ \t]*\1|\Z)", re.M | re.S)


def _outside_code(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """What was found outside of fenced blocks, in which # is a comment and * a product."""
    if "```" not in text and "~~~" not in text:
        return found
    blocks = [match.span(2) for match in _FENCED.finditer(text)]
    starts = [start for start, _ in blocks]

    def inside(start: int) -> bool:
        at = bisect_right(starts, start) - 1
        return at >= 0 and start < blocks[at][1]

    return [one for one in found if not inside(one[0])]


def _references(text: str) -> Iterator[tuple[int, int, str]]:
    """Link definitions, and the marks of the links and images that use them."""
    labels = set()
    for match in _DEFINITION.finditer(text):
        labels.add(match[1].casefold())
        yield match.start(), match.end(), "md_definition"
    for match in _REFERENCE.finditer(text) if labels else ():
        if (match[2] or match[1]).casefold() not in labels:
            continue
        if match[0].startswith("!"):
            yield match.start(), match.end(), "md_image"
        else:
            yield match.start(), match.start(1), "md_link"
            yield match.end(1), match.end(), "md_link"


_LIST_ITEM = re.compile(r"[-*+•][ \t]|\d{1,3}[.)][ \t]")
_SENTENCE_END = re.compile(r"[.!?:][\"”’)]*$")
WRAP_COLUMNS = range(50, 101)
"""Line lengths that a hard wrap leaves."""


def unwrap(text: str) -> list[Edit]:
    """The newlines of hard-wrapped English paragraphs become spaces.

    A paragraph is wrapped when no line had room for the first word of the next; lines that end early
    are verse, a list, or paragraphs of one line each.
    """
    edits = []
    for block in re.finditer(r"^[^\n]+(?:\n[^\n]+){2,}", text, re.M):
        lines = block[0].split("\n")
        longest = max(map(len, lines))
        full = all(len(a) + 1 + len(b.split(" ", 1)[0]) > longest for a, b in pairwise(lines))
        apart = any(map(_LIST_ITEM.match, lines)) or all(map(_SENTENCE_END.search, lines))
        if longest not in WRAP_COLUMNS or not full or apart:
            continue
        at = block.start()
        for line in lines[:-1]:
            at += len(line)
            edits.append(Edit(at, at + 1, " ", "hard_wrap"))
            at += 1
    return edits


_ENDS = re.compile(r"\A\s+|(?<!\s)\s+\Z")
_RUN = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_HAN_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff，。；：？！、”）》])[ \t]+(?=[\u4e00-\u9fff，。；：？！、“（《])"
)


def whitespace(text: str) -> list[Edit]:
    """No space at line ends, one between words, none between Han, no empty lines."""
    found = [
        *((m.start(), m.end(), "\n", "blank_line") for m in _BLANK.finditer(text)),
        *((m.start(), m.end(), "", "trailing_space") for m in _ENDS.finditer(text)),
        *_line_ends(text),
        *_han_spaces(text),
    ]
    if "  " in text or "\t" in text:
        found += [(m.start(), m.end(), " ", "space_run") for m in _RUN.finditer(text)]
    return _apart(found)


_SENTENCE = re.compile("[。，；！？,]")
LOOSE = 0.35
"""Spaces a Han character from which a line without sentence marks was set with spaces, not in parts."""


def _han_spaces(text: str) -> Iterator[_Found]:
    """Spaces between Han, but those that part a heading or a row of links: 首页 新闻 · 甲地动工 总投资三亿."""
    line_end = judged = -1
    parted = False
    for match in _HAN_SPACE.finditer(text):
        if match.start() > line_end:
            begin = text.rfind("\n", 0, match.start()) + 1
            line_end = text.find("\n", match.start())
            line_end = len(text) if line_end < 0 else line_end
            if begin != judged:
                judged, parted = begin, _parted(text[begin:line_end])
        if not parted:
            yield match.start(), match.end(), "", "han_space"


def _parted(line: str) -> bool:
    spaces = len(_HAN_SPACE.findall(line))
    return not _SENTENCE.search(line) and spaces < LOOSE * len(line)


def _line_ends(text: str) -> Iterator[_Found]:
    """The spaces and tabs that lines begin and end with."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line[:1] in " \t" or line[-1:] in " \t":  # an empty line is in both
            word = at + len(line) - len(line.lstrip(" \t"))
            if word > at:
                yield at, word, "", "trailing_space"
            if word < end and (last := at + len(line.rstrip(" \t"))) < end:
                yield last, end, "", "trailing_space"
        at = end + 1


def _apart(found: list[_Found]) -> list[Edit]:
    """Edits of what was found: of two that overlap the one that begins first, then the longer."""
    edits, at = [], 0
    for start, end, new, rule in sorted(found, key=lambda f: (f[0], -f[1], f[2])):
        if start >= at and end > start:
            edits.append(Edit(start, end, new, rule))
            at = end
    return edits
