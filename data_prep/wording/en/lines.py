"""Small pieces of English lines that all shapes share."""

import re

from data_prep.facts.verbs import base, tense
from data_prep.wording.en.view import View, upper_first

Shape = tuple[str, str]


def tidy(text: str) -> str:
    """One space between words, none before a mark, a capital in front."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r" (?=[,.?!;:])", "", text)
    text = re.sub(r",(?=[,.?!])", "", text)
    return upper_first(text)


# --- who says so


def line(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def leads(v: View) -> str:
    return "".join(f"{text}, " for text in v.front)


def others(v: View) -> str:
    """The constituents besides the answer's, and the leads behind them."""
    return line(
        *v.rest,
        *(
            text[0].lower() + text[1:] if text.split(" ")[0] in OPENERS else text
            for text in v.front
        ),
    )


OPENERS = frozenset(
    "According In On At By Since From During After For Until Before Every Each As With Under Between Throughout Within".split()
)


_THING = re.compile(
    r"^the |\b(?:University|Museum|Observatory|Bridge|Festival|School|College|Hospital|Library|Ferries|Systems|Works|Group|Institute|Academy)\b|\d"
)


def a_thing(v: View) -> bool:
    """Whether it or they can stand for the subject: no person, as far as its words tell."""
    return v.plural or (bool(_THING.search(v.subject)) and not person_subject(v))


def person_subject(v: View) -> bool:
    words = v.subject.split()
    if v.subject.startswith(("the ", "a ", "an ")) or _THING.search(v.subject):
        return False
    return (len(words) in (2, 3) and all(w[:1].isupper() for w in words)) or base(v.verb.main or "") in (
        "bear", "die", "study", "marry", "say", "retire", "live", "discover", "invent", "write", "join", "learn", "spend", "teach", "hold", "lead",
    )  # fmt: skip


def is_past(v: View) -> bool:
    word = v.verb.aux or v.verb.main
    return word in ("was", "were", "had", "did") or (
        not v.verb.aux and tense(word, v.plural) == "past"
    )


def modal(v: View) -> bool:
    return v.verb.aux in ("will", "would", "may", "might", "can", "could", "should", "must")


def possessive(name: str) -> str:
    """Farrow → Farrow’s, Varrick Glass Works → Varrick Glass Works’."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"
