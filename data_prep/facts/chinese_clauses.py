"""Words of one Chinese clause → its constituents: what comes first, who, how, the verb, what it takes.

A shallow parser, deterministic and one pass from left to right. Where the words allow no reading it is
sure of it gives None, and the clause makes no fact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data_prep.facts.chinese_words import Word

ChunkRole = Literal["time", "scene", "subject", "adverb", "relation", "verb", "object", "after"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """words[start:stop] of a clause and what they do in it."""

    role: ChunkRole
    start: int
    stop: int


_NOMINAL = frozenset(("n", "m", "q", "r", "br", "vn"))
_DESCRIBED = frozenset(("n", "vn", "de", "m", "q", "c", "a", "br", "r"))
"""What an adjective inside a noun phrase stands before."""
_COMPLEMENT = frozenset(
    "到 成 好 为 出 入 至 给 于 向 起 上 下 住 走 掉 完 在 自 往 作 成为 出来 起来 下来 开 过".split()
)
"""What a verb may carry: 建成, 位于, 称作, 交给."""
_TIME_ADVERBS = frozenset("目前 现在 如今 最近 近日 近来 每年 每天 每月 每周 每日 长期以来".split())
_SCENE = frozenset(
    "在 于 根据 据 随着 作为 对于 关于 除 除了 通过 鉴于 凭借 借助 为了 因 因为 由于 按 按照 依据 针对 围绕 基于 就 面对 距 距离 沿着 沿 截至 截止 至 到 自 自从 从 当 每当 早在 直到 经 经过 像 与其 以 依靠 靠".split()
)
"""Prepositions whose phrase may stand in front of the subject."""
_PERIOD = frozenset(
    "中 上 下 里 内 外 间 前 后 时 期间 之后 之前 之间 之中 之外 之内 以来 以前 以后 以内 以外 以下 当中 方面 时候 起 为止 之际 过程中 背景下 情况下 来说 而言 看来 来看 来讲 一样 途中".split()
)
_TURNS = frozenset("却 则 才 而 就 都".split())
_PIVOT = frozenset(
    "让 使 令 使得 帮助 协助 促使 允许 准许 要求 邀请 呼吁 建议 禁止 阻止 防止 避免 推动 说服 迫使 鼓励 钦点 任命 委任 聘请 指派 委托".split()
)
"""Verbs that take somebody and what that one does."""


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
            chunks.append(Chunk("time", i, stop))
        elif word.tag in ("p", "ba") or (word.tag == "c" and word.text in ("与", "和", "跟", "同")):
            if (
                not subject
                and word.text in ("由", "以", "被")
                and _relative(words, i, i) is not None
                and any(w.tag in ("v", "vn") for w in words[i : _relative(words, i, i)])
            ):
                stop = _noun_phrase(words, i, subject_at=i)
                if stop == i:
                    return None
                chunks.append(Chunk("subject", i, stop))
                subject, i = True, stop
                continue
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
            if not subject and word.tag == "d" and stop < n and _relative(words, i, i) is not None:
                stop = _noun_phrase(words, i, subject_at=i)
                if stop == i:
                    return None
                chunks.append(Chunk("subject", i, stop))
                subject = True
            else:
                chunks.append(Chunk("adverb", i, stop))
        elif word.tag == "v" and _takes_back(words, i, chunks):
            first = next((c for c in chunks if c.role == "subject"), chunks[-1])
            stop = _noun_phrase(words, i, subject_at=None)
            if stop == i:
                return None
            chunks = [c for c in chunks if c.stop <= first.start] + [
                Chunk("subject", first.start, stop)
            ]
            subject = True
        elif word.tag == "v" and not (not subject and _relative(words, i, i) is not None):
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
            stop = _noun_phrase(words, i, subject_at=i)
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
        and words[i + 2].tag in (*_NOMINAL, "a")
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
            and (words[i + 2].tag in ("de", "n", "t", "c") or _relative(words, i, None) is not None)
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
    closing = _localizer(words, i)
    if closing is not None:
        return closing
    verbal = i + 1 < len(words) and words[i + 1].tag == "v"
    if words[i].text in ("为了", "由于", "因为", "当", "随着") and (not subject or verbal):
        return len(words)
    if words[i].text in ("通过", "随着") and verbal:
        return len(words)
    stop = _noun_phrase(words, i + 1, subject_at=i + 1)
    return stop if stop > i + 1 else None


def _localizer(words: Sequence[Word], i: int) -> int | None:
    """The end of a phrase that a localizer closes: 在…中, 当…时, 在Llama发布之后."""
    if words[i].text not in (
        "在",
        "当",
        "每当",
        "从",
        "自",
        "自从",
        "除",
        "除了",
        "对",
        "对于",
        "就",
        "于",
        "到",
        "像",
        "到了",
        "直到",
        "早在",
    ):
        return None
    for k in range(i + 1, min(i + 16, len(words))):
        if words[k].tag == "x" and words[k].text in "，；：":
            return None
        if words[k].text in _PERIOD and words[k].tag in ("f", "d") and k > i + 1:
            follows = words[k + 1] if k + 1 < len(words) else None
            if follows and follows.tag in ("de", "f"):
                continue
            if (
                words[i].text in ("对", "就", "从")
                and words[k].text in ("中", "上", "里", "后", "前", "时", "下", "内")
                and any(w.tag == "v" for w in words[i + 1 : k])
            ):
                continue
            return k + 1
    return None


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
    if words[i].text in _SCENE and (
        not subject
        or words[stop - 1].tag == "f"
        or words[i].text in ("在", "根据", "据", "通过", "按照")
    ):
        return "scene"
    return "relation"


# --- noun phrases


def _noun_phrase(words: Sequence[Word], i: int, subject_at: int | None) -> int:
    """Where the noun phrase that begins at `i` ends; `i` itself when there is none.

    `subject_at` is where the phrase begins when it is the clause's subject: then a verb in it must be
    taken back by 的 and a predicate must follow.
    """
    start, n = i, len(words)
    while i < n:
        word = words[i]
        if word.tag == "m" and i > start and subject_at is not None and _ends_in_number(words, i):
            break
        if (
            word.tag in _NOMINAL
            or (word.tag == "f" and i > start)
            or (word.tag == "t" and _modifies(words, i))
        ):
            i += 1
        elif word.tag == "de":
            if i == start or i + 1 >= n:
                break
            i = _head(words, i + 1)
        elif word.tag == "a" and i + 1 < n and words[i + 1].tag in _DESCRIBED:
            i += 1
        elif (
            word.tag == "c"
            and i > start
            and i + 1 < n
            and words[i + 1].tag in (*_NOMINAL, "a", "v", "t", "d")
        ):
            if words[i + 1].tag in ("v", "d") and _relative(words, i + 1, subject_at) is None:
                break
            i += 1
        elif (
            word.tag in ("v", "d", "md", "p", "a", "t", "ba")
            and (taken := _relative(words, i, subject_at, start)) is not None
        ):
            i = _head(words, taken)
        else:
            break
    return i


def _ends_in_number(words: Sequence[Word], i: int) -> bool:
    """Whether the number at `i` is the predicate of the noun before it: 总投资7.3亿元."""
    left = words[i + 1 :]
    last = not left or (len(left) == 1 and left[0].text in ("以上", "以下", "左右", "以内"))
    return last and words[i - 1].tag in ("n", "vn", "br") and not words[i - 1].kind


def _head(words: Sequence[Word], i: int) -> int:
    """Where the head right behind 的 ends, when the tagger takes it for a verb; else `i`: Llama 2的发布."""
    if i >= len(words) or words[i].tag not in ("v", "a", "d", "md"):
        return i
    follows = words[i + 1].tag if i + 1 < len(words) else ""
    if (
        words[i].tag == "a"
        and follows in ("v", "vn")
        and not (i + 2 < len(words) and words[i + 2].tag == "de")
    ):
        return i + 2  # 新的推动: a verb that an adjective describes is a noun
    if words[i].tag in ("d", "md"):
        return i + 1 if _heads(words, i) else i
    if words[i].tag == "v" and (follows == "le" or _relative(words, i, None) is not None):
        return i
    return i + 1


def _heads(words: Sequence[Word], i: int) -> bool:
    """Whether the adverb at `i`, right behind 的, is the head of its phrase: nothing that it could modify follows."""
    return i + 1 == len(words) or words[i + 1].tag in ("x", "c", "v", "f")


def _modifies(words: Sequence[Word], i: int) -> bool:
    follows = words[i + 1] if i + 1 < len(words) else None
    return follows is None or follows.tag in ("de", "n", "c", "t")


def _predicative(words: Sequence[Word], i: int) -> bool:
    """Whether the adjective at `i` is a predicate: nothing it could belong to follows."""
    follows = words[i + 1] if i + 1 < len(words) else None
    return follows is None or follows.tag in ("x", "le", "cc", "d")


def _relative(
    words: Sequence[Word], i: int, subject_at: int | None, start: int | None = None
) -> int | None:
    """The index behind the 的 that makes the words from `i` a modifier (发布的, 在2023年的, 从事AI工作的), or None."""
    start = i if start is None else start
    close = next((k for k in range(i, min(i + 14, len(words))) if words[k].tag == "de"), None)
    if close is None or close + 1 >= len(words) or any(w.tag == "x" for w in words[i:close]):
        return None
    head = words[close + 1]
    if head.tag in ("x", "cc", "le", "di", "p", "ba"):
        return None
    if i > start and words[i].tag == "v" and i + 1 < close and words[i + 1].tag == "le":
        return None
    if i > start and words[i].tag in ("d", "md") and close - i > 2 and words[i - 1].tag != "de":
        return None
    if words[i].tag in ("p", "ba") and not _closed(words, i, close):
        return None
    if words[i].text in _NOT_BEFORE_DE and not any(w.text == "在内" for w in words[i:close]):
        return None
    if words[i].tag == "ba" and not any(w.tag in ("v", "vn") for w in words[i:close]):
        return None  # 把X的Y迁到: the 的 is inside what 把 takes
    direct = close == i + 1 or (close == i + 2 and words[i + 1].text in _COMPLEMENT)
    verbal = [k for k in range(i, close) if words[k].tag == "v"]
    held = len(verbal) == 1 and verbal[0] == close - 1
    if (
        verbal
        and not (direct or held)
        and words[i].tag in ("v", "d", "md")
        and i > start
        and words[i - 1].tag in ("n", "vn", "br", "r", "f")
    ):
        return None  # a noun before the verb is its subject: Meta使用来自…的数据
    if subject_at is None:
        return close + 1
    if head.tag == "v" and close + 2 >= len(words):
        return None  # 验证了X对Y的投注: the last verb is a noun, and no predicate follows
    if verbal and i > subject_at and words[i - 1].tag in ("d", "md"):
        return None
    stop = _noun_phrase(words, close + 1, None)
    rest = words[stop] if stop < len(words) else None
    if (
        verbal
        and i == subject_at
        and rest is not None
        and rest.tag == "m"
        and stop + 1 >= len(words)
    ):
        return None  # 收藏与造纸有关的工具80件: the first verb is the predicate
    if rest is None or rest.tag not in ("v", "d", "md", "p", "ba", "a", "t", "m", "c"):
        return None
    if verbal and not direct and rest.text in ("来", "去", "以"):
        return None
    return close + 1


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


_NOT_BEFORE_DE = frozenset("包括 是 就是 不是 为 成为 让 使 令".split())


def _closed(words: Sequence[Word], i: int, close: int) -> bool:
    """Whether the 的 at `close` ends the phrase of the preposition at `i`: 在…上的, 对…的, 由…开发的."""
    verbs = [k for k in range(i + 1, close) if words[k].tag == "v"]
    if words[i].text == "以" and any(w.text == "为" for w in words[i + 2 : close]):
        return True  # 以手工造纸为主题的
    if (end := _localizer(words, i)) is not None and end > close + 1:
        return False  # the phrase goes on: 在Meta未来的努力中
    return not verbs or words[close - 1].tag == "f" or verbs[-1] == close - 1


# --- the predicate


def _predicate(words: Sequence[Word], i: int, chunks: list[Chunk]) -> list[Chunk]:
    """The verb at `i` with what it carries, its object, and the rest."""
    n, stop = len(words), i + 1
    while stop < n and (
        (words[stop].text in _COMPLEMENT and words[stop].tag in ("v", "p", "f", "d"))
        or words[stop].tag == "le"
    ):
        stop += 1
    if words[i].text in _PIVOT:
        chunks.append(Chunk("verb", i, stop))
        if stop < n:
            chunks.append(Chunk("object", stop, n))
        return chunks
    chunks.append(Chunk("verb", i, stop))
    stop = _receiver(words, stop)
    chunks[-1] = Chunk("verb", i, stop)
    end = _noun_phrase(words, stop, None)
    if end == stop and stop < n:
        end = n  # what somebody does: 打算出售, 是在…
        chunks.append(Chunk("object", stop, end))
        return chunks
    if end < n and _runs_on(words, end):
        end = n
    elif end == n - 1 and words[end].tag == "v" and any(w.tag == "de" for w in words[stop:end]):
        end = n  # 对公司股票的投票控制
    if end > stop:
        chunks.append(Chunk("object", stop, end))
    return _with_after(words, end, chunks)


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
    headed = words[-1].tag in _NOMINAL or (bool(marks) and marks[-1] == len(words) - 2)
    if words[end].tag not in ("v", "d", "md", "p", "a") or not headed:
        return False
    return bool(marks) and marks[-1] < len(words) - 1 and len(words) - marks[-1] <= 4


def _with_after(words: Sequence[Word], stop: int, chunks: list[Chunk]) -> list[Chunk]:
    if stop < len(words):
        chunks.append(Chunk("after", stop, len(words)))
    return chunks
