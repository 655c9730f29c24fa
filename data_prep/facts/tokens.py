"""A sentence as words: the names of its document, and rjieba's parts of speech for the rest."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import rjieba

Kind = Literal["person", "organization", "location", "work", "latin", "topic"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: `tag` is rjieba's part of speech, or `name` for a name of the document."""

    text: str
    tag: str
    start: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a document with their kinds, and a pattern that finds them, longest first."""

    kinds: dict[str, Kind]
    pattern: re.Pattern[str] | None
    parsed: dict[str, tuple[Any, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Clauses that were cut into words with these names: a sentence is asked for its words more than once."""

    def tokens(self, text: str) -> list[Token]:
        """`text` cut into names and words."""
        out: list[Token] = []
        at = 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            out += _words(text[at : match.start()], at)
            kind = self.kinds.get(match[0]) or "topic"  # a name with its model number is a thing
            out.append(Token(match[0], "name", match.start(), kind))
            at = match.end()
        return out + _words(text[at:], at)


def _words(text: str, offset: int) -> list[Token]:
    out, at = [], offset
    for word, tag in _tagged(text) if text else ():
        out.append(Token(word, tag, at))
        at += len(word)
    return out


@lru_cache(1 << 12)
def _tagged(text: str) -> list[tuple[str, str]]:
    """rjieba's words; what stands between two names is often the same (的, 和, 在)."""
    return rjieba.tag(text)
