"""One clause of a Chinese utterance → its pieces, made whole by what the clauses before it lend: subject, time, place."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data_prep.facts.chinese_carry import (
    CALLS,
    WHEN,
    State,
    antecedent,
    counted,
    date_of,
    described,
    tells_of,
    turn_to,
    unbracketed,
    with_device,
)
from data_prep.facts.chinese_clauses import Chunk, parse
from data_prep.facts.chinese_completing import (
    FOR,
    front_of,
    measured,
)
from data_prep.facts.chinese_continuing import Outcome, continued, unparsed
from data_prep.facts.chinese_doings import doing, hinged
from data_prep.facts.chinese_objects import ALSO_CALLED
from data_prep.facts.chinese_owners import (
    IS,
    OF,
    names_something,
)
from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_settling import settled
from data_prep.facts.chinese_stances import turned
from data_prep.facts.chinese_standing import IF, standing_problem
from data_prep.facts.chinese_subjects import LETS, Anchored, about, is_each, subject_of
from data_prep.facts.chinese_word import Word

FULL_STOP = re.compile("[。！？；：，、…\\s]+$")


_HEARSAY = re.compile("据称|据悉|据传|据说|据报道|据信|据了解")
"""What must stay in front of all that it is said of."""


_THEN = re.compile("当时|那时|此时|届时|同年|同月|当年|当天")
"""Times that the sentence before names."""


def completed(text: str, found: Sequence[Word], state: State) -> Outcome:
    """The pieces of the clause's statement, with its subject; or why it has none."""
    own = _own(found)
    if own is None:
        return [], "unparsed"
    if not own:
        return unparsed(found, state)
    if (ended := _announces(text, own, found, state)) is not None:
        return ended
    if not {p.role for p in own} & {"verb", "object"}:
        own = _nominal(own, state)
        if not own:
            return [], "no_verb"
    own, pending = _behind_pending(own, state)
    own = _named_again(own, pending, state)
    if any(p.role == "time" and _THEN.search(p.text) for p in [*pending, *own]):
        state.then = True
    if state.then:
        return [], "relative_time"
    if (ended := _leans(own, pending, found, state)) is not None:
        return ended
    whose = about(own, pending, state)
    return _told(whose, state) if isinstance(whose, Anchored) else whose


def _own(found: Sequence[Word]) -> list[Piece] | None:
    """The clause's own pieces; [] where no reading is sure of it, None where there is nothing to read."""
    chunks = parse(found) if found else []
    if not chunks and not found:
        return None
    own = [_piece(chunk, found) for chunk in chunks or ()]
    first = next((p for p in own if p.role == "subject"), None)
    if first is None or hinged(first.words):
        own = doing(found) or own
    if not own:
        return []
    own = turned(own)
    if len(own) == 1 and own[0].role == "subject" and own[0].words[-1].text in _WHERE:
        own = [replace(own[0], role="scene")]
    return own


_WHERE = ("中", "里", "内", "上", "下", "情况下", "背景下", "条件下")


def _announces(text: str, own: list[Piece], found: Sequence[Word], state: State) -> Outcome | None:
    """What a clause leaves that tells nothing itself: when, where or of whom the next one holds; None for one
    that tells something."""
    if len(found) > 2 and found[-1].text in WHEN and own[0].role not in ("time", "scene"):
        turn_to(next((p.words for p in own if p.role == "subject"), ()), state)
        state.pending, state.last = [*state.pending, Piece("scene", tuple(found), "，")], []
        return [], ""
    noun = described(own)
    if noun and verb_of(own) in CALLS and not tells_of(state.ahead):
        return [], "unsure_reading"
    if noun and tells_of(state.ahead):
        turn_to(noun, state)
        state.last = []
        return [], ""
    roles = {piece.role for piece in own}
    if roles <= {"adverb"}:
        if _HEARSAY.match(text):
            state.pending.append(replace(own[0], role="scene", mark="，"))
        return [], ""
    if roles <= {"time", "scene", "relation", "adverb"}:
        own = [p for p in own if p.role != "adverb"]
        state.pending += [*own[:-1], replace(own[-1], mark="，")]
        return [], ""
    placed = own[-1].role in ("scene", "relation") and len(own) > 1
    if not roles & {"verb", "object"} and "subject" in roles and placed:
        state.pending, state.last = [*own[:-1], replace(own[-1], mark="，")], []
        return [], ""
    return None


def _behind_pending(own: list[Piece], state: State) -> tuple[list[Piece], list[Piece]]:
    """The pieces and what waits in front of them; a subject that waits is theirs, if they have none."""
    pending, state.pending = state.pending, []
    if not any(p.role == "subject" for p in pending):
        return own, pending
    if any(p.role == "subject" for p in own):
        return own, []
    turn_to(next(p.words for p in pending if p.role == "subject"), state)
    return [*pending, *own], []


