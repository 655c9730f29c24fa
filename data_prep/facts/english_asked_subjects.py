"""How the subject of a statement is asked for: a name, where the rest tells enough to know which."""

import re

from data_prep.facts import english_asking as asking
from data_prep.facts.english_asking import Asking
from data_prep.facts.english_parts import Clause
from data_prep.facts.english_pieces import POSSESSIVE, Piece, is_copula
from data_prep.facts.english_words import MONTHS
from data_prep.facts.tables import ROLES


def subject_asked(pieces: list[Piece], piece: Piece, clause: Clause) -> Asking | None:
    """The name that is the subject, where the rest tells enough to know which."""
    inside = piece.words
    start = 1 if inside[0].lower == "the" else 0
    if len(inside) != start + 1 or inside[start].kind is None:
        return None
    name = inside[start]
    rest = [word for p in pieces if p.role != "subject" for word in p.words]
    if any(word.lower in ("not", "never", "no") for word in rest):
        return None
    if POSSESSIVE.search(" ".join(w.text for w in rest if w.kind is None)):
        return None
    text = " ".join(word.text for word in rest)
    telling = any(word.kind is not None or word.tag in ("DATE", "TITLE") for word in rest)
    telling |= bool(re.search(r"\b(?:1[0-9]|20)\d\d\b", text)) and not is_copula(pieces)
    if not _past(clause) and not is_copula(pieces):
        return None
    if re.fullmatch(rf"{_VERB} (?:in|on|since|until) (?:{MONTHS}|[\d ])+", text):
        return None  # what opened in 1794?
    superlative = re.search(
        r"\bthe (?:first|only|largest|oldest|highest|longest|smallest|youngest|most)\b", text
    )
    if is_copula(pieces):
        telling = (
            bool(re.search(rf"^(?:is|was|has been|became|remains) (?:the|{ROLES['en']}) ", text))
            and telling
        )
    if not telling and not superlative:
        return None
    form, ask, noun, kind = asking.name_asked(name, name.text, False)
    if form == "place":
        form = "noun"
    if ask == "what" and is_copula(pieces) and asking.is_human(" ".join(w.text for w in rest)):
        form, ask, noun = "person", "who", "person"
    if ask == "what" and clause.verb.lemma in _DONE_BY_SOMEBODY and not clause.verb.passive:
        form, ask, noun = "person", "who", "maker"
    if (
        ask == "what"
        and not clause.verb.passive
        and clause.verb.lemma not in ("be", "replace", "succeed", "become")
    ):
        return None
    if (kind == "person_role" and not re.search(ROLES["en"], text)) or kind == "product":
        kind = "event"
    return Asking(start, start + 1, form, ask, noun, kind, 1)


_DONE_BY_SOMEBODY = frozenset(
    "found write invent discover compose direct paint design introduce present unveil launch announce publish buy acquire win build develop create"
    " make produce lead lay propose prove own release open sign draw".split()
)
"""What is done by people and companies, of whom one asks "who"."""


_VERB = r"(?:was |were )?\w+"


def _past(clause: Clause) -> bool:
    """Whether the clause tells of something that happened, which is done by one."""
    return clause.verb.lemma not in (
        "have",
        "own",
        "belong",
        "work",
        "live",
        "use",
        "need",
        "lie",
        "stand",
    ) and (not clause.verb.passive)
