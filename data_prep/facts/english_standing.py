"""Whether the statement that the constituents of an English clause make stands alone."""

import re
from collections.abc import Sequence

from data_prep.facts import english_asking as asking
from data_prep.facts.balance import balanced
from data_prep.facts.english_pieces import (
    POSSESSIVE,
    PRONOUN,
    Piece,
    dangles,
    is_copula,
    is_named,
)
from data_prep.facts.english_words import Word, joined
from data_prep.facts.tables import RELATIVE_TIME, ROLES
from data_prep.facts.verbs import base

MIN_WORDS, MAX_WORDS = 4, 40
_ANAPHORIC_END = re.compile(
    r"\b(?:and|or|but|the|a|an|of|to|in|at|by|for|with|that|which|who|as|than|from|be|is|was)$"
)


def stands_alone(pieces: list[Piece], said: str) -> bool:
    """Whether a reader of the statement alone would know who and what it speaks of."""
    subject = next(piece for piece in pieces if piece.role == "subject")
    if subject.words[0].tag in ("PNP", "EX0") or dangles(subject.words):
        return False
    if any(w.tag == "PNP" and w.lower == "her" for piece in pieces for w in piece.words):
        return False
    if any(word.lower in ("one", "ones") for word in subject.words):
        return False
    if not (
        is_named(subject.words)
        or _described(subject.words, pieces)
        or _happened(subject.words, pieces)
    ):
        return False
    rest = [piece for piece in pieces if piece.role != "subject"]
    inside = [word for piece in rest for word in piece.words if word.kind is None]
    text = " ".join(word.text for word in inside)
    if PRONOUN.search(text) or RELATIVE_TIME["en"].search(text) or "?" in text:
        return False
    if POSSESSIVE.search(text) and not _own(subject, text):
        return False
    if any(_bare(piece.words) for piece in pieces) or _postless(subject, rest):
        return False
    people = [word.text for piece in pieces for word in piece.words if word.kind == "person"]
    if len(people) > len(set(people)):
        return False  # a star that X discovered and that X named: a pronoun was named within its own clause
    if _took_time(subject, rest):
        return False
    if _PART.fullmatch(joined(subject.words)) or _advises(subject, rest):
        return False
    if (not said and _looks_back(rest)) or _hour_of_no_day(pieces):
        return False
    whole = joined([word for piece in pieces for word in piece.words])
    if (
        _ONE_OF.search(whole)
        or _FURTHER.search(whole)
        or _day_of_no_year(pieces)
        or _TRIP.match(whole)
    ):
        return False
    if not MIN_WORDS <= len(whole.split()) <= MAX_WORDS or not balanced(whole):
        return False
    if re.search(r"\b(?:if|unless|whether|otherwise)\b", whole) or _ANAPHORIC_END.search(whole):
        return False
    verb = next(piece for piece in pieces if piece.role == "verb")
    if re.search(
        r"\b(?:soon|shortly|long|just|immediately) (?:after|before)$|\bafterwards?$", whole
    ):
        return False
    if not rest or (pieces[-1] is verb and len(verb.words) == 1):
        return False
    return verb.words[0].lower not in ("let", "mean", "means", "seems", "seem", "seemed")


_POST = re.compile(rf"(?:The )?(?:{ROLES['en']})\b", re.I)


def _postless(subject: Piece, rest: Sequence[Piece]) -> bool:
    """Whether a post without its company says who somebody is (chief executive X), or a verb lacks what it needs."""
    verb = next(piece for piece in rest if piece.role == "verb")
    if verb.words[-1].lower in ("joined", "left") and not any(p.role == "object" for p in rest):
        return True
    named = [w for w in subject.words if w.kind is not None]
    return (
        len(named) == 1
        and bool(_POST.match(joined(subject.words)))
        and subject.words[0].kind is None
    )


_BARE = frozenset(
    "university museum observatory bridge festival telescope school college hospital library station park river island street theatre church company"
    " bank newspaper prize award medal yard hotel lake mountain canal railway airport port orchestra band tower square institute laboratory academy"
    " foundation committee council board ministry agency association society department group treaty project programme program system engine model firm"
    " town city village country book film law war building ship vessel module plant site factory machine device product event report study survey"
    " article author authors team party star find change operator paper story novel club course game server version song role show series episode character band album election battle conflict crash colony house movie"
    " route walk outlook roof crossing fleet budget line hall room wall path tour plan idea decision proposal award match race shares results stock camera photographs"
    " images experiment method data website app feature update launch".split()
)


