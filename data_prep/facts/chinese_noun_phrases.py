"""Where a Chinese noun phrase ends, and what its modifiers close."""

from collections.abc import Sequence

from data_prep.facts.chinese_word import Word

NOMINAL = frozenset(("n", "m", "q", "r", "br", "vn"))


_DESCRIBED = frozenset(("n", "vn", "de", "m", "q", "c", "a", "br", "r"))
"""What an adjective inside a noun phrase stands before."""


COMPLEMENTS = frozenset(
    "到 成 好 为 出 入 至 给 于 向 起 上 下 住 走 掉 完 在 自 往 作 成为 出来 起来 下来 开 过".split()
)
"""What a verb may carry: 建成, 位于, 称作, 交给."""


_PERIOD = frozenset(
    "中 上 下 里 内 外 间 前 后 时 期间 之后 之前 之间 之中 之外 之内 以来 以前 以后 以内 以外 以下 当中 方面 时候 起 为止 之际 过程中 背景下 情况下 来说 而言 看来 来看 来讲 一样 途中".split()
)


def localizer(words: Sequence[Word], i: int) -> int | None:
    """The end of a phrase that a localizer closes: 在…中, 当…时, 在Llama发布之后."""
    if words[i].text not in (
        "在",
        "正在",
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


def noun_phrase(words: Sequence[Word], i: int, subject_at: int | None) -> int:
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
            word.tag in NOMINAL
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
            and i + 2 < n
            and words[i + 1].tag == "p"
            and (taken := _joined_clause(words, i + 1)) is not None
        ):
            i = _head(words, taken)  # FAIR与在应用中部署产品的团队
        elif (
            word.tag == "c"
            and i > start
            and i + 1 < n
            and words[i + 1].tag in (*NOMINAL, "a", "v", "t", "d")
        ):
            if _item(words, i + 1, start):
                i += 2
                continue
            if words[i + 1].tag in ("v", "d") and relative(words, i + 1, subject_at) is None:
                break
            i += 1
        elif i > start and _item(words, i, start):
            i += 1
        elif (
            word.tag in ("v", "d", "md", "p", "a", "t", "ba")
            and (taken := relative(words, i, subject_at, start)) is not None
        ):
            i = _head(words, taken)
        else:
            break
    return i


def _joined_clause(words: Sequence[Word], i: int) -> int | None:
    """Behind the 的 of what a noun does, which a place before it opens: 在应用中部署产品的 | 团队; else None."""
    end = localizer(words, i)
    if end is None and words[i].text == "对":
        return relative(words, i, None)  # 收入或者对研究进行投资的能力
    opens = end is not None and end < len(words) and words[end].tag == "v"
    return relative(words, end, None) if end is not None and opens else None


def _item(words: Sequence[Word], i: int, start: int) -> bool:
    """Whether the verb at `i` is an item of a list of nouns that 等 ends: 恶意软件、骚扰和隐私侵犯等."""
    if words[i].tag != "v" or i + 1 >= len(words):
        return False
    if words[i + 1].text == "等":
        return any(w.tag == "c" for w in words[start:i])
    rest = words[i + 1 : i + 8]
    ends = next((k for k, w in enumerate(rest) if w.text == "等"), 0)
    return (
        rest[0].tag == "c" and ends > 0 and all(w.tag in ("n", "vn", "v", "c") for w in rest[:ends])
    )


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
    if words[i].tag == "v" and (follows == "le" or relative(words, i, None) is not None):
        return i
    return i + 1


def _heads(words: Sequence[Word], i: int) -> bool:
    """Whether the adverb at `i`, right behind 的, is the head of its phrase: nothing that it could modify follows."""
    return i + 1 == len(words) or words[i + 1].tag in ("x", "c", "v", "f")


def _modifies(words: Sequence[Word], i: int) -> bool:
    follows = words[i + 1] if i + 1 < len(words) else None
    return follows is None or follows.tag in ("de", "n", "c", "t")


def relative(
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
    if i > start and words[i].text == "通过" and words[i + 1].tag in ("v", "ba"):
        return None  # by what means somebody does something
    placed = i > start and words[i - 1].tag == "f"  # 耳机中让用户提问的功能
    included = any(w.text == "在内" for w in words[i:close])
    if words[i].text in _NOT_BEFORE_DE and not included and not placed:
        return None
    if words[i].tag == "ba" and not any(w.tag == "v" for w in words[i:close]):
        return None  # 把X的Y迁到: the 的 is inside what 把 takes
    if subject_at is not None and i > start and _describes(words, i, close):
        return None
    direct = close == i + 1 or (close == i + 2 and words[i + 1].text in COMPLEMENTS)
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
    stop = noun_phrase(words, close + 1, None)
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


def _describes(words: Sequence[Word], i: int, close: int) -> bool:
    """Whether the 的 at `close` belongs to an adjective in the object of a verb behind `i`: 会有很多新的机会."""
    verb = next((k for k in range(i, close) if words[k].tag == "v"), close)
    return words[close - 1].tag == "a" and verb + 2 < close and words[verb + 1].tag == "m"


_NOT_BEFORE_DE = frozenset("包括 是 就是 不是 为 成为 让 使 令".split())


def _closed(words: Sequence[Word], i: int, close: int) -> bool:
    """Whether the 的 at `close` ends the phrase of the preposition at `i`: 在…上的, 对…的, 由…开发的."""
    verbs = [k for k in range(i + 1, close) if words[k].tag == "v"]
    if words[i].text == "以" and any(w.text == "为" for w in words[i + 2 : close]):
        return True  # 以手工造纸为主题的
    if (end := localizer(words, i)) is not None and end > close + 1:
        return False  # the phrase goes on: 在Meta未来的努力中
    done = words[close - 1].tag in ("v", "vn")
    light = done and bool(verbs) and words[verbs[-1]].text in _LIGHT and verbs[-1] == close - 2
    return not verbs or words[close - 1].tag == "f" or verbs[-1] == close - 1 or light


_LIGHT = frozenset("进行 加以 予以 作出 做出".split())
"""Verbs whose object is what is done: 对研究进行投资的."""
