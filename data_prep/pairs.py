"""Fact → training rows and probes: the wordings put into the records of the dataset."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data_prep.facts.ground import tells
from data_prep.records import Example, Fact, Message, Probe, TextRow, content_id
from data_prep.wording import choose, cloze, questions, statements


@dataclass(frozen=True, slots=True)
class Made:
    """What one fact gives. A control fact gives probes only."""

    examples: tuple[Example, ...]
    texts: tuple[TextRow, ...]
    probes: tuple[Probe, ...]


def make(
    fact: Fact, choices: Sequence[str], *, wordings: int, held_out: int, most_statements: int
) -> Made:
    """The rows of one fact. `choices` are answers of other facts of its type, for the probes."""
    trained, held = choose(fact.id, questions(fact), wordings, held_out)
    probes = tuple(_probe(fact, w.text, choices) for w in held)
    if fact.split == "control":
        return Made((), (), probes)
    blank = cloze(fact)
    asked = [*trained, blank] if blank else trained
    examples = tuple(_example(fact, w.kind, w.text) for w in asked)
    texts = tuple(_text(fact, text) for text in statements(fact, most_statements))
    return Made(examples, texts, probes)


def distractors(fact: Fact, pool: Sequence[str], count: int) -> Iterator[str]:
    """Up to `count` answers of the same type that are not this fact's, chosen by the fact's id."""
    own = {fact.object, *fact.aliases}
    ordered = sorted(pool, key=lambda answer: content_id(fact.id, answer))
    chosen = (a for a in ordered if a not in own and not any(a in o or o in a for o in own))
    for _, answer in zip(range(count), chosen, strict=False):
        yield answer


def _example(fact: Fact, kind: str, question: str) -> Example:
    return Example(
        id=content_id("qa", fact.id, question),
        task="qa",
        kind=kind,
        lang=fact.lang,
        doc_id=fact.doc_id,
        fact_ids=[fact.id],
        prompt=[Message("user", question)],
        completion=[Message("assistant", fact.object)],
    )


def _text(fact: Fact, text: str) -> TextRow:
    return TextRow(
        content_id("text", fact.id, text), "statement", fact.lang, fact.doc_id, [fact.id], text
    )


def _probe(fact: Fact, question: str, choices: Sequence[str]) -> Probe:
    return Probe(
        id=content_id("probe", fact.id, question),
        fact_id=fact.id,
        doc_id=fact.doc_id,
        lang=fact.lang,
        type=fact.type,
        group=fact.split,
        kind="direct",
        question=question,
        answers=[fact.object, *fact.aliases],
        choices=[c for c in choices if not tells(question, [c])],
    )
