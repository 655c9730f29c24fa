"""A text read once, so that every check works on the same words."""

import re
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from data_prep.records import Lang
from data_prep.values import one_width, simplify

Word = tuple[str, str, int]
"""A word, its part of speech (rjieba's tag; `w` in English), and where it starts."""

_WORD = re.compile(r"[^\W\d_]+(?:['’\-.][^\W_]+)*['’]?|\d[\d.,]*|[^\w\s]")
_NONE: frozenset[str] = frozenset()
_SPACES = re.compile(r"\s{2,}|[^\S ]|^ | $")
_CLAUSE = {
    "zh": re.compile("[,;。?!:]|——|[，；？！：]"),
    "en": re.compile(r"[,;:?!](?!\d)|\.(?=\s|$)|—|–| - "),
}
_DOT = re.compile("[•‧∙⋅・]")


@dataclass(slots=True, eq=False)  # found again by identity: what is known of it is kept beside it
class Reading:
    """`text` in one width and in simplified characters, its casefolded form, and its words in order."""

    lang: Lang
    text: str
    folded: str
    words: list[Word]
    lowered: frozenset[str]
    """The words of an English text in lower case: whether a rule can apply at all. Empty in Chinese."""

    def clause(self, at: int) -> str:
        """The casefolded clause around offset `at`."""
        start, end = 0, len(self.folded)
        for match in _CLAUSE[self.lang].finditer(self.folded):
            if match.start() >= at:
                end = match.start()
                break
            start = match.end()
        return self.folded[start:end]


@lru_cache(1 << 12)
def plain(text: str) -> str:
    """`text` in one width, in simplified characters, with single spaces."""
    if text.isascii():
        return " ".join(text.split())
    text = _DOT.sub("·", simplify(one_width(text)))
    return " ".join(text.split()) if _SPACES.search(text) else text


@lru_cache(1 << 12)
def read(text: str, lang: Lang) -> Reading:
    """`text` as the checks need it. One reading serves all who ask: it is not to be changed."""
    text = plain(text)
    words: list[Word] = []
    lowered: frozenset[str] = _NONE
    if lang == "zh":
        at = 0
        for word, tag in rjieba.tag(text) if text else ():
            words.append((word, tag, at))
            at += len(word)
    else:
        words = [(m[0], "w", m.start()) for m in _WORD.finditer(text)]
        lowered = frozenset(word.lower() for word, _, _ in words)
    folded = text.casefold()
    # A few letters grow when folded (ß); offsets must stay the same in both.
    return Reading(lang, text, folded if len(folded) == len(text) else text.lower(), words, lowered)
