"""Questions for who or what did it: the answer stands where the subject stood."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import Clause, settles
from data_prep.wording.zh.nouns import is_event, is_thing
from data_prep.wording.zh.relations import (
    AGENTS,
    BORN,
    DEALT,
    GAINED,
    MADE,
    POST,
    TAKEN,
    TAKEN_HOLD,
    TOP,
    passive,
)

Shape = tuple[str, str]
_BA = re.compile("^(?P<adverb>.{0,4}?)(?:把|将)(?P<what>.{2,})$")
_STATE = re.compile("^(?:拥有|有|持有|具有|占据|是|为|属于|位于|来自|包括|超过|达到|可以|能)")


def subjects(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question for the subject."""
    ask, lead = a.at(number), c.lead
    when = "".join(c.times) if all(len(t) <= 12 for t in c.times) else ""
    scenes = "".join(f"{x}，" for x in c.scenes) if when or not c.times else lead
    if c.times and len(c.times) == 1 and not c.head and when and "，" not in when:
        yield "inner", f"{scenes}{ask}{inside_of(when)}{c.mid}{c.verb}{c.rest}{c.after}？"
    elif c.scenes and not c.times and not c.head and all(map(settles, c.scenes)):
        yield "inner", f"{ask}{''.join(c.scenes)}{c.mid}{c.verb}{c.rest}{c.after}？"
    if c.head:
        yield from _headed(c, a, ask, lead)
        return
    if c.after and not c.after.startswith("，"):
        rest, after = c.rest + c.after, ""
    else:
        rest, after = c.rest, c.after
    if c.frame.form == "number":
        yield from _shares(c, a, ask, lead, rest)
        return
    if c.copula and rest and not c.mid:
        yield from identity(c, a, ask, lead, rest, after, number)
        return
    relative = re.sub("了$", "", c.verb) if rest else c.verb
    did = f"{scenes}{when}{c.mid}{relative}{rest}{after}"
    thing = a.noun if a.noun not in VAGUE or a.noun == "人" else ""
    if not c.copula and (ask == "谁" or thing not in ("", "人")):
        yield "emphatic", f"{lead}是{ask}{c.mid}{c.verb}{rest}{after}？"
    if after:
        if thing and thing != "人":
            yield "indefinite", f"{lead}有{a.indefinite}{c.mid}{c.verb}{rest}{after}，{_is(a)}？"
        return
    yield "cleft", f"{did}的是{ask}？"
    if thing and did.count("的") < 2 and not c.copula:
        if thing == "人" or a.named:
            yield "called", f"{did}的{'那' + a.measure if thing != '人' else ''}{thing}叫什么名字？"
        yield (
            "order",
            f"请说出{did}的{thing}的名字。" if thing == "人" else f"请说出{did}的{thing}。",
        )
    if thing and thing != "人" and not c.copula:
        yield "indefinite", f"{lead}有{a.indefinite}{c.mid}{c.verb}{rest}，{_is(a)}？"
        yield "noun_cleft", f"{did}的{thing}是{a.short}？"
    if rest:
        yield from _turned(c, a, ask, lead, rest, relative, number)


def inside_of(time: str) -> str:
    """A time between the subject and the verb: 2023年7月 → 在2023年7月."""
    return f"在{time}" if time[:1].isdigit() else time


