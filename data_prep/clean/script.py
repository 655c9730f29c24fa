"""Chinese script: which pages a machine converted, and how a text is put in the other script."""

import re
from collections.abc import Callable
from functools import cache

from opencc import OpenCC

from data_prep.clean.edits import Edit


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def simplify(text: str) -> list[Edit]:
    """Traditional to simplified (OpenCC t2s), one edit per changed run; 著 as a particle becomes 着."""
    return _converted(text, simplified, "simplified")


def to_traditional(text: str) -> list[Edit]:
    """Simplified to traditional (OpenCC s2t), one edit per changed run."""
    return _converted(text, _converter("s2t").convert, "traditional")


def _converted(text: str, convert: Callable[[str], str], rule: str) -> list[Edit]:
    new = convert(text)
    if len(new) == len(text):
        return [
            Edit(at, at + 1, char, rule)
            for at, (old, char) in enumerate(zip(text, new, strict=True))
            if old != char
        ]
    # a phrase rule that is not one to one: the lines it stands in go as a whole
    edits, at = [], 0
    for line in text.split("\n"):
        if (fixed := convert(line)) != line:
            edits.append(Edit(at, at + len(line), fixed, rule))
        at += len(line) + 1
    return edits


_NEVER_WRITTEN = re.compile(
    "製[度約裁止]|[體機控限抑強]製|[全方表見]麵|麵[對積]|[公英]裏|佛羅裏達|幹淨|鬆樹|曆史|係統|聯係|差彆|特彆|嚮[前後]|"
    "復[雜印]|[恢反回]複|重復|[國專大]傢|傢庭|迴[答來到]"
)
"""Words that no writer of traditional Chinese writes and a converter that works by character does."""
MISTAKES = 2
"""Such words, by their places, from which a page counts as machine-converted."""


def machine_converted(text: str) -> bool:
    """Whether a converter of simplified to traditional text left its mistakes: 製度, 國傢, 恢複."""
    return len(_NEVER_WRITTEN.findall(text[:200_000])) >= MISTAKES


_PARTICLE = re.compile(
    "(?<=[\u4e00-\u9fff])(?<![显卓昭编原专遗论名译合土巨所拙])著(?![作名称述者书录文有])(?!(?<![看读拿捧翻]著)《)"
)


def _particle(text: str) -> str:
    return _PARTICLE.sub("着", text)


def simplified(text: str) -> str:
    """`text` in simplified characters."""
    return _particle(_converter("t2s").convert(text))
