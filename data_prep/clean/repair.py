"""Damage undone, character by character: controls, entities, and text read in the wrong encoding.

Each function takes a text and returns the edits that restore it. Injected pinyin and what it breaks
have files of their own, `pinyin` and `byteshift`.
"""

import html
import re
from collections.abc import Iterator

import ftfy

from data_prep.clean import encoding
from data_prep.clean.edits import Edit
from data_prep.clean.pinyin import HAN, TONED

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_ANSI = re.compile(
    r"\x1b(?:\[[0-?]{0,32}[ -/]{0,8}[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[@-Z\\^_])"
)
"""What a terminal is commanded with (ECMA-48 §5.4, xterm's OSC)."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_NEWLINES = re.compile("\r\n?|[\f\x85\u2028\u2029]")


def invisible(text: str) -> list[Edit]:
    """Terminal sequences, controls, zero-width characters and byte-order marks away."""
    found = [Edit(m.start(), m.end(), "", "ansi_escape") for m in _ANSI.finditer(text)]
    taken = {at for edit in found for at in range(edit.start, edit.end)}
    return found + [
        Edit(m.start(), m.end(), "", "invisible")
        for m in _UNSEEN.finditer(text)
        if m.start() not in taken
    ]


_LOST_BULLET = re.compile(rf"(?:\A|(?<=[\n。！？；：”!?;:]\n))[ \t]*[?] ?(?=[{HAN}])")
"""A mark that a list item began with, lost in an encoding: a sentence does not begin with `?`, a line
that goes on with one does, and stands behind a line without an end."""


def lost_bullets(text: str) -> list[Edit]:
    """Bullets that became `?`. For tidy lines: what stands above decides."""
    if "?" not in text:
        return []
    return [Edit(m.start(), m.end(), "", "lost_bullet") for m in _LOST_BULLET.finditer(text)]


def controls(text: str) -> list[Edit]:
    """Newlines to \\n, odd spaces to a plain one, private-use characters away."""
    return [
        *(Edit(m.start(), m.end(), "\n", "newline") for m in _NEWLINES.finditer(text)),
        *(Edit(m.start(), m.end(), " ", "space") for m in _SPACES.finditer(text)),
        *(Edit(m.start(), m.end(), "", "private_use") for m in _PRIVATE.finditer(text)),
    ]


_ENTITY = re.compile(
    r"&(?:amp;)*(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|&(amp|quot|lt|gt)(?=\s)"
)
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
        char = html.unescape(written := f"&{match[match.lastindex or 1]};")
        if char != written:
            edits.append(Edit(*match.span(), " " if char == "\xa0" else char, "entity"))
    return edits


_LATIN_MOJIBAKE = re.compile("[ÂÃâåæçèéä][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa0-\xbf]")
_GBK_MOJIBAKE = re.compile("[鐨銆锛涓鏄鍦浜鏈鍜杩浠殑槸湪笉湁竴繖笂拰敤]")
"""What the first two bytes of 的 。 ， 一 是 在 了 有 和 这 他 in UTF-8 give when read as GBK, or the last
two of 的 是 在 不 有 一 这 上 和 用."""
_FOREIGN_RUN = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|[?](?=[^\x00-\x7f]))*[?]*")
_LOST_TWICE = "锟斤拷"
"""Two replacement characters, written as UTF-8 and read as GBK: what stood there is gone."""
PROOF = 2
"""Lines misread in one way from which the page is taken to be, and less is asked of its other lines."""


def mojibake(text: str) -> list[Edit]:
    """Text that was read in the wrong encoding, line by line.

    UTF-8 read as a Windows code page (ftfy, Speer 2019) or as GBK, GBK and Big5 read as Latin-1.
    """
    lines = text.split("\n")
    found: dict[int, list[_Run]] = {}
    for misread in (encoding.from_latin, _from_windows, _from_gbk):
        runs = {i: new for i, line in enumerate(lines) if (new := list(misread(line)))}
        if len(runs) >= PROOF:
            runs = {
                i: new for i, line in enumerate(lines) if (new := list(misread(line, proven=True)))
            }
        found = runs | found
    edits, at = [], 0
    for i, line in enumerate(lines):
        edits += [Edit(at + a, at + b, new, "mojibake") for a, b, new in found.get(i, ())]
        at += len(line) + 1
    return edits


_Run = tuple[int, int, str]
"""(start, end, text) of what stands in a line."""


def _from_windows(line: str, *, proven: bool = False) -> Iterator[_Run]:
    if not _LATIN_MOJIBAKE.search(line):
        return
    fixed = ftfy.fix_encoding(line)
    if len(_LATIN_MOJIBAKE.findall(fixed)) > 1:  # bytes are lost
        left = encoding.from_utf8(line)
        if encoding.familiar(left) >= (encoding.FAMILIAR_PROVEN if proven else encoding.FAMILIAR):
            fixed = left
    if fixed != line:
        yield 0, len(line), fixed


def _from_gbk(line: str, *, proven: bool = False) -> Iterator[_Run]:
    if not (proven or _LOST_TWICE in line or len(_GBK_MOJIBAKE.findall(line)) > 1):
        return
    for run in _FOREIGN_RUN.finditer(line):
        fixed = encoding.from_gbk(run[0]).replace(_LOST_TWICE, "\ufffd\ufffd")
        if fixed != run[0]:
            yield *run.span(), fixed


DAMAGED = re.compile(rf"[?？][a-zü]*[{TONED}][a-zü]*[)）]|\ufffd|[{HAN}][?][{HAN}]")
"""What bytes lost inside a character look like: no fact is taken from a sentence that holds it."""
