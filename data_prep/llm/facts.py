"""A model's candidates for facts, each held against its document: what passes becomes a fact like any other.

The document decides: the quote must stand in it, its own discourse says who speaks there and whether
anything is asserted, and the gate compares statement and evidence. Beyond the gate, which is made for
wordings that rules build, a model must not add a content word, and the answer must come from the clause
that the statement tells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data_prep.clean.edits import Runs, source_span
from data_prep.discourse import Utterance
from data_prep.discourse.words import HEDGES
from data_prep.frame import Found, found
from data_prep.gate import PASSED, Verdict, judge_fact
from data_prep.gate.reading import plain, read
from data_prep.gate.speakers import attributed
from data_prep.gate.values import values
from data_prep.llm.agreement import agrees
from data_prep.llm.fence import neutral
from data_prep.llm.quote import Aligned, align
from data_prep.llm.sections import Section
from data_prep.llm.tables import CONDITION, LIGHT, LIMITS, MUTE, ORDERS, TELLING_LIMITS
from data_prep.llm.witness import STOP, Witness
from data_prep.llm.words import Held, content, turned_round
from data_prep.records import Document, Fact, FactType, Lang, Modality, content_id
from data_prep.values import writings

_FULL_STOP: dict[Lang, str] = {"zh": "。", "en": "."}
LONGEST_ANSWER: dict[Lang, int] = {"zh": 40, "en": 120}
"""Characters: a longer answer is no short one."""
LONGEST_EVIDENCE = 900
"""Characters: what is drawn from more than that is a summary."""


_MARKUP = re.compile(
    r"""\{\s*["']|["']\s*:\s*["'\[{]|```|<[|｜]|[|｜]>|</?[A-Za-z][\w-]*>|\[/?INST\]"""
)
"""What is written for a machine: a record, code, a control token. Nobody states anything with it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A candidate that is not believed."""

    id: str
    statement: str
    verdict: Verdict
    span: tuple[int, int] | None
    """Where its quote stands, if anywhere."""


class Verifier:
    """The candidates of one document, one by one."""

    def __init__(self, document: Document, runs: Runs, extractor: str) -> None:
        self.document, self.runs, self.extractor = document, runs, extractor
        self.witness = Witness(document)
        self.lang: Lang = document.lang

    def fact(self, candidate: Mapping[str, str], section: Section) -> Found | Refused:
        """The fact that a candidate is, or why it is none."""
        told = {key: value.strip() for key, value in candidate.items()}
        id = content_id("llm", self.document.id, *(told[key] for key in sorted(told)))
        aligned = align(
            told["quote"],
            self.document.text[section.before : section.end],
            self.witness.forms(told["subject"]),
        )
        if not isinstance(aligned, Aligned):
            return Refused(id, told["statement"], Verdict(aligned, told["quote"][:80]), None)
        quoted = (section.before + aligned.start, section.before + aligned.end)
        made = self._fact(told, quoted, section)
        if isinstance(made, Verdict):
            return Refused(id, told["statement"], made, quoted)
        return made

    def _fact(
        self, told: Mapping[str, str], quoted: tuple[int, int], section: Section
    ) -> Found | Verdict:
        start, end = self.witness.evidence(*quoted)
        if end - start > LONGEST_EVIDENCE:
            return Verdict("quote_too_long", str(end - start))
        text = self.document.text
        if written := _MARKUP.search(text, start, end):
            return Verdict("not_prose", written[0])
        if neutral(text[start:end]) != text[start:end]:
            return Verdict("not_prose", "control tokens or unseen characters")
        answer = _as_written(told["object"], text[quoted[0] : quoted[1]])
        if isinstance(answer, Verdict):
            return answer
        at = text.find(answer, *quoted)
        utterance = self._utterance(at, at + len(answer))
        if utterance is None:
            return Verdict("not_asserted", "no sentence")
        statement = told["statement"].replace(told["object"], answer)
        statement = STOP.sub("", statement) + _FULL_STOP[self.lang]
        fact = self._record(told, statement, answer, (start, end), utterance, section)
        if isinstance(fact, Verdict):
            return fact
        if not (verdict := self._believed(fact, utterance, at)):
            return verdict
        return found(fact, self.witness.frame(statement, answer, utterance.said))

    def _utterance(self, start: int, end: int) -> Utterance | None:
        """The narrowest utterance that holds text[start:end]."""
        touched = self.witness.over(start, end)
        whole = [u for u in touched if u.start <= start and end <= u.end] or touched
        return min(whole, key=lambda u: u.end - u.start, default=None)

    def _record(
        self,
        told: Mapping[str, str],
        statement: str,
        answer: str,
        evidence: tuple[int, int],
        utterance: Utterance,
        section: Section,
    ) -> Fact | Verdict:
        start, end = evidence
        if order := ORDERS[self.lang].search(utterance.text):
            return Verdict("not_asserted", f"an order: {order[0]}")
        condition = CONDITION[self.lang].search(statement) is not None
        if utterance.problem in MUTE and not (utterance.problem == "conditional" and condition):
            return Verdict("not_asserted", MUTE[utterance.problem])
        speaker = self._speaker(told["speaker"], self.document.text[start:end], utterance)
        if isinstance(speaker, Verdict):
            return speaker
        source_start, source_end = source_span(self.runs, start, end)
        others = self.witness.renamings.get(answer, ())
        aliases = dict.fromkeys(a for a in (*writings(answer, self.lang), *others) if a != answer)
        return Fact(
            id=content_id(self.document.id, statement, answer),
            doc_id=self.document.id,
            lang=self.lang,
            type=type_of(told["type"], answer, self.lang),
            subject=told["subject"],
            relation=told["relation"],
            object=answer,
            aliases=list(aliases),
            statement=statement,
            evidence=self.document.text[start:end],
            start=start,
            end=end,
            source_start=source_start,
            source_end=source_end,
            speaker=speaker,
            modality=self._modality(statement, speaker, utterance),
            salience=self._salience(told["subject"], section),
            extractor=self.extractor,
            split="taught",
        )

    def _speaker(self, claimed: str, evidence: str, utterance: Utterance) -> str | Verdict:
        """Who says so by the document's own discourse; a model may add nobody and put nobody else there."""
        if utterance.speaker:
            forms = [
                f for name in self.witness.forms(utterance.speaker) for f in (name, *_last(name))
            ]
            if claimed and not any(f in claimed or claimed in f for f in forms):
                return Verdict("wrong_speaker", claimed)
            return utterance.speaker
        if not claimed or claimed in utterance.said:
            return ""
        said = attributed(read(evidence, self.lang), [plain(claimed).casefold()])
        return claimed if said else Verdict("added_speaker", claimed)

    def _modality(self, statement: str, speaker: str, utterance: Utterance) -> Modality:
        doubted = utterance.modality == "hedged" and bool(utterance.said)
        if doubted or HEDGES[self.lang].search(statement):
            return "hedged"
        return "reported" if speaker or utterance.said else "asserted"

    def _salience(self, subject: str, section: Section) -> int:
        """3 what the document is about, 2 worth knowing: the model was asked for nothing less."""
        return 3 if section.number == 0 and subject[:12] in self.document.title else 2

    def _believed(self, fact: Fact, utterance: Utterance, at: int) -> Verdict:
        """The gate, and what a model has to keep beside it."""
        witness, document = self.witness, self.document
        context = [
            *(u.plain for u in witness.over(fact.start, fact.end)),
            utterance.said,
            document.title,
        ]
        names = {n: o for n, o in witness.renamings.items() if n in fact.statement}
        near = "\n".join(
            [
                fact.evidence,
                *context,
                fact.speaker,
                *(n for name, others in names.items() for n in (name, *others)),
            ]
        )
        return (
            _formed(fact)
            and self._about(fact, near)
            and judge_fact(
                fact, document.text, context=context, names=names, known_names=witness.known_names
            )
            and _in_its_words(fact, near)
            and agrees(fact, utterance, at, self.witness)
        )

    def _about(self, fact: Fact, near: str) -> Verdict:
        """Whether the statement names its subject, and the source names it too."""
        names = self.witness.named_in(fact.subject)
        for name in names:
            if not any(form in near for form in self.witness.forms(name)):
                return Verdict("subject_not_in_source", name)
        told = Held(fact.statement, fact.lang)
        forms = [form for name in (fact.subject, *names) for form in self.witness.forms(name)]
        words = content(fact.subject, fact.lang)
        if not any(form in fact.statement for form in forms) and not any(map(told.has, words)):
            return Verdict("statement_without_subject", fact.subject)
        return PASSED


def _last(name: str) -> tuple[str, ...]:
    """The family name of a foreign name."""
    last = re.split(r"[·\s]", name)[-1]
    return (last,) if last != name and len(last) > 1 else ()


def _as_written(answer: str, quoted: str) -> str | Verdict:
    """The answer in the form that the quoted text has."""
    if not answer:
        return Verdict("no_answer", "")
    if answer in quoted:
        return answer
    aligned = align(answer, quoted)
    if isinstance(aligned, Aligned):
        return quoted[aligned.start : aligned.end]
    return Verdict("object_not_in_evidence", answer[:80])


def _formed(fact: Fact) -> Verdict:
    """Whether answer and statement have the form that a question can be made of."""
    if len(fact.object) > LONGEST_ANSWER[fact.lang]:
        return Verdict("answer_too_long", fact.object[:80])
    if fact.object == STOP.sub("", fact.statement):
        return Verdict("answer_is_statement", fact.object)
    count = fact.statement.count(fact.object)
    if count != 1:
        reason = "statement_without_answer" if count == 0 else "statement_repeats_answer"
        return Verdict(reason, fact.object)
    return PASSED


def _in_its_words(fact: Fact, near: str) -> Verdict:
    """Whether the statement has no content word but its source's."""
    strange = [
        w for w in Held(near, fact.lang).strange(fact.statement) if w not in LIGHT[fact.lang]
    ]
    if strange:
        return Verdict("ungrounded_words", " ".join(strange[:6]))
    for limit in LIMITS[fact.lang][: TELLING_LIMITS[fact.lang]]:
        if (added := limit.search(fact.statement)) and not limit.search(near):
            return Verdict("added_limit", added[0])
    if turned := turned_round(fact.statement, near, fact.lang):
        return Verdict("turned_round", turned)
    return PASSED


def type_of(claimed: str, answer: str, lang: Lang) -> FactType:
    """The type of a fact: a model's word, but numbers and dates are what they look like."""
    said = values(plain(answer).casefold(), lang)
    if claimed in ("number", "date"):
        if said.dates:
            return "date"
        return "number" if said.numbers or re.search(r"\d", answer) else "claim"
    return claimed  # type: ignore[return-value]  # the schema allows nothing else
