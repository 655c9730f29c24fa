"""Wordings by language: the same five builders for Chinese and English."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data_prep.frame import Found
from data_prep.records import Lang
from data_prep.wording import zh
from data_prep.wording.en import questions as en_questions
from data_prep.wording.en import statements as en_statements
from data_prep.wording.record import Wording


@dataclass(frozen=True, slots=True)
class _Builders:
    questions: Callable[[Found], list[Wording]]
    statements: Callable[[Found, Sequence[Found], int], list[str]]
    reverse: Callable[[Found], list[Wording]]
    cloze: Callable[[Found], Wording | None]
    listing: Callable[[Sequence[Found]], Wording | None]


_BUILD: dict[Lang, _Builders] = {
    "zh": _Builders(zh.questions, zh.statements, zh.reverse, zh.cloze, zh.listing),
    "en": _Builders(
        en_questions.questions,
        en_statements.statements,
        en_statements.reverse,
        en_statements.cloze,
        en_statements.listing,
    ),
}


def questions(found: Found) -> list[Wording]:
    """All direct questions for the fact's object, the plainest first. None tells the answer."""
    return _BUILD[found.frame.lang].questions(found)


def statements(found: Found, neighbours: Sequence[Found], most: int) -> list[str]:
    """At most `most` statements in document form: the fact's own, then other orders of its constituents and
    one with a neighbouring fact of the same entity. Each holds the answer."""
    return _BUILD[found.frame.lang].statements(found, neighbours, most)


def reverse(found: Found) -> list[Wording]:
    """Questions for the subject, given the answer; each carries its own `answer`."""
    return _BUILD[found.frame.lang].reverse(found)


def cloze(found: Found) -> Wording | None:
    """The statement with a blank in the answer's place."""
    return _BUILD[found.frame.lang].cloze(found)


def listing(founds: Sequence[Found]) -> Wording | None:
    """One question for all the objects that an entity has to one predicate, or None."""
    return _BUILD[founds[0].frame.lang].listing(founds) if founds else None
