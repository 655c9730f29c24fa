"""Statements in other orders that say what something or who somebody is."""

import re
from collections.abc import Iterator

from data_prep.wording.en.complements import is_role
from data_prep.wording.en.kindred import is_person, is_thing
from data_prep.wording.en.lines import is_past, line
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.plain import be, phrase
from data_prep.wording.en.posts import is_post
from data_prep.wording.en.view import View


def descriptions(v: View) -> Iterator[str]:
    if v.frame.noun == "position" and is_post(v.answer):
        yield from _posts(v)
    elif v.rest or v.verb.early or v.verb.aux not in ("is", "are", "was", "were"):
        return
    elif v.subject.startswith(("a ", "an ")):
        yield from _terms(v)
    elif v.answer.removeprefix("the ")[:1].isupper():
        yield from _named_so(v)
    elif _definite(phrase(v)):
        yield f"{phrase(v)} {v.verb.text} {v.subject}"
        yield f"It {be(v)} {v.subject} that {v.verb.text} {phrase(v)}" if is_thing(v) else ""
        yield f"{phrase(v)}: that {be(v)} {'who' if is_person(v) else 'what'} {v.subject} {v.verb.text}"
    elif phrase(v).startswith(("a ", "an ")):
        yield from _instances(v)


def _definite(text: str) -> bool:
    return text.startswith("the ") or bool(re.match(r"[A-Z]", text))


_PEOPLE = re.compile(
    r"\b(?:father|mother|wife|husband|son|daughter|brother|sister|founder|owner|leader|head|president|mayor|director|chair\w*|manager|captain|minister"
    r"|king|queen|member|employer|customer|supplier|winner|champion|author|[a-z]+(?:ist|man|woman))$"
)


_OWNED = re.compile(r"(?P<owner>[^’']+)[’']s? (?P<own>[a-z][a-z -]*)")


def _named_so(v: View) -> Iterator[str]:
    """The greatest treasure of a museum is the Widow’s Cable: what is meant, or what it is called."""
    name, called = phrase(v), v.verb.text
    yield f"{name} {v.verb.text} {v.subject}"
    if owned := _OWNED.fullmatch(v.subject):
        of = f"the {owned['own']} of {owned['owner']}"
        yield f"{upper_first(of)} {v.verb.text} {name}"
        yield f"{name} {v.verb.text} {of}"
    if called in ("is", "was"):
        yield f"The name of {v.subject} {called} {name}"
    if called in ("is", "was") and not _PEOPLE.search(v.subject):
        yield f"{v.subject} {called} called {name}"
        yield f"{name} {called} the name of {v.subject}"


def _posts(v: View) -> Iterator[str]:
    """Who holds which post."""
    rest = line(*v.rest)
    the = "" if v.answer.startswith(("a ", "an ")) else "the "
    if the and not v.answer.startswith("the "):
        yield f"The {line(v.answer, rest)} {v.verb.text} {v.subject}"
    holds = {"is": "holds", "was": "held", "has been": "has held", "became": "took up"}.get(
        v.verb.text, ""
    )
    if holds and the:
        yield line(v.subject, holds, f"the post of {v.answer}", rest)
        held = {
            "holds": "is held",
            "held": "was held",
            "has held": "has been held",
            "took up": "was taken up",
        }[holds]
        yield line(f"The post of {v.answer}", held, f"by {v.subject}", rest)
        yield line(
            "It",
            "was" if is_past(v) else "is",
            v.subject,
            "who",
            holds,
            f"the post of {v.answer}",
            rest,
        )


def _terms(v: View) -> Iterator[str]:
    """A varve is a layer of …: the term is explained, or its meaning named."""
    term, meaning = v.subject.split(" ", 1)[1], phrase(v)
    yield f"The term “{term}” refers to {meaning}"
    yield f"{meaning} is called {v.subject}"
    yield f"What is meant by {v.subject} is {meaning}"
    yield f"“{upper_first(term)}” is the term for {meaning}"
    yield f"{meaning}: that is {v.subject}"


def _instances(v: View) -> Iterator[str]:
    """X is a Y, of which there may be others."""
    whole = phrase(v)
    if is_role(v.answer) or is_person(v):
        yield f"{whole}: that {be(v)} what {v.subject} {v.verb.text}"
        if re.fullmatch(
            r"an? (?:[a-z]+ ){0,2}[a-z]+(?:ist|ian|eer|er|or)(?: (?:at|in|for) .+)?", whole
        ):
            yield f"{v.subject} {'worked' if be(v) == 'was' else 'works'} as {whole}"
            yield f"By profession, {v.subject} {v.verb.text} {whole}"
            yield f"{v.subject} {v.verb.text} {whole} by profession"
        return
    yield f"{whole}: that {be(v)} what {v.subject} {v.verb.text}"
    if be(v) != "is" or v.plural:
        return
    if re.fullmatch(r"the [a-z-]+(?: [a-z-]+){0,3}", v.subject):
        yield f"The term “{v.subject.removeprefix('the ')}” refers to {whole}"
        yield f"{whole} is what {v.subject} is"
    name = v.subject.removeprefix("the ")
    if name[:1].isupper():
        yield f"{name} is the name of {whole}"
        yield f"The name {name} belongs to {whole}"
    yield f"An example of {whole} is {v.subject}"


def stands_for(v: View) -> Iterator[str]:
    """An abbreviation and its full form."""
    name, whole = v.subject, phrase(v)
    yield f"{name} is short for {whole}"
    yield f"{whole} is what {name} stands for"
    yield f"Written out, {name} means {whole}"
    yield f"The short form of {whole} is {name}"
