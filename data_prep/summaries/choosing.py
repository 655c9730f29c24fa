"""Which sentences make a summary: something of every topic first, the weightiest of each.

A sentence is weighed by the words of its passage that it holds (`ranking`), where it stands in its
topic, whether it speaks of what heading and title name, and what kind of thing it tells (`cues`).
"""

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data_prep.records import Lang
from data_prep.summaries.cues import (
    ASIDE,
    BIRTH,
    DECISION,
    DEFINITE,
    DEFINITION,
    EXAMPLE,
    FAMILY,
    RESULT,
    ROUTINE,
)
from data_prep.summaries.outline import Topic, merged
from data_prep.summaries.ranking import Ranked, words
from data_prep.summaries.units import Unit

OPENING = 1.2
"""A topic's first sentence counts 1 + OPENING, its n-th 1 + OPENING / n."""
DECIDED, FOUND, DEFINED, EXEMPLIFIED, BORN, OF_FAMILY = 2.0, 1.7, 1.4, 0.5, 0.6, 0.5
HEADLESS, GENERIC, CUT = 0.6, 0.8, 0.9
NAMED = 0.25
"""What each of up to two words of the heading and of the title adds."""
LENGTH = 0.5
"""How much length counts against a sentence."""
COVERED = 0.65
"""Share of the topics' text that a summary must hold something of."""
LIGHT = 0.5
"""A topic's sentence that weighs less than this share of the others' is left out."""
PAIR = 1.5
"""How much longer than a sentence two joined by a semicolon may be."""
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

    def of(self, topic: Topic) -> list[int]:
        """The sentences of a topic that a summary may hold."""
        return [
            i
            for i, unit in enumerate(self.ranked.units)
            if topic.start <= unit.start < topic.end and self.scores[i] > 0
        ]

    def best(self, indices: Iterable[int], cap: int) -> int | None:
        """The weightiest of some sentences no longer than `cap`."""
        fitting = [i for i in indices if self.ranked.lengths[i] <= cap]
        return max(fitting, key=lambda i: self.scores[i], default=None)


def field(ranked: Ranked, topics: Sequence[Topic], title: str, lang: Lang) -> Field:
    """The sentences of a passage weighed; `topics` are placed as the sentences are."""
    weights = ranked.weights
    about = frozenset(sorted(weights, key=lambda w: (-weights[w], w))[:TOPICS])
    named = frozenset(words(title, lang))
    seen: dict[int, dict[int, None]] = {}
    scores = []
    for i, unit in enumerate(ranked.units):
        at = next((n for n, t in enumerate(topics) if t.start <= unit.start < t.end), -1)
        if at < 0:
            scores.append(0.0)
            continue
        places = seen.setdefault(at, {})
        places.setdefault(unit.start)
        heading = frozenset(words(topics[at].heading, lang))
        held = ranked.words[i]
        scores.append(
            math.fsum(weights.get(w, 0.0) for w in held)
            / ranked.lengths[i] ** LENGTH
            * (1 + OPENING / len(places))
            * (1 + NAMED * min(2, len(held & heading)))
            * (1 + NAMED * min(2, len(held & named)))
            * _kind(unit, lang, about | named | heading)
        )
    return Field(ranked, topics, scores, lang)


def _kind(unit: Unit, lang: Lang, about: frozenset[str]) -> float:
    text = unit.text
    if unit.quoted or ROUTINE[lang].search(text) or ASIDE[lang].search(text):
        return 0.0
    decided = bool(DECISION[lang].search(text))
    bare = unit.generic or unit.stated
    if lang == "en" and (definite := DEFINITE.match(text)):
        bare = definite[1] not in about
    return (
        (DECIDED if decided else 1.0)
        * (FOUND if RESULT[lang].search(text) else 1.0)
        * (DEFINED if DEFINITION[lang].match(text) else 1.0)
        * (EXEMPLIFIED if EXAMPLE[lang].search(text) else 1.0)
        * (BORN if BIRTH[lang].search(text) else 1.0)
        * (OF_FAMILY if FAMILY[lang].search(text) else 1.0)
        * (HEADLESS if unit.headless else 1.0)
        * (GENERIC if bare and not decided else 1.0)
        * (CUT if len(text) < 0.8 * len(unit.source) else 1.0)
    )


# -- several sentences --------------------------------------------------------------------------------


def several(of: Field, most: int, count: int, cap: int) -> list[int]:
    """Up to `count` sentences within `most`, in the order of the text: one of each topic, then more.

    None where too much of the text has no sentence that stands alone, or its beginning has none.
    """
    topics = merged(of.topics, count)
    chosen = {
        n: i for n, topic in enumerate(topics) if (i := of.best(of.of(topic), cap)) is not None
    }
    chosen = _weighty(of, topics, _fitted(of, topics, chosen, most))
    if 0 not in chosen or not _covers(topics, chosen):
        return []
    return sorted(_filled(of, topics, list(chosen.values()), most, count, cap))


def _covers(topics: Sequence[Topic], chosen: Iterable[int]) -> bool:
    return sum(topics[n].size for n in chosen) >= COVERED * sum(t.size for t in topics)


