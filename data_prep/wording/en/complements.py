"""Shapes that ask what something or who somebody is."""

import re
from collections.abc import Iterator

from data_prep.wording.en.kindred import is_person
from data_prep.wording.en.lines import Shape, is_past, line, others
from data_prep.wording.en.posts import is_post, posts
from data_prep.wording.en.view import View

_ROLE = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ ){0,3}?(?:[a-z]+(?:ist|ian|eer|man|woman)|chemist|teacher|writer|painter|lawyer|physician|poet|nurse|doctor|founder|builder"
    r"|player|leader|member|actor|author|director|keeper|designer|scholar|student|child|son|daughter|brother|sister|wife|husband|pilot|sailor|singer"
    r"|inventor|merchant|farmer|composer|sculptor|professor|architect|photographer|conductor|explorer|editor|manager|chair|mayor|minister)"
    r"(?= (?:who|of|at|in|from|and)\b|$)"
)


def is_role(answer: str) -> bool:
    """Whether a description speaks of a person by trade or part: a chemist, the keeper of the light."""
    return bool(_ROLE.search(answer))


def describes(v: View) -> bool:
    """Whether the answer says at length what something or who somebody is."""
    what = v.frame.form == "noun" and v.frame.ask == "what" and not v.preposition
    return v.verb.copula and what and (is_role(v.answer) or _says_what(v))


def complements(v: View) -> Iterator[Shape]:
    if v.frame.noun == "position" and is_post(v.answer):
        yield from posts(v)
    elif is_role(v.answer) or is_person(v):
        yield from _person_described(v)
    elif not _says_what(v):
        yield from _identified(v)
    elif v.subject.startswith(("a ", "an ")) and v.verb.text == "is" and not others(v):
        yield from _term(v)
    else:
        yield from _thing_described(v)


def _says_what(v: View) -> bool:
    """Whether the answer describes; a name (the Widow’s Cable) only says which one it is."""
    return not v.answer.removeprefix("the ")[:1].isupper() or v.verb.text == "stands for"


def _identified(v: View) -> Iterator[Shape]:
    """What the greatest treasure of a museum is."""
    clause = line(v.subject, v.verb.text, others(v))
    aux, mid = v.inverted
    yield "fronted", f"What {line(aux, v.subject, mid, others(v))}?"
    yield "embedded", f"Could you tell me what {clause}?"
    yield "wanted", f"I would like to know what {clause}."
    yield "said", f"State what {clause}."
    if not others(v):
        yield "named", f"Name {v.subject}."
        yield "name_of", f"What {aux} the name of {v.subject}?"
        yield "called", f"What {aux} {v.subject} called?"


def _thing_described(v: View) -> Iterator[Shape]:
    subject, is_, tail = v.subject, v.verb.text, others(v)
    aux, mid = v.inverted
    yield "fronted", f"What {line(aux, subject, mid, tail)}?"
    yield "embedded", f"Could you tell me what {line(subject, is_, tail)}?"
    yield "wanted", f"I would like to know what {line(subject, is_, tail)}."
    yield "explained", f"Explain what {line(subject, is_, tail)}."
    if v.verb.early or v.frame.form != "noun" or aux not in ("is", "are") or mid:
        return
    yield "described", f"Describe {subject} in a few words."
    yield "short_description", f"Give a short description of {subject}."
    yield "sentence", f"In one sentence, what {aux} {subject}?"
    yield "asked_about", f"If somebody asked what {line(subject, is_, tail)}, what would you say?"
    yield "briefly", f"State briefly what {line(subject, is_, tail)}."
    name = subject.removeprefix("the ")
    if name[:1].isupper() and not v.plural and not tail:
        yield "refers", f"What does the name “{name}” refer to?"


def _term(v: View) -> Iterator[Shape]:
    """A word that is defined."""
    term = v.subject.split(" ", 1)[1]
    yield "fronted", f"What is {v.subject}?"
    yield "embedded", f"Could you tell me what {v.subject} is?"
    yield "wanted", f"I would like to know what {v.subject} is."
    yield "explained", f"Explain what {v.subject} is."
    yield "meant", f"What is meant by “{term}”?"
    yield "define", f"Define the term “{term}”."
    yield "term", f"What does the term “{term}” refer to?"
    yield "called", f"When people speak of {v.subject}, what do they mean?"
    yield "asked_about", f"If somebody asked what {v.subject} is, what would you say?"
    yield "briefly", f"State briefly what {v.subject} is."
    yield "definition", f"Give a definition of {v.subject}."


def _person_described(v: View) -> Iterator[Shape]:
    """Who somebody is, where the answer is a trade or a part somebody played."""
    subject, is_, tail = v.subject, v.verb.text, others(v)
    be = "was" if is_past(v) else "is"
    yield "fronted", f"Who {be} {line(subject, tail)}?"
    yield "embedded", f"Could you tell me who {line(subject, is_, tail)}?"
    yield "wanted", f"I would like to know who {line(subject, is_, tail)}."
    yield "described", f"Describe {subject} in a few words."
    yield "sentence", f"In one sentence, who {be} {subject}?"
    yield "asked_about", f"If somebody asked who {line(subject, is_, tail)}, what would you say?"
    yield "briefly", f"State briefly who {line(subject, is_, tail)}."
    yield "explained", f"Explain who {line(subject, is_, tail)}."
    yield "short_description", f"Give a short description of {subject}."
