"""Fact → training rows and probes: the wordings put into the records of the dataset."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from data_prep.facts.ground import tells
from data_prep.frame import Found
from data_prep.gate import KnownNames, Source, Verdict, judge_question, judge_statement
from data_prep.leaks import SameWordings, same_wording
from data_prep.records import Example, Fact, Message, Probe, TextRow, content_id
from data_prep.wording import Wording, choose, cloze, listing, questions, reverse, statements

_LISTED = 8
"""Facts that one list question asks for, at most: a longer answer is no short one."""


_SPARE = 3
"""Statements made for each that is wanted: the gate turns some away."""


@dataclass(frozen=True, slots=True)
class Quotas:
    """How many wordings a fact gets. Numbers of rows per fact."""

    wordings: int = 10
    """Trained direct questions, at most."""
    least: int = 8
    """Trained direct questions below which the fact is short of `questions`."""
    held_out: int = 2
    """Direct questions kept for the recall probe."""
    statements: int = 5
    """Document-form statements, the fact's own among them."""
    reverse: int = 1
    """Questions for the subject, where the answer stands for one subject only."""


@dataclass(frozen=True, slots=True)
class Made:
    """What one fact gives. A control fact gives probes only."""

    examples: tuple[Example, ...]
    texts: tuple[TextRow, ...]
    probes: tuple[Probe, ...]
    short: tuple[str, ...]
    """The quotas that are not met: questions, held_out, statements, reverse, cloze."""
    refused: tuple[tuple[str, Verdict], ...] = ()
    """Wordings that the gate turned away, with its verdict."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Wordings of one fact that no rule made, each found to ask for it or to state it. They stand in one pool
    with those of the rules, and what is chosen of them passes the same gate."""

    questions: tuple[Wording, ...] = ()
    statements: tuple[str, ...] = ()
    reverse: tuple[Wording, ...] = ()
    choices: tuple[str, ...] = ()
    """Wrong answers of the right kind."""
    rules: bool = True
    """Whether the rules word the fact too."""


NOTHING = Offered()


def make(
    found: Found,
    neighbours: Sequence[Found],
    choices: Sequence[str],
    unique: bool,
    quotas: Quotas = Quotas(),
    known_names: KnownNames | None = None,
    offered: Offered = NOTHING,
) -> Made:
    """The rows of one fact, of the rules' wordings and those `offered`.

    `neighbours` are taught facts of the same document about the same entity; `choices` are answers of
    other facts of its kind, for the probes. `unique` says that within the corpus the answer leads back to
    this subject alone: only then is the reverse question asked. `known_names` are names of the document.
    """
    fact, gate = found.fact, _Gate(found, known_names)
    asked = [*(questions(found) if offered.rules else ()), *offered.questions]
    trained, held = gate.choose(asked, quotas)
    probes = tuple(_probe(fact, w.text, choices) for w in held)
    if fact.split == "control":
        return Made((), (), probes, (), gate.refused)
    turned = [*(reverse(found, neighbours) if offered.rules else ()), *offered.reverse]
    backwards = gate.first(turned if unique else [], neighbours, quotas.reverse)
    blank = gate.passed([w for w in [cloze(found)] if w])
    examples = [_example(fact, [fact.id], w) for w in [*trained, *backwards, *blank]]
    examples += _listed(found, neighbours)
    ruled = statements(found, neighbours, _SPARE * quotas.statements)
    stated = dict.fromkeys([*ruled[:1], *offered.statements, *(ruled if offered.rules else ())])
    told = gate.stated(_apart(fact, list(stated), held), neighbours, quotas.statements)
    short = {
        "questions": len(trained) < quotas.least,
        "held_out": len(held) < quotas.held_out,
        "statements": len(told) < quotas.statements,
        "reverse": unique and len(backwards) < quotas.reverse,
        "cloze": not blank,
    }
    return Made(
        tuple(examples),
        tuple(_text(fact, text) for text in told),
        probes,
        tuple(name for name, is_short in short.items() if is_short),
        gate.refused,
    )


