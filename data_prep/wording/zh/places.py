"""Questions for where something lies and where somebody works, lives, was born."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.nouns import which

Shape = tuple[str, str]
_SEATED = re.compile("(?:坐落[于在]|位于|地处|总部(?:设在|位于)|建在|设在|在)$")
_AT = re.compile(
    "^(任教|任职|供职|就职|就读|求学|工作|生活|居住|定居|出生|去世|诞生|举行|举办|召开|成立|创立|逝世)于$"
)


def seats(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """Where something lies."""
    lead, what = (
        c.lead,
        c.subject + ("总部" if "总部" in c.core and "总部" not in c.subject else ""),
    )
    which = ask if a.named or a.much != "多少" else "什么地方"
    yield "where", f"{lead}{what}{c.mid}在{ask if a.named else '哪里'}？"
    yield "seat", f"{lead}{what}的所在地是{ask}？"
    yield "seat_order", f"请写出{c.close}{what}的所在地。"
    if not a.named:
        yield "go_there", f"{lead}想去{what}的人该去{which}？"
    yield "stands", f"{lead}{what}坐落在{which}？"
    if a.named:
        yield "seat_noun", f"{lead}{what}所在的{a.noun}是{a.short}？"
        yield "seat_called", f"{lead}{what}所在的那{a.measure}{a.noun}叫什么名字？"
    else:
        yield "seat_formal", f"{lead}{what}地处何处？"
        yield "seat_place", f"{lead}要找{what}，该去哪儿找？"


def resides(c: Clause, a: Asks, ask: str, base: str) -> Iterator[Shape]:
    """Where somebody teaches, studies, was born: 任教于X → 在X任教."""
    yield "at", f"{c.opening}{c.mid}在{ask}{base}？"
    yield (
        "at_front",
        f"{c.lead}{c.subject}是在{ask}{base}的？"
        if not c.mid
        else f"{c.opening}{c.mid}在{a.at(1)}{base}？",
    )
    if a.named:
        yield "at_noun", f"{c.plain}{c.mid}{base}的{a.noun}是{a.short}？"
        yield "at_called", f"{c.plain}{c.mid}{base}的那{a.measure}{a.noun}叫什么名字？"
        yield "at_order", f"请说出{c.close}{c.subject}{c.mid}{base}的{a.noun}。"
        yield "indefinite", f"{c.opening}{c.mid}{c.verb}{a.indefinite}，{which(a)}？"
    else:
        yield "at_noun", f"{c.plain}{c.mid}{base}的地方是{ask}？"
        yield "at_order", f"请说出{c.close}{c.subject}{c.mid}{base}的地点。"


def is_seat(c: Clause) -> bool:
    """Whether the verb says where the subject lies: 位于, 建在."""
    return bool(_SEATED.search(c.core))


def residence(c: Clause) -> str:
    """The verb before its 于 where 在X… says the same: 任教于 → 任教; else ""."""
    match = _AT.match(c.core)
    return match[1] if match else ""
