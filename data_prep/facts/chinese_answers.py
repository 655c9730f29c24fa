"""What a Chinese statement, given as pieces, can be asked for: values, names, phrases, and how each is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_details import enough, frequency
from data_prep.facts.chinese_doings import DOING, outcomes
from data_prep.facts.chinese_lists import lists
from data_prep.facts.chinese_objects import _NO_ANSWER, ALSO_CALLED, objects, other_names
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, verb_of, width
from data_prep.facts.chinese_pivots import pivots
from data_prep.facts.chinese_stances import stances
from data_prep.facts.chinese_values import values
from data_prep.facts.tables import SAYING

_SAYS = re.compile(f"^(?:{SAYING['zh']}|回忆|写道|补充|暗示|表示|发帖|警告|询问|问)")
_NEGATED = re.compile(
    "不(?!希望|想|愿|允许|准|仅|只|断|久|同|少|过)|未(?!来)|无法|并非|绝非|难以|拒绝|否认|毫无"
)
"""What can't be asked for behind it; 没有 can: 没有给出什么."""


def answers(pieces: Sequence[Piece], classes: dict[str, str]) -> Iterator[Answer]:
    """Every span that can be asked for, the most telling first."""
    verb = verb_of(pieces)
    if _SAYS.match(verb) and not any(p.role == "object" for p in pieces):
        return
    if verb in ALSO_CALLED:
        yield from other_names(pieces)
        return
    found = [answer for at, piece in enumerate(pieces) for answer in values(at, piece, classes)]
    found += [
        answer
        for at, piece in enumerate(pieces)
        if piece.role not in ("verb", "adverb")
        for answer in lists(at, piece)
    ]
    if _denies(pieces):
        found = [a for a in found if pieces[a.at].role != "subject"]
    found += _subjects(pieces)
    found += _appointed(pieces)
    if not _negated(pieces):
        found += objects(pieces)
        found += _actions(pieces)
        found += _qualities(pieces)
        found += _circumstances(pieces)
        found += outcomes(pieces)
        found += stances(pieces)
        found += frequency(pieces)
    whole = {
        a.at
        for a in found
        if a.start <= 2 and pieces[a.at].role == "object" and a.stop == len(pieces[a.at].words)
    }
    for at, piece in enumerate(pieces):
        inside = _embedded(at, piece, classes, verb)
        found += [
            a
            for a in inside
            if at not in whole
            or a.type in ("number", "date")
            or a.weight >= 3
            or a.stop < len(piece.words)
        ]
    if not _negated(pieces):
        found += pivots(pieces)
    found = [a for a in found if _tells(pieces, a)]
    if _negated(pieces) or _denies(pieces):
        found = [a for a in found if a.weight >= 2]
    yield from sorted(enough(found), key=lambda a: (-a.weight, a.at))


_APPOINTS = frozenset("钦点 任命 委任 聘请 指派 委托 选择 提拔".split())


