"""How a phrase with a preposition is asked for: when, where, by whom, in what."""

import re
from collections.abc import Sequence

from data_prep.facts import english_asking as asking
from data_prep.facts.english_asking import Asking
from data_prep.facts.english_parts import Item
from data_prep.facts.english_pieces import Piece, dangles
from data_prep.facts.english_telling import (
    MAX_ANSWER_WORDS,
    names_all,
    numbers_joined,
    placed,
    telling,
)
from data_prep.facts.english_words import Word

_TRADE = re.compile(r"[a-z]+(?:er|or|ist|ian|eer|man|woman)$")


def _somebody_by_trade(inside: Sequence[Word]) -> bool:
    """the brewer Joseph Crane: whom one asks for with who, be it a firm."""
    return len(inside) > 1 and inside[-1].kind is not None and bool(_TRADE.match(inside[-2].text))


_BESIDE = frozenset("near outside above below off along across".split())
"""Prepositions that are part of the place: near Exford, not in it."""


def phrase_asked(
    piece: Piece, item: Item, passive: bool, copula: bool, whole: bool
) -> Asking | None:
    offset = item.inner - item.start
    inside = list(piece.words[offset:])
    noun = item.noun
    if not inside or noun is None:
        return None
    if made := asking.time_asked(item.opener, inside, list(piece.words), offset, 0):
        if piece.words[0].lower in ("and", "or"):
            return None
        return made
    before = noun.core - noun.start  # a hall that was built in 1783 is no time
    cut = len(inside) > before and inside[before].tag != "PRF"
    if _when_words(item.opener, inside[:before] if cut else inside):
        return None
    place = placed(noun, item.start)
    if item.opener in ("from", "between") and any(w.lower in ("to", "and") for w in inside):
        return None
    if made := asking.number_asked(list(piece.words), place):
        unitless = made.ask == "how many" and made.end == len(piece.words)
        return None if unitless or numbers_joined(piece.words[made.end :]) else made
    start = offset + (inside[0].lower == "the")
    name = piece.words[start] if start < len(piece.words) else None
    if name is None:
        return None
    agent = passive and item.opener == "by"
    if copula and not asking.is_place_opener(item.opener):
        return None
    if name.kind is not None and len(piece.words) == start + 1:
        if item.opener in ("during", "after", "before", "since", "until"):
            return None
        bare = item.opener == "in" and name.kind == "latin" and start == offset
        located = name.kind == "location" and item.opener != "on"
        place = asking.is_place_opener(item.opener) and (
            located or bare or asking.is_place(name.text)
        )
        form, ask, what, kind = asking.name_asked(name, name.text, place and not agent)
        if (
            item.opener in ("to", "from", "into", "with", "for", "as", "of", "by")
            and form == "place"
            and name.kind != "location"
        ):
            form, ask, what, kind = "noun", "what", "thing", "organization"
        if agent and ask == "what":
            form, ask, what, kind = "person", "who", "maker", "organization"
        if form == "place" and item.opener in _BESIDE:
            return Asking(0, start + 1, "place", "where", "place", kind, 3)
        return Asking(start, start + 1, form, ask, what, kind, 3)
    if item.opener in ("than", "as", "like", "such as", "of", "without", "because of", "due to"):
        if item.opener in ("because of", "due to") and not dangles(inside):
            return Asking(offset, len(piece.words), "reason", "why", "reason", "reason", 3)
        return None
    if agent and names_all(inside):
        people = all(w.kind == "person" for w in inside if w.kind is not None)
        what, kind = ("people", "person_role") if people else ("maker", "organization")
        return Asking(offset, len(piece.words), "person", "who", what, kind, 3)
    if dangles(inside) or len(inside) > MAX_ANSWER_WORDS or not telling(inside):
        return None
    if agent and _somebody_by_trade(inside):
        return Asking(offset, len(piece.words), "person", "who", "maker", "person_role", 3)
    if (
        asking.is_place_opener(item.opener)
        and item.opener in ("in", "at", "on", "near")
        and asking.is_place(" ".join(w.text for w in inside[: noun.core - noun.start]))
    ):
        return Asking(0, len(piece.words), "place", "where", "place", "location", 2)
    if agent and not whole:
        return None  # by the explorer, …: the name is behind the comma
    if agent and asking.is_human(" ".join(w.text for w in inside)):
        return Asking(offset, len(piece.words), "person", "who", "person", "person_role", 2)
    if agent:
        return Asking(offset, len(piece.words), "noun", "what", "thing", "event", 2)
    return None


def _when_words(opener: str, inside: list[Word]) -> bool:
    return asking.is_time(opener, inside)
