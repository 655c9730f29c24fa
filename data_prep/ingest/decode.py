"""Bytes → text, with the encoding that was found. Undecodable bytes are an error, never replaced."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5", "big5hkscs", "cp1252", "latin_1")
"""Tried in this order of how often a Chinese or English page is in them, once UTF-8 has failed."""
_BINARY = (b"\x7fELF", b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


class Undecodable(ValueError):
    """The bytes are no text in any encoding we read; `args[0]` is the drop reason."""


def decode(raw: bytes) -> tuple[str, str]:
    """The text of `raw` and the name of its encoding. Raises Undecodable."""
    if raw.startswith(_BINARY):
        raise Undecodable("binary_file")
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _strict(raw, name), name
    if b"\x00" in raw[:65536]:
        raise Undecodable("binary_file")
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    for name in _LEGACY:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text, name):
            return text, name
    raise Undecodable("undecodable")


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeError as error:
        raise Undecodable("undecodable") from error


def _reads_as_text(text: str, encoding: str) -> bool:
    """Whether a decoding looks written by people: common Han for the Chinese sets, few controls."""
    head = text[:20_000]
    if not head:
        return True
    controls = sum((ord(c) < 32 and c not in "\t\r\n\f") or "\x7f" <= c <= "\x9f" for c in head)
    if controls > len(head) * 0.005:
        return False
    foreign = [c for c in head if ord(c) > 127]
    if encoding.startswith(("gb18030", "big5")):
        common = sum("\u4e00" <= c <= "\u9fff" or c in _CJK_PUNCTUATION for c in foreign)
        rare = sum("\u3400" <= c <= "\u4dbf" or "\ue000" <= c <= "\uf8ff" for c in foreign)
        return (
            common >= 0.9 * len(foreign)
            and rare <= 0.01 * len(foreign)
            and _has_function_words(foreign)
        )
    # the western sets have a letter for nearly any byte: Chinese would pass as ÀøÏ«
    return len(foreign) <= 0.25 * len(head) and not _MANY_ACCENTS.search(head)


_CJK_PUNCTUATION = "，。、；：？！“”‘’（）《》【】—…·　「」％"


_MANY_ACCENTS = re.compile("[\xa1-\xfe]{4}")


def _has_function_words(foreign: list[str]) -> bool:
    """的, 是, 在 … stand in any Chinese prose; a wrong decoding hits them only by accident."""
    return sum(c in "的是在和了有一不为為与與" for c in foreign) >= max(1, len(foreign) // 200)
