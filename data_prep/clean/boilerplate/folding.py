"""One form for all spellings of a line: simplified, half-width, lower case, without marks of decoration."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

_WIDTHS = tuple(
    zip("：，！？；（）／｜＞＜－．＋＊＃＆　\u00a0∣", ":,!?;()/|><-.+*#&  |", strict=True)
)
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ASIDE = " \t\r|·•*#-—–=><»«‹›~↓↑_"
_AFTER = _ASIDE.replace(">", "")
_OPEN, _CLOSE = "([【", ")]】"
LEADING = _ASIDE + _OPEN
"""What may stand before the first word of a folded line."""


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def fold(text: str) -> tuple[list[str], list[str]]:
    """The folded lines of `text`, lower-case and in their own case, as many as `text.split("\\n")` gives."""
    count = text.count("\n") + 1
    if _WIDE.search(text):
        text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        for wide, narrow in _WIDTHS:  # far faster than str.translate
            text = text.replace(wide, narrow)
        try:
            simple = _simplifier().convert(text)
        except UnicodeError:  # half of a surrogate pair
            simple = text
        text = simple if simple.count("\n") == count - 1 else text
    cased = text.split("\n")
    return text.lower().split("\n"), cased


def core(line: str) -> str:
    """A folded line without bullets, bars and the bracket around it; itself when nothing else is in it."""
    line = line.strip()
    inner = line.lstrip(_ASIDE).rstrip(_AFTER)
    if inner[:1] in _OPEN and inner[:1]:
        inner = inner.lstrip(_OPEN + _ASIDE).rstrip(_CLOSE + _AFTER)
    return inner or line
