"""Text whose bytes an injected reading has shifted: `因?yàn)橛X(jué)得` back to 因為覺得.

The converters that `pinyin` describes work on GBK bytes. Of 因為 (D2F2 9EE9) they see F29E, which spells 驗,
and put `(yàn)` behind it, in the middle of 為. Whoever decodes that finds 9E before a bracket, which is no
character, shows `?` for both, and then pairs all bytes that follow one place too early, until an ASCII
byte ends the run. So: take the characters' bytes again, take the brackets out, find the lost byte. It must
spell, with the byte before it, a character of the very reading that follows; where no reading follows,
all bytes are tried. Of what decodes, the reading that looks most like text is taken, or none.
"""

import dataclasses
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import rjieba

from data_prep.clean.edits import Edit
from data_prep.clean.pinyin import (
    FULL_WIDTH,
    HAN,
    SYLLABLE,
    TONED,
    common,
    gbk,
    reads,
    traditional,
)
from data_prep.clean.script import simplified

_LOST = "[?？\ufffd]"
_TONED_SYLLABLE = rf"(?=[a-zü]{{0,5}}[{TONED}]){SYLLABLE}"
_ENTITY = {"ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "mdash": "—", "hellip": "…", "middot": "·", "nbsp": " "}  # fmt: skip
_SPOT = re.compile(
    rf"{_LOST}(?:(?P<reading>{_TONED_SYLLABLE}) ?[)）]"
    rf"|(?P<entity>{'|'.join(_ENTITY)});"
    rf"|(?P<tag>/?(?:p|br|div|span|strong|b|a|li|td|h\d)(?: [^<>\n]{{0,80}})?/?>)"
    rf"|(?=[,，；;：:]?[@-~]\({_TONED_SYLLABLE}\))"
    rf"|(?P<mark>(?=[?？!！,，](?:[{HAN}][{HAN}@-~]|[@-~][{HAN}]))))"
)
"""A lost byte, and the bracket, ampersand or angle that was lost with it.

The converters know marks too, `？` by its bytes A3BF, `！` by A3A1, `，` by A3AC, and find them in
。可 (A1A3 BFC9), in 。“ (A1A3 A1B0), in 專科 (8CA3 BFC6): of that a lost byte, the mark and a shifted
run are left.
"""
_HAN_CHAR = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_BRACKET = re.compile(rf"\(({SYLLABLE}) ?\)")

LOST = "\ufffd"
"""Stands for a character of which nothing, or too little, is known."""
WORD = 2.5
"""Rating of a character that a word joins to the one before it."""
MARGIN = 1.0
"""Rating by which a reading must beat all that differ from it; where they do, LOST stands."""
WINDOW = 60
"""Characters behind a lost byte in which its run must end; real runs last about eight."""
BEAM = 200
"""Readings of a run that are kept while it is decoded."""
CONTEXT = 24
"""Characters before a run that help to choose; brackets are among them."""
CONVINCING = 0.6
"""Share of a run's Han that must be known to take it for text."""
HALVED = 6.0
"""Rating that a letter or digit costs which is taken for a full-width form made half-width, if not of 。."""
HOPELESS = -10.0
"""Rank at which the best reading of a run is no text any more."""
GAP = 12.0
"""Rating that a character costs which is taken to have vanished: more than any reading gains by it."""
FINALISTS, LEAD_FINALISTS = 12, 150
"""Readings of a run that are compared word by word; more where any byte may have stood before a mark."""
PATIENCE = 20
"""Marks behind a question mark that may turn out sound before they are taken for a writer's habit."""

_FREQUENT = (
    "的。一，是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作"
    "里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
)
"""The most frequent characters of written Chinese, in their order (Jun Da, Modern Chinese Character
Frequency List, 2004), with the two marks of a sentence."""


@dataclass(frozen=True, slots=True)
class _Item:
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
class _Reading:
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
    rank = _FREQUENT.find(simple)
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


def restored(text: str) -> list[Edit]:
    """One edit per run that could be restored. What is not convincing stays as it is."""
    edits: list[Edit] = []
    at, patience = 0, PATIENCE
    for spot in _SPOT.finditer(text):
        if spot.start() < at:
            continue
        mark = spot["mark"] is not None
        start = spot.start() if mark else _before(text, spot.start())
        if start is None or start < at or (mark and patience <= 0):
            continue
        edit = _restore(text, start, spot.start())
        patience += PATIENCE if mark and edit else -mark
        if edit is not None:
            edits.append(edit)
            at = edit.end
    return edits


def _before(text: str, spot: int) -> int | None:
    """Where the character before the lost byte begins, over the bracket that may stand between."""
    head = text[max(0, spot - 10) : spot]
    if bracket := re.search(rf"\({SYLLABLE}\)$", head):
        spot -= len(bracket[0])
    return spot - 1 if spot and len(gbk(_wide(text[spot - 1]))) == 2 else None


def _wide(char: str) -> str:
    return FULL_WIDTH.get(char, char)


def _restore(text: str, start: int, spot: int) -> Edit | None:
    """The edit that restores the run from text[start], whose first lost byte is at `spot`."""
    beam = [_Reading()]
    finished: list[tuple[int, _Reading]] = []
    for item in _items(text, start, min(len(text), spot + WINDOW)):
        grown = [made for reading in beam for made in _grow(reading, item)]
        grown.sort(key=lambda r: (-r.rank, r.text))
        beam = grown[:BEAM]
        if not beam or beam[0].rank + GAP * beam[0].gaps < HOPELESS:
            break
        if item.start >= spot:
            for reading in (done := [r for r in beam if not r.waiting]):
                finished.append((item.end, reading))
            if done and len(done) == len(beam):
                break
            beam = [r for r in beam if r.waiting]
    return _choose(text, start, finished)


def _items(text: str, start: int, limit: int) -> Iterator[_Item]:
    at = start
    while at < limit:
        begin = at
        spot = _SPOT.match(text, at)
        if spot and (at == start) != (spot["mark"] is not None):
            spot = None
        if spot:
            found, after = [], ""
            if spot["reading"]:
                found.append(spot["reading"])
            elif spot["entity"]:
                after = _ENTITY[spot["entity"]]
            elif spot["tag"]:
                after = "\n"
            lead = spot["mark"] is not None
            options, unsure, at = (), False, spot.end()
        else:
            char = text[at]
            if char == "\n":
                return
            options, found, after, at = _bytes(char), [], "", at + 1
            if not options:
                return
            lead, unsure = False, char in "?？"
        while bracket := _BRACKET.match(text, at):
            found.append(bracket[1])
            at = bracket.end()
        han = spot is None and bool(_HAN_CHAR.match(text[begin - 1 : begin]))
        yield _Item(begin, at, options, spot is not None, unsure, lead, han, tuple(found), after)


def _bytes(char: str) -> tuple[bytes, ...]:
    if char == "€":  # the byte that begins no character in GBK; browsers show it so
        return (b"\x80",)
    if char in FULL_WIDTH:
        return gbk(FULL_WIDTH[char]), char.encode()
    return (char.encode(),) if char < "\x80" else (gbk(char),) if gbk(char) else ()


def _grow(reading: _Reading, item: _Item) -> Iterator[_Reading]:
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


def _hidden(reading: _Reading, item: _Item) -> Iterator[bytes]:
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


def _candidates(reading: _Reading, item: _Item) -> tuple[bytes, ...]:
    low = 0x40 if reading.waiting else 0x81
    every = (bytes((code,)) for code in range(low, 0xFF) if code != 0x7F)
    if not item.readings:
        return tuple(every)
    before, syllable = reading.stream[-1:], item.readings[0]
    return tuple(byte for byte in every if (char := _pair(before + byte)) and reads(char, syllable))


def _push(reading: _Reading, option: bytes) -> _Reading | None:
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
    return _Reading(reading.stream + option, text, waiting, score, reading.proved, reading.gaps)


def _prove(reading: _Reading, item: _Item) -> _Reading | None:
    """None when a bracket behind the item is no reading of the two bytes before it."""
    if not item.readings:
        return reading
    char = _pair(reading.stream[-2:])
    if not char or not all(reads(char, syllable) for syllable in item.readings):
        return None
    bonus = 2.0 + traditional(char)  # the converters know traditional characters only
    return dataclasses.replace(reading, score=reading.score + bonus, proved=reading.proved + 1)


def _choose(text: str, start: int, finished: list[tuple[int, _Reading]]) -> Edit | None:
    """The best of the finished readings, if it reads as text."""
    left = simplified(_BRACKET.sub("", text[max(0, start - CONTEXT) : start]))[-6:]

    def rating(found: tuple[int, _Reading]) -> tuple[float, str]:
        """Score by character, and a bonus for characters that words join, context included."""
        end, reading = found
        right = simplified(_BRACKET.sub("", text[end : end + CONTEXT]))[:4]
        run = left + simplified(reading.text) + right
        return reading.rank + WORD * (len(run) - len(rjieba.cut(run, hmm=False))), reading.text

    finished.sort(key=lambda f: (-f[1].rank / max(1, len(f[1].text)), f[1].text))
    most = LEAD_FINALISTS if text[start] in "?？" else FINALISTS
    rated = sorted(((rating(f), f) for f in finished[:most]), reverse=True, key=lambda r: r[0])
    if not rated:
        return None
    (top, _), (end, best) = rated[0]
    rivals = [r.text for (points, _), (_, r) in rated if points > top - MARGIN]
    run = _agreed(best.text, rivals)
    right = simplified(_BRACKET.sub("", text[end : end + CONTEXT]))[:4]
    convincing = best.score > 0 and _known(left, simplified(run), right, best.proved)
    if text[start] in "?？" and not best.proved:
        convincing = convincing and _wordy(simplified(run) + right, len(run))
    return Edit(start, end, run, "byte_shift") if convincing else None


def _agreed(best: str, rivals: list[str]) -> str:
    """`best` with LOST where a rival of the same length has another character, script aside."""
    same = [rival for rival in rivals if len(rival) == len(best)]
    return "".join(
        char if len({simplified(rival[at]) for rival in same}) == 1 else LOST
        for at, char in enumerate(best)
    )


def _wordy(text: str, length: int) -> bool:
    """Whether words hold the Han of text[:length], all of them but one in three, and how it ends."""
    held, at, end = 0, 0, False
    for token in rjieba.cut(text, hmm=False):
        if at < length:
            word = len(token) > 1 and bool(_HAN_RUN.fullmatch(token))
            held += min(len(token), length - at) if word else 0
            end = word or not _HAN_CHAR.match(token) or weight(token) > 0
        at += len(token)
    return end and held > 0 and 3 * held >= 2 * len(_HAN_CHAR.findall(text[:length]))


def _known(left: str, run: str, right: str, proved: int) -> bool:
    """Whether most Han of `run` are proved, frequent or part of a word: wrong bytes give none of these."""
    if "。。" in run:
        return False
    known, at = proved, -len(left)
    for token in rjieba.cut(left + run + right, hmm=False):
        inside = range(max(at, 0), min(at + len(token), len(run)))
        if (len(token) > 1 and _HAN_RUN.fullmatch(token)) or token in _FREQUENT:
            known += len(inside)
        at += len(token)
    return known >= CONVINCING * len(_HAN_CHAR.findall(run))
