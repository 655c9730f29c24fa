"""Damage undone, character by character: controls, entities, and text read in the wrong encoding.

Each function takes a text and returns the edits that restore it. Injected pinyin and what it breaks
have files of their own, `pinyin` and `byteshift`.
"""

import html
import re

import ftfy

from data_prep.clean.edits import Edit
from data_prep.clean.pinyin import HAN, TONED, common

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_NEWLINES = re.compile("\r\n?|[\f\x85\u2028\u2029]")


def invisible(text: str) -> list[Edit]:
    """Controls, zero-width characters and byte-order marks away."""
    return [Edit(m.start(), m.end(), "", "invisible") for m in _UNSEEN.finditer(text)]


def controls(text: str) -> list[Edit]:
    """Newlines to \\n, odd spaces to a plain one, private-use characters away."""
    return [
        *(Edit(m.start(), m.end(), "\n", "newline") for m in _NEWLINES.finditer(text)),
        *(Edit(m.start(), m.end(), " ", "space") for m in _SPACES.finditer(text)),
        *(Edit(m.start(), m.end(), "", "private_use") for m in _PRIVATE.finditer(text)),
    ]


_ENTITY = re.compile(r"&(?:amp;)*(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_EATEN = re.compile(
    r"(?<![A-Za-z&])[?&]?(ldquo|rdquo|lsquo|rsquo|nbsp|mdash|ndash|hellip|middot|quot);"
)


def entities(text: str) -> list[Edit]:
    """HTML entities that a scraper left, however often escaped: `&ldquo;`, `&amp;nbsp;`."""
    return _characters(_ENTITY, text) if "&" in text else []


def eaten_entities(text: str) -> list[Edit]:
    """Entities that lost their `&`: `?ldquo;`, `ldquo;`."""
    return _characters(_EATEN, text) if ";" in text else []


def _characters(pattern: re.Pattern[str], text: str) -> list[Edit]:
    edits = []
    for match in pattern.finditer(text):
        char = html.unescape(written := f"&{match[1]};")
        if char != written:
            edits.append(Edit(*match.span(), " " if char == "\xa0" else char, "entity"))
    return edits


_LATIN_MOJIBAKE = re.compile("[ÂÃâåæçèéä][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa0-\xbf]")
_GBK_MOJIBAKE = re.compile("[鐨銆锛涓鏄鍦浜鏈鍜杩浠]")
"""What the first bytes of 的 。 ， 一 是 在 了 有 和 这 他 in UTF-8 give when read as GBK."""
_FOREIGN_RUN = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|[?](?=[^\x00-\x7f]))*[?]*")
_LOST_TWICE = "锟斤拷"
"""Two replacement characters, written as UTF-8 and read as GBK: what stood there is gone."""


SOUND = 0.9
"""Share of common characters that a text has which is decoded as it was written."""
LOSSES = 0.34
"""Share of characters that a run read in the wrong encoding may have lost."""


def mojibake(text: str) -> list[Edit]:
    """UTF-8 that was read as a Windows code page (ftfy, Speer 2019) or as GBK, line by line."""
    edits = []
    at = 0
    for line in text.split("\n"):
        if _LATIN_MOJIBAKE.search(line):
            fixed = ftfy.fix_encoding(line)
            if fixed != line:
                edits.append(Edit(at, at + len(line), fixed, "mojibake"))
        elif len(_GBK_MOJIBAKE.findall(line)) > 1 or _LOST_TWICE in line:
            edits += [
                Edit(at + run.start(), at + run.end(), fixed, "mojibake")
                for run in _FOREIGN_RUN.finditer(line)
                if (fixed := _from_gbk(run[0])) != run[0]
            ]
        at += len(line) + 1
    return edits


def _from_gbk(run: str) -> str:
    """The UTF-8 text whose bytes were read as the GBK text `run`; `run` itself when it is none.

    `?` stands for bytes that were lost on the way: what they belonged to becomes U+FFFD.
    """
    try:
        code = run.encode("gb18030")
    except UnicodeEncodeError:
        return run
    fixed = re.sub("\ufffd[\ufffd?]*", "\ufffd", code.decode("utf-8", "replace"))
    lost = fixed.count("\ufffd")
    sound = fixed.replace("\ufffd", "")
    if lost <= LOSSES * len(fixed) and sound and _commonness(sound) > max(SOUND, _commonness(run)):
        return fixed
    return run.replace(_LOST_TWICE, "\ufffd\ufffd")


def _commonness(text: str) -> float:
    return sum(common(c) or c in "，。、：；？！“”（）《》" for c in text) / len(text)


DAMAGED = re.compile(rf"[?？][a-zü]*[{TONED}][a-zü]*[)）]|\ufffd|[{HAN}][?][{HAN}]")
"""What bytes lost inside a character look like: no fact is taken from a sentence that holds it."""
