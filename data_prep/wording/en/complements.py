"""Shapes that ask what something or who somebody is."""

import re
from collections.abc import Iterator

from data_prep.wording.en.kindred import is_person
from data_prep.wording.en.lines import Shape, is_past, line, others
from data_prep.wording.en.nouns import upper_first
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
    yield "in_place", f"{line(v.subject, v.verb.text, 'what', others(v))}?"
    yield "embedded", f"Could you tell me what {clause}?"
    yield "wanted", f"I would like to know what {clause}."
    yield "said", f"Say what {clause}."
    yield "noted", f"{upper_first(v.subject)}: what {aux} it?"
    if not others(v):
        yield "named", f"Name {v.subject}."
        yield "name_of", f"What {aux} the name of {v.subject}?"
        yield "called", f"What {aux} {v.subject} called?"
    yield from _gaps(v)


def _thing_described(v: View) -> Iterator[Shape]:
    subject, is_, tail = v.subject, v.verb.text, others(v)
    aux, mid = v.inverted
    yield "fronted", f"What {line(aux, subject, mid, tail)}?"
    yield "in_place", f"{line(subject, is_, 'what', tail)}?"
    yield "embedded", f"Could you tell me what {line(subject, is_, tail)}?"
    yield "wanted", f"I would like to know what {line(subject, is_, tail)}."
    yield "explained", f"Explain what {line(subject, is_, tail)}."
    yield from _gaps(v)
    if v.verb.early or v.frame.form != "noun" or aux not in ("is", "are") or mid:
        return
    yield "described", f"How would you describe {subject}?"
    yield "short_description", f"Give a short description of {subject}."
    yield "sentence", f"In a few words, what {aux} {subject}?"
    yield "noted", f"{upper_first(subject)}: what {aux} {'they' if v.plural else 'it'}?"
    name = subject.removeprefix("the ")
    if name[:1].isupper() and not v.plural and not tail:
        yield "refers", f"What does the name “{name}” refer to?"
        yield "name_given", f"What is it that bears the name {name}?"


def _term(v: View) -> Iterator[Shape]:
    """A word that is defined."""
    term = v.subject.split(" ", 1)[1]
    yield "fronted", f"What is {v.subject}?"
    yield "in_place", f"{v.subject} is what?"
    yield "embedded", f"Could you tell me what {v.subject} is?"
    yield "wanted", f"I would like to know what {v.subject} is."
    yield "explained", f"Explain what {v.subject} is."
    yield "meant", f"What is meant by “{term}”?"
    yield "define", f"Define the term “{term}”."
    yield "term", f"What does the term “{term}” refer to?"
    yield "called", f"When people speak of {v.subject}, what do they mean?"
    yield "described", f"How would you describe {v.subject}?"
    yield "definition", f"Give a definition of {v.subject}."
    yield from _gaps(v)


def _person_described(v: View) -> Iterator[Shape]:
    """Who somebody is, where the answer is a trade or a part somebody played."""
    subject, is_, tail = v.subject, v.verb.text, others(v)
    be = "was" if is_past(v) else "is"
    yield "fronted", f"Who {be} {line(subject, tail)}?"
    yield "in_place", f"{line(subject, is_, 'what', tail)}?"
    yield "embedded", f"Could you tell me who {line(subject, is_, tail)}?"
    yield "wanted", f"I would like to know who {line(subject, is_, tail)}."
    yield "described", f"How would you describe {subject}?"
    yield "noted", f"{upper_first(subject)}: who {be} that?"
    yield "sentence", f"In a few words, who {be} {subject}?"
    yield "explained", f"Explain who {line(subject, is_, tail)}."
    yield "short_description", f"Give a short description of {subject}."
    yield from _gaps(v)


def _gaps(v: View) -> Iterator[Shape]:
    tail = others(v)
    text = upper_first(line(v.subject, v.verb.text, v.lead, "____", v.head, tail))
    yield "gap", f"Which words fill the gap: “{text}”?"
    yield "gap+blank", f"{text}. What belongs in the blank?"
    if not tail:
        yield (
            "unfinished",
            f"Finish the sentence: {upper_first(line(v.subject, v.verb.text, v.lead))} …",
        )
