"""A model's wordings of a fact, each held against the fact: it must ask for the same thing and say no more.

The fact's statement is the source here, not its evidence: a question whose words come from the clause next
to it would be grounded in the evidence and still ask for something else.
"""

import re
from dataclasses import dataclass, field, replace

from data_prep.comparing import comparing, pool
from data_prep.frame import Form, Found
from data_prep.gate import PASSED, Source, Verdict, judge_question, judge_statement
from data_prep.gate.reading import plain, read
from data_prep.gate.tables import SAYING
from data_prep.gate.values import Values, values
from data_prep.llm.tables import (
    ASKED,
    ATTRIBUTES,
    CALLED,
    DURATION,
    FITS,
    FORM_OF_TYPE,
    LIGHT,
    LIMITS,
    TELLING_LIMITS,
    YES_OR_NO,
)
from data_prep.llm.witness import Witness
from data_prep.llm.words import Held, content, turned_round
from data_prep.records import Lang

STRANGE = 0.4
"""Share of the content words of a wording that its fact need not have: other verbs and nouns for the same."""


@dataclass(slots=True)
class WordingVerifier:
    """The wordings of one fact, one by one. `witness` is of the fact's document."""

    found: Found
    witness: Witness
    source: Source = field(init=False)
    _held: Held = field(init=False)

    def __post_init__(self) -> None:
        fact, witness = self.found.fact, self.witness
        names = {n: o for n, o in witness.renamings.items() if n in fact.statement}
        frame = self.found.frame
        self.source = Source.of(
            fact.statement,
            fact.lang,
            context=(frame.said if frame else "", fact.speaker),
            subject=fact.subject,
            speaker=fact.speaker,
            modality=fact.modality,
            names=names,
            known_names=witness.known_names,
            answer=fact.object,
        )
        told = [fact.statement, fact.subject, *(n for g in names.values() for n in g)]
        self._held = Held("\n".join(told), fact.lang)

    def question(self, text: str) -> Verdict:
        """Whether it asks for the fact's object, of all that the fact says."""
        fact = self.found.fact
        answers = [fact.object, *fact.aliases]
        return (
            self._asks(text, form_of(self.found))
            and judge_question(self.source, text, answers)
            and self._tells_no_part(text)
            and self._of_its_unit(text)
            and self._same(text, fact.object)
        )

    def _of_its_unit(self, text: str) -> Verdict:
        """Whether an amount is called what its unit measures, where the question calls it in its own words."""
        fact = self.found.fact
        if form_of(self.found) != "number":
            return PASSED
        for noun, unit in ATTRIBUTES[fact.lang]:
            called = noun.search(text)
            if called and not noun.search(fact.statement) and not unit.search(fact.object):
                return Verdict("asks_for_something_else", called[0])
        return PASSED

    def _tells_no_part(self, text: str) -> Verdict:
        """Whether half of the answer stands in the question: it then asks for the other half."""
        fact = self.found.fact
        if form_of(self.found) in ("number", "time"):
            return PASSED  # "how many people" tells nothing of "62 people"
        held = Held(text, fact.lang)
        around = Held(fact.statement.replace(fact.object, " "), fact.lang)
        words = content(fact.object, fact.lang)
        told = [word for word in words if held.has(word) and not around.has(word)]
        if told and 2 * len(told) >= len(words):
            return Verdict("tells_part_of_answer", " ".join(told))
        return PASSED

    def reverse(self, text: str) -> Verdict:
        """Whether it gives the object and asks for the subject."""
        fact = self.found.fact
        if not any(answer in text for answer in (fact.object, *fact.aliases)):
            return Verdict("question_without_object", fact.object)
        asked = Held(text, fact.lang)
        if told := [word for word in content(fact.subject, fact.lang) if asked.has(word)]:
            return Verdict("tells_part_of_answer", told[0])
        kind = self.witness.names.kinds.get(fact.subject)
        form: Form = "person" if kind == "person" else "place" if kind == "location" else "noun"
        answers = [fact.subject, *self.witness.renamings.get(fact.subject, ())]
        return (
            self._asks(text, form)
            and judge_question(self.source, text, answers)
            and self._same(text, fact.subject)
        )

    def statement(self, text: str) -> Verdict:
        """Whether it states the fact, with its object once and in its own form."""
        fact = self.found.fact
        if text.count(fact.object) != 1:
            return Verdict("statement_without_answer", fact.object)
        return judge_statement(self.source, text) and self._same(text, "")

    def distractor(self, text: str, rivals: frozenset[str]) -> Verdict:
        """Whether it is an answer of the same kind that is surely wrong. `rivals`: what else is true of the
        same relation, in comparing form."""
        found, fact = self.found, self.found.fact
        form = comparing(text)
        own = [comparing(answer) for answer in (fact.object, *fact.aliases)]
        if not form or form in rivals or any(form in one or one in form for one in own):
            return Verdict("distractor_is_true", text)
        other = replace(fact, object=text)
        if pool(other, found.frame) != pool(fact, found.frame):
            return Verdict("distractor_of_another_kind", text)
        if _grain(text, fact.lang) != _grain(fact.object, fact.lang):
            return Verdict("distractor_of_another_kind", text)
        if len(text) > 2 * len(fact.object) + 8 or form in comparing(fact.evidence):
            return Verdict("distractor_stands_in_source", text)
        return PASSED

    # --- what every wording keeps

    def _asks(self, text: str, form: Form) -> Verdict:
        lang = self.found.fact.lang
        if YES_OR_NO[lang].search(text.strip()):
            return Verdict("asks_yes_or_no", "")
        kind = asked_kind(text, lang)
        lasting = form == "number" and DURATION[lang].search(self.found.fact.object)
        if kind and kind not in FITS[form] and not (lasting and kind == "time"):
            return Verdict("asks_for_another_kind", kind)
        called = CALLED[lang].get(form) if kind == "thing" else None
        if called and not called.search(text):
            return Verdict("asks_for_another_kind", kind)
        return PASSED

    def _same(self, text: str, without: str) -> Verdict:
        """Whether a wording keeps every condition of the statement (less `without`, which it asks for), and
        speaks of the same thing in words that are not of something else in the document."""
        fact = self.found.fact
        statement = fact.statement.replace(without, " ") if without else fact.statement
        return (
            _values_kept(statement, text, fact.lang)
            and self._names_kept(statement, text, without)
            and _limits_kept(statement, text, fact.statement, fact.lang)
            and self._of_nothing_else(statement, text)
            and _not_turned(text, fact.statement, fact.lang)
        )

    def _names_kept(self, statement: str, text: str, without: str) -> Verdict:
        speaker = self.found.fact.speaker
        for name in self.witness.named_in(statement):
            if name in without or name in speaker:
                continue  # the gate looks after the speaker
            forms = self.witness.forms(name)
            if not any(form in text for form in forms):
                return Verdict("dropped_name", name)
        return PASSED

    def _of_nothing_else(self, statement: str, text: str) -> Verdict:
        fact = self.found.fact
        words = content(text, fact.lang)
        strange = [w for w in words if not self._held.has(w) and w not in LIGHT[fact.lang]]
        if len(strange) > max(1, STRANGE * len(words)):
            return Verdict("ungrounded_words", " ".join(strange[:6]))
        asked = Held(text, fact.lang)
        subject = content(fact.subject, fact.lang) if fact.subject in statement else []
        lost = [word for word in subject if not asked.has(word)]
        if len(lost) > 0.3 * len(subject):
            return Verdict("dropped_subject", lost[0])
        names = self.witness.named_in(statement)
        told = [
            w for w in content(statement, fact.lang) if not any(w in n.casefold() for n in names)
        ]
        if told and not any(map(asked.has, told)):
            document = Held(self.witness.document.text, fact.lang)
            added = [word for word in words if not self._held.has(word)]
            if not added or any(map(document.has, added)):
                return Verdict("asks_for_something_else", " ".join(added[:3]))
        return PASSED


