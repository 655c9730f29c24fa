"""Questions for when something happened."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.nouns import is_event, is_thing
from data_prep.wording.zh.relations import BORN, DEALT, FOUNDING, TAKEN_HOLD, passive

Shape = tuple[str, str]
_RANGE = frozenset("到 至 自 从 截至 截止 直到 自从".split())
_WHOLE = {"绘": "绘制", "建": "修建", "写": "写成", "摄": "拍摄", "成": "建成"}
_BA = re.compile("^(?P<adverb>.{0,4}?)(?:把|将)(?P<what>.{2,})$")
_BARE = ("何", "到", "至", "自", "从", "截", "直", "什么时候")
"""Interrogatives that begin so stand behind the subject without 在."""
_OPEN = re.compile("将|会|预计|计划|打算|拟|要|准备")
"""What has not happened has no 是…的."""


def times(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question for the time."""
    if not c.rest and (whole := _WHOLE.get(c.verb)):
        c = replace(c, verb=whole)  # 绘于1641年
    elif not c.rest and len(c.verb) == 1:
        return
    ask = a.plain if c.behind else a.at(number)
    at = f"{c.before if c.before in _RANGE else ''}{ask}{c.behind}"
    done = f"{c.subject}{c.mid}{c.verb}{c.rest}"
    comma = "，" if len(at) > 3 or len(c.subject) > 4 else ""
    if not at.startswith(_BARE[-1]) and at != "何时":
        yield "wh_front", f"{c.lead}{at}{comma}{done}{c.after}？"
    inside = at if at.startswith(_BARE) else f"在{at}"
    if len(c.behind) <= 3 and len(c.subject) <= 20:
        yield "wh_inside", f"{c.lead}{c.subject}{inside}{c.mid}{c.verb}{c.rest}{c.after}？"
    if c.before in _RANGE or c.behind:
        return
    if re.search("[不没未]", c.mid) or c.after:
        yield "clause_last", f"{c.lead}{done}{c.after}，这是{ask}的事？"
        return
    yield from _nominal(c, a, ask, done)
    if not _OPEN.search(c.mid):
        yield from _past(c, a, ask)


def _event(c: Clause) -> str:
    """The clause as the name of what happened: without 了."""
    return f"{c.subject}{c.mid}{c.relative}{c.rest}"


def _nominal(c: Clause, a: Asks, ask: str, done: str) -> Iterator[Shape]:
    """The time asked as a noun: …的年份是…."""
    event = _event(c)
    noun = "时间" if a.noun == "年月" else a.noun
    if len(event) <= 30:
        if ask not in ("什么时候", "何时"):
            yield "nominal", f"{c.lead}{event}的{noun}是{ask}？"
        yield "order", f"{c.lead}请写出{event}的{'年份和月份' if a.noun == '年月' else a.noun}。"
        if not _OPEN.search(event):
            yield "happened", f"{c.lead}{event}这件事，发生在{ask}？"
    if c.rest and not _OPEN.search(event):
        yield "clause_last", f"{c.lead}{done}，那是{ask}的事？"
    yield "event_is", f"{c.lead}{event}，是在{ask}？"


def _past(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """是…的, and the passive of it; the thing made, as what came into the world."""
    lead, s, relative = c.lead, c.subject, c.relative
    tail = f"{c.mid}{relative}{c.rest}"
    yield "cleft", f"{lead}{s}是{ask}{tail}的？"
    if ask not in ("何时", "什么时候"):
        yield "focus", f"{lead}{s}是在{ask}{tail}的？"
    if ba := _BA.match(c.mid):
        yield "ba_passive", f"{lead}{ba['what']}是{ask}被{s}{ba['adverb']}{relative}{c.rest}的？"
    elif c.rest and not c.relation and "，" not in c.rest and is_thing(c.rest):
        if c.core in TAKEN_HOLD and not c.mid and len(c.rest) <= 14:
            yield "ba", f"{lead}{s}是{ask}把{c.rest}{c.core}的？"
        if (light := DEALT.get(c.core)) and not c.mid and len(c.rest) <= 14:
            yield "dealt", f"{lead}{s}是{ask}对{c.rest}{light}{c.core}的？"
        if by := passive(c.core, c.mid):
            yield "object_cleft", f"{lead}{c.rest}是{s}在{ask}{c.mid}{relative}的？"
            yield "passive_cleft", f"{lead}{c.rest}是{ask}{by}{s}{c.mid}{relative}的？"
        if not is_event(c.rest) and c.core in BORN and "在" not in s:
            yield (
                "born",
                f"{lead}{s}的{c.rest}是{ask}问世的？"
                if "的" not in s + c.rest
                else f"{lead}{c.rest}是{ask}问世的？",
            )
        elif c.core in FOUNDING and not c.mid:
            yield "born", f"{lead}{c.rest}是{ask}成立的？"
            yield "founded_when", f"{lead}{s}{ask}创立了{c.rest}？"
