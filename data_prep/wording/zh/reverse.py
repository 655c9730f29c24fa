"""Questions the other way round: given the answer, who or what it holds for."""

import re
from collections.abc import Iterator
from functools import lru_cache

import rjieba

from data_prep.frame import Frame, Framed
from data_prep.wording.record import Wording
from data_prep.wording.zh.abbreviations import is_full_name, short_name
from data_prep.wording.zh.awkward import awkward
from data_prep.wording.zh.clause import HOLE, Clause
from data_prep.wording.zh.nouns import is_thing
from data_prep.wording.zh.questions import attributed, flat, repaired, well_formed
from data_prep.wording.zh.reasons import parted
from data_prep.wording.zh.relations import AGENTS, MEASURES, POST, passive
from data_prep.wording.zh.said import Said, asking, said
from data_prep.wording.zh.sorting import sort

_ORGANISATION: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("(?:公司|集团|泵业|重工|科技|(?<!开源)(?<!应用)软件|汽车|银行|航空|能源|传媒|出版社|茶厂|药业|股份|电子|通信|证券|保险)$"), "哪家公司"),
    (re.compile("(?:大学|学院|中学|小学)$"), "哪所学校"), (re.compile("(?:研究所|研究院|实验室|协会|学会|委员会|基金会|联盟|中心|局|部|厅|院|研究站|管理站)$"), "哪个机构"),
    (re.compile("工厂$|[^公]厂$"), "哪家工厂"), (re.compile("(?:博物馆|图书馆|美术馆|纪念馆)$"), "哪座场馆"), (re.compile("[^城]市$"), "哪座城市"), (re.compile("县$"), "哪个县"),
    (re.compile("(?:桥|大桥)$"), "哪座桥"), (re.compile("灯塔$"), "哪座灯塔"), (re.compile("岛$"), "哪座岛"), (re.compile("模型$"), "哪款模型"), (re.compile("^《.+》$"), "哪部作品"), (re.compile("政府$"), "谁"),
    (re.compile("(?<![季环细情调关章])节$"), "哪个节日"), (re.compile("(?:大赛|锦标赛|联赛|博览会|展览会?|峰会|大会|论坛|音乐会|运动会)$"), "哪项活动"),
)  # fmt: skip
_LONGEST = 24
_NO_ANSWER = re.compile(
    "(?:将|会|已|在|被|把|对|与|和|了|而来|之一)$|^(?:用户|大家|人们|其中|其他)$"
)
"""What is torn, one of several, or says nothing."""
_SHARE = re.compile("^\\d|[%％]")
"""A number or a share: no thing that 什么 could ask for."""


def reverse(found: Framed) -> list[Wording]:
    """Questions for the subject, or for the object where the subject is the answer; each with its own answer."""
    frame = found.frame
    clause = sort(frame)
    attribution = asking(said(frame.said))
    out: list[Wording] = []
    seen: set[str] = set()
    for shape, text, answer in _turned(clause):
        whole = repaired(attributed(attribution, shape, text, len(out)))
        key = flat(whole)
        if awkward(shape, text) or _NO_ANSWER.search(answer):
            continue
        if whole and key not in seen and flat(answer) not in key and 1 < len(answer) <= _LONGEST:
            seen.add(key)
            out.append(Wording(shape, whole, "reverse", answer))
    return out or _described(frame, attribution)


def _described(frame: Frame, attribution: Said) -> list[Wording]:
    """The statement with an interrogative for its subject, for a statement that no other question turns round."""
    subjects = [i for i, p in enumerate(frame.parts) if p.role == "subject" and i != frame.asked]
    subject = frame.parts[subjects[0]].text if len(subjects) == 1 else ""
    if (
        not 2 <= len(subject) <= _LONGEST
        or _VAGUE.match(subject)
        or subject.endswith("之间")
        or "，" in subject
    ):
        return []
    lead = "".join(p.text for p in frame.parts[: subjects[0]])
    told = "".join(p.text for p in frame.parts[subjects[0] + 1 :])
    if (
        not 6 <= len(told) <= _LONGEST_TOLD
        or subject in lead + told
        or told[0] in "，、的"
        or _SHARE.search(subject)
        or told[0].isdigit()
        or told.endswith("之一")
        or _NO_ANSWER.search(subject)
    ):
        return []
    someone = "谁" if _SOMEONE.search(subject) else ""
    unknown = _UNKNOWN.match(subject) or _is_name(subject)
    who = someone or _who(subject, frame) or ("" if unknown else "什么")
    if not who or (told.startswith(("有", "拥有")) and who == "什么"):
        return []
    match = _IS.match(told)
    if match and POST.search(subject):
        who = "什么职务"
    if match and rjieba.tag(match["what"])[0][1] == "v":
        return []
    if match:
        is_ = "担任" if who == "什么职务" else "是"
        text = (
            f"{lead}{match['what']}{is_}{who}？"
            if not match["still"]
            else f"{lead}{told}的是{who}？"
        )
    else:
        text = f"{lead}{who}{told}？"
    whole = repaired(attributed(attribution, "described", text, 0))
    return [] if awkward("described", text) else [Wording("described", whole, "reverse", subject)]


