"""Whose somebody is, and what letters stand for, from longer phrases around a name.

O负责…的R N states that N is O's R, O的R1、R2 N that N is O's R1; 《T》（ABC） that ABC abbreviates T.
"""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts import chinese_asking as asking
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_owners import IS, OF
from data_prep.facts.chinese_pieces import Answer, Piece
from data_prep.facts.chinese_values import values
from data_prep.facts.chinese_word import Word
from data_prep.facts.chinese_words import words
from data_prep.facts.tables import PRONOUNS, ROLES
from data_prep.facts.tokens import Names

_ROLE = re.compile(f"(?:{ROLES['zh']})")
_DUTIES = frozenset("负责 主管 分管 从事 专门 专注于 主持".split())
"""Verbs that begin what somebody does for whom they work."""
_SOMEBODY = re.compile("(?:[家者师员授士人]|专家)$")
_SHORT = re.compile("[（(]([A-Z]{3,6}(?:&[A-Z])?)[）)]")
_BODY = re.compile("(?:中心|委员会|[局部会院所处司厅社馆台])$")
"""Ends of bodies, whose names no words mark the beginning of."""


def apposed(ws: Sequence[Word], classes: dict[str, str]) -> Iterator[Candidate]:
    """The candidates of all such phrases among the words of a clause."""
    for i, word in enumerate(ws):
        person = word.kind == "person" or (word.kind and classes.get(word.text) == "人")
        if person and i > 3:
            yield from _with_duty(ws, i, classes)
            yield from _first_of_two(ws, i, classes)
        if word.tag == "br" and i:
            yield from _abbreviated(ws, i, classes)


AS_ONE = re.compile(
    "(?P<how>作为|身为|对于)(?P<what>一[家位名个座款所种支][^，]{4,40}?)(?P<end>而言|来说)?"
)
_COMPANY = re.compile("(?:公司|企业|集团|机构|品牌)$")


def as_one(clause: str, follows: str, names: Names, classes: dict[str, str]) -> Iterator[Candidate]:
    """X是一家…的公司, from 作为一家…的公司，X… and 对于一家…的公司而言，X…"""
    match = AS_ONE.fullmatch(clause)
    if not match or (match["how"] == "对于") != bool(match["end"]):
        return
    after = words(follows, names)
    first = after[0] if after else None
    if first is None or not first.kind:
        return
    company = _COMPANY.search(match["what"])
    if PRONOUNS["zh"].search(match["what"]) or len(after) < 3 or after[1].tag not in _GOES_ON:
        return
    if company and classes.get(first.text, "公司") not in ("公司", "企业", "集团"):
        return
    if match["how"] == "对于" and not (company and first.kind in ("latin", "organization")):
        return
    pieces = [
        Piece("subject", (first,)),
        Piece("verb", (IS,)),
        Piece("object", tuple(words(match["what"], names))),
    ]
    figures = [a for a in values(2, pieces[2], classes) if a.weight >= 2]
    yield from candidates(pieces, classes, "", figures or None)


_GOES_ON = frozenset(("v", "d", "md", "p", "ba", "br"))


def _employer(ws: Sequence[Word], stop: int) -> Word | None:
    """The organisation that ends before ws[stop], where nothing before it makes it a part of something."""
    at = stop - 1
    while at >= 0 and ws[at].tag == "br":
        at -= 1
    if at < 0 or ws[at].kind not in ("organization", "latin", "topic"):
        return None
    before = ws[at - 1] if at else None
    alone = before is None or before.tag in ("p", "v", "x", "c", "cc", "d", "ba", "le")
    return ws[at] if alone and not (before and before.text in ("原", "前", "时任")) else None


