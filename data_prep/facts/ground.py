"""The gate: what a fact, and every question and statement made from it, must hold."""

import re
from functools import lru_cache

from data_prep.clean.redaction import holds_placeholder
from data_prep.facts.tables import PRONOUNS
from data_prep.records import Document, Fact
from data_prep.values import canonical

_EMPTY = re.compile(r"^[\W_]*$")
_MAX_ANSWER = {"zh": 40, "en": 120}


def question_problem(statement: str, answer: str, lang: str) -> str:
    """Why `answer` cannot be asked from `statement` (a slug), or "" when it can."""
    if _EMPTY.match(answer) or len(answer) > _MAX_ANSWER[lang]:
        return "bad_answer"
    rest = statement.replace(answer, " ", 1)
    if PRONOUNS[lang].fullmatch(answer):
        return "pronoun_answer"
    if len(bare(rest)) < 6:
        return "nothing_to_ask_about"
    if tells(rest, [answer]):
        return "tells_answer"
    return ""


def grounded(fact: Fact, document: Document) -> str:
    """Why a fact is not what its document states (a slug), or "" when its span holds it."""
    if document.text[fact.start : fact.end] != fact.evidence:
        return "evidence_not_verbatim"
    if fact.object not in fact.evidence:
        return "object_not_in_evidence"
    if holds_placeholder(fact.object):
        return "redacted_answer"
    return ""


_LOOSE = re.compile(r"[^\w%]+")


@lru_cache(1 << 14)
def bare(text: str) -> str:
    """`text` in one form with nothing but letters and digits: what two questions are compared by."""
    return _LOOSE.sub("", canonical(text))


def tells(question: str, answers: list[str]) -> bool:
    """Whether a question already holds one of its answers (of more than one character)."""
    plain = _LOOSE.sub("", question).casefold()
    return any(
        (len(p := _LOOSE.sub("", a).casefold()) > 1 and p in plain)
        or (len(b := bare(a)) > 1 and b in bare(question))
        for a in answers
    )
