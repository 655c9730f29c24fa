"""Chinese text that was read in the wrong encoding, taken back to its bytes and read again.

Three misreadings are undone: GBK or Big5 shown as Latin-1 (`ÖÐÎÄ`), UTF-8 shown as Windows-1252 with
bytes lost on the way, and UTF-8 shown as GBK (`涓枃`). A reading is taken only when it is Chinese by its
words: letters of other languages give rare characters at random, which form none.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import rjieba

from data_prep.clean.byteshift import LOST, weight
from data_prep.clean.pinyin import HAN, common
from data_prep.clean.script import simplified

LEAST = 4
"""Han from which a run alone proves that a page was read as Latin-1."""
FAMILIAR = 0.6
"""Share of Han that stand in words or are of the most frequent."""
LEAST_PROVEN, FAMILIAR_PROVEN = 2, 0.3
"""The same on a page that other lines have proved; names hold few words."""
LOSSES = 0.34
"""Share of characters that a run read in the wrong encoding may have lost."""
_LOSS = 8.0
"""Rating that a lost byte costs."""
_DETOUR = 3.0
"""Rating that a byte costs which must have come in by way of UTF-8."""
_SOFT_HYPHEN, _UNSEEN = 0xAD, 5.0
"""A byte that scrapers take out as what Latin-1 means by it, and what it costs to put it back."""
_MARK = 1.0
"""Rating of the marks of Chinese text, its wide space among them."""
_WORD = 2.0
"""Rating of a character that makes a word with the one before it."""
_MARKS = re.compile("[\u2013-\u2026\u3000-\u3011\uff01-\uff1f·]")

_WINDOWS = {bytes((code,)).decode("cp1252"): code for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # fmt: skip
_HIGH = "\x80-\u1fff" + "".join(_WINDOWS)
_OTHERS = "\u2010-\u2fff\u3100-\u33ff\ua000-\uf8ff"
_LATIN_RUN = re.compile(
    f"[{_HIGH}](?:[ -~{_HIGH}]|[{_OTHERS}]|[{HAN}\u3000-\u303f\uff00-\uffef](?=[{_HIGH}]))*"
)
_LATIN = re.compile("[\xa1-\xff]")
_UNBROKEN = re.compile("[\xa1-\xff]{4}")
_HAN_CHAR = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")

_Pair = Callable[[bytes], str]
_Chain = tuple["_Chain", str, bool] | None
"""The characters so far, the last one first, each with whether it is unsure."""
_State = tuple[float, _Chain]
_Waiting = tuple[int, bool]
"""A byte that waits for its second, and whether it is unsure."""
_NONE: _Waiting = (0, False)


def from_latin(line: str, *, proven: bool = False) -> Iterator[tuple[int, int, str]]:
    """(start, end, text) of each run of `line` that is GBK or Big5 shown as Latin-1.

    Some readers try the bytes as UTF-8 first: two or three of the damage may then be one letter, so
    a letter stands for its code or for its bytes.
    """
    least, words = (LEAST_PROVEN, FAMILIAR_PROVEN) if proven else (LEAST, FAMILIAR)
    for run in _LATIN_RUN.finditer(line) if _UNBROKEN.search(line) else ():
        letters = len(_LATIN.findall(run[0]))
        if 2 * letters < sum(char > "\x7f" for char in run[0]):
            continue  # Greek, Cyrillic, Hebrew
        read = [_read_back(run[0], pair) for pair in (_gbk, _big5)]
        best = max(read, key=familiar)
        if len(_HAN_CHAR.findall(best)) >= least and familiar(best) >= words:
            yield run.start(), run.end(), best


def familiar(text: str) -> float:
    """Share of the characters beyond ASCII, marks aside, that words hold or that are frequent: 0 … 1."""
    known = 0
    for token in rjieba.cut(simplified(text), hmm=False):
        if _HAN_RUN.fullmatch(token) and (len(token) > 1 or weight(token) > 0):
            known += len(token)
    all_of_them = sum(char > "\x7f" and (char == LOST or char.isalnum()) for char in text)
    return known / all_of_them if all_of_them else 0.0


@cache
def _gbk(pair: bytes) -> str:
    return _one(pair, "gbk")


@cache
def _big5(pair: bytes) -> str:
    return _one(pair, "big5hkscs")


def _one(pair: bytes, encoding: str) -> str:
    try:
        char = pair.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


@cache
def _ways(char: str) -> tuple[tuple[float, bytes], ...]:
    """The bytes that a letter of the damage may stand for, with what each way costs; b"" for itself."""
    code = ord(char)
    if char in _WINDOWS:
        return ((0.0, bytes((_WINDOWS[char],))), (_DETOUR, char.encode()))
    if code < 0x80:
        return ((0.0, char.encode()),)
    if code < 0x100:
        return ((0.0, bytes((code,))), (_DETOUR, char.encode()))
    own = ((0.0, b""),) if char > "\u1fff" else ()
    return ((0.0, char.encode()), *own)


def _read_back(text: str, pair: _Pair) -> str:
    """The likeliest text of two-byte characters (Viterbi over the byte that waits for its second).

    A character for which a byte came by a detour or was put back is unsure: it stays when a word holds it.
    """
    states: dict[_Waiting, _State] = {_NONE: (0.0, None)}
    for char in text:
        grown: dict[_Waiting, _State] = {}
        for waiting, state in states.items():
            for cost, code in _ways(char):
                fed = {waiting: (state[0] - cost, state[1])}
                if not code:
                    _keep(grown, _NONE, _taken(waiting, state, char))
                    continue
                for byte in code:
                    fed = _fed(fed, byte, cost > 0, pair)
                for end, made in fed.items():
                    _keep(grown, end, made)
        states = grown
    ends = [(s, c) if w == _NONE else (s - _LOSS, (c, LOST, False)) for w, (s, c) in states.items()]
    nodes, chain = [], max(ends, key=lambda end: end[0])[1]
    while chain is not None:
        nodes.append(chain)
        chain = chain[0]
    return _sure("".join(node[1] for node in reversed(nodes)), [n[2] for n in reversed(nodes)])


def _sure(text: str, unsure: list[bool]) -> str:
    if not any(unsure):
        return text
    sure, at = "", 0
    simple = simplified(text)
    for token in rjieba.cut(simple if len(simple) == len(text) else text, hmm=False):
        alone = len(token) == 1 and weight(token) < 1 and not _MARKS.match(token)
        sure += LOST if alone and unsure[at] else text[at : at + len(token)]
        at += len(token)
    return sure


def _keep(states: dict[_Waiting, _State], waiting: _Waiting, state: _State) -> None:
    if waiting not in states or state[0] > states[waiting][0]:
        states[waiting] = state


def _taken(waiting: _Waiting, state: _State, char: str) -> _State:
    score, chain = state
    if waiting != _NONE:
        score, chain = score - _LOSS, (chain, LOST, False)
    return score + weight(char), (chain, char, False)


@lru_cache(200_000)
def _rating(before: str, char: str) -> float:
    if _MARKS.match(char):
        return _MARK
    both = simplified(before + char)
    word = _HAN_RUN.fullmatch(both) and len(both) == 2 and len(rjieba.cut(both, hmm=False)) == 1
    return weight(char) + (_WORD if word else -1.0)


def _fed(
    states: dict[_Waiting, _State], byte: int, unsure: bool, pair: _Pair
) -> dict[_Waiting, _State]:
    grown: dict[_Waiting, _State] = {}
    for waiting, state in states.items():
        for end, made in _steps(waiting, state, byte, unsure, pair):
            _keep(grown, end, made)
    return grown


def _steps(
    waiting: _Waiting, state: _State, byte: int, unsure: bool, pair: _Pair
) -> Iterator[tuple[_Waiting, _State]]:
    """What becomes of a state with one more byte, a lost soft hyphen before it among the ways."""
    score, chain = state
    lead, doubtful = waiting
    before = chain[1] if chain else ""
    if lead and (char := pair(bytes((lead, byte)))):
        yield _NONE, (score + _rating(before, char), (chain, char, doubtful or unsure))
    if lead and byte > 0x80 and (char := pair(bytes((lead, _SOFT_HYPHEN)))):
        yield (byte, unsure), (score + _rating(before, char) - _UNSEEN, (chain, char, True))
    if not lead and byte >= 0x40 and (char := pair(bytes((_SOFT_HYPHEN, byte)))):
        yield _NONE, (score + _rating(before, char) - _UNSEEN, (chain, char, True))
    if lead:
        score, chain = score - _LOSS, (chain, LOST, False)
    if byte > 0x80:
        yield (byte, unsure), (score, chain)
    else:
        yield _NONE, (score, (chain, chr(byte) if byte < 0x80 else LOST, False))


def from_utf8(run: str) -> str:
    """The UTF-8 text whose bytes were shown as the Windows-1252 text `run`, for all that are left of them."""
    code = bytearray()
    for char in run:
        code += bytes((_WINDOWS[char],)) if char in _WINDOWS else char.encode("latin-1", "replace")
    return _decoded(bytes(code))


def from_gbk(run: str) -> str:
    """The UTF-8 text whose bytes were read as the GBK text `run`; `run` itself when it is none.

    `?` and U+FFFD stand for bytes that were lost on the way: what they belonged to becomes U+FFFD.
    The euro sign is how Windows shows the byte 0x80.
    """
    code = bytearray()
    for char in run:
        try:
            code += b"\x80" if char == "€" else b"?" if char == LOST else char.encode("gb18030")
        except UnicodeEncodeError:
            return run
    fixed = _decoded(bytes(code))
    sound = fixed.replace(LOST, "").rstrip("?")
    if fixed.count(LOST) <= LOSSES * len(fixed) and sound and _commonness(sound) > _commonness(run):
        return fixed
    return run


_LOST_BYTES = re.compile(f"{LOST}[{LOST}?]*")


def _decoded(code: bytes) -> str:
    """UTF-8 with U+FFFD for what is lost, and for a character that ends in the bytes of another."""
    parts: list[str] = []
    at = 0
    while at < len(code):
        try:
            parts.append(code[at:].decode())
            break
        except UnicodeDecodeError as error:
            sound = code[at : at + error.start].decode()
            stray = 0x80 <= code[at + error.start] < 0xC0
            parts.append((sound[:-1] if stray and sound[-1:] > "\x7f" else sound) + LOST)
            at += max(error.end, error.start + 1)
    return _LOST_BYTES.sub(LOST, "".join(parts))


def _commonness(text: str) -> float:
    return sum(common(c) or c in "，。、：；？！“”（）《》" for c in text) / len(text)
