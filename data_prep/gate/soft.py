"""How much of a wording is made of words that its source does not hold.

A wording may add ordinary words; one that is mostly made of others is about something else.
"""

from functools import lru_cache

from data_prep.gate.polarity import stem
from data_prep.gate.reading import Reading, Word
from data_prep.gate.tables import words

_ORDINARY = words(
    "什么 哪个 哪家 哪位 哪些 哪里 哪儿 哪年 哪天 哪一 多少 多久 怎样 怎么 怎么样 如何 为何 何种 何时 何地 何年 何月 何人 几个 几年 请问 请说 请告诉 说出 写出 指出 给出 列出 报出 填空 回答 问题 简答 说明 "
    "告诉 名称 名字 名叫 叫作 叫做 称为 称作 具体 数字 数量 数目 数值 人数 时间 日期 年份 月份 年月 年月日 日子 地点 地方 城市 国家 公司 企业 机构 组织 单位 部门 人物 人士 先生 女士 原因 理由 目的 方式 方法 做法 "
    "内容 东西 事情 事物 情况 状态 类型 种类 类别 产品 项目 作品 一个 一家 一种 一位 一款 一共 总共 合计 达到 属于 成为 作为 进行 表示 认为 说法 看法 观点 态度 提到 谈到 根据 按照 依据 关于 对于 至于 "
    "到底 究竟 曾经 已经 当时 后来 之后 之前 以前 以后 其中 一道 题目 空格 括号 所指 下列 文中 来自 位于 包括 拥有 具有 知道 记得 准确 精确 完整 正确 答案 简述 概括 描述 是否 能否 可以 能够 需要 打算 时候 开始 正式 计划 预计 年表 那个 那家 这个 地方 人们 大家 谁还 想问 想知道 东西 应写 处于 相关 方面 情形 答出 选出 试问 要问 若问 提问"
)
_ORDINARY_EN = words(
    "a an the in on at by for from to of with as since until after before during within between among over under about around what which who whom whose when where why how is are was were be been do does did has have had can "
    "could will would may might should name tell give state fill complete say identify provide list describe explain write recall specify according it that this there if and or but not no yes please blank number amount "
    "year month date day time share percentage place person people company organisation organization city town country thing things called me you know remember left out its their his her many much long far old long "
    "something somebody gap missing belong belongs finish sentence names briefly wonder define definition term so than then also only just up one into more reason purpose cause take took taken get got make made out off such some any all"
)
_CONTENT = ("n", "v", "a", "i", "l", "z", "j")
LIMIT = {"zh": 0.75, "en": 0.7}
FEWEST = {"zh": 5, "en": 4}


def strange(reading: Reading, fresh: list[Word], known: frozenset[str], folded: str) -> str:
    """The content words that the source does not hold (`fresh` are those not among its words), where
    they are most of a wording; else ""."""
    lang = reading.lang
    fewest = FEWEST[lang]
    if len(fresh) < fewest:
        return ""
    if lang == "en":
        found = [w for w, _, _ in fresh if _english(w.lower()) and stem(w.lower()) not in known]
        count = sum(_english(w.lower()) for w, _, _ in reading.words) if len(found) >= fewest else 0
    else:
        found = [w for w, tag, _ in fresh if _chinese(w, tag)]
        if len(found) < fewest:
            return ""
        found = [w for w in found if not all(c in folded for c in w)]
        count = sum(_chinese(w, t) for w, t, _ in reading.words) if len(found) >= fewest else 0
    if len(found) >= fewest and len(found) > LIMIT[lang] * count:
        return " ".join(found[:6])
    return ""


def content_words(reading: Reading) -> list[str]:
    """The words of a text that say what it is about, casefolded, in order."""
    if reading.lang == "en":
        return [w.lower() for w, _, _ in reading.words if _english(w.lower())]
    return [w.casefold() for w, tag, _ in reading.words if _chinese(w, tag)]


@lru_cache(1 << 16)
def _chinese(word: str, tag: str) -> bool:
    return len(word) > 1 and word not in _ORDINARY and tag.startswith(_CONTENT)


@lru_cache(1 << 16)
def _english(lowered: str) -> bool:
    return lowered[0].isalpha() and lowered not in _ORDINARY_EN
