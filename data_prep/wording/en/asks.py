"""The interrogative phrase of a view, in the forms that English has for it."""

import re
from dataclasses import dataclass

from data_prep.facts.verbs import base
from data_prep.wording.en.view import View

_WHERE = frozenset("in at on near".split())
_WHEN = frozenset("in on at".split())


@dataclass(frozen=True, slots=True)
class Ask:
    """`front` opens a question and ends before the auxiliary; `strand` is the preposition left at the end."""

    front: str
    strand: str = ""


def asks(v: View) -> list[Ask]:
    """The ways to ask for the answer in front, the plainest first; [] where it can't be moved there."""
    frame = v.frame
    preposition, qualifier = v.preposition, v.qualifier
    if frame.form == "time":
        return _times(v, preposition, qualifier)
    if frame.form == "action" and v.lead.lower() == "to":
        return [Ask("what", "to do")]
    if frame.form == "number" and v.modifier.endswith(" for") and not v.rest and not v.preposition:
        return [Ask(_number(v), v.modifier)]  # how many passengers does it have room for?
    if frame.form == "number" and v.modifier:
        return [
            Ask(" ".join(x for x in (preposition, v.modifier, v.qualifier, frame.ask, v.head) if x))
        ]
    if frame.form == "number":
        many = _number(v)
        if preposition == "for" and frame.ask == "how long" and not v.qualifier:
            return [Ask(many), Ask(f"for {many}")]
        if preposition:
            pied = Ask(f"{preposition} {many}")
            return [pied] if v.rest else [pied, Ask(many, preposition)]
        return [Ask(many)]
    if (frame.form == "place" and preposition in _WHERE) or frame.ask == "where" or learns(v):
        out = [Ask("where")]
        if learns(v):
            out.append(Ask(f"{preposition} which institution"))
        elif frame.ask not in ("where", "which place") and preposition:
            out.append(Ask(f"{preposition} {frame.ask}"))
        return out
    if frame.ask == "which place" and preposition in ("to", "from"):
        return [Ask("where" if preposition == "to" else "from where")]
    ask = frame.ask
    if preposition == "by" and not v.verb.passive:
        return []  # a play by somebody: by whom the season opens is another question
    if preposition:
        whom = "whom" if ask == "who" else ask
        pied, stranded = Ask(f"{preposition} {whom}"), Ask(ask, preposition)
        return [pied] if v.rest else [stranded, pied]  # who … founded in 1936 by: nobody says
    if v.modifier and not _article(v.modifier) and not frame.ask.startswith("which"):
        return []
    return [Ask(ask)]


_LEARNS = frozenset("study teach train work graduate lecture learn".split())


def learns(v: View) -> bool:
    """Whether a thing of no known class is where somebody works or learns: nobody asks at what."""
    return v.frame.ask == "what" and v.preposition in _WHERE and base(v.verb.main or "") in _LEARNS


def _article(text: str) -> bool:
    return text.lower() in ("the", "a", "an")


def _times(v: View, preposition: str, qualifier: str) -> list[Ask]:
    ask = v.frame.ask
    if ask == "when":
        return [Ask("when"), Ask("during which years")] if _years(v) else [Ask("when")]
    if preposition in ("since", "until", "by"):
        return [Ask(f"{preposition} {ask}"), Ask(f"{preposition} when")]
    if preposition == "from":
        return [Ask("from when"), Ask(f"from {ask}")]
    if preposition in _WHEN:
        inside = f"{preposition} {qualifier} {ask}".replace("  ", " ")
        return [Ask("when" if not ask.endswith("time") else inside), Ask(inside)]
    return [Ask(f"{preposition} {ask}".strip())]


def _years(v: View) -> bool:
    """Whether the answer is a period of years: from 1924 to 1928."""
    return bool(re.fullmatch(r"(?:from|between) \d{4} (?:to|and|until) \d{4}", v.answer))


def _number(v: View) -> str:
    """more than how many people; what percentage of the shares."""
    ask = v.frame.ask
    text = f"{v.qualifier} {ask}".strip()
    return f"{text} {v.head}" if v.head and not text.endswith(f" {v.head}") else text


def in_situ(v: View) -> str:
    """The interrogative where the answer stood, with all that opened and closed its phrase."""
    frame = v.frame
    lead = v.lead
    if frame.form == "action" and lead.lower() == "to":
        return "to do what"
    if frame.form == "number" or frame.ask.startswith("which"):
        if _article(lead.split(" ")[-1]) if lead else False:
            lead = lead.rsplit(" ", 1)[0] if " " in lead else ""
    elif lead and _article(lead.split(" ")[-1]):
        lead = " ".join(lead.split(" ")[:-1])
    if learns(v) or frame.ask == "which place":
        return "where" if v.preposition in (*_WHERE, "to") else f"{v.preposition} where"
    ask = frame.ask
    if ask.startswith("which ") and frame.form != "time":
        lead = v.preposition
    if v.preposition and (
        ask == "who" or (ask == "what" and v.preposition == "by" and not v.verb.passive)
    ):
        ask = "whom"
    if frame.form == "place" and ask == "where":
        lead = ""
    head = "" if ask.endswith(f" {v.head}") else v.head
    return " ".join(x for x in (_small(lead, v), ask, head) if x)


def _small(lead: str, v: View) -> str:
    return lead[:1].lower() + lead[1:] if v.front_asked and lead else lead


def blank(v: View) -> str:
    """The answer's phrase with a gap."""
    return " ".join(x for x in (_small(v.lead, v), "____", v.head) if x)


_INDEFINITE = {"person": "somebody", "noun": "something", "place": "somewhere"}


def indefinite(v: View) -> tuple[str, str] | None:
    """(what stands for the answer in a statement, the short question behind it); None where nothing fits."""
    frame = v.frame
    if frame.form == "number" or (v.modifier and not _article(v.modifier)):
        return None
    if frame.form == "time":
        if frame.ask == "when":
            return "", "When"
        return "", f"{v.preposition.capitalize()} {frame.ask}".strip() if v.preposition else "When"
    if frame.form == "action":
        return "to do something", "What"
    if frame.form == "place":
        if frame.ask == "where" or v.preposition in _WHERE:
            return "", "Where"
        if frame.ask == "which place":
            return None
        return None
    if learns(v):
        return "", "Where"
    if frame.ask.startswith("which "):
        noun = frame.ask.removeprefix("which ")
        return f"{v.preposition} {article(noun)} {noun}".strip(), "Which one"
    if frame.ask in ("who", "what"):
        if v.preposition == "by" or (
            frame.ask == "who" and v.preposition
        ):  # nobody says: found by somebody. Who?
            return None
        word = "somebody" if frame.ask == "who" else "something"
        return f"{v.preposition} {word}".strip(), frame.ask.capitalize()
    return None


def article(noun: str) -> str:
    """a or an, by the letter."""
    return "an" if re.match(r"[aeio]|u(?!ni|se)", noun) else "a"
