"""When and where somebody said something: 2024年7月，X在一篇名为《T》的博文中表示，….

What is said is a statement of its own, behind a bare X表示; here the attribution is the statement, and what
is said stands behind it so that the time and the place are asked of this one saying.
"""

from collections.abc import Iterator, Sequence

from data_prep.facts.balance import balanced
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_pieces import Answer, Piece
from data_prep.facts.chinese_standing import BAD_TEXT, UNCLEAR, dangling, undated
from data_prep.facts.chinese_values import values
from data_prep.facts.chinese_word import Word
from data_prep.facts.chinese_words import words
from data_prep.facts.tokens import Names

MAX_CONTENT = 48
_OPENING = ("time", "scene")
_ASKED = ("date", "location")


def announcements(
    lead: str, content: str, speaker: str, names: Names, classes: dict[str, str]
) -> Iterator[Candidate]:
    """The candidates of an attribution `lead`, without its mark, and the `content` that it introduces."""
    content = content.strip("，。；： ")
    whole = f"{lead}，{content}"
    if speaker.rpartition("·")[2] not in lead or not 6 <= len(content) <= MAX_CONTENT:
        return
    if any(c in content for c in "；：？“”") or not balanced(whole) or dangling(whole):
        return
    if BAD_TEXT.search(whole) or UNCLEAR.search(whole) or undated(whole):
        return
    pieces = _pieces(lead, names)
    if not pieces:
        return
    wanted = [
        answer
        for at, piece in enumerate(pieces)
        if piece.role in _OPENING
        for answer in values(at, piece, classes)
        if answer.type in _ASKED or _title(piece, answer)
    ]
    pieces.append(Piece("after", tuple(words(content, names))))
    yield from candidates(pieces, classes, "", wanted)


def _title(piece: Piece, answer: Answer) -> bool:
    return piece.words[answer.start].kind == "work"


def _pieces(lead: str, names: Names) -> list[Piece]:
    """The pieces of the attribution, each clause closed by a comma; [] where it says more than who, when and where."""
    out: list[Piece] = []
    *front, last = lead.split("，")
    for clause in front:
        own = _parsed(words(clause, names))
        if not own or any(p.role not in _OPENING for p in own):
            return []
        out += [*own[:-1], Piece(own[-1].role, own[-1].words, "，")]
    own = _parsed(words(last, names))
    roles = [p.role for p in own]
    if roles.count("subject") != 1 or not own or own[-1].role != "verb":
        return []
    return [*out, *own[:-1], Piece("verb", own[-1].words, "，")]


def _parsed(ws: Sequence[Word]) -> list[Piece]:
    chunks = parse(ws) if ws else None
    return [
        Piece(c.role, tuple(w for w in ws[c.start : c.stop] if w.tag != "br")) for c in chunks or ()
    ]
