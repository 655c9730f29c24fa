"""What a Chinese word is between its neighbours: the tags that only these decide."""

import re

from data_prep.facts.chinese_lexicon import AIMS, LOCALIZERS, NOUNS, VERBS, VERBS_TOO
from data_prep.facts.chinese_word import Word


def retagged(found: list[Word]) -> list[Word]:
    """The words with the tags that their neighbours decide."""
    out: list[Word] = []
    for i, word in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        before = out[-1] if out else None
        out.append(_retag(word, before, after, found, i))
    return out


def _retag(word: Word, before: Word | None, after: Word | None, found: list[Word], i: int) -> Word:
    tag = word.tag
    if before and before.tag == "de" and tag in ("v", "vn", "md", "d") and word.text in NOUNS:
        tag = "n"
    elif tag == "md" and (
        (word.text in VERBS_TOO and not _verb_follows(found, i))
        or (word.text == "希望" and after and (after.kind or after.tag in ("n", "r")))
    ):
        tag = "v"
    elif (
        word.text == "没有"
        and after
        and (
            after.tag in ("v", "md", "ba")
            or (
                after.tag in ("vn", "d")
                and i + 2 < len(found)
                and (found[i + 2].kind or found[i + 2].tag in ("m", "v"))
            )
        )
        and after.text != "有"
    ):
        tag = "d"
    elif (
        word.text in ("之后", "之前", "以后", "以前", "随后")
        and before
        and before.tag in ("n", "v", "vn", "t", "m")
    ):
        tag = "f"
    elif (word.text == "去" and after and (after.kind or (before and before.kind == "person"))) or (
        word.text == "画" and before and before.text == "上"
    ):
        tag = "v"
    elif (
        tag in ("v", "vn") and word.text in _PRICES and after and after.text in ("为", "是", "约")
    ) or (word.text == "地" and after is None and before and before.tag in ("v", "vn", "n")):
        tag = "n"
    elif word.text in _ADJECTIVES and after and after.tag in ("n", "vn") and _copula(found, i):
        tag = "a"
    elif (
        tag == "n"
        and before is None
        and word.text in _PLACED
        and after
        and after.text in ("在", "于")
    ) or (
        tag in ("a", "d")
        and len(word.text) == 1
        and word.text in "低高快慢多少重轻大小贵长短"
        and after
        and after.tag == "m"
    ):
        tag = "v"
    elif word.text == "还是" and before is not None:
        tag = "d"
    elif tag in ("vn", "n") and len(word.text) == 2 and _so_made(found, i):
        tag = "v"  # 基于文本训练而来
    elif (
        tag == "d"
        and before
        and before.tag == "de"
        and word.text in _ADJECTIVES
        and after
        and after.tag in ("n", "v", "vn")
    ):
        tag = "a"
    elif (
        tag == "v"
        and word.text in _HEADS_TOO
        and before
        and before.tag == "n"
        and after
        and (after.kind or after.tag in ("br", "n") or (before.text[0] == "“" and after.tag == "v"))
    ):
        tag = "n"
    elif (
        after
        and after.tag == "le"
        and after.text in ("了", "着", "过")
        and tag in ("n", "vn", "a")
        and word.kind is None
        and (len(word.text) <= 3 or (word.text[0] == "“" and len(word.text) <= 5))
    ) or (tag == "vn" and after and after.text in ("到", "至", "成", "为", "给", "于")):
        tag = "v"
    elif word.text == "被" and after and after.tag in ("v", "vn"):
        tag = "d"
    elif tag == "a" and after is None and before and before.tag == "de" and len(word.text) == 2:
        tag = "n"  # 投资者的耐心
    elif before and after is None and before.kind and _QUOTED_QUALITY.match(word.text):
        tag = "a"
    elif before and after is None and tag == "v" and before.text[0] == "“" and _has(found, i - 2):
        tag = "n"  # 有“大幅”增长
    elif tag == "vn" and after is None and word.text in VERBS and _directed(found, i):
        tag = "v"  # 向不同项目投资
    elif tag == "vn" and before and before.text in _BEFORE_A_VERB and after and _is_noun(after):
        tag = "v"
    elif (
        word.text == "等"
        and before
        and (
            before.tag in ("n", "br")
            or (before.tag in ("v", "vn", "a") and any(w.tag == "c" for w in found[:i]))
        )
    ):
        tag = "r"
    elif word.text == "为":
        aim = before is None and after is not None and after.text in AIMS  # 为阻止洪水，…
        tag = "p" if aim or _for(found, i) else "v"
    elif word.text == "将":
        tag = "ba" if _disposes(found, i) else "d"
    elif word.text == "在" and after and _acts(after, found, i) and not _localized(found, i):
        tag = "d"
    elif word.text == "正在" and after and after.tag in ("m", "r") and _localized(found, i):
        tag = "p"  # 正在一个…的集群上训练
    elif (word.text in ("到", "至") and before and before.tag in ("v", "vn")) or (
        tag == "vn"
        and word.text in VERBS
        and _predicates(before, after)
        and not _attributes(word, after)
    ):
        tag = "v"
    elif word.text == "来" and (before is None or before.tag in ("m", "t")):
        tag = "f"
    elif word.text == "以":
        tag = (
            "cc"
            if after
            and after.tag in ("v", "md")
            and not any(w.text == "为" for w in found[i + 1 : i + 8])
            else "p"
        )
    elif (word.text == "给" and after and after.tag == "le") or (
        tag == "vn"
        and after is None
        and word.text in VERBS
        and any(w.text in ("由", "被") for w in found[:i])
        and before
        and before.kind
    ):
        tag = "v"
    elif word.text == "节" and tag == "t" and before and before.tag == "n":
        tag = "n"  # the last character of a festival's name
    elif (word.text == "由" and not after) or (
        word.text == "每" and before and before.tag == "n" and after and after.tag == "v"
    ):
        tag = "x"  # 每运行3200小时: an interval that the clauses do not read
    return word if tag == word.tag else Word(word.text, tag, word.start, word.kind)


