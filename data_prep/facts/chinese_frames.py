"""One Chinese utterance → its self-contained statements, and every answer that they can be asked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_answers import Answer, Piece, answers, candidates, verb_of
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_clauses import Chunk, parse
from data_prep.facts.chinese_phrases import in_passing
from data_prep.facts.chinese_standing import BAD_TEXT, IF, dangling, settled, standing_problem
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
) -> Reading:
    """The candidates of one utterance, whose pronouns are named in `plain`.

    `classes` is the class word that the document sets beside a name (模型 beside Llama 2); `said` is the
    attribution that goes in front of every statement, `topic` what an article of an encyclopedia is about:
    the subject of its sentences without one, `before` the last statement of the sentence before, which
    only a clause of reason may go on from.
    """
    plain = _SUCH.sub("", _ASIDE_DASH.sub("", plain))
    state, silent = _State(tuple(words(topic, names)) if topic else ()), []
    state.said = bool(said)
    found: list[Candidate] = []
    if before and (match := _REASON_AFTER.match(plain)) and match["joint"] in _NEW_SENTENCE:
        state.last = list(before)
    for clause in clauses(plain):
        if (match := _THIS_IS.match(clause)) and (about := _last_phrase(state.last)):
            state.subject, state.last = about, []
            clause = "".join(w.text for w in about) + clause[match.end() - 1 :]
        elif clause.startswith("—"):
            continue
        elif clause.startswith("而是") and state.subject and state.last:
            own = clause[2:]  # not X but: 要求研究人员申请访问权限
            clause = own if words(own, names)[:1] and words(own, names)[0].tag == "v" else clause
        text = LEADING["zh"].sub("", _FULL_STOP.sub("", clause.strip())).strip("，。 ")
        if not text:
            continue
        ws = words(text, names)
        for owner, inner in _bracketed(ws):
            beside = _State(owner)
            for part in clauses(inner):
                aside, _ = _pieces(part, words(part, names), beside)
                found += candidates(aside, classes, said) if isinstance(aside, list) else ()
        if (inner := _REASON_BEFORE.match(text)) and inner[0] in ("因为", "由于") and len(text) > 8:
            aside, _ = _pieces(text[inner.end() :], words(text[inner.end() :], names), _State())
            found += candidates(aside, classes, said) if isinstance(aside, list) and aside else ()
        if IF.match(text):
            state.subject, state.last, state.condition = (), [], True
            state.pending = [*state.pending, Piece("scene", tuple(ws), "，")]
            state.raw = _raw(state.raw, ws)
            continue
        if reason := _reason(text, names, state):
            found += candidates(reason[0], classes, said, reason[1])
            continue
        for part in _coordinated(ws):
            pieces, problem = _pieces(text, part, state)
            if problem:
                silent.append(problem)
            elif isinstance(pieces, Continued):
                found += candidates(pieces.whole, classes, said, pieces.answers(classes))
            elif pieces:
                found += candidates(pieces, classes, said)
                found += _because(pieces, classes, said)
        state.raw = _raw(state.raw, ws)
    if not state.condition or IF.match(plain):
        found += whole(plain, names, classes, said, {c.object for c in found})
    return Reading(tuple(found), tuple(silent), tuple(state.last))


def passing(sentence: str, names: Names, classes: dict[str, str]) -> list[Candidate]:
    """What the noun phrases of a sentence state in passing, whoever says the sentence."""
    ws = list(clauses(sentence.replace("“", "，").replace("”", "，")))
    return [c for clause in ws for c in in_passing(words(clause, names), classes)]


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


_REASON_BEFORE = re.compile("(?:因为|由于|为了|鉴于|得益于)")
_REASON_AFTER = re.compile(
    "(?P<joint>(?:其|这一举措的)?目的(?:就)?是|目的在于|原因是|原因在于|这是因为|因为|以便|旨在|以期|从而|使得|由此|这使得|进而)"
)
_NEW_SENTENCE = (
    "目的是",
    "目的就是",
    "目的在于",
    "其目的是",
    "原因是",
    "原因在于",
    "这是因为",
    "这一举措的目的是",
)
_RESULTS = ("使得", "这使得", "从而", "由此", "进而")
MAX_REASON = 40


def _reason(text: str, names: Names, state: _State) -> tuple[list[Piece], list[Answer]] | None:
    """A clause that says why or to what end the statement before holds, as one statement with it."""
    match = _REASON_AFTER.match(text)
    if not match or not state.last:
        return None
    why, joint = (
        text[match.end() :],
        match["joint"].removeprefix("其").removeprefix("这").removeprefix("一举措的"),
    )
    before = "".join(p.text for p in state.last)
    if (
        not 4 <= len(why) <= MAX_REASON
        or dangling(before + joint + why)
        or BAD_TEXT.search(why)
        or len(before) > 60
    ):
        return None
    joint = {"是因为": "因为", "原因是": "因为", "原因在于": "因为"}.get(joint, joint)
    last = state.last[-1]
    pieces = [
        *state.last[:-1],
        replace(last, mark="，"),
        Piece("adverb", (Word(joint, "d", 0),)),
        Piece("after", (Word(why, "n", 0),)),
    ]
    form, ask, noun = (
        ("clause", "什么", "结果")
        if joint in _RESULTS
        else (
            "reason",
            "什么",
            "目的" if joint in ("目的是", "以便", "旨在", "目的在于", "以期") else "原因",
        )
    )
    return pieces, [Answer(len(pieces) - 1, 0, 1, "reason", Asking(form, ask, noun, "个"), 3)]


def _because(pieces: list[Piece], classes: dict[str, str], said: str) -> Iterator[Candidate]:
    """由于R，X…: asked for R."""
    for at, piece in enumerate(pieces):
        match = _REASON_BEFORE.match(piece.text) if piece.role == "scene" else None
        if match and len(piece.words) > 1 and 4 <= len(piece.text) - len(match[0]) <= MAX_REASON:
            noun = "目的" if match[0] == "为了" else "原因"
            answer = Answer(
                at, 1, len(piece.words), "reason", Asking("reason", "什么", noun, "个"), 3
            )
            yield from candidates(pieces, classes, said, [answer])


# --- clauses

_OPEN, _CLOSE = "“‘《（「", "”’》）」"
_CUTS = re.compile(f"[{_OPEN}{_CLOSE}，；：。！—]")


def clauses(text: str) -> Iterator[str]:
    """The text cut behind ，；： and before —— that stand in no quotation, title or bracket."""
    start, depth = 0, 0
    for match in _CUTS.finditer(text):
        at, char = match.start(), match[0]
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth > 0:
            continue
        if char in "，；：。！":
            yield text[start:at]
            start = at + 1
        elif at > start and text.startswith("——", at) and text[at - 1] != "—":
            yield text[start:at]
            start = at
    if start < len(text):
        yield text[start:]


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
        and own[0].words[-1].text in ("中", "里", "内", "上")
    ):
        own = [replace(own[0], role="scene")]
    if len(found) > 2 and found[-1].text in _WHEN and own[0].role not in ("time", "scene"):
        state.subject = next((p.words for p in own if p.role == "subject"), ())
        state.pending, state.last = [*state.pending, Piece("scene", tuple(found), "，")], []
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
            state.subject = next(p.words for p in pending if p.role == "subject")
            own, pending = [*pending, *own], []
    first = next((p for p in own if p.role == "subject"), None)
    if first and state.last and (stands_for := _antecedent(first.text, state)):
        own = [replace(p, words=stands_for) if p is first else p for p in own]
        first = next(p for p in own if p.role == "subject")
    if first and state.last and not pending and all(w.tag in ("m", "f") for w in first.words):
        return _continued(own, state)  # …，数千人失去了岗位
    if first and state.subject and _RELATIONAL.match(first.text):
        own = [replace(p, words=(*state.subject, OF, *p.words)) if p is first else p for p in own]
    elif first and not _BACK.match(first.text):
        state.subject = first.words
    elif first is None and verb_of(state.last) in _LETS:
        state.last = []
        return [], "whose_view"  # 鼓励用户提出意见、协助修正错误: the users do
    elif first is None and verb_of(own) in _MINDS:
        state.subject, state.last = (), []
        return [], "whose_view"
    elif first or not state.subject or verb_of(own) in _EVENT_VERBS:
        return _continued([p for p in own if p is not first], state)
    else:
        own = _with_subject(own, state.subject)
        pending = []
    if state.condition and not any(IF.match(p.text) for p in pending):
        return [], "conditional"
    pieces = settled([*pending, *own])
    pieces = [replace(p, words=ws) for p in pieces if (ws := _unbracketed(p.words))]
    if problem := standing_problem(pieces, said=state.said):
        state.last = []
        return [], problem
    state.last = pieces
    return pieces, ""


_RELATIONAL = re.compile(
    "^(?:(?:主要|现任|前任|首任|最大|主|副|总|年|月|日|平均|官方|英文|中文|法定|注册|目前|全部|其余|整体|地理)?(?:总部|原址|地址|校址|站址|名称|原名|本名|别名|全名|全称|简称|外号|绰号|昵称|艺名|笔名|籍贯|字|号|谥号|身高|体重|面积|人口|"
    "长度|全长|高度|宽度|深度|海拔|容量|产能|产量|投资|造价|售价|价格|定价|票价|成本|营收|收入|利润|市值|预算|学费|员工|职工|学生|成员|会员|馆藏|藏品|展品|首都|省会|首府|行政中心|官方语言|语言|货币|校训|校长|"
    "内容|职责|职能|业务|产品|目标|宗旨|使命|愿景|任务|功能|用途|特点|特色|特征|优点|缺点|优势|结构|组成|成分|原料|材料|颜色|形状|尺寸|速度|时速|航速|续航里程|续航时间|寿命|保修期|有效期|期限|周期|频率|功率|温度|浓度|密度|"
    "作者|编剧|导演|主演|主角|监制|出品人|出版社|发行商|开发商|制造商|供应商|合作方|股东|大股东|创始人|创办人|负责人|董事长|总经理|总裁|主席|会长|院长|馆长|主任|队长|主教练|设计师|设计者|起点|终点|起点站|终点站|车站|站台|月台|"
    "沿线|全线|主线|支线|比分|冠军|亚军|季军|奖金|奖品|票房|收视率|销量|发行量|下载量|点击量|参赛者|评审|评委|主题|主题曲|片尾曲|标题|题材|剧情|故事|背景|风格|分布|范围|栖息地|食物|天敌|繁殖期|花期|果期|叶|花|果实|根|茎|种子|"
    "父亲|母亲|妻子|丈夫|儿子|女儿|兄长|哥哥|弟弟|姐姐|妹妹|祖父|祖母|老师|学生|后代|继任者|前身|后身|母公司|子公司|分公司|门票|开放时间|营业时间|建筑师|建筑面积|占地面积|座位|席位|教练|主席))$"
)
"""Nouns that belong to something: 总部 behind a clause about X is X的总部."""
_ATTRIBUTES = re.compile(
    "^(籍贯|本名|原名|别名|昵称|艺名|笔名|字|号|身高|体重|面积|人口|全长|海拔|别称|绰号|外号|学名|英文名|原籍|祖籍)(?=.{1,20}$)"
)
"""Attributes whose value follows without a verb: 籍贯吉林长春."""
_NATURE = re.compile(
    "(?:[人者员家师手星将王帝后长]|运动员|演员|公司|企业|机构|大学|学院|小说|电影|专辑|歌曲|城市|作品|艺人|学者|品种|植物|动物|车站|建筑|俱乐部|节目|组织|游戏|系列|模型|软件|平台)$"
)
OF, IS = Word("的", "de", 0), Word("是", "v", 0)


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


_PEOPLE = re.compile("(?:人员|者|们|员|家|人|师|生|团队|公司|双方)$")


def _antecedent(pronoun: str, state: _State) -> tuple[Word, ...]:
    """What a pronoun that begins a clause stands for: the subject of the clause before, where it can be."""
    subject = state.subject
    if not subject or pronoun not in ("他", "她", "它", "其", "他们", "她们", "它们", "该公司"):
        return ()
    person = subject[-1].kind == "person"
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
    at = next((i for i, p in enumerate(own) if p.role not in ("time", "scene")), len(own))
    return [*own[:at], Piece("subject", subject), *own[at:]]
