"""One Chinese utterance → its self-contained statements, and every answer that they can be asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from data_prep.facts import chinese_reasons as reasons
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_answers import Answer, Piece, answers, candidates, verb_of
from data_prep.facts.chinese_clauses import Chunk, parse
from data_prep.facts.chinese_owners import (
    IS,
    OF,
    RELATIONAL,
    belongs,
    in_use,
    names_something,
    owned,
    owner_of,
)
from data_prep.facts.chinese_phrases import in_passing, kin
from data_prep.facts.chinese_standing import IF, settled, standing_problem
from data_prep.facts.chinese_whole import whole
from data_prep.facts.chinese_words import Word, words
from data_prep.facts.tables import LEADING
from data_prep.facts.tokens import Names


@dataclass(slots=True)
class _State:
    """What the clauses of one utterance hand on."""

    subject: tuple[Word, ...] = ()
    pending: list[Piece] = field(default_factory=list)
    last: list[Piece] = field(default_factory=list)
    """The pieces of the statement before."""
    raw: list[Piece] = field(default_factory=list)
    """All clauses before as one piece, as they stand."""
    said: bool = False
    """Whether a speaker is named in front of every statement."""
    condition: bool = False
    """Whether a condition was said: nothing holds without it."""
    root: tuple[Word, ...] = ()
    """The named thing that the attributes of later clauses belong to."""
    attribute: bool = False
    """Whether `subject` is an attribute: what goes on without a subject may be about it or its owner."""
    home: tuple[Word, ...] = ()
    """The device of a manual."""
    ahead: tuple[Word, ...] = ()
    """The words of the next clause."""
    then: bool = False
    """Whether the sentence is about a time that only the one before names: 当时…"""
    alone: bool = False
    """Whether `subject` stood in a clause of its own: 叶乔波，籍贯…"""


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
    state, silent = _State(tuple(words(topic, names)) if topic else ()), []
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
        if at < len(parts) and mark == "，" and _AND_ALSO.match(parts[at][0]):
            clause, mark, at = f"{clause}，{parts[at][0]}", parts[at][1], at + 1
        if (match := _THIS_IS.match(clause)) and (about := _last_phrase(state.last)):
            state.subject, state.last = about, []
            clause = "".join(w.text for w in about) + clause[match.end() - 1 :]
        elif clause.startswith(("—", "还是", "或是", "无论是", "以免", "免得")):
            continue
        elif clause.startswith("而是") and state.subject and state.last:
            own = clause[2:]  # not X but: 要求研究人员申请访问权限
            clause = own if words(own, names)[:1] and words(own, names)[0].tag == "v" else clause
        if told := reasons.announced(clause.strip("，。 "), state.last):
            found = [*found[:bare], *candidates(told[0], classes, said, told[1])]
            state.last = []
            _turn_to((), state)  # what follows belongs to what was announced
            continue
        text = LEADING["zh"].sub("", _FULL_STOP.sub("", clause.strip())).strip("，。 ")
        if not text:
            continue
        if _TURN.match(clause):
            state.raw = []
        ws = words(text, names)
        for owner, inner in _bracketed(ws):
            beside = _State(owner if any(w.kind for w in owner) else ())
            for part in clauses(inner):
                aside, _ = _pieces(part, words(part, names), beside)
                found += candidates(aside, classes, said) if isinstance(aside, list) else ()
        found += kin(ws, state.subject, classes)
        if (inner := reasons.BEFORE.match(text)) and inner[0] in ("因为", "由于") and len(text) > 8:
            aside, _ = _pieces(text[inner.end() :], words(text[inner.end() :], names), _State())
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
                continue
            if text.startswith(("因为", "是因为")):
                at += reasons.length([(text, mark), *parts[at:]]) - 1
                silent.append("reason_too_long")
                continue
        bare = len(found)
        state.ahead = tuple(words(parts[at][0], names)) if at < len(parts) else ()
        before_last = state.last
        for part in _coordinated(ws):
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
                found += candidates(pieces, classes, said)
                found += reasons.because(pieces, classes, said)
        if state.last is before_last or mark == "：":
            state.last = []
        state.raw = _raw(state.raw, ws)
    if not state.condition or IF.match(plain):
        found += whole(plain, names, classes, said, {c.object for c in found}, home)
    if _COMPARED.search(plain):
        found = [c for c in found if "更" not in c.frame.text or _COMPARED.search(c.frame.text)]
    return Reading(tuple(found), tuple(silent), tuple(state.last))


def passing(
    sentence: str, names: Names, classes: dict[str, str], company: str = ""
) -> list[Candidate]:
    """What the noun phrases of a sentence state in passing, whoever says the sentence."""
    ws = list(clauses(sentence.replace("“", "，").replace("”", "，")))
    return [c for clause in ws for c in in_passing(words(clause, names), classes, company)]


_COMPARED = re.compile("相比|比起|较之|相较")
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


_AND = frozenset("并 并且 且 而且".split())


def _coordinated(ws: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words cut before an "and" that joins two verbs: 增加了长度 | 并改进了功能."""
    start = 0
    for i, word in enumerate(ws[:-1]):
        if (
            i > start + 2
            and word.text in _AND
            and ws[i + 1].tag in ("v", "md", "ba")
            and ws[i - 1].tag != "v"
        ):
            yield ws[start:i]
            start = i + 1
    yield ws[start:]


