"""How far two texts speak of the same: content words that are shared, added, turned round."""

import re
from functools import cache, lru_cache

from data_prep.gate.polarity import stem
from data_prep.gate.reading import Reading, read
from data_prep.gate.soft import content_words
from data_prep.llm.tables import OPPOSITES
from data_prep.records import Lang
from data_prep.wording.zh.lexicon import NOUNS, VERBS


def content(text: str, lang: Lang) -> list[str]:
    """The content words of a text in the form in which they are compared, in order."""
    return [_form(word, lang) for word in content_words(read(text, lang))]


def _form(word: str, lang: Lang) -> str:
    return stem(word) if lang == "en" else word


class Held:
    """The words of a source, asked one by one whether it has them."""

    def __init__(self, text: str, lang: Lang) -> None:
        self.lang: Lang = lang
        reading: Reading = read(text, lang)
        self._folded = reading.folded
        self._words = frozenset(
            _form(part, lang)
            for word, _, _ in reading.words
            for part in (word.casefold(), *re.split(r"[-/’']", word.casefold()))
        )

    def has(self, word: str) -> bool:
        """Whether the source has the word, all its characters (in Chinese, where words are cut in more
        ways than one), or a word that may stand for it."""
        if word in self._words or (len(word) > 3 and word in self._folded):
            return True
        if self.lang == "en":
            return False
        if word in self._folded or all(char in self._folded for char in word):
            return True
        return any(other in self._folded for other in synonyms(word))

    def strange(self, text: str) -> list[str]:
        """The content words of `text` that the source doesn't have."""
        return [word for word in content(text, self.lang) if not self.has(word)]


@cache
def synonyms(word: str) -> tuple[str, ...]:
    """Chinese words that may stand for `word` in its place."""
    return (*VERBS.get(word, ()), *NOUNS.get(word, ()))


@cache
def _sides(lang: Lang) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    ends = ("", "") if lang == "zh" else (r"\b(?:", r")\b")
    return tuple(
        (
            re.compile(ends[0] + one + ends[1], re.IGNORECASE),
            re.compile(ends[0] + other + ends[1], re.IGNORECASE),
        )
        for one, other in OPPOSITES[lang]
    )


@lru_cache(1 << 12)
def _has_sides(text: str, lang: Lang) -> tuple[tuple[str, str], ...]:
    return tuple(
        (found[0] if (found := one.search(text)) else "", back[0] if (back := other.search(text)) else "")
        for one, other in _sides(lang)
    )  # fmt: skip


def turned_round(text: str, source: str, lang: Lang) -> str:
    """The word of `text` that says the opposite of a word of its source (X sold … of X bought …), or ""."""
    for (one, other), (mine, back) in zip(
        _has_sides(source, lang), _has_sides(text, lang), strict=True
    ):
        if one and not other and back and not mine:
            return f"{one} → {back}"
        if other and not one and mine and not back:
            return f"{other} → {mine}"
    return ""
