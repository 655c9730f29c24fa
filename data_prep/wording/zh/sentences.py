"""A whole sentence whose clauses are not taken apart: what of it can be sorted all the same, and its questions.

Such a frame has the clauses before the answer's as one scene, then the words of its own clause around the
answer (`modifier`, answer, `head`), then the rest of the sentence.
"""

import re
from collections.abc import Iterator

from data_prep.frame import Frame
from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import HOLE, Clause
from data_prep.wording.zh.lexicon import GROWTH, VERBS
from data_prep.wording.zh.relations import HOW, MEASURES

Shape = tuple[str, str]
_MORE = "是 为 有 共有 叫 使用 净重 约为 只有 招工 招募 招聘 面临 改为 用 配有 生产 达 持有 拥有 设有 建有 获得 收到 售出 制作 接待 收录 种植 派出 占".split()
_VERB = re.compile(
    "(?:"
    + "|".join(
        sorted(map(re.escape, {*VERBS, *GROWTH, *MEASURES, *HOW, *_MORE}), key=len, reverse=True)
    )
    + ")[了过]?$"
)
_ADVERB = re.compile(
    "(?:正在|已经|已|将会|将|目前|如今|现在|计划|预计|正式|最终|首次|一共|总共|曾经|曾|仍然|仍|主要|可能会|可能|可以|能够|应该|应|共|不得|不能|不会)+$"
)
_SUBJECT = re.compile("^[^，、；：是有把被让使对向由从会能要每在但而且并就于]{2,18}$")
_BEFORE_TIME = re.compile("(?:于|在|是在)$")
_BOUND = re.compile("^(?:的|以|前|后|起|底|初|末|左右|之|至|到|间|、|和|与|—|-)")
_MATTERS = re.compile("^，(?:其中|但|却|不过|而不|如果|因为|由于|以免|否则|除非|仅|不)")


def sentence(frame: Frame) -> Clause | None:
    """The clause of a whole sentence, sorted where its words before the answer are a subject and a verb;
    None for any other frame."""
    parts, at = frame.parts, frame.asked
    if parts[at].role != "after" or any(
        p.role not in ("time", "scene", "modifier", "class", "qualifier") for p in parts[:at]
    ):
        return None
    lead = "".join(p.text for p in parts[:at] if p.role in ("time", "scene"))
    own = "".join(p.text for p in parts[:at] if p.role == "modifier")
    kind = "".join(p.text for p in parts[:at] if p.role == "class")
    qualifier = "".join(p.text for p in parts[:at] if p.role == "qualifier")
    head = "".join(p.text for p in parts[at + 1 :] if p.role == "head").rstrip("，")
    rest = "".join(p.text for p in parts[at + 1 :] if p.role != "head")
    after = rest if _MATTERS.match(rest) else ""
    scenes = (lead.strip("，"),) if lead else ()
    if frame.form == "time":
        return _event(frame, scenes, own, head, after)
    verb = _VERB.search(own)
    if verb is None or (head and frame.form != "number"):
        return None
    before = own[: verb.start()]
    adverb = match[0] if (match := _ADVERB.search(before)) else ""
    subject = before.removesuffix(adverb)
    if not _SUBJECT.match(subject) or subject.endswith(("的", "地", "不", "了")):
        return None
    return Clause(
        frame, "object", (), scenes, subject, adverb, "", verb[0], qualifier, qualifier, "", kind, head, after=after
    )  # fmt: skip


def _event(frame: Frame, scenes: tuple[str, ...], own: str, head: str, after: str) -> Clause | None:
    """A clause around a time as one event: `subject` before the time, `rest` behind it."""
    if not head or _BOUND.match(head) or after or "如果" in own:
        return None
    subject = _BEFORE_TIME.sub("", own)
    if subject and (subject != own or _SUBJECT.match(subject)) and "，" not in subject:
        return Clause(frame, "event", (), scenes, subject, rest=head)
    return Clause(frame, "event", (), scenes, rest=head) if not own else None


_OPEN = re.compile("将|会|计划|预计|打算|拟|要|准备|如果")


def events(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question for the time of an event that is not taken apart."""
    ask = a.at(number)
    done = f"{c.subject}{c.rest}"
    event = re.sub("了(?=[^了]{1,20}$)", "", c.rest, count=1)
    noun = "时间" if a.noun == "年月" else a.noun
    if ask not in ("什么时候", "何时"):
        yield "wh_front", f"{c.lead}{ask}，{done}？"
    if ask not in ("什么时候", "何时"):
        yield "nominal", f"{c.lead}{c.subject}{event}的{noun}是{ask}？"
    if not _OPEN.search(done):
        yield "happened", f"{c.lead}{c.subject}{event}这件事，发生在{ask}？"
        yield "clause_last", f"{c.lead}{done}，那是{ask}的事？"
    yield "event_is", f"{c.lead}{c.subject}{event}，是在{ask}？"
    yield (
        "order",
        f"{c.lead}请写出{c.subject}{event}的{'年份和月份' if a.noun == '年月' else a.noun}。",
    )
    if c.subject:
        yield (
            "wh_inside",
            f"{c.lead}{c.subject}{'' if ask.startswith(('何', '什么时候')) else '在'}{ask}{c.rest}？",
        )
        if not _OPEN.search(done):
            yield "cleft", f"{c.lead}{c.subject}是{ask}{event}的？"
            if ask not in ("何时", "什么时候"):
                yield "focus", f"{c.lead}{c.subject}是在{ask}{event}的？"


def unsorted(c: Clause) -> Iterator[Shape]:
    """The shapes of a question inside a sentence that nothing can be moved in."""
    if match := re.search("，[^，]*$", c.back):
        kept = c.back[: match.start()]
        if (
            not _MATTERS.match(match[0])
            and kept.count("（") == kept.count("）")
            and len(c.front + kept) >= 8
        ):
            yield "short", f"{c.front}{HOLE}{kept}？"
