"""Bytes → text, with the encoding that was found.

UTF-8 is taken wherever the bytes prove it. Else the readings in the legacy sets are compared by how
legible they are. A file of which a tiny share is damaged (a lone bad byte, a cut-off end) is decoded
with U+FFFD at the damaged places, and how many bytes that were is told; with more damage it is refused.
Nothing is replaced silently.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from data_prep.ingest.legible import LEGIBLE, RARE, score, score_all
from data_prep.ingest.magic import kind_of
from data_prep.ingest.raw import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("gb18030",),
    ("big5", "cp950", "big5hkscs"),
    ("cp1252", "latin_1"),
)
"""Sets that share their letters, narrowest first: the first that fits the whole file is its name."""
_WESTERN = "cp1252"
_UTF16 = ("utf-16-le", "utf-16-be")
_DECLARED = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5"), "big5"),
    **dict.fromkeys(("windows-1252", "iso-8859-1", "latin1", "iso-8859-15", "ascii"), "cp1252"),
}
"""What a page may declare (WHATWG Encoding labels), and the family it stands for."""
_HIGH = bytes(range(0x80, 0x100))
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_NULS = "it holds NUL bytes"
HEAD = 64 << 10
SAMPLE = 128 << 10
"""Bytes from the first one outside ASCII on, by which the legacy sets are judged."""
TOLERATED = 1 / 1000
"""Damaged places per character outside ASCII, of which there must be MANY_GOOD for each, to be decoded."""
MANY_GOOD = 20


class Encoding(NamedTuple):
    """The set a file is in, and how many of its bytes are not."""

    name: str
    damaged: int = 0

    @property
    def meta(self) -> dict[str, str]:
        """What a document tells of its decoding."""
        damaged = {"undecodable_bytes": str(self.damaged)} if self.damaged else {}
        return {"encoding": self.name} | damaged


@dataclass(slots=True)
class Survey:
    """What one pass over bytes in chunks tells of their encoding, in bounded memory."""

    size: int = 0
    head: bytes = b""
    sample: bytes = b""
    good: int = 0
    """Characters outside ASCII that are valid UTF-8."""
    places: int = 0
    damaged_at: int = -1
    """Places that are not UTF-8, and the offset in bytes of the first."""
    _rest: bytes = b""

    @classmethod
    def of(cls, chunks: Iterable[bytes]) -> "Survey":
        survey = cls()
        for chunk in chunks:
            survey._feed(chunk)
        survey._judge(survey._rest, survey.size - len(survey._rest))
        return survey

    def _feed(self, chunk: bytes) -> None:
        if len(self.head) < HEAD:
            self.head += chunk[: HEAD - len(self.head)]
        if self.sample:
            self.sample += chunk[: max(0, SAMPLE - len(self.sample))]
        elif first := _HIGH_BYTE.search(chunk):
            start = max(0, first.start() - 64)  # what stands before it is ASCII
            self.sample = chunk[start : start + SAMPLE]
        data = self._rest + chunk
        self.size += len(chunk)
        cut = _whole_utf8(data)
        self._rest = data[cut:]
        self._judge(data[:cut], self.size - len(data))

    def _judge(self, data: bytes, at: int) -> None:
        if data.isascii():
            return
        text = data.decode("utf-8", "replace")
        plain = len(data.translate(None, _HIGH))
        places = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
        self.good += len(text) - plain - places
        if not places:
            return
        self.places += places
        if self.damaged_at < 0:
            self.damaged_at = at + _first_bad(data)


def _whole_utf8(data: bytes) -> int:
    """Where to cut so that no character is: before a lead byte in the last three bytes."""
    for back in range(1, min(3, len(data)) + 1):
        if data[-back] >= 0xC0:
            return len(data) - back
        if data[-back] < 0x80:
            break
    return len(data)


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def decode(raw: bytes, declared: str = "") -> tuple[str, Encoding]:
    """The text of `raw`; `declared` is the charset that a page names. Raises Unreadable."""
    encoding = identify(Survey.of([raw]), lambda: [raw], declared)
    return raw.decode(encoding.name, "replace"), encoding


def decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """The text of a stream, U+FFFD for what is damaged."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", True)