def _fitted(
    of: Field, topics: Sequence[Topic], chosen: dict[int, int], most: int
) -> dict[int, int]:
    """One sentence a topic with shorter ones taken, then the lightest left out, until they fit."""
    lengths, scores = of.ranked.lengths, of.scores
    chosen = dict(chosen)
    while sum(lengths[i] for i in chosen.values()) > most:
        swaps = [
            ((scores[i] - scores[j]) / (lengths[i] - lengths[j]), n, j)
            for n, i in chosen.items()
            for j in of.of(topics[n])
            if lengths[j] < lengths[i] and scores[j] >= 0.6 * scores[i]
        ]
        if swaps:
            _, n, j = min(swaps)
            chosen[n] = j
            continue
        later = [n for n in chosen if n]
        if not later:
            return {}
        del chosen[min(later, key=lambda n: scores[chosen[n]])]
    return chosen


def _weighty(of: Field, topics: Sequence[Topic], chosen: dict[int, int]) -> dict[int, int]:
    """Without topics that only have light sentences, where enough of the text stays covered."""
    usual = statistics.median(of.scores[i] for i in chosen.values()) if chosen else 0.0
    heavy = {n: i for n, i in chosen.items() if n == 0 or of.scores[i] >= LIGHT * usual}
    return heavy if _covers(topics, heavy) else chosen


def _filled(
    of: Field, topics: Sequence[Topic], chosen: list[int], most: int, count: int, cap: int
) -> list[int]:
    """More sentences while there is room: the weightiest that says something new, of the topics with most text."""
    units, lengths = of.ranked.units, of.ranked.lengths
    least = 0.5 * min((of.scores[i] for i in chosen), default=0.0)
    while len(chosen) < count:
        room = min(cap, most - sum(lengths[i] for i in chosen))
        starts = {units[i].start for i in chosen}
        held = frozenset(w for i in chosen for w in of.ranked.words[i])
        gains = [
            (of.scores[i] * _fresh(of, i, held) * topic.size / (1 + taken), -i)
            for topic in topics
            for taken in [sum(topic.start <= s < topic.end for s in starts)]
            for i in of.of(topic)
            if lengths[i] <= room
            and units[i].start not in starts
            and of.scores[i] * _fresh(of, i, held) > least
        ]
        if not gains:
            break
        chosen = [*chosen, -max(gains)[1]]
    return chosen


def _fresh(of: Field, i: int, held: frozenset[str]) -> float:
    """Share of a sentence's weight that no chosen sentence holds yet."""
    weight: Callable[[Iterable[str]], float] = lambda ws: math.fsum(
        of.ranked.weights.get(w, 0.0) for w in ws
    )
    own = of.ranked.words[i]
    return weight(own - held) / (weight(own) or 1.0)


# -- one sentence -------------------------------------------------------------------------------------


def one(of: Field, title: str, cap: int, opens: bool) -> list[int]:
    """The sentence that says what the passage is about: none where no sentence does.

    `opens` tells whether the passage begins its document. Then its first paragraph says it, if it speaks
    of what the passage is about. A section says it under its heading. Of minutes, the decisions
    are what matters: two of them, where they fit.
    """
    if not of.topics:
        return []
    first, lang = of.topics[0], of.lang
    headed = bool(first.heading)
    if headed and len({t.heading for t in of.topics}) > 1:
        return _decisions(of, cap)
    if not headed and not (opens or len(of.topics) == 1):
        return []
    about = _about(of, title, first.heading)
    best = of.best([i for i in of.of(first) if _central(of, i, about)], cap)
    if best is not None and BIRTH[lang].search(of.ranked.units[best].text):
        return _pair(of, {t.start: [i for i in of.of(t) if _achieved(of, i)] for t in of.topics}, cap)
    return [] if best is None else [best]


def _about(of: Field, title: str, heading: str) -> frozenset[str]:
    """What a passage is about: the words of its title or heading that stand in it, else its heaviest."""
    weights = of.ranked.weights
    named = {w for w in (*words(title, of.lang), *words(heading, of.lang)) if w in weights}
    heavy = sorted(weights, key=lambda w: (-weights[w], w))[:TOPICS]
    return frozenset(named if len(named) > 1 else (*named, *heavy))


def _central(of: Field, i: int, about: frozenset[str]) -> bool:
    """Whether a sentence opens its topic or tells a result, and speaks of what the passage is about."""
    unit, lang = of.ranked.units[i], of.lang
    if FAMILY[lang].search(unit.text) and not BIRTH[lang].search(unit.text) or unit.quoted:
        return False
    told = any(rule[lang].search(unit.text) for rule in (DECISION, RESULT, DEFINITION))
    opening = unit.start == min(u.start for u in of.ranked.units if u.start >= of.topics[0].start)
    return (told or opening) and len(of.ranked.words[i] & about) > 1


def _achieved(of: Field, i: int) -> bool:
    unit = of.ranked.units[i]
    return bool(RESULT[of.lang].search(unit.text)) and not unit.quoted


def _decisions(of: Field, cap: int) -> list[int]:
    return _pair(of, {t.start: [i for i in of.of(t) if _decided(of, i)] for t in of.topics}, cap)


def _pair(of: Field, by_topic: Mapping[int, Sequence[int]], cap: int) -> list[int]:
    """The weightiest sentences of two topics, or of one where two are too long."""
    made = [i for found in by_topic.values() if (i := of.best(found, cap)) is not None]
    two = sorted(made, key=lambda i: -of.scores[i])[:2]
    return sorted(two) if sum(of.ranked.lengths[i] for i in two) <= PAIR * cap else two[:1]


def _decided(of: Field, i: int) -> bool:
    return bool(DECISION[of.lang].search(of.ranked.units[i].text))
