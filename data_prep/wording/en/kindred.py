"""What the subject of a view is, as far as its words and the document tell: a person, a thing, one of a class."""

import re

from data_prep.facts.verbs import base
from data_prep.wording.en.nouns import is_plural
from data_prep.wording.en.view import View

_THING = re.compile(
    r"^the |\b(?:University|Museum|Observatory|Bridge|Festival|School|College|Hospital|Library|Ferries|Systems|Works|Group|Institute|Academy|Polytechnic"
    r"|Conservatory|Conference|Company|Bank|Tunnel|Cathedral|Church|Park|Reserve|Foundation|Journal|Lake|River|Harbour|Ltd|Inc)\b|\d"
)
_HUMAN_VERBS = frozenset("bear die study marry retire graduate teach".split())
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Professor|Sir|Dame|Count|King|Queen|Mayor)\b")


def is_person(v: View) -> bool:
    """Whether the subject is surely a person: its kind, a title, or what only people do."""
    subject = v.subject
    if subject.startswith(("the ", "a ", "an ")) or _THING.search(subject) or is_plural(subject):
        return False
    if subject in v.frame.asks:
        return v.frame.asks[subject] == "who"
    passive_born = base(v.verb.main or "") in _HUMAN_VERBS
    return bool(_TITLED.match(subject)) or (passive_born and subject[:1].isupper())


def is_thing(v: View) -> bool:
    """Whether which and it can stand for the subject: surely no person."""
    if is_person(v) or _of_somebody(v.subject):
        return False
    ask = v.frame.asks.get(v.subject.removeprefix("the "), "")
    return v.plural or (ask != "who" and (bool(ask) or bool(_THING.search(v.subject))))


def _of_somebody(subject: str) -> bool:
    """Ilda Farrow’s father may be a person, and so may the keeper of the light."""
    return bool(re.search(r"[’']s?\b (?!book|work|price|product)[a-z]", subject)) or bool(
        re.match(
            r"the (?:[a-z-]+ ){0,2}(?:[a-z]+(?:er|or|ist|ian|man|woman)|chief|head)\b", subject
        )
    )


def class_of(v: View) -> str:
    """The noun of the class that the subject belongs to (company, bridge), or ""."""
    ask = v.frame.asks.get(v.subject.removeprefix("the "), "")
    noun = ask.removeprefix("which ") if ask.startswith("which ") else ""
    return "" if noun in ("organisation", "place") else noun
