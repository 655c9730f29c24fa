"""Shapes for a number that is a bound or an estimate, or the size of something."""

from collections.abc import Iterator

from data_prep.facts.verbs import base
from data_prep.wording.en.asks import asks
from data_prep.wording.en.counted import counts, sized
from data_prep.wording.en.kindred import is_person
from data_prep.wording.en.lines import Shape, is_past, leads, line, others
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.view import View

_NEAR = frozenset("about around roughly approximately".split())


def bounded(v: View) -> bool:
    """Whether the number has a limit or an estimate before it: more than, about."""
    return v.frame.form == "number" and bool(v.qualifier)


def quantities(v: View) -> Iterator[Shape]:
    if v.modifier:
        if noun := sized(v):
            yield from _sizes(v, noun)
        yield from _letter(v)
        return
    if v.qualifier in _NEAR and not v.preposition:
        yield from _estimates(v)
    elif v.qualifier:
        yield from _bounds(v)
    yield from _letter(v)


def _letter(v: View) -> Iterator[Shape]:
    """Brandt Marine employs N people. What is n?"""
    unit = _unit(v)
    if not unit or v.front_asked or v.frame.ask == "how long":
        return
    lead = v.lead[:1].lower() + v.lead[1:] if v.front else v.lead
    told = line(leads(v), v.subject, v.verb.text, *v.before, lead, "n", unit, *v.behind)
    yield "letter", f"{upper_first(told)}. What is n?"
    if v.qualifier:
        yield (
            "number_missing",
            f"“{upper_first(told.replace(' n ', ' ____ ', 1))}.” Which number is missing?",
        )


def _unit(v: View) -> str:
    """What follows the bare number: people, litres of water."""
    ask = v.frame.ask
    if ask == "what percentage":
        return line("percent", v.head)
    if not ask.startswith("how many"):
        return ""
    return line(ask.removeprefix("how many").strip(), v.head)


def _estimates(v: View) -> Iterator[Shape]:
    """Roughly how many objects: an estimate can be asked for in any request."""
    many = line("roughly", asks(v)[0].front.removeprefix(v.qualifier).strip())
    clause = line(v.subject, v.verb.text, others(v))
    aux, mid = v.inverted
    yield "rough", f"{many} {line(aux, v.subject, mid, others(v))}?"
    yield "embedded", f"Could you tell me {many} {clause}?"
    yield "wanted", f"I would like to know {many} {clause}."
    yield "stated", f"State {many} {clause}."
    if counted := counts(v):
        yield (
            "noun",
            f"What {_be(v)} the approximate number of {counted} that {clause}?"
            if not v.verb.copula
            else "",
        )


def _bounds(v: View) -> Iterator[Shape]:
    """More than how many: only the limit is known."""
    front = asks(v)[0].front
    aux, mid = v.inverted
    plain = front.replace(f"{v.qualifier} ", "", 1)
    asked = line(plain, aux, v.subject, mid, others(v))
    if v.qualifier not in _NEAR:
        yield "begun", f"{upper_first(asked)}? {upper_first(line(v.qualifier))} …"
    time = [t for t in v.rest if v.roles.get(t) == "time"]
    if time and not v.front:
        rest = line(*(t for t in v.rest if t != time[-1]))
        yield "time_first", f"{time[-1]}, {line(front, aux, v.subject, mid, rest)}?"


_LONG = ("years", "months", "weeks", "days", "hours", "minutes")


def _sizes(v: View, noun: str) -> Iterator[Shape]:
    """A mirror of 3.4 metres: what size, how large."""
    money = v.frame.ask == "how much"
    long = v.frame.ask == "how long" or v.frame.ask.removeprefix("how many ") in _LONG
    if noun.endswith("speed"):
        yield "how_fast", f"What {noun} {line(v.inverted[0], v.subject, v.inverted[1], others(v))}?"
        yield "noun", f"What {_be(v)} the {noun} of {v.subject}?"
        yield "noun_named", f"State the {noun} of {v.subject}."
        yield "wanted", f"I would like to know the {noun} of {v.subject}."
        yield (
            "embedded",
            f"Could you tell me what {noun} {line(v.subject, v.verb.text, others(v))}?",
        )
        return
    what, how = ("amount", "large") if money else ("length", "long") if long else ("size", "large")
    article = "" if v.modifier.startswith(noun) else "a" if v.modifier.startswith("a ") else "an"
    clause = line(v.subject, v.verb.text, others(v))
    if v.verb.copula and what == "size" and not v.rest:
        be = v.verb.text
        yield "size_of", f"What size of {noun} {be} {v.subject}?"
        yield "how_large", f"How large {line(article, noun)} {be} {v.subject}?"
        yield "embedded", f"Could you tell me what size of {noun} {v.subject} {be}?"
        yield "wanted", f"I would like to know how large {line(article, noun)} {v.subject} {be}."
        yield "wondered", f"I wonder how large {line(article, noun)} {v.subject} {be}."
        yield "stated", f"State what size of {noun} {v.subject} {be}."
    if v.verb.copula or not v.verb.main or is_person(v):
        return
    be, aux_mid = _be(v), v.inverted
    whose = f"the {noun} that {clause}"
    if base(v.verb.main) == "have" and v.verb.simple:
        whose = line(f"the {noun} of {v.subject}", others(v))
    if " that " in whose:  # the damage is asked for before it is told whose
        head, _, tail = whose.partition(" that ")
        yield "how_large", f"How {how} {be} {whose}?"
        yield "embedded", f"Could you tell me how {how} {head} {be} that {tail}?"
    else:
        yield "how_large", f"How {how} {be} {whose}?"
        yield "embedded", f"Could you tell me how {how} {whose} {be}?"
        yield "wondered", f"I wonder how {how} {whose} {be}."
    yield "noun", f"What {be} the {what} of {whose}?"
    yield "noun_named", f"State the {what} of {whose}."
    yield "wanted", f"I would like to know the {what} of {whose}."
    yield "noun_told", f"Could you give me the {what} of {whose}?"
    if money and noun in ("damage", "profit", "revenue", "income"):
        yield "how_much", f"How much {noun} {line(aux_mid[0], v.subject, aux_mid[1], others(v))}?"


def _be(v: View) -> str:
    return "was" if is_past(v) else "is"