def _with_duty(ws: Sequence[Word], i: int, classes: dict[str, str]) -> Iterator[Candidate]:
    """O负责研究X的分析师N: N是O负责研究X的分析师."""
    if not _ROLE.fullmatch(ws[i - 1].text) or ws[i - 2].tag != "de":
        return
    at = next((k for k in range(i - 3, 0, -1) if ws[k].text in _DUTIES), 0)
    inside = ws[at : i - 2]
    if not at or any(w.tag in ("x", "de", "le", "r", "br") for w in inside):
        return
    employer = _employer(ws, at)
    if employer is None:
        return
    held = (employer, *ws[at:i])
    pieces = [Piece("subject", (ws[i],)), Piece("verb", (IS,)), Piece("object", held)]
    where = asking.name(employer, classes.get(employer.text, "公司"))
    yield from candidates(pieces, classes, "", [Answer(2, 0, 1, "organization", where, 3)])


def _first_of_two(ws: Sequence[Word], i: int, classes: dict[str, str]) -> Iterator[Candidate]:
    """O的长期教授、人工智能专家N: N是O的长期教授."""
    at = i - 1
    while at > 2 and ws[at].tag in ("n", "vn", "a") and not ws[at].kind:
        at -= 1
    if at == i - 1 or ws[at].text != "、" or not _SOMEBODY.search(ws[i - 1].text):
        return
    if not _ROLE.fullmatch(ws[at - 1].text):
        return
    of = next((k for k in range(at - 2, max(at - 5, 0), -1) if ws[k].tag == "de"), 0)
    employer = _employer(ws, of) if of else None
    post = ws[of + 1 : at]
    if employer is None or any(w.tag not in ("n", "a", "d", "vn") or w.kind for w in post):
        return
    pieces = [
        Piece("subject", (ws[i],)),
        Piece("verb", (IS,)),
        Piece("object", (employer, OF, *post)),
    ]
    where = asking.name(employer, classes.get(employer.text, "公司"))
    what = Asking("noun", "什么职务", "职务", "个")
    yield from candidates(
        pieces,
        classes,
        "",
        [
            Answer(2, 0, 1, "organization", where, 3),
            Answer(2, 2, 2 + len(post), "person_role", what, 2),
        ],
    )


def _abbreviated(ws: Sequence[Word], i: int, classes: dict[str, str]) -> Iterator[Candidate]:
    """《T》（ABC）, 人工通用智能（AGI）: the letters in brackets are short for what stands before them."""
    match = _SHORT.fullmatch(ws[i].text)
    full = _term(ws, i) if match else ()
    if not match or not full:
        return
    short = Word(match[1], "n", 0, "latin")
    named = (*full, OF, Word("英文缩写", "n", 0))
    how = Asking("noun", "什么", "缩写", "个")
    by_short = [Piece("subject", named), Piece("verb", (IS,)), Piece("object", (short,))]
    yield from candidates(by_short, classes, "", [Answer(2, 0, 1, "definition", how, 2)])
    by_full = [Piece("subject", (short,)), Piece("verb", (IS,)), Piece("object", named)]
    of = _asked_as(full, classes)
    yield from candidates(by_full, classes, "", [Answer(2, 0, len(full), "definition", of, 2)])


def _asked_as(full: Sequence[Word], classes: dict[str, str]) -> Asking:
    if full[-1].kind is None:
        return Asking("noun", "什么", "术语", "个")
    bare = Word(full[-1].text.strip("《》"), "n", 0, full[-1].kind)
    beside = next((c for c in ("法案", "协议", "计划") if bare.text.endswith(c)), "")
    return asking.name(full[-1], beside or classes.get(full[-1].text, ""))


def _term(ws: Sequence[Word], stop: int) -> tuple[Word, ...]:
    """The Chinese name or term that ends before ws[stop], or ()."""
    last = ws[stop - 1]
    if last.kind == "work":
        return (last,)
    if last.kind == "organization":  # behind a noun it is the end of a longer name
        return () if stop > 1 and ws[stop - 2].tag in ("n", "vn", "a") else (last,)
    start = stop
    while start and ws[start - 1].tag in ("n", "vn") and not ws[start - 1].kind:
        start -= 1
    term = ws[start:stop]
    text = "".join(w.text for w in term)
    before = ws[start - 1] if start else None
    bounded = before is None or before.tag in ("v", "p", "de", "c", "cc", "m", "x", "le")
    if not bounded or not re.fullmatch("[\u4e00-\u9fff]{4,12}", text) or _BODY.search(text):
        return ()
    return tuple(term)
