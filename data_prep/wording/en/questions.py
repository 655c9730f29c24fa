"""An English frame → its questions: each shape built differently, in the statement's words and in others."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.verbs import base
from data_prep.frame import Frame, Framed
from data_prep.wording.en.behind import behind
from data_prep.wording.en.carried import carried
from data_prep.wording.en.complements import complements
from data_prep.wording.en.counted import counts, sized
from data_prep.wording.en.gaps import gaps
from data_prep.wording.en.kinds import measures, nominal_places, nominal_times
from data_prep.wording.en.lines import Shape, tidy
from data_prep.wording.en.plain import settled
from data_prep.wording.en.reasons import reasons
from data_prep.wording.en.reworded import reworded
from data_prep.wording.en.search import searches
from data_prep.wording.en.speakers import attributed
from data_prep.wording.en.subjects import subjects
from data_prep.wording.en.verb_group import Verb
from data_prep.wording.en.view import View, view
from data_prep.wording.record import Wording


def questions(found: Framed) -> list[Wording]:
    """All direct questions for `found`, the plainest first; none holds the answer, no two are the same."""
    frame = found.frame
    v = view(frame)
    if v is None:
        return []
    if v.front_asked:
        v = settled(v)  # "when" stands in front of its question anyway
    if _once(frame, v):
        v = v.brief
    made = [*attributed(frame, _shapes(v)), *searches(frame)]
    for number, other in enumerate(reworded(v), start=1):
        if number > 1 and len(made) > 24:
            break
        made += [(f"{shape}+{number}", text) for shape, text in attributed(frame, _shapes(other))]
    made += carried(made)
    if v.compound:
        made = [(shape, text) for shape, text in made if shape.split("+", 1)[0] in _UNTURNED]
    return sound(found, made)


_UNTURNED = frozenset("in_place gap unfinished letter number_missing".split())
"""Shapes that leave the clause as it is: two verbs cannot be turned round at once."""


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
        whole = text if shape.startswith("search") else tidy(text)
        if not whole:
            continue
        key = re.sub(r"\W+", " ", whole).casefold().strip()
        if key in seen or len(whole) > 320 or any(p.search(whole) for p in patterns):
            continue
        seen.add(key)
        out.append(Wording(shape, whole, answer=_number_alone(found.frame, shape)))
    return out


def _number_alone(frame: Frame, shape: str) -> str:
    """The answer to "What is n?", which stands in front of its unit; "" for other shapes."""
    if shape.split("+", 1)[0] not in ("letter", "number_missing"):
        return ""
    unit = "percent" if frame.ask == "what percentage" else frame.ask.removeprefix("how many ")
    number = frame.answer.removesuffix("%").removesuffix(unit).strip()
    return number if number != frame.answer else ""


def _holds(answer: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)", re.I)


def _has_them(v: View) -> View | None:
    """A town of 23,480 inhabitants has them: the view that says so."""
    of_many = (
        v.frame.form == "number" and v.verb.text in ("is", "are") and bool(sized(v)) and counts(v)
    )
    if not of_many or not v.verb.copula:
        return None
    verb = Verb("", (), "have" if v.plural else "has", ())
    return replace(v, verb=verb, lead="", before=(), behind=(), head="")


def _shapes(v: View) -> Iterator[Shape]:
    form = v.frame.form
    if form == "reason":
        yield from reasons(v)
    elif v.subject_asked:
        yield from subjects(v)
    elif v.verb.copula and v.frame.ask == "what" and not v.preposition and form == "noun":
        yield from complements(v)
        yield from gaps(v)
    else:
        yield from behind(v)
        if has := _has_them(v):
            yield from ((f"has_{shape}", text) for shape, text in _shapes(has))
        if form == "number":
            yield from measures(v)
        elif form == "time":
            yield from nominal_times(v)
        elif form == "place":
            yield from nominal_places(v)
