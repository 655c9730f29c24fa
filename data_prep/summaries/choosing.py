"""Which sentences make a summary: something of every topic first, the weightiest of each."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence

from data_prep.summaries.cues import BIRTH, CONCLUDES, DEFINITION, FAMILY
from data_prep.summaries.outline import Topic, merged
from data_prep.summaries.ranking import words
from data_prep.summaries.weighing import Field, decides, finds, heaviest

COVERED = 0.65
"""Share of the topics' text that a summary must hold something of."""
ASIDE_LINE = 0.05
"""A first topic of a smaller share is a line in front of the text."""
AS_GOOD, ANYWAY = 0.7, 0.4
"""What share of a sentence's weight a shorter one has that may take its place; ANYWAY where the topics
do not fit in otherwise."""
FEW = 3
"""Topics that a summary keeps whatever they weigh."""
LIGHT = 0.4
"""A topic's sentence that weighs less than this share of the others' is left out."""
PAIR = 1.5
"""How much longer than a sentence two joined by a semicolon may be."""


# -- several sentences --------------------------------------------------------------------------------


def several(of: Field, most: int, count: int, cap: int) -> list[int]:
    """Up to `count` sentences within `most`, in the order of the text: one of each topic, then more.

    None where too much of the text has no sentence that stands alone, or its beginning has none, or the
    first of them follows from one that was left out.
    """
    if of.lost:
        return []
    told = [t for t in of.topics if of.of(t) or not of.routine(t)]
    topics = merged(told, count)
    chosen = {
        n: i for n, topic in enumerate(topics) if (i := of.best(of.of(topic), cap)) is not None
    }
    for share in (AS_GOOD, ANYWAY):
        fitted = _fitted(of, topics, chosen, most, share)
        if len(fitted) >= min(FEW, len(chosen)) and _covers(topics, fitted):
            break
    chosen = _weighty(of, topics, fitted)
    if not _opens(topics, chosen) or not _covers(topics, chosen):
        return []
    picked = sorted(_filled(of, topics, list(chosen.values()), most, count, cap))
    return [] if CONCLUDES[of.lang].search(of.ranked.units[picked[0]].text) else picked


def _opens(topics: Sequence[Topic], chosen: Iterable[int]) -> bool:
    """Whether the chosen tell what the text begins with, a line of a few words aside."""
    total = sum(topic.size for topic in topics)
    first = next((n for n, topic in enumerate(topics) if topic.size >= ASIDE_LINE * total), 0)
    return any(n <= first for n in chosen)


def _covers(topics: Sequence[Topic], chosen: Iterable[int]) -> bool:
    return sum(topics[n].size for n in chosen) >= COVERED * sum(t.size for t in topics)


def _fitted(
    of: Field, topics: Sequence[Topic], chosen: dict[int, int], most: int, share: float
) -> dict[int, int]:
    """One sentence a topic with shorter ones taken, then the lightest left out, until they fit."""
    lengths, scores = of.ranked.lengths, of.scores
    chosen = dict(chosen)
    while sum(lengths[i] for i in chosen.values()) > most:
        swaps = [
            ((scores[i] - scores[j]) / (lengths[i] - lengths[j]), n, j)
            for n, i in chosen.items()
            for j in of.of(topics[n])
            if lengths[j] < lengths[i]
            and scores[j] >= share * scores[i]
            and (n or of.ranked.units[i].start == of.ranked.units[j].start)
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
    own, weights = of.ranked.words[i], of.ranked.weights
    fresh = math.fsum(weights.get(w, 0.0) for w in own - held)
    return fresh / (math.fsum(weights.get(w, 0.0) for w in own) or 1.0)


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
        return _pair(
            of,
            {
                t.start: [i for i in of.of(t) if finds(of.ranked.units[i].text, lang)]
                for t in of.topics
            },
            cap,
        )
    if best is None or CONCLUDES[lang].search(of.ranked.units[best].text):
        return []
    return [best]


def _central(of: Field, i: int, title: str) -> bool:
    """Whether a sentence tells a result or opens its topic, and speaks of what the passage is about."""
    unit, lang, weights = of.ranked.units[i], of.lang, of.ranked.weights
    born = BIRTH[lang].search(unit.text)
    if FAMILY[lang].search(unit.text) and not born:
        return False
    first = of.topics[0]
    named = {w for w in words(first.heading or title, lang) if w in weights}
    heavy = set(heaviest(of.ranked))
    held = of.ranked.words[i]
    if decides(unit.text, lang) or finds(unit.text, lang):
        return len(held & (named | heavy)) > 1
    if title and not named:
        return False
    opening = unit.start == min(u.start for u in of.ranked.units if u.start >= first.start)
    defines = bool(DEFINITION[lang].match(unit.text))
    return bool(born) or (
        (opening or defines) and len(held & (named or heavy)) >= min(2, len(named) or 2)
    )


def _decisions(of: Field, cap: int) -> list[int]:
    if of.lost:
        return []
    decided = {
        t.start: [i for i in of.of(t) if decides(of.ranked.units[i].text, of.lang)]
        for t in of.topics
    }
    return _pair(of, decided, cap)


def _pair(of: Field, by_topic: Mapping[int, Sequence[int]], cap: int) -> list[int]:
    """The weightiest sentences of two topics, or of one where two are too long."""
    made = [i for found in by_topic.values() if (i := of.best(found, cap)) is not None]
    two = sorted(made, key=lambda i: -of.scores[i])[:2]
    return sorted(two) if sum(of.ranked.lengths[i] for i in two) <= PAIR * cap else two[:1]
