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
    """What says when in front of the subject, and the subject."""
    at = next((i for i, p in enumerate(pieces) if p.role == "subject"), 0)
    return list(pieces[: at + 1]) if at else []


_MAKES = frozenset("开发 研发 研制 设计 制造 建造 打造 试制 准备 推出 发布".split())
_DONE_TO = frozenset("训练 测试 试验 调试 试产 检测 组装 生产 修改 改造 维护 升级 维修".split())


def undergoes(own: Sequence[Piece]) -> bool:
    """Whether a clause tells what is done to something that it leaves out: 正在海上进行测试."""
    last = own[-1] if own else None
    return (
        last is not None
        and verb_of(own) == "进行"
        and last.role == "object"
        and last.text in _DONE_TO
        and not any(p.role == "relation" for p in own)
    )


def made_of(last: Sequence[Piece]) -> tuple[Word, ...]:
    """What the statement before says is made, which is what a clause behind it tests or trains, else ()."""
    made = last[-1] if last and verb_of(last) in _MAKES else None
    return made.words if made and made.role == "object" and any(w.kind for w in made.words) else ()
