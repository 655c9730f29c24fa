"""The names of an English document, found by capitals, roles and apposition."""

import re
from collections import Counter
from functools import lru_cache

import simplemma

from data_prep.discourse.words import ORG_SUFFIX
from data_prep.facts.tables import ROLES, SAYING
from data_prep.facts.tokens import Kind

TITLES = re.compile(
    "Mr|Ms|Mrs|Miss|Dr|Professor|Prof|Sir|Dame|Captain|Councillor|Cllr|Senator|Judge|Inspector|Sergeant|Reverend"
)
"""What stands before a person's name and is none of it."""
_ABOUT = re.compile(
    r"(?:Minutes|Agenda|Notes|Report|Proceedings|History|Guide|Summary) (?:of|to|on) (?:the )?"
)
"""A title that ends in the name of what it is about, and is not that."""
_CAPITALS = re.compile(
    r"(?:[A-Z][\w'’&-]*|\d+(?:\.\d+)*)(?:(?: (?:of the|of|de|van|von|and the|for|&) (?=[A-Z])| )(?:[A-Z][\w'’&-]*|\d+(?:\.\d+)*(?![\w%]|,\d| (?:percent|per cent|million|billion))))*"
)
_SENTENCE_STARTERS = frozenset(
    (
        "The A An About Around Nearly Almost Roughly Some In On At By For From To With As It He She They We I You This That These Those But And So If When While After Before Since"
        " Because Although Not No Yes Its His Her Their Our My Your Who What Where Why How There Here One Two Three Most Many Some Each"
        " Every According Asked Only Today Now Then Later During Under Over Between Both All Any More Once Until Power Work January February"
        " March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Is"
        " Are Was Were Did Does Do"
    ).split()
)


def _surname(name: str, text: str) -> bool:
    """Whether the last word of a two-word name also stands alone as the subject of a sentence."""
    first, _, last = name.rpartition(" ")
    return (
        last in _acting(text)
        and " " not in first
        and last.isalpha()
        and not _is_word(last.lower())
        and not re.fullmatch(ORG_SUFFIX["en"], last)
    )


@lru_cache(1 << 14)
def _is_word(lowered: str) -> bool:
    """Whether a dictionary knows it."""
    return simplemma.is_known(lowered, "en")


_ACTING = re.compile(
    r"(?:^|[.!?] |\n)([A-Z][a-z\w'’-]+) (?:[a-z]+ed|was|is|had|has|left|became|went|said)\b"
)


@lru_cache(maxsize=4)
def _acting(text: str) -> frozenset[str]:
    """The single words that open a sentence as its subject."""
    return frozenset(_ACTING.findall(text))


_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+"
_BY = re.compile(
    rf"\b(?:founded|designed|built|written|led|invented|discovered|chaired|painted|composed|directed|opened|owned|proved|named)\b(?: (?:in|on) [\w ]{{4,20}})? by (?P<a>{_NAME})(?: and (?P<b>{_NAME}))?"
)
_BORN = re.compile(rf"\b(?P<a>{_NAME}) (?:was born|died|married|retired|grew up|studied)\b")


def _makers(text: str) -> set[str]:
    """Full names that founded, wrote or were born: people, unless they end like an organisation."""
    found = {m[g] for m in _BY.finditer(text) for g in ("a", "b") if m[g]}
    found |= {m["a"] for m in _BORN.finditer(text)}
    return {name for name in found if not re.fullmatch(ORG_SUFFIX["en"], name.rsplit(" ", 1)[-1])}


_SPOKE = re.compile(
    rf"\b(?:{SAYING['en']}) (?P<a>{_NAME})(?=,|\.|$)|\b(?:{TITLES.pattern}) (?P<b>{_NAME})", re.M
)
_IS_SOMEBODY = re.compile(
    rf"\b(?P<a>{_NAME}) (?:is|was) an? (?:[\w-]+ )?[a-z]+(?:er|or|ist|ian|man|woman)\b[^.\n]*\. (?:He|She)\b"
)
_LABEL = re.compile(r"^([A-Z][\w’'-]+): ", re.M)


