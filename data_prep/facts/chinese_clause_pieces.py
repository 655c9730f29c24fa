"""One clause of a Chinese utterance → its pieces, made whole by what the clauses before it lend: subject, time, place."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data_prep.facts.chinese_carry import (
    AIM,
    CALLS,
    WHEN,
    Continued,
    State,
    acts,
    announced,
    antecedent,
    as_before,
    became_known,
    counted,
    date_of,
    described,
    goes_on,
    other_year,
    tells_of,
    turn_to,
    unbracketed,
    with_device,
    with_subject,
)
from data_prep.facts.chinese_clauses import Chunk, parse
from data_prep.facts.chinese_completing import (
    FOR,
    front_of,
    made_of,
    measured,
    of_the_site,
    undergoes,
)
from data_prep.facts.chinese_doings import doing, hinged
from data_prep.facts.chinese_objects import ALSO_CALLED
from data_prep.facts.chinese_owners import (
    IS,
    OF,
    RELATIONAL,
    belongs,
    booked,
    names_something,
    owned,
)
from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_settling import settled
from data_prep.facts.chinese_stances import turned
from data_prep.facts.chinese_standing import IF, standing_problem
from data_prep.facts.chinese_word import Word

_SERVES = frozenset("用于 用来 用作 供".split())
_ENSURES = frozenset("确保 保证 使得 导致".split())
"""Verbs without a subject of their own: of what was named last; of what the clause before did."""
_EVENT_VERBS = frozenset(
    "或称 充满 存在 导致 使 让 使得 令 意味着 引发 标志着 造成 招致 促使 包括 包含 是 为 叫 表明 显示 证明 说明 可谓".split()
)
"""Verbs whose missing subject may be all that was said before."""


def _of_all(own: list[Piece], state: State) -> bool:
    """Whether a clause without a subject may tell of all that was said; 是 behind another name does not."""
    named = verb_of(state.last) in ALSO_CALLED and verb_of(own) in ("是", "为")
    return verb_of(own) in _EVENT_VERBS and not named


FULL_STOP = re.compile("[。！？；：，、…\\s]+$")


_LETS = frozenset(
    "鼓励 批评 指责 警告 让 使 使得 令 帮助 要求 允许 邀请 呼吁 建议 推动 促使 说服 迫使 协助".split()
)
"""Verbs whose object does what the next clause says as often as their subject."""
_MINDS = frozenset(
    "相信 认为 觉得 预计 希望 看到 发现 知道 想 感觉 担心 称之为 据 说 称 表示 指出 强调 问 讲 看 听 祝 请 感谢 欢迎 期待".split()
)
"""Verbs whose missing subject is as often the writer as whom the clause before was about."""
_HEARSAY = re.compile("据称|据悉|据传|据说|据报道|据信|据了解")
"""What must stay in front of all that it is said of."""


_THEN = re.compile("当时|那时|此时|届时|同年|同月|当年|当天")
"""Times that the sentence before names."""
_BACK = re.compile("^(?:其中|那|这)$")
"""A subject that only points back to the clause before."""


def completed(
    text: str, found: Sequence[Word], state: State
) -> tuple[list[Piece] | Continued, str]:
    """The pieces of the clause's statement, with its subject; or why it has none."""
    chunks = parse(found) if found else []
    if not chunks and not found:
        return [], "unparsed"
    own = [_piece(chunk, found) for chunk in chunks or ()]
    first = next((p for p in own if p.role == "subject"), None)
    if first is None or hinged(first.words):
        own = doing(found) or own
    if not own:
        return _unparsed(found, state)
    own = turned(own)
    if (
        len(own) == 1
        and own[0].role == "subject"
        and own[0].words[-1].text in ("中", "里", "内", "上", "下", "情况下", "背景下", "条件下")
    ):
        own = [replace(own[0], role="scene")]
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
    if (
        not roles & {"verb", "object"}
        and "subject" in roles
        and own[-1].role in ("scene", "relation")
        and len(own) > 1
    ):
        state.pending, state.last = [*own[:-1], replace(own[-1], mark="，")], []
        return [], ""
    if not roles & {"verb", "object"}:
        own = _nominal(own, state)
        if not own:
            return [], "no_verb"
    pending, state.pending = state.pending, []
    if any(p.role == "subject" for p in pending):
        if "subject" in roles:
            pending = []
        else:
            turn_to(next(p.words for p in pending if p.role == "subject"), state)
            own, pending = [*pending, *own], []
    first = next((p for p in own if p.role == "subject"), None)
    if first and (state.last or state.subject) and (stands_for := antecedent(first.text, state)):
        own = [replace(p, words=stands_for) if p is first else p for p in own]
        first = next(p for p in own if p.role == "subject")
    if (when := date_of(state.last)) and not pending:
        own = [
            replace(p, words=when, mark="，") if p.role == "time" and p.text == "当时" else p
            for p in own
        ]
    if any(p.role == "time" and _THEN.search(p.text) for p in [*pending, *own]):
        state.then = True
    if state.then:
        return [], "relative_time"
    if (
        first
        and (state.last or state.raw)
        and first.words[0].tag == "v"
        and [w.tag for w in first.words[1:2]] == ["de"]
    ):
        return _continued(own, state)  # …更换一次密封油，使用的型号为…
    if first and state.last and not pending and all(w.tag in ("m", "f") for w in first.words):
        return _continued(own, state)  # …，数千人失去了岗位
    elided = False
    if first and first.text in ("同比", "环比"):
        state.front = front_of(state.last)
        return [], "vague_subject"  # 同比增长8%: what does, the clause before says
    each = any(p.role in ("time", "adverb") and p.text.startswith("每") for p in own)
    if (
        each
        and first
        and own[0].text == "每次"
        and not pending
        and not any(w.kind for w in first.words)
    ):
        return _continued(own, state)  # …更换一次密封油，每次用量为0.9升
    if (
        state.home
        and state.raw
        and state.raw[-1].text.endswith(f"{found[0].text}，")
        and not state.last
    ):
        return [], "vague_subject"  # 可以申请退款，退款将…: which one, the clause before says
    if (
        first
        and belongs(first, own, bool(state.home))
        and not each
        and (owner := state.root or state.home)
    ):
        if of_the_site(first, state.raw):
            return [], "vague_subject"
        before = state.last or state.front
        named = owned(owner, first)
        own = booked([replace(p, words=named) if p is first else p for p in own], before)
        state.subject, state.attribute = named, True
        if (
            owner == state.home
            and verb_of(own) in ("是", "属于")
            and not RELATIONAL.match(first.text)
        ):
            state.root = named
    elif first and not (state.said or state.home or pending) and belongs(first, own):
        turn_to((), state)
        state.last = []
        return [], "vague_subject"  # 片长108分钟: of what?
    elif first and not _BACK.match(first.text):
        turn_to(first.words, state)
    elif first is None and verb_of(state.last) in _LETS:
        state.last = []
        return [], "whose_view"  # 鼓励用户提出意见、协助修正错误: the users do
    elif first is None and verb_of(own) in _MINDS:
        state.subject, state.last = (), []
        return [], "whose_view"
    elif first is None and verb_of(own) in (_SERVES if state.last else _SERVES | _ENSURES):
        return _continued(
            own, state
        )  # …的数据，用于训练: the data are; …，确保…: by what stands before
    elif first is None and became_known(own, state.last):
        state.subject, state.last = (), []
        return [], "whose_view"  # X发布了Y，迅速走红: Y did
    elif first is None and state.attribute and state.subject and AIM.search(state.subject[-1].text):
        return _continued(own, state)  # an aim that goes on
    elif first is None and state.attribute and state.root and acts(own):
        turn_to(state.root, state)
        own, pending = with_subject(as_before(own, state.last), state.subject), []
    elif first is None and not state.subject and state.home and not state.condition:
        pass
    elif elided := first is None and announced(own, state):
        pass  # 扎克伯格说，将推出一个平台: he, or whom he speaks for
    elif (
        first
        or not state.subject
        or _of_all(own, state)
        or goes_on(own, state)
        or other_year(own, state.subject)
    ):
        return _continued([p for p in own if p is not first], state)
    else:
        when = [p for p in pending if p.role == "time"]
        about = made_of(state.last) if undergoes(own) else state.subject
        before = state.last or state.front
        own = with_subject(as_before([*when, *own], before), about or state.subject)
        pending = []
    if state.condition and not any(IF.match(p.text) for p in pending):
        return [], "conditional"
    pieces = settled([*pending, *measured(counted(own, state.last))])
    if state.lent and not any(FOR.match(p.text) for p in pieces):
        pieces = [*state.lent, *pieces]
    pieces = [Piece(p.role, ws, p.mark) for p in pieces if (ws := unbracketed(p.words))]
    at_home = bool(state.home) and not state.said and not names_something(pieces)
    if at_home:
        pieces = with_device(pieces, state.home)
    if problem := standing_problem(pieces, said=state.said, home=at_home or elided):
        state.last, state.front = [], front_of(pieces) if problem == "unclear" else []
        if verb_of(pieces) in _LETS:
            state.subject = ()
        return [], problem
    state.last, state.front, state.elided = pieces, [], elided
    if elided and not any(
        w.kind or (w.tag == "m" and len(w.text) > 2) for p in pieces for w in p.words
    ):
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


