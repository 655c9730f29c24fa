"""What a Chinese statement, given as pieces, can be asked for: values, names, phrases, and how each is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from data_prep.facts import chinese_asking as asking
from data_prep.facts.balance import balanced
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_objects import _NO_ANSWER, objects
from data_prep.facts.chinese_pieces import Answer, Piece, verb_of
from data_prep.facts.chinese_values import QUALIFIERS, values
from data_prep.facts.chinese_word import Word
from data_prep.facts.tables import HEDGES, SAYING
from data_prep.frame import Frame, Part, Role

MAX_ANSWER = 28


def candidates(
    pieces: Sequence[Piece],
    classes: dict[str, str],
    said: str,
    wanted: Sequence[Answer] | None = None,
) -> Iterator[Candidate]:
    """The candidates of one statement; `wanted` are its answers where the caller knows them."""
    text = "".join(piece.text for piece in pieces)
    modality = "hedged" if HEDGES["zh"].search(text) else "reported" if said else "asserted"
    seen: set[str] = set()
    for bare in answers(pieces, classes) if wanted is None else wanted:
        answer = _with_gloss(pieces, bare)
        parts, asked = _parts(_joined(pieces, answer), answer)
        how = answer.asking
        frame = Frame("zh", said, parts, asked, how.form, how.ask, how.noun, how.measure)
        if frame.answer in seen or text.count(frame.answer) != 1 or frame.answer in said:
            continue
        if not 1 <= width(frame.answer) <= MAX_ANSWER or not balanced(frame.answer):
            continue
        if answer.type == "number" and not _NUMERAL.search(frame.answer):
            continue
        if _tied(frame):
            continue
        seen.add(frame.answer)
        relation = "".join(
            "…" if i == asked else p.text
            for i, p in enumerate(parts)
            if p.role != "subject" or i == asked
        )
        claimed = said and answer.type in ("definition", "event", "product")
        yield Candidate(
            "claim" if claimed else answer.type,
            about(pieces, answer),
            relation,
            frame,
            modality=modality,
            weight=answer.weight,
        )


def _with_gloss(pieces: Sequence[Piece], answer: Answer) -> Answer:
    """The answer with the brackets right behind it: its name in another language would tell it."""
    words = pieces[answer.last or answer.at].words
    glossed = not answer.last and answer.stop < len(words) and words[answer.stop].text[0] in "（("
    return replace(answer, stop=answer.stop + 1) if glossed else answer


_BEFORE_OR_AFTER = re.compile("(?:前|后|时|期间)，?$")


def _tied(frame: Frame) -> bool:
    """Whether what follows the answer can't be told without it: its gloss (「谷歌大脑」(Google Brain)),
    more than its own noun (雷朋 | 智能眼镜, asked by 哪款眼镜), or the event that a time is the date of."""
    if frame.asked + 1 == len(frame.parts):
        return False
    asked, after = frame.parts[frame.asked : frame.asked + 2]
    if asked.role == "time":
        return after.role in ("relation", "scene") and bool(_BEFORE_OR_AFTER.search(after.text))
    longer = after.text.endswith(frame.noun) and after.text not in (frame.noun, f"的{frame.noun}")
    return after.text[:1] in "（(" or (after.role == "head" and bool(frame.noun) and longer)


def width(text: str) -> int:
    """How long an answer is to read, in Han characters; a Latin word counts as two."""
    return len(re.findall("[\u4e00-\u9fff]", text)) + 2 * len(
        re.findall("[A-Za-z0-9][A-Za-z0-9.,'-]*", text)
    )


def about(pieces: Sequence[Piece], answer: Answer) -> str:
    """Who or what the answer is asked of: the grammatical subject; where that is asked for or missing,
    the rest of its phrase (鹤汊湖 of 鹤汊湖的芦苇面积), what the verb takes, or the first name told."""
    subjects = [p for i, p in enumerate(pieces) if p.role == "subject" and i != answer.at]
    if subjects:
        return "".join(p.text for p in subjects).rstrip(_MARKS)
    asked = pieces[answer.at]
    beside = "".join(w.text for w in asked.words[: answer.start])
    if asked.role == "subject" and any(w.kind for w in asked.words[: answer.start]):
        return beside.rstrip("的与和")
    taken = next((p for p in pieces if p.role == "object"), None)
    if asked.role == "subject" and taken and any(w.kind or w.tag == "n" for w in taken.words):
        return taken.text.strip(_MARKS)
    left = [_without(p, answer) if i == answer.at else p.words for i, p in enumerate(pieces)]
    names = (name for words in left if (name := _first_name(words)))
    return next(names, taken.text.strip(_MARKS) if taken and taken is not asked else "")


_MARKS = "，。；：、"


def _without(piece: Piece, answer: Answer) -> tuple[Word, ...]:
    return piece.words[: answer.start] + piece.words[answer.stop :]


def _first_name(words: Sequence[Word]) -> str:
    """The first names that stand together: 静涛 ST-80."""
    named = dropwhile(lambda word: not word.kind, words)
    return "".join(word.text for word in takewhile(lambda word: word.kind, named))


def _joined(pieces: Sequence[Piece], answer: Answer) -> Sequence[Piece]:
    """The pieces with all from the answer's to its last one as one, for an answer that spans several."""
    if not answer.last:
        return pieces
    ws = tuple(w for p in pieces[answer.at : answer.last + 1] for w in p.words)
    return [*pieces[: answer.at], Piece("object", ws), *pieces[answer.last + 1 :]]


