"""Words of one Chinese clause → its constituents: what comes first, who, how, the verb, what it takes.

A shallow parser, deterministic and one pass from left to right. Where the words allow no reading it is
sure of it gives None, and the clause makes no fact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data_prep.facts.chinese_constructions import SHOWS, TAKES_NOUNS, compound, hence, taken_as
from data_prep.facts.chinese_lexicon import AIMS
from data_prep.facts.chinese_noun_phrases import (
    COMPLEMENTS,
    NOMINAL,
    localizer,
    noun_phrase,
    relative,
)
from data_prep.facts.chinese_word import Word

ChunkRole = Literal["time", "scene", "subject", "adverb", "relation", "verb", "object", "after"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """words[start:stop] of a clause and what they do in it."""

    role: ChunkRole
    start: int
    stop: int


_TIME_ADVERBS = frozenset("目前 现在 如今 最近 近日 近来 每年 每天 每月 每周 每日 长期以来".split())
_HOW_OFTEN = frozenset("每年 每天 每月 每周 每日".split())
"""Behind the subject these say how often, which stays with its verb: 决定每周召开."""
_SCENE = frozenset(
    "在 正在 于 根据 据 随着 作为 对于 关于 除 除了 通过 鉴于 凭借 借助 为了 因 因为 由于 按 按照 依据 针对 围绕 基于 就 面对 距 距离 沿着 沿 截至 截止 至 到 自 自从 从 当 每当 早在 直到 经 经过 像 与其 以 依靠 靠".split()
)
"""Prepositions whose phrase may stand in front of the subject."""
_TURNS = frozenset("却 则 才 而 就 都".split())
_PIVOT = frozenset(
    "让 使 令 使得 帮助 协助 促使 允许 准许 要求 邀请 呼吁 建议 禁止 阻止 防止 避免 推动 说服 迫使 鼓励 钦点 任命 委任 聘请 指派 委托".split()
)
"""Verbs that take somebody and what that one does."""


_LIES_IN = "在于"
"""A verb that all behind it is the object of: 优势在于拥有数亿用户."""
_TELLS = frozenset(
    "批评 指责 担心 担忧 警告 指出 认为 相信 预计 显示 表明 证明 发现 意味着 承认 否认 声称 确保 保证 怀疑 意识到 认识到 看到 主张 强调".split()
)
"""Verbs that take a clause: what stands behind its subject is no rest of theirs."""


def parse(words: Sequence[Word]) -> list[Chunk] | None:
    """The chunks of a clause in order, which cover its words; None where no reading is sure.

    A clause without a verb that is all adverbials gives these alone (在人才之后 → one `scene`).
    """
    chunks: list[Chunk] = []
    i, n = 0, len(words)
    while i < n and words[i].tag in ("cc", "x"):
        i += 1
    subject = False
    while i < n:
        word = words[i]
        if _is_time(words, i):
            stop = _time(words, i)
            often = subject and word.text in _HOW_OFTEN
            chunks.append(Chunk("adverb" if often else "time", i, stop))
        elif word.tag in ("p", "ba") or (word.tag == "c" and word.text in ("与", "和", "跟", "同")):
            if (
                not subject
                and word.text in ("由", "以", "被")
                and relative(words, i, i) is not None
                and any(w.tag in ("v", "vn") for w in words[i : relative(words, i, i)])
            ):
                stop = noun_phrase(words, i, subject_at=i)
                if stop == i:
                    return None
                chunks.append(Chunk("subject", i, stop))
                subject, i = True, stop
                continue
            if (subject or i == 0) and (at := hence(words, i)):
                chunks += [Chunk("relation", i, at), Chunk("adverb", at, at + 1)]
                return [*chunks, Chunk("verb", at + 1, n)]
            stop = _phrase(words, i, subject)
            if stop is None:
                return None
            if chunks and chunks[-1].role == "subject" and _attitude(words, i, stop):
                chunks[-1] = Chunk("subject", chunks[-1].start, stop)
                i = stop
                continue
            chunks.append(Chunk(_phrase_role(words, i, stop, subject), i, stop))
        elif word.tag in ("d", "md") or (subject and word.tag == "cc" and word.text in _TURNS):
            stop = i + 1
            while stop < n and words[stop].tag in ("d", "md", "di") and not _is_time(words, stop):
                stop += 1
            if not subject and word.tag == "d" and stop < n and relative(words, i, i) is not None:
                stop = noun_phrase(words, i, subject_at=i)
                if stop == i:
                    return None
                chunks.append(Chunk("subject", i, stop))
                subject = True
            else:
                chunks.append(Chunk("adverb", i, stop))
        elif word.tag == "v" and _takes_back(words, i, chunks):
            first = next((c for c in chunks if c.role == "subject"), chunks[-1])
            stop = noun_phrase(words, i, subject_at=None)
            if stop == i:
                return None
            chunks = [c for c in chunks if c.stop <= first.start] + [
                Chunk("subject", first.start, stop)
            ]
            subject = True
        elif word.tag == "v" and not (not subject and relative(words, i, i) is not None):
            return _predicate(words, i, chunks)
        elif (
            word.tag == "a"
            and i + 1 < n
            and (words[i + 1].tag == "p" or (words[i + 1].tag == "v" and subject))
        ):
            stop = i + 1
            chunks.append(Chunk("adverb", i, stop))
        elif word.tag == "a" and _predicative(words, i):
            chunks.append(Chunk("verb", i, n))
            return chunks if subject else None
        else:
            stop = noun_phrase(words, i, subject_at=i)
            if stop == i:
                return None
            if not subject and words[stop - 1].text in _AT and stop - i >= 2:
                chunks.append(Chunk("scene", i, stop))  # 记账时
                i = stop
                continue
            if subject and not _number_only(words, i, stop):
                if chunks[-1].role != "subject":
                    return None
                chunks[-1] = Chunk("subject", chunks[-1].start, stop)
            elif subject or (chunks and stop == n and _number_only(words, i, stop)):
                chunks.append(Chunk("object", i, stop))
                return _with_after(words, stop, chunks)
            elif words[stop - 1].tag == "f" and words[stop - 1].text in (
                "中",
                "里",
                "内",
                "上",
                "下",
            ):
                chunks.append(Chunk("scene", i, stop))
            else:
                chunks.append(Chunk("subject", i, stop))
                subject = True
        i = stop
    return chunks or None


_AT = frozenset("时 期间 之际 之后 之前 以后 以前".split())
"""What makes a phrase in front of the subject say when."""


def _takes_back(words: Sequence[Word], i: int, chunks: list[Chunk]) -> bool:
    """Whether 的 right behind the verb makes all before it a modifier: Meta早前发布的两款产品."""
    return (
        bool(chunks)
        and i + 2 < len(words)
        and words[i + 1].tag == "de"
        and words[i + 2].tag in (*NOMINAL, "a")
        and any(c.role in ("subject", "time") for c in chunks)
    )


def _number_only(words: Sequence[Word], i: int, stop: int) -> bool:
    return words[i].tag == "m" and stop - i <= 2


# --- adverbials


def _is_time(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    if word.tag == "t" or word.text in _TIME_ADVERBS:
        return not (i + 1 < len(words) and words[i + 1].tag == "de")
    return (
        word.text in ("到", "至", "自", "从", "在", "于", "截至", "直到", "自从", "早在", "截止")
        and i + 1 < len(words)
        and words[i + 1].tag == "t"
        and not (
            i + 2 < len(words)
            and (words[i + 2].tag in ("de", "n", "t", "c") or relative(words, i, None) is not None)
        )
    )


def _time(words: Sequence[Word], i: int) -> int:
    i += 1 if words[i].tag != "t" and words[i].text not in _TIME_ADVERBS else 0
    while i < len(words) and (
        words[i].tag == "t"
        or words[i].text in _TIME_ADVERBS
        or words[i].text
        in ("底", "初", "末", "前", "后", "起", "以来", "左右", "间", "时", "年底", "年初")
    ):
        i += 1
    return i


def _phrase(words: Sequence[Word], i: int, subject: bool) -> int | None:
    """Where a prepositional phrase that begins at `i` ends; None when it holds nothing."""
    closing = localizer(words, i)
    if closing is not None:
        return closing
    if words[i].text == "以" and (taken := taken_as(words, i)):
        return taken
    verbal = i + 1 < len(words) and words[i + 1].tag in ("v", "ba")
    if words[i].text in ("为了", "由于", "因为", "当", "随着") and (not subject or verbal):
        return len(words)
    if words[i].text in ("通过", "随着") and verbal:
        return len(words)
    if words[i].text == "为" and i == 0 and words[1:] and words[1].text in AIMS:
        return len(words)
    stop = noun_phrase(words, i + 1, subject_at=i + 1)
    return stop if stop > i + 1 else None


def _phrase_role(words: Sequence[Word], i: int, stop: int, subject: bool) -> ChunkRole:
    if words[i].text in (
        "到",
        "至",
        "自",
        "从",
        "在",
        "于",
        "截至",
        "直到",
        "自从",
        "截止",
    ) and any(w.tag == "t" for w in words[i + 1 : i + 3]):
        return "time"
    if words[i].text == "为" and i == 0 and stop == len(words):
        return "scene"
    if words[i].text in _SCENE and (
        not subject
        or words[stop - 1].tag == "f"
        or words[i].text in ("在", "根据", "据", "通过", "按照")
    ):
        return "scene"
    return "relation"


def _predicative(words: Sequence[Word], i: int) -> bool:
    """Whether the adjective at `i` is a predicate: nothing it could belong to follows."""
    follows = words[i + 1] if i + 1 < len(words) else None
    return follows is None or follows.tag in ("x", "le", "cc", "d")


_ATTITUDES = frozenset(
    "需求 影响 态度 看法 兴趣 贡献 支持 依赖 控制 要求 关注 热情 期望 期待 担忧 投资 理解 认识 限制 承诺 定义 反应 愿景 信心 评价 投入 批评 恐惧 渴望 追求 偏好 研究 解释".split()
)
"""What somebody has for or against something: 研究人员对模型的需求 is one noun phrase."""


def _attitude(words: Sequence[Word], i: int, stop: int) -> bool:
    return (
        words[i].text in ("对", "对于")
        and words[stop - 1].text in _ATTITUDES
        and any(w.tag == "de" for w in words[i:stop])
        and stop < len(words)
    )


# --- the predicate


def _predicate(words: Sequence[Word], i: int, chunks: list[Chunk]) -> list[Chunk]:
    """The verb at `i` with what it carries, its object, and the rest."""
    n, stop = len(words), i + 1
    while stop < n and (
        (words[stop].text in COMPLEMENTS and words[stop].tag in ("v", "p", "f", "d"))
        or words[stop].tag == "le"
    ):
        stop += 1
    if words[i].text in _PIVOT or words[i].text == _LIES_IN:
        chunks.append(Chunk("verb", i, stop))
        if stop < n:
            chunks.append(Chunk("object", stop, n))
        return chunks
    if words[i].text in SHOWS:
        chunks = _toward(words, chunks)
    chunks.append(Chunk("verb", i, stop))
    stop = _receiver(words, stop)
    chunks[-1] = Chunk("verb", i, stop)
    end = noun_phrase(words, stop, None)
    if end == stop and stop < n:
        end = n  # what somebody does: 打算出售, 是在…
        chunks.append(Chunk("object", stop, end))
        return chunks
    if end < n and (
        _runs_on(words, end)
        or (words[i].text in TAKES_NOUNS and compound(words, end))
        or (words[i].text in _TELLS and words[end].tag in ("v", "d", "md") and end > stop)
    ):
        end = n
    elif end == n - 1 and words[end].tag == "v" and any(w.tag == "de" for w in words[stop:end]):
        end = n  # 对公司股票的投票控制
    if end > stop:
        chunks.append(Chunk("object", stop, end))
    return _with_after(words, end, chunks)


def _toward(words: Sequence[Word], chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with 对… as one of its own where such a verb follows: X | 对Y的决定 | 表示欢迎."""
    last = chunks[-1] if chunks and chunks[-1].role == "subject" else None
    at = next((k for k in range(last.start, last.stop) if words[k].text == "对"), 0) if last else 0
    if not last or at <= last.start or words[at - 1].tag not in ("n", "br"):
        return chunks
    split = [Chunk("subject", last.start, at), Chunk("relation", at, last.stop)]
    return [*chunks[:-1], *split]


