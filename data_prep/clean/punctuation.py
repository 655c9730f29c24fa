"""Widths and quotation marks: full-width and half-width forms to the norm of the text around them.

Code keeps its own: fenced blocks, inline code, and lines that look like code.
"""

import re
from bisect import bisect_right

from data_prep.clean.edits import Edit
from data_prep.clean.pinyin import FULL_WIDTH, HAN, TONED

_HAN = re.compile(f"[{HAN}]")
_FENCED = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1", re.M | re.S)
_INLINE = re.compile(r"(`{1,3})[^`\n]+\1")
_CODE_MARK = re.compile(
    r"[;{}][ \t]*$|[=!<>+*/|&-]=|[=<>] ?[\"'\[{(]|\w\(.*\)[ \t]*[;{][ \t]*$|\$\{?\w|::|->|=>|</?\w"
    r"|^[ \t]*(?:#include|//|/\*|[$%] |>>>|sudo |import |def |class |return |print)"
)
HAN_OF_CODE = 0.3
"""A line with the marks of code is code when less than this share of it is Han."""


class Code:
    """Where the code of a text stands. Lines are judged when they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [m.span() for m in _FENCED.finditer(text)] if "```" in text or "~~~" in text else []
        if "`" in text:
            spans += [m.span() for m in _INLINE.finditer(text)]
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]
        self.lines: dict[int, bool] = {}

    def holds(self, at: int) -> bool:
        """Whether the character at `at` belongs to code."""
        for start, end in reversed(self.spans[: bisect_right(self.starts, at)][-2:]):
            if start <= at < end:
                return True
        begin = self.text.rfind("\n", 0, at) + 1
        if begin not in self.lines:
            end = self.text.find("\n", at)
            self.lines[begin] = _is_code(self.text[begin : end if end >= 0 else len(self.text)])
        return self.lines[begin]


def _is_code(line: str) -> bool:
    ink = "".join(line.lstrip("? \t").split())  # what later steps change must not decide
    return bool(_CODE_MARK.search(line)) and len(_HAN.findall(ink)) < HAN_OF_CODE * len(ink)


_FULL = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0f\uff0d\uff20\u3000]")
_ANY_FULL = re.compile("[\uff01-\uff5e\u3000]")
_LATIN_LINE = re.compile(f"^[^{HAN}\n]*$", re.M)
_CJK = rf"{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—·"
_HALF = re.compile(
    rf"(?<=[{_CJK}()])[,;:!](?![a-z])|(?<=[{_CJK}])\?(?![a-zü]*[{TONED}])|(?<=[\w\]%‰°℃℉\ufffd])[,;:?!](?=[{HAN}“‘《（])|,(?=[A-Z])|(?<=[{HAN}])\.(?=\s|$|[”’])"
)
_PAIRED = re.compile(r"\(([^()\n]*)\)")
_ASCII_MARK = re.compile(r"[,;:?!.()]")


def widths(text: str) -> list[Edit]:
    """Chinese text: full-width letters and digits to half width, half-width marks beside Han to full width.

    Numbers (1,000 · 10:30) keep theirs: a mark between two digits touches no Han.
    """
    code = Code(text)
    edits: dict[int, str] = {}
    chars = list(text)
    now = text
    # a mark made full-width may widen the one beside it
    while changes := {at: c for at, c in _changes(now).items() if not code.holds(at)}:
        edits |= changes
        for at, char in changes.items():
            chars[at] = char
        now = "".join(chars)
    return [Edit(at, at + 1, char, "width") for at, char in sorted(edits.items())]


def _changes(text: str) -> dict[int, str]:
    """Position → character of what one pass changes."""
    changes = {m.start(): _narrow(m[0]) for m in _FULL.finditer(text)}
    if not _ASCII_MARK.search(text):
        return changes
    for match in _HALF.finditer(text):
        changes[match.start()] = "。" if match[0] == "." else FULL_WIDTH[match[0]]
    for match in _PAIRED.finditer(text):
        if _HAN.search(match[1]) or _HAN.match(text[match.start() - 1 : match.start()] or " "):
            changes[match.start()], changes[match.end() - 1] = "（", "）"
    return changes


def _narrow(char: str) -> str:
    return " " if char == "\u3000" else chr(ord(char) - 0xFEE0)


def narrowed(text: str) -> list[Edit]:
    """English text: every full-width form of ASCII to the ASCII character, in lines without Han."""
    if not _ANY_FULL.search(text):
        return []
    return [
        Edit(m.start(), m.end(), _narrow(m[0]), "width")
        for line in _LATIN_LINE.finditer(text)
        for m in _ANY_FULL.finditer(text, *line.span())
    ]


_STRAIGHT = re.compile(r'"([^"\n]{1,400})"')


def quotes(text: str) -> list[Edit]:
    """Straight double quotes around Han to curly ones, so that quoted speech can be told from the rest."""
    if '"' not in text:
        return []
    code = Code(text)
    edits = []
    for match in _STRAIGHT.finditer(text):
        if _HAN.search(match[1]) and not code.holds(match.start()):
            edits += (
                Edit(match.start(), match.start() + 1, "“", "quote"),
                Edit(match.end() - 1, match.end(), "”", "quote"),
            )
    return edits