def _raw(before: list[Piece], ws: Sequence[Word]) -> list[Piece]:
    """The clauses so far as one piece."""
    comma = (Word("，", "x", 0),) if before else ()
    return [Piece("scene", (*(before[0].words if before else ()), *comma, *ws), "，")]


def _bracketed(ws: Sequence[Word]) -> Iterator[tuple[tuple[Word, ...], str]]:
    """(the noun phrase before, what is said of it) of brackets that hold a clause: （覆盖A和B）."""
    for at, word in enumerate(ws):
        if word.tag == "br" and len(word.text) >= 8:
            start = at
            while start and (ws[start - 1].tag in ("n", "de", "vn", "a")):
                start -= 1
            yield (
                tuple(ws[start:at]) if start < at and ws[start].tag != "de" else (),
                word.text.strip("（）"),
            )


# --- clauses

_OPEN, _CLOSE = "“‘《（「", "”’》）」"
_CUTS = re.compile(f"[{_OPEN}{_CLOSE}，；：。！—]")


_AND_ALSO = re.compile("以及|及其?|和(?!.{1,24}(?:相比|不同|一样))|或者|、")
"""How a clause begins that only goes on with the list before it."""


def clauses(text: str) -> Iterator[str]:
    """The text cut behind ，；： and before —— that stand in no quotation, title or bracket."""
    for clause, _ in marked_clauses(text):
        yield clause


def marked_clauses(text: str) -> Iterator[tuple[str, str]]:
    """The clauses of a text, each with the mark behind it."""
    start, depth = 0, 0
    for match in _CUTS.finditer(text):
        at, char = match.start(), match[0]
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth > 0:
            continue
        if char in "，；：。！":
            yield text[start:at], char
            start = at + 1
        elif at > start and text.startswith("——", at) and text[at - 1] != "—":
            yield text[start:at], "—"
            start = at
    if start < len(text):
        yield text[start:], ""


_EVENT_VERBS = frozenset(
    "或称 充满 存在 导致 使 让 使得 令 意味着 引发 标志着 造成 招致 促使 包括 包含 是 为 叫 表明 显示 证明 说明 可谓".split()
)
"""Verbs whose missing subject may be all that was said before."""
_FULL_STOP = re.compile("[。！？；：，、…\\s]+$")


@dataclass(frozen=True, slots=True)
class Continued:
    """A clause that only makes sense behind the statement before it: …，包括A和B; …，成为最大的一家."""

    before: list[Piece]
    own: list[Piece]

    @property
    def whole(self) -> list[Piece]:
        """Both as one statement; the clause is one `after` piece of it."""
        after = Piece("after", tuple(w for p in self.own for w in p.words))
        if not self.before:
            return [after]
        return [*self.before[:-1], replace(self.before[-1], mark="，"), after]

    def answers(self, classes: dict[str, str]) -> list[Answer]:
        """The answers of the clause alone, as places in `whole`."""
        starts = [0, *accumulate(len(p.words) for p in self.own)]
        return [
            replace(
                a,
                at=len(self.before),
                start=a.start + starts[a.at],
                stop=a.stop + starts[a.at],
                last=0,
            )
            for a in answers(self.own, classes)
        ]


