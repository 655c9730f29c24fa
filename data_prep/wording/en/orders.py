"""Document-form statements of one view in other orders than its own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.verbs import base, past, third
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.counted import numbers, sized
from data_prep.wording.en.descriptions import descriptions, stands_for
from data_prep.wording.en.kindred import class_of, is_person, is_thing, named_person
from data_prep.wording.en.lexicon import INTENTS
from data_prep.wording.en.lines import line, possessive
from data_prep.wording.en.plain import (
    be,
    core,
    many,
    phrase,
    plain,
    predicate,
    settled,
    subject,
    with_article,
)
from data_prep.wording.en.reasons import reasoned
from data_prep.wording.en.view import View
from data_prep.wording.en.voices import as_active, as_passive
from data_prep.wording.en.whens import when_or_where


def orders(v: View) -> Iterator[str]:
    """The statement in other orders, the likeliest first; the document's own is not among them."""
    if v.frame.form == "reason":
        yield from reasoned(v)
        return
    w = settled(v)
    if w is not v:
        yield plain(w)
    if w.compound:
        yield from _subject_cleft(w)
        yield from _class_cleft(w)
        return
    if w.subject_asked:
        yield from _of_subject(w)
    elif w.verb.text == "stands for":
        yield from stands_for(w)
    elif w.verb.copula and (w.frame.form in ("noun", "person", "quality") or sized(w)):
        yield from descriptions(w)
    elif w.frame.form in ("time", "place"):
        yield from when_or_where(w)
    elif w.frame.form == "number":
        yield from numbers(w)
    elif w.frame.form == "action":
        yield from _intentions(w)
    elif w.frame.form in ("noun", "person"):
        yield from _objects(w)
    yield from _exchanged(w)
    yield from _moved(w)
    yield from _subject_cleft(w)
    yield from _class_cleft(w)


def _of_subject(v: View) -> Iterator[str]:
    """The answer is the subject: it is cleft out, or stands last."""
    if v.verb.copula and len(v.rest) == 1 and not v.verb.early and _definite(v.rest[0]):
        role = v.rest[0]
        yield f"{role if role[:1].isupper() or role.startswith('the ') else 'the ' + role} {v.verb.aux} {subject(v)}"
    noun = INTENTS.get(base(v.verb.main or ""), "") if v.verb.simple else ""
    if noun and v.rest and v.rest[0].startswith("to "):
        yield f"{possessive(subject(v))} {noun} {be(v)} {line(*v.rest)}"
        yield f"The {noun} {line(*v.rest)} {be(v)} {possessive(subject(v))}"
    if v.frame.form == "person" and named_person(v.frame, v.answer) and not v.verb.copula:
        yield f"The person who {predicate(v)} {be(v)} {subject(v)}"


def _definite(role: str) -> bool:
    return not role.startswith(("a ", "an ", "one ", "in ", "on ", "at ", "of "))


def _objects(v: View) -> Iterator[str]:
    """What or whom it is done to, or by whom."""
    if v.preposition == "by" and (active := as_agent(v)):
        yield active
    elif not v.preposition or len(v.rest) == 0:
        whom = "whom" if named_person(v.frame, v.answer) and not v.preposition else "that"
        yield f"It {be(v)} {phrase(v)} {whom} {core(v)}"
    noun = v.frame.ask.removeprefix("which ") if v.frame.ask.startswith("which ") else ""
    if noun:
        who = is_role(noun)
        link = "whom" if who else "which" if v.preposition else "that"
        link = f"{v.preposition} {link}" if v.preposition else link
        yield f"The {noun} {link} {core(v)} {be(v)} {with_article(v)}"
    elif v.frame.ask == "what" and not v.preposition:
        yield f"What {core(v)} {be(v)} {phrase(v)}"
        yield f"{phrase(v)} {be(v, plural=many(v))} what {core(v)}"


def as_agent(v: View) -> str:
    """A passive with its agent asked, told as who did it: It was Ilda Farrow who founded …"""
    if not v.verb.passive or v.verb.early or v.verb.tail or v.modifier:
        return ""
    lemma = base(v.verb.main)
    form = past(lemma) if v.verb.aux in ("was", "were") else third(lemma)
    who = "who" if named_person(v.frame, v.answer) else "that"
    return f"It {be(v)} {with_article(v)} {who} {line(form, v.subject, *v.rest)}"