def _unparsed(found: Sequence[Word], state: State) -> tuple[list[Piece] | Continued, str]:
    """A clause that no reading is sure of, as one piece: its numbers and names can be asked for in their place."""
    if state.condition:
        return [], "conditional"
    before = [*state.pending] or state.last or short(state.raw)
    state.subject, state.pending, state.last = (), [], []
    state.root = (found[0],) if found and found[0].kind else ()
    starts = bool(found) and (found[0].kind is not None or found[0].tag in ("n", "t"))
    if starts and not state.raw:
        before = []
    elif not before or found[0].tag in ("r", "x", "cc"):
        return [], "unparsed"
    made = Continued(before, [Piece("after", tuple(found))])
    if problem := standing_problem(made.whole, parsed=False):
        return [], problem
    return made, ""


def _continued(own: list[Piece], state: State) -> tuple[list[Piece] | Continued, str]:
    before = state.last or short(state.raw)
    if not before or not own or state.condition or verb_of(own) == "就是":
        return [], "no_subject"
    made = Continued(before, own)
    if problem := standing_problem(made.whole, said=state.said, home=state.elided):
        return [], problem
    return made, ""


def _piece(chunk: Chunk, found: Sequence[Word]) -> Piece:
    return Piece(chunk.role, tuple(found[chunk.start : chunk.stop]))


def short(raw: list[Piece]) -> list[Piece]:
    """What was said so far where it is one clause: more would make the statement a paragraph."""
    return raw if raw and sum(w.text == "，" for w in raw[0].words) == 0 else []
