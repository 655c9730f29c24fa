"""The verdicts: a fact against its document, a statement and a question against their source."""

import re
from collections.abc import Iterable, Mapping, Sequence

from data_prep.clean.redaction import holds_placeholder
from data_prep.gate import asking
from data_prep.gate.grounding import answer_grounded, grounded, names_its_entity
from data_prep.gate.names import KnownNames
from data_prep.gate.reading import plain, read
from data_prep.gate.source import Source
from data_prep.gate.values import Values, values
from data_prep.gate.verdict import Verdict
from data_prep.records import Fact


def judge_fact(
    fact: Fact,
    text: str,
    *,
    context: Iterable[str] = (),
    names: Mapping[str, tuple[str, ...]] | None = None,
    known_names: KnownNames | None = None,
    years: Iterable[int] = (),
) -> Verdict:
    """Whether a fact says what its document `text` says at its span; the other arguments as in `Source.of`."""
    if text[fact.start : fact.end] != fact.evidence:
        return Verdict("evidence_not_verbatim", fact.evidence[:40])
    if not fact.object or fact.object not in fact.evidence:
        return Verdict("object_not_in_evidence", fact.object)
    if holds_placeholder(fact.object):
        return Verdict("redacted", fact.object)
    source = Source.of_fact(
        fact,
        context=context,
        names=names,
        known_names=known_names,
        years=[*years, *year_before(text, fact.start)],
        dating=sentence_of(text, fact.start, fact.end),
        statement=False,
    )
    return judge_statement(source, fact.statement)


_STOP = re.compile(r"[。！？!?\n]|\.(?=\s)")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def sentence_of(text: str, start: int, end: int) -> str:
    """The sentence of a document that holds text[start:end]: its dates belong to all of its clauses."""
    before = text[max(start - 300, 0) : start]
    begin = max((m.end() for m in _STOP.finditer(before)), default=0)
    after = _STOP.search(text, end)
    return before[begin:] + text[start : min(after.start() if after else len(text), end + 200)]


def year_before(text: str, start: int) -> list[int]:
    """The last year that a document names before `start`: the one that a date without a year means."""
    found = _YEAR.findall(text, max(start - 1500, 0), start)
    return [int(found[-1])] if found else []


def judge_statement(source: Source, statement: str) -> Verdict:
    """Whether a statement says nothing but what its source says, and can stand alone."""
    reading = read(statement, source.lang)
    return (
        asking.well_formed(reading, "statement")
        and asking.states(reading)
        and asking.anchored(reading)
        and asking.no_dangling_pronoun(reading, source.named, question=False)
        and grounded(source, reading, values(reading.folded, source.lang), "", None)
    )


def judge_question(source: Source, question: str, answers: Sequence[str]) -> Verdict:
    """Whether a question can be put, does not tell its answer, and with it says nothing but what its source says.

    `answers` are the canonical answer and its aliases.
    """
    reading = read(question, source.lang)
    said = values(reading.folded, source.lang)
    told, answer, first = _prepared(source, tuple(answers))
    if verdict := asking.well_formed(reading, "question") and asking.asks(reading):
        if known := told.by(reading, question, said):
            return Verdict("tells_answer", known)
    else:
        return verdict
    return (
        asking.anchored(reading)
        and asking.no_dangling_pronoun(reading, source.named, question=True)
        and names_its_entity(source, reading, first)
        and answer_grounded(source, answer)
        and grounded(source, reading, said, first, answer)
    )


def _prepared(source: Source, answers: tuple[str, ...]) -> tuple[asking.Told, Values, str]:
    if (found := source.answer_values.get(answers)) is None:
        first = plain(answers[0]).casefold()
        found = (asking.Told(list(answers)), values(first, source.lang), first)
        source.answer_values[answers] = found
    return found