def _spoken_of(text: str) -> set[str]:
    """Full names that speak, bear a title, are told of by he or she, or have turns in a talk."""
    found = {m[g] for m in _SPOKE.finditer(text) for g in ("a", "b") if m[g]}
    found |= {m["a"] for m in _IS_SOMEBODY.finditer(text)}
    for label, count in Counter(_LABEL.findall(text)).items():
        if count > 1:
            found |= set(re.findall(rf"\b[A-Z][\w’'-]+ {re.escape(label)}\b", text))
    return {
        name
        for name in found
        if name.split(" ")[0] not in _SENTENCE_STARTERS
        and not re.fullmatch(ORG_SUFFIX["en"], name.rsplit(" ", 1)[-1])
    }


_COMPANIES = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)(?:, (?:a|an|the) (?:[\w-]+ ){0,4}?(?:company|firm|maker|manufacturer|producer|publisher|start-?up|operator|supplier|brewery|bank)\b| employs\b| (?:is|was) (?:a|an|the) (?:[\w-]+ ){0,3}?(?:company|firm|manufacturer|start-?up)\b| (?:had|has) [\d,]+ employees)|chief executive of (?P<b>[A-Z][\w'’-]+)"
)
_SECTION = re.compile(
    r"\d|^(?:Season|Chapter|Section|Part|Version|Article|Act|Series|Volume|Book)\b"
)
_LOCATED = re.compile(
    r"\b(?:in|near|in the(?= (?:United|Netherlands|Philippines|Bahamas|Czech|Dominican|[A-Z]\w+ (?:Islands|Mountains|Republic|Kingdom|Desert|Valley)))|(?:town|city|village|island|port|province|county|region|state|district|capital|river|valley) of) (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)


def _places(text: str) -> set[str]:
    """Names that something is in: In 1950 is no place, nor is a month."""
    found = {m["name"] for m in _LOCATED.finditer(text)} - _SENTENCE_STARTERS
    return {name for name in found if not _SECTION.search(name)}


def english_names(text: str) -> dict[str, Kind]:
    """Every name of `text` with its kind; `latin` where nothing tells what it names."""
    kinds: dict[str, Kind] = {}
    people = set()
    for match in re.finditer(
        rf"(?:\b{ROLES['en']},? (?:of [^,.]{{3,60}}, )?)([A-Z][\w'’-]+(?: (?:[a-z]{{2,3}} )?[A-Z][\w'’-]+)+)|\b([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+), (?:who\b|aged |born |(?:the |its |an? )?{ROLES['en']})",
        text,
    ):
        people.add(match[1] or match[2])
    people |= set(re.findall(rf"\b([A-Z][\w'’-]+ [A-Z][\w'’-]+) (?:{SAYING['en']})\b", text))
    people |= set(re.findall(r"^([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}): ", text, re.M))
    people |= _makers(text) | _spoken_of(text)
    places = _places(text)
    companies = {m["name"] or m["b"] for m in _COMPANIES.finditer(text)} - _SENTENCE_STARTERS
    people |= {
        name
        for m in _CAPITALS.finditer(text)
        if _surname(name := m[0], text) and name.count(" ") == 1
    }
    for match in _CAPITALS.finditer(text):
        words = match[0].split(" ")
        while words and (
            words[0] in _SENTENCE_STARTERS or (TITLES.fullmatch(words[0]) and words[2:])
        ):
            words = words[1:]
        if match := _ABOUT.match(" ".join(words)):
            words = " ".join(words)[match.end() :].split(" ")
        name = " ".join(words).removesuffix("'s").removesuffix("’s")
        if len(name) < 3 or name.isdigit() or not name[0].isupper() or name in _SENTENCE_STARTERS:
            continue
        if " " not in name and _is_word(name.lower()):
            continue  # an ordinary word that begins a sentence or a heading
        last = name.split(" ")[-1]
        if (
            name in people
            or (" " in name and _surname(name, text))
            or any(name == p.split(" ")[-1] for p in people)
        ):
            kinds[name] = "person"
        elif re.fullmatch(ORG_SUFFIX["en"], last) or name in companies:
            kinds[name] = "organization"
        elif name in places:
            kinds[name] = "location"
        else:
            kinds.setdefault(name, "latin")
    return kinds
