"""Small pieces of English lines that all shapes share."""

import re

from data_prep.facts.verbs import tense
from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.view import View

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


_OPENING = frozenset(
    "Who What Which Where When Why How In On At By To For From Since Until With Name State Could Tell The A An About More Can Give Is Was Please"
    " Nearly Under Over Of Explain As Put Something Somebody Number Year Date Place There It Because Every During Before After Up Into Describe"
    " Say Complete Roughly Written".split()
)


def small(text: str) -> str:
    """A sentence as it stands behind another's beginning: The bridge → the bridge."""
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first.strip(",:") in _OPENING else text
