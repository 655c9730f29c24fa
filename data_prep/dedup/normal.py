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

ALPHABETIC = 1
"""Flag in the lowest bit of a letter: of an alphabet (not a digit, Han, kana or Hangul)."""

DIGITS = 10
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
NUMERALS = DIGITS + len(_NUMERALS)
CAPITALS = NUMERALS + 26
LATIN = CAPITALS + 26
"""The bytes of `briefs` are digits below `DIGITS`, from there Han numerals below `NUMERALS`, then capital Latin
letters, then small ones below `LATIN`; the others share what is left."""

PIECE = 1 << 16
"""Characters at a time: the arrays stay in the processor's cache."""

_PINYIN = re.compile(r"[(（][a-zü\u0300-\u030Fàáèéêìíòóùúāēěīńňōūǎǐǒǔǖǘǚǜǹḿ]{1,7}[)）]")
_ENTITY = re.compile(
    r"[&?](?:amp;)*(?:#\d{2,5}|#x[0-9a-f]{2,5}|"
    r"[lr][ds]quo|nbsp|[mn]dash|hellip|middot|quot|apos|amp|[lg]t|[lr]aquo|e[mn]sp|bull|copy);",
    re.IGNORECASE,
)
_MIX = np.uint32(0x9E3779B1)  # odd: distinct letters stay distinct, the flag stays put


def letters(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The letters of all `texts` as uint32, equal for equal letters; the same as uint8 (`briefs`); and the
    len(texts) + 1 bounds between the texts. Any str is taken, lone surrogates too."""
    ends = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=ends[1:])
    whole = "".join(texts)
    found, brief, bounds = [], [], np.zeros(len(ends), np.int64)
    for start in range(0, max(1, len(whole)), PIECE):
        piece = whole[start : start + PIECE].encode("utf-32-le", "surrogatepass")
        codes = np.frombuffer(piece, np.uint32)
        some = table()[codes]
        at = np.flatnonzero(some != 0)
        found.append(some[at])
        brief.append(briefs()[codes[at]])
        bounds += np.searchsorted(at, ends - start)
    return np.concatenate(found), np.concatenate(brief), bounds


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
    codes = _folded().astype(np.uint32)
    return (codes << 1 | _flags(codes)) * _MIX


_OWN = "0123456789" + _NUMERALS + " " * 26 + "abcdefghijklmnopqrstuvwxyz"
"""The letters with a byte to themselves, at its place; of the capitals only the place."""


@cache
def briefs() -> np.ndarray:
    """uint8 [0x110000]: the letter of each code point in a byte, see `LATIN`. Digits, Han numerals and Latin
    letters have theirs to themselves, of others one in 177 has the byte of any given one."""
    codes = _folded()
    out = (LATIN + (codes * int(_MIX) >> 8) % (256 - LATIN)).astype(np.uint8)
    own = np.full(len(codes), LATIN, np.uint8)  # where it stays, the byte is shared
    for byte, char in enumerate(_OWN):
        own[ord(char)] = byte
    own = own[codes]
    out = np.where(own < LATIN, own, out)
    for code in np.flatnonzero((out >= CAPITALS) & (out < LATIN)).tolist():
        if chr(code).isupper():
            out[code] -= 26
    return out


@cache
def small() -> np.ndarray:
    """uint8 [256]: the byte of `briefs` without the difference of capital and small letters."""
    out = np.arange(256, dtype=np.uint8)
    out[NUMERALS:CAPITALS] += 26
    return out


@cache
def _folded() -> np.ndarray:
    """int64 [0x110000]: the code point that stands for each, 0 for what is no letter or number."""
    chars = [chr(code) for code in range(0x32400) if chr(code).isalnum()]
    folded = simplify("\n".join([c if _whole(c) else _fold(c) for c in chars])).split("\n")
    out = np.zeros(0x110000, np.int64)
    for char, one in zip(chars, folded, strict=True):
        out[ord(char)] = ord(one[0])
    return out


def _fold(char: str) -> str:
    """`char` in lower case, of plain width, without accents; of several characters the first."""
    plain = unicodedata.normalize("NFKC", char).casefold()
    if _whole(plain[0]):
        return plain[0]
    return unicodedata.normalize("NFKD", plain)[0]


def _whole(char: str) -> bool:
    """Han and Hangul: they have no case, and Hangul must not come apart."""
    return (
        "\u3400" <= char <= "\u9fff"
        or "\uac00" <= char <= "\ud7a3"
        or "\U00020000" <= char < "\U0002f800"
    )


def _flags(codes: np.ndarray) -> np.ndarray:
    """uint32: whether each is a letter of an alphabet."""
    digits = (codes >= ord("0")) & (codes <= ord("9"))
    syllabic = (codes >= 0x2E80) & (codes <= 0x9FFF) | (codes >= 0xAC00) & (codes <= 0xD7A3)
    other = digits | syllabic | (codes >= 0x20000) | (codes == 0)
    return np.where(other, np.uint32(0), np.uint32(ALPHABETIC))