def _appointed(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """Who was appointed to do something: X钦点 | 专家N负责管理Y."""
    at = next((i for i, p in enumerate(pieces) if p.role == "object"), -1)
    if at < 0 or verb_of(pieces) not in _APPOINTS:
        return
    people = [k for k, w in enumerate(pieces[at].words) if w.kind == "person"]
    if len(people) == 1:
        yield Answer(
            at, people[0], people[0] + 1, "person_role", Asking("person", "谁", "人", "位"), 3
        )


def _subjects(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """A subject that is no bare name, asked for by what it is: 苹果、谷歌的应用商店 | 是 | Meta的主要渠道."""
    at = next((i for i, p in enumerate(pieces) if p.role == "subject"), -1)
    ws = pieces[at].words if at >= 0 else ()
    if len(ws) < 2 or verb_of(pieces) not in _IDENTIFYING or not any(w.kind for w in ws):
        return
    if (
        any(w.kind for p in pieces if p.role == "object" for w in p.words)
        and width(pieces[at].text) <= 14
    ):
        yield Answer(at, 0, len(ws), "definition", Asking("noun", "什么", "内容", "个"), 2)


_IDENTIFYING = ("是", "成为", "就是", "构成", "属于")


def _denies(pieces: Sequence[Piece]) -> bool:
    """Whether the statement only says what something is not, as nearly everything else is not either."""
    said = "".join(p.text for p in pieces if p.role in ("adverb", "verb"))
    return bool(re.search("并非|不是|绝非|从未|并未", said))


def _negated(pieces: Sequence[Piece]) -> bool:
    return any(
        _NEGATED.match(w.text)
        for p in pieces
        if p.role in ("adverb", "verb")
        for w in p.words
        if w.tag != "a"
    )


def _tells(pieces: Sequence[Piece], answer: Answer) -> bool:
    """Whether enough is left to ask about: a subject is asked for only by what points at it."""
    if pieces[answer.at].role != "subject":
        return True
    rest = [p for i, p in enumerate(pieces) if i != answer.at and p.role not in ("adverb", "verb")]
    beside = [
        w for k, w in enumerate(pieces[answer.at].words) if not answer.start <= k < answer.stop
    ]
    telling = any(
        w.kind or (w.tag in ("m", "t") and not _MANY.match(w.text))
        for w in beside + [w for p in rest for w in p.words]
    )
    return telling and sum(len(p.text) for p in rest) >= 6


_MANY = re.compile("很多|许多|不少|一些|一系列|未来|将来|过去")
"""Counts and times that point at nothing."""


_TAKES_CLAUSES = frozenset(
    "希望 让 使 使得 令 要求 允许 帮助 协助 促使 准许 邀请 呼吁 建议 禁止 阻止 防止 避免 推动 说服 迫使 鼓励 负责 用于 打算 计划 致力于 旨在 决定 准备 试图 开始 专注于 承诺 "
    "同意 拒绝 能够 能 可以 认为 相信 预计 表示 指出 宣布 称 强调 说 意味着 需要 需 要 应 可 是 就是 想 想要 愿意 有助于 导致 值得 继续 尝试 放弃 停止 考虑 选择 渴望 喜欢 习惯 乐于 善于 擅长 保证 确保 "
    "证明 显示 表明 发现 看到 意识到 认识到 知道 担心 批评 指责 警告 支持 反对 主张 提议 提倡 用来 得以 还能 只能 必须 应该 采取 被视为 视为 被 成为".split()
)
"""Verbs behind which a clause may stand, and not a noun that a clause describes."""


def _embedded(at: int, piece: Piece, classes: dict[str, str], verb: str = "") -> Iterator[Answer]:
    """The answers of a clause inside a piece: 希望 | 以开源方式对X进行发布, 让 | X以更低的成本实现Y, 来 | 训练Y."""
    ws = piece.words
    if piece.role not in ("object", "after") or not any(w.tag == "v" for w in ws):
        return
    skip = 1 if ws[0].text in ("来", "以", "去") else 0
    if piece.role == "object" and not skip and verb not in _TAKES_CLAUSES:
        return
    chunks = parse(ws[skip:]) if len(ws) > skip else None
    if not chunks or not any(c.role == "verb" for c in chunks):
        return
    inner = [Piece(c.role, tuple(ws[skip + c.start : skip + c.stop])) for c in chunks]
    starts = [skip + c.start for c in chunks]
    for a in answers(inner, classes):
        if inner[a.at].role != "subject" and not a.last:
            yield replace(a, at=at, start=a.start + starts[a.at], stop=a.stop + starts[a.at])


_ABLE = frozenset(
    "可以 能够 能 可 计划 打算 希望 试图 必须 需要 准备 决定 旨在 想 想要 拟 有望 开始 应当 应该".split()
)
_BREAKS = ("，", "；", "：")
_TASKS = frozenset(
    "负责 用于 打算 计划 致力于 旨在 决定 准备 试图 希望 开始 专注于 承诺 同意 拒绝".split()
)


def _actions(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """What somebody can, plans to or is to do: the verb with all it takes."""
    at = next((i for i, p in enumerate(pieces) if p.role == "verb"), -1)
    if at < 0 or at + 1 >= len(pieces):
        return
    if pieces[0].words[0].tag == DOING or any(p.text in NOBODY for p in pieces[:at]):
        return  # somebody does, a doing has an outcome
    adverb = pieces[at - 1] if at else None
    rest = "".join(p.text for p in pieces[at:])
    if verb_of(pieces) in _TASKS and pieces[at + 1].role == "object":
        ws = pieces[at + 1].words
        verbal = ws[0].tag == "v" or (
            ws[0].text in ("以", "将", "把", "用", "为") and any(w.tag == "v" for w in ws)
        )
        if verbal and len("".join(w.text for w in ws)) >= 4 and at + 2 == len(pieces):
            yield Answer(at + 1, 0, len(ws), "event", Asking("action", "做什么", "事", "件"), 2)
        return
    if (
        pieces[-1].role == "after"
        and pieces[-1].words[0].text in ("来", "以", "去")
        and len(pieces[-1].words) > 2
    ):
        ws = pieces[-1].words
        if (
            ws[1].tag == "v"
            and not any(w.text in _BREAKS for w in ws)
            and 4 <= width(pieces[-1].text) <= MAX_ANSWER
        ):
            yield Answer(
                len(pieces) - 1, 1, len(ws), "event", Asking("action", "做什么", "用途", "种"), 2
            )
        return
    if (
        adverb
        and adverb.role == "adverb"
        and adverb.words[-1].text in _ABLE
        and pieces[at].words[0].text not in ("是", "有", "成为", "为", "被", "达", "达到")
        and 5 <= width(rest) <= MAX_ANSWER
        and not any(p.mark for p in pieces[at:])
    ):
        count = sum(len(p.words) for p in pieces[at:])
        yield Answer(
            at, 0, count, "event", Asking("action", "做什么", "事", "件"), 2, last=len(pieces) - 1
        )


NOBODY = frozenset("没有人 没人 无人".split())


_DEGREE = frozenset("很 非常 十分 更 更加 最 较 比较 极为 相当".split())


def _qualities(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """How something is: 不相上下, with the adverb of degree that belongs to it."""
    for at, piece in enumerate(pieces):
        described = piece.role == "verb" and piece.words[0].tag == "a" and len(piece.words) == 1
        if described and len(piece.text) >= 4 and at + 1 == len(pieces):
            yield Answer(at, 0, 1, "claim", Asking("quality", "怎么样", "情况", "种"), 2)


_MANNERS = {
    "以": "什么方式", "用": "什么", "基于": "什么", "面向": "谁", "通过": "什么", "凭借": "什么", "借助": "什么", "针对": "什么", "围绕": "什么", "作为": "什么",
    "为": "什么", "从": "哪里", "由": "谁", "依靠": "什么", "对": "什么", "与": "谁", "向": "谁", "在": "哪里", "根据": "什么",
}  # fmt: skip
"""What the noun phrase behind a preposition is asked by, where it is no name."""


def _circumstances(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """What stands behind a preposition: 以开源方式 → 开源方式, 从经济角度 → 经济角度."""
    for at, piece in enumerate(pieces):
        ws = piece.words
        if piece.role not in ("scene", "relation") or len(ws) < 2:
            continue
        if ws[0].text in ("因", "因为") and any(p.text == "而" for p in pieces[at:]):
            yield Answer(at, 1, len(ws), "reason", Asking("noun", "什么", "内容", "个"), 3)
            continue
        if ws[0].text not in _MANNERS:
            continue
        stop = len(ws) - 1 if ws[-1].tag == "f" else len(ws)
        taken = next((k for k, w in enumerate(ws) if ws[0].text == "以" and w.text == "为"), 0)
        if taken and 2 <= len("".join(w.text for w in ws[1:taken])) <= 14:
            yield Answer(at, 1, taken, "event", Asking("noun", "什么", "内容", "个"), 2)
            continue
        inner = ws[1:stop]
        text = "".join(w.text for w in inner)
        if (
            not 2 <= len(text) <= 14
            or any(w.kind or w.tag in ("t", "m", "r") for w in inner)
            or (any(w.tag == "v" for w in inner) and not any(w.tag == "de" for w in inner))
        ):
            continue
        if not inner or inner[-1].tag not in ("n", "vn") or _NO_ANSWER.search(text):
            continue
        head = inner[-1].text
        if head in ("角度", "视角", "层面", "意义") and ws[0].text == "从":
            continue  # 从财务角度来看: how something is looked at is no fact
        if head in _FACETS and len(inner) > 1:
            ask, noun = f"什么{head}", head
        elif ws[0].text in ("面向", "与", "向", "对", "由") and not head.endswith(_PEOPLE):
            ask, noun = "什么", "对象"
        elif ws[0].text in ("在", "从"):
            ask, noun = "什么地方" if ws[-1].tag == "f" or ws[0].text == "从" else "什么", "地方"
            continue
        else:
            ask, noun = (
                _MANNERS[ws[0].text],
                "对象" if ws[0].text in ("面向", "与", "向", "对", "由") else "方式",
            )
        yield Answer(at, 1, stop, "event", Asking("noun", ask, noun, "个"), 2)


_FACETS = frozenset(
    "方式 角度 方法 形式 方面 途径 手段 名义 领域 价格 速度 成本 比例 身份 理由 软件".split()
)
_PEOPLE = (
    "者",
    "人",
    "员",
    "们",
    "家",
    "师",
    "用户",
    "公司",
    "企业",
    "机构",
    "客户",
    "学生",
    "居民",
    "团队",
    "对手",
)
