"""Lists whose kind is told behind them, as answers: A、B和C等领域 is asked for by 哪些领域."""

from collections.abc import Iterator, Sequence

from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_pieces import MAX_ANSWER, Answer, Piece, width
from data_prep.facts.chinese_word import Word

_JOINS = frozenset("、 和 与 及 以及 或".split())
_OF_ITEMS = frozenset(("n", "vn", "v", "a", "m", "q", "t"))
_NO_KIND = frozenset("人 事 物 东西 情况 方面 因素 原因 问题 内容 部分 地方 地".split())
"""Nouns that say nothing of what is listed."""


def lists(at: int, piece: Piece) -> Iterator[Answer]:
    """Every A、B和C等N of a piece, with its 等N, which the question says as 哪些N."""
    ws = piece.words
    for i, word in enumerate(ws):
        if word.text != "等":
            continue
        start, stop = _start(ws, i), _stop(ws, i + 1)
        kind = "".join(w.text for w in ws[i + 1 : stop])
        text = "".join(w.text for w in ws[start:stop])
        if start == i or not 2 <= len(kind) <= 8 or kind in _NO_KIND:
            continue
        several = sum(w.text in _JOINS for w in ws[start:i]) >= 1
        named = all(w.kind or w.text in _JOINS or w.tag == "br" for w in ws[start:i])
        if several and not named and width(text) <= MAX_ANSWER:
            yield Answer(at, start, stop, "event", Asking("noun", f"哪些{kind}", kind, "个"), 2)


def _start(ws: Sequence[Word], stop: int) -> int:
    """Where the list begins that ends before ws[stop]."""
    at = stop
    while at and (
        ws[at - 1].tag in _OF_ITEMS or ws[at - 1].text in _JOINS or ws[at - 1].tag == "br"
    ):
        at -= 1
    first_join = next((k for k in range(at, stop) if ws[k].text in _JOINS), stop)
    # a verb that takes the list is no item of it: 提供A、B等服务
    while at < first_join - 1 and ws[at].tag in ("v", "m", "q", "t"):
        at += 1
    return at + 1 if at < stop and ws[at].text in _JOINS else at


def _stop(ws: Sequence[Word], start: int) -> int:
    """Where the noun ends that says what is listed; `start` where more than it follows."""
    at = start
    while at < len(ws) and ws[at].tag in ("n", "vn", "a", "m", "q", "de") and not ws[at].kind:
        at += 1
    if at > start and (ws[at - 1].tag != "n" or any(w.tag in ("m", "de") for w in ws[start:at])):
        return start
    return at
