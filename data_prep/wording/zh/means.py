"""Questions for what stands behind a preposition: by what means, on what basis, for whom, about what."""

import re
from collections.abc import Iterator

from data_prep.wording.zh.clause import HOLE, Clause

Shape = tuple[str, str]
_BASIS = re.compile(f"^[^{HOLE}]{{0,4}}?(?:基于|根据|依托){HOLE}$")
_TOOL = re.compile(f"^(?P<adverb>[^{HOLE}]{{0,4}}?)(?:通过|用|使用|利用|借助|凭借|依靠|靠){HOLE}$")
_FOR = re.compile(f"^(?P<adverb>[^{HOLE}]{{0,4}}?)(?:面向|针对|向|为|给|对){HOLE}$")
_GIVEN = frozenset("提供 开放 推出 出售 发放 赠送 供应 展示 公布 发布 捐赠 捐出 颁发".split())
_BUILT = re.compile(
    "^(?:构建|训练|开发|打造|设计|建造|建立|改造|改编|制作|研发|编写|搭建|创作)(?:而来|而成|出来|的)?$"
)
_NOT = re.compile("[不没未无]")


def means(c: Clause, ask: str) -> Iterator[Shape]:
    """The shapes of a question for the noun behind a preposition, which `c.mid` or a scene ends with."""
    if not c.subject or c.after or c.copula or _NOT.search(c.mid):
        return
    scenes = [s for s in c.scenes if HOLE in s]
    phrase = scenes[0] if scenes else c.mid
    lead = "".join(f"{x}，" for x in (*c.times, *(s for s in c.scenes if HOLE not in s)))
    mid = c.mid if scenes else ""
    core = c.core
    if _BASIS.match(phrase) and _BUILT.match(c.verb) and not c.rest:
        made = re.sub("(?:而来|而成|出来|的)$", "", c.verb)
        yield "basis_of", f"{lead}{c.subject}{made}的基础是{ask}"
        yield "basis_as", f"{lead}{c.subject}以{ask}为基础{made}"
        yield "basis_on", f"{lead}{c.subject}是在{ask}的基础上{made}的"
        yield "basis_cleft", f"{lead}作为{c.subject}{made}基础的是{ask}"
        yield "basis_let", f"{lead}用来{made}{c.subject}的是{ask}"
    elif (match := _TOOL.match(phrase)) and c.rest and not match["adverb"]:
        did = f"{mid}{c.relative}{c.rest}"
        yield "means_cleft", f"{lead}{c.subject}{did}，靠的是{ask}"
        yield "means_of", f"{lead}{c.subject}是借助{ask}{did}的"
        yield "means_let", f"{lead}让{c.subject}{mid}得以{core}{c.rest}的是{ask}"
    elif (match := _FOR.match(phrase)) and core in _GIVEN and c.rest and not scenes:
        adverb = match["adverb"] or ""
        yield "given_to", f"{lead}{c.subject}{adverb}把{c.rest}{core}给{ask}"
        yield "given_cleft", f"{lead}{c.subject}{adverb}{core}{c.rest}的对象是{ask}"
        yield "given_front", f"{lead}{c.rest}{adverb}由{c.subject}{core}给{ask}"
