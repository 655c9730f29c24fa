"""Interviews: which lines are whose turn."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.discourse.words import ANSWERS, HOSTS


@dataclass(frozen=True, slots=True)
class Line:
    """text[start:end], a line of the document without its turn label.

    `turn` is the label of the turn it belongs to ("" outside of turns); `host` when an interviewer speaks.
    """

    number: int
    start: int
    end: int
    turn: str = ""
    host: bool = False
    opens: bool = False
    """Whether the label stands in this line."""


_LABEL = re.compile(
    r"[ \t]*(?P<name>[\u4e00-\u9fff·•]{1,14}|[A-Z](?:[\w.'’-]*)(?: [A-Z][\w.'’-]+){0,3})(?:：|: ?|(?<=^[QA])\. )"
)


def lines(text: str) -> Iterator[Line]:
    """The lines of a document that hold anything, each with the turn it belongs to.

    A label is one when it opens two lines or more, of which at least two labels take turns.
    """
    labels = _labels(text)
    turn, host, at = "", False, 0
    for number, line in enumerate(text.split("\n")):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        match = _LABEL.match(line) if labels else None
        opens = bool(match and match["name"] in labels)
        if match and opens:
            turn, host = match["name"], labels[match["name"]]
            start += match.end()
        elif turn and (_leaves(line, host) or _speaks_of(line, turn)):
            turn, host = "", False
        yield Line(number, start, end, turn, host, opens)


_TITLE_CHARS = 24


def _leaves(line: str, host: bool) -> bool:
    """Whether a line without a label is nobody's turn: a heading, a note, or what follows a question."""
    bare = line.strip()
    return (
        host
        or (len(bare) <= _TITLE_CHARS and not re.search(r"[。！？.!?：:…”\"]$", bare))
        or bare[0] in "（([【*"
    )


def _speaks_of(line: str, turn: str) -> bool:
    """Whether a line without a label names the one who spoke last: it is the writer's own again."""
    return len(turn) > 2 and turn.isascii() and turn not in ANSWERS and turn in line


def _labels(text: str) -> dict[str, bool]:
    """Label → whether it is the interviewer's."""
    if "：" not in text and ":" not in text:
        return {}
    turns: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if match := _LABEL.match(line):
            turns.setdefault(match["name"], []).append(line[match.end() :])
    counts = Counter({name: len(words) for name, words in turns.items()})
    names = {n for n, count in counts.items() if count >= 2 or n in HOSTS or n in ANSWERS}
    known = names & (HOSTS | ANSWERS)
    if len(names) < 2 or sum(counts[n] for n in names) < 3:
        return {}
    asking = {
        name: sum(bool(re.search("[？?]", words)) for words in turns[name]) * 2 > counts[name]
        for name in names
    }
    if not known and not any(asking.values()):
        return {}  # labels of a list (时间：… 地点：…), not of a talk
    return {name: name in HOSTS or (asking[name] and name not in ANSWERS) for name in names}
