"""Questions for a number behind the verb: how many, how much, what share."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.nouns import is_thing
from data_prep.wording.zh.relations import GROWING, HOW, HOW_MUCH, MEASURES, passive

Shape = tuple[str, str]
_AMOUNTS = frozenset(
    "达到 达 超过 高达 多达 突破 接近 约为 达到了 超过了 升至 增至 降至 增加到 减少到 上升到 下降到 突破了 不到 为 是 占 占到 等于 约".split()
)
_COMPARED = re.compile("比|较|相当于|是.*的$|高出|低于|高于|超出|多出|少于")
_SETTLED = ("", "已经", "已", "共", "总共", "一共", "又")
"""Adverbs that a measure as a noun (增幅, 高度) may leave out."""
_NO_OWNER = ("将", "高", "约", "共", "将近")
"""What the parser may leave before a number that owns nothing."""


def numbers(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question for a number in the object's place."""
    ask = a.at(number)
    q = "接近" if c.qualifier == "近" and a.much == "多少" else c.qualifier
    if not c.subject or (c.after and not c.after.startswith("，")):
        return
    if c.after:
        yield from _followed(c, ask)
    elif c.exact != f"{c.modifier}{c.qualifier}" or c.modifier in _NO_OWNER:
        return  # 将高达…: what stands before the number is no part of its phrase
    elif c.copula or c.core in _AMOUNTS or (c.core in MEASURES and not c.head) or not c.verb:
        yield from _amounts(c, a, ask)
    elif _COMPARED.search(c.mid + c.core):
        yield from _compared(c, ask, q)
    elif c.modifier and c.head.startswith("的") and a.noun != "比例":
        return  # 月活用户 超过7亿 的公司: the number is inside a description
    elif c.modifier and c.head:
        yield from _counts(c, a, ask, q, f"{c.modifier}{c.head}")
    elif c.head or (c.modifier and not c.modifier.endswith("的")):
        yield from _counts(c, a, ask, q, c.head.removeprefix("的") or c.modifier)
    else:
        yield from _sums(c, a, ask, q)


def _having(c: Clause) -> str:
    """The verb before 的: 共有 → 拥有."""
    return re.sub("^(?:总共|一共|共|现)?有$", "拥有", c.relative)


_PEOPLE = re.compile("[人员者师生工手兵民家]$")


def _counts(c: Clause, a: Asks, ask: str, q: str, head: str) -> Iterator[Shape]:
    """How many of `head`: 拥有 3.4万台 静涛水泵."""
    having = _having(c)
    did = f"{c.mid}{having}"
    phrase = f"{c.modifier}{q}{ask}{c.head}" if c.head else f"{q}{ask}{head}"
    word = a.noun if a.noun and not a.noun.startswith("数量") else "数量"
    if word == "人数" and not _PEOPLE.search(head):
        word = "数量"  # 七口锅
    share = word == "比例"
    ready = is_thing(head) and not re.search("(?<!可)能$|想$", c.mid) and len(c.plain + did) <= 30
    if ready:
        yield "head_cleft", f"{c.opening}{did}的{head}{q or '有'}{ask}？"
        yield "count_is", f"{c.plain}{did}的{head}{word}{q or '是'}{ask if q else a.much}？"
        if q:
            yield "count_order", f"{c.lead}请告诉我{c.subject}{did}的{head}{q}{ask}。"
        else:
            yield "count_order", f"{c.lead}请说出{c.subject}{did}的{head}的{word}。"
            yield (
                "count_known",
                f"{c.plain}{did}的{head}{'占多大比例' if share else '一共有' + ask}？",
            )
    passive_by = passive(c.core, c.mid) if not c.relation else ""
    if passive_by and is_thing(head):
        yield (
            "passive",
            f"{c.lead}{'有' if not q and not share else ''}{phrase}{c.mid}{passive_by}{c.subject}{c.verb if passive_by == '被' else c.relative}？",
        )
        yield (
            "passive_cleft",
            f"{c.lead}{c.mid}{passive_by}{c.subject}{c.relative}的{head}{q or '有'}{ask}？",
        )
    if c.core in ("拥有", "持有") and not c.relation:
        yield "belongs", f"{c.lead}{c.mid}归{c.subject}所有的{head}{q or '有'}{ask}？"
        yield "belongs_first", f"{c.lead}{phrase}{c.mid}归{c.subject}所有？"


