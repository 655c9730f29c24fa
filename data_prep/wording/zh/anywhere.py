"""Questions for an answer inside a constituent: what stands around it moves, the answer's phrase stays whole."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import ACCOUNT, HOLE, Clause
from data_prep.wording.zh.means import means
from data_prep.wording.zh.nouns import is_thing
from data_prep.wording.zh.relations import GIVING, SYMMETRIC, passive
from data_prep.wording.zh.sentences import unsorted

Shape = tuple[str, str]
_OPEN = re.compile("[不没未将会要]|可能|必须|应")
_GOING = re.compile("一直|正在|始终|[比较]")
_STATE = re.compile("^(?:拥有|有|持有|具有|占据|属于|超过|达到|低|高|长|多|少)")


def anywhere(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question whose interrogative stands inside a phrase."""
    ask = a.at(number)
    yield from _some(c, a)
    if not c.verb:
        for shape, text in unsorted(c):
            yield shape, text.replace(HOLE, ask)
        return
    if c.frame.form == "quality":
        yield from _qualities(c)
        return
    for shape, text in (*_orders(c), *_paired(c, a), *_given(c, a), *means(c, HOLE)):
        yield shape, text.replace(HOLE, ask) + ("。" if shape == "order" else "？")


_SOME_TIME = {
    "哪一年": ("某一年", "那是哪一年"),
    "哪年哪月": ("某个月", "那是哪年哪月"),
    "哪一天": ("某一天", "那是哪一天"),
}
_LONGEST = 36


def _some(c: Clause, a: Asks) -> Iterator[Shape]:
    """The statement with some firm, some year in the answer's place, and then which: 用某家公司的泵，是哪一家？"""
    if (
        c.frame.said
        or len(c.front + c.back) > _LONGEST
        or c.kind
        or c.back.startswith(("等", "系列", "之"))
    ):
        return
    if c.frame.form == "time" and a.plain in _SOME_TIME:
        some, which = _SOME_TIME[a.plain]
        yield "indefinite", f"{c.front}{some}{c.back}，{which}？"
    elif a.named and a.noun not in VAGUE and not a.owner and a.plain.startswith("哪"):
        if not c.front.endswith(("一", "那", "这", "其他")):
            yield "indefinite", f"{c.front}某{a.measure}{a.noun}{c.back}，{_which(a)}？"
    elif c.frame.form == "person" and a.plain == "谁" and not a.owner:
        yield "indefinite", f"{c.front}某个人{c.back}，这个人是谁？"


def _orders(c: Clause) -> Iterator[Shape]:
    """The clause with the hole in it, in other orders."""
    tail = f"{c.verb}{c.rest}{c.after}"
    if c.times or c.scenes:
        yield "front", f"{c.lead}{c.subject}{c.mid}{tail}"
        if c.inner != c.opening:
            yield "inner", f"{c.inner}{c.mid}{tail}"
    if c.after or not c.rest:
        return
    relative = re.sub("[了着]$", "", c.verb)
    held = HOLE in c.mid or any(HOLE in s for s in c.scenes)
    done = c.verb.endswith("了") or bool(c.times)
    if held and done and not _OPEN.search(c.mid.replace(HOLE, "")) and not c.copula:
        scenes = "".join(s for s in c.scenes if HOLE in s)
        front = "".join(f"{s}，" for s in (*c.scenes, *c.times) if HOLE not in s)
        settled = not _GOING.search(c.mid)
        if not ACCOUNT.match(scenes) and settled and not _STATE.match(c.core):
            yield "focus", f"{front}{c.subject}是{scenes}{c.mid}{relative}{c.rest}的"
        if (by := passive(c.core, c.mid.replace(HOLE, ""))) and not c.relation and not c.mid:
            yield "passive", f"{front}{c.rest}是{by}{c.subject}{scenes}{relative}的"
    if HOLE in c.rest and not c.copula and not c.relation and c.verb:
        simple = c.rest.count("的") + c.subject.count("的") < 3 and c.core not in ("有", "让", "使")
        if simple:
            yield "cleft", f"{c.lead}{c.subject}{c.mid}{relative}的是{c.rest}"
        if (by := passive(c.core, c.mid.replace(HOLE, ""))) and is_thing(
            c.rest.replace(HOLE, "谁")
        ):
            yield "passive", f"{c.lead}{c.rest}{c.mid}{by}{c.subject}{c.verb}"
            if simple:
                yield "passive_cleft", f"{c.lead}{c.mid}{by}{c.subject}{relative}的是{c.rest}"
    if HOLE in c.subject:
        if c.copula and not c.mid and c.subject.count("的") < 3:
            yield "inverted", f"{c.lead}{c.rest}是{c.subject}"
        elif not c.copula and c.rest:
            yield "cleft", f"{c.lead}{c.mid}{relative}{c.rest}的是{c.subject}"
            if (
                (by := passive(c.core, c.mid.replace(HOLE, "")))
                and not c.relation
                and is_thing(c.rest)
            ):
                yield (
                    "passive",
                    f"{c.lead}{c.rest}{c.mid}{by}{c.subject}{c.verb if by == '被' else relative}",
                )
    if HOLE in c.rest and c.copula and not c.mid and c.rest.count("的") < 3:
        yield "inverted", f"{c.lead}{c.rest}{c.mid}是{c.subject}"


