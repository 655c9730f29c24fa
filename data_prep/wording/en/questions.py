"""An English frame → its questions: each shape built differently, in the statement's words and in others."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.verbs import base, participle, past, third
from data_prep.frame import Frame, Framed
from data_prep.wording.en.behind import behind
from data_prep.wording.en.complements import complements
from data_prep.wording.en.kinds import measures, nominal_places, nominal_times
from data_prep.wording.en.lexicon import ACTIVE_ONLY, PASSIVE_ONLY, SAYS, SYNONYMS
from data_prep.wording.en.lines import Shape, tidy
from data_prep.wording.en.reasons import reasons
from data_prep.wording.en.subjects import subjects
from data_prep.wording.en.view import View, upper_first, view
from data_prep.wording.record import Wording


def questions(found: Framed) -> list[Wording]:
    """All direct questions for `found`, the plainest first; none holds the answer, no two are the same."""
    frame = found.frame
    v = view(frame)
    if v is None:
        return []
    if _once(frame, v):
        v = v.brief
    made = list(_attributed(frame, _shapes(v)))
    for number, other in enumerate(reworded(v), start=1):
        if number > 1 and len(made) > 24:
            break
        made += [(f"{shape}+{number}", text) for shape, text in _attributed(frame, _shapes(other))]
    return sound(found, made)


_ONCE = frozenset(
    "found establish bear die build construct discover invent publish launch open complete release inaugurate".split()
)


def _once(frame: Frame, v: View) -> bool:
    """Whether it happens once to its subject, so that where it did needn't be said to ask when."""
    long = sum(len(t.split()) for t in v.rest) > 8
    return (
        long
        and bool(v.verb.main)
        and base(v.verb.main) in _ONCE
        and frame.form in ("time", "person", "noun")
    )


def sound(found: Framed, made: list[Shape]) -> list[Wording]:
    """The wordings that don't tell the answer, each text once."""
    answers = [found.fact.object, *found.fact.aliases]
    patterns = [_holds(a) for a in answers if len(a) > 1]
    out: list[Wording] = []
    seen: set[str] = set()
    for shape, text in made:
        whole = tidy(text)
        if not whole:
            continue
        key = re.sub(r"\W+", " ", whole).casefold().strip()
        if key in seen or len(whole) > 320 or any(p.search(whole) for p in patterns):
            continue
        seen.add(key)
        out.append(Wording(shape, whole))
    return out


def _holds(answer: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)", re.I)


_SAID_THAT = re.compile(r"^(?P<who>.+?) (?P<verb>\w+)(?: out)? that $")


_SECOND_HAND = frozenset(["somebody_asks", "figure", "unfinished", "explained"])
"""Shapes that already speak of somebody who asks, or that a speaker in front would make say too much."""
_PLAIN = frozenset(
    "fronted fronted_other in_place cleft passive active passive_in_place then_asked gap share sum".split()
)
"""Questions that a speaker may stand in front of; behind a request he stands last."""


def _attributed(frame: Frame, made: Iterator[Shape]) -> Iterator[Shape]:
    """The shapes with the speaker kept: according to X in front or behind."""
    if not frame.said:
        yield from made
        return
    account = _account(frame.said)
    for number, (shape, text) in enumerate(made):
        if not account:
            if shape == "in_place":
                yield shape, f"{frame.said}{_small_start(text)}"
            elif shape in ("fronted", "embedded"):
                yield shape, f"{frame.said.removesuffix(' that ')} something: {_small_start(text)}"
            continue
        if not text or shape in _SECOND_HAND:
            continue
        body, mark = text[:-1].rstrip(), text[-1:]
        multiple = re.search(r"[.?:] ", text)
        if multiple or (number % 2 and shape in _PLAIN):
            yield shape, f"{upper_first(account)}, {_small_start(text)}"
        else:
            yield shape, f"{body}, {account}{mark}"


def _account(said: str) -> str:
    """ "Pemblow said that " → "according to Pemblow"; "" where the verb is more than saying."""
    if said.startswith("According to "):
        return said[0].lower() + said[1:].rstrip(", ")
    match = _SAID_THAT.match(said)
    if match and match["verb"] in SAYS:
        who = match["who"]
        return f"according to {who[0].lower() + who[1:] if re.match('(?:The|An?) ', who) else who}"
    return ""


_KEEP = re.compile(r"^(?:[A-Z]\w*[A-Z\d]|I )")


def _small_start(text: str) -> str:
    first = text.split(" ", 1)[0]
    if first in ("As", "Put", "Something", "Somebody", "Number", "Year", "Date", "Place"):
        return text[0].lower() + text[1:]
    openers = ("Who", "What", "Which", "Where", "When", "Why", "How", "In", "On", "At", "By", "To", "For", "From", "Since", "Until", "With", "Name", "State",
               "Could", "Tell", "The", "A", "An", "About", "More", "Can", "Give", "Is", "Was", "Please", "Nearly", "Under", "Over", "Of", "Explain", "Over")  # fmt: skip
    return text[0].lower() + text[1:] if first.strip(",:") in openers else text


# --- other words


def reworded(v: View) -> Iterator[View]:
    """The view with another verb in the place of its own, in the same form; and with other names."""
    verb = v.verb
    lemma = base(verb.main) if verb.main else ""
    passive = verb.passive
    if (
        lemma
        and not (passive and lemma in ACTIVE_ONLY)
        and not (not passive and lemma in PASSIVE_ONLY)
        and not verb.tail
    ):
        for other in SYNONYMS.get(lemma, ())[:2]:
            first, _, tail = other.partition(" ")
            form = _same_form(
                verb.main,
                lemma,
                first,
                passive or verb.aux in ("has", "have", "had"),
                bool(verb.aux),
            )
            if form:
                yield replace(v, verb=replace(verb, main=form, tail=tuple(tail.split())))
    for name, others in v.frame.names.items():
        if others and v.subject in (name, f"the {name}"):
            yield replace(v, subject=others[0])
            break


def _same_form(word: str, lemma: str, other: str, participial: bool, helped: bool) -> str:
    if word.endswith("ing"):
        return ""
    if participial:
        return participle(other)
    if helped:
        return other
    if word == third(lemma):
        return third(other)
    if word == past(lemma):
        return past(other)
    return other


# --- shapes


def _shapes(v: View) -> Iterator[Shape]:
    form = v.frame.form
    if form == "reason":
        yield from reasons(v)
    elif v.subject_asked:
        yield from subjects(v)
    elif v.verb.copula and v.frame.ask == "what" and not v.preposition and form == "noun":
        yield from complements(v)
    else:
        yield from behind(v)
        if form == "number":
            yield from measures(v)
        elif form == "time":
            yield from nominal_times(v)
        elif form == "place":
            yield from nominal_places(v)
