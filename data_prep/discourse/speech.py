"""The parts of one sentence by who says them, before anybody is looked up by name."""

from dataclasses import dataclass
from typing import Literal

Voice = Literal["document", "indirect", "direct"]


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a speaker, text[start:end], and the verb of saying."""

    start: int
    end: int
    verb: str
    said: str = ""
    """An attribution that is used as it stands: 根据外部研究，"""


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] of a sentence, said in this voice; evidence is text[first:last]."""

    start: int
    end: int
    first: int
    last: int
    voice: Voice
    source: Source | None = None
    """None in a quotation: nobody is named with it."""
    problem: str = ""
    cut: tuple[int, int] | None = None
    """An attribution inside text[start:end] that is left out: ", she explained,"."""