_WITH = re.compile(
    f"^(?P<adverb>[^与和同跟]{{0,4}})[与和同跟]{HOLE}(?P<more>一起|一道|共同|联合|合作)?$"
)


def _paired(c: Clause, a: Asks) -> Iterator[Shape]:
    """With whom: X 与 ANSWER 并列第一."""
    match = _WITH.match(c.mid)
    tail = f"{c.verb}{c.rest}"
    if (
        match is None
        or c.after
        or not (
            match["more"]
            or match["adverb"].endswith(("共同", "一起", "联合"))
            or tail.startswith(tuple(SYMMETRIC))
        )
    ):
        return
    did = f"{match['adverb']}与{c.subject}{match['more'] or ''}{c.relative}{c.rest}"
    yield "swapped", f"{c.lead}{HOLE}与{c.subject}{match['adverb']}{match['more'] or ''}{tail}"
    yield "cleft", f"{c.lead}{did}的是{HOLE}"
    if a.noun not in VAGUE:
        yield "noun_cleft", f"{c.lead}{did}的{a.noun}是{a.short}"
        yield "called", f"{c.lead}{did}的那{a.measure}{a.noun}叫什么名字"
        yield (
            "both",
            f"{c.lead}{c.subject}和一{a.measure}{a.noun}{match['adverb']}{match['more'] or ''}{tail}，{_which(a)}",
        )
        yield "order", f"{c.lead}请说出{did}的{a.noun}的名称"


_TO = re.compile(f"^[向给]{HOLE}(?P<head>[^的，]{{0,6}}?)(?P<adverb>免费|无偿|正式|直接|陆续)?$")


def _given(c: Clause, a: Asks) -> Iterator[Shape]:
    """To whom, or to how many, something is given: X 向 数千家 公司 赠送 Y."""
    match = _TO.match(c.mid)
    if match is None or c.core not in GIVING or not c.rest or c.after:
        return
    adverb, whom, got = match["adverb"] or "", f"{HOLE}{match['head']}", GIVING[c.core]
    counted = "有" if c.frame.form == "number" else ""
    yield "receiver", f"{c.lead}{counted}{whom}从{c.subject}那里{adverb}{got}了{c.rest}"
    if c.core in ("赠送", "捐赠", "捐献", "赠予", "送出"):
        core = "送给" if c.core == "送出" else c.core if c.core.endswith("予") else f"{c.core}给"
        yield "ba", f"{c.lead}{c.subject}{adverb}把{c.rest}{core}了{whom}"
        yield "passive", f"{c.lead}{c.rest}被{c.subject}{adverb}{core}了{whom}"
    if counted and match["head"]:
        yield (
            "receivers",
            f"{c.lead}从{c.subject}那里{adverb}{got}{c.rest}的{match['head']}有{HOLE}",
        )
        yield (
            "receivers_count",
            f"{c.lead}{adverb}{got}{c.subject}的{c.rest}的{match['head']}数量是{a.much}",
        )
    else:
        yield "cleft", f"{c.lead}从{c.subject}那里{adverb}{got}{c.rest}的是{whom}"


def _qualities(c: Clause) -> Iterator[Shape]:
    """How something is."""
    adverb = re.sub("^(?:已经|已)", "", c.mid)
    if not c.subject or c.rest or c.after:
        return
    yield "how", f"{c.lead}{c.subject}{adverb}如何？"
    if not adverb and c.subject.endswith(
        ("表现", "情况", "状况", "状态", "态度", "成绩", "水平", "效果")
    ):
        yield "what_like", f"{c.lead}{c.subject}是怎样的？"
        yield "order", f"{c.lead}请描述{c.subject}。"
        yield "judged", f"{c.lead}该怎样评价{c.subject}？"


def _which(a: Asks) -> str:
    if a.noun == "人":
        return "这个人是谁"
    return (
        f"这{a.measure}{a.noun}是哪一{a.measure}"
        if a.measure not in ("种", "类")
        else f"是哪一{a.measure}"
    )