_LANGS: tuple[Lang, ...] = ("zh", "en")
_SAYING = {
    lang: frozenset(word for said in SAYING[lang].split() for word in content(said, lang))
    for lang in _LANGS
}


def form_of(found: Found) -> Form:
    """What the answer of a fact is: as the parser has it, else by the fact's type and its values."""
    fact = found.fact
    if found.frame:
        return found.frame.form
    said = values(plain(fact.object).casefold(), fact.lang)
    if said.dates:
        return "time"
    if re.match(r"\D{0,3}\d", fact.object) and said.numbers:
        return "number"
    return FORM_OF_TYPE[fact.type]


def asked_kind(text: str, lang: Lang) -> str:
    """What a question asks for: reason, time, place, person, number, manner, thing; "" where it isn't seen."""
    return next((kind for kind, pattern in ASKED[lang] if pattern.search(text)), "")


def _values_kept(statement: str, text: str, lang: Lang) -> Verdict:
    """Whether all numbers and dates of a statement stand in its wording."""
    theirs = values(read(statement, lang).folded, lang)
    ours = values(read(text, lang).folded, lang)
    for day, said in theirs.dates:
        if day not in [other for other, _ in ours.dates]:
            return Verdict("dropped_date", said.strip())
    numbers = {number.value for number in ours.numbers} | _digits(ours)
    for number in theirs.numbers:
        if number.value not in numbers and number.value not in text:
            return Verdict("dropped_number", number.text.strip())
    return PASSED