def _named_again(own: list[Piece], pending: list[Piece], state: State) -> list[Piece]:
    """The pieces with the name that their subject stands for, and the date that 当时 is."""
    first = subject_of(own)
    if first and (state.last or state.subject) and (stands_for := antecedent(first.text, state)):
        own = [replace(p, words=stands_for) if p is first else p for p in own]
    if (when := date_of(state.last)) and not pending:
        own = [
            replace(p, words=when, mark="，") if p.role == "time" and p.text == "当时" else p
            for p in own
        ]
    return own


def _leans(
    own: list[Piece], pending: list[Piece], found: Sequence[Word], state: State
) -> Outcome | None:
    """What a clause gives whose subject is understood only by the clause before; None for any other."""
    first = subject_of(own)
    used = first is not None and [w.tag for w in first.words[:2]] == ["v", "de"]
    if used and (state.last or state.raw):
        return continued(own, state)  # …更换一次密封油，使用的型号为…
    if first and state.last and not pending and all(w.tag in ("m", "f") for w in first.words):
        return continued(own, state)  # …，数千人失去了岗位
    if first and first.text in ("同比", "环比"):
        state.front = front_of(state.last)
        return [], "vague_subject"  # 同比增长8%: what does, the clause before says
    named = first is not None and any(w.kind for w in first.words)
    if is_each(own) and first and own[0].text == "每次" and not pending and not named:
        return continued(own, state)  # …更换一次密封油，每次用量为0.9升
    repeated = state.raw and state.raw[-1].text.endswith(f"{found[0].text}，")
    if state.home and repeated and not state.last:
        return [], "vague_subject"  # 可以申请退款，退款将…: which one, the clause before says
    return None


def _told(whose: Anchored, state: State) -> Outcome:
    """The statement, if it stands alone."""
    if state.condition and not any(IF.match(p.text) for p in whose.pending):
        return [], "conditional"
    pieces = settled([*whose.pending, *measured(counted(whose.own, state.last))])
    if state.lent and not any(FOR.match(p.text) for p in pieces):
        pieces = [*state.lent, *pieces]
    pieces = [Piece(p.role, ws, p.mark) for p in pieces if (ws := unbracketed(p.words))]
    at_home = bool(state.home) and not state.said and not names_something(pieces)
    if at_home:
        pieces = with_device(pieces, state.home)
    if problem := standing_problem(pieces, said=state.said, home=at_home or whose.elided):
        state.last, state.front = [], front_of(pieces) if problem == "unclear" else []
        if verb_of(pieces) in LETS:
            state.subject = ()
        return [], problem
    state.last, state.front, state.elided = pieces, [], whose.elided
    words = [w for p in pieces for w in p.words]
    if whose.elided and not any(w.kind or (w.tag == "m" and len(w.text) > 2) for w in words):
        return (
            [],
            "vague_subject",
        )  # 将推出一个新平台: only what the next clause adds tells something
    return pieces, ""


_ATTRIBUTES = re.compile(
    "^(籍贯|本名|原名|别名|昵称|艺名|笔名|字|号|身高|体重|面积|人口|全长|海拔|别称|绰号|外号|学名|英文名|原籍|祖籍)(?=.{1,20}$)"
)
"""Attributes whose value follows without a verb: 籍贯吉林长春."""
_NATURE = re.compile(
    "(?:[人者员家师手星将王帝后长]|运动员|演员|公司|企业|机构|大学|学院|小说|电影|专辑|歌曲|城市|作品|艺人|学者|品种|植物|动物|车站|建筑|俱乐部|节目|组织|游戏|系列|模型|软件|平台|角色|人物|货币|杂志|报纸|专辑|单曲|乐队|[郡县镇村]|第[一二三四五六七八九十]+[子女]|[长次幼][子女])$"
)


def _nominal(own: list[Piece], state: State) -> list[Piece]:
    """A clause of one noun phrase as a statement about the name before it: X，籍贯吉林长春，前运动员; else [].

    A name alone becomes what the next clauses are about.
    """
    phrase = own[-1] if len(own) == 1 and own[-1].role == "subject" else None
    if phrase is None:
        state.subject, state.pending, state.last = (), [], []
        return []
    text = phrase.text
    aside = state.attribute and bool(state.root) and verb_of(state.last) == "是"
    renamed = verb_of(state.last) in ALSO_CALLED
    if state.subject and (renamed or (state.alone and (aside or not state.last))):
        about, rest = state.root if aside else state.subject, phrase.words
        match = _ATTRIBUTES.match(text)
        if match and rest[0].text == match[1] and len(rest) > 1:
            return [
                Piece("subject", (*about, OF, rest[0])),
                Piece("verb", (IS,)),
                Piece("object", rest[1:]),
            ]
        if _NATURE.search(text) and len(text) >= 4 and not any(w.kind == "person" for w in rest):
            return [Piece("subject", about), Piece("verb", (IS,)), Piece("object", rest)]
        return []
    state.last = []
    named = [w for w in phrase.words if w.kind]
    state.alone = bool(named) and len(unbracketed(phrase.words)) <= 3
    state.subject = unbracketed(phrase.words) if state.alone else ()
    return []


def _piece(chunk: Chunk, found: Sequence[Word]) -> Piece:
    return Piece(chunk.role, tuple(found[chunk.start : chunk.stop]))
