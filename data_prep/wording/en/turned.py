"""A fact turned round: its subject is what is asked for, by who, which or what."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data_prep.facts.verbs import base
from data_prep.frame import Form, Frame, Framed, Part
from data_prep.wording.en.complements import is_role
from data_prep.wording.en.kindred import named_person
from data_prep.wording.en.nouns import FUNCTION
from data_prep.wording.en.plain import phrase
from data_prep.wording.en.verb_group import split_verb
from data_prep.wording.en.view import View

PLACE_OF = re.compile(
    r"the (?P<noun>island|town|village|city|county|province|port|state|region|district|republic|kingdom) of (?P<name>[A-Z][\w’-]*(?: [A-Z][\w’-]*)*)"
)
"""The island of Corren: Corren, of the islands."""
CLASSED = re.compile(
    r"the (?P<noun>[a-z]+(?: (?!(?:of|in|at|for|to|from|on|near|by|with|over|under)\b)[a-z]+)?) (?P<name>[A-Z][\w’-]*(?: [A-Z\d][\w’-]*){0,3})"
)
"""The app Tramly, the herring boat Hesketine."""


def describes(v: View) -> bool:
    return (
        v.verb.copula
        and v.verb.aux in ("is", "was")
        and not v.verb.early
        and not v.rest
        and not v.front
        and v.frame.form == "noun"
        and phrase(v).startswith(
            ("a ", "an ") if v.subject[:1].isupper() else ("a ", "an ", "the ")
        )
    )


def _class_said(views: Sequence[View]) -> str:
    """The class that a description among the views gives: port city; person for a role; or ""."""
    for w in views:
        if not describes(w):
            continue
        if is_role(w.answer):
            return "person"
        words = _until_participle(phrase(w).split()[1:])
        head = next(
            (i for i, x in enumerate(words) if x in FUNCTION | {"that", "which", "who"}), len(words)
        )
        noun = " ".join(words[:head])
        if 0 < head <= 3 and noun.islower() and words[head - 1].isalpha():
            return noun
    return ""


_PARTICIPLES = frozenset(
    "made built run held born known kept led sold found written grown set".split()
)


def _until_participle(words: list[str]) -> list[str]:
    """a camera drone made by …: what follows the class."""
    end = (i for i, word in enumerate(words) if i and (word.endswith("ed") or word in _PARTICIPLES))
    return words[: next(end, len(words))]


def turned(found: Framed, name: str, ask: str, form: Form) -> Framed:
    """The fact with its subject as what is asked for."""
    frame = found.frame
    at = [part.role for part in frame.parts].index("subject")
    text = frame.parts[at].text.strip(" ,")
    article_part = text[: len(text) - len(name)]
    gap = frame.parts[at].text[: frame.parts[at].text.index(text)]
    parts = list(frame.parts[:at])
    if article_part:
        parts.append(Part("modifier", gap + article_part))
    elif gap and parts:
        parts[-1] = Part(parts[-1].role, parts[-1].text + gap)
    target = len(parts)
    parts += [Part("subject", name), *frame.parts[at + 1 :]]
    sure = form == "person" or ask.startswith("which ")
    asks = {**frame.asks, name: ask} if sure else {k: a for k, a in frame.asks.items() if k != name}
    noun = ask.removeprefix("which ")
    names = {name: frame.names.get(name, ())}
    turned = Frame("en", frame.said, tuple(parts), target, form, ask, noun, "", names, asks)
    fact = replace(found.fact, object=name, aliases=list(frame.names.get(name, ())))
    return Framed(fact, turned)


_CLASSES = re.compile(
    r"\b(?P<noun>University|Museum|Observatory|Bridge|Festival|Telescope|School|College|Hospital|Library|Church|Bank|Institute|Academy|Company"
    r"|Tunnel|Viaduct|Mill|Priory|Abbey|Castle|Theatre|Station|Airport|Cathedral|Reserve|Park|Lake|River|Conservatory|Foundation)\b"
)
_HUMAN_VERBS = frozenset("bear die marry study retire write invent teach graduate".split())
_DONE_BY_PEOPLE = frozenset(
    "elect appoint decide vote approve agree propose adopt hire plan intend pay order fund buy sell invest".split()
)
_DONE_BY_SOMEBODY = frozenset(
    "acquire buy purchase build develop design operate own employ sell publish produce manufacture found establish finance fund invest launch plan"
    " intend generate open organise organize discover present introduce propose estimate appoint elect hire win receive supply close grant process offer export import provide serve train award host run make sign vote approve order describe compose paint pay illustrate".split()
)


def asks_subject(name: str, frame: Frame, v: View, views: Sequence[View]) -> tuple[str, Form]:
    """(interrogative, form) for the subject: who, which bridge, what."""
    lemma = base(v.verb.main or "be")
    titled = any(n.startswith(("Mr ", "Ms ", "Dr ")) for n in frame.names.get(name, ()))
    if match := CLASSED.fullmatch(v.subject) or PLACE_OF.fullmatch(v.subject):
        return f"which {match['noun']}", "noun"
    if name.startswith(("The ", "A ", "An ")):
        return ("who" if lemma in _DONE_BY_PEOPLE and not v.verb.passive else "what"), "noun"
    post = v.verb.copula and any(is_role(text) for text in v.rest)
    if (
        post
        or frame.noun == "position"
        or lemma in _HUMAN_VERBS
        or titled
        or named_person(frame, name)
    ):
        return "who", "person"
    said = _class_said([v, *views])
    if said:
        return ("who", "person") if said == "person" else (f"which {said}", "noun")
    match = next(reversed(list(_CLASSES.finditer(name.split(" of ")[0]))), None)
    if match and " " in name:
        return f"which {match['noun'].lower()}", "noun"
    ask = frame.asks.get(name, "")
    if ask.startswith("which ") and ask not in ("which place", "which organisation"):
        return ask, "noun"
    verb = next(part.text for part in frame.parts if part.role == "verb")
    group = split_verb(verb.strip())
    if not group.passive and lemma in _DONE_BY_SOMEBODY:
        return "who", "noun"
    if ask == "which place":
        return "which place", "noun"
    if lemma == "have" and (kind := _OF_A_FIRM.search(frame.text)):
        return ("which organisation" if kind["staff"] else "which company"), "noun"
    if (
        v.subject.startswith("the ")
        or (group.passive and lemma in _MADE)
        or lemma in _OF_THINGS
        or re.search(r"\d", name)
    ):
        return "what", "noun"
    return "who or what", "noun"


_OF_THINGS = frozenset(
    "lie stand cost weigh measure contain belong hold run last rest go come consist".split()
)
"""What people are not asked of."""
_OF_A_FIRM = re.compile(
    r"\b(?:(?P<staff>employees|staff|workers)|headquarters|head office|subsidiar(?:y|ies))\b"
)
"""What an organisation or a company has."""
_MADE = frozenset(
    "found establish build construct launch open publish release complete make develop design install download operate".split()
)
