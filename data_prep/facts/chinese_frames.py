"""One Chinese utterance → its self-contained statements, and every answer that they can be asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data_prep.facts import chinese_reasons as reasons
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_appositions import AS_ONE, apposed, as_one
from data_prep.facts.chinese_candidates import candidates
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
from data_prep.facts.chinese_caused import caused
from data_prep.facts.chinese_clauses import Chunk, parse
from data_prep.facts.chinese_completing import (
    FOR,
    front_of,
    lent,
    made_of,
    measured,
    of_the_site,
    undergoes,
)
from data_prep.facts.chinese_doings import doing, hinged
from data_prep.facts.chinese_examples import EXAMPLE, example
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
from data_prep.facts.chinese_phrases import PASSING, in_passing, kin
from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_segments import (
    AND_ALSO,
    bracketed,
    clauses,
    coordinated,
    marked_clauses,
)
from data_prep.facts.chinese_settling import settled
from data_prep.facts.chinese_stances import turned
from data_prep.facts.chinese_standing import IF, standing_problem
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
        text = LEADING["zh"].sub("", _FULL_STOP.sub("", clause.strip())).strip("，。 ")
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
                aside, _ = _pieces(part, words(part, names), beside)
                found += candidates(aside, classes, said) if isinstance(aside, list) else ()
        found += kin(ws, state.subject, classes)
        if (inner := reasons.BEFORE.match(text)) and inner[0] in ("因为", "由于") and len(text) > 8:
            aside, _ = _pieces(text[inner.end() :], words(text[inner.end() :], names), State())
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
            pieces, problem = _pieces(text, part, state)
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


_SERVES = frozenset("用于 用来 用作 供".split())
_ENSURES = frozenset("确保 保证 使得 导致".split())
"""Verbs without a subject of their own: of what was named last; of what the clause before did."""
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


def _short(raw: list[Piece]) -> list[Piece]:
    """What was said so far where it is one clause: more would make the statement a paragraph."""
    return raw if raw and sum(w.text == "，" for w in raw[0].words) == 0 else []


def _raw(before: list[Piece], ws: Sequence[Word]) -> list[Piece]:
    """The clauses so far as one piece."""
    comma = (Word("，", "x", 0),) if before else ()
    return [Piece("scene", (*(before[0].words if before else ()), *comma, *ws), "，")]


_EVENT_VERBS = frozenset(
    "或称 充满 存在 导致 使 让 使得 令 意味着 引发 标志着 造成 招致 促使 包括 包含 是 为 叫 表明 显示 证明 说明 可谓".split()
)
"""Verbs whose missing subject may be all that was said before."""


def _of_all(own: list[Piece], state: State) -> bool:
    """Whether a clause without a subject may tell of all that was said; 是 behind another name does not."""
    named = verb_of(state.last) in ALSO_CALLED and verb_of(own) in ("是", "为")
    return verb_of(own) in _EVENT_VERBS and not named


_FULL_STOP = re.compile("[。！？；：，、…\\s]+$")


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


def _pieces(text: str, found: Sequence[Word], state: State) -> tuple[list[Piece] | Continued, str]:
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
    before = [*state.pending] or state.last or _short(state.raw)
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
    before = state.last or _short(state.raw)
    if not before or not own or state.condition or verb_of(own) == "就是":
        return [], "no_subject"
    made = Continued(before, own)
    if problem := standing_problem(made.whole, said=state.said, home=state.elided):
        return [], problem
    return made, ""


def _piece(chunk: Chunk, found: Sequence[Word]) -> Piece:
    return Piece(chunk.role, tuple(found[chunk.start : chunk.stop]))