def _sums(c: Clause, a: Asks, ask: str, q: str) -> Iterator[Shape]:
    """How much, of nothing named: 投入了 7.3亿元."""
    if re.search("[于在为成]$|^享年|^超过", c.core) or len(c.plain) > 30:
        return
    did = f"{c.mid}{_having(c)}"
    word = a.noun or "数量"
    yield "count_is", f"{c.plain}{did}的{word}{q or '是'}{ask if q else a.much}？"
    if not q and word != "时长":
        yield "cleft", f"{c.opening}{did}的是{ask}？"
    yield (
        "count_order",
        f"{c.lead}请告诉我{c.subject}{did}的{word}{q}{ask}。"
        if q
        else f"{c.lead}请说出{c.subject}{did}的{word}。",
    )
    if not q and word in ("金额", "面积", "比例"):
        yield (
            "count_big",
            f"{c.plain}{did}的{word}有多大？"
            if a.much == "多少"
            else f"{c.plain}{did}的{word}达到{a.much}？",
        )
    elif not q and word == "时长":
        yield "how_long", f"{c.plain}{c.mid}{c.verb}多久？"
        yield "long_is", f"{c.plain}{did}的时间有多长？"


_THAN = re.compile("^(?P<adverb>.{0,3}?)(?:比|较)(?P<than>.{2,}?)(?P<more>都|要|还)?$")


def _compared(c: Clause, ask: str, q: str) -> Iterator[Shape]:
    """X 比 Y 低 23%."""
    match = _THAN.match(c.mid)
    if match is None or match["adverb"] or c.head:
        return
    lead, than, verb = c.lead, match["than"], c.verb
    did = verb if verb.endswith("了") else f"{verb}了" if c.core in GROWING else verb
    yield "than_first", f"{lead}与{than}相比，{c.subject}{did}{q}{ask}？"
    yield (
        "than_front",
        f"{lead}比起{than}，{c.subject}{'要' if did == verb and not verb.endswith('了') else ''}{did}{q}{ask}？",
    )
    yield "than_topic", f"{lead}{c.subject}和{than}相比，{did}{q}{ask}？"
    yield "than_take", f"{lead}{c.subject}跟{than}比起来，{did}{q}{ask}？"
    yield "than_gap", f"{lead}{c.subject}比{than}{c.core}，具体{did}{q}{ask}？"
    if not c.scenes:
        yield "than_order", f"请告诉我{c.close}{c.subject}比{than}{did}{q}{ask}。"


def _followed(c: Clause, ask: str) -> Iterator[Shape]:
    """A second clause follows the number and may say what it counts: it stays."""
    head = c.head
    if head and not head.startswith("的") and c.core not in MEASURES:
        yield (
            "head_cleft",
            f"{c.after.strip('，')}，这样算来，{c.plain}{c.mid}{c.relative}的{head}{c.qualifier or '有'}{ask}？"
            if c.after.startswith(("，包括", "，其中包括"))
            else f"{c.plain}{c.mid}{c.relative}的{head}{c.qualifier or '有'}{ask}{c.after}？",
        )


