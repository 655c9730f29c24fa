"""Questions for who or what did it: the answer stands where the subject stood."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import Clause, settles
from data_prep.wording.zh.relations import AGENTS, POST, TAKEN, passive

Shape = tuple[str, str]
_BA = re.compile("^(?P<adverb>.{0,4}?)(?:把|将)(?P<what>.{2,})$")


def subjects(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question for the subject."""
    ask, lead = a.at(number), c.lead
    when = "".join(c.times) if all(len(t) <= 12 for t in c.times) else ""
    scenes = "".join(f"{x}，" for x in c.scenes) if when or not c.times else lead
    if c.scenes and not c.times and not c.head and all(map(settles, c.scenes)):
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
    if not c.copula:
        yield "emphatic", f"{lead}是{ask}{c.mid}{c.verb}{rest}{after}？"
    if after:
        if thing:
            yield "indefinite", f"{lead}有{a.indefinite}{c.mid}{c.verb}{rest}{after}，{_is(a)}？"
        return
    yield "cleft", f"{did}的是{ask}？"
    if thing:
        if thing == "人" or a.named:
            yield "called", f"{did}的{'那' + a.measure if thing != '人' else ''}{thing}叫什么名字？"
        else:
            yield "called", f"{did}的{thing}是{a.short}？"
        yield "order", f"请说出{did}的{thing}{'的名字' if thing == '人' or a.named else ''}。"
        yield "indefinite", f"{lead}有{a.indefinite}{c.mid}{c.verb}{rest}，{_is(a)}？"
        if thing == "人" and len(did) <= 30:
            yield "wh_is", f"{ask}是{did}的人？"
    if not rest:
        return
    yield "riddle", f"{lead}{c.mid}{c.verb}{rest}，说的是{ask}？"
    if thing and thing != "人":
        yield "noun_cleft", f"{did}的{thing}是{a.short}？"
    if c.core in ("拥有", "持有") and not c.relation:
        yield "belongs", f"{lead}{rest}{c.mid}归{ask}所有？"
    ba = _BA.match(c.mid)
    core = c.core
    if ba:
        yield (
            "passive",
            f"{lead}{ba['what']}{ba['adverb']}是被{ask}{c.verb}{rest}的？"
            if not c.verb.endswith("了")
            else f"{lead}{ba['what']}{ba['adverb']}是被{ask}{relative}{rest}的？",
        )
        yield "passive_plain", f"{lead}{ba['what']}{ba['adverb']}被{ask}{c.verb}{rest}？"
        return
    if "，" in rest or len(rest) > 30 or re.search("[与和向对给从被由让使在]", c.mid[:1]):
        return
    by = passive(core, c.mid)
    if by and not c.relation:
        yield (
            "passive",
            f"{lead}{rest}{c.mid}{by}{ask}{relative}？"
            if by == "由"
            else f"{lead}{rest}{c.mid}被{ask}{c.verb}？",
        )
        if not c.mid:
            yield "passive_cleft", f"{lead}{rest}是{by}{ask}{relative}的？"
    if (
        by
        or core in AGENTS
        or c.verb.endswith("了")
        or (c.times and len(core) > 1 and core[-1] not in "于为成是有")
    ) and not c.mid:
        yield "object_cleft", f"{lead}{rest}是{ask}{c.mid}{relative}的？"
    if (agents := AGENTS.get(core)) and not c.mid:
        agent = agents[number % len(agents)]
        yield "agent", f"{lead}{rest}的{agent}是{ask}？"
        yield "agent_first", f"{lead}{ask}是{rest}的{agents[(number + 1) % len(agents)]}？"
        yield (
            "agent_order",
            f"请写出{c.close}{rest}的{agent}{'的姓名' if c.frame.form == 'person' else ''}。",
        )


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
        yield "count_cleft", f"{lead}{did}的，数量是{a.much}？"


