"""Which answers of a statement are asked for where few of them tell much, and how often something is done."""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts.chinese_asking import Asking
from data_prep.facts.chinese_pieces import Answer, Piece

_FEW = 3
"""A statement with so many telling answers is not asked for its details too."""


def nearly(detail: Answer, other: Answer) -> bool:
    """Whether a telling answer is the detail with its kind: Llama 4模型."""
    inside = other.start <= detail.start and detail.stop <= other.stop
    longer = (other.stop - other.start) - (detail.stop - detail.start)
    return detail.at == other.at and inside and longer <= 1


def enough(found: Sequence[Answer]) -> list[Answer]:
    """The telling answers; where they are few, the details that make up for them."""
    telling = [a for a in found if a.weight >= 2]
    details = [a for a in found if a.weight == 1 and not any(nearly(a, other) for other in telling)]
    return [*telling, *details[: max(0, _FEW - len(telling))]]


_EVERY = re.compile(
    "每(?:隔)?[一两二三四五六七八九十半\\d]*个?(?:天|日|周|星期|月|季度|年|小时|分钟)"
)
_ONCE = re.compile("一[次场回届轮]")


def frequency(pieces: Sequence[Piece]) -> Iterator[Answer]:
    """How often something is done: 每周 of 每周 | 召开 | 一次会议, asked as 多久召开一次会议."""
    last = pieces[-1] if pieces else None
    if last is None or last.role != "object" or not _ONCE.match(last.words[0].text):
        return
    for at, piece in enumerate(pieces):
        if piece.role not in ("adverb", "time") or piece.mark:
            continue
        for i, word in enumerate(piece.words):
            if _EVERY.fullmatch(word.text):
                how = Asking("noun", "多久", "内容", "个")
                yield Answer(at, i, i + 1, "event", how, 2)
