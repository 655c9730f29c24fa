"""Text whose bytes an injected reading has shifted: `因?yàn)橛X(jué)得` back to 因為覺得.

The converters that `pinyin` describes work on GBK bytes. Of 因為 (D2F2 9EE9) they see F29E, which spells 驗,
and put `(yàn)` behind it, in the middle of 為. Whoever decodes that finds 9E before a bracket, which is no
character, shows `?` for both, and then pairs all bytes that follow one place too early, until an ASCII
byte ends the run. So: take the characters' bytes again, take the brackets out, find the lost byte. It must
spell, with the byte before it, a character of the very reading that follows; where no reading follows,
all bytes are tried. Of what decodes, the reading that looks most like text is taken, or none.
"""

import re
from collections.abc import Iterator

import rjieba

from data_prep.clean.byteshift_readings import FREQUENT, GAP, LOST, Item, Reading, grow, weight
from data_prep.clean.edits import Edit
from data_prep.clean.pinyin import (
    FULL_WIDTH,
    HAN,
    SYLLABLE,
    TONED,
    gbk,
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
HOPELESS = -10.0
"""Rank at which the best reading of a run is no text any more."""
FINALISTS, LEAD_FINALISTS = 12, 150
"""Readings of a run that are compared word by word; more where any byte may have stood before a mark."""
PATIENCE = 20
"""Marks behind a question mark that may turn out sound before they are taken for a writer's habit."""


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
    beam = [Reading()]
    finished: list[tuple[int, Reading]] = []
    for item in _items(text, start, min(len(text), spot + WINDOW)):
        grown = [made for reading in beam for made in grow(reading, item)]
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


def _items(text: str, start: int, limit: int) -> Iterator[Item]:
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
        yield Item(begin, at, options, spot is not None, unsure, lead, han, tuple(found), after)


def _bytes(char: str) -> tuple[bytes, ...]:
    if char == "€":  # the byte that begins no character in GBK; browsers show it so
        return (b"\x80",)
    if char in FULL_WIDTH:
        return gbk(FULL_WIDTH[char]), char.encode()
    return (char.encode(),) if char < "\x80" else (gbk(char),) if gbk(char) else ()


def _choose(text: str, start: int, finished: list[tuple[int, Reading]]) -> Edit | None:
    """The best of the finished readings, if it reads as text."""
    left = simplified(_BRACKET.sub("", text[max(0, start - CONTEXT) : start]))[-6:]

    def rating(found: tuple[int, Reading]) -> tuple[float, str]:
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
        if (len(token) > 1 and _HAN_RUN.fullmatch(token)) or token in FREQUENT:
            known += len(inside)
        at += len(token)
    return known >= CONVINCING * len(_HAN_CHAR.findall(run))
