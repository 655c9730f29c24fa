"""The pieces of a statement and what is asked of them → a candidate: its frame, relation and kind."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data_prep.facts.candidates import Candidate
from data_prep.facts.english_answers import Asked
from data_prep.facts.english_asking import Asking, name_asked
from data_prep.facts.english_parts import Clause
from data_prep.facts.english_pieces import (
    Piece,
)
from data_prep.facts.english_words import Word, gap_between, joined
from data_prep.facts.tables import HEDGES
from data_prep.frame import Frame, Part, Role
from data_prep.records import Modality


def candidate(pieces: list[Piece], asked: Asked, said: str, clause: Clause) -> Candidate | None:
    pieces, ask = _with_its_time(pieces, asked)
    parts: list[tuple[Role, list[Word], bool]] = []
    target = -1
    for i, piece in enumerate(pieces):
        if i != asked.piece:
            parts.append((piece.role, list(piece.words), piece.comma))
            continue
        before, answer, after = (
            piece.words[: ask.start],
            piece.words[ask.start : ask.end],
            piece.words[ask.end :],
        )
        if before:
            parts.append((_before_role(piece, before), list(before), False))
        target = len(parts)
        role: Role = piece.role if piece.role in ("subject", "time") else "object"
        parts.append((role, list(answer), piece.comma and not after))
        if after:
            parts.append(("head" if ask.form == "number" else "after", list(after), piece.comma))
    made = _spaced(parts, target, said)
    if made is None:
        return None
    frame = Frame("en", said, made, target, ask.form, ask.ask, ask.noun, asks=_named(pieces))
    subject = next(piece for piece in pieces if piece.role == "subject")
    name = joined(subject.words)
    name = (
        re.sub(r"^[Tt]he ", "", name) if len(subject.words) == 2 and subject.words[1].kind else name
    )
    relation = " ".join(
        "".join(
            "…" if i == target else part.text
            for i, part in enumerate(made)
            if part.role != "subject" or i == target
        ).split()
    )
    hedged = bool(HEDGES["en"].search(frame.text))
    modality: Modality = "hedged" if hedged else "reported" if said else "asserted"
    weight = ask.weight
    compared = re.search(
        r"\b(?:more|less|fewer|larger|smaller|longer|higher|lower|heavier|lighter) than (?!\d|€|\$|£)",
        frame.text,
    )
    kind = "comparison" if compared and ask.type == "number" else ask.type
    return Candidate(kind, name, relation, frame, ask.aliases, modality, weight)


_SPEED = re.compile(r"how many (?:kilomet(?:re|er)s|miles|met(?:re|er)s|feet)")


def _with_its_time(pieces: list[Piece], asked: Asked) -> tuple[list[Piece], Asking]:
    """64 kilometres + per hour: a speed is one answer with its time."""
    ask, at = asked.asking, asked.piece
    piece, behind = pieces[at], pieces[at + 1 : at + 2]
    if not _SPEED.fullmatch(ask.ask) or ask.end != len(piece.words) or not behind:
        return pieces, ask
    time = behind[0].words
    if [w.lower for w in time[:1]] != ["per"] or len(time) != 2 or piece.comma:
        return pieces, ask
    whole = replace(piece, words=[*piece.words, *time], comma=behind[0].comma)
    ask = replace(ask, end=ask.end + 2, ask=f"{ask.ask} {time[0].text} {time[1].text}")
    return [*pieces[:at], whole, *pieces[at + 2 :]], ask


def _named(pieces: list[Piece]) -> dict[str, str]:
    """How the names of a statement are asked for: Ilda Farrow → who, Corren Ferries → which company."""
    asks: dict[str, str] = {}
    for word in (word for piece in pieces for word in piece.words if word.kind is not None):
        ask = name_asked(word, word.text, place=word.kind == "location")[1]
        if ask != "what":
            asks[word.text] = ask
    return asks


_SECTION = re.compile(r"(?:Season|Chapter|Section|Part|Version|Article|Act|Volume|Episode) \d")
_QUALIFYING = re.compile(
    r"\b(?:than|least|most|to|over|under|about|around|nearly|almost|only|just|roughly|approximately|some|exactly|as)$",
    re.I,
)


def _before_role(piece: Piece, before: Sequence[Word]) -> Role:
    """What stands between a piece's beginning and its answer: a preposition, a qualifier or a modifier."""
    if piece.role == "subject":
        return "modifier"
    if piece.item is not None and piece.item.kind == "reason":
        return "after"
    if (
        before[-1].tag != "CRD"
        and len(before) == 1
        and before[0].lower in ("about", "around", "over", "under")
    ):
        return "qualifier"
    opener = before[0].tag in ("PRP", "PRF", "TO0", "CJS", "CJC")
    if opener and len(before) == 1:
        return "relation"
    if before[-1].lower in ("the", "a", "an"):
        return "relation" if opener and len(before) == 2 else "modifier"
    if _QUALIFYING.search(before[-1].text):
        return "qualifier"
    return "modifier" if not opener else "relation"


def _spaced(
    parts: list[tuple[Role, list[Word], bool]], target: int, said: str
) -> tuple[Part, ...] | None:
    """The parts with their spaces and commas: a gap belongs to the part behind it, but never to the answer."""
    texts: list[str] = []
    last: Word | None = None
    comma = False
    for i, (_, inside, trailing) in enumerate(parts):
        text = joined(inside)
        if i == 0 and not said and i != target:
            text = text[:1].upper() + text[1:]
        elif (i or said) and inside[0].tag in ("AT0", "DT0", "PRP") and inside[0].kind is None:
            text = text if i == target else text[:1].lower() + text[1:]
        gap = "" if last is None else ", " if comma else gap_between(last, inside[0])
        if texts and (i == target or (comma and i - 1 != target)):
            texts[-1] += gap
            gap = ""
        texts.append(gap + text)
        last, comma = inside[-1], trailing
    if comma:
        return None
    made = tuple(Part(role, text) for (role, _, _), text in zip(parts, texts, strict=True))
    answer = made[target].text
    if re.search(r"(?:\w .*\b[A-Z]|\b(?:Dr|Mr|Mrs|Ms|St|Prof|vs|No|Inc))\.?$", answer):
        return None  # a name cut at an initial
    if parts[target][1][-1].tag in ("VVZ", "VVD", "VVB", "VVN") or _SECTION.match(answer):
        return None
    if not answer or answer != answer.strip():
        return None
    if sum(1 for p in made if answer in p.text) > 1:
        return None
    return made