def _digits(said: Values) -> set[str]:
    return {str(part) for day, _ in said.dates for part in day if part}


def _limits_kept(statement: str, text: str, whole: str, lang: Lang) -> Verdict:
    for number, pattern in enumerate(LIMITS[lang]):
        if (found := pattern.search(statement)) and not pattern.search(text):
            return Verdict("dropped_limit", found[0])
        added = number < TELLING_LIMITS[lang] and pattern.search(text)
        if added and not pattern.search(whole):
            return Verdict("added_limit", added[0])
    return PASSED


def _not_turned(text: str, statement: str, lang: Lang) -> Verdict:
    turned = turned_round(text, statement, lang)
    return Verdict("turned_round", turned) if turned else PASSED


def _grain(answer: str, lang: Lang) -> tuple[int, int]:
    """How many numbers and dates an answer has."""
    said = values(plain(answer).casefold(), lang)
    return len(said.numbers), len(said.dates)


# --- shapes


_REQUEST: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile("^请|[说写报指列给答]出|告诉|_{2,}"),
    "en": re.compile(r"^(?:please )?(?:name|state|give|tell|identify|say|specify|recall|list)\b|_{2,}", re.I),
}  # fmt: skip


def shape_of(text: str, subject: str, lang: Lang) -> str:
    """How a question is built, as the id of its shape: what leads it, where in it the question word stands,
    and whether it asks or requests."""
    flat = plain(text)
    spots = [m.start() for _, pattern in ASKED[lang] for m in pattern.finditer(flat)]
    at = min(spots, default=len(flat))
    lead = "asking" if at <= 2 else "subject" if flat.startswith(subject[:4]) else "other"
    if lead == "other" and values(flat[:14].casefold(), lang).dates:
        lead = "time"
    place = "front" if 3 * at < len(flat) else "middle" if 3 * at < 2 * len(flat) else "end"
    mood = "request" if _REQUEST[lang].search(flat) else "question"
    kind = next((kind for kind, pattern in ASKED[lang] if pattern.search(flat)), "")
    noun = "plain" if kind in ("thing", "manner", "") else "telling"
    return f"model_{lead}_{place}_{mood}_{noun}"
