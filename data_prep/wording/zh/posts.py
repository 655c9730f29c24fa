"""Questions for what post somebody holds, and for where."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.relations import HOLDING, POST, TOP

Shape = tuple[str, str]


def employers(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """Where somebody holds a post: 屈映川 担任 ANSWER 的首席技术官."""
    post, who, which = c.head.removeprefix("的"), c.subject, ask.removesuffix("的")
    lead, m, noun, now = c.lead, a.measure, a.noun, c.mid
    if re.search("[不没未]", now):
        return
    yield "post_at", f"{lead}{who}{now}在{which}担任{post}？"
    yield "post_of", f"{lead}{who}{now}是{which}的{post}？"
    yield "owner_first", f"{lead}{which}的{post}{now}是{who}？"
    yield "post_by", f"{lead}{which}的{post}{now}由{who}担任？"
    if "的" in post:
        return
    if not which.endswith(("大学", "学院", "学校")):
        yield "holder_cleft", f"{lead}{now}由{who}担任{post}的是{which}？"
    yield "holder_noun", f"{lead}{who}{now}任{post}的{noun}是哪一{m}？"
    yield "holder_called", f"{lead}{who}{now}担任{post}的那{m}{noun}叫什么名字？"
    yield "holder_order", f"请说出{c.close}{who}{now}任{post}的{noun}。"
    yield "as_post", f"{lead}作为{post}，{who}{now}任职于{which}？"
    if noun in ("公司", "企业", "集团"):
        yield "whose", f"{lead}{who}{now}是谁家的{post}？"
        if post in TOP and not now:
            yield "leads", f"{lead}{who}以{post}身份执掌的是{which}？"
            space = " " if (post[-1] + who[0]).isascii() else ""
            yield "led", f"{lead}{which}由{post}{space}{who}执掌？"


def posts(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """What post somebody holds: 屈映川 任 砺汐泵业的 首席技术官."""
    lead, who = c.lead, c.subject
    firm = a.owner.removesuffix("的")
    adverb = "" if c.mid.startswith(("在", "于")) else c.mid
    if c.mid.startswith("在"):
        firm = c.mid[1:]
    at = f"在{firm}" if firm else ""
    yield "post_held", f"{lead}{who}{at}{adverb}担任什么职务？"
    yield "post_is", f"{lead}{who}{at}的职务是什么？"
    yield "post_by", f"{lead}{at}，{who}{adverb}任何职？" if at else f"{lead}{who}{adverb}任何职？"
    yield "post_order", f"{lead}请说出{who}{at}的头衔。"
    yield "post_title", f"{lead}{who}{at}的头衔是什么？"
    if firm:
        yield "post_which", f"{lead}{firm}的哪个职务由{who}{adverb}担任？"
        yield "post_seat", f"{lead}{who}{at}身居什么职位？"
        yield "post_identity", f"{lead}{who}以什么身份任职于{firm}？"


_FOUNDER = re.compile("^(?P<jointly>联合|共同)?(?:创始人|创办人|创立者|创建者)(?P<one>之一)?$")


def founded(c: Clause) -> str:
    """创办, 联合创办 or 参与创办 where the statement says whose founder the subject is, else ""."""
    match = (
        _FOUNDER.match(c.head.removeprefix("的"))
        if c.copula and not c.mid and not c.after
        else None
    )
    if match is None:
        return ""
    return "参与创办" if match["one"] else "联合创办" if match["jointly"] else "创办"


def founders(c: Clause, a: Asks, ask: str, did: str, number: int) -> Iterator[Shape]:
    """What somebody founded: 丹 是 ANSWER 的联合创始人."""
    who, lead, which = c.subject, c.lead, ask.removesuffix("的")
    post = c.head.removeprefix("的")
    yield "founder_of", f"{lead}{who}是{which}的{post}？"
    if not post.endswith("之一"):
        yield "owner_first", f"{lead}{which}的{post}是{who}？"
    yield "founded", f"{lead}{who}{did}了{which}？"
    yield "founded_cleft", f"{lead}{who}{did}的是{which}？"
    if a.noun not in VAGUE:
        yield "founded_passive", f"{lead}{which}是由{who}{did}的？"
        yield "founded_noun", f"{lead}{who}{did}的{a.noun}是{a.short}？"
        yield "founded_by", f"{lead}由{who}{did}的是{which}？"
        yield "founded_called", f"{lead}{who}{did}的那{a.measure}{a.noun}叫什么名字？"
        yield "founded_order", f"请说出{c.close}{who}{did}的{a.noun}。"
        yield "founded_indefinite", f"{lead}{who}{did}了一{a.measure}{a.noun}，是哪一{a.measure}？"
    else:
        yield "founded_order", f"请说出{c.close}{who}{did}的是什么。"


def is_employer(c: Clause, a: Asks) -> bool:
    """Whether the answer owns the post that the subject holds: X 担任 ANSWER 的总经理."""
    holds = c.copula or c.core in HOLDING
    return holds and c.head.startswith("的") and bool(POST.search(c.head)) and a.noun not in VAGUE
