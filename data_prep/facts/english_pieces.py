"""A clause as the constituents of a statement."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_prep.facts import english_asking as asking
from data_prep.facts.english_parts import Clause, Item
from data_prep.facts.english_words import Word
from data_prep.frame import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """A constituent; `comma` stands behind it in the statement."""

    role: Role
    words: tuple[Word, ...]
    comma: bool = False
    item: Item | None = None


DROPPED = frozenset(
    "also therefore thus then however later subsequently eventually finally moreover instead too hence today yesterday already nevertheless"
    " consequently furthermore similarly likewise".split()
)
_RELATIVE_NOUNS = re.compile(
    r"^(?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$|^(?:(?:last|this|next|that|the same|the previous|the following|the next) (?:year|month|week|day|night|morning|evening|time|spring|summer|autumn|winter|season))$|\b(?:ago|later|earlier|before)$",
    re.I,
)
PRONOUN = re.compile(
    r"\b(?:he|she|it|they|we|i|you|him|them|us|me|this|these|those|that one|there|here|our|my|your|himself|herself|itself|themselves|such|one another|each other|ours|hers|theirs|someone|somebody|something|everyone|others?|the (?:former|latter|same|two|pair|company|firm|above|following|rest))\b",
    re.I,
)
POSSESSIVE = re.compile(r"\b(?:his|her|its|their)\b", re.I)


def constituents(tagged: list[Word], clause: Clause) -> list[Piece]:
    """The statement's constituents in order; [] when it can't stand."""
    pieces: list[Piece] = []
    for item in clause.leads:
        inside = tagged[item.start : item.end]
        if _relative(inside):
            continue
        if item.kind in ("subordinate", "gerund") or dangles(inside):
            return []
        role: Role = "time" if says_when(item, tagged) else "scene"
        if item.kind == "reason":
            role = "after"
        if pieces and tagged[item.start - 1].text != ",":  # in a trial with the retailer …
            pieces[-1] = replace(pieces[-1], words=(*pieces[-1].words, *inside))
            continue
        pieces.append(Piece(role, tuple(inside), True, item))
    if len(pieces) > 1 and not all(p.role == "time" for p in pieces):
        pieces = [*pieces]
    subject = clause.subject
    pieces.append(Piece("subject", tuple(tagged[subject.start : subject.end])))
    verb = clause.verb
    group = [*clause.borrowed, *tagged[verb.start : verb.end]]
    past = (clause.borrowed or tagged[verb.first :])[0].tag in _PAST
    if past and any(w.lower in _BY_THE_DAY for w in tagged[: verb.end]):
        return []
    pieces.append(Piece("verb", tuple(w for w in group if w.lower not in DROPPED)))
    for item in clause.items:
        inside = tagged[item.start : item.end]
        if item.kind == "adverb":
            if inside and inside[0].lower in DROPPED:
                if past and inside[0].lower in _BY_THE_DAY:
                    return []
                continue
            if inside[0].lower in (
                "as",
                "too",
                "so",
                "more",
                "most",
                "less",
                "rather",
                "not",
                "there",
                "here",
                "when",
                "how",
            ):
                return []
            if inside[0].lower in _COMPASS and pieces[-1].role == "object":
                pieces[-1] = replace(pieces[-1], words=(*pieces[-1].words, *inside))
                continue
            if (
                is_copula(pieces)
                and pieces[-1].role == "object"
                and not asking.dimension(inside[0].lower)
            ):
                return []
            if pieces[-1].role == "verb" and inside[0].lower not in _FOCUSING:
                pieces[-1] = replace(pieces[-1], words=(*pieces[-1].words, *inside))
                continue
            pieces.append(Piece("adverb", tuple(inside), item=item))
            continue
        if inside[0].tag == "EX0" and len(inside) == 1 and group[0].tag == "VVD":
            continue  # she died there on …: true without the place
        if item.kind in ("noun", "phrase") and _relative(inside):
            if past and _deictic(inside):
                return []
            continue
        if item.kind == "phrase" and not says_when(item, tagged) and _complement(pieces):
            last = pieces[-1]  # what something is goes on: a program for small harbours
            pieces[-1] = replace(last, words=(*last.words, *inside))
            continue
        if item.kind == "noun" and inside[0].lower in ("a", "an", "per", "each") and inside[-1].lower in (
            "year", "month", "day", "week", "hour", "night", "second", "minute",
        ) and pieces[-1].role == "object":  # €46,000 a year is one amount  # fmt: skip
            last = pieces[-1]
            pieces[-1] = replace(last, words=(*last.words, *inside))
            continue
        role = _role(item, tagged)
        last = pieces[-1]
        if item.kind in ("phrase", "gerund") and _belongs(pieces, item, clause, inside):
            pieces[-1] = replace(last, words=(*last.words, *inside))
            continue
        if is_copula(pieces) and last.role == "object":
            if item.kind in ("participle", "infinitive"):
                pieces[-1] = replace(last, words=(*last.words, *inside))
                continue
            if item.kind == "noun":
                return []  # a song by a group the Rats: misread
        if (
            item.kind == "adjective"
            and last.role == "object"
            and not _measured(last, inside, clause)
        ):
            return []  # a key intermediate: misread
        if last.role == "adverb" and last.words[-1].lower in _FOCUSING and item.kind == "phrase":
            start = item.start - len(last.words)
            pieces[-1] = Piece(role, (*last.words, *inside), item=replace(item, start=start))
            continue
        if (
            role == "scene"
            and last.role == "scene"
            and last.item is not None
            and last.item in clause.items
        ):
            pieces[-1] = replace(last, words=(*last.words, *inside))  # at the yard in Pellinmouth
            continue
        pieces.append(Piece(role, tuple(inside), item=item))
    return pieces


_PAST = ("VVD", "VBD", "VHD")
_BY_THE_DAY = frozenset(["today", "yesterday"])
_DEICTIC = re.compile(r"day$|^(?:last|this) |\bago$", re.I)


def _deictic(inside: Sequence[Word]) -> bool:
    """Whether only the day of writing, which is not known, tells when something happened."""
    return bool(_DEICTIC.search(" ".join(word.text for word in inside)))


_FOCUSING = frozenset(
    "only just mainly mostly primarily especially exclusively particularly almost chiefly largely".split()
)
_COMPASS = frozenset("north south east west northeast northwest southeast southwest".split())
_TAKES_WITH = frozenset(
    "replace provide supply compare combine equip fill share connect associate exchange use open sell buy award give charge work join leave return"
    " begin start end".split()
)
_HAVING = frozenset("have own hold contain show display include feature".split())
_MADE_SO = frozenset("make keep leave render find consider call declare prove set paint".split())


def _belongs(pieces: list[Piece], item: Item, clause: Clause, inside: list[Word]) -> bool:
    """Whether a phrase is part of what stands before it: problems with the pump, in Farn and along the coast."""
    last = pieces[-1]
    if inside[0].lower in ("and", "or"):
        return True
    if last.role != "object" or last.item is None or last.item.noun is None:
        return False
    if last.words[-1].lower in _COMPASS:
        return item.opener in ("of", "from")
    if item.opener in ("of", "worth") or (item.opener == "from" and clause.verb.lemma in _HAVING):
        return True
    if item.opener not in ("with", "for", "about", "between", "without", "against"):
        return False
    if item.kind == "gerund":
        return is_copula(pieces)
    loose = last.words[0].tag != "AT0" or last.words[0].lower in ("a", "an")
    return (
        loose
        and last.words[0].kind is None
        and clause.verb.lemma not in _TAKES_WITH
        and not _says_how_long(item, inside)
    )


def _says_how_long(item: Item, inside: list[Word]) -> bool:
    return item.opener == "for" and asking.is_time("for", inside[1:])


def _measured(last: Piece, inside: list[Word], clause: Clause) -> bool:
    """Whether an adjective may follow the object: 638 metres long, made the river safe."""
    number = last.item is not None and last.item.noun is not None and last.item.noun.number >= 0
    return (number and bool(asking.dimension(inside[0].lower))) or clause.verb.lemma in _MADE_SO


def _complement(pieces: list[Piece]) -> bool:
    """Whether the last piece is what the subject is said to be, and not a measure."""
    if len(pieces) < 2 or pieces[-1].role != "object" or pieces[-2].role != "verb":
        return False
    item = pieces[-1].item
    return (
        is_copula(pieces)
        and item is not None
        and item.kind == "noun"
        and item.noun is not None
        and (item.noun.number < 0 or pieces[-1].words[0].tag == "AT0")
    )


def _role(item: Item, tagged: list[Word]) -> Role:
    if item.kind == "noun":
        return "object"
    if item.kind == "phrase":
        if says_when(item, tagged):
            return "time"
        return "scene" if item.opener in ("in", "at", "on", "during", "near") else "relation"
    if item.kind == "adjective":
        return "object"
    return "after"


def says_when(item: Item, tagged: list[Word]) -> bool:
    if item.noun is None:
        return False
    inside = (
        tagged[item.inner : item.end] if item.kind == "phrase" else tagged[item.start : item.end]
    )
    if item.noun.end > item.noun.core and tagged[item.noun.core].tag != "PRF":
        inside = tagged[
            item.noun.start : item.noun.core
        ]  # a hall that was built in 1783 is no time
    opener = item.opener if item.kind == "phrase" else "in"
    return bool(inside) and asking.is_time(opener, inside)


def _relative(inside: Sequence[Word]) -> bool:
    """A time that only the day of writing tells; the statement holds without it."""
    text = " ".join(word.text for word in inside)
    return bool(_RELATIVE_NOUNS.search(text)) and not re.search(r"\d{4}", text)


def dangles(inside: Sequence[Word]) -> bool:
    text = " ".join(word.text for word in inside if word.kind is None)
    return bool(PRONOUN.search(text) or POSSESSIVE.search(text))


_WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday God".split())


def is_named(inside: Sequence[Word]) -> bool:
    return any(
        word.kind is not None
        or (word.tag == "NP0" and word.text[:1].isupper() and word.text not in _WEEKDAYS)
        for word in inside
    )


def is_copula(pieces: list[Piece]) -> bool:
    verb = next(piece for piece in pieces if piece.role == "verb")
    last = next((word for word in reversed(verb.words) if word.tag != "AV0"), verb.words[-1])
    return last.lower in (
        "is",
        "are",
        "was",
        "were",
        "been",
        "be",
        "remain",
        "remains",
        "became",
        "become",
        "becomes",
    )