def _bare(words: Sequence[Word]) -> bool:
    """Whether a thing is named by a bare the-phrase that only the text before explains: the museum, the mole,
    the drying hall. A place behind a hall or a works does not say whose it is."""
    for i, word in enumerate(words[:-1]):
        if word.lower != "the" or words[i + 1].kind is not None:
            continue
        end = _noun_end(words, i + 1)
        head, alone = words[end - 1], end == i + 2
        if not head.text.islower() or (head.tag not in ("NN1", "NN0") and head.lower not in _BARE):
            continue
        if _completed(words, end):
            continue
        if head.lower in _SITES or (alone and head.lower in _BARE):
            return True
        placed = any(w.kind is not None or w.tag == "DATE" for w in words[end:])
        if alone and not placed and not _known(head.lower):
            return True
    return False


def _completed(words: Sequence[Word], end: int) -> bool:
    """Whether what follows a noun says which one it is: of the town, that failed, in which …"""
    if end >= len(words):
        return False
    relative = end + (words[end].tag == "PRP")
    return words[end].tag in _COMPLETING or (
        relative < len(words) and words[relative].lower in ("that", "which", "who", "whom", "where")
    )


_COMPLETING = ("NN2", "NP0", "PRF", "CRD", "TITLE", "POS", "VVN", "VVG", "DATE", "TO0")


def _noun_end(words: Sequence[Word], at: int) -> int:
    """The end of the common nouns and adjectives that begin at `at`: drying hall, provincial roads office."""
    end = at + 1
    while end < len(words) and words[end].kind is None and words[end].tag in ("NN1", "NN2", "NN0"):
        end += 1
    first = words[at].tag
    if first in ("AJ0", "VVG", "VVN") and end == at + 1:
        return at + 1
    return end


def _known(noun: str) -> bool:
    """Whether everybody knows what "the" points at: there is one, or any one will do."""
    return noun in _ONE_FOR_ALL or bool(_ABSTRACT.search(noun))


_SITES = frozenset("hall plant site factory workshop warehouse yard shop canteen".split())
"""What a company or a town may have several of."""
_ONE_FOR_ALL = frozenset(
    "sun moon sea sky earth world globe universe ocean equator public past future present internet web ground air water wind rain weather climate"
    " environment atmosphere economy market press media government parliament state police army navy law truth countryside coast shore surface horizon"
    " north south east west centre top bottom front back left right inside outside middle beginning start end rest day night morning afternoon evening"
    " week weekend month year century spring summer autumn winter season time moment hour minute date dark light cold heat brain heart body mind eye"
    " skin blood liver head hand soul piano violin guitar cello organ flute trumpet harp stage screen radio telephone phone theatre cinema throne bar"
    " church clergy crown priesthood name title number age majority minority whole latter former same other pole".split()
)
_ABSTRACT = re.compile(r"(?:ity|cy|ism|hood|ship|ics|logy|tion|sion|ment|ness|ance|ence)$")


def _described(subject: Sequence[Word], pieces: list[Piece]) -> bool:
    """Whether a subject without a name is still clear: a term that is defined."""
    if subject[0].lower not in ("a", "an") or not is_copula(pieces):
        return False
    verb = next(piece for piece in pieces if piece.role == "verb")
    return (
        verb.words[0].lower in ("is", "are")
        and subject[-1].tag == "NN1"
        and subject[1].lower != "alternative"
    )


def _happened(subject: Sequence[Word], pieces: list[Piece]) -> bool:
    """Whether something without a name is clear by what happened where and when: a fire destroyed the Corn
    Exchange in 1954."""
    verb = next(piece for piece in pieces if piece.role == "verb")
    if subject[0].lower not in ("a", "an") or verb.words[0].tag not in ("VVD", "VBD"):
        return False
    inside = [word for piece in pieces for word in piece.words]
    named = any(word.kind not in (None, "person") for word in inside)
    return named and bool(re.search(r"\b(?:1[0-9]|20)\d\d\b", joined(inside)))


