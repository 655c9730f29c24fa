"""A Chinese statement without what ties it to the text around it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data_prep.facts.chinese_pieces import Piece, verb_of
from data_prep.facts.chinese_word import Word

_FREE_TIME = re.compile(
    "^(?:近日|日前|最近|近来|不久前|前不久|刚刚|随后|之后|后来|此后|同时|至今|迄今|此前)$"
)
"""Times that only say that it was lately: left out, the statement stays true. 目前 is none of them: what holds
now may hold no longer."""


_LATELY = frozenset("最近 近日 近期 日前".split())


_DROPPED_ADVERBS = frozenset(
    "也 还 又 就 便 则 却 甚至 其实 当然 显然 同样 实际上 确实 的确 再 都 进一步 随后 之后 后来 随即 最近 近日 近来".split()
)
"""Words that tie a clause to the one before; 都 and 也 stay where a list or 连 needs them."""


def settled(pieces: list[Piece]) -> list[Piece]:
    """The pieces without times that only the day of writing resolves and without ties to what came before."""
    out = []
    held = _held(pieces)
    for piece in pieces:
        if held and piece.text.strip("，") in _BEFORE:
            out.append(piece)
            continue
        if piece.role == "time" and _FREE_TIME.match(piece.text.strip("，")):
            continue
        ws = _undated(piece.words)
        if piece.role == "subject":
            ws = _by_name(_unmentioned(tuple(w for w in ws if w.text not in _LATELY)))
        if piece.role == "adverb":
            ws = tuple(w for w in ws if w.text not in _DROPPED_ADVERBS or _needed(w, pieces))
            if not ws:
                continue
        out.append(Piece(piece.role, ws, piece.mark))
    if len(out) > 1 and out[0].role == "time" and _STAMP.fullmatch(out[0].text):
        out[0] = replace(out[0], mark="，")
    return out


_STAMP = re.compile("截至\\d{4}年(?:\\d{1,2}月|底)?|\\d{4}年")
"""A time that stands in front with a comma."""


_BEFORE = ("此前", "在此之前")


def _held(pieces: Sequence[Piece]) -> bool:
    """Whether the verb says only what held, so that it holds no more without 此前: 此前用煤气做饭."""
    return not any(
        w.tag == "le" or w.text in ("曾", "曾经", "已", "已经", "首次")
        for p in pieces
        if p.role in ("verb", "adverb")
        for w in p.words
    )


_LAST = frozenset("去年 前年 今年 上月 上周 昨天 近日 日前 最近".split())


def _undated(ws: tuple[Word, ...]) -> tuple[Word, ...]:
    """A noun without the relative time at which it came out: 去年发布的模型 is the model."""
    for k in range(len(ws) - 3):
        if ws[k].text in _LAST and ws[k + 1].tag == "v" and ws[k + 2].tag == "de":
            kept = k + 2 if k and ws[k - 1].tag == "n" else k + 3
            return (*ws[:k], *ws[kept:])
    return ws


def _unmentioned(ws: tuple[Word, ...]) -> tuple[Word, ...]:
    """A name without the words that say where it was mentioned: X在谈话中提及的Y is Y."""
    for k in range(1, len(ws) - 1):
        if ws[k].tag == "de" and ws[k - 1].text in _MENTIONS and ws[k + 1].kind:
            return ws[k + 1 :]
    return ws


_LONG = 30


def _by_name(ws: tuple[Word, ...]) -> tuple[Word, ...]:
    """A long list of people without their posts: O的总裁A（…）与P的主管B is A与B."""
    if sum(len(w.text) for w in ws) < _LONG:
        return ws
    people = [k for k, w in enumerate(ws) if w.kind == "person"]
    ends = [k for k in people if all(w.tag == "br" for w in ws[k + 1 : k + 2])]
    joins = [
        k
        for k, w in enumerate(ws)
        if w.text in ("与", "和", "及", "、")
        and (k - 1 in people or (k > 1 and ws[k - 1].tag == "br" and k - 2 in people))
    ]
    if not joins or not ends or len(joins) + 1 != len(people):
        return ws
    last = people[-1]
    if any(w.tag != "br" for w in ws[last + 1 :]):
        return ws
    return tuple(ws[k] for k in sorted([*people, *joins]))


_MENTIONS = frozenset("提及 提到 谈到 谈及 说到 所说 所指".split())


def _needed(word: Word, pieces: Sequence[Piece]) -> bool:
    if word.text == "又":
        return verb_of(pieces) in ("译", "称", "名", "叫", "作", "译作", "译为", "称为")
    subject = "".join(p.text for p in pieces if p.role == "subject")
    return word.text == "都" and bool(re.search("[、和与及]|所有|每|各|全部|两", subject))