_IS = re.compile("^(?P<still>[\u4e00-\u9fff]{0,3}?)是(?P<what>[^，]+)$")


_LONGEST_TOLD = 40
_SOMEONE = re.compile(
    "本人$|[^的]{0,8}(?:用户|学生|老师|人员|员工|居民|游客|患者|孩子|父母|者|员|(?<!机器)人|们)$"
)


def _turned(c: Clause) -> Iterator[tuple[str, str, str]]:
    """The subject first; where that is no question, what else the statement says of it."""
    if is_full_name(c):
        yield "short_name", *short_name(c)
        return
    yield from _other_end(c)
    if c.subject and c.verb and well_formed(c) and not _VAGUE.match(c.subject):
        yield from _beside(c)


def _beside(c: Clause) -> Iterator[tuple[str, str, str]]:
    """The subject and the answer stay, another constituent is asked for: what, when, of what."""
    frame = c.frame
    tail = f"{c.mid}{c.verb}"
    if c.slot in ("inside", "time") and c.rest and not c.after and HOLE not in c.rest + c.subject:
        at = f"{c.before}{frame.answer}{c.behind}，".removeprefix("于") if c.slot == "time" else ""
        simple = is_thing(c.rest) and not re.search("[，]|^自己|\\d", c.rest) and not c.copula
        if (
            simple
            and 2 <= len(c.rest) <= _LONGEST
            and not c.core.endswith(("于", "给", "成", "为"))
        ):
            what = _who(c.rest, frame) or "什么"
            yield (
                "what_then",
                f"{at}{c.lead}{c.subject}{tail}{what}？".replace(HOLE, frame.answer),
                c.rest,
            )
    if c.slot != "object" or c.after:
        return
    if (
        frame.form == "number"
        and len(c.head) >= 2
        and not c.head.startswith("的")
        and is_thing(c.head)
    ):
        yield "of_what", f"{c.opening}{tail}{c.exact}{frame.answer}什么？", c.head
    if (
        len(c.times) == 1
        and (asked := _DATE.match(c.times[0]))
        and not c.mid.startswith(("将", "会"))
    ):
        ask = "哪一天" if asked[3] else "哪年哪月" if asked[2] else "哪一年"
        phrase = (
            f"{c.exact if frame.form == 'number' else c.modifier + c.kind}{frame.answer}{c.head}"
        )
        scenes = "".join(f"{x}，" for x in c.scenes)
        yield "when", f"{scenes}{c.subject}是{ask}{c.mid}{c.relative}{phrase}的？", asked[1]


_DATE = re.compile("^于?((?:公元前?)?\\d{3,4}年(\\d{1,2}月)?(\\d{1,2}日)?)$")


def _other_end(c: Clause) -> Iterator[tuple[str, str, str]]:
    frame = c.frame
    if frame.form == "reason":
        yield from _effect(c)
        return
    if not (c.verb or frame.form == "action") or not well_formed(c):
        return
    if c.slot == "object":
        phrase = (
            f"{c.exact}{frame.answer}{c.head}"
            if frame.form == "number"
            else f"{c.modifier}{c.kind}{frame.answer}{c.head}"
        )
        yield from _for_subject(
            c, f"{c.mid}{c.verb}{phrase}{c.after}", f"{c.mid}{c.relative}{phrase}{c.after}"
        )
        if frame.form == "number":
            yield from _for_measure(c)
    elif c.slot == "time" and c.subject:
        yield from _at_the_time(c, f"{c.before}{frame.answer}{c.behind}".removeprefix("于"))
    elif c.slot == "subject" and c.rest and not c.head and not c.after:
        yield from _for_object(c)
    elif c.slot == "inside" and c.subject and HOLE not in c.subject and frame.form != "quality":
        tail = f"{c.mid}{c.verb}{c.rest}{c.after}".replace(HOLE, frame.answer)
        done = f"{c.mid}{c.relative}{c.rest}{c.after}".replace(HOLE, frame.answer)
        if not any(HOLE in x for x in (*c.scenes, *c.times)):
            yield from _for_subject(c, tail, done)


