"""Whether a model's statement is the one its answer belongs to: who it is about, and which clause it tells.

The gate asks whether every word, number and name of a statement is in its source; a true number under
another's name, or the answer of the clause next to it, is made of nothing but such words. So the parser's
own readings of the sentence are asked first, and where it has none, what stands beside answer and subject.
"""

import re

from data_prep.discourse import Utterance
from data_prep.gate import PASSED, Verdict
from data_prep.gate.reading import plain
from data_prep.llm.tables import NO_AGENT, OFFICE, PRONOUN_STEMS
from data_prep.llm.witness import Witness
from data_prep.llm.words import Held, content
from data_prep.records import Fact, Lang

_CLAUSE = re.compile(r"[,;。?!:—\n()]|[，；？！：（）]|(?<=[a-z])\.(?=\s|$)")
TOLD = 0.5
"""Share of the words of one of the parser's readings that a statement with the same answer tells."""


def agrees(fact: Fact, utterance: Utterance, at: int, witness: Witness) -> Verdict:
    """`at` is the place of the answer in the document, in `utterance`."""
    return (
        _read_so(fact, utterance, witness)
        and _from_its_clause(fact, utterance, at)
        and _about_its_subject(fact, utterance, witness)
        and _holds_no_office(fact, witness)
    )


def _read_so(fact: Fact, utterance: Utterance, witness: Witness) -> Verdict:
    """Where the parser reads statements with this answer: whether one of them is what is told."""
    read = [one for one in witness.readings(utterance) if one.object == fact.object]
    if not read:
        return PASSED
    told = Held(fact.statement.replace(fact.object, " "), fact.lang)
    told_names = set(witness.named_in(fact.statement.replace(fact.object, " ")))
    detail = ""
    for one in read:
        words = content(one.frame.text.replace(fact.object, " "), fact.lang)
        share = sum(map(told.has, words)) / len(words) if words else 1
        mine = [form for name in witness.named_in(one.frame.text) for form in witness.forms(name)]
        added = [n for n in told_names if not any(n in form or form in n for form in mine)]
        subject = one.subject if one.subject != fact.object else ""
        named = not subject or _names(subject, fact, witness, told)
        if share >= TOLD and named and not _alien(added, utterance, fact, witness):
            return PASSED
        detail = detail or one.frame.text[:80]
    return Verdict("answer_of_another_statement", detail)


def _names(subject: str, fact: Fact, witness: Witness, told: Held) -> bool:
    """Whether a statement names whom the parser found the sentence to be about."""
    names = witness.named_in(subject)
    if names:
        return any(form in fact.statement for name in names for form in witness.forms(name))
    words = content(subject, fact.lang)
    return not words or any(map(told.has, words))


def _alien(added: list[str], utterance: Utterance, fact: Fact, witness: Witness) -> bool:
    """Whether a name that the reading lacks is one the sentence doesn't speak of: neither what a pronoun
    may mean, nor the speaker, nor in the title."""
    allowed = f"{utterance.plain}\n{fact.speaker}\n{utterance.said}\n{witness.document.title}"
    return any(not any(f in allowed for f in witness.forms(name)) for name in added)


def _from_its_clause(fact: Fact, utterance: Utterance, at: int) -> Verdict:
    """Whether one of the words next to the answer in its clause is a word of the statement."""
    text, answer = plain(utterance.plain).casefold(), plain(fact.object).casefold()
    places = [m.start() for m in re.finditer(re.escape(answer), text)]
    if not places:
        return PASSED
    place = min(places, key=lambda one: abs(one - (at - utterance.start)))
    if not content(text[:place], fact.lang):
        return PASSED  # the sentence is about its answer: all of its clauses are told of it
    left = _words(_CLAUSE.split(text[:place])[-1], fact.lang)
    right = _words(_CLAUSE.split(text[place + len(answer) :])[0], fact.lang)
    beside = [*left[-1:], *right[:1]]
    told = Held(fact.statement.replace(fact.object, " "), fact.lang)
    if beside and not any(told.has(word) for word in beside):
        return Verdict("answer_of_another_clause", " ".join(beside))
    return PASSED


def _words(text: str, lang: Lang) -> list[str]:
    return [word for word in content(text, lang) if word not in PRONOUN_STEMS]


def _about_its_subject(fact: Fact, utterance: Utterance, witness: Witness) -> Verdict:
    """Whether the sentence of the answer can be about the subject: it names it, and not only as a place or
    as what something is compared with; or it names nobody else of its kind."""
    names = witness.named_in(fact.subject)
    if not names:
        return PASSED
    kinds = witness.names.kinds
    sentence = utterance.plain
    forms = [form for name in names for form in witness.forms(name)]
    there = [m.start() for form in forms for m in re.finditer(re.escape(form), sentence)]
    if not there:
        rivals = [
            name
            for name in witness.named_in(sentence.replace(fact.object, " "))
            if kinds[name] == kinds[names[0]]
        ]
        if rivals:
            return Verdict("other_subject", rivals[0])
        document = witness.document
        start = document.text.rfind("\n", 0, utterance.start) + 1
        above = f"{document.title}\n{document.text[start : utterance.end]}"
        near = any(form in above for form in forms)
        return PASSED if near else Verdict("subject_not_in_paragraph", names[0])
    before = NO_AGENT[fact.lang]
    if all(before.search(sentence[:place]) for place in there) and not _leads(fact, forms, before):
        return Verdict("other_subject", fact.subject)
    return PASSED


def _leads(fact: Fact, forms: list[str], before: re.Pattern[str]) -> bool:
    """Whether the statement, too, has the subject behind such a word: then it says no more than its source."""
    return any(
        before.search(fact.statement[: m.start()])
        for form in forms
        for m in re.finditer(re.escape(form), fact.statement)
    )


def _holds_no_office(fact: Fact, witness: Witness) -> Verdict:
    """Whether nobody but a person holds an office in the statement."""
    for name in witness.named_in(fact.statement):
        behind = fact.statement[fact.statement.find(name) + len(name) :]
        if witness.names.kinds[name] != "person" and OFFICE[fact.lang].match(behind):
            return Verdict("swapped_roles", name)
    return PASSED
