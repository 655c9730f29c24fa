"""Statements of the ledger in the place of sentences that cannot be lifted out of their passage."""

import re

from data_prep.facts.discourse import Sentence
from data_prep.records import Fact, Lang
from data_prep.summaries.ranking import words
from data_prep.summaries.tables import DANGLING, FIRST_PERSON, MAX_UNIT, MIN_UNIT, THIRD_PERSON
from data_prep.summaries.units import Unit, headless_start

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

_IS = {"zh": re.compile("是"), "en": re.compile(r"\b(?:is|are|was|were)\b")}


def stated_units(
    passage: str, read: list[Sentence], found: list[Unit], facts: list[Fact], lang: Lang
) -> list[Unit]:
    """`found` with the fullest statement of each sentence that gave no unit, in the order of the text.

    A statement names what its sentence leaves to the context; it is taken only when the passage itself
    holds all its words and numbers.
    """
    taken = {unit.start for unit in found}
    lost = {s.text: s for s in read if s.start not in taken}
    best: dict[int, Unit] = {}
    held: set[str] | None = None
    for fact in facts:
        sentence = lost.get(fact.evidence.strip())
        if not sentence or 2 * len(fact.statement) < len(sentence.text):
            continue
        if sentence.speaker not in fact.statement or (
            lang == "zh" and headless_start(fact.statement)
        ):
            continue
        if _IS[lang].search(fact.statement) and not _IS[lang].search(sentence.text):
            continue  # an apposition, not what the sentence tells
        if any(rule[lang].match(fact.statement) for rule in (DANGLING, THIRD_PERSON)):
            continue
        if FIRST_PERSON[lang].search(fact.statement):
            continue
        if not MIN_UNIT[lang] <= len(fact.statement) <= MAX_UNIT[lang]:
            continue
        if held is None:
            held = set(words(passage, lang))
        if not set(words(fact.statement, lang)) <= held:
            continue
        if not set(_NUMBER.findall(fact.statement)) <= set(_NUMBER.findall(sentence.text)):
            continue
        other = best.get(sentence.start)
        if other is None or len(fact.statement) > len(other.text):
            best[sentence.start] = Unit(
                fact.statement,
                sentence.text,
                sentence.start,
                sentence.paragraph,
                quoted=False,
                headless=False,
                generic=False,
                stated=True,
            )
    return sorted([*found, *best.values()], key=lambda unit: unit.start) if best else found