def _unbracketed(ws: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without the brackets, which say something beside the statement, unless they stand in a list."""
    if any(w.tag == "br" for w in ws) and not any(w.text == "、" for w in ws):
        return tuple(w for w in ws if w.tag != "br")
    return ws


_LETS = frozenset(
    "鼓励 让 使 使得 令 帮助 要求 允许 邀请 呼吁 建议 推动 促使 说服 迫使 协助".split()
)
"""Verbs whose object does what the next clause says as often as their subject."""
_MINDS = frozenset(
    "相信 认为 觉得 预计 希望 看到 发现 知道 想 感觉 担心 称之为 据 说 称 表示 指出 强调 问 讲 看 听 祝 请 感谢 欢迎 期待".split()
)
"""Verbs whose missing subject is as often the writer as whom the clause before was about."""
_HEARSAY = re.compile("据称|据悉|据传|据说|据报道|据信|据了解")
"""What must stay in front of all that it is said of."""
_WHEN = frozenset("时 后 前 之后 之前 之际 期间 以后 以前".split())


def _date_of(pieces: Sequence[Piece]) -> tuple[Word, ...]:
    """The date of a statement, which a 当时 behind it means."""
    times = [p.words for p in pieces if p.role == "time"]
    words_of = [w for ws in times for w in ws if w.tag == "t" and _DATE.search(w.text)]
    return (words_of[0],) if len(words_of) == 1 else ()


_THEN = re.compile("当时|那时|此时|届时|同年|同月|当年|当天")
"""Times that the sentence before names."""
_BACK = re.compile("^(?:其中|那|这)$")
"""A subject that only points back to the clause before."""


def _pieces(text: str, found: Sequence[Word], state: _State) -> tuple[list[Piece] | Continued, str]:
    """The pieces of the clause's statement, with its subject; or why it has none."""
    chunks = parse(found) if found else []
    if not chunks and not found:
        return [], "unparsed"
    if chunks is None:
        return _unparsed(found, state)
    own = [_piece(chunk, found) for chunk in chunks]
    if (
        len(own) == 1
        and own[0].role == "subject"
        and own[0].words[-1].text in ("中", "里", "内", "上", "下", "情况下", "背景下", "条件下")
    ):
        own = [replace(own[0], role="scene")]
    if len(found) > 2 and found[-1].text in _WHEN and own[0].role not in ("time", "scene"):
        _turn_to(next((p.words for p in own if p.role == "subject"), ()), state)
        state.pending, state.last = [*state.pending, Piece("scene", tuple(found), "，")], []
        return [], ""
    described = _described(own)
    if described and verb_of(own) in _CALLS and not _tells_of(state.ahead):
        return [], "unsure_reading"
    if described and _tells_of(state.ahead):
        _turn_to(described, state)
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
            _turn_to(next(p.words for p in pending if p.role == "subject"), state)
            own, pending = [*pending, *own], []
    first = next((p for p in own if p.role == "subject"), None)
    if first and (state.last or state.subject) and (stands_for := _antecedent(first.text, state)):
        own = [replace(p, words=stands_for) if p is first else p for p in own]
        first = next(p for p in own if p.role == "subject")
    if (when := _date_of(state.last)) and not pending:
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
    each = any(p.role == "time" and p.text.startswith("每") for p in own)
    if (
        first
        and belongs(first, own, bool(state.home))
        and not each
        and (owner := state.root or state.home)
    ):
        named = owned(owner, first)
        own = [replace(p, words=named) if p is first else p for p in own]
        state.subject, state.attribute = named, True
        if (
            owner == state.home
            and verb_of(own) in ("是", "属于")
            and not RELATIONAL.match(first.text)
        ):
            state.root = named
    elif first and not (state.said or state.home or pending) and belongs(first, own):
        _turn_to((), state)
        state.last = []
        return [], "vague_subject"  # 片长108分钟: of what?
    elif first and not _BACK.match(first.text):
        _turn_to(first.words, state)
    elif first is None and verb_of(state.last) in _LETS:
        state.last = []
        return [], "whose_view"  # 鼓励用户提出意见、协助修正错误: the users do
    elif first is None and verb_of(own) in _MINDS:
        state.subject, state.last = (), []
        return [], "whose_view"
    elif first is None and _became_known(own, state.last):
        state.subject, state.last = (), []
        return [], "whose_view"  # X发布了Y，迅速走红: Y did
    elif first is None and state.attribute and _AIM.search(state.subject[-1].text):
        return _continued(own, state)  # an aim that goes on
    elif first is None and state.attribute and state.root and _acts(own):
        _turn_to(state.root, state)
        own, pending = _with_subject(_as_before(own, state.last), state.subject), []
    elif first is None and not state.subject and state.home and not state.condition:
        pass
    elif first or not state.subject or verb_of(own) in _EVENT_VERBS or _goes_on(own, state):
        return _continued([p for p in own if p is not first], state)
    else:
        own = _with_subject(_as_before(own, state.last), state.subject)
        pending = []
    if state.condition and not any(IF.match(p.text) for p in pending):
        return [], "conditional"
    pieces = settled([*pending, *_counted(own, state.last)])
    pieces = [replace(p, words=ws) for p in pieces if (ws := _unbracketed(p.words))]
    at_home = bool(state.home) and not state.said and not names_something(pieces)
    if at_home:
        pieces = _in_use(pieces, state.home)
    if problem := standing_problem(pieces, said=state.said, home=at_home):
        state.last = []
        if verb_of(pieces) in _LETS:
            state.subject = ()
        return [], problem
    state.last = pieces
    return pieces, ""


_ATTRIBUTES = re.compile(
    "^(籍贯|本名|原名|别名|昵称|艺名|笔名|字|号|身高|体重|面积|人口|全长|海拔|别称|绰号|外号|学名|英文名|原籍|祖籍)(?=.{1,20}$)"
)
"""Attributes whose value follows without a verb: 籍贯吉林长春."""
_NATURE = re.compile(
    "(?:[人者员家师手星将王帝后长]|运动员|演员|公司|企业|机构|大学|学院|小说|电影|专辑|歌曲|城市|作品|艺人|学者|品种|植物|动物|车站|建筑|俱乐部|节目|组织|游戏|系列|模型|软件|平台)$"
)


def _nominal(own: list[Piece], state: _State) -> list[Piece]:
    """A clause of one noun phrase as a statement about the name before it: X，籍贯吉林长春，前运动员; else [].

    A name alone becomes what the next clauses are about.
    """
    phrase = own[-1] if len(own) == 1 and own[-1].role == "subject" else None
    if phrase is None:
        state.subject, state.pending, state.last = (), [], []
        return []
    text = phrase.text
    if state.subject and not state.last and state.alone:
        about, rest = state.subject, phrase.words
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
    state.alone = bool(named) and len(_unbracketed(phrase.words)) <= 3
    state.subject = _unbracketed(phrase.words) if state.alone else ()
    return []


def _turn_to(subject: tuple[Word, ...], state: _State) -> None:
    """Make `subject` what the clauses that follow are about."""
    owner = owner_of(subject)
    state.subject, state.attribute = subject, bool(owner)
    state.root = owner or (subject if any(w.kind for w in subject) else ())


_CALLS = ("称之为", "称为", "称作", "叫做")


def _described(own: list[Piece]) -> tuple[Word, ...]:
    """The words of a clause that is one described noun, which the next clause is about, else ():
    X主持研发的水泵，噪声…; X称之为“愚蠢”的担忧，源于…"""
    at = next((i for i, p in enumerate(own) if p.role == "verb"), -1)
    if (
        at < 1
        or at + 2 != len(own)
        or own[at + 1].role != "object"
        or own[at - 1].role != "subject"
    ):
        return ()
    first, *rest = own[at + 1].words
    twice = first.tag in ("v", "vn") or (first.text[0] in "“‘" and own[at].text in _CALLS)
    if (
        not twice
        or not rest
        or rest[0].tag != "de"
        or len(rest) < 2
        or own[at].words[-1].tag == "le"
    ):
        return ()
    if own[at].words[0].text in ("是", "为", "有", "叫", "属于"):
        return ()
    return tuple(w for p in own[at - 1 :] for w in p.words)


def _in_use(pieces: list[Piece], home: tuple[Word, ...]) -> list[Piece]:
    """The statement with the device in front: 使用X时，…, or X长期停用时，…"""
    first = pieces[0]
    if (
        first.role == "scene"
        and first.words[-1].text in _WHEN
        and first.words[0].tag in ("v", "n", "a", "d")
    ):
        return [replace(first, words=(*home, *first.words), mark="，"), *pieces[1:]]
    return [in_use(home), *pieces]


_RELEASES = frozenset("发布 推出 出版 上映 发行 开通 问世".split())
_KNOWN = re.compile("红$|迎合|风靡|爆火|畅销|问世|热销|登顶|好评|青睐|欢迎")


def _became_known(own: list[Piece], last: list[Piece]) -> bool:
    """Whether a clause without a subject tells how what was just released did."""
    return verb_of(last) in _RELEASES and bool(_KNOWN.search("".join(p.text for p in own)))


_SHARES = frozenset("占 约占 相当于 等于 合 折合 高出 多出 多 少 低 高".split())
_SHOULD = frozenset("应 应该 应当 须 必须 请 需 需要 可 可以".split())


def _goes_on(own: list[Piece], state: _State) -> bool:
    """Whether a clause without a subject tells of the number or the attribute before it: …1.5亿元，占收入的6%."""
    last = state.last[-1] if state.last else None
    number = last is not None and any(w.tag == "m" for w in last.words)
    compares = own[0].role == "relation" and own[0].words[0].text == "比"
    if number and (compares or verb_of(own) in _SHARES):
        return True
    modal = {w.text for p in own if p.role == "adverb" for w in p.words}
    return bool(state.home) and bool(modal & _SHOULD)


_AIM = re.compile("(?:目标|使命|任务|目的|愿景|理念|计划|策略|初衷)$")
_LAUNCHES = frozenset(
    "交付 上市 发售 投产 开放 开馆 上线 亮相 完工 建成 竣工 停产 倒闭 开业".split()
)
_CHANGES = frozenset(
    "算起 起 下降 上升 增长 减少 增加 达 达到 超过 为 约 占 翻番 变化 来自 取决于".split()
)


def _acts(own: list[Piece]) -> bool:
    """Whether a predicate is of an owner rather than of an attribute: 收藏…, 是…之一, but not 下降了8%."""
    verb, behind = verb_of(own), [p for p in own if p.role == "object"]
    counted = bool(behind) and behind[0].words[0].tag == "m"
    if verb.startswith(("或", "又")):
        return False
    if not behind:
        return verb in _LAUNCHES
    return verb not in _CHANGES and not (verb == "是" and counted)


_SAYS_MORE = frozenset("源于 来自 来源于 是 成为 属于 有 在于 拥有 具有".split())


def _tells_of(ahead: Sequence[Word]) -> bool:
    """Whether a clause goes on with what a noun phrase before it named: an attribute of it, or what it is."""
    if ahead and ahead[0].text in _SAYS_MORE:
        return True
    chunks = parse(ahead) if ahead else None
    own = [Piece(c.role, tuple(ahead[c.start : c.stop])) for c in chunks or ()]
    first = next((p for p in own if p.role == "subject"), None)
    return belongs(first, own) if first else verb_of(own) in _SAYS_MORE


_PLANNED = frozenset("将 将会 会 可能 可能会 或将 预计 计划 打算 拟 有望 必须 应 应该 应当".split())
_STATIVE = frozenset(
    "是 有 拥有 位于 为 属于 包括 具有 占 现任 设在 坐落 毗邻 含有 喜欢 擅长".split()
)
_DATE = re.compile(r"\d{2,4}年|\d月")


def _as_before(own: list[Piece], last: list[Piece]) -> list[Piece]:
    """A clause that goes on with the subject of the one before, with its date and its plan:
    X将派出6架无人机，负责巡查; 1983年，X找回了配方，造出了纸."""
    words_of = [w for p in own if p.role in ("adverb", "verb") for w in p.words]
    if not any(w.tag in ("d", "md", "le") for w in words_of):
        planned = [w for p in last if p.role == "adverb" for w in p.words if w.text in _PLANNED]
        at = next((i for i, p in enumerate(own) if p.role not in ("time", "scene")), 0)
        if planned and verb_of(own) not in _STATIVE:
            own = [*own[:at], Piece("adverb", tuple(planned)), *own[at:]]
    first = next((i for i, p in enumerate(last) if p.role == "subject"), 0)
    if until := [p for p in last[:first] if p.text.startswith("截至") and p.role == "time"]:
        return own if any(p.role == "time" for p in own) else [*until, *own]
    bound = any(
        w.text in ("现", "目前", "已", "仍", "一直", "至今", "现在", "如今") for w in words_of
    )
    if bound or verb_of(own) in _STATIVE or any(p.role == "time" for p in own):
        return own
    front = last[:first]
    bounded = any(p.words[-1].text in _WHEN for p in front)
    dated = [p for p in front[:1] if p.words[0].tag == "t" and _DATE.search(p.text)]
    if not bounded:
        front = dated if any(w.tag == "le" for w in words_of) else []
    return [*front[:-1], *(replace(p, mark="，") for p in front[-1:]), *own]


def _counted(own: list[Piece], last: list[Piece]) -> list[Piece]:
    """The clause with the noun that its number counts, from the clause before with the same verb:
    A需要1万张卡，B需要2万张."""
    if (
        not last
        or own[-1].role != "object"
        or last[-1].role != "object"
        or verb_of(own) != verb_of(last)
    ):
        return own
    mine, theirs = own[-1].words, last[-1].words
    if len(mine) != 1 or len(theirs) < 2 or mine[0].tag != "m" or theirs[0].tag != "m":
        return own
    same = mine[0].text[-1] == theirs[0].text[-1] and not mine[0].text[-1].isdigit()
    return [*own[:-1], replace(own[-1], words=(*mine, *theirs[1:]))] if same else own


_EVERY = re.compile("所有|各|许多|不少|大多|每|几乎")
_PEOPLE = re.compile("(?:人员|者|们|员|家|人|师|生|团队|公司|双方)$")


def _antecedent(pronoun: str, state: _State) -> tuple[Word, ...]:
    """What a pronoun that begins a clause stands for: the subject of the clause before, where it can be."""
    subject = state.subject
    if not subject or pronoun not in ("他", "她", "它", "其", "他们", "她们", "它们", "该公司"):
        return ()
    person = subject[-1].kind == "person"
    if pronoun == "它" and _EVERY.search("".join(w.text for w in subject)):
        return ()
    plural = bool(_PEOPLE.search(subject[-1].text)) or any(
        w.text in ("和", "与", "、") for w in subject
    )
    fits = {
        "他": person,
        "她": person,
        "它": not person,
        "其": True,
        "它们": plural,
        "该公司": not person,
    }
    return subject if fits.get(pronoun, plural) else ()


def _unparsed(found: Sequence[Word], state: _State) -> tuple[list[Piece] | Continued, str]:
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


def _continued(own: list[Piece], state: _State) -> tuple[list[Piece] | Continued, str]:
    before = state.last or _short(state.raw)
    if not before or not own or state.condition or verb_of(own) == "就是":
        return [], "no_subject"
    made = Continued(before, own)
    if problem := standing_problem(made.whole, said=state.said):
        return [], problem
    return made, ""


def _piece(chunk: Chunk, found: Sequence[Word]) -> Piece:
    return Piece(chunk.role, tuple(found[chunk.start : chunk.stop]))


def _with_subject(own: list[Piece], subject: tuple[Word, ...]) -> list[Piece]:
    """The clause with the subject of the clause before, behind what moves freely in front."""
    at = next(
        (
            i
            for i, p in enumerate(own)
            if (p.role not in ("time", "scene") or p.text[0] in "于在")
            and not any(later.mark for later in own[i : i + 2])
        ),
        len(own),
    )
    front = own[:at]
    if front and (front[-1].role == "time" or front[-1].words[-1].text in _WHEN):
        front = [*front[:-1], replace(front[-1], mark="，")]
    return [*front, Piece("subject", subject), *own[at:]]
