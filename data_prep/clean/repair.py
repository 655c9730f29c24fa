"""Damage undone, character by character: controls, entities, injected pinyin, mojibake, widths.

Each function takes a text and returns the edits that restore it.
"""

import html
import re

import ftfy
from pypinyin import Style, pinyin

from data_prep.clean.edits import Edit

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ue000-\uf8ff]"
)
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_NEWLINES = re.compile("\r\n?|[\f\x85\u2028\u2029]")


def controls(text: str) -> list[Edit]:
    """Newlines to \\n, odd spaces to a plain one, invisible and private-use characters away."""
    return [
        *(Edit(m.start(), m.end(), "\n", "newline") for m in _NEWLINES.finditer(text)),
        *(Edit(m.start(), m.end(), " ", "space") for m in _SPACES.finditer(text)),
        *(Edit(m.start(), m.end(), "", "invisible") for m in _INVISIBLE.finditer(text)),
    ]


_ENTITY = re.compile(r"&(?:amp;)*(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_EATEN = re.compile(
    r"(?<![A-Za-z&])[?&]?(ldquo|rdquo|lsquo|rsquo|nbsp|mdash|ndash|hellip|middot|quot);"
)


def entities(text: str) -> list[Edit]:
    """HTML entities that a scraper left: `&ldquo;`, `&amp;nbsp;`, and `?ldquo;`, which lost its `&`."""
    found = {m.span(): m[1] for pattern in (_ENTITY, _EATEN) for m in pattern.finditer(text)}
    edits = []
    for (start, end), name in sorted(found.items()):
        char = html.unescape(f"&{name};")
        if char == f"&{name};" or (edits and start < edits[-1].end):
            continue
        edits.append(Edit(start, end, " " if char == "\xa0" else char, "entity"))
    return edits


_MOJIBAKE = re.compile("[ÂÃâåæçèéä][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\xa0-\xbf]")


def mojibake(text: str) -> list[Edit]:
    """UTF-8 that was read as a Windows code page, line by line (ftfy, Speer 2019)."""
    edits = []
    at = 0
    for line in text.split("\n"):
        if _MOJIBAKE.search(line):
            fixed = ftfy.fix_encoding(line)
            if fixed != line:
                edits.append(Edit(at, at + len(line), fixed, "mojibake"))
        at += len(line) + 1
    return edits


_BRACKET = re.compile(rf"\(([a-zü]*[{_TONED}][a-zü]*)\)")
_TONELESS = re.compile(rf"(?<=[{_HAN}])\(([a-zü]{{1,6}})\) ?")
_LOST_STOP = re.compile(rf"[?？][,，]F\(xiàn\)(?=[{_HAN}])")
"""What the same converters make of 。現, whose bytes they cut in the wrong place."""
MIN_INJECTIONS = 3
"""Fewer toned brackets than this and a page counts as one that teaches a reading, not as damaged."""


def injected_pinyin(text: str) -> list[Edit]:
    """The `(zhí)` of 執(zhí)行 that converters leave, also behind a Latin letter: F(xiàn)AIR → FAIR.

    A bracket goes only when it is a single syllable, on a page that holds several; a toneless one
    only when it is a reading of the character before it.
    """
    found = list(_BRACKET.finditer(text))
    if not found:
        return []
    found += [m for m in _TONELESS.finditer(text) if m[1] in _readings(text[m.start() - 1])]
    if len(found) < MIN_INJECTIONS:
        return []
    stops = [Edit(m.start(), m.end(), "。現", "lost_stop") for m in _LOST_STOP.finditer(text)]
    gone = {at for edit in stops for at in range(edit.start, edit.end)}
    brackets = [m for m in found if m.start() not in gone]
    return stops + [Edit(m.start(), m.end(), "", "pinyin_bracket") for m in brackets]


def _readings(char: str) -> set[str]:
    return set(pinyin(char, style=Style.NORMAL, heteronym=True)[0])


DAMAGED = re.compile(rf"[?？][a-zü]*[{_TONED}][a-zü]*[)）]|\ufffd|[{_HAN}][?][{_HAN}]")
"""What bytes lost inside a character look like: no fact is taken from a sentence that holds it."""

_FULL_WIDTH = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0f\uff0d\uff20\u3000]"
)
_HALF_TO_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_CJK = rf"{_HAN}\u3000-\u303f\uff00-\uffef“”‘’…—·"
_HALF = re.compile(
    rf"(?<=[{_CJK}()])[,;:!](?![a-z])|(?<=[{_CJK}])\?(?![a-zü]*[{_TONED}])|(?<=\w)[,;:?!](?=[{_HAN}“‘《（])|,(?=[A-Z])|(?<=[{_HAN}])\.(?=\s|$|[”’])"
)
_PAIRED = re.compile(r"\(([^()\n]*)\)")


def widths(text: str) -> list[Edit]:
    """Full-width letters and digits to half width, half-width punctuation beside Han to full width.

    Numbers (1,000 · 10:30) keep theirs: a mark between two digits touches no Han.
    """
    edits: dict[int, str] = {}
    chars = list(text)
    while changes := _width_changes(
        "".join(chars)
    ):  # a mark made full-width may widen the one beside it
        edits |= changes
        for at, char in changes.items():
            chars[at] = char
    return [Edit(at, at + 1, char, "width") for at, char in sorted(edits.items())]


def _width_changes(text: str) -> dict[int, str]:
    """Position → character of what one pass changes."""
    changes = {}
    for match in _FULL_WIDTH.finditer(text):
        char = match[0]
        changes[match.start()] = " " if char == "\u3000" else chr(ord(char) - 0xFEE0)
    for match in _HALF.finditer(text):
        changes[match.start()] = "。" if match[0] == "." else _HALF_TO_FULL[match[0]]
    for match in _PAIRED.finditer(text):
        if re.search(f"[{_HAN}]", match[1]) or re.match(
            f"[{_HAN}]", text[match.start() - 1 : match.start()] or " "
        ):
            changes[match.start()], changes[match.end() - 1] = "（", "）"
    return changes


_QUOTE_STRAIGHT = re.compile(r'"([^"\n]{1,400})"')


def quotes(text: str) -> list[Edit]:
    """Straight double quotes around Han to curly ones, so that quoted speech can be told from the rest."""
    edits = []
    for match in _QUOTE_STRAIGHT.finditer(text):
        if re.search(f"[{_HAN}]", match[1]):
            edits += (
                Edit(match.start(), match.start() + 1, "“", "quote"),
                Edit(match.end() - 1, match.end(), "”", "quote"),
            )
    return edits
