"""Pinyin that a converter injected behind characters, `執(zhí)行`, found and taken out.

Some page converters replace bytes: behind every two bytes that spell a traditional character in GBK they
put its reading in brackets. Where the two bytes are one character, a bracket stands behind it. Where they
are the end of one and a Latin letter (`，F` holds the bytes of 現), it stands behind the letter: `F(xiàn)AIR`.
Where they are halves of two characters the bracket splits the second: see `byteshift`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pypinyin.pinyin_dict import pinyin_dict

from data_prep.clean.edits import Edit
from data_prep.clean.script import simplified

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹế\u1ebf"
SYLLABLE = rf"[a-z{TONED}ü]{{1,6}}"
_BRACKET = re.compile(rf"[(（]({SYLLABLE}) ?[)）]")
_HAS_TONE = re.compile(f"[{TONED}]")
_TONE_MARKS = frozenset("\u0300\u0301\u0304\u030c")

MIN_HITS = 3
"""Brackets of weak evidence from which a page counts as damaged: one or two may be a gloss."""

_POLYPHONES = frozenset("長樂還會調傳彈處單種將當興應為與覺盡強數幾間難難載創參曾")
"""Traditional characters that writers do gloss, because each has two common readings."""
_ENGLISH = frozenset(
    "a ai an ban bang can die dang fan fen gang he hang hen lie long man me men pan pang pie pin ping "
    "ran run sang she song sun tan tang tie wan wang you yen".split()
)
"""Toneless syllables that are English words or common romanised names too."""

Kind = Literal["toned", "toneless", "letter"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A bracket that may go: text[start:end], behind the character at `start - 1`."""

    start: int
    end: int
    kind: Kind
    strong: bool
    common: bool


def toneless(syllable: str) -> str:
    """`zhí` → `zhi`; ü stays."""
    marks = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(c for c in marks if c not in _TONE_MARKS))


@cache
def readings(char: str) -> tuple[str, ...]:
    """The toned readings of a character, the usual one first; () for what has none (Unihan, by pypinyin)."""
    listed = pinyin_dict.get(ord(char))
    return tuple(listed.split(",")) if listed else ()


def reads(char: str, syllable: str) -> bool:
    """Whether `syllable`, toned or not, is a reading of `char`. A wrong tone is no reading."""
    known = readings(char)
    if _HAS_TONE.search(syllable):
        return syllable in known
    flat = {toneless(reading) for reading in known}
    return syllable in flat or syllable.replace("v", "ü") in flat


@cache
def common(char: str) -> bool:
    """Whether `char` is, in simplified form, of the 3,755 characters of GB 2312's first level."""
    try:
        code = simplified(char).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


@cache
def traditional(char: str) -> bool:
    """Whether `char` is written otherwise in simplified text."""
    return simplified(char) != char


def gbk(char: str) -> bytes:
    """The two bytes of `char` in GBK, private-use codes included; b"" when it has none."""
    try:
        code = char.encode("gb18030")
    except UnicodeEncodeError:
        return b""
    return code if len(code) == 2 else b""


FULL_WIDTH = dict(zip(",;:?!()", "，；：？！（）", strict=True))
"""Marks that scrapers make half-width: in the damaged bytes they were full-width."""


def _behind_letter(before: str, letter: str, syllable: str, after: str) -> bool:
    """Whether the last byte of `before` and `letter` spell a character of that reading.

    Where the character before is lost (a line begins), any first byte that spells one will do, when
    the word goes on.
    """
    tail = gbk(FULL_WIDTH.get(before, before))[1:] if before else b""
    if tail:
        return bool(char := _decoded(tail + letter.encode())) and reads(char, syllable)
    return bool(after) and after.isalnum() and syllable in _spelled_with(letter)


def _decoded(pair: bytes) -> str:
    try:
        return pair.decode("gb18030")
    except UnicodeDecodeError:
        return ""


@cache
def _spelled_with(letter: str) -> frozenset[str]:
    """Readings of all characters whose second GBK byte is `letter`."""
    chars = (_decoded(bytes((lead, ord(letter)))) for lead in range(0x81, 0xFF))
    return frozenset(reading for char in chars if char for reading in readings(char))


def _hits(text: str) -> Iterator[Hit]:
    for match in _BRACKET.finditer(text):
        start, syllable = match.start(), match[1]
        char = text[start - 1 : start]
        if not char:
            continue
        toned = bool(_HAS_TONE.search(syllable))
        if "\x40" <= char <= "\x7e":
            before, after = text[max(0, start - 2) : start - 1], text[match.end() : match.end() + 1]
            if toned and _behind_letter(before, char, syllable, after):
                yield Hit(start, match.end(), "letter", True, True)
        elif reads(char, syllable):
            half = match[0][0] == "("
            usual = syllable in (known := readings(char)[:1]) or syllable in map(toneless, known)
            plain = char not in _POLYPHONES and syllable not in _ENGLISH
            known_char = common(char)
            strong = half and usual and plain and known_char and traditional(char)
            end = match.end()
            if not toned and half and text[end : end + 1] == " ":
                end += 1  # the toneless converters put a space behind the bracket
            yield Hit(start, end, "toned" if toned else "toneless", strong, known_char)


def injected(text: str) -> list[Edit]:
    """One edit per injected bracket; none where the page's brackets look like glosses of a writer.

    A bracket is a candidate only when all it holds is one reading of the character before it. A writer
    glosses rare characters and those of two readings, a converter common traditional ones: one bracket
    behind such a character, or behind a letter, proves the page damaged, and so do `MIN_HITS` weaker
    ones, toned or with the converters' space, if most stand behind common characters.
    """
    if "(" not in text and "（" not in text:
        return []
    hits = list(_hits(text))
    weak = [hit for hit in hits if hit.kind == "toned" or text[hit.end - 1] == " "]
    many = len(weak) >= MIN_HITS and 2 * sum(hit.common for hit in weak) >= len(weak)
    if not many and not any(hit.strong for hit in hits):
        return []
    return [Edit(hit.start, hit.end, "", "pinyin_bracket") for hit in hits]
