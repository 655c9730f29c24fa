"""Language of a document, and Chinese script: which pages are simplified, and how."""

import re
from functools import cache

from opencc import OpenCC

from data_prep.clean.edits import Edit
from data_prep.records import Lang

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile("[A-Za-z]+")


def language(text: str) -> Lang | None:
    """zh when at least three in ten of the Han characters and Latin words are Han; None for neither."""
    head = text[:100_000]
    han, words = len(_HAN.findall(head)), len(_WORD.findall(head))
    if han + words < 5:
        return None
    return "zh" if han >= 0.3 * (han + words) else "en"


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def simplify(text: str) -> list[Edit]:
    """Traditional to simplified (OpenCC t2s), one edit per changed run; 著 as a particle becomes 着."""
    simple = _particle(_converter("t2s").convert(text))
    if len(simple) != len(text):  # t2s is one to one; a phrase rule that is not goes line by line
        return _by_line(text)
    return [
        Edit(i, i + 1, new, "simplified")
        for i, (old, new) in enumerate(zip(text, simple, strict=True))
        if old != new
    ]


def _by_line(text: str) -> list[Edit]:
    edits, at = [], 0
    for line in text.split("\n"):
        simple = _particle(_converter("t2s").convert(line))
        if simple != line:
            edits.append(Edit(at, at + len(line), simple, "simplified"))
        at += len(line) + 1
    return edits


_PARTICLE = re.compile(
    "(?<=[\u4e00-\u9fff])(?<![显卓昭编原专遗论名译合土巨所拙])著(?![作名称述者书录文有])(?!(?<![看读拿捧翻]著)《)"
)


def _particle(text: str) -> str:
    return _PARTICLE.sub("着", text)


def simplified(text: str) -> str:
    """`text` in simplified characters."""
    return _particle(_converter("t2s").convert(text))
