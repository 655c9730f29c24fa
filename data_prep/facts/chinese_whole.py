"""A Chinese sentence as one statement, where its clauses make none of their own.

Nothing is completed or cut: the sentence stands as it is, which is sound wherever it points at nothing
outside itself. The answers are those of its clauses, in their places.
"""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts.balance import balanced
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_answers import answers
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_owners import in_use, names_something
from data_prep.facts.chinese_pieces import Answer, Piece
from data_prep.facts.chinese_standing import (
    BAD_SUBJECT,
    BAD_TEXT,
    CONDITION,
    UNCLEAR,
    dangling,
    definite,
    undated,
)
from data_prep.facts.chinese_word import Word
from data_prep.facts.chinese_words import words
from data_prep.facts.tables import LEADING
from data_prep.facts.tokens import Names

MAX_CHARS = 76
_END = re.compile("[。！？；：，、…\\s]+$")
_BRACKET = re.compile("（[^（）]*）")
_CUT = re.compile("[，；：]")
_SURE = ("number", "date", "product", "organization", "person_role", "location", "reason")
"""What is an answer in its place however the clause around it is read."""


def whole(
    plain: str,
    names: Names,
    classes: dict[str, str],
    said: str,
    known: set[str],
    home: str = "",
) -> Iterator[Candidate]:
    """The candidates of the sentence as a whole whose answers are not among `known`."""
    text = LEADING["zh"].sub("", _END.sub("", plain.strip())).strip("，。 ")
    if not _stands(text, said):
        return
    segments = list(_segments(text, names))
    if home and not names_something([Piece("after", tuple(w for s in segments for w in s))]):
        if _WHEN_FIRST.match(text) or _EDITION.match(text):
            segments = [[*words(home, names), *segments[0]], *segments[1:]]
        else:
            segments = [[*in_use(words(home, names)).words, Word("，", "x", 0)], *segments]
    elif not _begins(segments):
        return
    if len(segments) > 3:
        return
    for i, segment in enumerate(segments):
        if i + 1 < len(segments):
            continue  # asked in the middle, the question would go on behind its interrogative
        before = tuple(w for s in segments[:i] for w in s)
        after = tuple(w for s in segments[i + 1 :] for w in s)
        asked, mark = (
            (segment[:-1], segment[-1:]) if segment[-1].text in "，；：" else (segment, ())
        )
        pieces = [Piece("scene", before)] if before else []
        found = [a for a in _inside(asked, classes) if _text(asked, a) not in known]
        pieces.append(Piece("after", tuple(asked)))
        if mark or after:
            pieces.append(Piece("after", (*mark, *after)))
        shift = 1 if before else 0
        wanted = [Answer(shift, a.start, a.stop, a.type, a.asking, min(a.weight, 2)) for a in found]
        yield from candidates(pieces, classes, said, wanted)


_EDITION = re.compile("[^，的]{2,4}(?:版本?|套餐)(?![\u4e00-\u9fff]{0,3}后)")
"""What the device is sold as: its name goes right in front."""
_WHEN_FIRST = re.compile("(?!如果|只要|为了)[^，]{1,10}(?:时|前|后)，")
"""A clause that says when: the device stands in it then, 使用…时 in front would say it twice."""


def _stands(text: str, said: str) -> bool:
    return (
        10 <= len(text) <= MAX_CHARS - len(said)
        and balanced(text)
        and not BAD_TEXT.search(text)
        and not UNCLEAR.search(_BRACKET.sub("", text))
        and not dangling(text)
        and not undated(text)
        and (not CONDITION.search(text) or bool(CONDITION.match(text)))
    )


def _begins(segments: Sequence[Sequence[Word]]) -> bool:
    """Whether the sentence begins with what it is about, or says when and where and then what it is about."""
    if segments[0] and CONDITION.match("".join(w.text for w in segments[0])):
        return True
    for segment in segments[:2]:
        ws = segment[:-1] if segment[-1].text in "，；：" else segment
        chunks = parse(ws) if ws else None
        if not chunks or BAD_SUBJECT.match("".join(w.text for w in ws)):
            return False
        subject = next((c for c in chunks if c.role == "subject"), None)
        if subject is not None:
            held = ws[subject.start : subject.stop]
            if definite(
                Piece("subject", tuple(held)),
                [Piece(c.role, tuple(ws[c.start : c.stop])) for c in chunks],
            ):
                return False
            if held[0].tag == "m" and not any(w.kind for w in held):
                return False
            return held[0].tag not in ("v", "r", "md") and (
                any(w.kind for w in held) or len(held) >= 3
            )
        if {c.role for c in chunks} - {"time", "scene"}:
            return False
    return False


def _segments(text: str, names: Names) -> Iterator[list[Word]]:
    """The words of each clause, its closing mark the last of them."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        depth += (char in "“‘《（「") - (char in "”’》）」")
        if depth <= 0 and _CUT.match(char):
            yield [*words(text[start:at], names), Word(char, "x", 0)]
            start = at + 1
    if start < len(text):
        yield words(text[start:], names)


def _inside(ws: Sequence[Word], classes: dict[str, str]) -> Iterator[Answer]:
    """The answers of one clause as places among its words; of a clause that can't be read, its values."""
    chunks = parse(ws) if ws else None
    if not chunks:
        pieces, starts = [Piece("after", tuple(ws))], [0]
    else:
        pieces = [Piece(c.role, tuple(ws[c.start : c.stop])) for c in chunks]
        starts = [c.start for c in chunks]
    for a in answers(pieces, classes):
        if a.type in _SURE and not a.last and pieces[a.at].role != "subject":
            yield Answer(
                0, a.start + starts[a.at], a.stop + starts[a.at], a.type, a.asking, a.weight
            )


def _text(ws: Sequence[Word], answer: Answer) -> str:
    return "".join(w.text for w in ws[answer.start : answer.stop])
