"""One Chinese utterance → its self-contained statements, and every answer that they can be asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_prep.facts import chinese_reasons as reasons
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_appositions import AS_ONE, apposed, as_one
from data_prep.facts.chinese_candidates import candidates
from data_prep.facts.chinese_carry import (
    Continued,
    State,
    turn_to,
)
from data_prep.facts.chinese_caused import caused
from data_prep.facts.chinese_clause_pieces import FULL_STOP, completed
from data_prep.facts.chinese_completing import (
    lent,
)
from data_prep.facts.chinese_examples import EXAMPLE, example
from data_prep.facts.chinese_phrases import PASSING, in_passing, kin
from data_prep.facts.chinese_pieces import Piece
from data_prep.facts.chinese_segments import (
    AND_ALSO,
    bracketed,
    clauses,
    coordinated,
    marked_clauses,
)
from data_prep.facts.chinese_standing import IF
from data_prep.facts.chinese_whole import whole
from data_prep.facts.chinese_word import Word
from data_prep.facts.chinese_words import words
from data_prep.facts.tables import LEADING
from data_prep.facts.tokens import Names


@dataclass(frozen=True, slots=True)
class Reading:
    """What one utterance gives: candidates, and why a clause gave none (slugs)."""

    candidates: tuple[Candidate, ...]
    silent: tuple[str, ...]
    last: tuple[Piece, ...] = ()
    """The pieces of the last statement: 目的是… in the next sentence goes on from it."""


def read(
    plain: str,
    names: Names,
    classes: dict[str, str],
    said: str = "",
    topic: str = "",
    before: tuple[Piece, ...] = (),
    home: str = "",
) -> Reading:
    """The candidates of one utterance, whose pronouns are named in `plain`.

    `classes` is the class word that the document sets beside a name (模型 beside Llama 2); `said` is the
    attribution that goes in front of every statement, `topic` what an article of an encyclopedia is about:
    the subject of its sentences without one, `before` the last statement of the sentence before, which
    only a clause of reason may go on from. `home` is the device that a manual is about.
    """
    plain = _SUCH.sub("", _ASIDE_DASH.sub("", plain))
    if topic:
        plain = plain.lstrip("）)，")
    state, silent = State(tuple(words(topic, names)) if topic else ()), []
    state.said = bool(said)
    state.home = tuple(words(home, names)) if home else ()
    state.root = state.subject
    found: list[Candidate] = []
    if before and reasons.goes_back(plain):
        state.last = list(before)
    bare = 0
    parts = list(marked_clauses(plain))
    at = 0
    while at < len(parts):
        clause, mark = parts[at]
        at += 1
        if at < len(parts) and mark == "，" and AND_ALSO.match(parts[at][0]):
            clause, mark, at = f"{clause}，{parts[at][0]}", parts[at][1], at + 1
        if clause.startswith(EXAMPLE):
            if made := example(clause, state, names):  # an example is not the claim
                found += candidates(made.whole, classes, said, made.answers(classes))
            continue
        if said and clause.startswith("—"):
            continue  # whose remark it is, the dash doesn't say
        if (match := _THIS_IS.match(clause)) and (about := _last_phrase(state.last)):
            state.subject, state.last = about, []
            clause = "".join(w.text for w in about) + clause[match.end() - 1 :]
        elif clause.startswith(("—", "还是", "或是", "无论是", "以免", "免得")):
            continue
        elif clause.startswith("而是") and state.subject:
            own = clause[2:]  # not X but: 要求研究人员申请访问权限
            clause = own if words(own, names)[:1] and words(own, names)[0].tag == "v" else clause
        if told := reasons.announced(clause.strip("，。 "), state.last):
            found = [*found[:bare], *candidates(told[0], classes, said, told[1])]
            state.last = []
            turn_to((), state)  # what follows belongs to what was announced
            continue
        if (rest := reasons.said_alone(clause, state.last)) and words(rest, names)[0].kind:
            clause = rest
        text = LEADING["zh"].sub("", FULL_STOP.sub("", clause.strip())).strip("，。 ")
        if not text:
            continue
        if _TURN.match(clause):
            state.raw = []
        if _UNLIKE.match(text):
            turn_to((), state)  # what follows may be of either
            state.last = []
            continue
        text = _THOUGH.sub("", text)
        text = caused(text, names) if not (state.subject or state.condition) else text
        ws = words(text, names)
        for owner, inner in bracketed(ws):
            beside = State(owner if any(w.kind for w in owner) else ())
            for part in clauses(inner):
                aside, _ = completed(part, words(part, names), beside)
                found += candidates(aside, classes, said) if isinstance(aside, list) else ()
        found += kin(ws, state.subject, classes)
        if (inner := reasons.BEFORE.match(text)) and inner[0] in ("因为", "由于") and len(text) > 8:
            aside, _ = completed(text[inner.end() :], words(text[inner.end() :], names), State())
            found += candidates(aside, classes, said) if isinstance(aside, list) and aside else ()
        if IF.match(text):
            state.subject, state.last, state.condition = (), [], True
            state.pending = [*state.pending, Piece("scene", tuple(ws), "，")]
            state.raw = _raw(state.raw, ws)
            continue
        if reasons.AFTER.match(text):
            if reason := reasons.reason([(text, mark), *parts[at:]], state.last):
                found += candidates(reason[0], classes, said, reason[1])
                at += reason[2] - 1
                if reason[2] > 1:
                    turn_to((), state)
                continue
            if text.startswith(("因为", "是因为")):
                at += reasons.length([(text, mark), *parts[at:]]) - 1
                silent.append("reason_too_long")
                continue
        if mark == "，" and _SINCE.fullmatch(text):
            state.then = True  # 12天后，…: after what?
            continue
        if mark == "，" and _GIVEN.match(text) and not state.last:
            state.pending = [*state.pending, Piece("scene", tuple(ws), "，")]
            continue
        bare, waiting = len(found), len(state.pending)
        state.ahead = tuple(words(parts[at][0], names)) if at < len(parts) else ()
        before_last = state.last
        for part in coordinated(ws):
            pieces, problem = completed(text, part, state)
            if problem:
                silent.append(problem)
            elif isinstance(pieces, Continued):
                if mark == "：" and reasons.announces(pieces.whole):
                    silent.append("announces")
                    continue
                found += candidates(pieces.whole, classes, said, pieces.answers(classes))
            elif pieces and mark == "：" and reasons.announces(pieces):
                silent.append("announces")
            elif pieces:
                told = candidates(pieces, classes, said)
                found += [c for c in told if not any(c.object in p.text for p in state.lent)]
                found += reasons.because(pieces, classes, said)
        if mark == "：":
            state.lent = lent(state.last)
        timed = len(state.pending) > waiting and state.pending[-1].role == "time"
        if (state.last is before_last and not timed) or mark == "：":
            state.last = []
        state.raw = _raw(state.raw, ws)
    if not state.condition or IF.match(plain):
        found += whole(plain, names, classes, said, {c.object for c in found}, home)
    if _COMPARED.search(plain):
        found = [c for c in found if "更" not in c.frame.text or _COMPARED.search(c.frame.text)]
    return Reading(tuple(found), tuple(silent), tuple(state.last))


_SINCE = re.compile(
    "(?:大约|约|仅|短短)?[一二三四五六七八九十两几数\\d]+多?(?:个月|个?小时|天|周|个?星期|年|分钟)(?:之?后|以后|之?前|以前)|这一?次|那一?次|此次"
)
"""A clause that is a time counted from what the text told before."""
_GIVEN = re.compile("有了|没有了|计算上?(?=.{2,}[和、与])|算上|加上|扣除|除去|不算|不计|若?计入")
"""A clause without a subject that says under what the next one holds: 有了Llama 3，Meta的目标是…."""


def tells_in_passing(sentence: str) -> bool:
    """Whether `passing` may find anything in a sentence."""
    return bool(PASSING.search(sentence) or AS_ONE.search(sentence))


_MARKS = re.compile("(?<!·)“|”(?!·)")
"""Quotation marks, but for those of a nickname among the parts of a name."""


def passing(
    sentence: str, names: Names, classes: dict[str, str], company: str = ""
) -> list[Candidate]:
    """What the noun phrases of a sentence state in passing, whoever says the sentence."""
    parts = list(clauses(_MARKS.sub("，", sentence)))
    found: list[Candidate] = []
    for clause in filter(PASSING.search, parts):
        own = words(clause, names)
        found += [*in_passing(own, classes, company), *apposed(own, classes)]
    for clause, after in pairwise(parts):
        found += as_one(clause, after, names, classes)
    return found


_COMPARED = re.compile("相比|比起|较之|相较")
_UNLIKE = re.compile("不像|不同于|有别于")
_THOUGH = re.compile("(?<=[\u4e00-\u9fffA-Za-z0-9])(?:尽管|虽然)(?=[是已有在不没很被])")
"""X尽管是开源的，但…: the clause says the same without it."""
_TURN = re.compile("但|不过|然而")
_SUCH = re.compile("(?<=[\u4e00-\u9fff])这种(?=[^，。的]{1,8}的[^，。]{2})")
"""这种 before a noun that is described anyway: 创造这种全能的人工智能."""
_ASIDE_DASH = re.compile('——(?!这|那|它|即|也|其|但|而|"|“)(?![^—]*——)')
"""A dash between a noun and what names it: 热门产品——雷朋眼镜 reads the same without."""
_THIS_IS = re.compile("—+(?:这|那|它)(?:也)?是")


def _last_phrase(pieces: list[Piece]) -> tuple[Word, ...]:
    """The named thing that ends a statement, without its number: Nvidia的H100 GPU of 340,000个Nvidia的H100 GPU."""
    ws = pieces[-1].words if pieces and pieces[-1].role == "object" else ()
    start = max((i + 1 for i, w in enumerate(ws) if w.tag == "m"), default=0)
    return ws[start:] if any(w.kind for w in ws[start:]) else ()


def _raw(before: list[Piece], ws: Sequence[Word]) -> list[Piece]:
    """The clauses so far as one piece."""
    comma = (Word("，", "x", 0),) if before else ()
    return [Piece("scene", (*(before[0].words if before else ()), *comma, *ws), "，")]