def _turned(
    c: Clause, a: Asks, ask: str, lead: str, rest: str, relative: str, number: int
) -> Iterator[Shape]:
    """What was done, first; who did it, behind."""
    core = c.core
    if core in ("拥有", "持有") and not c.relation and is_thing(rest):
        yield "belongs", f"{lead}{rest}{c.mid}归{ask}所有？"
    if ba := _BA.match(c.mid):
        done = relative if c.verb.endswith("了") else c.verb
        yield "passive", f"{lead}{ba['what']}{ba['adverb']}是被{ask}{done}{rest}的？"
        yield "passive_plain", f"{lead}{ba['what']}{ba['adverb']}被{ask}{c.verb}{rest}？"
        return
    if (
        re.search("[，]|^自己", rest)
        or len(rest) > 30
        or re.search("[与和向对给从被由让使在]", c.mid[:1])
    ):
        return
    if not is_thing(rest):
        return
    yield from _dealt(c, ask, lead, rest)
    by = passive(core, c.mid)
    past = c.verb.endswith("了") or bool(c.times)
    if by and not c.relation:
        yield (
            "passive",
            f"{lead}{rest}{c.mid}{by}{ask}{relative}？"
            if by == "由"
            else f"{lead}{rest}{c.mid}被{ask}{c.verb}？",
        )
        if not c.mid and past:
            yield "passive_cleft", f"{lead}{rest}是{by}{ask}{relative}的？"
    if c.mid:
        return
    if by or core in AGENTS or (past and len(core) > 1 and not _STATE.match(core)):
        yield "object_cleft", f"{lead}{rest}是{ask}{relative}的？"
    if core in MADE and (not is_event(rest) or core in BORN):
        yield "from_hand", f"{lead}{rest}出自{ask}{'之手' if ask == '谁' else ''}？"
        if a.noun in ("公司", "企业", "机构"):
            yield "behind", f"{lead}{rest}背后的{a.noun}是{a.short}？"
    if agents := AGENTS.get(core):
        agent = agents[number % len(agents)]
        if rest.count("的") < 2:
            lead = "".join(f"{x}，" for x in c.scenes)  # one is its maker at any time
            yield "agent", f"{lead}{rest}的{agent}是{ask}？"
            yield "agent_first", f"{lead}{ask}是{rest}的{agents[(number + 1) % len(agents)]}？"


def _dealt(c: Clause, ask: str, lead: str, rest: str) -> Iterator[Shape]:
    """What was done, as a noun behind what it was done to, or behind 把."""
    core, done = c.core, "了" if c.verb.endswith("了") else ""
    if c.relation or "被" in c.mid:
        return
    short = len(rest) <= 14 and not re.search("[将把让使对]", rest)
    if core in GAINED and short and not c.mid:
        yield "gained", f"{lead}{ask}使{rest}得到{done}{core}？"
    light = DEALT.get(core, "")
    if light and short and ask != "什么" and (done or light != "进行"):
        yield "dealt", f"{lead}{ask}{c.mid}对{rest}{light}{done}{core}？"
        yield "dealt_cleft", f"{lead}{c.mid}对{rest}{light}{core}的是{ask}？"
    if core in TAKEN_HOLD and short and done and ask != "什么" and not re.search("[不没未]", c.mid):
        yield "ba", f"{lead}{ask}{c.mid}把{rest}{core}了？"


def _shares(c: Clause, a: Asks, ask: str, lead: str, rest: str) -> Iterator[Shape]:
    """What share of something is so: 90% 是基于Llama开发的."""
    if not rest or c.after:
        return
    did = rest.removesuffix("的") if c.copula else f"{c.mid}{c.relative}{rest}"
    if a.noun == "比例":
        yield "share_takes", f"{lead}{did}的占{ask}？"
        yield "share_is", f"{lead}{did}的比例是{a.much}？"
        yield "share_has", f"{lead}有{ask}{c.mid}{c.verb}{rest}？"
        yield "share_order", f"请说出{c.close}{did}的比例。"
        yield "share_reach", f"{lead}{did}的占比达到{a.much}？"
    else:
        yield "count_has", f"{lead}{did}的有{ask}？"
        yield "count_known", f"{lead}一共有{ask}{c.mid}{c.verb}{rest}？"


