"""The checks of a text against its source: values, names, polarity, speaker, roles, words."""

import re
from collections.abc import Iterable

from data_prep.gate import names as names_
from data_prep.gate import soft
from data_prep.gate.order import exchanged, seen, swapped
from data_prep.gate.polarity import answers_hedge, hedge_kept, negation_kept, stem
from data_prep.gate.reading import Reading, Word
from data_prep.gate.source import Source
from data_prep.gate.speakers import attributed, says_something
from data_prep.gate.tables import NEGATIVE, NO_NEGATION, UNIT_GROUPS
from data_prep.gate.values import Number, Values, qualifiers, same_unit
from data_prep.gate.verdict import PASSED, Verdict


def grounded(
    source: Source, reading: Reading, said: Values, answer: str, given: Values | None
) -> Verdict:
    """Whether a text says nothing but what its source says. `said` are its values; with a question come the
    casefolded `answer` and the values `given` in it."""
    known = source.known
    fresh = [word for word in reading.words if word[0] not in known]
    if source.lang == "zh":
        folded = source.folded
        fresh = [word for word in fresh if word[0] not in folded]
    return (
        _values_grounded(source, said)
        and _names_grounded(source, reading, fresh)
        and _qualifiers_kept(source, reading, said, given)
        and negation_kept(source.polarity, reading, answer)
        and _denied(source, reading, answer)
        and _hedges_kept(source, reading, answer)
        and _speaker_kept(source, reading, answer)
        and _roles_kept(source, reading)
        and _words_grounded(source, reading, fresh)
    )


# --- values


_PAIRS = frozenset(
    n + c
    for n in "两二三"
    for c in ("个", "种", "项", "样", "条", "位", "家", "件", "次", "类", "者", "款")
)
_LISTED = re.compile("[和与、及;；跟]")
"""What a list holds may be counted: 哪两种."""


def _values_grounded(source: Source, said: Values) -> Verdict:
    for number in said.numbers:
        theirs = source.numbers.get(number.value)
        if number.text in _PAIRS and _LISTED.search(source.evidence.text):
            continue
        if theirs is None:
            if (
                number.value.isdecimal()
                and not number.unit
                and any(int(number.value) == d[0] for d in source.dates)
            ):
                continue
            return Verdict("ungrounded_number", number.text.strip())
        if number.unit not in UNIT_GROUPS and _names(number, source):
            continue
        if number.unit and number.unit not in UNIT_GROUPS and source.lang == "en":
            fits = number.unit in source.known
        else:
            fits = any(same_unit(number.unit, n.unit, source.lang) for n in theirs)
        if not fits:
            return Verdict("changed_unit", number.text.strip())
    for day, text in said.dates:
        if not _dated(source, day):
            return Verdict("ungrounded_date", text.strip())
    return PASSED


def _names(number: Number, source: Source) -> bool:
    """Whether the number is the end of a name: 40 in The Ferrodune 40 holds …"""
    return any(name.endswith(f" {number.text.split()[0]}") for name in source.entities)


def _dated(source: Source, day: tuple[int, int, int]) -> bool:
    year, month, date = day
    for y, m, d in source.dates:
        if (not year or year == y) and (not month or month == m) and (not date or date == d):
            return True
        if year in source.years and not y and month and month == m and (not date or date == d):
            return True
    if year and not month:
        return year in source.years or str(year) in source.numbers
    return False


def answer_grounded(source: Source, answer: Values) -> Verdict:
    """Whether the values of an answer are its source's."""
    return _values_grounded(source, answer) if answer.numbers or answer.dates else PASSED


def _qualifiers_kept(
    source: Source, reading: Reading, said: Values, given: Values | None
) -> Verdict:
    for number in said.numbers:
        if verdict := _qualified(source, number, number.qualifiers):
            continue
        return verdict
    if given and given.numbers:
        loose = qualifiers(reading.folded, source.lang)
        for number in given.numbers:
            theirs = source.proven.get(number.value, ())
            if (
                theirs
                and all(n.qualifiers for n in theirs)
                and not (loose | number.qualifiers) & _all(theirs)
            ):
                return Verdict("dropped_qualifier", number.text.strip())
    return PASSED


def _qualified(source: Source, number: Number, ours: frozenset[str]) -> Verdict:
    theirs = source.proven.get(number.value) or source.numbers.get(number.value)
    if not theirs:
        return PASSED
    if all(n.qualifiers for n in theirs):
        if not ours & _all(theirs):
            return Verdict(
                "dropped_qualifier" if not ours else "changed_qualifier", number.text.strip()
            )
    elif ours and not ours & _all(theirs):
        return Verdict("added_qualifier", number.text.strip())
    return PASSED


def _all(numbers: Iterable[Number]) -> frozenset[str]:
    return frozenset(c for n in numbers for c in n.qualifiers)


# --- names


