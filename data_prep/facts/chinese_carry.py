"""What one clause of a Chinese sentence hands on to the next: its subject, its date, its plan, what it counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from data_prep.facts.chinese_answers import answers
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_owners import OF, belongs, in_use, owner_of
from data_prep.facts.chinese_pieces import Answer, Piece, verb_of
from data_prep.facts.chinese_word import Word


@dataclass(slots=True)
class State:
    """What the clauses of one utterance hand on."""

    subject: tuple[Word, ...] = ()
    pending: list[Piece] = field(default_factory=list)
    last: list[Piece] = field(default_factory=list)
    """The pieces of the statement before."""
    front: list[Piece] = field(default_factory=list)
    """When the statement before was, where it can't be told itself: its date holds for what follows."""
    lent: list[Piece] = field(default_factory=list)
    """For whom all holds that stands behind a colon: 对开发者来说，…"""
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
    elided: bool = False
    """Whether the statement before has its speaker for its subject, who isn't said again."""
    alone: bool = False
    """Whether `subject` stood in a clause of its own: 叶乔波，籍贯…"""


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


def unbracketed(ws: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without the brackets, which say something beside the statement, unless they stand in a list."""
    if any(w.tag == "br" for w in ws) and not any(w.text == "、" for w in ws):
        return tuple(w for w in ws if w.tag != "br")
    return ws


WHEN = frozenset("时 后 前 之后 之前 之际 期间 以后 以前".split())


def date_of(pieces: Sequence[Piece]) -> tuple[Word, ...]:
    """The date of a statement, which a 当时 behind it means."""
    times = [p.words for p in pieces if p.role == "time"]
    words_of = [w for ws in times for w in ws if w.tag == "t" and _DATE.search(w.text)]
    return (words_of[0],) if len(words_of) == 1 else ()


def turn_to(subject: tuple[Word, ...], state: State) -> None:
    """Make `subject` what the clauses that follow are about."""
    owner = owner_of(subject)
    state.subject, state.attribute = subject, bool(owner)
    state.root = owner or (subject if any(w.kind for w in subject) else ())


CALLS = ("称之为", "称为", "称作", "叫做")


def described(own: list[Piece]) -> tuple[Word, ...]:
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
    twice = first.tag in ("v", "vn") or (first.text[0] in "“‘" and own[at].text in CALLS)
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


_EDITION = re.compile("版本?$|套餐$")
"""What a manual sells the device as: X的免费版."""


def with_device(pieces: list[Piece], home: tuple[Word, ...]) -> list[Piece]:
    """The statement with the device in front: 使用X时，…, or X长期停用时，…"""
    first = pieces[0]
    if (
        first.role == "scene"
        and first.words[-1].text in WHEN
        and first.words[0].tag in ("v", "n", "a", "d")
    ):
        return [replace(first, words=(*home, *first.words), mark="，"), *pieces[1:]]
    if first.role == "subject" and _EDITION.search(first.text):
        return [replace(first, words=(*home, OF, *first.words)), *pieces[1:]]
    return [in_use(home), *pieces]


_RELEASES = frozenset("发布 推出 出版 上映 发行 开通 问世".split())


_KNOWN = re.compile("红$|迎合|风靡|爆火|畅销|问世|热销|登顶|好评|青睐|欢迎")


def became_known(own: list[Piece], last: list[Piece]) -> bool:
    """Whether a clause without a subject tells how what was just released did."""
    return verb_of(last) in _RELEASES and bool(_KNOWN.search("".join(p.text for p in own)))


_SHARES = frozenset("占 约占 相当于 等于 合 折合 高出 多出 多 少 低 高".split())


_SHOULD = frozenset("应 应该 应当 须 必须 请 需 需要 可 可以".split())


def goes_on(own: list[Piece], state: State) -> bool:
    """Whether a clause without a subject tells of the number or the attribute before it: …1.5亿元，占收入的6%."""
    last = state.last[-1] if state.last else None
    number = last is not None and any(w.tag == "m" for w in last.words)
    compares = own[0].role == "relation" and own[0].words[0].text == "比"
    if number and (compares or verb_of(own) in _SHARES):
        return True
    modal = {w.text for p in own if p.role == "adverb" for w in p.words}
    return bool(state.home) and bool(modal & _SHOULD)


_YEAR = re.compile(r"\d{4}年")


def other_year(own: Sequence[Piece], subject: Sequence[Word]) -> bool:
    """Whether a clause tells of another year than the subject before it is of: 2024年的支出…，2025年将增长."""
    years = {m[0] for p in own if p.role == "time" for m in _YEAR.finditer(p.text)}
    before = set(_YEAR.findall("".join(w.text for w in subject)))
    return bool(years and before) and not years & before


AIM = re.compile("(?:目标|使命|任务|目的|愿景|理念|计划|策略|初衷)$")


_LAUNCHES = frozenset(
    "交付 上市 发售 投产 开放 开馆 上线 亮相 完工 建成 竣工 停产 倒闭 开业".split()
)


_CHANGES = frozenset(
    "算起 起 下降 上升 增长 减少 增加 达 达到 超过 为 约 占 翻番 变化 来自 取决于".split()
)


def acts(own: list[Piece]) -> bool:
    """Whether a predicate is of an owner rather than of an attribute: 收藏…, 是…之一, but not 下降了8%."""
    verb, behind = verb_of(own), [p for p in own if p.role == "object"]
    counted = bool(behind) and behind[0].words[0].tag == "m"
    if verb.startswith(("或", "又")):
        return False
    if not behind:
        return verb in _LAUNCHES
    return verb not in _CHANGES and not (verb == "是" and counted)


_PLANS = frozenset("将 将会 计划 打算 拟 决定".split())


def announced(own: Sequence[Piece], state: State) -> bool:
    """Whether a clause without a subject is what its speaker announces: X宣布，将推出一款手机."""
    adverbs = {w.text for p in own if p.role == "adverb" for w in p.words}
    begins = not (state.subject or state.last or state.raw or state.pending)
    return state.said and begins and bool(adverbs & _PLANS) and verb_of(own) not in _STATIVE


_SAYS_MORE = frozenset("源于 来自 来源于 是 成为 属于 有 在于 拥有 具有".split())


def tells_of(ahead: Sequence[Word]) -> bool:
    """Whether a clause goes on with what a noun phrase before it named: an attribute of it, or what it is."""
    if ahead and ahead[0].text in _SAYS_MORE:
        return True
    chunks = parse(ahead) if ahead else None
    own = [Piece(c.role, tuple(ahead[c.start : c.stop])) for c in chunks or ()]
    first = next((p for p in own if p.role == "subject"), None)
    return belongs(first, own) if first else verb_of(own) in _SAYS_MORE


_PLANNED = frozenset(
    "能够 可以 能 将 将会 会 可能 可能会 或将 预计 计划 打算 拟 有望 必须 应 应该 应当".split()
)


_STATIVE = frozenset(
    "是 有 拥有 位于 为 属于 包括 具有 占 现任 设在 坐落 毗邻 含有 喜欢 擅长 享年".split()
)


_DATE = re.compile(r"\d{2,4}年|\d月")


_ONCE_IN_A_LIFE = frozenset("生于 出生 出生于 出生在 卒于 去世 逝世 病逝".split())


def as_before(own: list[Piece], last: list[Piece]) -> list[Piece]:
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
    if verb_of(last) in _ONCE_IN_A_LIFE:
        return own  # 1979年生于兰州，毕业于…: another year
    front = last[:first]
    bounded = any(p.words[-1].text in WHEN for p in front)
    dated = [p for p in front[:1] if p.words[0].tag == "t" and _DATE.search(p.text)]
    if not bounded:
        front = dated
    return [*front[:-1], *(replace(p, mark="，") for p in front[-1:]), *own]


def counted(own: list[Piece], last: list[Piece]) -> list[Piece]:
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


def antecedent(pronoun: str, state: State) -> tuple[Word, ...]:
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


def with_subject(own: list[Piece], subject: tuple[Word, ...]) -> list[Piece]:
    """The clause with the subject of the clause before, behind what moves freely in front."""
    at = next(
        (
            i
            for i, p in enumerate(own)
            if (p.role not in ("time", "scene") or p.text[0] in "于在正")
            and not any(later.mark for later in own[i : i + 2])
        ),
        len(own),
    )
    front = own[:at]
    if front and (front[-1].role == "time" or front[-1].words[-1].text in WHEN):
        front = [*front[:-1], replace(front[-1], mark="，")]
    return [*front, Piece("subject", subject), *own[at:]]
