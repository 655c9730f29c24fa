"""A Chinese sentence as its clauses, and the clauses that brackets and "and" hold."""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts.chinese_word import Word

_AND = frozenset("并 并且 且 而且".split())


def coordinated(ws: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words cut before an "and" that joins two verbs: 增加了长度 | 并改进了功能."""
    start = 0
    for i, word in enumerate(ws[:-1]):
        if (
            i > start + 2
            and word.text in _AND
            and ws[i + 1].tag in ("v", "md", "ba")
            and ws[i - 1].tag != "v"
        ):
            yield ws[start:i]
            start = i + 1
    yield ws[start:]


def bracketed(ws: Sequence[Word]) -> Iterator[tuple[tuple[Word, ...], str]]:
    """(the noun phrase before, what is said of it) of brackets that hold a clause: （覆盖A和B）."""
    for at, word in enumerate(ws):
        if word.tag == "br" and len(word.text) >= 8:
            start = at
            while start and (ws[start - 1].tag in ("n", "de", "vn", "a")):
                start -= 1
            yield (
                tuple(ws[start:at]) if start < at and ws[start].tag != "de" else (),
                word.text.strip("（）"),
            )


_OPEN, _CLOSE = "“‘《（「", "”’》）」"


_CUTS = re.compile(f"[{_OPEN}{_CLOSE}，；：。！—]")


AND_ALSO = re.compile("以及|及其?|和(?!.{1,24}(?:相比|不同|一样))|或者|或(?![许将是称])|、")
"""How a clause begins that only goes on with the list before it."""


def clauses(text: str) -> Iterator[str]:
    """The text cut behind ，；： and before —— that stand in no quotation, title or bracket."""
    for clause, _ in marked_clauses(text):
        yield clause


def marked_clauses(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text, each with the mark behind it."""
    start, depth = 0, 0
    for match in _CUTS.finditer(text):
        at, char = match.start(), match[0]
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth > 0:
            continue
        if char in "，；：。！":
            yield text[start:at], char
            start = at + 1
        elif at > start and text.startswith("——", at) and text[at - 1] != "—":
            yield text[start:at], "—"
            start = at
    if start < len(text):
        yield text[start:], ""
