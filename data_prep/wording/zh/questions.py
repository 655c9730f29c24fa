"""A Chinese frame → its questions: each shape in the statement's words and in others, each with its speaker."""

import re
from collections.abc import Iterator
from dataclasses import replace

import rjieba

from data_prep.frame import Frame, Framed
from data_prep.wording.record import Kind, Wording
from data_prep.wording.zh.abridge import briefer
from data_prep.wording.zh.anywhere import anywhere
from data_prep.wording.zh.asks import Asks, asks
from data_prep.wording.zh.awkward import awkward
from data_prep.wording.zh.clause import Clause, placed
from data_prep.wording.zh.goals import goals
from data_prep.wording.zh.numbers import numbers
from data_prep.wording.zh.reasons import reasons, results
from data_prep.wording.zh.relations import AGENTS, MADE, POST
from data_prep.wording.zh.rephrase import rephrased
from data_prep.wording.zh.reword import variants
from data_prep.wording.zh.said import Said, asking, said
from data_prep.wording.zh.search import searches
from data_prep.wording.zh.sentences import events
from data_prep.wording.zh.sorting import sort
from data_prep.wording.zh.subjects import subjects
from data_prep.wording.zh.things import things
from data_prep.wording.zh.times import times

Shape = tuple[str, str]
_BEGGED = re.compile("^([^？]+，)请告诉我[，：]?(.+)$")
_DROPPED = re.compile(
    "(?:已经|已(?!经)|正式|也(?!许)|还(?!是)|仍然|目前|现在|此外|同时|其实|实际上)+"
)
_REPAIRS = (
    (re.compile("，{2,}"), "，"),
    (re.compile("的的"), "的"),
    (re.compile("，(?=[？。])"), ""),
    (re.compile("^，"), ""),
    (re.compile("了了"), "了"),
)
_LONGEST = 140
_TURNS, _ENOUGH, _REPHRASINGS = 4, 24, 4
"""Every turn takes other synonyms and interrogatives; no further turn once there are this many questions."""


def questions(found: Framed) -> list[Wording]:
    """All direct questions for `found`, the plainest first; none tells the answer, no two are the same."""
    frame = _without_tail(_disowned(found.frame))
    clauses = variants(sort(frame))
    briefs = [c for brief in briefer(frame) for c in variants(sort(brief))]
    clauses = [clauses[0], *briefs, *clauses[1:]]
    attribution = asking(said(frame.said))
    made: dict[str, str] = {}
    for turn in range(_TURNS):
        clause = clauses[turn % len(clauses)]
        asked = asks(clause.frame, clause.modifier, clause.kind, clause.head)
        suffix = f"+{turn}" if turn else ""
        prefix = "brief_" if clause in briefs else ""
        for i, (shape, bare) in enumerate(shapes(clause, asked, turn)):
            text = repaired(bare)
            if not text or awkward(shape, text):
                continue
            if whole := attributed(attribution, shape, text, i + turn):
                made.setdefault(repaired(whole), prefix + shape + suffix)
        if turn < 2:
            for shape, bare in _with_speaker(clause, asked, attribution):
                if not awkward(shape, text := repaired(bare)):
                    made.setdefault(text, prefix + shape + suffix)
        if not turn:
            for shape, text in searches(clause.frame, asked):
                for named in _named(text, clause.frame):
                    made.setdefault(named, shape)
        if len(made) >= _ENOUGH and turn:
            break
    return sound(found, _reworded(found, made), "direct")


def _named(text: str, frame: Frame) -> Iterator[str]:
    """A query, and the same with each other name of who it is about."""
    yield text
    for name, others in frame.names.items():
        if frame.text.count(name) < 2 and re.search(f"(?:^| ){re.escape(name)}(?: |$)", text):
            yield from (text.replace(name, other) for other in others)


def _without_tail(frame: Frame) -> Frame:
    """The frame without the clauses that follow the answer's: nobody asks in the middle of a sentence."""
    for i in range(frame.asked + 1, len(frame.parts)):
        if frame.parts[i].role == "after" and frame.parts[i].text[:1] in "，；":
            return replace(frame, parts=frame.parts[:i])
    return frame


