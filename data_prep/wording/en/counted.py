"""Statements in other orders whose answer is a number."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.facts.verbs import base, participle, past
from data_prep.wording.en.asks import article
from data_prep.wording.en.lexicon import CONVERSE, DIMENSIONS, MEASURED
from data_prep.wording.en.lines import line
from data_prep.wording.en.plain import be, core, phrase
from data_prep.wording.en.view import View
from data_prep.wording.en.voices import as_passive

_UNIT = re.compile(
    r"(?:square |cubic )?(?:[kmgt]?w|[kmgt]b|m|km|cm|mm|kg|percent|%|(?:kilo|centi|milli)?(?:met(?:re|er)|gram|watt)s?|hectares|acres|lit(?:re|er)s|tonn?es|tons|degrees"
    r"|years|months|weeks|days|hours|minutes|seconds|times|miles|feet|inches|dollars|euros|pounds|crowns|francs|[\w-]+-(?:hours|years)|knots|volts|square|cubic)\b",
    re.I,
)


def counts(v: View) -> str:
    """The things that the answer counts (vessels), "" where it measures."""
    counted = line(
        v.frame.ask.removeprefix("how many ") if v.frame.ask.startswith("how many ") else "", v.head
    )
    if not v.frame.ask.startswith("how many") or _UNIT.match(counted):
        return ""
    return counted


def sized(v: View) -> str:
    """The noun whose size the answer gives (a mirror of 3.4 metres → mirror), or ""."""
    match = re.fullmatch(r"(?:an? )?([a-z][a-z ]*) of", line(v.modifier, ""))
    return match[1] if match and not v.preposition and not v.qualifier else ""


def numbers(v: View) -> Iterator[str]:
    if noun := sized(v):
        yield from _sizes(v, noun)
        return
    if v.modifier:
        return
    if v.preposition:
        yield from _behind_preposition(v)
        return
    yield from _measures(v)
    amount = line(v.qualifier, v.answer)
    lemma = base(v.verb.main) if v.verb.main else ""
    if counted := counts(v):
        yield from _counts(v, counted, lemma)
    elif v.verb.simple and not v.before and not v.qualifier:
        if v.frame.ask == "how long":
            yield f"{amount} {be(v)} how long {core(v)}"
        else:
            yield f"{phrase(v)} {be(v)} what {core(v)}"
            yield f"What {core(v)} {be(v)} {phrase(v)}"
        if v.frame.ask == "how much" and lemma in (
            "spend",
            "invest",
            "pay",
            "earn",
            "receive",
            "raise",
        ):
            yield f"The amount that {core(v)} {be(v)} {amount}"
            yield f"It {be(v)} {amount} that {core(v)}"


def _measures(v: View) -> Iterator[str]:
    """The length of X is 638 metres; the price of X was €5."""
    amount, verb = line(v.qualifier, v.answer), v.verb
    if verb.copula and v.frame.noun in DIMENSIONS and not v.rest:
        noun = DIMENSIONS[v.frame.noun]
        if noun == "distance":
            yield f"The distance to {v.subject} {verb.text} {amount}"
            yield f"{amount} {be(v)} how far away {v.subject} {verb.text}"
            yield f"{v.subject} {verb.text} at a distance of {amount}"
            return
        yield f"The {noun} of {v.subject} {verb.text} {amount}"
        if verb.text == "is":
            yield f"{v.subject} has {article(noun)} {noun} of {amount}"
        yield f"{amount} {be(v)} the {noun} of {v.subject}"
        yield f"{amount} {be(v)} how {v.frame.noun} {v.subject} {verb.text}"
        return
    lemma = base(verb.main) if verb.main else ""
    noun = MEASURED.get(lemma, "")
    if noun and verb.simple and not v.rest:
        yield f"The {noun} of {v.subject} {be(v)} {amount}"
        yield f"{amount} {be(v)} the {noun} of {v.subject}"
        if noun in ("weight", "duration"):
            yield f"{v.subject} {'had' if be(v) == 'was' else 'has'} a {noun} of {amount}"


def _counts(v: View, counted: str, lemma: str) -> Iterator[str]:
    """Things that are counted: by whom, for whom, where they are."""
    amount, tail = phrase(v), line(*v.behind)
    number = v.answer.removesuffix(counted).strip()
    if v.verb.simple and not v.qualifier and not v.head and number != v.answer:
        yield f"The number of {counted} that {core(v)} {be(v)} {number}"
        yield f"{number} {be(v)} the number of {counted} that {core(v)}"
    for verb, nouns, text in CONVERSE:
        if (
            verb == lemma
            and re.search(rf"\b(?:{nouns})$", counted)
            and v.verb.simple
            and not v.before
        ):
            past, present = text.split(" / ")
            pattern = past if be(v) == "was" else present
            yield line(pattern.format(amount=amount, subject=v.subject), tail)
    if v.verb.simple and not v.before and _turns(v):
        yield f"There {be(v, plural=True)} {line(amount, participle(lemma), 'by', v.subject, tail)}"
        if be(v) == "was":
            yield f"It was {amount} that {core(v)}"
    elif v.verb.aux in ("has", "have") and v.verb.main and not v.verb.passive and not v.before:
        yield f"There are {amount} that {core(v)}"


def _turns(v: View) -> bool:
    """Whether the verb has a passive."""
    whole = phrase(v)
    return as_passive(replace(v, before=(whole,), roles={**v.roles, whole: "object"})) is not None


def _behind_preposition(v: View) -> Iterator[str]:
    """There are 37 harbours in which X is used."""
    amount = line(v.qualifier, v.answer, v.head)
    if counts(v) and v.preposition in ("in", "into", "on", "at", "from") and not v.verb.copula:
        yield f"There {be(v, plural=True)} {amount} {v.preposition} which {core(v)}"
    if (
        v.preposition == "by"
        and v.verb.passive
        and not v.verb.early
        and v.verb.aux in ("is", "are", "was", "were")
    ):
        deed = past(base(v.verb.main)) if be(v) == "was" else base(v.verb.main)
        yield line(amount, deed, v.subject, *v.rest)
    number = v.answer.removesuffix(counts(v)).strip() if counts(v) else ""
    if number and not v.qualifier and not v.head and number != v.answer and v.preposition != "by":
        yield f"The number of {counts(v)} {v.preposition} which {core(v)} {be(v)} {number}"
    if counts(v) and v.preposition in ("in", "at", "on") and len(v.rest) < 2:
        yield f"{phrase(v)}, {core(v)}"
    if v.preposition == "for" and v.frame.ask == "how long" and not v.qualifier:
        yield f"{amount} {be(v)} how long {core(v)}"


def _sizes(v: View, noun: str) -> Iterator[str]:
    """A mirror of 3.4 metres is what X has; the damage that X caused amounted to €3.9 million."""
    whole = phrase(v)
    if v.verb.copula or not v.verb.main:
        return
    yield f"It {be(v)} {whole} that {core(v)}"
    yield f"What {core(v)} {be(v)} {whole}"
    yield f"{whole} {be(v)} what {core(v)}"
    if v.frame.ask == "how much":
        yield f"The {noun} that {core(v)} {'amounted' if be(v) == 'was' else 'amounts'} to {v.answer}"
    else:
        yield f"The {noun} that {core(v)} {be(v)} one of {v.answer}"
