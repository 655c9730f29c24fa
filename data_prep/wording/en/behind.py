"""Shapes for an answer behind the verb, or a time in front."""

import re
from collections.abc import Iterator

from data_prep.facts.verbs import base
from data_prep.wording.en.asks import Ask, asks, blank, in_situ, indefinite, learns
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.exchanged import exchanged, roles_turned
from data_prep.wording.en.kindred import is_person, named_person
from data_prep.wording.en.lines import Shape, is_past, leads, line, others
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.quantities import bounded, quantities
from data_prep.wording.en.view import View


def behind(v: View) -> Iterator[Shape]:
    """The answer stands behind the verb, or is a time in front."""
    forms = asks(v)
    aux, mid = v.inverted
    stiff = v.frame.form == "number" and bool(v.modifier)
    for i, ask in enumerate([] if stiff else forms[:2]):
        name = ("fronted", "fronted_other")[i]
        yield name, f"{line(ask.front, aux, v.subject, mid, others(v), ask.strand)}?"
    yield "in_place", f"{_in_place(v)}?"
    if forms and not stiff and not bounded(v):
        yield from _indirect(v, forms)
        yield from _named(v, forms[-1])
        yield from _cleft(v, forms[0])
        yield from _time_first(v, forms[0])
    if forms and not stiff:
        yield from _topic(v, forms[0])
    yield from _then_asked(v)
    yield from _gaps(v)
    if v.frame.form == "number":
        yield from quantities(v)
    yield from exchanged(v)
    yield from roles_turned(v)


def _in_place(v: View) -> str:
    """The statement with the interrogative where the answer stood: Ilda Farrow was born where?"""
    situ = in_situ(v)
    if v.front_asked:
        return line(leads(v), v.subject, v.verb.text, *v.before, *v.behind, situ)
    return line(leads(v), v.subject, v.verb.text, *v.before, situ, *v.behind)


def _indirect(v: View, forms: list[Ask]) -> Iterator[Shape]:
    """The question inside a request."""
    ask, other = forms[0], forms[-1]
    clause = line(v.subject, v.verb.text, others(v))
    yield "embedded", f"Could you tell me {line(ask.front, clause, ask.strand)}?"
    yield "wanted", f"I would like to know {line(other.front, clause, other.strand)}."


def _topic(v: View, ask: Ask) -> Iterator[Shape]:
    """As for X: how long is it?"""
    topical = v.frame.form != "person" and not v.front and len(v.subject.split()) < 8
    person = is_person(v) or (v.subject in v.frame.asks and v.frame.asks[v.subject] == "who")
    if topical and not person and not _possessive_inside(v):
        aux, mid = v.inverted
        yield (
            "topic",
            f"As for {v.subject}: {line(ask.front, aux, v.pronoun, mid, others(v), ask.strand)}?",
        )


def _possessive_inside(v: View) -> bool:
    """Edda Corrowine’s father: it would be wrong of him."""
    return "’s " in v.subject or "'s " in v.subject


def _time_first(v: View, ask: Ask) -> Iterator[Shape]:
    """In 1936, what did Ilda Farrow discover?"""
    ends = ("time", "scene") if v.frame.form not in ("time", "place") else ()
    movable = [t for t in (*v.rest, *v.front) if v.roles.get(t) in ends and t[:1] != ","]
    times = [t for t in movable if v.roles.get(t) == "time"] or movable
    if times and not times[-1].startswith(("for ", "with ", "as ", "to ")):
        moved = times[-1]
        rest = line(*(t for t in v.rest if t != moved), *(t for t in v.front if t != moved))
        aux, mid = v.inverted
        yield "time_first", f"{moved}, {line(ask.front, aux, v.subject, mid, rest, ask.strand)}?"


def _then_asked(v: View) -> Iterator[Shape]:
    """The Tarn Bridge was rebuilt in a certain year. In which year?"""
    gap = indefinite(v)
    if not gap:
        return
    filler, short = gap
    if v.verb.copula and v.frame.form in ("noun", "person"):
        return
    said = line(leads(v), v.subject, v.verb.text, *v.before, filler, *v.behind)
    light = v.verb.copula or base(v.verb.main or "") in ("lie", "have", "rest", "live")
    if filler or not light or (v.frame.form == "time" and v.rest):
        yield "then_asked", f"{said}. {short}?"


