"""Shapes for an answer behind the verb, or a time in front."""

import re
from collections.abc import Iterator

from data_prep.wording.en.asks import Ask, asks, in_situ, indefinite, learns
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.exchanged import exchanged, roles_turned
from data_prep.wording.en.gaps import gaps
from data_prep.wording.en.kindred import named_person
from data_prep.wording.en.lines import Shape, is_past, leads, line, others
from data_prep.wording.en.quantities import bounded, quantities
from data_prep.wording.en.view import View


def behind(v: View) -> Iterator[Shape]:
    """The answer stands behind the verb, or is a time in front."""
    forms = asks(v)
    aux, mid = v.inverted
    strands = bool(forms) and forms[0].strand == v.modifier
    stiff = v.frame.form == "number" and bool(v.modifier) and not strands
    for i, ask in enumerate([] if stiff else forms[:2]):
        name = ("fronted", "fronted_other")[i]
        yield name, f"{line(ask.front, aux, v.subject, mid, others(v), ask.strand)}?"
    yield from _in_place(v)
    if forms and not stiff and not bounded(v):
        by = v.preposition == "by" and v.verb.aux in ("was", "were", "is", "are")
        if not (
            by and v.verb.passive and not v.verb.early
        ):  # who founded it is asked for with more ease than by whom
            yield from _indirect(v, forms)
            yield from _named(v, forms[-1])
        yield from _cleft(v, forms[0])
        yield from _time_first(v, forms[0])
    yield from _then_asked(v)
    yield from gaps(v)
    if v.frame.form == "number":
        yield from quantities(v)
    yield from exchanged(v)
    yield from roles_turned(v)


_BARE = frozenset("where when what whom who how".split())


def _in_place(v: View) -> Iterator[Shape]:
    """The statement with the interrogative where the answer stood, as in a quiz: X was founded in which year?
    Only at its end, and not where and what alone: in mid-sentence it echoes what somebody has just said."""
    situ = in_situ(v)
    if v.front or v.behind or (v.front_asked and v.rest) or len(v.head.split()) > 3:
        return
    numbered = v.frame.ask.startswith(("how many", "what percentage"))
    if situ.split()[-1] in _BARE or (v.frame.form == "number" and not numbered):
        return
    yield "in_place", f"{line(v.subject, v.verb.text, *v.before, situ)}?"


def _indirect(v: View, forms: list[Ask]) -> Iterator[Shape]:
    """The question inside a request."""
    ask, other = forms[0], forms[-1]
    clause = line(v.subject, v.verb.text, others(v))
    yield "embedded", f"Could you tell me {line(ask.front, clause, ask.strand)}?"
    yield "wanted", f"I would like to know {line(other.front, clause, other.strand)}."
    yield "wondered", f"I wonder {line(ask.front, clause, ask.strand)}."


def _time_first(v: View, ask: Ask) -> Iterator[Shape]:
    """In 1936, what did Ilda Farrow discover?"""
    if ask.front.startswith("by "):
        return
    movable = v.frame.form not in ("time", "place")
    times = [t for t in (*v.rest, *v.front) if v.roles.get(t) == "time" and t[:1] != ","]
    times = times if movable else []
    if times and not times[-1].startswith(("for ", "with ", "as ", "to ")):
        moved = times[-1]
        rest = line(*(t for t in v.rest if t != moved), *(t for t in v.front if t != moved))
        aux, mid = v.inverted
        yield "time_first", f"{moved}, {line(ask.front, aux, v.subject, mid, rest, ask.strand)}?"


def _then_asked(v: View) -> Iterator[Shape]:
    """The Tarn Bridge was rebuilt by Ilda Farrow. In which year was that?"""
    gap = indefinite(v)
    if not gap or (v.verb.copula and v.frame.form in ("noun", "person")):
        return
    filler, short = gap
    was = is_past(v)
    said = line(leads(v), v.subject, v.verb.text, *v.before, filler, *v.behind)
    if not filler:  # when or where: of what happened once, and is told by more than that it did
        if was and (v.rest or (v.verb.passive and v.frame.form == "time")):
            lasts = v.preposition in ("since", "until", "by", "from")
            yield "then_asked", f"{said}. {short}?" if lasts else f"{said}. {short} was that?"
        elif v.rest and not v.verb.copula:
            yield "then_asked", f"{said}. {short}?"
        return
    if short in ("Who", "What"):
        short = f"{short} {'was' if was else 'is'} it"
    yield "then_asked", f"{said}. {short}?"