def identify(survey: Survey, again: Callable[[], Iterable[bytes]], declared: str = "") -> Encoding:
    """The encoding of the surveyed bytes, which `again` gives once more. Raises Unreadable."""
    if kind := kind_of(survey.head):
        raise Unreadable("binary_file", f"by its first bytes it is {kind}")
    for bom, name in _BOMS:
        if survey.head.startswith(bom):
            return _fitting((name,), survey, again)
    if b"\x00" in survey.head and survey.head.count(0) * 1000 > len(survey.head):
        legible, name = _utf16(survey.head)
        if legible < LEGIBLE:
            raise Unreadable("binary_file", _NULS)
        try:
            return _fitting((name,), survey, again)
        except Unreadable as error:
            raise Unreadable("binary_file", _NULS) from error
    label = _DECLARED.get(declared.strip().lower(), "")
    if _is_utf8(survey) or not survey.sample:
        return _fitting(("utf-8",), survey, again)
    return _fitting(_family(survey, label), survey, again)


def _is_utf8(survey: Survey) -> bool:
    """Chance gives other sets some valid sequences, but fewer than invalid ones."""
    return survey.good > survey.places


def _fitting(
    names: tuple[str, ...], survey: Survey, again: Callable[[], Iterable[bytes]]
) -> Encoding:
    """The first of `names` without damage, or the least damaged if that is tolerable."""
    found: list[Encoding] = []
    for name in names:
        utf8 = name in ("utf-8", "utf-8-sig")
        good, damaged = (survey.good, survey.places) if utf8 else _damage(again(), name)
        if not damaged:
            return Encoding(name)
        if damaged <= max(1, good * TOLERATED) and good >= damaged * MANY_GOOD:
            found.append(Encoding(name, damaged))
    if not found:
        at = f"first bad byte at {survey.damaged_at}" if survey.damaged_at >= 0 else ""
        raise Unreadable("undecodable", at)
    return min(found, key=lambda e: e.damaged)


_WRITTEN = {
    "gb18030": b"\x84\x31\xa4\x37",
    "utf-16-le": b"\xfd\xff",
    "utf-16-be": b"\xff\xfd",
}
"""How U+FFFD itself is written: where it was in the text already, nothing is damaged."""


def _damage(chunks: Iterable[bytes], name: str) -> tuple[int, int]:
    """Characters outside ASCII that `name` decodes, and places that it does not."""
    decoder = codecs.getincrementaldecoder(name)("replace")
    good = damaged = 0
    for chunk, last in chain(((c, False) for c in chunks), [(b"", True)]):
        text = decoder.decode(chunk, last)
        bad = text.count("\ufffd")
        written = chunk.count(_WRITTEN[name]) if bad and name in _WRITTEN else 0
        good += len(text) - bad - len(text.encode("ascii", "ignore"))
        damaged += max(0, bad - written)
    return good, damaged


def _utf16(head: bytes) -> tuple[float, str]:
    """How legible the bytes are as UTF-16 without a mark, and in which byte order."""
    even = head[: len(head) & ~1]
    return max((score_all(even.decode(name, "replace")), name) for name in _UTF16)


def _family(survey: Survey, label: str) -> tuple[str, ...]:
    """The family whose reading of the sample is the most legible, or the declared one if that will do."""
    scores = {family: _score(survey.sample, family) for family in _FAMILIES}
    best = max(scores, key=lambda family: scores[family])
    wide, name = _utf16(survey.head)
    legible = max(wide, scores[best]) >= LEGIBLE
    if label and scores[_family_of(label)] >= (LEGIBLE / 2 if legible else RARE):
        return _family_of(label)
    if not legible:
        raise Unreadable("undecodable", "no legible reading")
    return (name,) if wide > scores[best] else best


def _family_of(label: str) -> tuple[str, ...]:
    return next(family for family in _FAMILIES if family[0] == label)


def _score(sample: bytes, family: tuple[str, ...]) -> float:
    if family[0] == _WESTERN:
        return score(sample.decode(_WESTERN, "replace"), western=True)
    decoder = codecs.getincrementaldecoder(family[-1])("replace")
    return score(decoder.decode(sample))  # not final: the sample may be cut in a character
