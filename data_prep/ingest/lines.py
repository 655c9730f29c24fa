"""Streams of chunks → lines, of which none takes more memory than the limit."""

import re
from collections.abc import Iterable, Iterator

_ANY_END = re.compile(r"\r\n|\n|\r(?!\Z)")


def byte_lines(chunks: Iterable[bytes], most: int) -> Iterator[bytes | None]:
    """Lines without their \\n; None stands for one of over `most` bytes."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        first, *rest = chunk.split(b"\n")
        size += len(first)
        if size <= most:
            held.append(first)
        else:
            held.clear()
        for line in rest:
            yield None if size > most else b"".join(held)
            held, size = [line], len(line)
    if size:
        yield None if size > most else b"".join(held)


def text_lines(pieces: Iterable[str], most: int) -> Iterator[str | None]:
    """Lines with their \\n, \\r\\n or \\r; None stands for one of over `most` characters."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        if held and held[-1].endswith("\r"):  # was it a whole line end?
            piece = held.pop() + piece
            size = sum(map(len, held))
        at = 0
        for end in _ANY_END.finditer(piece):
            size += end.end() - at
            yield None if size > most else "".join((*held, piece[at : end.end()]))
            held, size, at = [], 0, end.end()
        size += len(piece) - at
        if size <= most:
            held.append(piece[at:])
        else:
            held = [piece[-1:]]
    if size:
        yield None if size > most else "".join(held)