def _who(name: str, frame: Frame) -> str:
    """What asks for `name`: 哪家公司 where the document, its ending or another of its names says so, else ""."""
    if ask := frame.asks.get(name):
        return ask
    for form in (name, *frame.names.get(name, ())):
        for pattern, ask in _ORGANISATION:
            if pattern.search(form):
                return ask
    return "谁" if _PERSON.search(name) else ""


_PERSON = re.compile(
    "(?:人员|研究者|开发者|参议员|议员|作者|专家|教授|记者|学者|学生|匠人|师傅|负责人|外婆|外公|祖父|祖母|爷爷|奶奶|父亲|母亲|妻子|丈夫|儿子|女儿)$|^[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff·]{1,10}$"
)
_VAGUE = re.compile(
    "^(?:多数|大多|一些|许多|很多|所有|每|这|该|部分|包括|各|其他|一|几|数|大家|人们|自己|本人|方法|以上)"
)
_DOES = re.compile("^(?:是|归|由|为|有|位于|属于|包括|高|长|重|叫|名为|达|占|来自)")


def _for_subject(c: Clause, tail: str, done: str) -> Iterator[tuple[str, str, str]]:
    """谁 … ANSWER？, asked where the subject is a name or a short noun phrase; `done` is `tail` before 的."""
    subject, frame = c.subject, c.frame
    if (
        _VAGUE.match(subject)
        or not subject
        or subject.endswith(("内部", "之间"))
        or "，" in subject
        or _SHARE.search(subject)
    ):
        return
    plain = len(subject) <= 16 and not re.search("[、和与及]|的", subject)
    who = _who(subject, frame) or ("谁" if _SOMEONE.search(subject) else "")
    if not who and _is_name(subject):
        return
    if not plain:
        yield from _for_owner(c, tail)
    if c.copula:
        rest = tail.removeprefix(c.mid).removeprefix(c.verb)
        if rest.endswith("之一"):
            return
        if POST.search(subject) and not c.mid and not c.after:
            yield "post", f"{c.lead}{rest}担任什么职务？", subject
            return
        if plain and who and not c.after:
            yield "subject", f"{c.lead}{who}{tail}？", subject
        if (
            (plain or len(rest) <= 14)
            and not c.mid
            and not c.after
            and not _COUNTED.match(rest)
            and rjieba.tag(rest)[0][1] not in ("v", "vn")
            and frame.form not in ("number", "clause")
        ):
            yield "subject_inverted", f"{c.lead}{rest}是{who or '什么'}？", subject
        return
    if plain and who:
        yield "subject", f"{c.lead}{who}{tail}？", subject
    measured = c.core in MEASURES or _DOES.match(c.verb)
    if not c.after and is_thing(subject) and not measured and (who or not _UNKNOWN.match(subject)):
        yield "subject_cleft", f"{c.lead}{done}的是{who or '什么'}？", subject


@lru_cache(maxsize=4096)
def _is_name(subject: str) -> bool:
    """Whether a subject is the name of a person, a place or a body of which nothing says what it is."""
    tags = {tag for _, tag in rjieba.tag(subject)}
    return bool(tags) and tags <= {"nr", "nrt", "nrfg", "ns", "nt"}


_UNKNOWN = re.compile("^[A-Z][A-Za-z]+$")
"""A Latin name of which the document doesn't say what it is: 什么 would be wrong of a firm."""
_COUNTED = re.compile("^(?:一|另一|某)[个场段种项位款家次座名条份件股批支代类]|^(?:最|更)")


