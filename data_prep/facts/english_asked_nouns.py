"""How an object or a complement is asked for: how many, which, what, and what somebody is."""

import re
from dataclasses import replace

from data_prep.facts import english_asking as asking
from data_prep.facts.english_asking import Asking
from data_prep.facts.english_parts import Clause, Item
from data_prep.facts.english_phrases import Noun, Phrases
from data_prep.facts.english_pieces import Piece, dangles, is_named
from data_prep.facts.english_telling import (
    MAX_ANSWER_WORDS,
    names_all,
    numbers_joined,
    placed,
    telling,
)
from data_prep.facts.english_words import Word
from data_prep.facts.tables import ROLES

_DONE_TO_SOMEBODY = frozenset(
    "appoint elect marry hire recruit defeat beat portray play meet".split()
)
_IDLE_HEADS = frozenset("role part place use sense way effect impact need".split())
_LIGHT = frozenset("take make have give pay play put get keep do".split())


def noun_asked(
    piece: Piece, item: Item, clause: Clause, copula: bool, nxt: Piece | None, subject_head: str
) -> Asking | None:
    noun = item.noun
    if noun is None or noun.pronoun or piece.words[-1].tag == "VVN":
        return None
    inside = list(piece.words)
    if clause.verb.lemma in ("lie", "sit", "stand") and not copula and not _raised(nxt):
        return None
    if made := asking.number_asked(inside, placed(noun, item.start)):
        if made.ask == "how many" and made.end == len(inside):
            return None  # an age, a score: nothing says what is counted
        if numbers_joined(inside[made.end :]):
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
    if len(inside) > MAX_ANSWER_WORDS or dangles(inside) or inside[0].tag == "VVG":
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
    if names_all(inside):
        if any(w.kind == "person" for w in inside):
            return Asking(0, len(inside), "person", "who", "people", "event", 2)
        return Asking(0, len(inside), "noun", "what", "thing", "event", 2)
    if not telling(inside):
        return None
    return Asking(
        0, len(inside), "noun", "what", "thing", "event", 1 if not is_named(inside) else 2
    )


def _raised(behind: Piece | None) -> bool:
    """Whether it is told how high something stands: 112 metres above sea level."""
    return behind is not None and [w.lower for w in behind.words] == ["above", "sea", "level"]


def _nested_number(inside: list[Word], noun: Noun, by: int) -> Asking | None:
    """The number in "a team of 165 developers"."""
    for i, word in enumerate(inside):
        if word.tag in ("PRF", "PRP") and i + 1 < len(inside) and i <= noun.core - by + 1:
            inner = Phrases(inside).noun(i + 1)
            if inner is not None and inner.number >= 0:
                made = asking.number_asked(inside, inner)
                if made and made.ask != "how many" and not numbers_joined(inside[made.end :]):
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
        told = any(
            w.lower in ("who", "that") for w in inside
        )  # the engineer who built it is no post
        start = 1 if inside[0].lower in ("the", "a", "an") and not told else 0
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
    if not telling(inside) or names_all(inside):
        return None
    return Asking(0, len(inside), "noun", "what", "thing", "definition", 2)
