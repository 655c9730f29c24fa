"""A text beside what cleaning made of it: what stayed, what went, what came, and by which rules."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data_prep.clean import Traced
from data_prep.clean.steps import Change


@dataclass(slots=True)
class Piece:
    """`before` became `after`; equal texts are what stayed, and then `rules` is empty."""

    before: str
    after: str
    rules: list[str] = field(default_factory=list)


def pieces(source: str, text: Traced, changes: Sequence[Change]) -> list[Piece]:
    """`source` cut in pieces, each with what `text` (traced to `source`) has in its place, and the rules
    that struck there, in their order. The pieces' `before` joined is `source`, their `after` is the text."""
    struck = _Struck(changes)
    made: list[Piece] = []
    at = 0
    for start, end, after in _groups(text):
        if start > at:
            _add(made, Piece(source[at:start], "", struck.rules(at, start)))
        before = source[max(at, start) : end]
        if before == after:
            _add(made, Piece(before, after))
        else:
            _add(made, Piece(before, after, struck.rules(start, end)))
        at = max(at, end)
    if at < len(source):
        _add(made, Piece(source[at:], "", struck.rules(at, len(source))))
    return made


def _groups(text: Traced) -> Iterator[tuple[int, int, str]]:
    """(source start, source end, characters) of the runs of `text`: those that stand for one span are one."""
    for at, length, start, size in text.runs():
        if size == length:
            for number in range(length):
                yield start + number, start + number + 1, text.text[at + number]
        else:
            yield start, start + size, text.text[at : at + length]


def _add(made: list[Piece], piece: Piece) -> None:
    """Join what stayed to what stayed, and what changed to what changed by the same rules."""
    if made and made[-1].rules == piece.rules:
        made[-1].before += piece.before
        made[-1].after += piece.after
    else:
        made.append(piece)


class _Struck:
    """Which rules struck a span of the source."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.order = {rule: n for n, rule in enumerate(dict.fromkeys(c.rule for c in changes))}
        self.changes = sorted(changes, key=lambda change: (change.start, change.end))
        self.starts = [change.start for change in self.changes]
        self.reach = max((change.end - change.start for change in changes), default=0)

    def rules(self, start: int, end: int) -> list[str]:
        first = bisect_left(self.starts, start - self.reach)
        last = bisect_right(self.starts, end)
        found = {
            change.rule
            for change in self.changes[first:last]
            if (change.start < end and change.end > start) or change.start == change.end == start
        }
        return sorted(found or {"unnamed"}, key=lambda rule: self.order.get(rule, -1))


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff]")  # fmt: skip


def shown(text: str) -> str:
    """`text` for a terminal: what a document could command it with, or hide, is written out."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def render(piece: Piece, color: bool) -> str:
    """A piece as a line of text: removed and added are coloured, or stand in [- -] and {+ +}."""
    if not piece.rules:
        return shown(piece.after)
    gone, come = (shown(text).replace("\n", "⏎") for text in (piece.before, piece.after))
    rules = ",".join(piece.rules)
    newline = "\n" if "\n" in piece.after else ""
    if color:
        gone = f"\x1b[31;9m{gone}\x1b[0m" if gone else ""
        come = f"\x1b[32m{come}\x1b[0m" if come else ""
        return f"{gone}{come}\x1b[2m‹{rules}›\x1b[0m{newline}"
    gone = f"[-{gone}-]" if gone else ""
    come = f"{{+{come}+}}" if come else ""
    return f"{gone}{come}‹{rules}›{newline}"
