"""Questions for an object that something follows, and for what somebody does."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.nouns import described, which

Shape = tuple[str, str]
_PURPOSE = re.compile("^(来|去|以|用来|用于)([^，]{3,})$")
_MATTERS = re.compile("^，(?:其中|包括|但|却|不过|而|如果|因为|由于|比|相当于|即|也就是|只|仅|不)")
_MEANS = ("使用", "用", "利用", "借助", "通过", "采用")
_BA = re.compile("^(?P<adverb>.{0,6}?)(?:把|将)(?P<what>.{2,})$")


def actions(c: Clause, ask: str) -> Iterator[Shape]:
    """What somebody can, plans to, is to do."""
    if c.after or c.head or not ask.endswith("做什么") or "有望" in c.mid:
        return
    does = f"{c.mid}{c.verb}"
    yield "action_cleft", f"{c.opening}{does}做的是什么？"
    if len(does) <= 4 and "开始" not in does:
        yield "action_noun", f"{c.plain}{does}做的事情是什么？"
        yield "action_order", f"{c.lead}请说出{c.subject}{does}做的事情。"
        yield "action_which", f"{c.opening}{does}做哪件事？"


def purposes(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """What is used to some end: 使用 X 来创建网站."""
    match = _PURPOSE.match(c.after)
    if c.head or match is None:
        return
    link, aim = match[1], match[2]
    yield "purpose_first", f"{c.lead}为了{aim}，{c.subject}{c.mid}{c.verb}{ask}？"
    yield "purpose_if", f"{c.lead}要{aim}，{c.subject}{c.mid}{c.verb}{ask}？"
    if link == "来":
        yield "purpose_cleft", f"{c.opening}{c.mid}{c.relative}来{aim}的是{ask}？"
    yield (
        "purpose_with",
        f"{c.opening}{c.mid}借助{ask}来{aim}？"
        if c.core in _MEANS
        else f"{c.opening}{c.mid}{c.verb}{ask}，好{aim}？",
    )
    if a.noun not in VAGUE and not a.owner:
        yield "purpose_noun", f"{c.opening}{c.mid}{c.relative}{link}{aim}的{a.noun}是{a.short}？"
        yield (
            "purpose_order",
            f"请说出{c.close}{c.subject}{c.mid}{c.relative}{link}{aim}的{a.noun}。",
        )
    else:
        yield (
            "purpose_by",
            f"{c.opening}{c.mid}靠什么来{aim}？"
            if c.core in _MEANS
            else f"{c.opening}{c.mid}{c.relative}什么，以便{aim}？",
        )


def bound_object(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """The object carries a complement (向他们提供 X 来做 Y): it cannot move, what is before it can."""
    if match := _BA.match(c.mid):
        yield (
            "ba_passive",
            f"{match['what']}{match['adverb']}被{c.subject}{c.verb}{ask}{c.head}{c.after}？",
        )
    if (
        a.noun not in VAGUE
        and not c.head
        and not a.owner
        and not re.search("[不没无未]", c.mid)
        and c.frame.measure
    ):
        yield "indefinite", f"{c.opening}{c.mid}{c.verb}{a.indefinite}{c.after}，{which(a)}？"


def followed(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """A second clause follows: it stays behind, or goes where the first is enough."""
    if (
        a.noun not in VAGUE
        and not c.head
        and not a.owner
        and not re.search("[不没无未]", c.mid)
        and c.frame.measure
    ):
        yield "indefinite", f"{c.opening}{c.mid}{c.verb}{a.indefinite}{c.after}。{which(a)}？"
    if c.head or c.frame.form not in ("noun", "person") or a.plain.startswith("什么样"):
        return
    rel = described(c)
    if not _MATTERS.match(c.after) and c.verb and len(rel) > 6:
        yield "cleft", f"{rel}的是{ask}？"
        if a.noun not in VAGUE and not a.owner:
            yield "noun_cleft", f"{rel}的{a.noun}是{a.short}？"
            yield "name_order", f"请说出{rel}的{a.noun}。"