_OWN = ("其", "自己的")


def _disowned(frame: Frame) -> Frame:
    """The frame without 其 or 自己的 before the answer: 开源了 其聊天机器人 Grok is asked as 开源了 哪款聊天机器人."""
    parts = frame.parts
    at = next((i for i, p in enumerate(parts) if p.role == "modifier" and p.text in _OWN), -1)
    if at < 0 or at > frame.asked:
        return frame
    return replace(frame, parts=(*parts[:at], *parts[at + 1 :]), asked=frame.asked - 1)


def _reworded(found: Framed, made: dict[str, str]) -> dict[str, str]:
    """The questions, and each but the plainest in other words too, each time others."""
    keep = kept_words(found)
    out: dict[str, str] = {}
    for number, (text, shape) in enumerate(made.items()):
        out.setdefault(text, shape)
        other = rephrased(text, keep, number) if number else ""
        if other and not awkward(shape, other):
            out.setdefault(other, shape)
    for turn in range(1, _REPHRASINGS):
        for number, (text, shape) in enumerate(made.items()):
            if len(out) >= _ENOUGH:
                return out
            if not awkward(shape, other := rephrased(text, keep, number + turn)):
                out.setdefault(other, shape)
    return out


def kept_words(found: Framed) -> list[str]:
    """What no synonym may replace: the names, the answer and what asks for it."""
    fact, frame = found.fact, found.frame
    names = [n for name, others in frame.names.items() for n in (name, *others)]
    who = said(frame.said).who  # 按照顾听澜的说法 holds no 照顾
    return [w for w in (frame.answer, *fact.aliases, fact.speaker, who, frame.ask, *names) if w]


def shapes(clause: Clause, asked: Asks, number: int) -> Iterator[Shape]:
    """The shapes of one clause without its speaker, the plainest first."""
    frame = clause.frame
    if frame.form == "reason":
        yield from reasons(clause)
        return
    if frame.form == "clause":
        yield from goals(clause) if clause.copula else results(clause)
        return
    if clause.slot in ("time", "subject"):
        clause = placed(clause)
    ask = asked.plain if clause.behind else asked.at(number)
    if number == 0:
        yield "in_place", in_place(clause, asked)
    else:
        yield "in_place", f"{line(clause, ask, clause.opening)}？"
    if not well_formed(clause):
        return
    moves = clause.slot == "object" and clause.inner != clause.opening and not clause.copula
    if moves and (clause.times or clause.scenes):
        yield "time_inside", f"{line(clause, asked.at(number + 1), clause.inner)}？"
        yield "time_front", f"{line(clause, ask, clause.opening)}？"
    builders = {
        "object": numbers if frame.form == "number" else things,
        "subject": subjects,
        "time": times,
        "event": events,
        "inside": anywhere,
    }
    for shape, text in builders[clause.slot](clause, asked, number):
        if not (shape.endswith("order") and any(map(_CLAUSE.match, clause.scenes))):
            yield shape, text
    yield from _registers(clause, asked, number)


_PREPOSITION = re.compile("(?:^|[^现存所实内正])(?:[在于向对从用比由给])$")
_SIMPLE = re.compile(
    "的$|^[一两这那某更最].{0,3}$|^[一两]?[个场段种项位款家次座名条份件股批支代类]$|^(?:更多|一些|许多|约|近)$"
)
_UNVERBAL = frozenset("可能 恐怕 也许 应该 可以 能够 已经 没有".split())


def well_formed(c: Clause) -> bool:
    """Whether the constituents look like what they are said to be: only then anything is moved."""
    if "，" in c.subject + c.mid or re.match("包括", c.subject or c.mid):
        return False
    if c.verb in _UNVERBAL or _PREPOSITION.search(c.subject) or c.subject.endswith(("的", "了")):
        return False
    said_of = c.slot == "object" and c.modifier and not _SIMPLE.search(c.modifier)
    if said_of and (c.frame.form == "number" or not is_kind(c)):
        return False
    return c.slot not in ("object", "subject") or not _PREPOSITION.search(
        c.mid.removesuffix("正在")
    )


