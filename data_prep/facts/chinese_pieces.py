"""The pieces of a Chinese statement, and a place among them that can be asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_word import Word
from data_prep.frame import Role
from data_prep.records import FactType

MAX_ANSWER = 28
"""The widest answer, as `width` measures it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A constituent with its words; `mark` is the punctuation behind it in the statement."""

    role: Role
    words: tuple[Word, ...]
    mark: str = ""

    @property
    def text(self) -> str:
        return "".join([word.text for word in self.words]) + self.mark


def verb_of(pieces: Sequence[Piece]) -> str:
    """The first word of the main verb, or ""."""
    return next((p.words[0].text for p in pieces if p.role == "verb"), "")


@dataclass(frozen=True, slots=True)
class Answer:
    """words[start:stop] of pieces[at] as an answer; of pieces[at..last] as one where `last` is given."""

    at: int
    start: int
    stop: int
    type: FactType
    asking: Asking
    weight: int
    last: int = 0


def width(text: str) -> int:
    """How long an answer is to read, in Han characters; a Latin word counts as two."""
    return len(re.findall("[\u4e00-\u9fff]", text)) + 2 * len(
        re.findall("[A-Za-z0-9][A-Za-z0-9.,'-]*", text)
    )
