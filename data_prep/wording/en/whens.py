"""Statements in other orders whose answer is a time or a place."""

from collections.abc import Iterator

from data_prep.facts.verbs import base
from data_prep.wording.en.lexicon import LIFE, NOMINALS
from data_prep.wording.en.lines import line, possessive
from data_prep.wording.en.plain import be, core, phrase, with_article
from data_prep.wording.en.view import View

_LASTING = ("since", "until", "by")
_LOCATED = frozenset("lie stand sit".split())


def when_or_where(v: View) -> Iterator[str]:
    if v.frame.form == "time":
        yield f"{phrase(v)}, {core(v)}"
        goes_on = v.frame.noun == "period" and be(v) == "is"
        if v.preposition not in _LASTING and not v.verb.copula and not goes_on:
            yield f"It {be(v)} {phrase(v)} that {core(v)}"
        yield from _time_nouns(v)
        yield from _events(v)
        yield from _held_since(v)
    else:
        yield from _places(v)


def _time_nouns(v: View) -> Iterator[str]:
    """The year in which … was 1950; 1950 was the year in which …"""
    noun = v.frame.ask.removeprefix("which ").removeprefix("what ")
    if (
        v.frame.ask == "when"
        or v.qualifier
        or v.modifier
        or v.preposition not in ("in", "on", "at")
    ):
        return
    if noun == "month and year":  # the month in which: the answer says of which year
        noun = "month"
    yield f"The {noun} {v.preposition} which {core(v)} {be(v)} {v.answer}"
    yield f"{v.answer} {be(v)} the {noun} {v.preposition} which {core(v)}"


def post_held(v: View) -> str:
    """The post that somebody has held since the answer: has been director of … since 2017; or ""."""
    held = v.verb.text == "has been" and v.preposition == "since" and len(v.rest) == 1
    return (
        v.rest[0] if held and not v.rest[0].startswith(("a ", "an ", "in ", "on ", "at ")) else ""
    )


def _held_since(v: View) -> Iterator[str]:
    post = post_held(v).removeprefix("the ")
    if post:
        yield f"The {post} since {v.answer} has been {v.subject}"
        yield f"{v.subject} has held the post of {post} {phrase(v)}"
        yield f"The post of {post} has been held by {v.subject} {phrase(v)}"
        yield f"{v.subject} became {post} in {v.answer}"


def event_of(v: View) -> str:
    """The noun of what happened to the subject: founding, birth; "" where it has none."""
    lemma = base(v.verb.main) if v.verb.main else ""
    if lemma in LIFE and (lemma == "die" or v.verb.passive):
        return LIFE[lemma]
    if v.verb.passive and not v.verb.early and not v.verb.tail:
        return NOMINALS.get(lemma, "")
    return ""


def _events(v: View) -> Iterator[str]:
    event = event_of(v)
    if not event or v.verb.aux in ("is", "are", "has", "have") or v.preposition not in ("in", "on"):
        return
    noun = v.frame.ask.removeprefix("which ")
    if event in LIFE.values():
        if "’s " in v.subject:
            yield f"The {noun} of the {event} of {v.subject} {be(v)} {v.answer}"
        elif noun in ("year", "date"):
            yield f"{possessive(v.subject)} {noun} of {event} {be(v)} {v.answer}"
        return
    if v.verb.aux in ("was", "were"):
        yield f"The {event} of {v.subject} took place {phrase(v)}"
        if noun in ("year", "month and year"):
            yield f"{v.answer} saw the {event} of {v.subject}"
    elif v.verb.aux == "will":
        yield f"The {event} of {v.subject} will take place {phrase(v)}"


def _places(v: View) -> Iterator[str]:
    lemma = base(v.verb.main) if v.verb.main else ""
    inside = v.preposition in ("in", "at", "on") and not v.qualifier and not v.modifier
    if lemma in _LOCATED and v.verb.simple and not v.rest:
        yield f"{phrase(v)} {v.verb.text} {v.subject}"
    if v.verb.copula and not v.rest and not v.verb.main:
        yield f"{phrase(v)} {v.verb.text} {v.subject}"
        yield f"{v.subject} can be found {phrase(v)}"
        yield f"{with_article(v)} is where {v.subject} can be found" if inside else ""
        yield f"It {be(v)} {phrase(v)} that {v.subject} can be found"
        return
    yield f"It {be(v)} {phrase(v)} that {core(v)}"
    if inside or (v.preposition == "to" and lemma in ("move", "relocate", "go")):
        yield f"{with_article(v)} {be(v)} where {core(v)}"
        yield f"The place where {core(v)} {be(v)} {with_article(v)}"
    objects = [t for t in v.rest if v.roles.get(t) == "object"]
    passive = v.verb.passive and lemma not in LIFE
    if (objects or passive) and (v.preposition in ("in", "at", "on") or v.frame.ask == "where"):
        yield f"{phrase(v)}, {core(v)}"
    if lemma in LIFE and v.preposition == "in" and v.verb.aux != "is":
        yield f"{possessive(v.subject)} place of {LIFE[lemma]} {be(v)} {v.answer}"
    event = event_of(v)
    if event and event not in LIFE.values() and v.verb.aux in ("was", "were"):
        yield f"The {event} of {v.subject} took place {line(phrase(v))}"