def _named(v: View, ask: Ask) -> Iterator[Shape]:
    """Name the year in which …; State how many …"""
    frame = v.frame
    clause = line(v.subject, v.verb.text, others(v))
    noun = frame.ask.removeprefix("which ") if frame.ask.startswith("which ") else ""
    if frame.form == "number":
        yield "stated", f"State {line(ask.front, clause, ask.strand)}."
    elif frame.form == "action":
        yield "named", f"State {line(ask.front, clause, ask.strand)}."
    elif frame.form == "time" and v.preposition in ("by", "since", "until"):
        yield "named", f"State {line(asks(v)[0].front, clause)}."
    elif noun == "place" and v.preposition in ("in", "at", "on", "to"):
        yield (
            "named",
            f"Name the place {'where' if v.preposition != 'to' else 'to which'} {clause}.",
        )
    elif noun:
        yield from _of_class(v, noun, clause)
    elif learns(v):
        yield from _of_class(v, "institution", clause)
    elif frame.ask == "who":
        yield from _somebody_named(v, ask, clause)
    elif frame.ask == "what" and not v.preposition:
        yield "named", f"State what {clause}."
    elif frame.ask in ("when", "where"):
        yield "named", f"State {line(ask.front, clause, ask.strand)}."


def _of_class(v: View, noun: str, clause: str) -> Iterator[Shape]:
    who = is_role(noun)
    link = (
        f"{v.preposition} {'whom' if who else 'which'}"
        if v.preposition
        else "whom"
        if who
        else "that"
    )
    yield "named", f"Name the {noun} {link} {clause}."
    if v.frame.form == "time":
        if noun == "year" and v.preposition == "in":
            aux, mid = v.inverted
            yield "what_year", f"What {noun} {line(aux, v.subject, mid, others(v))}?"
        return
    yield "what_is", f"What is the name of the {noun} {link} {clause}?"


_OWNED = re.compile(r"(?P<owner>[^’']+)[’']s? (?P<own>[a-z][a-z -]*)")
"""Corren’s mayor, who is the mayor of Corren."""


def _somebody_named(v: View, ask: Ask, clause: str) -> Iterator[Shape]:
    sure = v.frame.noun == "person" and named_person(v.frame, v.answer)
    if v.verb.copula:
        yield "named", f"Name {line(v.subject, others(v))}."
        if owned := _OWNED.fullmatch(v.subject):
            of = f"the {owned['own']} of {owned['owner']}"
            yield "owned", f"Who {v.verb.text} {line(of, others(v))}?"
            yield "owned_wanted", f"I would like to know who {of} {line(v.verb.text, others(v))}."
    elif not sure:
        yield "named", f"State {line(ask.front, clause, ask.strand)}."
    else:
        who = "people" if " and " in v.answer else "person"
        whom = f"{v.preposition} whom" if v.preposition else "whom"
        yield "named", f"Name the {who} {whom} {clause}."


def _cleft(v: View, ask: Ask) -> Iterator[Shape]:
    clause = line(v.subject, v.verb.text, others(v))
    was = "was" if is_past(v) else "is"
    form = v.frame.form
    lasting = v.preposition in ("since", "until", "from", "by") and form == "time"
    if lasting or v.verb.copula or not is_past(v):  # of what lasts it is too much stress
        return
    if form in ("time", "place"):
        yield "cleft", f"{ask.front} {was} it that {line(clause, ask.strand)}?"
    elif form == "action":
        yield "cleft", f"{v.frame.ask} {was} it that {line(clause, 'to do')}?"
    elif form in ("noun", "person") and ask.front == "where":
        yield "cleft", f"where {was} it that {clause}?"
    elif form in ("noun", "person") and v.preposition != "by" and not (v.preposition and v.rest):
        yield "cleft", f"{v.frame.ask} {was} it that {line(clause, v.preposition)}?"
