"""Two facts about one subject told in one sentence."""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts.verbs import base
from data_prep.frame import Framed
from data_prep.wording.en.kindred import is_person, is_thing
from data_prep.wording.en.lines import is_past, line
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.plain import phrase, predicate, settled
from data_prep.wording.en.view import View, view

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_BOUND = ("will", "has", "have", "had")


def together(v: View, neighbours: Sequence[Framed]) -> list[str]:
    """The statement with each of at most two neighbours of the same subject; those as an apposition or
    a relative clause first, since they stand farther from the plain order."""
    if not _joins(v):
        return []
    v = settled(v)
    ends, relatives = list[str](), list[str]()
    others = [w for w in map(_neighbour, neighbours) if w is not None and _fits(v, w)]
    for w in others[:3]:
        relatives += _apposed(v, w)
        if _describes(v) or _describes(w):
            continue
        relatives += _relative(v, w)
        if _one_tense(v, w):
            first, second = (w, v) if _rank(w) < _rank(v) else (v, w)
            ends.append(f"{first.subject} {predicate(first)} and {predicate(second)}")
    return [*ends[:1], *relatives[:2], *ends[1:], *relatives[2:]]


def _joins(v: View) -> bool:
    plain = not (v.subject_asked or v.front_asked or v.frame.said)
    return plain and v.frame.form != "reason" and "," not in v.subject


def _neighbour(found: Framed) -> View | None:
    if found.frame.lang != "en" or (w := view(found.frame)) is None:
        return None
    return settled(w) if _joins(w) else None


def _fits(v: View, w: View) -> bool:
    """Whether both can stand in one sentence: the same subject, neither long."""
    if w.frame.text == v.frame.text or w.subject != v.subject:
        return False
    return len((v.frame.text + w.frame.text).split()) <= 32


def _one_tense(v: View, w: View) -> bool:
    return is_past(w) == is_past(v) and (w.verb.aux in _BOUND) == (v.verb.aux in _BOUND)


def _describes(v: View) -> bool:
    """Whether the view says what its subject is, so that it can stand beside the name."""
    return (
        v.verb.copula
        and v.verb.aux in ("is", "are", "was", "were")
        and not v.verb.early
        and not v.rest
        and v.frame.form in ("noun", "number")
        and not v.preposition
        and phrase(v).startswith(("a ", "an ", "the "))
        and v.subject[:1].isupper() | v.subject.startswith("the ")
    )


def _apposed(v: View, w: View) -> Iterator[str]:
    """Harlowick, a port city on the west coast, lies at …"""
    told, said = (v, w) if _describes(v) else (w, v)
    if not _describes(told) or _describes(said):
        return
    yield f"{said.subject}, {phrase(told)}, {predicate(said)}"
    yield f"{upper_first(phrase(told))}, {said.subject} {predicate(said)}"


def _relative(v: View, w: View) -> Iterator[str]:
    """Corren Systems, which employs 40 people, has its seat in …"""
    who = "who" if is_person(v) or is_person(w) else "which" if is_thing(v) or is_thing(w) else ""
    if who and not re.search(r"\b(?:its|his|her|their)\b", predicate(v)):
        yield f"{v.subject}, {who} {predicate(v)}, {predicate(w)}"


def _rank(v: View) -> tuple[int, int]:
    """What comes first in a sentence: birth and founding before what followed, by their years."""
    lemma = base(v.verb.main) if v.verb.main else ""
    order = (
        0
        if lemma == "bear"
        else 1
        if lemma in ("found", "establish")
        else 3
        if lemma == "die"
        else 2
    )
    years = _YEAR.findall(line(v.frame.text))
    return order, int(years[0]) if years else 0
