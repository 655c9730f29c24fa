"""Shapes that ask for the subject."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.verbs import base
from data_prep.wording.en.asks import article
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.gaps import Kind, asked_gap, kind_of
from data_prep.wording.en.kindred import named_person
from data_prep.wording.en.lexicon import DOERS, INTENTS
from data_prep.wording.en.lines import OPENERS, Shape, is_past, line, others
from data_prep.wording.en.view import View
from data_prep.wording.en.voices import as_passive


def _is_deed(v: View) -> bool:
    """Whether somebody did it, be it a person or a firm: presented, but not had."""
    return (
        is_past(v)
        and not v.verb.passive
        and not v.verb.copula
        and base(v.verb.main or "") != "have"
    )


def subjects(v: View) -> Iterator[Shape]:
    if v.frame.ask == "which organisation" and _is_deed(v):
        v = replace(v, frame=replace(v.frame, ask="who", noun="maker"))  # firm or society: who
    frame, verb = v.frame, v.verb
    ask = frame.ask
    text = verb.text
    tail = line(
        *v.rest, *(t[0].lower() + t[1:] if t.split(" ")[0] in OPENERS else t for t in v.front)
    )
    predicate = line(text, tail)
    noun = (
        ask.removeprefix("which ")
        if ask.startswith("which ")
        else "person"
        if ask == "who"
        else "thing"
    )
    that = "who" if ask == "who" or is_role(noun) else "that"
    was = "was" if is_past(v) else "is"
    yield "in_place", f"{ask} {predicate}?"
    if ask == "who or what":
        yield "embedded", f"Could you tell me who or what {predicate}?"
        yield "wanted", f"I would like to know who or what {predicate}."
        yield from asked_gap(Kind("a name", "Which name"), f"____ {predicate}")
        return
    if not verb.copula and was == "was" and not re.match(r"(?:was|were) ", text):
        yield "cleft", f"{ask} {was} it that {predicate}?"
    if frame.noun == "maker" or (ask == "who" and not named_person(frame, frame.answer)):
        yield "named", f"State who {predicate}."
    elif noun != "thing":
        yield "named", f"Name the {noun} {that} {predicate}."
        if not verb.copula:
            yield "what_is", f"What is the name of the {noun} {that} {predicate}?"
    if not (verb.copula and ask == "what"):  # what is a module: that would ask for the module
        yield "embedded", f"Could you tell me {ask} {predicate}?"
        yield "wanted", f"I would like to know {ask} {predicate}."
    some = (
        "Somebody"
        if ask == "who"
        else "Something"
        if ask == "what"
        else f"{article(noun).capitalize()} {noun}"
    )
    short = f"Who {was} it" if ask == "who" else "Which one"
    if not v.front and ask != "what" and verb.copula:
        yield from asked_gap(kind_of(frame, v), f"____ {predicate}")
    elif not v.front and ask != "what":
        yield "then_asked", f"{some} {predicate}. {short}?"
        yield from asked_gap(kind_of(frame, v), f"____ {predicate}")
    movable = [t for t in (*v.rest, *v.front) if v.roles.get(t) == "time"]
    if movable:
        moved = movable[-1]
        rest = line(*(t for t in v.rest if t != moved), *(t for t in v.front if t != moved))
        yield "time_first", f"{moved}, {ask} {line(text, rest)}?"
    meant = INTENTS.get(base(verb.main or ""), "") if verb.simple else ""
    if meant and ask == "who" and v.rest and v.rest[0].startswith("to "):
        yield "whose", f"Whose {meant} {was} it {line(*v.rest)}?"
    turned = as_passive(v)
    if turned is not None:
        rest = others(turned)
        aux, mid = turned.inverted
        if ask == "who":
            yield "passive", f"By whom {line(aux, turned.subject, mid, rest)}?"
            yield "passive_embedded", f"Do you know by whom {line(turned.subject, turned.verb.text, rest)}?"  # fmt: skip
        doer = DOERS.get(base(verb.main))
        if doer and not any(v.roles.get(t) == "time" for t in v.rest):
            made = doer in ("founder", "designer", "discoverer", "inventor", "author", "builder")
            yield (
                "doer",
                f"who {'was' if is_past(v) and not made else 'is'} the {doer} of {turned.subject}?",
            )
