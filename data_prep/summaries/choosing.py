"""Which sentences make a summary: something of every topic first, the weightiest of each.

A sentence is weighed by the words of its passage that it holds (`ranking`), where it stands in its
topic, whether it speaks of what heading and title name, and what kind of thing it tells (`cues`).
"""

import math
import re
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data_prep.facts.discourse import Sentence
from data_prep.records import Lang
from data_prep.summaries.compress import QUOTE
from data_prep.summaries.cues import (
    ASIDE,
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
from data_prep.summaries.outline import Topic, merged
from data_prep.summaries.ranking import Ranked, words
from data_prep.summaries.units import Unit

OPENING = 1.2
"""A topic's first sentence counts 1 + OPENING, its n-th 1 + OPENING / n."""
DECIDED, FOUND, DEFINED, EXEMPLIFIED, BORN, OF_FAMILY = 2.0, 1.7, 1.4, 0.5, 0.6, 0.5
HEADLESS, GENERIC, CUT, APART = 0.6, 0.7, 0.9, 0.6
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
COVERED = 0.65
"""Share of the topics' text that a summary must hold something of."""
MANY = 8
"""Topics of which one may be left out whose decision does not stand alone."""
ASIDE_LINE = 0.05
"""A first topic of a smaller share is a line in front of the text."""
FEW = 3
"""Topics that a summary keeps whatever they weigh."""
LIGHT = 0.4
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
            * (1 - LATE * at / len(topics))
            * (1.0 if any(weights.get(w, 0.0) > ONCE for w in held) else APART)
            * _kind(unit, lang, about | named | heading)
        )
    return Field(ranked, topics, scores, lang, _lost(ranked, read, lang) * MANY >= max(1, len(topics)))


def _lost(ranked: Ranked, read: Sequence[Sentence], lang: Lang) -> int:
    alone = {unit.start for unit in ranked.units}
    return sum(
        _decides(sentence.text, lang)
        and not any(rule[lang].search(sentence.text) for rule in (ROUTINE, LEANS))
        for sentence in read
        if sentence.start not in alone
    )


def _decides(text: str, lang: Lang) -> bool:
    return bool(DECISION[lang].search(_main(text, lang)))


def _finds(text: str, lang: Lang) -> bool:
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
    decided = _decides(text, lang)
    bare = unit.generic or unit.stated
    if lang == "en" and (definite := DEFINITE.match(text)):
        bare = definite[1] not in about
    return (
        (DECIDED if decided else 1.0)
        * (FOUND if _finds(text, lang) else 1.0)
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
    if of.lost:
        return []
    told = [t for t in of.topics if of.of(t) or not of.routine(t)]
    topics = merged(told, count)
    chosen = {
        n: i for n, topic in enumerate(topics) if (i := of.best(of.of(topic), cap)) is not None
    }
    chosen = _weighty(of, topics, _fitted(of, topics, chosen, most))
    if not _opens(topics, chosen) or not _covers(topics, chosen):
        return []
    return sorted(_filled(of, topics, list(chosen.values()), most, count, cap))


def _opens(topics: Sequence[Topic], chosen: Iterable[int]) -> bool:
    """Whether the chosen tell what the text begins with, a line of a few words aside."""
    total = sum(topic.size for topic in topics)
    first = next((n for n, topic in enumerate(topics) if topic.size >= ASIDE_LINE * total), 0)
    return any(n <= first for n in chosen)


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
    return heavy if len(heavy) >= FEW and _covers(topics, heavy) else chosen


def _filled(
    of: Field, topics: Sequence[Topic], chosen: list[int], most: int, count: int, cap: int
) -> list[int]:
    """More sentences while there is room: the weightiest that says something new, of the topics with most text."""
    units, lengths = of.ranked.units, of.ranked.lengths
    least = LIGHT * statistics.median(of.scores[i] for i in chosen)
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
    best = of.best([i for i in of.of(first) if _central(of, i, title)], cap)
    if best is not None and BIRTH[lang].search(of.ranked.units[best].text):
        return _pair(of, {t.start: [i for i in of.of(t) if _finds(of.ranked.units[i].text, lang)] for t in of.topics}, cap)
    return [] if best is None else [best]


def _central(of: Field, i: int, title: str) -> bool:
    """Whether a sentence tells a result or opens its topic, and speaks of what the passage is about."""
    unit, lang, weights = of.ranked.units[i], of.lang, of.ranked.weights
    born = BIRTH[lang].search(unit.text)
    if FAMILY[lang].search(unit.text) and not born:
        return False
    first = of.topics[0]
    named = {w for w in words(first.heading or title, lang) if w in weights}
    heavy = set(sorted(weights, key=lambda w: (-weights[w], w))[:TOPICS])
    held = of.ranked.words[i]
    if _decides(unit.text, lang) or _finds(unit.text, lang):
        return len(held & (named | heavy)) > 1
    opening = unit.start == min(u.start for u in of.ranked.units if u.start >= first.start)
    defines = bool(DEFINITION[lang].match(unit.text))
    return (opening or defines) and len(held & (named or heavy)) > 1 or bool(born)


def _decisions(of: Field, cap: int) -> list[int]:
    if of.lost:
        return []
    decided = {
        t.start: [i for i in of.of(t) if _decides(of.ranked.units[i].text, of.lang)]
        for t in of.topics
    }
    return _pair(of, decided, cap)


def _pair(of: Field, by_topic: Mapping[int, Sequence[int]], cap: int) -> list[int]:
    """The weightiest sentences of two topics, or of one where two are too long."""
    made = [i for found in by_topic.values() if (i := of.best(found, cap)) is not None]
    two = sorted(made, key=lambda i: -of.scores[i])[:2]
    return sorted(two) if sum(of.ranked.lengths[i] for i in two) <= PAIR * cap else two[:1]
