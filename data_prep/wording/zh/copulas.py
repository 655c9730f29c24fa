"""Questions for what something is: X是Y."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.posts import posts
from data_prep.wording.zh.relations import POSTS, TAKEN

Shape = tuple[str, str]
_MATTERS = re.compile("^，(?:其中|包括|但|却|不过|而|如果|因为|由于|比|相当于|即|也就是|只|仅|不)")


def copulas(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape]:
    lead = c.lead
    negated = bool(re.search("[不没非未]", c.mid + c.verb))
    if a.noun in POSTS and c.subject:
        yield from posts(c, a, ask)
        return
    if (
        c.head.startswith(("的", "旗下的"))
        and not c.after
        and not negated
        and c.subject
        and a.noun not in VAGUE
    ):
        own, which = ("旗下的" if c.head.startswith("旗下") else "的"), ask.removesuffix("的")
        owned = c.head.removeprefix(own)
        yield "owner_first", f"{lead}{which}{own}{owned}{c.mid}{c.verb}{c.subject}？"
        yield (
            "owner_of",
            f"{lead}{c.subject}{c.mid}是{a.at(number + 1).removesuffix('的')}{own}{owned}？",
        )
        yield "owner_order", f"请说出{c.close}{c.subject}{c.mid}是{which}{own}{owned}。"
        yield (
            "owner_called",
            f"{lead}有一{a.measure}{a.noun}，其{owned}{c.mid}{c.verb}{c.subject}，它叫什么？",
        )
        yield (
            "owner_topic",
            f"{lead}{c.subject}这{'个' if len(owned) > 6 else ''}{owned}，{c.mid}属于{which}？"
            if len(owned) <= 6
            else f"{lead}说到{c.subject}，它{c.mid}是{which}{own}{owned}？",
        )
        return
    if c.head or (c.after.strip("，") and not c.after.startswith("，")) or negated or not c.subject:
        return
    tail = "" if c.after and not _MATTERS.match(c.after) else c.after
    if tail:
        return
    adverb = c.mid
    if a.plain.startswith("什么样的"):
        yield from _defined(c, a, ask, number)
        return
    yield "inverted", f"{lead}{ask}{adverb}是{c.subject}？"
    hedge = bool(adverb)
    if a.owner:
        return
    if not hedge:
        yield (
            "order",
            f"请说出{c.close}{c.subject}。"
            if "的" in c.subject
            else f"请说明{c.close}{c.subject}是{ask}。",
        )
        yield "refers", f"{lead}{c.subject}指的是{ask}？"
    if a.noun == "名称" and not hedge:
        yield "name_is", f"{lead}{c.subject}的名称是什么？"
        yield "name_order", f"请写出{c.close}{c.subject}的名称。"
        yield "called", f"{lead}{c.subject}叫什么名字？"
    if a.named:
        yield (
            "called",
            f"{lead}{c.subject}{adverb}叫什么名字？"
            if not hedge
            else f"{lead}{adverb}是{c.subject}的，叫什么名字？",
        )
    if "的" in c.subject:
        owner, _, tail = c.subject.rpartition("的")
        if owner and 1 < len(tail) <= 8:
            if tail.endswith(TAKEN) and not re.search("[，了]|^(?:最|更)", owner):
                yield "taken_as", f"{lead}{owner}{adverb}以{ask}为{tail}？"
                yield "taken_for", f"{lead}被{owner}{adverb}当作{tail}的是{ask}？"
            yield "topic", f"{lead}说到{tail}，{owner}的{adverb}是{ask}？"
            if re.search("(?:最|首个|第一|唯一)", owner):
                yield "superlative", f"{lead}论{tail}，{owner}的{adverb}要数{ask}？"
    if c.frame.measure and a.noun not in VAGUE:
        yield (
            "one",
            f"{lead}{c.subject}{adverb}是{a.indefinite}，具体是哪一{a.measure}？"
            if a.measure not in ("种", "类")
            else f"{lead}{c.subject}{adverb}是哪一{a.measure}{a.noun}？",
        )


def _defined(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape]:
    """What kind of thing something is: X 是 Meta旗下的模型的后续版本."""
    lead, s, adverb = c.lead, c.subject, c.mid
    yield "how_define", f"{lead}{s}{adverb}属于{ask}？"
    yield "introduced", f"{lead}该怎样介绍{s}，它{adverb}是{ask}？"
    yield "describe_order", f"请说明{c.close}{s}{adverb}是{ask}。"
    yield "one_of", f"{lead}{s}{adverb}是一{a.measure}什么样的{a.noun}？"
    yield (
        "what_kind",
        f"{lead}要说{s}是怎样的{a.noun}，该怎么回答？"
        if not adverb
        else f"{lead}{s}{adverb}是哪种{a.noun}？",
    )
    yield "as_what", f"{lead}说起{s}，它{adverb}是一{a.measure}怎样的{a.noun}？"
    yield "whole_order", f"请用一句话说明{c.close}{s}{adverb}是怎样的{a.noun}。"
