"""A reader of JSON that forgives what leaves no doubt about the meaning, and keeps what is whole when the end is missing.

    “ ” „ ＂ ： ， ［ ］ ｛ ｝ outside strings           as " : , [ ] { }
    'single quotes', bare keys                              read
    quotes inside a string that nobody escaped              text, unless , : ] } or the end follows
    trailing and missing commas at line ends, // and /* */  read
    raw newlines and tabs in a string                       read
    True, False, None                                       true, false, null
    NaN, Infinity, a number that no float holds             null
    a key twice                                             the last one counts
    an end that is missing                                  the whole items of lists stay, the broken one goes

Evaluates nothing. Time is linear in the text: values nest at most MOST_DEPTH deep.
"""

import re
from dataclasses import dataclass
from typing import Any

MOST_DEPTH = 64

_SPACE = re.compile(r"(?:\s|\ufeff|//[^\n]*(?:\n|\Z)|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"-?[A-Za-z_][A-Za-z0-9_]*")
_WORDS = {
    "true": True, "false": False, "null": None, "True": True, "False": False, "None": None,
    "NaN": None, "nan": None, "Infinity": None, "-Infinity": None, "inf": None, "-inf": None,
}  # fmt: skip
_CLOSING = {'"': '"', "'": "'", "“": '”"', "„": '“”"', "”": '”"', "＂": '＂"', "‘": "’'"}
_STOPS = {mark: re.compile(f"[{closing}\\\\]") for mark, closing in _CLOSING.items()}
"""Where a string may end, or an escape begins."""
_COMMA, _COLON = ",，", ":："
_OBJECT, _LIST = {"{": "}", "｛": "｝}"}, {"[": "]", "［": "］]", "【": "】"}
_ENDS = frozenset("}｝]］】")
_FOLLOWS = _ENDS | frozenset(_COMMA + _COLON)
_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/", "'": "'", "\n": "",
}  # fmt: skip
_LONGEST_NUMBER = 400
OPENING = re.compile(r"[{｛\[［]")


class BrokenJSON(ValueError):
    """What stands here is no JSON, however kindly it is read."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value, where it begins, the place behind it, and whether it was whole."""

    value: Any
    start: int
    end: int
    whole: bool


class Reader:
    """Values of one text. `steps` left are counted down over all of them, so that a hostile text costs no more
    than a few times its length."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._steps = 1_000 + 4 * len(text)

    def read(self, at: int, depth: int = 0) -> Value:
        """The value that begins at `at`, after space. Raises BrokenJSON where there is none."""
        at = self._space(at)
        first = self._text[at : at + 1]
        if first in _OBJECT and first:
            return self._object(at, depth)
        if first in _LIST and first:
            return self._list(at, depth)
        if first in _CLOSING and first:
            return self._string(at)
        return self._plain(at)

    def _space(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        end = found.end() if found else at
        self._pay(1 + end - at)
        return end

    def _pay(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise BrokenJSON("too many beginnings of values that go nowhere")

    def _deeper(self, depth: int) -> int:
        if depth >= MOST_DEPTH:
            raise BrokenJSON(f"values nest deeper than {MOST_DEPTH}")
        return depth + 1

    # --- lists and objects

    def _list(self, at: int, depth: int) -> Value:
        closing, items, depth = _LIST[self._text[at]], [], self._deeper(depth)
        start, at = at, self._space(at + 1)
        while at < len(self._text):
            if self._text[at] in closing:
                return Value(items, start, at + 1, True)
            item = self.read(at, depth)
            if not item.whole:
                break
            items.append(item.value)
            at = self._next(item.end)
        return Value(items, start, len(self._text), False)

    def _object(self, at: int, depth: int) -> Value:
        closing, members, depth = _OBJECT[self._text[at]], {}, self._deeper(depth)
        start, at = at, self._space(at + 1)
        while at < len(self._text):
            if self._text[at] in closing:
                return Value(members, start, at + 1, True)
            key = self._key(at)
            at = self._space(key.end)
            if at >= len(self._text):
                break
            if self._text[at] not in _COLON:
                raise BrokenJSON(f"a key without a colon at character {at}")
            member = self.read(at + 1, depth)
            if member.whole or isinstance(member.value, list | dict):
                members[key.value] = member.value
            if not member.whole:
                break
            at = self._next(member.end)
        return Value(members, start, len(self._text), False)

    def _key(self, at: int) -> Value:
        if self._text[at] in _CLOSING:
            return self._string(at, key=True)
        if found := _WORD.match(self._text, at):
            return Value(found[0], at, found.end(), True)
        raise BrokenJSON(f"no key at character {at}")

    def _next(self, at: int) -> int:
        """Behind the comma, which may be missing at the end of a line or of the list."""
        before, at = at, self._space(at)
        if at >= len(self._text) or self._text[at] in _ENDS:
            return at
        if self._text[at] in _COMMA:
            return self._space(at + 1)
        if "\n" in self._text[before:at]:
            return at
        raise BrokenJSON(f"no comma at character {at}")

    # --- strings, numbers, words

    def _string(self, at: int, *, key: bool = False) -> Value:
        """A key ends at its first quote, other strings at the first that `_closes` says ends one."""
        stops, parts, opened = _STOPS[self._text[at]], [], at
        start = at = at + 1
        while stop := stops.search(self._text, at):
            at = stop.start()
            if stop[0] == "\\":
                parts.append(self._text[start:at])
                said, at = self._escape(at)
                parts.append(said)
                start = at
            elif key or self._closes(at):
                parts.append(self._text[start:at])
                self._pay(at - start + 1)
                return Value(_paired("".join(parts)), opened, at + 1, True)
            else:
                at += 1
        self._pay(len(self._text) - start + 1)
        return Value("", opened, len(self._text), False)

    def _closes(self, at: int) -> bool:
        """Whether the quote here ends its string: something that may follow a string does."""
        after = self._space(at + 1)
        if after >= len(self._text) or self._text[after] in _FOLLOWS:
            return True
        return "\n" in self._text[at:after] and self._text[after] in _CLOSING

    def _escape(self, at: int) -> tuple[str, int]:
        char = self._text[at + 1 : at + 2]
        if char == "u" and re.match("[0-9a-fA-F]{4}", digits := self._text[at + 2 : at + 6]):
            return chr(int(digits, 16)), at + 6
        return _ESCAPES.get(char, "\\" + char), at + 2

    def _plain(self, at: int) -> Value:
        """A number or a word; one that ends with the text may go on."""
        if found := _NUMBER.match(self._text, at):
            return Value(_number(found[0]), at, found.end(), found.end() < len(self._text))
        found = _WORD.match(self._text, at)
        if found and found[0] in _WORDS:
            return Value(_WORDS[found[0]], at, found.end(), found.end() < len(self._text))
        if at >= len(self._text) or (found and found.end() == len(self._text)):
            return Value(None, at, len(self._text), False)
        raise BrokenJSON(f"no value at character {at}")


def _number(digits: str) -> int | float | None:
    if len(digits) > _LONGEST_NUMBER:
        return None
    if digits.lstrip("+-").isdigit():
        return int(digits)
    number = float(digits)
    return number if abs(number) != float("inf") else None


def _paired(text: str) -> str:
    """`text` with the halves of surrogate pairs joined; a half alone is U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
