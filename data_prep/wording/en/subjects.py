"""Shapes that ask for the subject."""

from collections.abc import Iterator

from data_prep.facts.verbs import base
from data_prep.wording.en.asks import article
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.kindred import named_person
from data_prep.wording.en.lexicon import DOERS, INTENTS
from data_prep.wording.en.lines import OPENERS, Shape, is_past, line, others
from data_prep.wording.en.view import View
from data_prep.wording.en.voices import as_passive


def subjects(v: View) -> Iterator[Shape]:
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
        yield "gap", f"Which name fills the gap: “____ {predicate}”?"
        yield "gap+blank", f"____ {predicate}. Which name belongs in the blank?"
        return
    if not verb.copula:
        yield "cleft", f"{ask} {was} it that {predicate}?"
    if frame.noun == "maker" or (ask == "who" and not named_person(frame, frame.answer)):
        yield "named", f"Say who {predicate}."
    elif noun != "thing":
        yield "named", f"Name the {noun} {that} {predicate}."
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
    short = "Who" if ask == "who" else "What" if ask == "what" else "Which one"
    if not v.front and ask != "what":
        yield "then_asked", f"{some} {predicate}. {short}?"
        yield "gap", f"Which name fills the gap: “____ {predicate}”?"
        yield "gap+blank", f"____ {predicate}. Which name belongs in the blank?"
    if noun not in ("thing", "person"):
        yield "called", f"What is the {noun} called that {predicate}?"
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
        whom = "whom" if ask == "who" else ask
        rest = others(turned)
        aux, mid = turned.inverted
        yield "passive", f"By {whom} {line(aux, turned.subject, mid, rest)}?"
        yield "passive_in_place", f"{line(turned.subject, turned.verb.text, rest)} by {whom}?"
        yield (
            "passive_embedded",
            f"Do you know by {whom} {line(turned.subject, turned.verb.text, rest)}?",
        )
        doer = DOERS.get(base(verb.main))
        if doer and not any(v.roles.get(t) == "time" for t in v.rest):
            made = doer in ("founder", "designer", "discoverer", "inventor", "author", "builder")
            yield (
                "doer",
                f"{ask if ask == 'who' else 'What'} {'was' if is_past(v) and not made else 'is'} the {doer} of {turned.subject}?",
            )
    if verb.copula and v.rest:
        role = line(*v.rest)
        yield "short", f"{role}: {ask}?"
        if not v.verb.early and len(v.rest) == 1:
            yield "turned", f"{role} {verb.aux} {ask}?"


# --- what something is
