"""Questions for when something happened."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.relations import passive

Shape = tuple[str, str]
_RANGE = frozenset("到 至 自 从 截至 截止 直到 自从".split())
_BA = re.compile("^(?P<adverb>.{0,4}?)(?:把|将)(?P<what>.{2,})$")
_BARE = ("何", "到", "至", "自", "从", "截", "直", "什么时候")
"""Interrogatives that begin so stand behind the subject without 在."""
_OPEN = re.compile("将|会|预计|计划|打算|拟|要|准备")
"""What has not happened has no 是…的."""


def times(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question for the time."""
    ask = a.plain if c.behind else a.at(number)
    at = f"{c.before if c.before in _RANGE else ''}{ask}{c.behind}"
    done = f"{c.subject}{c.mid}{c.verb}{c.rest}"
    comma = "，" if len(at) > 3 else ""
    yield "wh_front", f"{c.lead}{at}{comma}{done}{c.after}？"
    inside = at if at.startswith(_BARE) else f"在{at}"
    yield "wh_inside", f"{c.lead}{c.subject}{inside}{c.mid}{c.verb}{c.rest}{c.after}？"
    if c.before in _RANGE or c.behind:
        if not re.search("[不没未]", c.mid) and not c.after:
            yield "range", f"{c.lead}{done}，是{at}的事？"
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
    yield "nominal", f"{c.lead}{event}的{noun}是{ask}？"
    yield "happened", f"{c.lead}{event}这件事，发生在{ask}？"
    yield "clause_last", f"{c.lead}{done}，那是{ask}的事？"
    yield "order", f"请写出{c.close}{event}的{'年份和月份' if a.noun == '年月' else noun}。"
    yield "noun_first", f"{c.lead}{ask}是{event}的时间？"


def _past(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """是…的, and the passive of it."""
    lead, s, relative = c.lead, c.subject, c.relative
    tail = f"{c.mid}{relative}{c.rest}"
    yield "cleft", f"{lead}{s}是{ask}{tail}的？"
    if ask != "何时":
        yield "focus", f"{lead}{s}是在{ask}{tail}的？"
    if ba := _BA.match(c.mid):
        yield "ba_passive", f"{lead}{ba['what']}是{ask}被{s}{ba['adverb']}{relative}{c.rest}的？"
    elif (by := passive(c.core, c.mid)) and c.rest and not c.relation and "，" not in c.rest:
        yield "object_cleft", f"{lead}{c.rest}是{s}在{ask}{c.mid}{relative}的？"
        yield "passive", f"{lead}{c.rest}{by}{s}{c.mid}{relative}，是在{ask}？"
        yield "passive_cleft", f"{lead}{c.rest}是{ask}{by}{s}{c.mid}{relative}的？"
    if a.noun in ("年份", "年月", "日期") and not c.scenes:
        yield "chronicle", f"{lead}若写大事记，{_event(c)}这一条该记在{ask}？"
