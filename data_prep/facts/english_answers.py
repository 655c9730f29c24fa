"""What a statement's constituents answer: which words, and how they are asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data_prep.facts import english_asking as asking
from data_prep.facts.english_asking import Asking
from data_prep.facts.english_clauses import Clause, Item
from data_prep.facts.english_phrases import Noun, Phrases
from data_prep.facts.english_pieces import POSSESSIVE, Piece, dangles, is_copula, is_named
from data_prep.facts.english_words import Word
from data_prep.facts.tables import ROLES

MAX_ANSWER_WORDS = 14


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
            if made := _subject_asked(pieces, piece, clause):
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
            if made := _phrase_asked(piece, item, passive, copula, clause.whole):
                before = pieces[at - 1] if at else piece
                attached = before.role == "relation" and before.words[0].lower != "by"
                if made.form != "place" or not attached:
                    yield Asked(at, made)
        elif item.kind == "noun":
            nxt = pieces[at + 1] if at + 1 < len(pieces) else None
            if made := _noun_asked(
                piece, item, clause, copula, nxt, tagged[clause.subject.head].text
            ):
                yield Asked(at, made)


def _subject_asked(pieces: list[Piece], piece: Piece, clause: Clause) -> Asking | None:
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
_DONE_TO_SOMEBODY = frozenset(
    "appoint elect marry hire recruit defeat beat portray play meet".split()
)
_IDLE_HEADS = frozenset("role part place use sense way effect impact need".split())


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


_TRADE = re.compile(r"[a-z]+(?:er|or|ist|ian|eer|man|woman)$")


def _somebody_by_trade(inside: Sequence[Word]) -> bool:
    """the brewer Joseph Crane: whom one asks for with who, be it a firm."""
    return len(inside) > 1 and inside[-1].kind is not None and bool(_TRADE.match(inside[-2].text))


def _phrase_asked(
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
    if _when_words(item.opener, inside):
        return None
    local = _local(noun, item.start)
    if item.opener in ("from", "between") and any(w.lower in ("to", "and") for w in inside):
        return None
    if made := asking.number_asked(list(piece.words), local):
        unitless = made.ask == "how many" and made.end == len(piece.words)
        return None if unitless or _numbers_joined(piece.words[made.end :]) else made
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
        return Asking(start, start + 1, form, ask, what, kind, 3)
    if item.opener in ("than", "as", "like", "such as", "of", "without", "because of", "due to"):
        if item.opener in ("because of", "due to") and not dangles(inside):
            return Asking(offset, len(piece.words), "reason", "why", "reason", "reason", 3)
        return None
    if agent and _names_all(inside):
        people = all(w.kind == "person" for w in inside if w.kind is not None)
        what, kind = ("people", "person_role") if people else ("maker", "organization")
        return Asking(offset, len(piece.words), "person", "who", what, kind, 3)
    if dangles(inside) or len(inside) > MAX_ANSWER_WORDS or not _telling(inside):
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


def _numbers_joined(after: Sequence[Word]) -> bool:
    """Whether another number or noun is joined to this one, so that asking for one alone is no question."""
    return any(word.tag == "CJC" or word.text == "," for word in after)


def _when_words(opener: str, inside: list[Word]) -> bool:
    return asking.is_time(opener, inside)


def _local(noun: Noun, by: int) -> Noun:
    number = noun.number - by if noun.number >= 0 else -1
    return replace(
        noun,
        start=noun.start - by,
        end=noun.end - by,
        core=noun.core - by,
        head=noun.head - by,
        number=number,
    )


def _names_all(inside: Sequence[Word]) -> bool:
    return all(word.kind is not None or word.lower in ("and", "the", ",") for word in inside)


def _telling(inside: Sequence[Word]) -> bool:
    """Whether a common noun phrase says something worth asking: two words besides its determiner, or a name."""
    content = [w for w in inside if w.tag not in ("AT0", "DT0", "PRP", "PRF", "CJC", "PUN", "AV0")]
    return len(content) >= 2 or any(
        w.kind is not None or w.tag in ("TITLE", "NP0") for w in content
    )


_LIGHT = frozenset("take make have give pay play put get keep do".split())


def _noun_asked(
    piece: Piece, item: Item, clause: Clause, copula: bool, nxt: Piece | None, subject_head: str
) -> Asking | None:
    noun = item.noun
    if noun is None or noun.pronoun or piece.words[-1].tag == "VVN":
        return None
    if clause.verb.lemma in ("lie", "sit", "stand") and not copula:
        return None
    inside = list(piece.words)
    if made := asking.number_asked(inside, _local(noun, item.start)):
        if made.ask == "how many" and made.end == len(inside):
            return None  # an age, a score: nothing says what is counted
        if _numbers_joined(inside[made.end :]):
            return None
        if (
            nxt is not None
            and made.end == len(inside)
            and (what := asking.dimension(nxt.words[0].lower))
        ):
            return replace(made, ask=f"how {what}", noun=what)
        if (
            (
                len(inside) >= 2
                and inside[-1].lower in ("year", "month", "day", "week")
                and inside[-2].lower in ("a", "per")
            )
            and made.ask == "how much"
            and made.end == len(inside) - 2
        ):
            return replace(made, end=len(inside))
        if (
            copula
            and made.ask.startswith("how many")
            and made.end == len(inside)
            and made.noun.startswith("number of")
        ):
            return replace(made, ask=made.ask)
        return made
    if inside[0].lower in (
        "no",
        "none",
        "nothing",
        "nobody",
        "any",
        "every",
        "each",
        "all",
        "most",
        "many",
        "some",
        "several",
        "few",
        "part",
    ):
        return None
    if len(inside) > MAX_ANSWER_WORDS or dangles(inside):
        return None
    if nested := _nested_number(inside, noun, item.start):
        return nested
    if inside[(noun.head - item.start)].lower in _IDLE_HEADS:
        return None
    if copula:
        return _complement_asked(
            inside, clause, bool(_HUMAN_HEAD.search(subject_head)) or asking.is_human(subject_head)
        )
    if clause.verb.passive:
        return None
    start = 1 if inside[0].lower == "the" and len(inside) > 1 and inside[1].kind is not None else 0
    if len(inside) == start + 1 and inside[start].kind is not None:
        form, ask, what, kind = asking.name_asked(inside[start], inside[start].text, False)
        if ask == "what" and clause.verb.lemma in _DONE_TO_SOMEBODY:
            form, ask, what = "person", "who", "maker"
        return Asking(
            start, start + 1, form, ask, what, "event" if kind == "person_role" else kind, 3
        )
    if clause.verb.lemma in _LIGHT and inside[0].tag not in ("AT0", "CRD"):
        return None
    last = inside[-1]
    if (
        last.kind is not None
        and all(w.tag in ("AT0", "AJ0", "NN1", "NN0") for w in inside[:-1])
        and len(inside) > 2
    ):
        common = inside[-2].text  # the diesel ferry Bessander: which ferry?
        form = "person" if last.kind == "person" else "noun"
        return Asking(
            len(inside) - 1,
            len(inside),
            form,
            f"which {common}",
            common,
            "product" if form == "noun" else "event",
            3,
        )
    if _names_all(inside):
        if any(w.kind == "person" for w in inside):
            return Asking(0, len(inside), "person", "who", "people", "event", 2)
        return Asking(0, len(inside), "noun", "what", "thing", "event", 2)
    if not _telling(inside):
        return None
    return Asking(
        0, len(inside), "noun", "what", "thing", "event", 1 if not is_named(inside) else 2
    )


def _nested_number(inside: list[Word], noun: Noun, by: int) -> Asking | None:
    """The number in "a team of 165 developers"."""
    for i, word in enumerate(inside):
        if word.tag in ("PRF", "PRP") and i + 1 < len(inside) and i <= noun.core - by + 1:
            inner = Phrases(inside).noun(i + 1)
            if inner is not None and inner.number >= 0:
                made = asking.number_asked(inside, inner)
                if made and made.ask != "how many" and not _numbers_joined(inside[made.end :]):
                    return made
    return None


_HUMAN_HEAD = re.compile(
    r"(?:winner|commissioner|character|author|president|director|king|queen|leader|captain|mayor|chair\w*|founder|minister|officer|engineer|champion"
    r"|singer|actor|actress|writer|editor|manager|chief|secretary|speaker|owner|inventor|designer|composer|player|coach|host|governor|treasurer)$",
    re.I,
)


def _complement_asked(inside: list[Word], clause: Clause, clause_of_person: bool) -> Asking | None:
    if clause.verb.lemma == "remain":
        return None
    text = " ".join(word.text for word in inside)
    person = re.match(rf"(?:the |an? )?{ROLES['en']}\b", text)
    if person:
        start = 1 if inside[0].lower in ("the", "a", "an") else 0
        return Asking(start, len(inside), "noun", "what", "position", "person_role", 3)
    if inside[0].tag not in ("AT0", "NP0") and inside[0].kind is None and inside[0].tag != "NN2":
        return None
    if (len(inside) == 1 and inside[0].kind is not None) or (
        len(inside) == 2 and inside[1].kind is not None and inside[0].lower == "the"
    ):
        start = len(inside) - 1
        if clause_of_person:
            return Asking(start, len(inside), "person", "who", "person", "person_role", 3)
        form, ask, what, kind = asking.name_asked(inside[start], inside[start].text, False)
        return Asking(start, len(inside), form, ask, what, kind, 3)
    if not _telling(inside) or _names_all(inside):
        return None
    return Asking(0, len(inside), "noun", "what", "thing", "definition", 2)


# --- asides and glosses