def _intentions(v: View) -> Iterator[str]:
    """What somebody means to do."""
    doing = f"to {v.answer}"
    if v.rest:
        return
    yield f"What {v.subject} {v.verb.text} to do {be(v)} {doing}"
    noun = INTENTS.get(base(v.verb.main or ""))
    if noun and v.verb.simple:
        yield f"{possessive(v.subject)} {noun} {be(v)} {doing}"
        yield f"The {noun} of {v.subject} {be(v)} {doing}"
        yield f"{doing}: that {be(v)} the {noun} of {v.subject}"


def _exchanged(v: View) -> Iterator[str]:
    """Subject and object in each other's place."""
    if (active := as_active(v)) is not None and not (v.preposition == "by" and not v.subject_asked):
        yield line(active.subject, active.verb.text, *active.before, phrase(active), *active.behind)
    if v.preposition == "by" and v.verb.passive and not v.verb.early and not v.verb.tail:
        lemma = base(v.verb.main)
        if v.verb.aux in ("was", "were") and not v.modifier:
            yield line(with_article(v), past(lemma), v.subject, *v.rest)
    if v.subject_asked:
        passive = as_passive(replace(v, subject=subject(v)))
        if passive is not None:
            yield line(passive.subject, passive.verb.text, f"by {subject(v)}", *passive.rest)
        return
    passive = _passive(v)
    if passive is not None:
        told = phrase(passive) if passive.answer else ""
        yield line(passive.subject, passive.verb.text, f"by {v.subject}", *passive.before, told, *passive.behind)  # fmt: skip


def _passive(v: View) -> View | None:
    """The statement with its object (asked or not) as subject."""
    asked = not v.preposition and v.frame.form in ("noun", "number", "person") and not v.before
    if not asked:
        return as_passive(v)
    whole = phrase(v)
    roles = {**v.roles, whole: "object"}
    return as_passive(replace(v, before=(whole,), roles=roles, answer="", lead="", head=""))


_STAYS = re.compile(r"(?:as|for|with|from|to|into|of|by|per|together)\b")
"""A phrase that is bound too closely to its verb to be put in front."""


def _moved(v: View) -> Iterator[str]:
    """Another time, or failing that a place, in front."""
    times = [t for t in v.rest if v.roles.get(t) == "time" and t[:1] != ","]
    places = [t for t in v.rest if v.roles.get(t) == "scene" and not _STAYS.match(t)]
    if v.verb.copula or base(v.verb.main or "") in ("bear", "die"):
        places = []
    for moved in (times + places)[:1]:
        before = tuple(t for t in v.before if t != moved)
        behind = tuple(t for t in v.behind if t != moved)
        rest = replace(v, before=before, behind=behind)
        yield f"{moved}, {subject(v)} {predicate(rest)}"
        if times and not re.match(r"(?:since|until|by|every|each)\b", moved):
            yield f"It {be(v)} {moved} that {subject(v)} {predicate(rest)}"


def _subject_cleft(v: View) -> Iterator[str]:
    """It was X that …: for a name, of which something else could have been told."""
    name = subject(v)
    if not (name[:1].isupper() or name.startswith("the ")) or v.plural or len(name.split()) > 9:
        return
    if v.verb.copula and not re.match(r"the [a-z]", predicate(v).removeprefix(v.verb.text).strip()):
        return
    if base(v.verb.main or "") in ("bear", "die") and not v.verb.passive and not v.rest:
        return
    who = "who" if is_person(replace(v, subject=name)) else "that"
    yield f"It {be(v)} {name} {who} {predicate(v)}"


def _class_cleft(v: View) -> Iterator[str]:
    """The company that … is X; X is the company that …"""
    named = replace(v, subject=subject(v))
    noun = "person" if is_person(named) else class_of(named)
    if (
        not noun
        and is_thing(named)
        and not named.plural
        and named.subject[:1].isupper()
        and not v.verb.copula
    ):
        yield f"{subject(v)} {be(v)} the one that {predicate(v)}"
    if not noun or v.verb.copula:
        return
    who = "who" if noun == "person" else "that"
    yield f"{subject(v)} {be(v)} the {noun} {who} {predicate(v)}"
    yield f"The {noun} {who} {predicate(v)} {be(v)} {subject(v)}"
