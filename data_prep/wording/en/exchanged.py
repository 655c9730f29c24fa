"""Questions with subject and object, or agent and deed, in each other's place."""

from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.verbs import base, participle, past, third
from data_prep.wording.en.asks import asks
from data_prep.wording.en.counted import counts
from data_prep.wording.en.kindred import named_person
from data_prep.wording.en.lexicon import DOERS
from data_prep.wording.en.lines import Shape, is_past, line, others
from data_prep.wording.en.nouns import is_plural
from data_prep.wording.en.quantities import bounded
from data_prep.wording.en.view import View
from data_prep.wording.en.voices import as_active, as_passive


def exchanged(v: View) -> Iterator[Shape]:
    """The question in the other voice."""
    for other, shape in ((as_active(v), "active"), (as_passive(v), "passive")):
        if other is None or not (forms := asks(other)):
            continue
        if shape == "passive" and len(v.subject.split()) > 6:
            continue  # too much stands behind its by
        if shape == "passive" and base(v.verb.main) in _STIFF_PASSIVE:
            continue
        aux, mid = other.inverted
        agent = f"by {v.subject}" if shape == "passive" else ""
        ask = forms[0]
        if ask.strand:  # for what … was it made by X for: nobody says
            continue
        rest = line(agent, others(other))
        yield shape, f"{line(ask.front, aux, other.subject, mid, rest)}?"
        if not bounded(v):
            clause = line(other.subject, other.verb.text, rest)
            yield f"{shape}_embedded", f"Tell me {line(ask.front, clause)}."
    yield from _counted(v)


_STIFF_PASSIVE = frozenset("study teach marry win get".split())
"""Nobody is asked where mathematics was studied by somebody."""


def _counted(v: View) -> Iterator[Shape]:
    """How many vessels are operated by X?"""
    if v.frame.form != "number" or v.preposition or v.modifier or v.before or v.front:
        return
    roles = {**v.roles, v.answer: "object"}
    if not v.frame.ask.startswith("how many ") and v.frame.ask != "how much":
        return
    if v.frame.ask != "how much" and not counts(v):
        return  # kilograms are not held by anybody
    other = as_passive(replace(v, before=(v.answer,), roles=roles, answer="", lead="", head=""))
    if other is None:
        return
    counted = asks(v)[0].front
    aux, mid = other.inverted
    if v.frame.ask == "how much":
        aux = {"were": "was", "are": "is", "have": "has"}.get(aux, aux)
    yield "passive", f"{line(counted, aux, mid, 'by', v.subject, *v.behind)}?"


def roles_turned(v: View) -> Iterator[Shape]:
    """An asked agent as who did it; an asked object as what was done."""
    yield from _agents(v)
    yield from _visitors(v)
    lemma = base(v.verb.main) if v.verb.main else ""
    plain = not v.verb.passive and not v.preposition and v.verb.simple and not v.before
    asked = (v.frame.form, v.frame.ask) in (("noun", "what"), ("person", "who"))
    if plain and asked and lemma not in _NO_OBJECT:
        be = "was" if is_past(v) else "is"
        yield (
            "object_first",
            f"{v.frame.ask} {be} {participle(lemma)} {line('by', v.subject, others(v))}?",
        )


_NO_OBJECT = frozenset(
    "marry meet have be become remain join leave reach succeed follow expect use need get receive stand mean take want like know".split()
)
_DONE = (
    "founder",
    "designer",
    "discoverer",
    "inventor",
    "author",
    "builder",
    "painter",
    "composer",
    "developer",
)
"""Whoever was one still is."""


def _visitors(v: View) -> Iterator[Shape]:
    """Roughly how many people visit X every year?"""
    by = v.verb.passive and not v.verb.tail and not v.verb.early and v.preposition == "by"
    if (
        not by
        or v.frame.form != "number"
        or v.modifier
        or v.verb.aux not in ("is", "are", "was", "were")
    ):
        return
    many = line(v.frame.ask, "" if v.frame.ask.endswith(f" {v.head}") else v.head)
    deed = line(past(base(v.verb.main)) if is_past(v) else base(v.verb.main), v.subject, others(v))
    yield "active", f"{line(v.qualifier, many, deed)}?"
    if v.qualifier in ("", "about", "around", "roughly", "approximately"):
        about = "roughly" if v.qualifier else ""
        yield "active_embedded", f"Could you tell me {line(about, many, deed)}?"
        yield "active_wanted", f"I would like to know {line(about, many, deed)}."


def _agents(v: View) -> Iterator[Shape]:
    frame = v.frame
    by = v.verb.passive and not v.verb.tail and not v.verb.early and v.preposition == "by"
    asked = by and frame.ask != "where" and frame.form in ("person", "noun")
    if not asked or v.verb.aux not in ("was", "were", "is", "are"):
        return
    lemma = base(v.verb.main)
    several = " and " in frame.answer
    form = past(lemma) if v.verb.aux in ("was", "were") else third(lemma)
    tail, who = line(v.subject, others(v)), frame.ask
    was = "was" if is_past(v) else "is"
    yield "active", f"{who} {form} {tail}?"
    if is_past(v):
        yield "active_cleft", f"{who} was it that {form} {tail}?"
    yield "active_wanted", f"Do you know {who} {form} {tail}?"
    yield "active_embedded", f"Could you tell me {who} {form} {tail}?"
    yield "active_wondered", f"I would like to know {who} {form} {tail}."
    noun = who.removeprefix("which ") if who.startswith("which ") else ""
    if who == "who" and named_person(frame, frame.answer):
        noun = "person"
    if several:
        noun = "people" if who == "who" else noun
    if noun:
        yield "active_named", f"Name the {noun} {'who' if who == 'who' else 'that'} {form} {tail}."
    else:
        yield "active_named", f"State {who} {form} {tail}."
    if doer := DOERS.get(lemma):
        be = "is" if doer in _DONE else was
        if several and is_plural(frame.answer):
            doer, be = f"{doer}s", "are" if be == "is" else "were"
        yield "doer", f"who {be} the {doer} of {v.subject}?"
