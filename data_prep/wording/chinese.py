"""Chinese question shapes. A wh-word stays where its answer stood; the rest moves around it."""

import re
from collections.abc import Iterator

import rjieba

from data_prep.facts.tables import SAYING
from data_prep.wording.parts import Parts

Shape = tuple[str, str]


def shapes(p: Parts) -> Iterator[Shape]:
    """The shapes that fit `p`, the plainest first."""
    if p.kind == "reason":
        yield from _reasons(p)
    elif p.role:
        yield from _employers(p)
    elif not p.subject and not p.before:
        yield from _subjects(p)
    elif p.kind in ("year", "month", "day", "moment", "hour"):
        yield from _dates(p)
    elif p.kind == "number":
        yield from _numbers(p)
    else:
        yield from _objects(p)


# --- what every kind of answer allows

_TIME = re.compile(
    r"^(?:于|在)?((?:\d{4}年)(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|初|末)?)(?!的|[间里至到—-])"
)
_SAID = re.compile(
    rf"^(?:据|根据|按照)?(?P<who>.+?)(?:在[^，]+上|公开|明确)?(?:{SAYING['zh']}|显示)[到过]?，$"
)


def _lead(p: Parts) -> str:
    """The lead as a sentence can carry it inside: a time without its comma, a speaker with it."""
    return p.lead if _SAID.match(p.lead) or len(p.lead) > 14 else p.lead.replace("，", "")


def _in_place(p: Parts) -> Iterator[Shape]:
    asked = f"{p.before}{p.ask}{p.after}"
    yield "in_place", f"{p.lead}{p.subject}{asked}？"
    if not p.subject:
        return
    if said := _SAID.match(p.lead):
        yield "said_by", f"按照{said['who']}的说法，{p.subject}{asked}？"
        yield "lead_last", f"{p.subject}{asked}？{said['who']}是怎么说的？"
    elif p.lead and re.search(r"\d[年日月]", p.lead):
        inside = "" if re.match("截至|到|自|从|在|于", p.lead) else "于"
        yield "time_inside", f"{p.subject}{inside}{p.lead.rstrip('，')}{asked}？"
    elif time := _TIME.match(p.before):
        yield "time_first", f"{time[1]}，{p.subject}{p.before[time.end() :]}{p.ask}{p.after}？"
    about = re.sub("^为", "是", p.before)
    if not about.startswith("的"):
        yield "topic", f"说到{p.subject}，{_lead(p)}{about}{p.ask}{p.after}？"


# --- numbers

_COPULA = re.compile(
    r"(?:约|近)?(?:为|是|达到|达|有|只有|高达|约为|约有|超过|共|共计)+(?:约|近|超过|至少|不到)?$"
)
_LIGHT = re.compile(r"(?:约|近|超过|了|仅|只|至少|不到|多达|大约|接近|共|一共)+$")


def _numbers(p: Parts) -> Iterator[Shape]:
    yield from _in_place(p)
    copula = _COPULA.search(p.before)
    lead = _lead(p)
    if not p.after and copula and (attribute := p.before[: copula.start()]):
        yield "nominal", f"{lead}{p.subject}{attribute}是多少？"
        yield "nominal_order", f"请报出{lead}{p.subject}{attribute}。"
        yield "how_big", f"若问{p.subject}，{p.lead}{attribute.lstrip('的')}要填什么数？"
    elif not p.after and copula:
        yield "nominal", f"{lead}{p.subject}是多少？"
        yield "nominal_order", f"请报出{lead}{p.subject}。"
        yield "how_big", f"{lead}{p.subject}，具体数字是多少？"
    elif not p.after and _is_noun(p.before.lstrip("的")):
        yield "nominal", f"{lead}{p.subject}{p.before}是多少？"
        yield "nominal_order", f"请报出{lead}{p.subject}{p.before}。"
        yield "how_big", f"若问{p.subject}，{p.lead}{p.before.lstrip('的')}要填什么数？"
    elif not p.after and "比" not in p.before:
        head = _LIGHT.sub("", p.before)
        yield "nominal", f"{lead}{p.subject}{head}的{p.noun}是多少？"
        yield "nominal_order", f"请报出{lead}{p.subject}{head}的{p.noun}。"
        yield "how_big", f"要问{p.noun}，{p.lead}{p.subject}{p.before}{p.ask}呢？"
    elif not p.after:
        yield "gap", f"{p.lead}{p.subject}{p.before}多少？"
        yield "nominal_order", f"请写出两者相差的数：{p.lead}{p.subject}{p.before}几？"
        yield "how_big", f"{p.lead}{p.subject}{p.before}的幅度有多大？"
    elif _is_noun(p.after):
        noun = p.after.lstrip("的")
        yield "object_first", f"{noun}方面，{p.lead}{p.subject}{p.before}{p.ask}？"
        if not _COPULA.search(p.before):
            yield "nominal", f"{lead}{p.subject}{_LIGHT.sub('', p.before)}的{noun}有{p.ask}？"
    yield "blank", f"“{p.lead}{p.subject}{p.before}（　）{p.after}”，括号里是哪个数？"
    yield "who_knows", f"谁还记得{p.lead}{p.subject}{p.before}{p.ask}{p.after}？"


