"""What a statement's constituents answer: which words, and how they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data_prep.facts.english_asked_nouns import noun_asked
from data_prep.facts.english_asked_phrases import phrase_asked
from data_prep.facts.english_asked_subjects import subject_asked
from data_prep.facts.english_asking import Asking
from data_prep.facts.english_parts import Clause, Item
from data_prep.facts.english_pieces import Piece, dangles, is_copula
from data_prep.facts.english_telling import MAX_ANSWER_WORDS
from data_prep.facts.english_words import Word


@dataclass(frozen=True, slots=True)
class Asked:
    """Which words of which piece are the answer."""

    piece: int
    asking: Asking


def answers(pieces: list[Piece], clause: Clause, tagged: list[Word]) -> Iterator[Asked]:
    passive = clause.verb.passive
    copula = is_copula(pieces)
    for at, piece in enumerate(pieces):
        item = piece.item
        if piece.role == "subject":
            if made := subject_asked(pieces, piece, clause):
                yield Asked(at, made)
        elif item is None:
            continue
        elif item.kind == "reason":
            if made := _reason_asked(piece, item):
                yield Asked(at, made)
        elif item.kind == "infinitive":
            if made := _action_asked(piece, clause):
                yield Asked(at, made)
        elif item.kind == "phrase":
            if made := phrase_asked(piece, item, passive, copula, clause.whole):
                before = pieces[at - 1] if at else piece
                attached = before.role == "relation" and before.words[0].lower != "by"
                if made.form == "number" and _scored(pieces[at + 1 : at + 2]):
                    continue
                if made.ask == "what" and item.opener == "from" and before.role == "object":
                    continue  # children from Corren: it says which children
                if made.ask == "what" and item.opener == "for" and clause.verb.lemma == "play":
                    made = replace(made, ask="which team", noun="team")
                if made.form != "place" or not attached:
                    yield Asked(at, made)
        elif item.kind == "noun":
            nxt = pieces[at + 1] if at + 1 < len(pieces) else None
            head = tagged[clause.subject.head].text
            made = noun_asked(piece, item, clause, copula, nxt, head)
            if made and not (made.form == "noun" and _anything(tagged, clause, copula)):
                yield Asked(at, made)


def _anything(tagged: list[Word], clause: Clause, copula: bool) -> bool:
    """Whether the subject is any one of its kind, of which nobody asks what it did: what did a fire destroy?"""
    return tagged[clause.subject.start].lower in ("a", "an") and not copula


def _scored(behind: list[Piece]) -> bool:
    """Whether a number is one side of a score: three votes to one."""
    return any(p.words[0].lower == "to" and p.words[-1].tag == "CRD" for p in behind)


def _reason_asked(piece: Piece, item: Item) -> Asking | None:
    start = item.inner - item.start
    inside = piece.words[start:]
    if not 3 <= len(inside) <= 22 or dangles(inside):
        return None
    return Asking(start, len(piece.words), "reason", "why", "reason", "reason", 3)


def _action_asked(piece: Piece, clause: Clause) -> Asking | None:
    if clause.verb.lemma not in (
        "plan decide intend want refuse promise agree propose expect hope begin start continue try seek attempt offer manage choose"
        " help vow pledge threaten aim".split()
    ):  # fmt: skip
        return None
    inside = piece.words[1:]
    if not 2 <= len(inside) <= MAX_ANSWER_WORDS or dangles(inside):
        return None
    return Asking(1, len(piece.words), "action", "what", "plan", "event", 2)
