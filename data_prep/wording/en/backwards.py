"""English wordings that go the other way: the cloze, and the questions for the subject, given the answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_prep.facts.english_words import MONTHS
from data_prep.frame import Framed
from data_prep.records import content_id
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.lines import Shape
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.plain import phrase, predicate, settled
from data_prep.wording.en.questions import questions, sound
from data_prep.wording.en.turned import CLASSED, PLACE_OF, asks_subject, describes, turned
from data_prep.wording.en.view import View, view
from data_prep.wording.record import Wording


def reverse(found: Framed, neighbours: Sequence[Framed] = ()) -> list[Wording]:
    """Questions that give the answer and ask for the subject; [] where the subject is no single name.

    Where the answer alone says too little, a neighbour of the same subject stands beside it; one that says
    what the subject is gives the class that is asked for. Whether only one subject fits is for the caller
    to know: it sees the whole corpus.
    """
    v = view(found.frame)
    if v is None or found.frame.form == "reason":
        return []
    if v.subject_asked:
        return _of_objects(found, neighbours)
    if owned := _OWNED.match(v.subject):
        return _asked(found, owned["owner"], _whose(v, owned["own"]))
    if _is_term(v):
        return _asked(found, v.subject.split(" ", 1)[1], _term_questions(v))
    name = _name(v)
    if not name:
        return []
    views = [w for w in map(_view_of, neighbours) if w is not None and w.subject == v.subject]
    if describes(v):
        return _asked(found, name, _called(v) if _tells(phrase(v)) else _called_beside(v, views))
    ask, form = asks_subject(name, found.frame, v, views)
    round_ = turned(found, name, ask, form)
    alone = [w for w in questions(round_) if w.form in _BACKWARDS]
    if not _tells(predicate(settled(v))):
        alone = []
    others = list(dict.fromkeys(w.form for w in alone))
    at = int(content_id(found.fact.id, "reverse")[:4], 16) % max(1, len(others))
    alone.sort(key=lambda w: (others.index(w.form) - at) % max(1, len(others)))
    single = [Wording(w.shape, w.text, "reverse", _answer(name)) for w in alone]
    return single + _asked(round_, name, _beside(v, views, ask))


def _answer(name: str) -> str:
    """The new playground → the new playground; The Hague stays."""
    article, _, rest = name.partition(" ")
    return (
        f"{article.lower()} {rest}"
        if article in ("The", "A", "An") and rest[:1].islower()
        else name
    )


def _tells(told: str) -> bool:
    """Whether what is told of somebody names something or counts it: any of those who did joined the roads
    office or runs five vessels, unless another fact stands beside it."""
    named = any(name not in _MONTHS for name in _NAMED_IN.findall(told))
    return named or bool(re.search(r"\d", _BARE_YEAR.sub("", told)))


_BARE_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
"""Much is opened or launched in a year."""
_MONTHS = frozenset(MONTHS.split("|"))
_BACKWARDS = frozenset("in_place cleft named what_is embedded wanted passive then_asked".split())
"""The shapes of a question for the subject that are as good without the rest."""


def _asked(found: Framed, name: str, made: Iterator[Shape]) -> list[Wording]:
    fact = replace(found.fact, object=name, aliases=list(found.frame.names.get(name, ())))
    return [
        Wording(w.shape, w.text, "reverse", _answer(name))
        for w in sound(Framed(fact, found.frame), list(made))
    ]


def _view_of(found: Framed) -> View | None:
    v = view(found.frame)
    joins = v is not None and not v.subject_asked and not v.frame.said and v.frame.form != "reason"
    return settled(v) if v is not None and joins else None


_OWNED = re.compile(
    r"(?P<owner>(?:the )?[A-Z][\w.-]*(?: (?:of )?[A-Z\d][\w.-]*){0,4})[’']s? (?P<own>[a-z].*)"
)
"""Edda Corrowine’s father: the owner is whom one asks for."""


def _whose(v: View, own: str) -> Iterator[Shape]:
    told = predicate(settled(v))
    if not v.frame.said and "," not in own and _tells(f"{own} {told}"):
        yield "whose", f"Whose {own} {told}?"


def _of_objects(found: Framed, neighbours: Sequence[Framed]) -> list[Wording]:
    """Where the subject is the answer, the other way goes to the object that the same statement has."""
    for other in neighbours:
        if other.frame.text == found.frame.text and other.frame.asked != found.frame.asked:
            made = [w for w in questions(other) if w.form in _BACKWARDS | {"fronted"}]
            return [Wording(w.shape, w.text, "reverse", other.fact.object) for w in made]
    return []


_NO_NAME = re.compile(r"[’']s? [a-z]|,")


def _name(v: View) -> str:
    """The subject where it is a name, without its article and class, or a longer phrase with a name in it;
    else ""."""
    subject = v.subject
    name = subject.removeprefix("the ")
    if _NO_NAME.search(subject) or len(name.split()) > 9 or name.startswith("name "):
        return ""
    if name[:1].isupper() and len(name.split()) <= 5:
        return name
    if match := CLASSED.fullmatch(subject) or PLACE_OF.fullmatch(subject):
        return match["name"]
    told = subject.startswith("the ") or (
        subject.startswith(("a ", "an "))
        and (re.search(r" [A-Z]", subject) or _tells(predicate(settled(v))))
    )
    return upper_first(subject) if told else ""


def _is_term(v: View) -> bool:
    return describes(v) and v.subject.startswith(("a ", "an "))


def _term_questions(v: View) -> Iterator[Shape]:
    meaning = phrase(v)
    yield "called", f"What is {meaning} called?"
    yield "do_you_call", f"What do you call {meaning}?"
    yield "term", f"What is the term for {meaning}?"
    yield "word", f"Give the term for {meaning}."


def _called(v: View) -> Iterator[Shape]:
    """What is the name of the port city on the west coast of Tavenna?"""
    kind = phrase(v).split(" ", 1)[1]
    if is_role(v.answer):
        yield "who", f"Who {v.verb.aux} {phrase(v)}?"
        return
    yield "what_is", f"What is the name of the {kind}?"
    yield "named", f"Name the {kind}."
    yield "called", f"What is the {kind} called?"


_NAMED_IN = re.compile(r"(?<!^)\b[A-Z][\w’-]*")


def _called_beside(v: View, others: Sequence[View]) -> Iterator[Shape]:
    """What is the name of the planning program that is used in 37 harbours? One of many has no name to ask for."""
    kind = phrase(v).split(" ", 1)[1]
    if re.search(r"\b(?:who|that|which|where)\b", kind):
        return
    for w in others:
        told = predicate(w)
        if not describes(w) and ", " not in told and _tells(told) and len(told.split()) <= 14:
            who = "who" if is_role(v.answer) else "that"
            yield "what_is", f"What is the name of the {kind} {who} {told}?"
            yield "named", f"Name the {kind} {who} {told}."
            return


def _beside(v: View, others: Sequence[View], ask: str) -> Iterator[Shape]:
    """Which company employs 96 people and operates the Orrinelle?"""
    own = settled(v)
    sized = v.verb.copula and bool(v.modifier)  # is a module of 25 … and was launched in …
    if v.frame.said or ", " in predicate(own) or sized:
        return
    usable = [w for w in others if w.frame.text != v.frame.text and ", " not in predicate(w)]
    usable = [w for w in usable if not describes(w) and len(predicate(w).split()) <= 14]
    usable.sort(key=lambda w: not _NAMED_IN.search(predicate(w)))
    noun = "person" if ask == "who" else ask.removeprefix("which ")
    for w in usable[:2]:
        both = f"{predicate(own)} and {predicate(w)}"
        yield "both", f"{ask} {both}?"
        if ask.startswith("which ") or ask == "who":
            yield "both_named", f"Name the {noun} {'who' if ask == 'who' else 'that'} {both}."
