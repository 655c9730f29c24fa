"""Who says so: the speaker of a fact kept in its wordings."""

import re
from collections.abc import Iterator

from data_prep.frame import Frame
from data_prep.wording.en.lexicon import SAYS
from data_prep.wording.en.lines import Shape, small
from data_prep.wording.en.nouns import upper_first

_SAID_THAT = re.compile(r"^(?P<who>.+?) (?P<verb>\w+)(?: out)? that $")


_SECOND_HAND = frozenset(["explained", "wondered"])
"""Shapes that a speaker would make say too much."""
_PLAIN = frozenset(
    "fronted fronted_other in_place cleft passive active then_asked share sum".split()
)
"""Questions that a speaker may stand in front of; behind a request he stands last."""


def attributed(frame: Frame, made: Iterator[Shape]) -> Iterator[Shape]:
    """The shapes with the speaker kept: according to X in front or behind."""
    if not frame.said:
        yield from made
        return
    by = account(frame.said)
    for number, (shape, text) in enumerate(made):
        if not by:
            if shape == "in_place":
                yield shape, f"{frame.said}{small(text)}"
            elif shape in ("fronted", "embedded"):
                yield shape, f"{frame.said.removesuffix(' that ')} something: {small(text)}"
            continue
        if "“" in text:  # what is missing is missing in what somebody said
            opening, _, quoted = text.partition("“")
            yield shape, f"{opening}“{upper_first(by)}, {small(quoted)}"
            continue
        if shape.startswith("unfinished"):
            opening, _, rest = text.partition(": ")
            yield shape, f"{opening}: {upper_first(by)}, {small(rest)}"
            continue
        if not text or shape in _SECOND_HAND:
            continue
        body, mark = text[:-1].rstrip(), text[-1:]
        multiple = re.search(r"[.?:] ", text)
        if (multiple and shape != "figure") or (number % 2 and shape in _PLAIN):
            yield shape, f"{upper_first(by)}, {small(text)}"
        else:
            yield shape, f"{body}, {by}{mark}"


def account(said: str) -> str:
    """ "Pemblow said that " → "according to Pemblow"; "" where the verb is more than saying."""
    if said.startswith("According to "):
        return said[0].lower() + said[1:].rstrip(", ")
    match = _SAID_THAT.match(said)
    if match and match["verb"] in SAYS:
        who = match["who"]
        return f"according to {who[0].lower() + who[1:] if re.match('(?:The|An?) ', who) else who}"
    return ""
