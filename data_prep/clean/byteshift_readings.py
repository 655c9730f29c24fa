"""What a run of shifted bytes may have been: readings that grow by a place at a time, as far as they decode."""

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data_prep.clean.pinyin import (
    common,
    reads,
    traditional,
)
from data_prep.clean.script import simplified

LOST = "\ufffd"
"""Stands for a character of which nothing, or too little, is known."""
HALVED = 6.0
"""Rating that a letter or digit costs which is taken for a full-width form made half-width, if not of 。."""
GAP = 12.0
"""Rating that a character costs which is taken to have vanished: more than any reading gains by it."""
FREQUENT = (
    "的。一，是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作"
    "里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
)
"""The most frequent characters of written Chinese, in their order (Jun Da, Modern Chinese Character
Frequency List, 2004), with the two marks of a sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """A place of the damaged run: the byte strings that may have stood there, or `lost`: one unknown byte.

    `unsure` is a question mark that may be one, or a byte that was lost with the ASCII character behind it.
    `lead` is a lost byte before a mark; `behind_han` says what stands before the place.
    `readings` are the brackets behind the place; `after` is text that stands behind a lost byte.
    """

    start: int
    end: int
    options: tuple[bytes, ...]
    lost: bool = False
    unsure: bool = False
    lead: bool = False
    behind_han: bool = False
    readings: tuple[str, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a run may have been: its bytes, the text they give, a byte that waits for its second."""

    stream: bytes = b""
    text: str = ""
    waiting: bytes = b""
    score: float = 0.0
    proved: int = 0
    """Brackets that confirm the two bytes before them."""
    gaps: int = 0
    """Characters that are taken to have vanished."""

    @property
    def rank(self) -> float:
        """Score, less what vanished: a reading that leaves nothing out always goes first."""
        return self.score - GAP * self.gaps


@cache
def weight(char: str) -> float:
    """How likely a character is in a text: 3 for the most frequent, 0 for common ones, less for rare ones."""
    simple = simplified(char)
    rank = FREQUENT.find(simple)
    if rank >= 0:
        return 3 - 0.4 * math.log2(rank + 1)
    if common(char) or char in "、；：？！“”‘’（）《》—…·":
        return 0.0
    return -1.5 if "\u4e00" <= char <= "\u9fff" else -4.0


@cache
def _pair(pair: bytes) -> str:
    """The character that two bytes spell, private use not among them; "" for none."""
    try:
        char = pair.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


def grow(reading: Reading, item: Item) -> Iterator[Reading]:
    """The readings that `reading` becomes with one more item, those that its brackets contradict left out."""
    for option in item.options:
        if (made := _push(reading, option)) and (made := _prove(made, item)):
            yield made
    for option in _hidden(reading, item):
        if (made := _push(reading, option)) and (made := _prove(made, item)):
            gap = len(option) > 2
            cost = 0.0 if gap or reading.waiting == b"\xa1" else HALVED
            yield dataclasses.replace(made, score=made.score - cost, gaps=made.gaps + gap)
    if item.unsure:
        if reading.waiting:
            yield dataclasses.replace(reading, text=reading.text + LOST, waiting=b"")
        return
    for byte in _candidates(reading, item) if item.lost else ():
        if (made := _push(reading, byte)) and (made := _prove(made, item)):
            if not item.after:
                yield made
            elif not made.waiting:
                yield dataclasses.replace(made, text=made.text + item.after)


_UNASSIGNED = (
    *((lead, trail) for lead in (*range(0xAA, 0xB0), *range(0xF8, 0xFF)) for trail in range(0xA1, 0xFF)),
    *((lead, trail) for lead in range(0xA1, 0xA8) for trail in range(0x40, 0xA1) if trail != 0x7F),
)  # fmt: skip
"""Pairs of bytes that GBK leaves for private use. Scrapers take out the characters that they give."""


@cache
def _gaps(letter: bytes, readings: tuple[str, ...]) -> tuple[bytes, ...]:
    if readings:  # the letter is the second byte of what was read
        return tuple(
            bytes(pair) + letter
            for pair in _UNASSIGNED
            if (char := _pair(bytes(pair[1:]) + letter)) and reads(char, readings[0])
        )
    full_width = bytes((0xA3, letter[0] | 0x80))
    return tuple(bytes(pair) + full_width for pair in _UNASSIGNED if pair[1] == 0xA1)


def _hidden(reading: Reading, item: Item) -> Iterator[bytes]:
    """Bytes that a letter or digit may stand for within a run, other than its own.

    Scrapers make full-width forms half-width: behind the first byte of 。 (A1A3) stands one. They take
    private-use characters out: one may have stood before a letter that has a reading, or before a
    full-width form.
    """
    letter = item.options[0] if item.behind_han else b""
    if not reading.waiting or not letter.isalnum():
        return
    yield bytes((0xA3, letter[0] | 0x80))
    if item.readings or letter.isdigit():
        yield from _gaps(letter, item.readings)


def _candidates(reading: Reading, item: Item) -> tuple[bytes, ...]:
    low = 0x40 if reading.waiting else 0x81
    every = (bytes((code,)) for code in range(low, 0xFF) if code != 0x7F)
    if not item.readings:
        return tuple(every)
    before, syllable = reading.stream[-1:], item.readings[0]
    return tuple(byte for byte in every if (char := _pair(before + byte)) and reads(char, syllable))


def _push(reading: Reading, option: bytes) -> Reading | None:
    """`reading` with the bytes of `option` behind it, decoded as far as they go; None if they don't decode."""
    text, waiting, score = reading.text, reading.waiting, reading.score
    for code in option:
        byte = bytes((code,))
        if waiting:
            if not (char := _pair(waiting + byte)):
                return None
            text, waiting = text + char, b""
            score += weight(char)
        elif code < 0x80:
            text += chr(code)
        else:
            waiting = byte
    return Reading(reading.stream + option, text, waiting, score, reading.proved, reading.gaps)


def _prove(reading: Reading, item: Item) -> Reading | None:
    """None when a bracket behind the item is no reading of the two bytes before it."""
    if not item.readings:
        return reading
    char = _pair(reading.stream[-2:])
    if not char or not all(reads(char, syllable) for syllable in item.readings):
        return None
    bonus = 2.0 + traditional(char)  # the converters know traditional characters only
    return dataclasses.replace(reading, score=reading.score + bonus, proved=reading.proved + 1)