def _gaps(v: View) -> Iterator[Shape]:
    """The statement with a gap, or without its end."""
    if v.front_asked:
        text = f"{upper_first(blank(v))}, {line(v.subject, v.verb.text, *v.rest)}"
    else:
        text = upper_first(line(leads(v), v.subject, v.verb.text, *v.before, blank(v), *v.behind))
    yield "gap", f"Which words fill the gap: “{text}”?"
    yield "gap+blank", f"{text}. What belongs in the blank?"
    if not v.behind and not v.head and not v.front_asked:
        yield (
            "unfinished",
            f"Finish the sentence: {upper_first(line(leads(v), v.subject, v.verb.text, *v.before, v.lead))} …",
        )


def _named(v: View, ask: Ask) -> Iterator[Shape]:
    """Name the year in which …; State how many …"""
    frame = v.frame
    clause = line(v.subject, v.verb.text, others(v))
    noun = frame.ask.removeprefix("which ") if frame.ask.startswith("which ") else ""
    if frame.form == "number":
        yield "stated", f"State {line(ask.front, clause, ask.strand)}."
    elif frame.form == "action":
        yield "named", f"Say {line(ask.front, clause, ask.strand)}."
    elif frame.form == "time" and v.preposition in ("by", "since", "until"):
        yield "named", f"Say {line(asks(v)[0].front, clause)}."
    elif noun == "place" and v.preposition in ("in", "at", "on", "to"):
        yield (
            "named",
            f"Name the place {'where' if v.preposition != 'to' else 'to which'} {clause}.",
        )
        yield (
            "place_called",
            f"What is the place called where {clause}?" if v.preposition != "to" else "",
        )
    elif noun:
        yield from _of_class(v, noun, clause)
    elif learns(v):
        yield from _of_class(v, "institution", clause)
    elif frame.ask == "who":
        yield from _somebody_named(v, ask, clause)
    elif frame.ask == "what" and not v.preposition:
        yield "named", f"Say what {clause}."
    elif frame.ask in ("when", "where"):
        yield "named", f"Say {line(ask.front, clause, ask.strand)}."


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
        if noun in ("year", "date", "month", "decade"):
            yield "what_is", f"What is the {noun} {link} {clause}?"
        if noun in ("year", "date", "month") and v.preposition in ("in", "on"):
            aux, mid = v.inverted
            yield "what_year", f"What {noun} {line(aux, v.subject, mid, others(v))}?"
        return
    yield "what_is", f"What is the name of the {noun} {link} {clause}?"
    if not v.preposition:
        yield "called", f"What is the {noun} called that {clause}?"


_OWNED = re.compile(r"(?P<owner>[^’']+)[’']s? (?P<own>[a-z][a-z -]*)")
"""Corren’s mayor, who is the mayor of Corren."""


def _somebody_named(v: View, ask: Ask, clause: str) -> Iterator[Shape]:
    sure = v.frame.noun == "person" and named_person(v.frame, v.answer)
    if v.verb.copula:
        yield "named", f"Name {line(v.subject, others(v))}."
        yield "noted", f"{upper_first(v.subject)}: who {v.verb.aux} that?"
        if owned := _OWNED.fullmatch(v.subject):
            of = f"the {owned['own']} of {owned['owner']}"
            yield "owned", f"Who {v.verb.text} {line(of, others(v))}?"
            yield "owned_wanted", f"I would like to know who {of} {line(v.verb.text, others(v))}."
    elif not sure:
        yield "named", f"Say {line(ask.front, clause, ask.strand)}."
    else:
        who = "people" if " and " in v.answer else "person"
        whom = f"{v.preposition} whom" if v.preposition else "whom"
        yield "named", f"Name the {who} {whom} {clause}."


def _cleft(v: View, ask: Ask) -> Iterator[Shape]:
    clause = line(v.subject, v.verb.text, others(v))
    was = "was" if is_past(v) else "is"
    form = v.frame.form
    lasting = v.preposition in ("since", "until", "from", "by") and form == "time"
    if lasting or v.verb.copula:
        return
    if form in ("time", "place"):
        yield "cleft", f"{ask.front} {was} it that {line(clause, ask.strand)}?"
    elif form == "action":
        yield "cleft", f"{v.frame.ask} {was} it that {line(clause, 'to do')}?"
    elif form in ("noun", "person") and ask.front == "where":
        yield "cleft", f"where {was} it that {clause}?"
    elif form in ("noun", "person") and v.preposition != "by" and not (v.preposition and v.rest):
        yield "cleft", f"{v.frame.ask} {was} it that {line(clause, v.preposition)}?"
