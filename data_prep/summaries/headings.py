"""Lines that head what follows them: titles of sections, items of an agenda, questions of a FAQ."""

import re
from collections.abc import Sequence

from data_prep.records import Lang

_NO_HEADING_END = re.compile(r"[。！？!?；;，,、：:.…”’）)|]$")
_BYLINE = re.compile(r"、.*、|、.*，|\d{4}-\d\d-\d\d|作者|记者|译者|编辑")
_ENTRY = re.compile(r"^\s*(?:[-*+•|>#]|\d+[.)、]\s|[(（]\d+[)）])")
_NUMBER = re.compile(
    r"^\s*(?:\d+(?:\.\d+)+[.)、]?\s*|\d+[.)、]\s*|[一二三四五六七八九十]+、\s*"
    r"|[（(][一二三四五六七八九十\d]+[）)]\s*|第[一二三四五六七八九十\d]+[章节条]\s*)"
)
_QUESTION = re.compile(r"[？?]\W*$")
MAX_QUESTION = {"zh": 40, "en": 100}
"""Characters; a longer line that ends in a question mark is a paragraph."""


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


def unnumbered(line: str) -> str:
    """A heading without the number in front of it."""
    return _NUMBER.sub("", line, count=1).strip()


def numbered(line: str) -> bool:
    """Whether a line begins with a number of a list or of an agenda."""
    return bool(_NUMBER.match(line))


def heads(line: str, after: str, lang: Lang) -> bool:
    """Whether a line heads the line that follows: a heading above a longer one, a question above its answer."""
    line, after = line.strip(), after.strip()
    if not line or not after:
        return False
    if _QUESTION.search(line):
        return len(line) <= MAX_QUESTION[lang] and not _QUESTION.search(after)
    listed = _kind(line) != "" and _kind(line) == _kind(after)
    return len(after) > len(line) and not listed and is_heading(unnumbered(line), lang)


def headings(lines: Sequence[str], lang: Lang) -> list[bool]:
    """Which of the lines head what stands under them; empty lines are passed over."""
    out = [False] * len(lines)
    after = ""
    for i in range(len(lines) - 1, -1, -1):
        if lines[i].strip():
            out[i] = heads(lines[i], after, lang)
            after = lines[i]
    return out


def _kind(line: str) -> str:
    """How a line is numbered: its number's shape, "" without one."""
    found = _NUMBER.match(line)
    return re.sub(r"[一二三四五六七八九十]+|\d+", "0", found[0].strip()) if found else ""