def _headed(c: Clause, a: Asks, ask: str, lead: str) -> Iterator[Shape]:
    """The answer counts or owns the subject: 两款 产品招致批评, 谷歌 的AI部门由X领头."""
    head = c.head.removeprefix("的")
    relative = re.sub("了$", "", c.verb) if c.rest else c.verb
    did = f"{c.mid}{relative}{c.rest}"
    if c.frame.form == "number":
        if c.after or c.copula:
            return
        yield "head_cleft", f"{lead}{did}的{head}有{a.owner}{ask}？"
        yield "count_is", f"{lead}{did}的{head}，数量是{a.much}？"
        yield "count_order", f"请说出{c.close}{did}的{head}的数量。"
        yield "count_known", f"{lead}一共有{a.owner}{ask}{head}{c.mid}{c.verb}{c.rest}？"
        return
    if not c.copula:
        yield "emphatic", f"{lead}是{ask}{c.head}{c.mid}{c.verb}{c.rest}{c.after}？"
    if c.after:
        return
    yield (
        "cleft",
        f"{lead}{did}的是{ask}{c.head}？" if not c.copula else f"{lead}{c.rest}是{ask}{c.head}？",
    )
    if c.head.startswith("的") and a.noun not in VAGUE and not a.owner and not c.copula:
        yield "existential", f"{lead}有{a.indefinite}，其{head}{c.mid}{c.verb}{c.rest}，{_is(a)}？"


def _is(a: Asks) -> str:
    if a.noun in ("人", "人物", "人士"):
        return "这个人是谁"
    return f"是哪一{a.measure}" if a.measure not in ("种", "类") else f"是哪{a.measure}"


_KIND = re.compile(
    "^(?:一|另一|某)[个场段种项位款家次座名条份件股批支代类]|^(?:最|更|非常|很|不可)"
)


def identity(
    c: Clause, a: Asks, ask: str, lead: str, rest: str, after: str, number: int
) -> Iterator[Shape]:
    """X是Y, asked for X."""
    if after:
        return
    if c.frame.form == "person":
        yield "inverted", f"{lead}{rest}是{ask}？"
        yield from _holders(lead, ask, rest)
        if ask == "谁" and POST.search(rest):
            yield "which_one", f"{lead}哪位是{rest}？"
        return
    if _KIND.match(rest):
        return
    yield "inverted", f"{lead}{rest}是{ask}？"
    if a.named or a.noun == "名称":
        yield "called", f"{lead}{rest}叫什么名字？"
        yield "name_is", f"{lead}{rest}的名字是什么？"
        yield "order", f"请说出{lead}{rest}的名称。"
    elif "的" in rest:
        yield "order", f"请说出{lead}{rest}。"
    if re.search("最|第一|唯一|首", rest) and a.noun not in VAGUE:
        yield "counts_as", f"{lead}能称得上{rest}的是{ask}？"
    owner, _, tail = rest.rpartition("的")
    if owner and tail.endswith(TAKEN) and not re.search("[，了最]", owner):
        yield "taken_as", f"{lead}{owner}以{ask}为{tail}？"
        yield "taken_for", f"{lead}被{owner}当作{tail}的是{ask}？"


def _holders(lead: str, ask: str, rest: str) -> Iterator[Shape]:
    """Who a person is by the post: X 是 砺汐泵业的总经理, asked for X."""
    yield "order", f"请写出{lead}{rest}的姓名。" if not lead else f"{lead}请写出{rest}的姓名。"
    if not POST.search(rest) or "现任" in rest:
        yield "called", f"{lead}{rest}叫什么名字？"
        return
    yield "held_by", f"{lead}{rest}由{ask}担任？"
    yield "holder", f"{lead}担任{rest}的是{ask}？"
    owner, _, post = rest.rpartition("的")
    plain = owner + post if owner and not (owner[-1] + post[:1]).isascii() else rest
    yield "holder_named", f"{lead}担任{plain}的人叫什么名字？"
    yield "holds", f"{lead}{ask}担任{rest}？"
    if owner and post:
        yield "firm_first", f"{lead}{owner}由{ask}担任{post}？"
        yield "at_firm", f"{lead}在{owner}，{post}一职由{ask}担任？"
        yield "called", f"{lead}{owner}的{post}叫什么名字？"
        link = "的" if (owner[-1] + post[0]).isascii() else ""
        yield "holder_seat", f"{lead}坐在{owner}{link}{post}位置上的是{ask}？"
        if post in TOP:
            yield "leads", f"{lead}执掌{owner}的{post}是{ask}？"
