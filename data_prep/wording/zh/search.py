"""Questions as they are typed into a search box: names, time and what is asked for, without the words between.

What is asked for stands where the sentence has it or at the end, never in front.

A query leaves out what its other words already say, and so does a person who asks: on two articles, the
same questions with a third of their words left out raised what a tiny model remembers by half.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

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
_NICKNAME = re.compile("·“([^“”]*)”·")
"""A nickname inside a name: it is typed without its quotation marks."""
_LEAST, _MOST = 6, 64
"""Characters of a query without what is asked for."""
_PIECES, _LONGEST_PIECE = 7, 24
_BARE = ("什么", "哪些")
"""Interrogatives that say nothing of the answer."""
_TO = frozenset(
    "向 对 给 把 将 被 由 从 用 以 与 和 跟 为 让 使 到 于 在 至 截至 通过 面向 针对 围绕 根据 按照 随着 除了".split()
)
"""Words that stay right before what is asked for."""
_NOT_ONE = re.compile("之一|等[站公机平]|一个|一张")
"""One of several: a query for it has several answers; and what only the whole sentence counts."""
_UNASKED = re.compile("计划|预计|可能会|不得|不能|可以使用|每小时|每天")
"""Nobody types the sentences these stand in without their small words."""
_UNSURE = re.compile("[不没未无非]|可能|也许|或许|将|会|拟|想|要|希望|愿")
"""What is denied or unsure is never left out."""
_FREE = ("scene", "modifier")
_COUNTED = re.compile(
    r"(?<![A-Za-z0-9.-])(?<![A-Za-z] )\d[\d,.]*(?![\d,.]*[年月日号])|[%％]|百分|[几一二两三四五六七八九十半]成|倍|最|第一|唯一"
)
"""A number or a superlative holds only of what is counted: then nothing that may say of what is left out."""


@dataclass(frozen=True, slots=True)
class _Piece:
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement as the words of a query: those before and behind what is asked for."""

    frame: Frame
    early: list[_Piece]
    wanted: _Piece
    late: list[_Piece]
    tied: bool
    """What is asked for stays where it is: 向多少家公司, 哪家公司 的AI部门."""

    @property
    def all(self) -> list[_Piece]:
        return [*self.early, *self.late]


def searches(frame: Frame, asked: Asks) -> Iterator[Shape]:
    """The shapes of a query for the answer of `frame`, none where it is asked for by more than a word or two."""
    told = _told(frame, asked)
    if told is None:
        return
    if told.early:
        yield from _query("search", [*told.early, told.wanted, *told.late])
    shorter = [] if _is_vague(told) else [told.all, *_less(told)]
    if shorter and told.early:
        early, late = (_without(_FREE, side) for side in (told.early, told.late))
        yield from _query("search_brief", [*early, told.wanted, *late])
    if told.tied:
        return
    for number, words in enumerate(shorter or [told.all]):
        shape = "search_less" if number else "search"
        when = [p for p in words if p.role == "time"]
        yield from _query(f"{shape}_last", [*words, told.wanted])
        yield from _query(f"{shape}_when", [*_without(("time",), words), *when, told.wanted])


def _told(frame: Frame, asked: Asks) -> _Told | None:
    """The frame in pieces; None where nobody would look for its answer by words alone."""
    ask = asked.plain.removeprefix(asked.owner)
    speaker = said(frame.said).who
    if frame.form in ("reason", "clause", "quality", "action") or (frame.said and not speaker):
        return None
    if ask.startswith(("什么样", "怎样", "怎么", "哪些")) or _NOT_ONE.search(frame.text):
        return None
    by = [_Piece("subject", f"{speaker}说")] if speaker else []
    early = [*by, *_pieces(frame, 0, frame.asked)]
    late = _pieces(frame, frame.asked + 1, len(frame.parts))
    if frame.form == "number" and late and late[0].role == "head" and not late[0].text.isascii():
        ask += late.pop(0).text  # 多少家公司, not 多少家 … 公司
    titled = any("《" in p.text for i, p in enumerate(frame.parts) if i != frame.asked)
    if titled or frame.parts[frame.asked].role == "scene":
        return None
    if _is_torn(frame, ask, early, late):
        return None
    before = frame.parts[frame.asked - 1].text if frame.asked else ""
    tied = before.endswith(("把", "将", "对", "给")) or bool(late and late[0].role == "head")
    if early and early[-1].text in _TO:
        ask, tied = early.pop().text + ask, True  # 向多少家公司
    exact = "".join(p.text for p in frame.parts[: frame.asked] if p.role == "qualifier")
    wanted = _Piece("asked", f"{exact}{ask}")
    early = [p for p in early if p.text not in wanted.text]
    if len(early) + len(late) >= _PIECES or _UNASKED.search("".join(p.text for p in early)):
        return None
    return _Told(frame, early, wanted, late, tied)


def _is_torn(frame: Frame, ask: str, early: list[_Piece], late: list[_Piece]) -> bool:
    """Whether what is asked for cannot be taken out of its phrase."""
    behind = frame.parts[frame.asked + 1 :]
    headed = bool(late) and late[0].role == "head"
    if late and frame.asked and frame.parts[frame.asked - 1].text == "为":
        return True  # 为 什么 进行 构建
    if headed and frame.form == "number":
        return True  # 多少Facebook … 账户
    owned = bool(early) and early[-1].role in ("modifier", "subject") and frame.form != "time"
    if ask in _BARE and (headed or (owned and late)):
        return True  # 谷歌 什么 研究人员, OpenAI 什么
    if late and late[0].text.startswith(("起", "以来", "之", "前", "后")):
        return True  # 从 哪一年 起…: neither stands without the other
    is_copula = any(p.text in COPULA for p in frame.parts if p.role == "verb")
    return bool(behind) and behind[0].text.startswith("的") and not is_copula


def _is_vague(told: _Told) -> bool:
    """Whether each word counts: a number holds only of what is counted, 什么 says nothing of the answer."""
    frame = told.frame
    counted = frame.form == "number" or _COUNTED.search(frame.text)
    return bool(counted) or told.wanted.text in _BARE


def _less(told: _Told) -> list[list[_Piece]]:
    """What is told without one of its words and without two; the names and the verb stay, and where 谁 asks all but the time."""
    names = [n for name, others in told.frame.names.items() for n in (name, *others)]
    names += told.frame.asks
    words, who = told.all, told.wanted.text == "谁"
    free = [
        i
        for i, p in enumerate(words)
        if p.role not in ("subject", "verb")
        and not any(name in p.text for name in names)
        and not _UNSURE.search(p.text)
        and (not who or p.role == "time")
    ]
    left_out = [*combinations(free, 1), *combinations(free, 2)]
    return [[p for i, p in enumerate(words) if i not in out] for out in left_out]


def _without(roles: tuple[str, ...], pieces: list[_Piece]) -> list[_Piece]:
    return [p for p in pieces if p.role not in roles]


def _query(shape: str, pieces: list[_Piece]) -> Iterator[Shape]:
    told = [p.text for p in pieces if p.role != "asked"]
    if any(len(text) > _LONGEST_PIECE for text in told):
        return
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
    for run in _EDGES.split(_NICKNAME.sub(r"·\1·", text)):
        for word in rjieba.cut(run):
            if word in _PARTICLES:
                out.append("")
            else:
                out[-1] += word
        out.append("")
    return [piece for piece in out if piece]