def _is_noun(text: str) -> bool:
    """Whether `text` is a noun phrase, so that it can be moved to the front."""
    tags = [tag for _, tag in rjieba.tag(text)]
    return (
        bool(tags)
        and tags[-1].startswith(("n", "vn", "eng"))
        and all(t.startswith(("n", "vn", "b", "a", "uj", "eng", "l", "j", "z")) for t in tags)
    )


# --- dates

_BEFORE_TIME = re.compile(r"(?:于|在|自|从|截至|定于)$")


def _dates(p: Parts) -> Iterator[Shape]:
    yield from _in_place(p)
    if not _complete(p) or len(_BEFORE_TIME.sub("", p.before) + p.after) < 2:
        yield "blank", f"“{p.lead}{p.subject}{p.before}（　）{p.after}”，括号里是{_when(p)}？"
        yield "who_knows", f"谁还记得{p.lead}{p.subject}{p.before}{p.ask}{p.after}？"
        return
    before = _BEFORE_TIME.sub("", p.before)
    without = f"{p.lead}{p.subject}{before}{p.after}".strip("，")
    if p.subject and not before and not p.after.startswith(("，", "是")):
        yield "was_when", f"{p.lead}{p.subject}是{_when(p)}{p.after.rstrip('了')}的？"
    yield "when_first", f"{_when(p)}{without}？"
    yield "cleft", f"{without}，是{_when(p)}的事？"
    yield "nominal_order", f"请写出{without}的{p.noun}。"
    yield "happened", f"“{without}”发生在{_when(p)}？"
    yield "timeline", f"如果列一张年表，{without}应写在{_when(p)}？"
    yield "noun_first", f"哪个{p.noun}与“{without}”相对应？"


def _when(p: Parts) -> str:
    return {"year": "哪一年", "month": "哪年哪月", "day": "哪一天", "hour": "几点"}.get(
        p.kind, "什么时候"
    )


def _complete(p: Parts) -> bool:
    """Whether the sentence still stands when the time is taken out (not 从…到…, not 的 behind it)."""
    return not p.after.startswith(
        ("的", "至", "到", "—", "-", "～", "左右", "前", "后", "以", "、", "和")
    ) and not p.before.endswith(
        ("从", "到", "至", "比", "、", "和", "是", "为", "每天", "停止", "至", "时间")
    )


# --- who or what does it

_OWNER = "这一职务"


def _subjects(p: Parts) -> Iterator[Shape]:
    """The answer is the subject: 谁出任…？"""
    which, said = p.ask, p.after
    yield "in_place", f"{which}{said}？"
    if said.startswith("是"):
        post = said[1:]
        yield "inverted", f"{post}是{which}？"
        if p.kind == "person":
            yield "held_by", f"{post}由谁担任？"
            yield "holder", f"担任{post}的人叫什么名字？"
            yield "name_order", f"请写出{post}的姓名。"
            yield "in_post", f"在{post}{_OWNER}上的是哪一位？"
            yield "find", f"想联系{post}，要找哪一位？"
            return
        yield "known_as", f"人们说的“{post}”指的是{which}？"
        yield "name_order", f"请写出{post}的名称。"
        return
    if said.startswith("的"):
        return
    yield "is_who", f"是{which}{said}？"
    yield "cleft", f"{said}的是{which}？"
    yield "nominal_order", f"请说出{said}的那{_measure(p)}{p.noun}。"
    yield "named", f"{said}的{p.noun}叫什么？"
    yield "riddle", f"有{_measure(p)}{p.noun}，{said}。说的是{which}？"
    yield "about_whom", f"“{said}”的主语是{which}？"


