"""What each sentence of a passage weighs for a summary of it.

By the words of its passage that it holds (`ranking`), where it stands in its topic (`outline`), whether
it speaks of what the heading names, and what kind of thing it tells (`cues`).
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data_prep.facts.discourse import Sentence
from data_prep.records import Lang
from data_prep.summaries.compress import QUOTE
from data_prep.summaries.cues import (
    ASIDE,
    BACKGROUND,
    BIRTH,
    DECISION,
    DEFINITE,
    DEFINITION,
    EXAMPLE,
    FAMILY,
    LEANS,
    RESULT,
    ROUTINE,
)
from data_prep.summaries.outline import Topic
from data_prep.summaries.ranking import Ranked, words
from data_prep.summaries.units import Unit

OPENING = 1.2
"""A topic's first sentence counts 1 + OPENING, its n-th and the first of its n-th paragraph 1 + OPENING / n."""
DECIDED, FOUND, DEFINED, EXEMPLIFIED, BORN, OF_FAMILY = 3.5, 1.7, 1.4, 0.5, 0.6, 0.5
HEADLESS, GENERIC, CUT, APART, BESIDE = 0.6, 0.7, 0.9, 0.6, 0.75
LATE = 0.3
"""How much less the last topic counts than the first: what a text ends on is background more often."""
NAMED = 0.25
"""What each of up to two words of the heading adds."""
QUOTATION = 0.35
"""A sentence of which more than this share is quoted says how somebody put it."""
LENGTH = 0.5
"""How much length counts against a sentence."""
QUOTED_TERM = {"zh": 10, "en": 24}
"""Characters; what is quoted and shorter is a name."""
ONCE = 0.11
"""What a word weighs that one sentence holds; a sentence of such words only stands APART."""
MANY = 8
"""Topics of which one may be left out whose decision does not stand alone."""
TOPICS = 5
"""How many of the heaviest words a passage is about."""


@dataclass(frozen=True, slots=True)
class Field:
    """The sentences to choose from, each with its topic and its weight."""

    ranked: Ranked
    topics: Sequence[Topic]
    scores: Sequence[float]
    """0 for a sentence that no summary should hold."""
    lang: Lang
    lost: bool
    """Whether decisions are told in words that do not stand alone: no summary of few topics should be
    without one."""

    def of(self, topic: Topic) -> list[int]:
        """The sentences of a topic that a summary may hold."""
        return [
            i
            for i, unit in enumerate(self.ranked.units)
            if topic.start <= unit.start < topic.end and self.scores[i] > 0
        ]

    def routine(self, topic: Topic) -> bool:
        """Whether nothing in a topic that stands alone is worth telling."""
        return any(topic.start <= unit.start < topic.end for unit in self.ranked.units)

    def best(self, indices: Iterable[int], cap: int) -> int | None:
        """The weightiest of some sentences no longer than `cap`."""
        fitting = [i for i in indices if self.ranked.lengths[i] <= cap]
        return max(fitting, key=lambda i: self.scores[i], default=None)


def field(
    ranked: Ranked, read: Sequence[Sentence], topics: Sequence[Topic], title: str, lang: Lang
) -> Field:
    """The sentences of a passage weighed; `topics` are placed as the sentences are."""
    about = frozenset((*heaviest(ranked), *words(title, lang)))
    scores = [0.0] * len(ranked.units)
    for n, topic in enumerate(topics):
        heading = frozenset(words(topic.heading, lang))
        for i, place in _places(ranked.units, topic):
            early = 1 - LATE * n / len(topics)
            beside = BESIDE if n and BACKGROUND[lang].search(ranked.units[i].text) else 1.0
            kind = _kind(ranked.units[i], lang, about | heading)
            scores[i] = _weight(ranked, i, place, heading) * early * beside * kind
    lost = _lost(ranked, read, lang) * MANY >= max(1, len(topics))
    return Field(ranked, topics, scores, lang, lost)


def heaviest(ranked: Ranked) -> list[str]:
    """The words that a passage is about: those that weigh most in it."""
    return sorted(ranked.weights, key=lambda w: (-ranked.weights[w], w))[:TOPICS]


def _places(units: Sequence[Unit], topic: Topic) -> Iterator[tuple[int, int]]:
    """The units of a topic, each with its place: later sentences and later paragraphs come later."""
    paragraphs: dict[int, set[int]] = {}
    for i, unit in enumerate(units):
        if topic.start <= unit.start < topic.end:
            starts = paragraphs.setdefault(unit.paragraph, set())
            starts.add(unit.start)
            yield i, len(paragraphs) + len(starts) - 1


def _weight(ranked: Ranked, i: int, place: int, heading: frozenset[str]) -> float:
    held, weights = ranked.words[i], ranked.weights
    return (
        math.fsum(weights.get(w, 0.0) for w in held)
        / ranked.lengths[i] ** LENGTH
        * (1 + OPENING / place)
        * (1 + NAMED * min(2, len(held & heading)))
        * (1.0 if any(weights.get(w, 0.0) > ONCE for w in held) else APART)
    )


def _lost(ranked: Ranked, read: Sequence[Sentence], lang: Lang) -> int:
    alone = {unit.start for unit in ranked.units}
    return sum(
        decides(sentence.text, lang)
        and not any(rule[lang].search(sentence.text) for rule in (ROUTINE, LEANS))
        for sentence in read
        if sentence.start not in alone
    )


def decides(text: str, lang: Lang) -> bool:
    return bool(DECISION[lang].search(_main(text, lang)))


def finds(text: str, lang: Lang) -> bool:
    return bool(RESULT[lang].search(_main(text, lang)))


def _main(text: str, lang: Lang) -> str:
    """A sentence up to its first relative clause that only adds to it."""
    return _RELATIVE.split(text, maxsplit=1)[0] if lang == "en" else text


_RELATIVE = re.compile(r", (?:most of it|which|who|where|when)\b")


def _quotes(text: str, lang: Lang) -> bool:
    return sum(map(len, QUOTE[lang].findall(text))) > max(QUOTATION * len(text), QUOTED_TERM[lang])


def _kind(unit: Unit, lang: Lang, about: frozenset[str]) -> float:
    text = unit.text
    if any(rule[lang].search(text) for rule in (ROUTINE, ASIDE, LEANS)) or _quotes(text, lang):
        return 0.0
    decided, found = decides(text, lang), finds(text, lang)
    bare = unit.generic or unit.stated
    if lang == "en" and (definite := DEFINITE.match(text)):
        bare = definite[1] not in about
    return (
        (DECIDED if decided else 1.0)
        * (FOUND if found else 1.0)
        * (DEFINED if DEFINITION[lang].match(text) else 1.0)
        * (EXEMPLIFIED if EXAMPLE[lang].search(text) else 1.0)
        * (BORN if BIRTH[lang].search(text) else 1.0)
        * (OF_FAMILY if FAMILY[lang].search(text) else 1.0)
        * (HEADLESS if unit.headless else 1.0)
        * (GENERIC if bare and not (decided or found) else 1.0)
        * (CUT if len(text) < 0.8 * len(unit.source) else 1.0)
    )