def _names_grounded(source: Source, reading: Reading, fresh: list[Word]) -> Verdict:
    if source.known_names:
        for name in source.known_names.within(
            reading.folded, reading.words if source.lang == "en" else ()
        ):
            if name not in source.folded and name not in source.naming:
                return Verdict("ungrounded_name", name)
    if source.lang == "en":
        found = names_.foreign_english(reading, source.known, source.naming)
    else:
        found = (
            names_.foreign_title(reading, source.folded, source.naming)
            or names_.foreign_latin(reading, source.known, source.folded, source.naming)
            or names_.foreign_han(fresh, source.folded, source.naming)
        )
    if found:
        return Verdict("ungrounded_name", found)
    return _not_put_in(source, reading)


_FOLLOWING = 3


def _not_put_in(source: Source, reading: Reading) -> Verdict:
    """Whether no name of the context stands where the evidence has another name."""
    text, proof = reading.folded, source.evidence.folded
    for name, number in source.entities.items():
        if name in proof:
            continue
        at = text.find(name)
        if at < 0:
            continue
        behind = text[at + len(name) : at + len(name) + (_FOLLOWING if source.lang == "zh" else 8)]
        if len(behind) < _FOLLOWING or not behind.lstrip()[:1].isalnum():
            continue
        there = proof.find(behind)
        if there <= 0:
            continue
        for other in source.replaced:
            if (
                source.entities[other] != number
                and proof.endswith(other, 0, there)
                and other not in text
                and name not in other
                and other not in name
            ):
                return Verdict("changed_name", f"{other} → {name}")
    return PASSED


def names_its_entity(source: Source, reading: Reading, answer: str = "") -> Verdict:
    """Whether something that the source names stands in a question, or so much of what it says of its
    subject that this is known without a name: who asks for the name cannot give it."""
    text = reading.folded
    if any(name in text for name in source.named) or _describes(source, reading, answer):
        return PASSED
    return Verdict("names_no_entity", "")


_TOLD = 6
"""Words of the source that a question for its subject must hold where it names nothing: what employs 96
people may be anything; what employs 96 people and operates five vessels is told."""
_SAYING = 3
"""Of these, words that say what it is about."""


def _describes(source: Source, reading: Reading, answer: str) -> bool:
    """Whether an English question for the subject tells enough of it."""
    if source.lang != "en" or len(answer) < 2 or answer not in source.subject:
        return False
    known = source.known
    told = sum(w.lower() in known for w, _, _ in reading.words)
    saying = sum(w in known or stem(w) in known for w in soft.content_words(reading))
    return told >= _TOLD and saying >= _SAYING


# --- hedges, speakers, roles, words


def _denied(source: Source, reading: Reading, answer: str) -> Verdict:
    """Whether a wording of a negated clause is negative at all."""
    if not source.denied or source.denied in answer:
        return PASSED
    if NEGATIVE[source.lang].search(NO_NEGATION[source.lang].sub(" ", reading.folded)):
        return PASSED
    return Verdict("dropped_negation", source.denied)


def _hedges_kept(source: Source, reading: Reading, answer: str) -> Verdict:
    verdict = hedge_kept(source.polarity, reading, answer)
    if not verdict or not source.hedged:
        return verdict
    if answers_hedge(source.hedged, reading, answer):
        return PASSED
    if says_something(reading) or any(form in reading.folded for form in source.speaker):
        return PASSED
    return Verdict("dropped_hedge", source.hedged)


def _speaker_kept(source: Source, reading: Reading, answer: str) -> Verdict:
    text = reading.folded
    sayers = attributed(reading, source.listed)
    ours = (*source.speaker, *source.sayers)
    right = any(_same(said.name, ours) for said in sayers)
    for said in sayers:
        if right or _same(said.name, ours):
            break
        if any(form in text for form in ours) and not (source.attributes and said.beside):
            continue
        proven = not source.attributes and said.name in source.evidence.folded
        if not source.speaker and (source.first_person or proven):
            continue
        return Verdict("wrong_speaker" if source.speaker else "added_speaker", said.name)
    if not source.speaker or any(form in text or form in answer for form in source.speaker):
        return PASSED
    if says_something(reading) and not any(
        s in text for s in source.sayers if s not in source.speaker
    ):
        return PASSED
    return Verdict("missing_speaker", source.speaker[0])


def _same(name: str, forms: Iterable[str]) -> bool:
    return any(name in form or form in name for form in forms)


def _roles_kept(source: Source, reading: Reading) -> Verdict:
    if not source.beside or reading.folded.strip("。. ") in source.evidence.folded:
        return PASSED
    found = seen(reading, source.entities)
    if not found:
        return PASSED
    if shown := exchanged(source.beside, reading, found):
        return Verdict("swapped_roles", shown)
    for deed in source.deeds:
        if shown := swapped(deed, reading, found):
            return Verdict("swapped_roles", shown)
    return PASSED


def _words_grounded(source: Source, reading: Reading, fresh: list[Word]) -> Verdict:
    found = soft.strange(reading, fresh, source.known, source.folded)
    return Verdict("ungrounded_words", found) if found else PASSED
