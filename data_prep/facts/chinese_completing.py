"""What a Chinese clause leaves out and the clause before it has: when, for whom, what it is done to, its verb."""

import re
from collections.abc import Sequence

from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_word import Word

FOR = re.compile("(?:对|对于)[^，]+(?:来说|而言|来讲)，?$")


def lent(last: Sequence[Piece]) -> list[Piece]:
    """For whom a statement holds, which what its colon announces holds for too."""
    found = next((p for p in last if FOR.match(p.text)), None)
    return [Piece("scene", found.words, "，")] if found else []


def measured(own: list[Piece]) -> list[Piece]:
    """X的平均年龄31岁 with its verb: behind 的, a number alone is no predicate."""
    at = next((i for i, p in enumerate(own) if p.role == "subject"), -1)
    bare = 0 <= at == len(own) - 2 and own[-1].role == "object" and own[-1].words[0].tag == "m"
    if not bare or not any(w.tag == "de" for w in own[at].words):
        return own
    return [*own[:-1], Piece("verb", (Word("为", "v", 0),)), own[-1]]


def front_of(pieces: Sequence[Piece]) -> list[Piece]:
    """What says when, in front of the subject or right behind it, and the subject."""
    at = next((i for i, p in enumerate(pieces) if p.role == "subject"), -1)
    if at < 0:
        return []
    behind = [p for p in pieces[at + 1 : at + 2] if p.role == "time" and p.words[0].tag == "t"]
    return [*pieces[:at], *behind, pieces[at]] if at or behind else []


_MAKES = frozenset("开发 研发 研制 设计 制造 建造 打造 试制 准备 推出 发布".split())
DONE_TO = frozenset("训练 测试 试验 调试 试产 检测 组装 生产 修改 改造 维护 升级 维修".split())


def undergoes(own: Sequence[Piece]) -> bool:
    """Whether a clause tells what is done to something that it leaves out: 正在海上进行测试."""
    last = own[-1] if own else None
    return (
        last is not None
        and verb_of(own) == "进行"
        and last.role == "object"
        and last.text in DONE_TO
        and not any(p.role == "relation" for p in own)
    )


def made_of(last: Sequence[Piece]) -> tuple[Word, ...]:
    """What the statement before says is made, which is what a clause behind it tests or trains, else ()."""
    made = last[-1] if last and verb_of(last) in _MAKES else None
    return made.words if made and made.role == "object" and any(w.kind for w in made.words) else ()


_BUILDS = re.compile(
    "(?:新建|建设|建造|兴建|修建|扩建|建成|建了|设立)[^，]*?(?:工厂|基地|生产线|项目|中心|大楼|电站|仓库|园区?|泵站|车间|厂)$"
)
_OF_A_SITE = re.compile("产能|面积|投资|造价|容量|装机|[高长宽]度|工期|设计")


def of_the_site(first: Piece, raw: Sequence[Piece]) -> bool:
    """Whether an attribute is that of what the clause before says is built, not of who builds it:
    X新建一座工厂，设计年产能为12万吨."""
    built = raw[-1].text.rstrip("，").rpartition("，")[2] if raw else ""
    return bool(_BUILDS.search(built)) and bool(_OF_A_SITE.search(first.text))