def _for_owner(c: Clause, tail: str) -> Iterator[tuple[str, str, str]]:
    """X的Y 是 ANSWER, asked for X."""
    owner, _, owned = c.subject.partition("的")
    if not owned or len(owner) > 14 or re.search("[，、和与及最]", owner) or not owner:
        return
    if who := _who(owner, c.frame):
        yield "owner", f"{c.lead}{who}的{owned}{tail}？", owner


def _for_measure(c: Clause) -> Iterator[tuple[str, str, str]]:
    """苔隼H6的续航时间 为 73分钟, asked for what the number measures."""
    owner, _, tail = c.subject.rpartition("的")
    if not owner or c.after or c.head or c.lead or not 2 <= len(tail) <= 8:
        return
    if c.verb in ("是", "为", "达", "达到", "") and not c.mid:
        yield "measure_of", f"{c.exact}{c.frame.answer}是{owner}的哪项数据？", tail


def _at_the_time(c: Clause, at: str) -> Iterator[tuple[str, str, str]]:
    """When it was, asked for what was then."""
    if c.after:
        return
    if not re.search("[，、]|的", c.subject) and len(c.subject) <= 16:
        who = _who(c.subject, c.frame)
        if not c.rest and len(c.core) > 1:
            yield (
                "subject_then",
                f"{at}，{c.lead}{c.mid}{c.relative}的是{who or '什么'}？",
                c.subject,
            )
            return
        if who and c.rest:
            yield "subject_then", f"{at}，{c.lead}{who}{c.mid}{c.verb}{c.rest}？", c.subject
    if (
        c.rest
        and (passive(c.core) or c.core in AGENTS or c.verb.endswith("了"))
        and is_thing(c.rest)
        and not re.search("[，]", c.rest)
        and len(c.rest) <= _LONGEST
        and not c.core.endswith(("于", "给", "到", "成", "为"))
    ):
        yield (
            "done_then",
            f"{at}，{c.lead}{c.subject}{c.mid}{c.verb}{_who(c.rest, c.frame) or '什么'}？",
            c.rest,
        )


def _for_object(c: Clause) -> Iterator[tuple[str, str, str]]:
    """Who did it given, what it was asked for."""
    whole = f"{c.modifier}{c.kind}{c.frame.answer}"
    if re.search("[，]|^自己", c.rest) or c.core in ("让", "使", "令", "占", "没有"):
        return
    if c.copula:
        role, _, post = c.rest.rpartition("的")
        if role and post and (who := _who(role, c.frame)):
            yield "of_whom", f"{c.lead}{whole}{c.mid}是{who}的{post}？", role
        if POST.search(c.rest):
            yield "post", f"{c.lead}{whole}{c.mid}担任什么职务？", c.rest
        elif c.frame.form != "person":
            yield "is_what", f"{c.lead}{whole}{c.mid}{c.verb}什么？", c.rest
        return
    if not is_thing(c.rest):
        return
    if counted := _COUNT.match(c.rest):
        yield (
            "how_many",
            f"{c.lead}{whole}{c.mid}{c.verb}多少{counted[2]}？",
            counted[1] + counted[2][:1],
        )
        return
    what = _who(c.rest, c.frame) or "什么"
    if c.rest.startswith("其"):
        return
    if c.core.endswith(("给", "于", "到", "成", "为", "向")) and what == "什么":
        return
    yield "object", f"{c.lead}{whole}{c.mid}{c.verb}{what}？", c.rest
    yield "object_cleft", f"{c.lead}{whole}{c.mid}{c.relative}的是{what}？", c.rest


_COUNT = re.compile(r"^(\d[\d,.]*[万亿千百]?)([\u4e00-\u9fff]{2,12})$")


def _effect(c: Clause) -> Iterator[tuple[str, str, str]]:
    """Why it was, asked for what was so."""
    found = parted(c)
    if found is None or not found[1] or "，" in found[2]:
        return
    _, subject, does, purpose = found
    why = c.frame.answer
    if purpose:
        will = does.startswith(("将", "会", "计划", "拟", "打算"))
        deed = re.sub("^(?:将|会)(?=.{2})", "", does)
        yield "to_that_end", f"为了{why}，{subject}{'将采取' if will else '采取了'}什么做法？", deed
    else:
        ask = "做了什么" if _who(subject, c.frame) else "怎么样了"
        yield "what_came", f"由于{why}，{subject}{ask}？", does
