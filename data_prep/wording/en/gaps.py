"""What kind of thing an answer is, and the sentences with a gap that say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.frame import Frame
from data_prep.wording.en.asks import article, blank, learns
from data_prep.wording.en.complements import describes, is_role
from data_prep.wording.en.kindred import named_person
from data_prep.wording.en.lexicon import DIMENSIONS
from data_prep.wording.en.lines import Shape, leads, line
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.posts import is_post
from data_prep.wording.en.view import View


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` follows "Fill in the blank with": a year. `ask` opens a question for the gap (Which year); ""
    where the rest of the sentence would fit too many answers to ask."""

    name: str
    ask: str = ""
    plural: bool = False


_ONE_SORT = {
    "year": Kind("a year", "Which year"),
    "date": Kind("a date", "Which date"),
    "month": Kind("a month", "Which month"),
    "decade": Kind("a decade", "Which decade"),
    "month and year": Kind("a month and a year", "Which month and year", True),
    "time": Kind("a time of day", "What time of day"),
    "period": Kind("a period of time", "What period of time"),
}
_SOME_TIME = Kind("a point in time", "What point in time")
_PLACE = Kind("a place", "Which place")
_POST = Kind("a post", "Which post")


_DATED = re.compile(r"(?:from|between) [^\d]*\d{1,2} .*[A-Z][a-z]+ (?P<year>\d{4})")
"""From one day to another of a year: what is held every year is so on other days."""


def kind_of(frame: Frame, v: View | None) -> Kind:
    """The kind of a frame's answer; `v` is its view, where it has one."""
    if frame.form == "time":
        noun = frame.ask.removeprefix("which ").removeprefix("what ")
        if frame.noun == "period" and (years := _DATED.fullmatch(frame.answer)):
            return Kind(
                f"a period of time in {years['year']}", f"What period of time in {years['year']}"
            )
        return _ONE_SORT.get(frame.noun if noun == "when" and frame.noun == "period" else noun, _SOME_TIME)  # fmt: skip
    if frame.form == "number":
        return _number(frame)
    if frame.form == "reason":
        return Kind("a purpose" if v and v.lead in _PURPOSES else "a reason")
    if frame.form == "action":
        return Kind("an action")
    if v is not None and learns(v):
        return Kind("the name of an institution", "Which institution")
    if frame.ask.startswith("which "):
        noun = frame.ask.removeprefix("which ")
        return _PLACE if noun == "place" else Kind(f"the name of {article(noun)} {noun}", f"Which {noun}")  # fmt: skip
    if frame.form == "place" or frame.ask == "where":
        return _PLACE
    if frame.noun == "maker":
        return Kind("the name of a person or a company", "Which name")
    if frame.noun == "position" and is_post(frame.answer):
        return _POST
    if v is not None and describes(v):
        term = v.subject.startswith(("a ", "an "))
        return Kind("a definition" if term else "a short description")
    return _name_or_thing(frame)


_PURPOSES = ("in order to", "so that", "so as to", "to")


def _name_or_thing(frame: Frame) -> Kind:
    answer = frame.answer
    if frame.ask == "who":
        if not named_person(frame, answer):
            return Kind("a person") if is_role(answer) else Kind("a name", "Which name")
        if " and " in answer:
            return Kind("people’s names", "Whose names", True)
        return Kind("a person’s name", "Whose name")
    if answer.removeprefix("the ")[:1].isupper():
        return Kind("a name", "Which name")
    return Kind("a person" if is_role(answer) else "a thing")


def _number(frame: Frame) -> Kind:
    if frame.noun in DIMENSIONS:
        noun = DIMENSIONS[frame.noun]
        return Kind(f"{article(noun)} {noun}", f"What {noun}")
    if frame.ask == "how much":
        money = re.search(r"[€$£¥]|dollar|euro|pound|franc|crown|yen|yuan", frame.answer)
        what = "amount of money" if money else "amount"
        return Kind(f"an {what}", f"What {what}")
    if frame.ask == "how long":
        return Kind("a length of time", "What length of time")
    if frame.ask == "what percentage":
        return Kind("a percentage", "What percentage")
    counted = frame.ask.removeprefix("how many").strip()
    if not counted:
        return Kind("a number", "What number")
    if counted == "times":
        return Kind("a number of times")
    return Kind(f"a number of {counted}", f"What number of {counted}")


def gaps(v: View) -> Iterator[Shape]:
    """The statement with a gap, or without its end; both say what is wanted."""
    kind = kind_of(v.frame, v)
    if not kind.ask:
        return
    if v.front_asked:
        text = f"{upper_first(blank(v))}, {line(v.subject, v.verb.text, *v.rest)}"
    else:
        text = upper_first(line(leads(v), v.subject, v.verb.text, *v.before, blank(v), *v.behind))
    yield from asked_gap(kind, text)
    if not v.behind and not v.head and not v.front_asked:
        begun = upper_first(line(leads(v), v.subject, v.verb.text, *v.before, v.lead))
        yield "unfinished", f"Finish the sentence with {kind.name}: {begun} …"


def asked_gap(kind: Kind, text: str) -> Iterator[Shape]:
    """The questions for the gap of `text`."""
    many = kind.plural
    yield "gap", f"{kind.ask} {'belong' if many else 'belongs'} in the gap: “{text}”?"
    missing = "fills the gap" if kind.ask.startswith("What number of ") else "is missing"
    yield "gap+blank", f"“{text}.” {kind.ask} {'are missing' if many else missing}?"