def _own(subject: Piece, text: str) -> bool:
    """Whether its/his/her can only be the subject's."""
    person = any(word.kind == "person" for word in subject.words)
    found = {m[0].lower() for m in POSSESSIVE.finditer(text)}
    if len([w for w in subject.words if w.kind is not None]) > 1:
        return False
    return found <= ({"his", "her"} if person else {"its"})


def _took_time(subject: Piece, rest: Sequence[Piece]) -> bool:
    """Whether a thing took so long without what it took so long to do: the cable took three weeks."""
    verb = next(piece for piece in rest if piece.role == "verb")
    named = [w for w in subject.words if w.kind is not None]
    objects = [p for p in rest if p.role in ("object", "after")]
    takes = base(verb.words[-1].lower) == "take" and len(objects) == 1
    alone = bool(named) and subject.words[-1] is named[-1] and len(subject.words) <= 2
    return takes and alone and asking.is_time("in", list(objects[0].words))


_PART = re.compile(
    r"(?:The )?(?:Version|Chapter|Section|Part|Article|Act|Volume|Season|Episode|Table|Figure) [\dIVX][\w.]*"
)
"""A part without what it is a part of."""


def _advises(subject: Piece, rest: Sequence[Piece]) -> bool:
    """Whether people in general are told what they may do: visitors from X can take Y, to where the text is about."""
    verb = next(piece for piece in rest if piece.role == "verb")
    first = subject.words[0]
    return (
        verb.words[0].lower in ("can", "may", "should", "must")
        and first.kind is None
        and first.tag in ("NN2", "AJ0")
    )


_POINT = frozenset("by before until till since when after once".split())


def _looks_back(rest: Sequence[Piece]) -> bool:
    """Whether a past perfect stands without the point from which it looks back: X had spent thirteen years …"""
    verb = next(piece for piece in rest if piece.role == "verb")
    group = [word for word in verb.words if word.tag not in ("AV0", "XX0")]
    if group[0].lower != "had" or len(group) < 2:
        return False
    return not any(piece.words[0].lower in _POINT for piece in rest if piece is not verb)


_FURTHER = re.compile(
    r"\b(?:(?:a further|another|an additional) (?=\d|two\b|three\b|four\b|five\b|six\b|ten\b)|(?:\d+|two|three|four|five|six|ten) (?:more|further|additional) (?!than\b))",
    re.I,
)
"""So many more than the text before has told of."""
_ONE_OF = re.compile(r"\b(?:is|are|was|were) (?:also )?one of the [a-z0-9 -]+$")
"""One of so many of what the text before has told of."""
_TRIP = re.compile(
    r"(?:The )?(?:Trains|Buses|Ferries|Flights|Trips|Journeys|Boats) to (?!.*\bfrom\b)"
)
"""A way to somewhere from where the text is about."""


def _day_of_no_year(pieces: Sequence[Piece]) -> bool:
    """Whether what happened or will happen is told with a month or day of no year; what is every year needs none."""
    inside = [word for piece in pieces for word in piece.words]
    bare = [w for w in inside if w.tag == "DATE" and not re.search(r"\d{4}", w.text)]
    if not bare or _EVERY.search(joined(inside)):
        return False
    verb = next(piece for piece in pieces if piece.role == "verb")
    return verb.words[0].tag in ("VVD", "VBD", "VHD", "VM0")


_CLOCK = re.compile(r"\d{1,2}:\d\d")
_EVERY = re.compile(r"\b(?:every|each|daily|\w+days|weekends?|\d{4})\b", re.I)
_KEPT_HOURS = frozenset("open close".split())


def _hour_of_no_day(pieces: Sequence[Piece]) -> bool:
    """Whether something happens at an hour of a day that is not told; opening hours hold every day."""
    inside = [word for piece in pieces for word in piece.words]
    if not any(_CLOCK.fullmatch(word.text) for word in inside):
        return False
    if any(word.tag == "DATE" for word in inside) or _EVERY.search(joined(inside)):
        return False
    verb = next(piece for piece in pieces if piece.role == "verb")
    return not any(base(word.lower) in _KEPT_HOURS for word in verb.words)
