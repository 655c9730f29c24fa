"""What the subject of a view is, as far as its words and the document tell: a person, a thing, one of a class."""

import re

from data_prep.facts.verbs import base
from data_prep.frame import Frame
from data_prep.wording.en.nouns import is_plural
from data_prep.wording.en.view import View

_THING = re.compile(
    r"^the |\b(?:University|Museum|Observatory|Bridge|Festival|School|College|Hospital|Library|Ferries|Systems|Works|Group|Institute|Academy|Polytechnic"
    r"|Conservatory|Conference|Company|Bank|Tunnel|Cathedral|Church|Park|Reserve|Foundation|Journal|Lake|River|Harbour|Ltd|Inc)\b|\d"
)
_HUMAN_VERBS = frozenset("bear die study marry retire graduate teach".split())
_MADE = frozenset(
    "found establish build construct launch release publish complete open design install make produce download acquire merge demolish rebuild".split()
)
_OF_FIRMS = frozenset("employ manufacture belong cost weigh contain consist".split())
"""Verbs whose subject is no person: in the passive, and in the active."""
_FIRM_WORD = re.compile(
    r"\b(?:Offshore|Marine|Energy|Power|Robotics|Instruments|Pumps|Roofing|Transit|Code|Software|Media|Press|Studios?|Foods|Airlines?|Airways|Logistics"
    r"|Partners|Capital|Holdings?|Solutions|Services|Trust|Engineering|Electric|Steel|Chemicals|Pharma|Foundation|Agency)$"
)
"""The last word of a firm that may look like a person’s surname."""
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Professor|Sir|Dame|Count|King|Queen|Mayor|Bishop|Captain|President|Prince|Princess|Emperor|Pope|Lord|Lady)\b"
)


def is_person(v: View) -> bool:
    """Whether the subject is surely a person: its kind, a title, or what only people do."""
    subject = v.subject
    if subject.startswith(("the ", "a ", "an ")) or _THING.search(subject) or is_plural(subject):
        return False
    if v.frame.asks.get(subject) == "who":
        return named_person(v.frame, subject)
    passive_born = base(v.verb.main or "") in _HUMAN_VERBS
    return bool(_TITLED.match(subject)) or (passive_born and subject[:1].isupper())


def named_person(frame: Frame, name: str) -> bool:
    """Whether a name is surely a person’s. A single word may be a firm that the document says little of, but
    not where the document has it behind another name: Farrow, of Ilda Farrow."""
    if " and " in name:
        return all(named_person(frame, one) for one in name.split(" and "))
    if _TITLED.match(name) and frame.ask in ("who", "what"):
        return True
    if frame.asks.get(name) != "who" or _FIRM_WORD.search(name):
        return False
    longer = [other for other in frame.names.get(name, ()) if other.endswith(f" {name}")]
    return " " in name or bool(longer)


def is_thing(v: View) -> bool:
    """Whether which and it can stand for the subject: surely no person."""
    if is_person(v) or _of_somebody(v.subject):
        return False
    ask = v.frame.asks.get(v.subject.removeprefix("the "), "")
    if v.plural or (ask.startswith("which ") or bool(_THING.search(v.subject))):
        return True
    lemma = base(v.verb.main or "")
    return lemma in (_MADE if v.verb.passive else _OF_FIRMS)


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
    return "" if noun == "organisation" else noun