_QUOTED_QUALITY = re.compile("“[不很太极最]")
"""How a quotation begins that says how something is: 这款产品“不安全”."""


def _has(found: list[Word], i: int) -> bool:
    """Whether the word at `i` says that there is something."""
    return i >= 0 and found[i].text in ("有", "出现", "实现", "呈现")


def _directed(found: list[Word], i: int) -> bool:
    """Whether a phrase with 向 and no verb of its own stands right before `i`."""
    at = next((k for k in range(i - 1, max(i - 6, 0), -1) if found[k].text == "向"), 0)
    return bool(at) and at < i - 1 and all(w.tag in ("n", "a", "m") for w in found[at + 1 : i])


_BEFORE_A_VERB = frozenset(
    "会 可能 将会 可能会 能够 可以 不会 必须 应该 应当 无法 也会 就会 都会 还会".split()
)
"""Modals that no noun follows: a verbal noun behind them is the verb."""


def _is_noun(word: Word) -> bool:
    return bool(word.kind) or word.tag in ("n", "m", "r")


_PRICES = frozenset("售价 定价 造价 标价 产能 耗资 投资 噪声".split())


_PLACED = frozenset("画 写 刻 印 绘 藏 葬 埋 建 设 种 挂 装".split())
"""Verbs that the tagger takes for nouns where a place follows: 画在一整幅纸上."""


_HEADS_TOO = frozenset("组织 报告 研究 领导 编辑 导演 代表 设计 教授 计划 收入 支出".split())
"""Verbs that between a noun and a name are nouns: 非营利组织X."""


_ADJECTIVES = frozenset("主要 平均 专门 全面 直接 公开 主动 独立".split())
"""Adverbs that behind 的 or in front of a noun that is something describe it: 主要推广渠道."""


def _attributes(word: Word, after: Word | None) -> bool:
    """Whether a verbal noun describes the noun behind it: AI研究小组."""
    return word.text in _HEADS_TOO and after is not None and after.tag == "n" and after.kind is None


def _copula(found: list[Word], i: int) -> bool:
    """Whether nouns and then a verb of being follow: 主要业务是…"""
    k = i + 1
    while k < len(found) and found[k].tag in ("n", "vn") and found[k].kind is None:
        k += 1
    return k < len(found) and found[k].text in ("是", "为", "包括", "来自")


def _so_made(found: list[Word], i: int) -> bool:
    return i + 2 < len(found) and found[i + 1].text == "而" and found[i + 2].text == "来"


def _verb_follows(found: list[Word], i: int) -> bool:
    for at, word in enumerate(found[i + 1 : i + 8], i + 1):
        if word.tag in ("v", "vn"):
            return True
        if word.tag == "md" and word.text in VERBS_TOO and not _verb_follows(found, at):
            return True  # 可能需要1万张卡
        if word.tag == "a" and word.text not in ("新", "大", "小"):
            return True
        if word.tag in ("de", "m", "t") or word.kind:
            if word.tag == "t" or word.kind:
                continue
            return False
        if word.tag not in ("d", "md", "p", "ba", "n", "r", "c", "f", "di"):
            return False
    return False


def _for(found: list[Word], i: int) -> bool:
    """Whether 为 is "for": a verb follows that it serves (为 X 提供, 为 X 进行)."""
    rest = found[i + 1 : i + 26]
    if rest and (rest[0].tag == "t" or re.match("[\\d一二三四五六七八九]", rest[0].text)):
        return False
    return any(
        w.text
        in (
            "提供",
            "配备",
            "安装",
            "进行",
            "带来",
            "创造",
            "打造",
            "设计",
            "准备",
            "服务",
            "争取",
            "开发",
            "建造",
            "制作",
            "拍摄",
            "配音",
            "命名",
            "做",
            "而",
        )
        for w in rest
    )


def _disposes(found: list[Word], i: int) -> bool:
    """Whether 将 is 把: a noun phrase stands between it and the verb."""
    after = found[i + 1] if i + 1 < len(found) else None
    if after is None or after.tag not in ("n", "r", "m", "a", "vn"):
        return False
    return any(w.tag == "v" for w in found[i + 2 : i + 24])


def _acts(after: Word, found: list[Word], i: int) -> bool:
    """Whether what somebody is doing begins at `after`, with its adverb: 在努力开发."""
    follows = found[i + 2] if i + 2 < len(found) else None
    return after.tag in ("v", "d", "p") or (
        after.tag == "a" and follows is not None and follows.tag == "v"
    )


def _localized(found: list[Word], i: int) -> bool:
    return any(w.tag == "f" or w.text in LOCALIZERS for w in found[i + 1 : i + 16])


def _predicates(before: Word | None, after: Word | None) -> bool:
    """Whether a verbal noun between these is the verb: 正在训练Llama 3."""
    return bool(
        before
        and (before.tag in ("d", "md") or before.kind)
        and after
        and (after.kind or after.tag in ("m", "le", "n"))
    )
