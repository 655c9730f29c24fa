"""Questions as they are typed into a search box: names, time and what is asked for, without the words between.

What is asked for stands where the sentence has it or at the end, never in front.

A query leaves out what its other words already say, and so does a person who asks: on two articles, the
same questions with a third of their words left out raised what a tiny model remembers by half.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from data_prep.frame import Frame
from data_prep.wording.zh.asks import Asks
from data_prep.wording.zh.clause import COPULA
from data_prep.wording.zh.said import said

Shape = tuple[str, str]
_PARTICLES = frozenset(
    "的 了 着 地 得 在 于 和 与 及 是 为 即 也 还 又 就 这 那 其 之 者 里 上 中 时 已 已经 正在 一个 一种 一项 一家 一名 一位 一款 则 都 进行 或称".split()
)
"""Words left out of a query; 把, 被, 由, 向 stay: they say who did it."""
_EDGES = re.compile(r"(?:[，。；：、！？“”‘’（）()《》]|(?<![A-Za-z0-9.])\s|\s(?![A-Za-z0-9]))+")
_LEAST, _MOST = 6, 64
"""Characters of a query without what is asked for."""
_PIECES = 9
_BARE = ("什么", "哪些")
"""Interrogatives that say nothing of the answer."""
_TO = frozenset(
    "向 对 给 把 将 被 由 从 用 以 与 和 跟 为 让 使 到 于 在 至 截至 通过 面向 针对 围绕 根据 按照 随着 除了".split()
)
"""Words that stay right before what is asked for."""
_NOT_ONE = re.compile("之一|等[站公机平]|一个|一张")
"""One of several: a query for it has several answers; and what only the whole sentence counts."""
_UNASKED = re.compile("计划|预计|可能会|不得|不能|每小时|每天")
"""Nobody types the sentences these stand in without their small words."""
_FREE = ("scene", "modifier")
_COUNTED = re.compile(
    r"(?<![A-Za-z0-9.-])(?<![A-Za-z] )\d[\d,.]*(?![\d,.]*[年月日号])|[%％]|百分|[几一二两三四五六七八九十半]成|倍|最|第一|唯一"
)
"""A number or a superlative holds only of what is counted: then nothing that may say of what is left out."""


@dataclass(frozen=True, slots=True)
class _Piece:
    role: str
    text: str


def searches(frame: Frame, asked: Asks) -> Iterator[Shape]:
    """The shapes of a query for the answer of `frame`, none where it is asked for by more than a word or two."""
    ask = asked.plain.removeprefix(asked.owner)
    speaker = said(frame.said).who
    if frame.form in ("reason", "clause", "quality", "action") or (frame.said and not speaker):
        return
    if ask.startswith(("什么样", "怎样", "怎么")) or _NOT_ONE.search(frame.text):
        return
    exact = "".join(p.text for p in frame.parts[: frame.asked] if p.role == "qualifier")
    by = _Piece("subject", f"{speaker}说") if speaker else None
    early = [*([by] if by else []), *_pieces(frame, 0, frame.asked)]
    late = _pieces(frame, frame.asked + 1, len(frame.parts))
    if frame.form == "number" and late and late[0].role == "head":
        if late[0].text.isascii():
            return  # 多少Facebook … 账户
        ask += late.pop(0).text  # 多少家公司, not 多少家 … 公司
    if frame.asked and frame.parts[frame.asked - 1].text == "为" and late:
        return  # 为 什么 进行 构建
    tied = frame.parts[frame.asked - 1].text.endswith(("把", "将", "对", "给")) and frame.asked > 0
    owned = bool(early) and early[-1].role in ("modifier", "subject") and frame.form != "time"
    if ask in _BARE and ((late and late[0].role == "head") or (owned and late)):
        return  # 谷歌 什么 研究人员, OpenAI 什么
    if ask == "哪些":
        return
    if early and early[-1].text in _TO:
        ask, tied = early.pop().text + ask, True  # 向多少家公司
    if late and late[0].text.startswith(("起", "以来", "之", "前", "后")):
        return  # 从 哪一年 起…: neither stands without the other
    inner = bool(late) and late[0].role == "head"
    owns = frame.parts[frame.asked + 1 :][:1] and frame.parts[frame.asked + 1].text.startswith("的")
    if owns and not any(p.text in COPULA for p in frame.parts if p.role == "verb"):
        return  # 与 哪家公司 的方法 对比: torn from what it owns
    wanted = _Piece("asked", f"{exact}{ask}")
    early = [p for p in early if p.text not in wanted.text]
    if len(early) + len(late) >= _PIECES or _UNASKED.search("".join(p.text for p in early)):
        return
    if early:
        yield from _query("search", [*early, wanted, *late])
    counted = frame.form == "number" or _COUNTED.search(frame.text)
    inside = frame.parts[frame.asked].role == "scene"
    vague = counted or inside or ask in _BARE
    brief = any(p.role in _FREE for p in (*early, *late)) and not vague
    orders = [("search", early, late)]
    if brief:
        orders.append(("search_brief", *(_without(_FREE, side) for side in (early, late))))
        yield from _query("search_brief", [*orders[1][1], wanted, *orders[1][2]])
    if tied or inner:
        return
    for shape, before, behind in orders:
        told = [*before, *behind]
        when = [p for p in told if p.role == "time"]
        yield from _query(f"{shape}_last", [*told, wanted])
        yield from _query(f"{shape}_when", [*_without(("time",), told), *when, wanted])


def _without(roles: tuple[str, ...], pieces: list[_Piece]) -> list[_Piece]:
    return [p for p in pieces if p.role not in roles]


def _query(shape: str, pieces: list[_Piece]) -> Iterator[Shape]:
    told = [p.text for p in pieces if p.role != "asked"]
    if not told or pieces[0].role == "asked":
        return
    if len(told) == len(set(told)) > 1 and _LEAST <= sum(map(len, told)) <= _MOST:
        yield shape, " ".join(p.text for p in pieces)


def _pieces(frame: Frame, start: int, stop: int) -> list[_Piece]:
    """The words of the parts from `start` to `stop` between particles and punctuation; adverbs go with their verb."""
    out: list[_Piece] = []
    adverb = ""
    for part in frame.parts[start:stop]:
        if part.role in ("class", "qualifier"):
            continue
        if part.role == "adverb":
            adverb += "".join(_split(part.text))
            continue
        if adverb and part.role not in ("verb", "relation", "object"):
            out.append(_Piece("adverb", adverb))
            adverb = ""
        whole = (
            part.role == "relation"
        )  # 对全球公司, 以女性为主体: torn apart they say something else
        for i, text in enumerate([part.text.strip("，")] if whole else _split(part.text)):
            out.append(_Piece(part.role, f"{adverb}{text}" if not i else text))
            adverb = ""
    return [*out, _Piece("adverb", adverb)] if adverb else out


def _split(text: str) -> list[str]:
    out = [""]
    for run in _EDGES.split(text):
        for word in rjieba.cut(run):
            if word in _PARTICLES:
                out.append("")
            else:
                out[-1] += word
        out.append("")
    return [piece for piece in out if piece]