@dataclass(slots=True)
class _Gate:
    """The gate for the wordings of one fact."""

    found: Found
    known_names: KnownNames | None = None
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    source: Source = field(init=False)
    sources: dict[tuple[str, ...], Source] = field(init=False)
    """Statements of neighbouring facts → the source with them."""

    def __post_init__(self) -> None:
        self.source = self._source(())
        self.sources = {(): self.source}

    def _source(self, beside: Sequence[str]) -> Source:
        frame = self.found.frame
        return Source.of_fact(
            self.found.fact,
            context=(frame.said if frame else "", *beside),
            names=frame.names if frame else None,
            known_names=self.known_names,
        )

    def _source_of(self, text: str, neighbours: Sequence[Found]) -> Source:
        """What `text` is judged against: the fact's source, with the neighbouring facts that it tells."""
        beside = tuple(f.fact.statement for f in neighbours if _told(f, text))
        if beside not in self.sources:
            self.sources[beside] = self._source(beside)
        return self.sources[beside]

    @property
    def refused(self) -> tuple[tuple[str, Verdict], ...]:
        return tuple((text, verdict) for text, verdict in self.verdicts.items() if not verdict)

    def first(
        self, wordings: Sequence[Wording], neighbours: Sequence[Found], most: int
    ) -> list[Wording]:
        """The first `most` questions for the subject that the source allows, or it with the neighbouring facts
        that a question gives."""
        passed: list[Wording] = []
        for wording in wordings:
            if len(passed) == most:
                break
            source = self._source_of(wording.text, neighbours)
            self.verdicts[wording.text] = judge_question(source, wording.text, [wording.answer])
            if self.verdicts[wording.text]:
                passed.append(wording)
        return passed

    def passed(self, wordings: Sequence[Wording]) -> list[Wording]:
        """The questions that the source allows."""
        fact = self.found.fact
        for wording in wordings:
            if wording.text not in self.verdicts:
                answers = [wording.answer] if wording.answer else [fact.object, *fact.aliases]
                self.verdicts[wording.text] = judge_question(self.source, wording.text, answers)
        return [w for w in wordings if self.verdicts[w.text]]

    def choose(
        self, pool: Sequence[Wording], quotas: Quotas
    ) -> tuple[list[Wording], list[Wording]]:
        """The chosen of `pool`, which is judged only as far as it is chosen; no trained one shares its words
        with a held-out one."""
        fact = self.found.fact
        while True:
            same = SameWordings([w.text for w in pool], fact.statement, fact.lang)
            trained, held = choose(fact.id, pool, quotas.wordings, quotas.held_out, same.as_one)
            passed = self.passed([*trained, *held])
            if len(passed) == len(trained) + len(held):
                return trained, held
            pool = [w for w in pool if self.verdicts.get(w.text, True)]

    def stated(self, texts: Sequence[str], neighbours: Sequence[Found], most: int) -> list[str]:
        """The first `most` statements that the source allows, or that of the neighbouring fact beside it."""
        passed: list[str] = []
        for text in texts:
            if len(passed) == most:
                break
            source = self._source_of(text, neighbours)
            self.verdicts[text] = judge_statement(source, text)
            if self.verdicts[text]:
                passed.append(text)
        return passed


def _apart(fact: Fact, texts: list[str], held: Sequence[Wording]) -> list[str]:
    """The statements, the fact's own always, that no held-out question stands in: they would be taken out of
    the training rows again."""
    if not held:
        return texts
    same = same_wording(texts, [w.text for w in held], fact.statement, fact.lang).sum(axis=0)
    return [text for at, text in enumerate(texts) if not at or not same[at]]


def _told(found: Found, text: str) -> bool:
    """Whether a text tells the answer of a fact, be it with the capital that begins a sentence."""
    return found.fact.object.casefold() in text.casefold()


def _listed(found: Found, neighbours: Sequence[Found]) -> list[Example]:
    """The list question of the facts that share all but their answer, with the one of the least id."""
    group = [found]
    for other in neighbours:
        if other.fact.split == "taught" and listing([found, other]):
            group.append(other)
    if not 2 <= len(group) <= _LISTED or found.fact.id != min(f.fact.id for f in group):
        return []
    group.sort(key=lambda f: f.fact.start)
    wording = listing(group)
    return [_example(found.fact, [f.fact.id for f in group], wording)] if wording else []


def _example(fact: Fact, fact_ids: list[str], wording: Wording) -> Example:
    return Example(
        id=content_id("qa", fact.id, wording.text),
        task="qa",
        kind=wording.kind,
        lang=fact.lang,
        doc_id=fact.doc_id,
        fact_ids=fact_ids,
        prompt=[Message("user", wording.text)],
        completion=[Message("assistant", wording.answer or fact.object)],
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