def _headed(c: Clause, a: Asks, ask: str, lead: str) -> Iterator[Shape]:
    """The answer counts or owns the subject: 两款 产品招致批评, 谷歌 的AI部门由X领头."""
    head = c.head.removeprefix("的")
    relative = re.sub("了$", "", c.verb) if c.rest else c.verb
    did = f"{c.mid}{relative}{c.rest}"
    if c.frame.form == "number":
        if c.after or c.copula:
            return
        yield "head_cleft", f"{lead}{did}的{head}有{a.owner}{ask}？"
        yield "count_cleft", f"{lead}{did}的{head}，数量是{a.much}？"
        yield "count_order", f"请说出{c.close}{did}的{head}的数量。"
        yield "count_known", f"{lead}一共有{a.owner}{ask}{head}{c.mid}{c.verb}{c.rest}？"
        return
    yield "emphatic", f"{lead}是{ask}{c.head}{c.mid}{c.verb}{c.rest}{c.after}？"
    if c.after:
        return
    yield (
        "cleft",
        f"{lead}{did}的是{ask}{c.head}？" if not c.copula else f"{lead}{c.rest}是{ask}{c.head}？",
    )
    if c.head.startswith("的") and a.noun not in VAGUE and not a.owner:
        yield "existential", f"{lead}有{a.indefinite}，其{head}{c.mid}{c.verb}{c.rest}，{_is(a)}？"
        yield (
            "called",
            f"{lead}{head}{c.mid}{c.verb}{c.rest}的那{a.measure}{a.noun}叫什么？"
            if a.named
            else f"{lead}{head}{c.mid}{c.verb}{c.rest}的{a.noun}是{a.short}？",
        )


def _is(a: Asks) -> str:
    if a.noun in ("人", "人物", "人士"):
        return "这个人是谁"
    return f"是哪一{a.measure}" if a.measure not in ("种", "类") else f"是哪{a.measure}"


def identity(
    c: Clause, a: Asks, ask: str, lead: str, rest: str, after: str, number: int
) -> Iterator[Shape]:
    """X是Y, asked for X."""
    if after:
        yield "emphatic", f"{lead}{ask}是{rest}{after}？"
        return
    yield "inverted", f"{lead}{rest}是{ask}？"
    if c.frame.form == "person":
        yield "is_who", f"{lead}谁才是{rest}？" if number % 2 else f"{lead}{rest}究竟是{ask}？"
        if POST.search(rest):
            yield "held_by", f"{lead}{rest}由{ask}担任？"
            yield "holder", f"{lead}担任{rest}的是{ask}？"
            yield "holder_named", f"{lead}担任{rest}的人叫什么名字？"
            yield "holder_seat", f"{lead}坐在{rest}位置上的是{ask}？"
            owner, _, post = rest.rpartition("的")
            if owner and post:
                yield "firm_first", f"{lead}{owner}由{ask}出任{post}？"
                yield "at_firm", f"{lead}在{owner}，{post}一职由{ask}担任？"
        else:
            yield "called", f"{lead}{rest}叫什么名字？"
            yield "refers", f"{lead}{rest}，说的是{ask}？"
        yield (
            "order",
            f"请写出{c.close}{POST.sub(lambda m: m[0][1:] if m[0].startswith('的') else m[0], rest)}的姓名。",
        )
        yield (
            "which_one",
            f"{lead}哪一位是{rest}？" if ask != "哪一位" else f"{lead}{rest}是哪一位？",
        )
        return
    yield "refers", f"{lead}{rest}，指的是{ask}？"
    if a.noun == "名称":
        yield "called", f"{lead}{rest}叫什么名字？"
        yield "name_is", f"{lead}{rest}的名称是什么？"
        yield "name_order", f"请写出{c.close}{rest}的名称。"
    yield (
        "order",
        f"请说出{lead}{rest}{'的名称' if a.named else ''}。"
        if "的" in rest or not a.named
        else f"请说出{lead}{rest}是{ask}。",
    )
    if a.named:
        yield "called", f"{lead}{rest}叫什么名字？"
    if re.search("最|第一|唯一|首", rest):
        yield "counts_as", f"{lead}能称得上{rest}的是{ask}？"
    yield "acts_as", f"{lead}作为{rest}的是{ask}？"
    owner, _, tail = rest.rpartition("的")
    if owner and tail.endswith(TAKEN) and not re.search("[，了最]", owner):
        yield "taken_as", f"{lead}{owner}以{ask}为{tail}？"
