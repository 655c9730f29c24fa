"""The names of an English document, found by capitals, roles and apposition."""

import re

import simplemma

from data_prep.facts.tables import ORG_SUFFIX, ROLES, SAYING
from data_prep.facts.tokens import Kind

_CAPITALS = re.compile(
    r"(?:[A-Z][\w'’&-]*|\d+(?:\.\d+)*)(?:(?: (?:of the|of|de|van|von|and the|for) (?=[A-Z])| )(?:[A-Z][\w'’&-]*|\d+(?:\.\d+)*(?![\w%]| (?:percent|per cent|million|billion))))*"
)
_SENTENCE_STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "To",
        "With",
        "As",
        "It",
        "He",
        "She",
        "They",
        "We",
        "I",
        "You",
        "This",
        "That",
        "These",
        "Those",
        "But",
        "And",
        "So",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "Since",
        "Because",
        "Although",
        "Not",
        "No",
        "Yes",
        "Its",
        "His",
        "Her",
        "Their",
        "Our",
        "My",
        "Your",
        "Who",
        "What",
        "Where",
        "Why",
        "How",
        "There",
        "Here",
        "One",
        "Two",
        "Three",
        "Most",
        "Many",
        "Some",
        "Each",
        "Every",
        "According",
        "Asked",
        "Only",
        "Today",
        "Now",
        "Then",
        "Later",
        "During",
        "Under",
        "Over",
        "Between",
        "Both",
        "All",
        "Any",
        "More",
        "Once",
        "Until",
        "Power",
        "Work",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Is",
        "Are",
        "Was",
        "Were",
        "Did",
        "Does",
        "Do",
    ]
)


def _surname(name: str, text: str) -> bool:
    """Whether the last word of a two-word name also stands alone as the subject of a sentence."""
    first, _, last = name.rpartition(" ")
    if (
        " " in first
        or not last.isalpha()
        or simplemma.is_known(last.lower(), "en")
        or re.fullmatch(ORG_SUFFIX["en"], last)
    ):
        return False
    return bool(
        re.search(
            rf"(?:^|[.!?] |\n){last} (?:[a-z]+ed|was|is|had|has|left|became|went|said)\b", text
        )
    )


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
    for match in _CAPITALS.finditer(text):
        words = match[0].split(" ")
        while words and words[0] in _SENTENCE_STARTERS:
            words = words[1:]
        name = " ".join(words).removesuffix("'s").removesuffix("’s")
        if len(name) < 3 or name.isdigit() or not name[0].isupper() or name in _SENTENCE_STARTERS:
            continue
        if " " not in name and simplemma.is_known(name.lower(), "en"):
            continue  # an ordinary word that begins a sentence or a heading
        last = name.split(" ")[-1]
        if (
            name in people
            or (" " in name and _surname(name, text))
            or any(name == p.split(" ")[-1] for p in people)
        ):
            kinds[name] = "person"
        elif re.fullmatch(ORG_SUFFIX["en"], last):
            kinds[name] = "organization"
        else:
            kinds.setdefault(name, "latin")
    return kinds