def _receiver(words: Sequence[Word], stop: int) -> int:
    """Where the verb ends that 给 and who gets it close: 交给了X一项任务; `stop` where nobody is named."""
    k = stop - 1
    while k and words[k].tag == "le":
        k -= 1
    if not words[k].text.endswith("给"):
        return stop
    end = next((j for j in range(stop + 1, min(stop + 6, len(words))) if words[j].tag == "m"), None)
    named = end is not None and all(w.tag in ("n", "c", "br") for w in words[stop:end])
    return end if end is not None and named else stop


def _runs_on(words: Sequence[Word], end: int) -> bool:
    """Whether what follows a noun phrase makes one with it: 模型 + 处理信息的方式, 一支 + 以…为任务的团队."""
    marks = [k for k in range(end, len(words)) if words[k].tag == "de"]
    headed = words[-1].tag in NOMINAL or (bool(marks) and marks[-1] == len(words) - 2)
    if words[end].tag not in ("v", "d", "md", "p", "a", "ba") or not headed:
        return False
    return bool(marks) and marks[-1] < len(words) - 1 and len(words) - marks[-1] <= 4


def _with_after(words: Sequence[Word], stop: int, chunks: list[Chunk]) -> list[Chunk]:
    if stop < len(words):
        chunks.append(Chunk("after", stop, len(words)))
    return chunks
