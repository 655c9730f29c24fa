"""Wordings by language: the same five builders for Chinese and English."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data_prep.frame import Found, Framed
from data_prep.records import FactType, Lang
from data_prep.wording import zh
from data_prep.wording.en import backwards as en_backwards
from data_prep.wording.en import cloze as en_cloze
from data_prep.wording.en import listing as en_listing
from data_prep.wording.en import questions as en_questions
from data_prep.wording.en import statements as en_statements
from data_prep.wording.record import Wording


@dataclass(frozen=True, slots=True)
class _Builders:
    questions: Callable[[Framed], list[Wording]]
    statements: Callable[[Framed, Sequence[Framed], int], list[str]]
    reverse: Callable[[Framed, Sequence[Framed]], list[Wording]]
    cloze: Callable[[Framed], Wording | None]
    listing: Callable[[Sequence[Framed]], Wording | None]


def _zh_reverse(found: Framed, neighbours: Sequence[Framed]) -> list[Wording]:
    return zh.reverse(found)


_BUILD: dict[Lang, _Builders] = {
    "zh": _Builders(zh.questions, zh.statements, _zh_reverse, zh.cloze, zh.listing),
    "en": _Builders(
        en_questions.questions,
        en_statements.statements,
        en_backwards.reverse,
        en_cloze.cloze,
        en_listing.listing,
    ),
}


_BLANK: dict[Lang, str] = {"zh": "填空：{}", "en": "Fill in the blank{}: {}"}
_WANTED: dict[FactType, str] = {
    "date": " with a date or another time",
    "number": " with a number",
    "location": " with a place",
    "organization": " with the name of an organisation",
}
"""What an English blank is filled with, as far as the type of a fact without a frame tells."""


def questions(found: Found) -> list[Wording]:
    """All direct questions for the fact's object, the plainest first; none for a fact without a frame.
    None tells the answer."""
    return _BUILD[found.frame.lang].questions(found) if isinstance(found, Framed) else []


def statements(found: Found, neighbours: Sequence[Found], most: int) -> list[str]:
    """At most `most` statements in document form: the fact's own, then other orders of its constituents and
    one with a neighbouring fact of the same entity. Each holds the answer."""
    if not isinstance(found, Framed):
        return [found.fact.statement][:most]
    framed = [other for other in neighbours if isinstance(other, Framed)]
    return _BUILD[found.frame.lang].statements(found, framed, most)


def reverse(found: Found, neighbours: Sequence[Found] = ()) -> list[Wording]:
    """Questions for the subject, given the answer; each carries its own `answer`. A neighbouring fact of the
    same entity may be given too, where the answer alone would say too little."""
    if not isinstance(found, Framed):
        return []
    framed = [other for other in neighbours if isinstance(other, Framed)]
    return _BUILD[found.frame.lang].reverse(found, framed)


def cloze(found: Found) -> Wording | None:
    """The statement with a blank in the answer's place."""
    if isinstance(found, Framed):
        return _BUILD[found.frame.lang].cloze(found)
    fact = found.fact
    before, answer, after = fact.statement.partition(fact.object)
    if not answer or fact.object in after:
        return None
    gap = f"{before}____{after}"
    wanted = (_WANTED.get(fact.type, ""),) if fact.lang == "en" else ()
    return Wording("cloze", _BLANK[fact.lang].format(*wanted, gap), "cloze")


def listing(founds: Sequence[Found]) -> Wording | None:
    """One question for all the objects that an entity has to one predicate, or None."""
    framed = [found for found in founds if isinstance(found, Framed)]
    if not framed or len(framed) < len(founds):
        return None
    return _BUILD[framed[0].frame.lang].listing(framed)
