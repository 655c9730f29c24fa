"""A stream of JSON values, or the elements of one array, without the whole file in memory (RFC 8259)."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_DECODER = json.JSONDecoder()


class TooLong(ValueError):
    """A value is longer than what may be held in memory."""


def values(pieces: Iterable[str], most: int) -> Iterator[Any]:
    """The elements of a top-level array, or the values that stand one behind the other.

    Raises ValueError where the text is no JSON, TooLong for a value of over `most` characters.
    """
    held = _Held(iter(pieces), most)
    in_array = held.peek() == "["
    if in_array:
        held.at += 1
    while char := held.peek():
        if in_array and char == "]":
            return
        yield held.value()
        if in_array and held.peek() == ",":
            held.at += 1
        elif in_array and held.peek() != "]":
            raise ValueError(f"no comma but {held.peek()!r} behind an element")
    if in_array:
        raise ValueError("the array has no end")


class _Held:
    """What is held of the stream: `text` from `at` on is not read yet."""

    def __init__(self, pieces: Iterator[str], most: int) -> None:
        self.pieces, self.most = pieces, most
        self.text, self.at = "", 0

    def peek(self) -> str:
        """The next character that is no space, "" at the end of the stream."""
        while True:
            space = _SPACE.match(self.text, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more(1):
                return ""

    def value(self) -> Any:
        """The next value. What stands at the end of what is held may go on: then more is read first."""
        wanted = 1
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError:
                end = len(self.text)
                value = None
                if not self.more(wanted):
                    raise
            else:
                if end - self.at <= self.most and (end < len(self.text) or not self.more(1)):
                    self.at = end
                    return value
            if end - self.at > self.most:
                raise TooLong(f"a value of over {self.most:,} characters")
            wanted = len(self.text) - self.at  # twice as much each time: linear in all

    def more(self, wanted: int) -> bool:
        """Read on by `wanted` characters or more; False at the end of the stream."""
        got: list[str] = []
        size = 0
        for piece in self.pieces:
            got.append(piece)
            size += len(piece)
            if size >= wanted:
                break
        if not size:
            return False
        self.text = self.text[self.at :] + "".join(got)
        self.at = 0
        return True
