"""Questions the other way round: given the answer, who or what it holds for; a blank; a list."""

import re
from collections.abc import Iterator, Sequence

from data_prep.frame import Found
from data_prep.wording.record import Wording
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.questions import attributed, flat, repaired
from data_prep.wording.zh.relations import AGENTS, MEASURES, POST, passive
from data_prep.wording.zh.said import said
from data_prep.wording.zh.sorting import sort

_ORGANISATION: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("(?:公司|集团|泵业|重工|科技|软件|汽车|银行|航空|能源|传媒|出版社|茶厂|药业|股份|电子|通信|证券|保险)$"), "哪家公司"),
    (re.compile("(?:大学|学院|中学|小学)$"), "哪所学校"), (re.compile("(?:研究所|研究院|实验室|协会|学会|委员会|基金会|联盟|中心|局|部|厅|院)$"), "哪个机构"),
    (re.compile("工厂$|[^公]厂$"), "哪家工厂"), (re.compile("(?:博物馆|图书馆|美术馆|纪念馆)$"), "哪座场馆"), (re.compile("[^城]市$"), "哪座城市"), (re.compile("县$"), "哪个县"),
    (re.compile("(?:桥|大桥)$"), "哪座桥"), (re.compile("灯塔$"), "哪座灯塔"), (re.compile("岛$"), "哪座岛"), (re.compile("模型$"), "哪款模型"), (re.compile("^《.+》$"), "哪部作品"),
)  # fmt: skip
_LONGEST = 24


def reverse(found: Found) -> list[Wording]:
    """Questions for the subject, or for the object where the subject is the answer; each with its own answer."""
    frame = found.frame
    clause = sort(frame)
    attribution = said(frame.said)
    out: list[Wording] = []
    seen: set[str] = set()
    for shape, text, answer in _turned(clause):
        whole = repaired(attributed(attribution, shape, text, len(out)))
        key = flat(whole)
        if whole and key not in seen and flat(answer) not in key and 1 < len(answer) <= _LONGEST:
            seen.add(key)
            out.append(Wording(shape, whole, "reverse", answer))
    return out


def _turned(c: Clause) -> Iterator[tuple[str, str, str]]:
    if c.frame.form in ("reason", "clause", "quality") or not c.verb:
        return
    if c.slot == "object":
        phrase = (
            f"{c.exact}{c.frame.answer}{c.head}"
            if c.frame.form == "number"
            else f"{c.modifier}{c.kind}{c.frame.answer}{c.head}"
        )
        yield from _for_subject(c, phrase)
    elif c.slot == "time" and c.subject:
        at = f"{c.before}{c.frame.answer}{c.behind}".removeprefix("于")
        yield from _at_the_time(c, at)
    elif c.slot == "subject" and c.rest and not c.head and not c.after:
        yield from _for_object(c)


def _who(name: str, names: dict[str, tuple[str, ...]]) -> str:
    """What asks for `name`: 哪家公司 where its ending or another of its names says so, else ""."""
    for form in (name, *names.get(name, ())):
        for pattern, ask in _ORGANISATION:
            if pattern.search(form):
                return ask
    return ""


_VAGUE = re.compile(
    "^(?:多数|大多|一些|许多|很多|所有|每|这|该|部分|各|其他|一|两|三|几|数|大家|人们)"
)
_DOES = re.compile("^(?:是|归|由|为|有|位于|属于|包括|高|长|重|叫|名为|达|占|来自)")


def _for_subject(c: Clause, phrase: str) -> Iterator[tuple[str, str, str]]:
    """谁 … ANSWER？, asked where the subject is one plain name."""
    subject = c.subject
    if _VAGUE.match(subject):
        return
    if not subject or len(subject) > 16 or re.search("[，、和与及]|的", subject):
        yield from _for_owner(c, phrase)
        return
    who = _who(subject, c.frame.names)
    agentive = (
        "被" not in c.mid and c.core not in MEASURES and not _DOES.match(c.verb) and not c.copula
    )
    if not who and not agentive:
        if c.copula and c.frame.form == "person":
            return
        who = "什么"
    who = who or "谁"
    tail = f"{c.mid}{c.verb}{phrase}{c.after}"
    yield "subject", f"{c.lead}{who}{tail}？", subject
    if not c.after and not c.copula:
        yield "subject_cleft", f"{c.lead}{c.mid}{c.relative}{phrase}的是{who}？", subject
    if c.copula and not c.after:
        yield "subject_inverted", f"{c.lead}{who}{c.mid}{c.verb}{phrase}？", subject


