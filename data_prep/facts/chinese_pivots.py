"""What somebody is made, asked or allowed to do, and what something is said not to be, as answers.

要求研究人员 | 申请访问权限; 让模型 | 以更低的成本实现更强大的功能; 并非 | 利他之举.
"""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_clauses import parse
from data_prep.facts.chinese_objects import objects
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, verb_of, width

_ASKED_TO = frozenset(
    "要求 邀请 呼吁 建议 允许 准许 帮助 协助 说服 迫使 鼓励 禁止 阻止 促使".split()
)
_MADE_TO = frozenset("让 使 令 使得".split())
_IS_NOT = ("并非", "不是", "绝非")


def pivots(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """What the object of 要求 and 让 does: the rest of their clause behind who does it."""
    at = len(pieces) - 1
    if at < 1 or pieces[at].role != "object" or pieces[at].mark:
        return
    verb, ws = verb_of(pieces), pieces[at].words
    if verb not in _ASKED_TO | _MADE_TO or any(
        p.role == "adverb" and p.text.startswith("没有") for p in pieces
    ):
        return
    chunks = parse(ws)
    if not chunks or chunks[0].role != "subject" or not any(c.role == "verb" for c in chunks):
        return
    named = ws[0].kind and len(ws) > 1 and ws[1].tag in ("p", "d", "md", "ba", "v")
    start = 1 if named else chunks[0].stop
    while start < len(ws) - 2 and ws[start].text in _ALL:
        start += 1
    able = ws[start].text in _ABLE
    start += able
    text = "".join(w.text for w in ws[start:])
    if not 4 <= width(text) <= MAX_ANSWER or ws[start].tag == "x" or "，" in text:
        return
    if verb in _ASKED_TO or able or _SOMEBODY.search("".join(w.text for w in ws[:start])):
        how = Asking("action", "做什么", "事", "件")
    elif any(c.role == "verb" and ws[c.start].text in _BECOMES for c in chunks):
        return  # 使X成为Y is asked for Y
    else:
        how = Asking("quality", "怎么样", "变化", "种")
    yield Answer(at, start, len(ws), "event", how, 2)


_SOMEBODY = re.compile("(?:们|人员|用户|员工|团队|学生|工人|居民|客户|游客|开发者)$")
"""Ends of who does something: it is asked by 做什么, what becomes of a thing by 怎么样."""
_ALL = ("都", "也")
_ABLE = ("能", "能够", "可以")
"""Words between who is made to do something and what that one does: 让任何人都能 | 创建角色."""
_BECOMES = frozenset("成为 变成 是 有 拥有 变得".split())


def denied(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """What a speaker says something is not: the denial is the claim."""
    if verb_of(pieces) in _IS_NOT and not any(p.role == "after" for p in pieces):
        yield from objects(pieces)
