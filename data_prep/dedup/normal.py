"""Text → the letters that two copies share: one number a letter, in one script, case and width.

What differs between copies of a text is left out before hashing: punctuation, white space, full and
half width, case, accents, traditional and simplified characters, and the remains that scrapers leave
(pinyin in brackets, HTML entities). One table over the code points does all but the last two, which
need more than one character to be seen.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np

from data_prep.values import simplify

ALPHABETIC, DIGIT = 1, 2
"""Flags in the two low bits of a letter: of an alphabet (not Han, kana or Hangul), an ASCII digit."""

PIECE = 1 << 16
"""Characters at a time: the arrays stay in the processor's cache."""

_PINYIN = re.compile(r"[(（][a-zü\u0300-\u030Fàáèéêìíòóùúāēěīńňōūǎǐǒǔǖǘǚǜǹḿ]{1,7}[)）]")
_ENTITY = re.compile(
    r"[&?](?:amp;)*(?:#\d{2,5}|#x[0-9a-f]{2,5}|"
    r"[lr][ds]quo|nbsp|[mn]dash|hellip|middot|quot|apos|amp|[lg]t|[lr]aquo|e[mn]sp|bull|copy);",
    re.IGNORECASE,
)
_MIX = np.uint32(0x9E3779B1)  # odd, and 1 modulo 4: distinct letters stay distinct, flags stay put


def letters(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """The letters of all `texts` as uint32, equal for equal letters, and the len(texts) + 1 bounds
    between the texts. Any str is taken, lone surrogates too."""
    ends = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=ends[1:])
    whole = "".join(texts)
    found, bounds = [], np.zeros(len(ends), np.int64)
    for start in range(0, max(1, len(whole)), PIECE):
        piece = whole[start : start + PIECE].encode("utf-32-le", "surrogatepass")
        some = table()[np.frombuffer(piece, np.uint32)]
        at = np.flatnonzero(some)
        found.append(some[at])
        bounds += np.searchsorted(at, ends - start)
    return np.concatenate(found), bounds


def strict(text: str) -> bytes:
    """`text` in one script, case and width without white space; punctuation stays."""
    text = text.encode("utf-8", "backslashreplace").decode()  # opencc takes no lone surrogate
    plain = simplify(unicodedata.normalize("NFKC", text).casefold())
    return "".join(plain.split()).encode()


def without_remains(text: str) -> str:
    """`text` without bracketed syllables and entities. For hashing only: `(dog)` goes as `(gǒu)` does,
    in every copy alike."""
    if "(" in text or "（" in text:
        text = _PINYIN.sub("", text)
    return _ENTITY.sub("", text) if ";" in text else text


@cache
def table() -> np.ndarray:
    """uint32 [0x110000]: the letter of each code point, 0 for what is no letter or number."""
    chars = [chr(code) for code in range(0x32400) if chr(code).isalnum()]
    folded = simplify("\n".join(map(_fold, chars))).split("\n")
    out = np.zeros(0x110000, np.uint32)
    for char, one in zip(chars, folded, strict=True):
        out[ord(char)] = ord(one[0]) << 2 | _flags(one[0])
    return out * _MIX


def _fold(char: str) -> str:
    """`char` in lower case, of plain width, without accents; of several characters the first."""
    if _whole(ord(char)):
        return char
    plain = unicodedata.normalize("NFKC", char).casefold()
    if _whole(ord(plain[0])):
        return plain[0]
    return unicodedata.normalize("NFKD", plain)[0]


def _whole(code: int) -> bool:
    """Han and Hangul: they have no case, and Hangul must not come apart."""
    return 0x3400 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 or 0x20000 <= code < 0x2F800


def _flags(char: str) -> int:
    code = ord(char)
    if char in "0123456789":
        return DIGIT
    syllabic = 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3 or code >= 0x20000
    return 0 if syllabic else ALPHABETIC