def is_kind(c: Clause) -> bool:
    """Whether what stands before the answer says what it is: 大流量水泵 ST-90."""
    last = rjieba.tag(c.modifier)[-1][1]
    return last[0] == "n" and not re.search("[向在于以比和与、，]", c.modifier)


def line(c: Clause, ask: str, opening: str) -> str:
    """The clause in its plain order, with `ask` in the answer's place and `opening` in front."""
    if c.slot == "object":
        return f"{opening}{c.mid}{_done(c)}{_owned(c, ask)}{c.head}{c.after}"
    if c.slot == "subject":
        lead = "".join(f"{x}，" for x in (*c.scenes, *c.times))
        return f"{lead}{ask}{c.head}{c.mid}{c.verb}{c.rest}{c.after}"
    if c.slot == "time":
        before = "" if c.before in ("在", "于") and ask in ("什么时候", "何时") else c.before
        return f"{c.opening}{before}{ask}{c.behind}{c.mid}{c.verb}{c.rest}{c.after}"
    if c.slot == "event":
        return f"{c.opening}{ask}{c.rest}"
    return f"{c.front}{ask}{c.back}"


def _done(c: Clause) -> str:
    """The verb with its 了, which headlines leave out, where a date says that it is done."""
    dated = c.times and re.search(r"\d年", c.times[0]) and not re.match("[到至自从]", c.times[0])
    plain = len(c.verb) == 2 and c.verb == c.core and c.core in {*MADE, *AGENTS}
    return f"{c.verb}了" if dated and plain and c.mid in ("", "正式") else c.verb


def _owned(c: Clause, ask: str) -> str:
    """The answer's phrase up to the interrogative: a number keeps what stands before it."""
    return f"{c.exact}{ask}" if c.frame.form == "number" else ask


def in_place(clause: Clause, asked: Asks) -> str:
    """The statement as it stands with the interrogative for its answer."""
    frame = clause.frame
    if clause.slot == "inside" and clause.kind:
        return f"{clause.front}{asked.plain}{clause.back}？"
    texts = [p.text for p in frame.parts]
    at = frame.asked
    texts[at] = asked.plain
    if frame.form not in ("number", "time"):
        for i in range(at - 1, -1, -1):
            if frame.parts[i].role not in ("modifier", "class"):
                break
            if frame.parts[i].role == "class" or clause.modifier:
                texts[i] = ""  # it stands in the interrogative: 大流量水泵 ST-90 → 哪款大流量水泵
    return "".join(texts) + "？"


def _registers(c: Clause, asked: Asks, number: int) -> Iterator[Shape]:
    """The clause without the adverbs that say nothing of their own."""
    short = _DROPPED.sub("", c.mid)
    if c.slot == "object" and c.subject and short != c.mid:
        ask = asked.at(number)
        yield "short", f"{c.inner}{short}{_done(c)}{_owned(c, ask)}{c.head}{c.after}？"


_CLAUSE = re.compile(
    "^(?![在从自于对就据按根依当随由因为除到至距像如以用和与跟通经凭针围基面作]).{9,}"
)
"""A scene that is a clause of its own: no order (请说出…) takes one in front."""
_ACCORDING = re.compile("(?:按照?|根据|依据|依照).+的")
"""An attribution that an order may take: 请按照X的说法，…."""
_ORDERED = re.compile("(?:^|，)请|^(?:为什么|为何|是什么|有)")


