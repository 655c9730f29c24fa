"""Questions for how something is called, and what it is taken for."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import Clause

Shape = tuple[str, str]
_NAMING = re.compile(
    "(?:叫|叫做|叫作|名为|名叫|取名为?|称为|称作|命名为|改名为|更名为|简称|全称|又称|俗称|全名是)$"
)
_BEI_NONE = re.compile("^(.{0,5})被$")
_BEI = re.compile("^(?P<adverb>.{0,6}?)被(?P<who>.{2,})$")


def naming(c: Clause, a: Asks) -> Iterator[Shape]:
    lead = c.lead
    kind = (
        "简称"
        if "简称" in c.core
        else "全称"
        if "全" in c.core
        else "新名字"
        if re.search("改|更", c.core)
        else "名字"
    )
    yield "name_is", f"{lead}{c.subject}的{kind}是什么？"
    yield "name_order", f"请写出{lead}{c.subject}的{kind}。"
    yield (
        "name_how",
        f"{lead}{c.subject}的{kind}怎么写？"
        if kind in ("简称", "全称")
        else f"{lead}{c.subject}取了什么名字？",
    )
    yield (
        "how_called",
        f"{lead}{c.subject}{c.mid}怎么称呼？"
        if kind == "名字"
        else f"{lead}要写{c.subject}的{kind}，该怎么写？",
    )
    yield (
        "named_as",
        f"{lead}{c.subject}以什么为名？"
        if kind == "名字"
        else f"{lead}{c.subject}{kind}什么？"
        if kind == "简称"
        else f"{lead}{c.subject}的{kind}具体是什么？",
    )


def called(c: Clause, a: Asks, ask: str) -> Iterator[Shape]:
    """X 被 Y 称为 Z, or 被称为 Z."""
    if c.head or a.owner:
        return
    lead, naming_verb = c.lead, bool(re.search("称|叫|誉", c.core))
    match = _BEI.match(c.mid)
    if match is None:
        if (known := _BEI_NONE.match(c.mid)) and not naming_verb:
            hedge = known[1]
            yield "people", f"{lead}人们{hedge}把{c.subject}{c.core}{ask}？"
            yield "taken", f"{lead}{c.subject}{hedge}被当成{ask}？"
            yield "regarded", f"{lead}{c.subject}{hedge}被人们{c.core}{ask}？"
        return
    who = match["who"]
    yield "active", f"{lead}{who}{match['adverb']}把{c.subject}{c.core}{ask}？"
    yield (
        "eyes",
        f"{lead}在{who}{'口中' if naming_verb else '眼中'}，{c.subject}{'被叫作' if naming_verb else '是'}{ask}？",
    )
    if naming_verb:
        yield "name_given", f"{lead}{who}给{c.subject}的称呼是什么？"
        yield "name_order", f"{lead}请写出{who}对{c.subject}的称呼。"
        yield "name_has", f"{lead}{c.subject}在{who}那里有什么叫法？"
    else:
        yield "seen_as", f"{lead}{who}眼里的{c.subject}是{ask}？"


def is_naming(c: Clause) -> bool:
    """Whether the verb gives a name and somebody else's part in it is not said: X 名为 ANSWER."""
    return bool(_NAMING.search(c.core)) and "被" not in c.mid
