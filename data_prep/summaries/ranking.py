"""What each sentence of a passage weighs: the words of the passage that it holds, its place and its kind.

A word weighs by the sentences that hold it, so the time is linear in the passage; `choosing` makes
summaries of the sentences, `headline` a headline of one.
"""

import heapq
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import rjieba

from data_prep.records import Lang
from data_prep.summaries.tables import STOPWORDS
from data_prep.summaries.units import Unit

_LATIN = re.compile(r"[a-z][a-z'’-]+|\d[\d.,]*%?")


@lru_cache(maxsize=2048)
def words(text: str, lang: Lang) -> tuple[str, ...]:
    """The words that carry content, in order: no single characters, no stop words.

    Remembered, because a sentence is weighed in its document, in its section and as a unit.
    """
    found = rjieba.cut(text) if lang == "zh" else _LATIN.findall(text.lower())
    least = 1 if lang == "zh" else 2
    stop = STOPWORDS[lang]
    return tuple([w for w in found if len(w) > least and w not in stop and w[0].isalnum()])


@dataclass(frozen=True, slots=True)
class Ranked:
    """The units of a passage with their words and what each word weighs in it."""

    units: Sequence[Unit]
    words: Sequence[frozenset[str]]
    weights: dict[str, float]
    prior: Sequence[float]
    """What a unit's gain is multiplied by: place, kind of sentence, length."""
    lengths: Sequence[int]
    """Characters of a Chinese unit, words of an English one."""

    def only(self, indices: Sequence[int]) -> "Ranked":
        """The same with some of the units only."""
        return replace(
            self,
            units=[self.units[i] for i in indices],
            words=[self.words[i] for i in indices],
            prior=[self.prior[i] for i in indices],
            lengths=[self.lengths[i] for i in indices],
        )


# Chosen on a grid: two articles with human key points and forty technical documents with a summary of
# their own (bench/summaries.py). Most of the grid beats the lead; the differences inside it are small.
EXPONENT = 0.7
"""How much length counts against a sentence: 0 not at all, 1 takes the densest."""
QUOTED, HEADLESS, GENERIC, FIGURE, SUBJECT = 0.6, 0.6, 0.6, 1.6, 2.0
"""Factors of a unit that is mostly quotation, that lacks its subject, whose subject is a bare common noun, that holds a figure, that begins
with what the passage is about."""
LEAD = 2.0
"""The first unit's bonus; the n-th has LEAD / n."""
_HEAD = {"zh": 10, "en": 30}


def rank(units: Sequence[Unit], passage: Sequence[str], title: str, lang: Lang) -> Ranked:
    """The units weighed: a word counts by the logarithm of the sentences of `passage` that hold it."""
    counts = Counter[str]()
    for sentence in passage:
        counts.update(set(words(sentence, lang)))
    known = {n: math.log(n) + 0.1 for n in set(counts.values())}
    weights = {w: known[n] for w, n in counts.items()}
    for word in set(words(title, lang)):
        if word in weights:
            weights[word] += 1.0
    topics = heapq.nsmallest(5, weights, key=lambda w: (-weights[w], w))
    held = [_held(unit, lang) for unit in units]
    lengths = [length(unit.text, lang) for unit in units]
    order = {start: n for n, start in enumerate(dict.fromkeys(unit.start for unit in units))}
    prior = [
        _prior(u, order[u.start], topics, lang) / n**EXPONENT
        for u, n in zip(units, lengths, strict=True)
    ]
    return Ranked(units, held, weights, prior, lengths)


def _held(unit: Unit, lang: Lang) -> frozenset[str]:
    """The words of a unit: those of its sentence that are left in it."""
    if unit.stated:
        return frozenset(words(unit.text, lang))
    text = unit.text.lower() if lang == "en" else unit.text
    return frozenset(w for w in words(unit.source, lang) if w in text)


def length(text: str, lang: Lang) -> int:
    """How long a summary is said to be: characters of Chinese, words of English."""
    return len(text) if lang == "zh" else len(text.split())


def _prior(unit: Unit, place: int, topics: Sequence[str], lang: Lang) -> float:
    head = unit.text[: _HEAD[lang]].lower() if lang == "en" else unit.text[: _HEAD[lang]]
    return (
        (1 + LEAD / (1 + place))
        * (QUOTED if unit.quoted else 1)
        * (HEADLESS if unit.headless else 1)
        * (GENERIC if unit.generic or unit.stated else 1)
        * (FIGURE if _FIGURE.search(unit.text) else 1)
        * (SUBJECT if any(topic in head for topic in topics) else 1)
    )


_FIGURE = re.compile(r"\d")
