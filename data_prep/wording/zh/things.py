"""Questions for what stands behind the verb: a thing, a person, a place."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.abbreviations import full_names, is_full_name
from data_prep.wording.zh.asks import VAGUE, Asks, nominal
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.complements import actions, bound_object, followed, purposes
from data_prep.wording.zh.copulas import copulas
from data_prep.wording.zh.naming import called, is_naming, naming
from data_prep.wording.zh.nouns import described, is_event, which
from data_prep.wording.zh.places import is_seat, residence, resides, seats
from data_prep.wording.zh.posts import employers, founded, founders, is_employer, posts
from data_prep.wording.zh.qualities import qualities, several
from data_prep.wording.zh.relations import (
    AGENTS,
    BORN,
    DEALT,
    GAINED,
    GIVING,
    HOLDING,
    MADE,
    PATIENTS,
    POSTS,
    SYMMETRIC,
    TAKEN_HOLD,
    passive,
)
from data_prep.wording.zh.subjects import identity

Shape = tuple[str, str]

_BA = re.compile("^(?P<adverb>.{0,6}?)(?:把|将)(?P<what>.{2,})$")
_BEI = re.compile("^(?P<adverb>.{0,6}?)被(?P<who>.{2,})$")
_WITH = re.compile(
    "^(?P<adverb>.{0,4}?)[与和同跟](?P<who>[^的]{2,14}?)(?P<more>一起|一道|共同|联合|合作)?$"
)
_TO = re.compile(
    "^(?P<before>.{0,4}?)[向给](?P<who>[^的]{2,16}?)(?P<adverb>免费|无偿|正式|直接|陆续)?$"
)
_NOMINAL = ("的", "等", "旗下", "之", "本", "一", "这", "那")
_LIGHT = frozenset("各有 成为 变成 进行 属于 来自 具有 没有 位于 导致 使得".split())
_EMPTY = frozenset("有 各有 是 为 在 成 令 让 使".split())
"""Verbs that describe nothing before 的."""
_NOT = re.compile("[不没无未]")
_WHAT = Asks("什么", (), "什么", "内容", "个", False)
_GENERAL = frozenset(
    "拥有 有 具有 享有 发挥 产生 采取 起到 存在 成为 需要 想要 进行 做 保证 确保 使 让".split()
)
"""Verbs of which nearly anything can be said: what somebody 拥有 is asked for by its noun alone."""


def things(c: Clause, a: Asks, number: int) -> Iterator[Shape]:
    """The shapes of a question for the object."""
    ask = a.at(number)
    special = _special(c, a, ask, number)
    if special is not None:
        yield from special
    elif c.after.startswith("，"):
        yield from followed(c, a, ask)
    elif c.after:
        yield from bound_object(c, a, ask)
        yield from purposes(c, a, ask)
    elif c.core.endswith(("于", "自")):
        yield from _with_preposition(c, a, ask)
    elif a.plain.startswith("哪些"):
        yield from several(c)
    else:
        people = a.noun.endswith(("人", "员", "者", "家"))
        if _of_quality(a):
            yield from qualities(c, a)
        if _of_quality(a) and not a.owner and not people and c.core not in _GENERAL:
            a, ask = _WHAT, "什么"  # 造出的是什么: 停产多年的苇纸
        yield from _cleft(c, a, ask)
        yield from _moved(c, a, ask, number)


def _special(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape] | None:
    """The shapes of a predicate that has its own ways to be asked for, or None."""
    if did := founded(c):
        return founders(c, a, ask, did, number)
    if not c.after and is_employer(c, a):
        return employers(c, a, ask)
    if is_full_name(c):
        return full_names(c)
    if c.copula and c.frame.form == "person" and not (c.mid or c.after or c.head or a.owner):
        return identity(c, a, ask, c.lead, c.subject, "", number)
    if c.copula:
        return copulas(c, a, ask, number)
    if c.frame.form == "action":
        return actions(c, ask)
    if not c.verb or c.frame.form == "quality":
        return iter(())
    if c.after:
        return None
    if a.noun in POSTS and c.core in HOLDING:
        return posts(c, a, ask)
    if is_naming(c):
        return naming(c, a)
    if c.frame.form == "place" and not c.relation and is_seat(c):
        return seats(c, a, ask)
    if not c.relation and (where := residence(c)):
        return resides(c, a, ask, where)
    if "被" in c.mid and c.core.endswith(("为", "作", "做", "当作")):
        return called(c, a, ask)
    return None


_DEVOTED = ("专注于", "致力于", "投身于", "聚焦于")


def _with_preposition(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """A verb with 于 that nothing can be taken from: 用于X, 专注于X."""
    devoted = c.core in _DEVOTED and not c.mid
    if devoted:
        yield "focus", f"{c.opening}所{c.core[:-1]}的是{ask}{c.head}？"
    specific = a.noun not in VAGUE and not a.owner and not c.head and ask.startswith("哪")
    if specific and devoted:
        yield "noun_cleft", f"{described(c)}的{a.noun}是{a.short}？"
    if specific and c.frame.measure and not _NOT.search(c.mid):
        yield "indefinite", f"{c.opening}{c.mid}{c.verb}{a.indefinite}，{which(a)}？"


def _of_quality(a: Asks) -> bool:
    return a.plain.startswith(("什么样", f"{a.owner}什么样"))


def _cleft(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    if c.core in _EMPTY or _of_quality(a) or a.plain.startswith("哪些") or "，" in c.mid:
        return
    if c.head and not c.head.startswith(_NOMINAL) and not nominal(c.head):
        return  # 推动 ANSWER 将X植入Y: what follows is what the answer does
    rel = described(c)
    outer = f"{c.opening}{c.mid}{c.relative}"
    deep = (c.subject + c.mid).count("的") > 1 or len(rel) > 30
    if not deep:
        yield "cleft", f"{outer}的是{ask}{c.head}？"
    if c.head or a.owner:
        return
    noun, m = a.noun, a.measure
    place = c.frame.form == "place"
    if c.verb.endswith("了") and ask.startswith("哪") and not (c.relation or place or deep):
        yield "wh_cleft", f"{ask}是{rel}的？"
    if place and not a.named:
        yield "noun_cleft", f"{rel}的地方是{'哪里' if ask != '哪里' else '哪儿'}？"
    elif noun not in VAGUE and a.short.startswith(("哪", "什么")):
        if not deep:
            yield "noun_cleft", f"{rel}的{noun}是{a.short}？"
            if a.named:
                yield "called", f"{rel}的那{m}{noun}叫什么名字？"
            yield "name_order", f"请说出{c.close}{c.subject}{c.mid}{c.relative}的{noun}。"
        if not _NOT.search(c.mid) and c.frame.measure and a.short.startswith("哪"):
            yield "indefinite", f"{c.opening}{c.mid}{c.verb}{a.indefinite}，{which(a)}？"
    elif (
        not (c.relation or c.mid or deep)
        and c.subject
        and 1 < len(c.core) <= 2
        and c.core not in _LIGHT
    ):
        yield "formal", f"{c.lead}{c.subject}所{c.relative}的是{ask}？"


def _moved(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape]:
    core, lead = c.core, c.lead
    if (by := passive(core, c.mid)) and c.subject and not c.relation and "被" not in c.mid:
        yield from _passives(c, a, ask, by)
    if c.subject and not c.relation and "被" not in c.mid and not _of_quality(a):
        yield from _dealt(c, a, ask)
    plain = c.subject and not c.mid and not a.owner and not c.head
    if plain and core in MADE and ask not in ("什么",) and not _of_quality(a):
        yield from _makers(c, a, ask)
    if (agents := AGENTS.get(core)) and plain and ask != "什么" and not _of_quality(a):
        scenes = "".join(f"{x}，" for x in c.scenes)  # one is its maker at any time
        yield "agent", f"{scenes}{c.subject}是{ask}的{agents[number % len(agents)]}？"
    if (patients := PATIENTS.get(core)) and c.subject and not c.mid:
        yield "patient", f"{lead}{c.subject}的{patients[number % len(patients)]}是{ask}{c.head}？"
    if match := _BA.match(c.mid):
        what, adverb = match["what"], match["adverb"]
        yield "ba_passive", f"{lead}{what}{adverb}被{c.subject}{c.verb}{ask}{c.head}？"
        if c.verb.endswith(("成", "为", "作")):
            yield "ba_cleft", f"{c.opening}{adverb}把{what}{c.relative}的是{ask}{c.head}？"
    elif match := _BEI.match(c.mid):
        if core.endswith(("为", "作", "成", "到", "至", "入", "给")):
            yield (
                "active",
                f"{lead}{match['who']}{match['adverb']}把{c.subject}{c.verb}{ask}{c.head}？",
            )
    elif (match := _WITH.match(c.mid)) and (core in SYMMETRIC or match["more"]):
        yield (
            "swapped",
            f"{lead}{match['who']}{match['adverb']}和{c.subject}{match['more'] or ''}{c.verb}{ask}{c.head}？",
        )
    elif (match := _TO.match(c.mid)) and core in GIVING and c.subject:
        adverb = match["adverb"] or ""
        yield (
            "receiver",
            f"{lead}{match['who']}从{c.subject}那里{match['before']}{adverb}{GIVING[core]}了{ask}{c.head}？",
        )
        yield (
            "receiver_cleft",
            f"{lead}{c.subject}{match['before']}{adverb}{core}给{match['who']}的是{ask}{c.head}？",
        )


def _dealt(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """What is done to the object, as a noun behind it, or behind 把."""
    core, done = c.core, "了" if c.verb.endswith("了") else ""
    if core in GAINED and not c.mid:
        yield "gained", f"{c.opening}使{ask}{c.head}得到{done}{core}？"
    light = DEALT.get(core, "")
    if light and (done or light != "进行" or c.mid == "正在") and not c.mid.endswith("应"):
        yield "dealt", f"{c.opening}{c.mid}对{ask}{c.head}{light}{done}{core}？"
    if core in TAKEN_HOLD and done and ask != "什么" and not _NOT.search(c.mid):
        yield "ba", f"{c.opening}{c.mid}把{ask}{c.head}{core}了？"


def _passives(c: Clause, a: Asks, ask: str, by: str) -> Iterator[Shape]:
    lead, adverb = c.lead, c.mid
    if len(c.subject) > 16 or _of_quality(a):
        return
    if ask not in ("什么", "哪些"):
        done = c.verb if by == "被" else c.relative
        yield "passive", f"{lead}{ask}{c.head}{adverb}{by}{c.subject}{done}？"
    if not c.head and a.noun not in VAGUE:
        yield (
            "passive_cleft",
            f"{lead}{adverb}{by}{c.subject}{c.relative}的{a.noun}是{a.short}？",
        )
    else:
        yield "passive_cleft", f"{lead}{adverb}{by}{c.subject}{c.relative}的是{ask}{c.head}？"


def _makers(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """What somebody made, as its maker's, and as what has come into the world."""
    if is_event(a.noun) or len(c.subject) > 12:
        return
    lead = c.lead
    yield "from_hand", f"{lead}出自{c.subject}的是{ask}？"
    if c.times and c.core in BORN and len(c.times) == 1 and len(c.times[0]) <= 12:
        scenes = "".join(f"{s}，" for s in c.scenes)
        time = c.times[0] if not c.times[0][:1].isdigit() else f"在{c.times[0]}"
        yield "born", f"{scenes}{c.subject}的{ask}{time}问世？"
        if a.named and c.frame.measure:
            yield "born_first", f"{lead}{c.subject}有{a.indefinite}问世，{which(a)}？"