def _for_owner(c: Clause, phrase: str) -> Iterator[tuple[str, str, str]]:
    """X的Y 是 ANSWER, asked for X."""
    owner, _, owned = c.subject.partition("的")
    if not owned or len(owner) > 14 or re.search("[，、和与及最]", owner) or not owner:
        return
    who = _who(owner, c.frame.names)
    if (
        not who
        and owner not in c.frame.names
        and not re.fullmatch(r"[A-Za-z][\w .-]*|[\u4e00-\u9fff]{2,4}", owner)
    ):
        return
    who = who or ("谁" if c.copula and c.frame.form == "person" else "")
    if not who:
        return
    yield "owner", f"{c.lead}{who}的{owned}{c.mid}{c.verb}{phrase}{c.after}？", owner


def _at_the_time(c: Clause, at: str) -> Iterator[tuple[str, str, str]]:
    """When it was, asked for what was then."""
    if c.after:
        return
    if (
        c.rest
        and (passive(c.core) or c.core in AGENTS)
        and not re.search("[，]", c.rest)
        and len(c.rest) <= _LONGEST
        and not c.core.endswith(("于", "给", "到", "成", "为"))
    ):
        yield (
            "done_then",
            f"{at}，{c.lead}{c.subject}{c.mid}{c.verb}什么？"
            if not c.copula
            else f"{at}，{c.lead}{c.subject}是什么？",
            c.rest,
        )
    if not re.search("[，、]|的", c.subject) and len(c.subject) <= 16:
        who = _who(c.subject, c.frame.names) or (
            "谁" if c.rest and not _DOES.match(c.verb) else "什么"
        )
        if not c.rest:
            yield "subject_then", f"{at}，{c.lead}{c.mid}{c.relative}的是{who}？", c.subject
            return
        yield "subject_then", f"{at}，{c.lead}{who}{c.mid}{c.verb}{c.rest}？", c.subject


def _for_object(c: Clause) -> Iterator[tuple[str, str, str]]:
    """Who did it given, what it was asked for."""
    whole = f"{c.modifier}{c.kind}{c.frame.answer}"
    if re.search("[，]", c.rest):
        return
    if c.copula:
        role, _, post = c.rest.rpartition("的")
        if role and post and (who := _who(role, c.frame.names)):
            yield "of_whom", f"{c.lead}{whole}{c.mid}是{who}的{post}？", role
        if POST.search(c.rest):
            yield "post", f"{c.lead}{whole}{c.mid}担任什么职务？", c.rest
        elif c.frame.form != "person":
            yield "is_what", f"{c.lead}{whole}{c.mid}{c.verb}什么？", c.rest
        return
    what = _who(c.rest, c.frame.names) or "什么"
    if c.core.endswith(("给", "于", "到", "成", "为", "向")) and what == "什么":
        return
    yield "object", f"{c.lead}{whole}{c.mid}{c.verb}{what}？", c.rest
    yield "object_cleft", f"{c.lead}{whole}{c.mid}{c.relative}的是{what}？", c.rest


def cloze(found: Found) -> Wording | None:
    """The statement with a blank in the answer's place."""
    frame = found.frame
    texts = [p.text for p in frame.parts]
    texts[frame.asked] = "____"
    text = f"填空：{frame.said}{''.join(texts)}。"
    answers = [f for x in (frame.answer, *found.fact.aliases) if len(f := flat(x)) > 1]
    return None if any(a in flat(text) for a in answers) else Wording("cloze", text, "cloze")


def listing(founds: Sequence[Found]) -> Wording | None:
    """One question for all the answers that one entity has to one predicate: X发布了哪些模型？; None where
    the statements differ in more than their answers."""
    if len(founds) < 2:
        return None
    clauses = [sort(f.frame) for f in founds]
    first = clauses[0]
    frame = first.frame
    if (
        first.slot != "object"
        or first.after
        or first.head
        or first.modifier
        or frame.form not in ("noun", "person")
        or not first.subject
    ):
        return None
    for c in clauses[1:]:
        same = (
            c.slot,
            c.frame.said,
            c.subject,
            c.mid,
            c.core,
            c.times,
            c.scenes,
            c.after,
            c.head,
            c.modifier,
            c.frame.form,
        )
        if same != (
            first.slot,
            frame.said,
            first.subject,
            first.mid,
            first.core,
            first.times,
            first.scenes,
            "",
            "",
            "",
            frame.form,
        ):
            return None
    answers = list(dict.fromkeys(f.frame.answer for f in founds))
    if len(answers) < 2 or first.copula:
        return None
    noun = (
        frame.noun
        if all(c.frame.noun == frame.noun for c in clauses) and frame.noun not in ("内容", "名称")
        else "东西"
    )
    which = f"哪些{noun}" if frame.form == "noun" else "哪些人"
    text = repaired(
        attributed(said(frame.said), "list", f"{first.opening}{first.mid}{first.verb}{which}？", 0)
    )
    if any(flat(a) in flat(text) for a in answers):
        return None
    return Wording("list", text, "list", "、".join(answers))


__all__ = ["cloze", "listing", "reverse"]