def _measure(p: Parts) -> str:
    return {"person": "个", "company": "家", "institution": "个", "place": "个", "work": "部"}.get(
        p.kind, "样"
    )


def _employers(p: Parts) -> Iterator[Shape]:
    """Where somebody holds a post: 屈映川是哪家公司的首席技术官？"""
    name, role, which = p.subject, p.role, p.ask
    yield "in_place", f"{name}是{which}的{role}？"
    yield "works_at", f"{name}在{which}任{role}？"
    yield "inverted", f"{which}的{role}是{name}？"
    yield "cleft", f"由{name}担任{role}的是{which}？"
    yield "nominal_order", f"请说出{name}任{role}的{p.noun}。"
    yield "named", f"{name}担任{role}的那{_measure(p)}{p.noun}叫什么？"
    yield "belongs", f"{role}{name}属于{which}？"
    yield "card", f"{name}的名片上印着{role}，前面的单位是{which}？"


# --- what it is, what it makes, where it lies

_IS = re.compile(r"(?:是|(?<![分改作称名])为)$")
_LIES = re.compile(r"(?:坐落[于在]|位于|地处|总部(?:设在|位于))$")


def _objects(p: Parts) -> Iterator[Shape]:
    yield from _in_place(p)
    head, lead = p.before.rstrip("了").removesuffix("的"), _lead(p)
    if not p.after and p.kind == "place" and _LIES.search(head):
        seat = "总部" if "总部" in head else ""
        yield "where", f"{lead}{p.subject}{seat}在哪里？"
        yield "nominal", f"{lead}{p.subject}{seat}的所在地是哪里？"
        yield "nominal_order", f"请写出{lead}{p.subject}{seat}的地址。"
        yield "go_there", f"要去{p.subject}{seat}，要到什么地方？"
    elif not p.after and (copula := _IS.search(head)):
        about = f"{lead}{p.subject}{head[: copula.start()]}"
        if head[: copula.start()]:
            yield "nominal_order", f"请答出{about}。"
            yield "inverted", f"{p.ask}是{about}？" if p.kind != "thing" else f"{about}指的是什么？"
            yield "named", f"{about}，答案是什么？"
        else:
            yield "describe", f"怎样用一句话介绍{about}？"
            yield "define", f"{about}指的是什么？"
            yield "nominal_order", f"请说明{about}是什么。"
    elif not p.after and not re.search("[是为]", head):
        yield "cleft", f"{lead}{p.subject}{head}的是{p.ask}？"
        yield "cleft_first", f"{p.ask}是{lead}{p.subject}{head}的？"
        yield "nominal_order", f"请说出{lead}{p.subject}{head}的{p.noun}。"
        yield "passive", f"{p.subject}{lead}{head}的那{_measure(p)}{p.noun}，名称是什么？"
    yield "blank", f"“{p.lead}{p.subject}{p.before}（　）{p.after}”，括号里指{p.ask}？"
    yield "who_knows", f"谁还记得{p.lead}{p.subject}{p.before}{p.ask}{p.after}？"


# --- reasons

_JOINT = re.compile(r"[，]?(?:是?因为|是?为了|是由于|由于|目的是)$")


def _reasons(p: Parts) -> Iterator[Shape]:
    effect = _JOINT.sub("", f"{p.lead}{p.subject}{p.before}".rstrip("，"))
    said, what = "", effect
    if match := re.match(rf"^([^，]*(?:{SAYING['zh']})，)(.+)$", effect):
        said, what = match[1], match[2]  # why it is so, not why somebody says it
    yield "why_last", f"{effect}，原因是什么？"
    yield "why_first", f"{said}为什么{what}？"
    yield "cause", f"{said}是什么使得{what}？"
    yield "sake", f"{effect}，是出于什么考虑？"
    yield "explain", f"请解释{what}的理由。" if not said else f"{said}请解释其中的理由：{what}。"
    yield "behind", f"“{effect}”——背后的缘由何在？"