def attributed(attribution: Said, shape: str, text: str, number: int) -> str:
    """`text` with who says so in front; "" where the two do not go together."""
    if attribution.fronts == ("",):
        return text
    if attribution.who and text.startswith(attribution.who):
        text = f"自己{text.removeprefix(attribution.who)}"
    if _ORDERED.search(text) or shape.startswith(("why", "cause", "aim", "formal")):
        fronts = [f for f in attribution.fronts if f.startswith(("按", "据", "根据", "在", "依"))]
        if text.startswith("请"):
            fronts = [f for f in fronts if _ACCORDING.match(f)]
        front = fronts[number % len(fronts)] if fronts else ""
        if text.startswith("请"):  # 请根据X的说法，说出…: by whose account comes behind 请
            front, text = f"请{front}", re.sub("^请(?:(告诉我)，)?", r"\1", text)
        return f"{front}{text}" if fronts else ""
    return f"{attribution.front(number, text)}{text}"


def _with_speaker(c: Clause, asked: Asks, attribution: Said) -> Iterator[Shape]:
    """The speaker inside or behind the question."""
    if not attribution.who or c.frame.form == "reason":
        return
    ask = asked.plain
    if c.copula and not c.mid and not c.after and well_formed(c):
        yield from _held(c, asked, attribution)
    named = 1 < len(c.subject) <= 16 and attribution.who not in c.subject
    named = named and c.subject not in ("没有人", "没人", "无人")
    plain = c.slot == "object" and not (c.times or c.scenes or c.copula) and well_formed(c)
    if attribution.last and named and plain:
        thinks = "认为" if "看" in attribution.last else "说"
        told = f"{c.mid}{c.verb}{_owned(c, ask)}{c.head}{c.after}"
        yield "spoken_of", f"谈到{c.subject}时，{attribution.who}{thinks}{told}？"


def _held(c: Clause, asked: Asks, attribution: Said) -> Iterator[Shape]:
    """What somebody takes something for: X认为，A是B → 在X眼中, X把A视为B."""
    who, ask = attribution.who, asked.plain
    if (
        who in c.subject + c.rest
        or re.search("之一|一个", c.subject)
        or c.frame.form in ("number", "time", "clause")
    ):
        return
    if c.slot == "object" and c.subject and not c.head:
        yield "views", f"{who}把{c.subject}看作{ask}？"
        yield "viewed", f"{c.subject}被{who}称为{ask}？"
        if ask.startswith("什么样的") and len(c.subject) <= 16:
            yield "rated", f"{who}是怎么评价{c.subject}的？"
    elif c.slot == "subject" and c.rest and not c.head:
        yield "views", f"{who}把{ask}看作{c.rest}？"
        yield "viewed", f"被{who}称为{c.rest}的是{ask}？"


def repaired(text: str) -> str:
    """`text` without what joining may leave: doubled commas and particles; what is begged for, first."""
    if match := _BEGGED.match(text):
        text = f"请告诉我，{match[1]}{match[2]}"
    for pattern, new in _REPAIRS:
        text = pattern.sub(new, text)
    return text


def flat(text: str) -> str:
    return re.sub(r"[^\w%]+", "", text).casefold()


_SOMEBODY = re.compile(f"{POST.pattern}|(?:创始人|创办人|作者|传人|旗手|之父|之母|匠人)$")
"""What a person is: asked by 是什么人, not by 是什么."""


def _is_thing(frame: Frame) -> bool:
    """Whether the document says that the subject is a firm, a model, a place."""
    subject = next((p.text for p in frame.parts if p.role == "subject"), "")
    return frame.asks.get(subject, "").startswith("哪")


def sound(found: Framed, made: dict[str, str], kind: Kind) -> list[Wording]:
    """The wordings (text → shape) that do not tell an answer, each once."""
    answers = [f for x in (found.frame.answer, *found.fact.aliases) if len(f := flat(x)) > 1]
    out: list[Wording] = []
    seen: set[str] = set()
    somebody = _SOMEBODY.search(found.frame.answer) and not _is_thing(found.frame)
    for text, shape in made.items():
        if somebody:
            text = re.sub("(?<![务位衔份称业])是什么？", "是什么人？", text)
        key = flat(text)
        if key not in seen and len(text) <= _LONGEST and not any(a in key for a in answers):
            seen.add(key)
            out.append(Wording(shape, text, kind))
    return out