def _amounts(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """The subject, or a measure of it, is the number: 总投资 7.3亿元, 下载量 超过 6亿次."""
    q = c.qualifier
    measure = (
        MEASURES.get(c.core, "") if c.mid in _SETTLED or "比" in c.mid or "较" in c.mid else ""
    )
    if "比" in c.mid or "较" in c.mid:
        yield from _compared(c, ask, q)
        if c.core in GROWING:
            yield from _grown(c, a, ask, q)
    elif measure:
        yield from _measured(c, a, ask, q, measure)
    elif not c.head:
        amount, verb = c.subject, c.verb
        if ("的" in amount or amount.endswith(_NOMINAL)) and not _COMPARED.search(c.mid + verb):
            yield from _amount(c, a, ask, q)


def _grown(c: Clause, a: Asks, ask: str, q: str) -> Iterator[Shape]:
    """By how much something has grown against something else."""
    yield "by_how_much", f"{c.plain}{c.mid}{c.core}的幅度{q or '是'}{a.much if not q else ask}？"
    if c.verb.endswith("了"):
        yield (
            "grown_how",
            f"{c.lead}{c.subject}{c.mid}{c.core}的比例{q or '是'}{a.much if not q else ask}？",
        )


def _measured(c: Clause, a: Asks, ask: str, q: str, measure: str) -> Iterator[Shape]:
    """A verb that measures: 高 47米."""
    lead, growing = c.lead, c.core in GROWING
    amount = f"{c.subject}的{measure}" if not c.subject.endswith(measure) else c.subject
    yield "measure", f"{lead}{amount}{q or '是'}{a.much if not q else ask}？"
    yield (
        "measure_order",
        f"{lead}请说出{amount}。" if not q else f"{lead}请告诉我{amount}{q}{ask}。",
    )
    if (how := HOW.get(c.core)) and not q and not c.mid:
        yield "how", f"{lead}{c.subject}{how}？"
    if not growing and not c.mid:
        yield "measure_is", f"{lead}{amount}{q or '为'}{ask if q or ask != '多少' else a.much}？"
    if q or c.mid:
        return
    if a.much != "多少":
        yield "measure_inverted", f"{lead}{ask}是{amount}？"
    if measure in _BIG:
        yield "measure_big", f"{lead}{amount}有多大？"
    elif measure in ("高度", "长度", "全长", "产量", "年产量", "售价"):
        yield "measure_reach", f"{lead}{amount}达到多少？"
    yield "measure_exact", f"{lead}{amount}具体是多少？"


_BIG = ("占地面积", "面积", "建筑面积", "增幅", "降幅", "总面积", "投资额")
_LARGE = frozenset("金额 面积 数量 次数 人数 重量 体积 功率 比例".split())
"""What a number may 达到: not an age or a guarantee's months."""
_NOMINAL = tuple(
    "量 数 价 额 率 支出 收入 面积 比例 人口 成本 价格 时间 长度 规模 产能 次数 速度 年龄 寿命 保修期 费用 流量 功率 温度".split()
)


def _amount(c: Clause, a: Asks, ask: str, q: str) -> Iterator[Shape]:
    """The subject is an amount itself: 下载量 超过 6亿次."""
    amount, verb, lead = c.subject, c.verb, c.lead
    qualified = q or (verb if verb not in ("是", "为", "即", "达到", "达", "占", "") else "")
    yield "amount", f"{lead}{amount}{c.mid}{verb}{q}{a.much}？"
    yield "amount_unit", f"{lead}{amount}{c.mid}{verb if verb != '为' else '是'}{q}{ask}？"
    if not c.mid and verb in ("是", "为", "达", "达到", ""):
        how = _how_much(amount) or ("" if a.noun == "长度" else HOW_MUCH.get(a.noun))
        if how and not q and a.much == "多少":
            yield "amount_how", f"{lead}{amount}{how}？"
    if not qualified and not c.mid:
        yield "amount_order", f"{lead}请说出{amount}。"
        yield "amount_figure", f"{lead}{amount}具体是多少？"
        yield "amount_number", f"{lead}{amount}的具体数字是多少？"
        if a.noun in _LARGE:
            yield "amount_reach", f"{lead}{amount}达到多少？"
        return
    yield "amount_order", f"{lead}请告诉我{amount}{c.mid}{verb}{q}{ask}。"
    if verb == "占":
        yield "amount_share", f"{lead}{amount}占多大比例？"


def _how_much(amount: str) -> str:
    """多高 or 多大 by what the amount is called."""
    for tail, how in (
        ("率", "有多高"),
        ("流量", "有多大"),
        ("速度", "有多快"),
        ("时间", "有多长"),
        ("期", "有多长"),
        ("价", "有多高"),
        ("价格", "有多高"),
        ("年龄", "有多大"),
        ("深度", "有多深"),
        ("高度", "有多高"),
        ("宽度", "有多宽"),
        ("厚度", "有多厚"),
        ("直径", "有多大"),
        ("长度", "有多长"),
        ("全长", "有多长"),
    ):
        if amount.endswith(tail):
            return how
    return ""
