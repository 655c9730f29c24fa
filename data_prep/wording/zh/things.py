"""Questions for what stands behind the verb: a thing, a person, a place."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.complements import actions, bound_object, followed, purposes
from data_prep.wording.zh.copulas import copulas
from data_prep.wording.zh.naming import called, is_naming, naming
from data_prep.wording.zh.nouns import described, which
from data_prep.wording.zh.places import is_seat, residence, resides, seats
from data_prep.wording.zh.posts import employers, founded, founders, is_employer, posts
from data_prep.wording.zh.relations import (
    AGENTS,
    GIVING,
    HOLDING,
    PATIENTS,
    POSTS,
    SYMMETRIC,
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
_LIGHT = frozenset("成为 变成 进行 属于 来自 具有 没有 位于 导致 使得".split())


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
    else:
        yield from _cleft(c, a, ask, number)
        yield from _moved(c, a, ask, number)


def _special(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape] | None:
    """The shapes of a predicate that has its own ways to be asked for, or None."""
    if did := founded(c):
        return founders(c, a, ask, did, number)
    if not c.after and is_employer(c, a):
        return employers(c, a, ask, number)
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
    if "被" in c.relation and c.core.endswith(("为", "作", "做")):
        return called(c, a, ask)
    return None


_DEVOTED = ("专注于", "致力于", "投身于", "聚焦于")


def _with_preposition(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """A verb with 于 that nothing can be taken from: 用于X, 专注于X."""
    yield (
        "focus",
        f"{c.opening}所{c.core[:-1]}的是{ask}{c.head}？"
        if c.core in _DEVOTED and not c.mid
        else f"{c.opening}{c.mid}{c.verb}的是{ask}{c.head}？",
    )
    if c.core in _DEVOTED and a.noun not in VAGUE and not a.owner and not c.head:
        yield "noun_cleft", f"{described(c)}的{a.noun}是{a.short}？"
        yield "name_order", f"请说出{c.close}{c.subject}{c.mid}{c.verb}的{a.noun}。"
        yield "wh_cleft", f"{ask}是{described(c)}的？"
    if (
        a.noun not in VAGUE
        and not a.owner
        and not c.head
        and c.frame.measure
        and not re.search("[不没无未]", c.mid)
    ):
        yield "indefinite", f"{c.opening}{c.mid}{c.verb}{a.indefinite}，{which(a)}？"


def _cleft(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape]:
    form = c.frame.form
    rel = described(c)
    outer = f"{c.opening}{c.mid}{c.relative}"
    yield "cleft", f"{outer}的是{ask}{c.head}？"
    if c.head or a.owner:
        yield "wh_cleft", f"{ask}{c.head}是{rel}的？"
        yield "pseudo_order", f"请说出{c.close}{c.subject}{c.mid}{c.relative}的是{ask}{c.head}。"
        return
    place = form == "place"
    noun, m = a.noun, a.measure
    if not c.relation and not place:
        yield "wh_cleft", f"{ask}是{rel}的？"
    if place and not a.named:
        yield "noun_cleft", f"{rel}的地方是{'哪里' if ask != '哪里' else '哪儿'}？"
    elif noun not in VAGUE:
        yield "noun_cleft", f"{rel}的{noun}是{a.short}？"
        yield (
            "called",
            f"{rel}的那{m}{noun}叫什么名字？" if a.named else f"{rel}的{noun}指的是什么？",
        )
        yield (
            "name_order",
            f"请说出{c.close}{c.subject}{c.mid}{c.relative}的{noun}{'的名称' if a.named and c.frame.form != 'person' else ''}。",
        )
        if not re.search("[不没无未]", c.mid):
            yield "indefinite", f"{c.opening}{c.mid}{c.verb}{a.indefinite}，{which(a)}？"
            if c.subject and a.named and not c.relation and not place:
                yield "existential", f"有{a.indefinite}，是{rel}的，它叫什么？"
    else:
        if (
            not c.relation
            and c.subject
            and not re.search("[不没无未]", c.mid)
            and not c.mid
            and 1 < len(c.core) <= 2
            and c.core not in _LIGHT
        ):
            yield "formal", f"{c.lead}{c.subject}{c.mid}所{c.relative}的是{ask}？"
        yield "what_is", f"有什么是{rel}的？" if len(rel) > 8 else f"{outer}的究竟是{ask}？"
        yield "pseudo_order", f"请说出{c.close}{c.subject}{c.mid}{c.relative}的是{ask}。"


def _moved(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape]:
    core, lead = c.core, c.lead
    if (by := passive(core, c.mid)) and c.subject and not c.relation and "被" not in c.mid:
        adverb = c.mid
        if ask != "什么" or by == "被":
            yield (
                "passive",
                f"{lead}{ask}{c.head}{adverb}{by}{c.subject}{c.verb if by == '被' else c.relative}？",
            )
        if not c.head and a.noun not in VAGUE:
            yield (
                "passive_cleft",
                f"{lead}{adverb}{by}{c.subject}{c.relative}的{a.noun}是{a.short}？",
            )
        else:
            yield "passive_cleft", f"{lead}{adverb}{by}{c.subject}{c.relative}的是{ask}{c.head}？"
    if (
        (agents := AGENTS.get(core))
        and c.subject
        and not c.mid
        and not a.owner
        and not c.head
        and ask != "什么"
    ):
        yield "agent", f"{lead}{c.subject}是{ask}的{agents[number % len(agents)]}？"
    if (patients := PATIENTS.get(core)) and c.subject and not c.mid:
        yield "patient", f"{lead}{c.subject}的{patients[number % len(patients)]}是{ask}{c.head}？"
    if match := _BA.match(c.mid):
        what, adverb = match["what"], match["adverb"]
        yield "ba_passive", f"{lead}{what}{adverb}被{c.subject}{c.verb}{ask}{c.head}？"
        yield (
            "ba_topic",
            f"{what}，{c.plain}{adverb}{c.verb}{ask}{c.head}？"
            if not c.verb.endswith(("成", "为", "作"))
            else f"{c.opening}{adverb}把{what}{c.relative}的是{ask}{c.head}？",
        )
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
