"""The invented world of the tests of the Chinese extraction: its names, and clauses written as strings."""

import re

from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_pieces import Piece
from data_prep.facts.chinese_words import words
from data_prep.facts.tokens import Kind, Names

KINDS: dict[str, Kind] = {
    "砺汐泵业": "organization", "苇渚工厂": "organization", "北闸工厂": "organization", "岚舸大学": "organization", "海测所": "organization",
    "静涛水泵": "topic", "静涛手册": "topic", "潮语二号": "topic", "澜汀灯塔": "topic", "《霁川舆图》": "work", "ST-90": "latin", "OSI": "latin",
    "Kestrel": "latin", "Corvane": "latin", "Halcyon": "latin", "Mara Quill": "latin", "马克·屈斯顿": "person",
    "屈映川": "person", "蔺青庐": "person", "籍雨樵": "person", "佘砚樵": "person", "岚舸市": "location", "苇渚县": "location", "霁川": "location",
}  # fmt: skip


def _names() -> Names:
    ordered = sorted(KINDS, key=lambda n: (-len(n), n))
    return Names(dict(KINDS), re.compile("|".join(map(re.escape, ordered))))


NAMES = _names()


def pieces(clause: str) -> list[Piece]:
    """The parsed clause; of one that can't be read, []."""
    ws = words(clause, NAMES)
    return [Piece(c.role, tuple(ws[c.start : c.stop])) for c in parse(ws) or ()]


def written(clause: str) -> str:
    """The parsed clause as role|text role|text."""
    return " ".join(f"{p.role}|{p.text}" for p in pieces(clause))


def tagged(clause: str) -> dict[str, str]:
    """Word → tag."""
    return {w.text: w.tag for w in words(clause, NAMES)}
