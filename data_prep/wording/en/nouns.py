"""Noun phrases: their number, and how they are written within a sentence."""

import re

import simplemma

FUNCTION = frozenset(
    "in on at by since until from before after during to with for of about over under than least most as into near through as within"
    " between across along against among the a an nearly almost only just around roughly approximately some exactly up well behind outside"
    " off above below upon toward towards without per because that order because".split()
)  # fmt: skip


_SINGULAR_S = re.compile(
    r"(?:ss|us|is|news|series|species|physics|mathematics|economics|politics|athletics)$"
)


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase takes a plural verb, as far as its words tell."""
    words = phrase.split()
    core: list[str] = []
    for i, word in enumerate(words):
        if i and word.lower() in FUNCTION - {"the", "a", "an"} | {"that", "who", "which"}:
            break
        core.append(word.strip(",;"))
    if re.search(r"\b(?:and)\b", " ".join(core)) and not re.match(r"(?:a|an) ", phrase):
        return True
    head = core[-1] if core else ""
    if head[:1].isupper() and not re.match(r"(?:the )?\d", phrase):
        return False
    return head in ("people", "police", "children", "women", "men") or (
        head.endswith("s") and not _SINGULAR_S.search(head) and not head.endswith(("'s", "’s"))
    )


LEADING_WORDS = (
    "In", "On", "At", "By", "Since", "From", "During", "After", "For", "Until", "Before", "Every", "Each",
)  # fmt: skip
"""Words that begin a phrase of time or place in front of a sentence."""


def lower_first(text: str) -> str:
    """A sentence-initial phrase as it stands inside a sentence: The bridge → the bridge."""
    first, _, rest = text.partition(" ")
    if first in (
        "The",
        "A",
        "An",
        *LEADING_WORDS,
        "About",
        "More",
        "Some",
    ):
        return first.lower() + text[len(first) :]
    if (
        first[:1].isupper()
        and first[1:].islower()
        and rest[:1].islower()
        and rest.split(" ")[0] not in ("and", "of", "the", "for", "de", "to")
        and simplemma.is_known(first.lower(), "en")
    ):
        return first.lower() + text[len(first) :]
    return text


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