_NUMERAL = re.compile(r"[\d〇零一二两三四五六七八九十百千半几数多双]")
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
    found = [answer for at, piece in enumerate(pieces) for answer in values(at, piece, classes)]
    if _denies(pieces):
        found = [a for a in found if pieces[a.at].role != "subject"]
    found += _subjects(pieces)
    found += _appointed(pieces)
    if not _negated(pieces):
        found += objects(pieces)
        found += _actions(pieces)
        found += _qualities(pieces)
        found += _circumstances(pieces)
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
    found = [a for a in found if a.weight >= 2 and _tells(pieces, a)]
    yield from sorted(found, key=lambda a: (-a.weight, a.at))


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
        w.kind or w.tag in ("m", "t") for w in beside + [w for p in rest for w in p.words]
    )
    return telling and sum(len(p.text) for p in rest) >= 6


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
        and pieces[at].words[0].text not in ("是", "有", "成为", "为", "被")
        and 5 <= width(rest) <= MAX_ANSWER
        and not any(p.mark for p in pieces[at:])
    ):
        count = sum(len(p.words) for p in pieces[at:])
        yield Answer(
            at, 0, count, "event", Asking("action", "做什么", "事", "件"), 2, last=len(pieces) - 1
        )


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
        if piece.role not in ("scene", "relation") or len(ws) < 2 or ws[0].text not in _MANNERS:
            continue
        stop = len(ws) - 1 if ws[-1].tag == "f" else len(ws)
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


def _parts(pieces: Sequence[Piece], answer: Answer) -> tuple[tuple[Part, ...], int]:
    """The pieces as parts, the answer's own piece cut into modifier, answer and head."""
    out: list[Part] = []
    asked = -1
    for at, piece in enumerate(pieces):
        if at != answer.at:
            out += _plain(piece)
            continue
        before, ws, after = (
            piece.words[: answer.start],
            piece.words[answer.start : answer.stop],
            piece.words[answer.stop :],
        )
        if before and before[-1].text in QUALIFIERS and answer.type == "number":
            out += _part("modifier", before[:-1])
            out.append(Part("qualifier", before[-1].text))
        else:
            named = _class_start(before) if ws[0].kind else len(before)
            out += _part("modifier", before[:named])
            out += _part("class", before[named:])
        asked = len(out)
        out.append(Part(piece.role, "".join(w.text for w in ws)))
        if after or piece.mark:
            out.append(Part("head", "".join(w.text for w in after) + piece.mark))
    return tuple(out), asked


def _class_start(before: Sequence[Word]) -> int:
    """Where the words begin that say what a name behind them is: 大型语言模型 before Llama 2."""
    at = len(before)
    if (
        not before
        or before[-1].kind
        or before[-1].tag != "n"
        or not asking.is_class(before[-1].text)
    ):
        return at
    while at and before[at - 1].tag in ("n", "a", "vn", "b") and not before[at - 1].kind:
        at -= 1
    return at


def _plain(piece: Piece) -> list[Part]:
    return [Part(piece.role, piece.text)]


def _part(role: Role, ws: Sequence[Word]) -> list[Part]:
    return [Part(role, "".join(w.text for w in ws))] if ws else []
