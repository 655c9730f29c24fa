"""A Chinese frame → its questions: each shape in the statement's words and in others, each with its speaker."""

import re
from collections.abc import Iterator
from dataclasses import replace

from data_prep.frame import Found, Frame
from data_prep.wording.record import Kind, Wording
from data_prep.wording.zh.abridge import abridged
from data_prep.wording.zh.anywhere import anywhere
from data_prep.wording.zh.asks import VAGUE, Asks, asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.numbers import numbers
from data_prep.wording.zh.reasons import reasons, results
from data_prep.wording.zh.rephrase import rephrased
from data_prep.wording.zh.reword import variants
from data_prep.wording.zh.said import Said, said
from data_prep.wording.zh.sentences import events
from data_prep.wording.zh.sorting import sort
from data_prep.wording.zh.subjects import subjects
from data_prep.wording.zh.things import things
from data_prep.wording.zh.times import times

Shape = tuple[str, str]
_QUIZ = ("抢答", "问答题", "知识竞猜", "小测验", "考考你", "问一下")
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
_STILTED = frozenset(("wh_cleft", "spoken", "post_identity"))
"""Shapes that hardly anybody uses, whatever the statement; as statements they read well."""
_AWKWARD = re.compile(
    "到底|究竟|的是(?:什么样的|怎样的|哪种|何种|哪一种)|(?:哪种|什么|某种|哪一种|何种|一种)说法|什么人，担任|某[个种].{1,8}，是|一种.{1,8}，是(?:怎样|哪)"
    "|[到于至成为入出]的是|哪个全称|^该怎样介绍|^(?:什么时候|何时|哪年哪月|哪一?[年天])是.*的时间|^有什么是|^要说.*该怎么回答"
)
"""Turns that read wrong with some answers."""
_ONCE = frozenset(("quiz", "chronicle"))
"""Shapes that a fact gets once: nobody talks in them all the time."""
_LONGEST = 140
_TURNS, _ENOUGH = 4, 24
"""Every turn takes other synonyms and interrogatives; no further turn once there are this many questions."""


def questions(found: Found) -> list[Wording]:
    """All direct questions for `found`, the plainest first; none tells the answer, no two are the same."""
    frame = _without_tail(found.frame)
    clauses = variants(sort(frame))
    brief = abridged(frame)
    if brief != frame:
        clauses = [clauses[0], *variants(sort(brief)), *clauses[1:]]
    attribution = said(frame.said)
    made: dict[str, str] = {}
    for turn in range(_TURNS):
        clause = clauses[turn % len(clauses)]
        asked = asks(clause.frame, clause.modifier, clause.kind, clause.head)
        suffix = f"+{turn}" if turn else ""
        for i, (shape, text) in enumerate(shapes(clause, asked, turn)):
            if (turn and shape in _ONCE) or shape in _STILTED or _AWKWARD.search(text):
                continue
            if whole := attributed(attribution, shape, text, i + turn):
                made.setdefault(repaired(whole), shape + suffix)
        if turn < 2:
            for shape, text in _with_speaker(clause, asked, attribution):
                made.setdefault(repaired(text), shape + suffix)
        if len(made) >= _ENOUGH and turn:
            break
    return sound(found, _reworded(found, made), "direct")


def _without_tail(frame: Frame) -> Frame:
    """The frame without the clauses that follow the answer's: nobody asks in the middle of a sentence."""
    for i in range(frame.asked + 1, len(frame.parts)):
        if frame.parts[i].role == "after" and frame.parts[i].text[:1] in "，；":
            return replace(frame, parts=frame.parts[:i])
    return frame


def _reworded(found: Found, made: dict[str, str]) -> dict[str, str]:
    """The questions, and each but the plainest in other words too, each time others."""
    keep = kept_words(found)
    out: dict[str, str] = {}
    for number, (text, shape) in enumerate(made.items()):
        out.setdefault(text, shape)
        if number and shape not in _ONCE:
            out.setdefault(rephrased(text, keep, number), shape)
    return out


def kept_words(found: Found) -> list[str]:
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
        yield from results(clause)
        return
    ask = asked.plain if clause.behind else asked.at(number)
    if number == 0:
        yield "in_place", in_place(clause, asked)
    else:
        yield "in_place", f"{line(clause, ask, clause.opening)}？"
    if clause.slot == "object" and (clause.times or clause.scenes):
        if clause.inner != clause.opening and not clause.copula:
            yield "time_inside", f"{line(clause, asked.at(number + 1), clause.inner)}？"
            yield "time_front", f"{line(clause, ask, clause.opening)}？"
        if clause.subject and clause.times and len(clause.times) == 1:
            yield (
                "subject_topic",
                f"{clause.subject}，{''.join(f'{s}，' for s in clause.scenes)}{clause.times[0]}{line(clause, ask, '')}？",
            )
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


