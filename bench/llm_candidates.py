"""What a model might reply about a document: the true facts of a run as candidates, and wrong ones made of them.

A wrong candidate is one field or more of a true one changed so that the source surely doesn't say it: the
errors of `bench.planted` in its statement (and answer), and those that only a model can make: a quote that
stands nowhere, an answer of another fact, another subject or speaker, a speaker or hedge left out.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.planted import PLANTERS, Wording, planted
from data_prep.llm.witness import Witness
from data_prep.records import Document, Fact

Candidate = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate and what is wrong with it; "" of a true one."""

    document: Document
    wrong: str
    candidate: Candidate


def true_candidate(fact: Fact) -> Candidate:
    """A model's reply that says just this."""
    return {
        "quote": fact.evidence,
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object,
        "statement": fact.statement,
        "type": fact.type,
        "speaker": fact.speaker,
        "modality": fact.modality,
        "date": "",
    }


def cases(document: Document, facts: Sequence[Fact], others: Sequence[Document]) -> Iterator[Case]:
    """The true candidates of one document, each followed by the wrong ones made of it."""
    witness = Witness(document)
    listed = tuple(sorted(witness.names.kinds, key=lambda n: (-len(n), n)))
    people = tuple(n for n, kind in witness.names.kinds.items() if kind == "person")
    for fact in facts:
        true = true_candidate(fact)
        yield Case(document, "", true)
        rng = random.Random(fact.id)
        near = [u.plain for u in witness.over(fact.start, fact.end)]
        given = [fact.evidence, fact.statement, fact.subject, fact.speaker, document.title, *near]
        given += [n for g in witness.renamings.items() for n in (g[0], *g[1])]
        wording = Wording(
            fact.statement,
            fact.lang,
            "\n".join(given),
            document.text,
            listed,
            fact.speaker,
            people,
        )
        for kind, text in planted(wording, tuple(PLANTERS)):
            yield Case(document, kind, true | {"statement": text} | _answer(true, text))
        for kind, change in _model_errors(fact, facts, document, others, witness, rng):
            yield Case(document, kind, true | change)


def _answer(true: Candidate, statement: str) -> Candidate:
    """The answer of the changed statement, where the change is in it."""
    answer, told = true["object"], true["statement"]
    if answer in statement:
        return {}
    before = told.find(answer)
    behind = len(told) - before - len(answer)
    return {"object": statement[before : len(statement) - behind]}


def _model_errors(
    fact: Fact,
    facts: Sequence[Fact],
    document: Document,
    others: Sequence[Document],
    witness: Witness,
    rng: random.Random,
) -> Iterator[tuple[str, Candidate]]:
    yield from _quotes(fact, document, others, rng)
    yield from _answers(fact, facts, document)
    yield from _subjects(fact, document, witness, rng)
    if fact.speaker:
        people = [
            n
            for n, kind in witness.names.kinds.items()
            if kind == "person" and n not in fact.speaker and fact.speaker not in n
        ]
        if people:
            other = rng.choice(people)
            yield "speaker_field", {"speaker": other}
            yield (
                "speaker_everywhere",
                {"speaker": other, "statement": fact.statement.replace(fact.speaker, other)},
            )
        bare = re.sub(
            r"^[^，]{1,16}[说称示道绍为]，|^[A-Z][\w ]{1,40} (?:said|says|thinks|added|explained) that ",
            "",
            fact.statement,
        )
        if bare != fact.statement and fact.speaker not in bare:
            yield (
                "speaker_left_out",
                {
                    "speaker": "",
                    "modality": "asserted",
                    "statement": bare[:1].upper() + bare[1:],
                },
            )


def _quotes(
    fact: Fact, document: Document, others: Sequence[Document], rng: random.Random
) -> Iterator[tuple[str, Candidate]]:
    places = [i for i, char in enumerate(fact.evidence) if char.isalnum()]
    at = rng.choice(places)
    char = rng.choice(
        [c for c in fact.evidence + "不新xq7" if c.isalnum() and c != fact.evidence[at]]
    )
    changed = fact.evidence[:at] + char + fact.evidence[at + 1 :]
    if changed not in document.text:
        yield "quote_changed", {"quote": changed}
    if len(fact.evidence) > 30:
        third = len(fact.evidence) // 3
        yield "quote_shortened", {"quote": f"{fact.evidence[:third]}……{fact.evidence[-third:]}"}
    foreign = [d for d in others if d.lang == document.lang and d.id != document.id]
    if foreign:
        text = rng.choice(foreign).text
        line = max(text.split("\n"), key=len)[:80]
        if line not in document.text:
            yield "quote_of_another_document", {"quote": line}
    yield "quote_is_statement", {"quote": f"{fact.statement} {fact.relation or fact.object}!"}


def _answers(
    fact: Fact, facts: Sequence[Fact], document: Document
) -> Iterator[tuple[str, Candidate]]:
    """The answer of another fact of the same type nearby, quoted together with this one."""
    for other in facts:
        near = abs(other.start - fact.start) < 150
        same = other.type == fact.type and other.lang == fact.lang
        if not (near and same) or other.object in fact.statement or fact.object in other.object:
            continue
        start, end = min(fact.start, other.start), max(fact.end, other.end)
        told = fact.statement.replace(fact.object, other.object)
        if told.casefold() in {f.statement.casefold() for f in facts}:
            continue
        if _listed_together(document.text[start:end], fact.object, other.object):
            continue  # both may be right: A and B were there
        yield (
            "answer_of_another_fact",
            {"quote": document.text[start:end], "object": other.object, "statement": told},
        )


def _listed_together(text: str, one: str, other: str) -> bool:
    a, b = text.find(one), text.find(other)
    between = text[min(a, b) : max(a, b)]
    return len(between) < 60 and bool(re.search("[和与及、]| and |, ", between))


def _subjects(
    fact: Fact, document: Document, witness: Witness, rng: random.Random
) -> Iterator[tuple[str, Candidate]]:
    """Another name of the same kind as the subject, the quote reaching to where it stands."""
    kinds = witness.names.kinds
    if fact.subject not in kinds or fact.statement.count(fact.subject) != 1:
        return
    mine = witness.forms(fact.subject)
    others = [
        n
        for n, kind in kinds.items()
        if kind == kinds[fact.subject]
        and not any(n in m or m in n for m in mine)
        and n not in fact.statement
    ]
    for other in rng.sample(others, min(2, len(others))):
        told = fact.statement.replace(fact.subject, other)
        yield "another_subject", {"subject": other, "statement": told}
        at = document.text.rfind(other, max(0, fact.start - 200), fact.start)
        if at >= 0:
            yield (
                "another_subject_quoted",
                {"subject": other, "statement": told, "quote": document.text[at : fact.end]},
            )
