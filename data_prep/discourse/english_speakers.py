"""The words around an English verb of saying → the speaker."""

import re

from data_prep.discourse.memory import Memory, Said
from data_prep.discourse.speakers import NOBODY, Speaker
from data_prep.discourse.speech import Source
from data_prep.discourse.words import VAGUE, VAGUE_NAME, VERB_SAID

_HE = re.compile(r"\b(he|she|He|She)\b")
_WE = re.compile(r"\b(?:I|we|We)\b")
_OWNS = re.compile(r"['’]s? ")
_BEFORE_NAME = re.compile(r"\b(?:to|of|by|with|for|from|at|in|on|and) (?:the )?$")
_PERSON = re.compile(r"(?!The )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)+")
_BEFORE_FIRM = re.compile(r"(?:[A-Z]{3}[\w ,.]{0,48}? ?[-–—] )?(?:[Tt]he )?")
"""A date line, or nothing."""
_BEHIND_FIRM = re.compile(r"(?:, an? [^,]{2,60},?)?(?: today| yesterday)?")
"""What the firm is, and when it spoke."""
_NAME_CHARS = 60


def speaker(text: str, source: Source, memory: Memory, now: Said) -> Speaker:
    """Who the words of an attribution name; `NOBODY` where they name nobody for sure."""
    verb = VERB_SAID["en"].get(source.verb, "said")
    start, end = source.start, source.end
    phrase = text[start:end]
    if VAGUE["en"].match(phrase):
        return Speaker(VAGUE_NAME["en"], None, verb, vague=True)
    for mention in memory.cast.within(start, end):
        if _OWNS.match(text, mention.end) or _BEFORE_NAME.search(text[start : mention.start]):
            continue
        if mention.sort == "person" or (
            mention.sort == "thing" and mention.end == end and _PERSON.fullmatch(mention.name)
        ):
            return Speaker(mention.name, "person", verb)
    if _WE.search(phrase):
        return Speaker("", None, verb, first_person=True)
    if match := _HE.search(phrase):
        name = memory.person(start + match.start(), now, match[0].lower())
        return Speaker(name, "person", verb) if name else NOBODY
    for mention in memory.cast.within(start, end):
        if (
            mention.sort == "organization"
            and _BEFORE_FIRM.fullmatch(text, start, mention.start)
            and _BEHIND_FIRM.fullmatch(text, mention.end, end)
        ):
            return Speaker(mention.name, "organization", verb)
    words = phrase.strip(" ,")
    if words[:1].islower() or words.startswith(("The ", "A ", "An ", "Some ", "Many ", "One ")):
        name = words[:1].lower() + words[1:]
        if re.match(r"(?:it|they|this|that|which|who|there)\b", name):
            return NOBODY
        company = name in ("the company", "the firm")
        if company and (org := memory.organization(start, now)):
            return Speaker(org, "organization", verb)
        return Speaker(name, None, verb) if len(words) <= _NAME_CHARS and " " in words else NOBODY
    if _PERSON.fullmatch(words):
        return Speaker(words, "person", verb)
    return NOBODY
