"""Questions for what something is: X是Y."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import VAGUE, Asks
from data_prep.wording.zh.clause import Clause
from data_prep.wording.zh.posts import posts
from data_prep.wording.zh.relations import POSTS, TAKEN

Shape = tuple[str, str]
_MATTERS = re.compile("^，(?:其中|包括|但|却|不过|而|如果|因为|由于|比|相当于|即|也就是|只|仅|不)")
_COUNTED = re.compile("^(?:一|另一|某)[个场段种项位款家次座名条份件股批支代类]")
_TERM = re.compile("^[^的，、和与]{2,16}$")
_NAMING = ("称", "名", "名字", "名称")
_TELLING = 11
"""Characters of an answer that explains its subject rather than rates it."""


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
        yield from _owned(c, a, ask, number)
        return
    if c.head or (c.after.strip("，") and not c.after.startswith("，")) or negated or not c.subject:
        return
    tail = "" if c.after and not _MATTERS.match(c.after) else c.after
    if tail:
        return
    adverb = c.mid
    if a.plain.startswith("什么样的"):
        yield from _defined(c, a)
        return
    if a.owner or _COUNTED.match(c.subject):
        return
    if ask.startswith("哪"):
        yield "inverted", f"{lead}{ask}{adverb}是{c.subject}？"
    if not adverb:
        if "的" in c.subject and c.subject.count("的") < 3:
            yield (
                "order",
                f"请说出{c.close}{c.subject}{'的名称' if a.named and c.frame.form != 'place' else ''}。",
            )
        if (a.noun == "名称" or a.named) and not c.subject.endswith(_NAMING):
            yield "called", f"{lead}{c.subject}叫什么名字？"
        if ask == "什么" and "的" in c.subject:
            yield "what_exactly", f"{lead}{c.subject}具体是什么？"
    yield from _taken(c, a, ask)


def _taken(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """The subject says whose it is: Meta的推广渠道 是 X."""
    owner, _, tail = c.subject.rpartition("的")
    lead, adverb = c.lead, c.mid
    if not owner or not 1 < len(tail) <= 8:
        return
    if tail.endswith(TAKEN) and not re.search("[，了]|^(?:最|更)", owner):
        yield "taken_as", f"{lead}{owner}{adverb}以{ask}为{tail}？"
        yield "taken_for", f"{lead}被{owner}{adverb}当作{tail}的是{ask}？"
    if re.search("(?:最|首个|第一|唯一)", owner) and not adverb:
        yield "superlative", f"{lead}{owner}的{tail}要数{ask}？"
        yield "counts_as", f"{lead}{ask}称得上是{owner}的{tail}？"


def _owned(c: Clause, a: Asks, ask: str, number: int) -> Iterator[Shape]:
    """Whose something is: X是 ANSWER 的Y."""
    lead = c.lead
    own, which = ("旗下的" if c.head.startswith("旗下") else "的"), ask.removesuffix("的")
    owned = c.head.removeprefix(own)
    other = a.at(number + 1).removesuffix("的")
    yield "owner_of", f"{lead}{c.subject}{c.mid}是{other}{own}{owned}？"
    if not _COUNTED.match(owned):
        yield "owner_first", f"{lead}{which}{own}{owned}{c.mid}{c.verb}{c.subject}？"
    yield (
        "owner_order",
        f"{lead}请说出{c.subject}{c.mid}是{which}{own}{owned}。",
    )
    yield (
        "owner_cleft",
        f"{lead}把{c.subject}作为{owned}的是{which}？"
        if owned.endswith(TAKEN)
        else f"{lead}{owned}{c.mid}是{c.subject}的，是{which}？",
    )
    if not c.mid:
        yield "owner_called", f"{lead}{owned}是{c.subject}的那{a.measure}{a.noun}叫什么名字？"
    if own == "旗下的":
        yield (
            "belongs",
            f"{lead}{c.subject}这{'款' if owned.endswith('模型') else '个'}{owned}属于{which}？"
            if len(owned) <= 8
            else f"{lead}{c.subject}归属于{which}？",
        )


def _defined(c: Clause, a: Asks) -> Iterator[Shape]:
    """What kind of thing something is: X 是 Meta旗下的模型的后续版本."""
    lead, s, adverb, m = c.lead, c.subject, c.mid, a.measure
    one = f"一{m}" if (m and m != "种") or a.noun.endswith(("方法", "能力", "方式")) else ""
    if one:
        yield "one_of", f"{lead}{s}{adverb}是{one}怎样的{a.noun}？"
    if adverb:
        return
    term = (
        not c.frame.said
        and _TERM.match(s)
        and len(c.frame.answer) >= _TELLING
        and "最" not in c.frame.answer
    )
    if term:
        yield "what_is", f"{lead}{s}是什么？"
        yield "define_order", f"{lead}请介绍一下{s}是什么样的{a.noun}。"
        if not re.search("公司|[A-Z]", s):
            yield "what_means", f"{lead}什么是{s}？"
        yield "understood", f"{lead}怎样用一句话介绍{s}？"
        yield "explained", f"{lead}请用一句话说明{s}是什么。"
    else:
        yield "describe_order", f"{lead}请说明{s}是什么样的{a.noun}。"