def line(c: Clause, ask: str, opening: str) -> str:
    """The clause in its plain order, with `ask` in the answer's place and `opening` in front."""
    if c.slot == "object":
        return f"{opening}{c.mid}{c.verb}{_owned(c, ask)}{c.head}{c.after}"
    if c.slot == "subject":
        lead = "".join(f"{x}，" for x in (*c.scenes, *c.times))
        return f"{lead}{ask}{c.head}{c.mid}{c.verb}{c.rest}{c.after}"
    if c.slot == "time":
        before = "" if c.before in ("在", "于") and ask in ("什么时候", "何时") else c.before
        return f"{c.opening}{before}{ask}{c.behind}{c.mid}{c.verb}{c.rest}{c.after}"
    if c.slot == "event":
        return f"{c.opening}{ask}{c.rest}"
    return f"{c.front}{ask}{c.back}"


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
    """Spoken, short and quiz forms."""
    if c.slot != "object" or not c.subject:
        if c.slot == "subject" and c.rest and not c.after and not (c.copula and c.mid):
            did = c.rest if c.copula else f"{c.mid}{c.verb}{c.rest}"
            yield (
                "quiz",
                f"{c.lead}{did}——{'是' if asked.short in ('谁', '什么') else ''}{asked.short}？",
            )
        return
    ask = asked.at(number)
    if not re.search("[的]$", c.mid) and c.verb:
        told = "究竟" if number % 2 else "到底"
        spoken = ask.replace("什么", "啥") if ask == "什么" else ask
        yield (
            "spoken",
            f"{c.opening}{told}{c.mid}{c.verb}{_owned(c, spoken)}{c.head}{c.after}？",
        )
    short = _DROPPED.sub("", c.mid)
    if short != c.mid:
        yield "short", f"{c.inner}{short}{c.verb}{_owned(c, ask)}{c.head}{c.after}？"
    if (
        c.copula
        or not c.verb
        or c.after
        or c.frame.form in ("clause", "action", "quality", "place")
    ):
        return
    when = "".join(f"{t}，" for t in c.times)
    scene = "".join(f"{s}，" for s in c.scenes)
    if c.frame.form == "number" and c.head and c.exact == c.qualifier:
        yield (
            "quiz",
            f"{scene}{c.subject}，{when}{c.mid}{c.relative}的{c.head.removeprefix('的')}——{c.qualifier}{ask}？",
        )
    elif c.frame.form != "number" and not c.head and not asked.owner and asked.noun not in VAGUE:
        yield (
            "quiz",
            f"{scene}{c.subject}，{when}{c.mid}{c.relative}的{asked.noun}——是{asked.short}？",
        )


_CLAUSE = re.compile(
    "^(?![在从自于对就据按根依当随由因为除到至距像如以用和与跟通经凭针围基面作]).{9,}"
)
"""A scene that is a clause of its own: no order (请说出…) takes one in front."""
_ORDERED = re.compile("^(?:请|为什么|为何|若|是什么|有)")


def attributed(attribution: Said, shape: str, text: str, number: int) -> str:
    """`text` with who says so in front; "" where the two do not go together."""
    if shape == "quiz":
        text = f"{attribution.front(0)}{text}" if attribution.fronts[0] else text
        return f"{_QUIZ[number % len(_QUIZ)]}：{text}"
    if attribution.fronts == ("",):
        return text
    if _ORDERED.match(text) or shape.startswith(("why", "cause", "aim", "formal")):
        if text.startswith("请"):
            fronts = [
                f for f in attribution.fronts if f.startswith(("按", "根据")) and "介绍" not in f
            ]
            return f"请{fronts[number % len(fronts)]}{text[1:]}" if fronts else ""
        fronts = [f for f in attribution.fronts if f.startswith(("按", "据", "根据", "在", "依"))]
        return f"{fronts[number % len(fronts)]}{text}" if fronts else ""
    return f"{attribution.front(number)}{text}"


def _with_speaker(c: Clause, asked: Asks, attribution: Said) -> Iterator[Shape]:
    """The speaker inside or behind the question."""
    if not attribution.who or c.frame.form == "reason":
        return
    ask = asked.plain
    if attribution.middle and c.slot == "object" and c.subject:
        yield (
            "said_inside",
            f"{c.opening}，{attribution.middle}，{c.mid}{c.verb}{_owned(c, ask)}{c.head}{c.after}？",
        )
    if attribution.last:
        text = line(c, ask, c.inner)
        if "，" not in text:
            yield "said_last", f"{text}？{attribution.last}"


def repaired(text: str) -> str:
    """`text` without what joining may leave: doubled commas and particles."""
    for pattern, new in _REPAIRS:
        text = pattern.sub(new, text)
    return text


def flat(text: str) -> str:
    return re.sub(r"[^\w%]+", "", text).casefold()


def sound(found: Found, made: dict[str, str], kind: Kind) -> list[Wording]:
    """The wordings (text → shape) that do not tell an answer, each once."""
    answers = [f for x in (found.frame.answer, *found.fact.aliases) if len(f := flat(x)) > 1]
    out: list[Wording] = []
    seen: set[str] = set()
    for text, shape in made.items():
        key = flat(text)
        if key not in seen and len(text) <= _LONGEST and not any(a in key for a in answers):
            seen.add(key)
            out.append(Wording(shape, text, kind))
    return out
