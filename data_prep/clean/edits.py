"""Text whose every character knows where it came from, and the edits that change it."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

Runs = list[tuple[int, int, int, int]]
"""(text start, text length, source start, source length); equal lengths map character by character."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] by `text`, because of `rule` (a rule id such as `pinyin_bracket`)."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Traced:
    """`text` with, per character, the span [starts[i], ends[i]) of the decoded source it stands for."""

    text: str
    starts: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, text: str) -> "Traced":
        at = np.arange(len(text), dtype=np.int32)
        return cls(text, at, at + 1)

    @classmethod
    def from_runs(cls, text: str, runs: Runs) -> "Traced":
        """The text whose map `runs` tells; offsets count from where those of `runs` do."""
        starts = np.empty(len(text), dtype=np.int64)
        ends = np.empty(len(text), dtype=np.int64)
        for at, length, source, source_length in runs:
            if length == source_length:
                starts[at : at + length] = np.arange(source, source + length)
                ends[at : at + length] = starts[at : at + length] + 1
            else:
                starts[at : at + length] = source
                ends[at : at + length] = source + source_length
        return cls(text, starts, ends)

    def shifted(self, base: int) -> "Traced":
        """The same text in a source that begins `base` characters earlier."""
        starts = self.starts.astype(np.int64) + base
        return Traced(self.text, starts, self.ends.astype(np.int64) + base)

    def apply(self, edits: Iterable[Edit]) -> "Traced":
        """The text after `edits`, which must not overlap. A replacement of the same length maps
        character by character, any other stands as a whole for what it replaced."""
        parts: list[str] = []
        starts: list[np.ndarray] = []
        ends: list[np.ndarray] = []
        at = mapped = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if edit.start < at:
                raise ValueError(f"edits overlap at {edit.start}")
            parts += (self.text[at : edit.start], edit.text)
            at = edit.end
            if len(edit.text) == edit.end - edit.start:
                continue  # most edits put one mark for another: the map stays as it is
            starts.append(self.starts[mapped : edit.start])
            ends.append(self.ends[mapped : edit.start])
            mapped = edit.end
            if edit.text:
                low, high = self.source_span(edit.start, edit.end)
                starts.append(np.full(len(edit.text), low, dtype=self.starts.dtype))
                ends.append(np.full(len(edit.text), high, dtype=self.ends.dtype))
        parts.append(self.text[at:])
        starts.append(self.starts[mapped:])
        ends.append(self.ends[mapped:])
        return Traced("".join(parts), np.concatenate(starts), np.concatenate(ends))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of text[start:end]."""
        if start == end:  # an insertion stands for nothing: an empty span where it was put
            at = (
                int(self.starts[start])
                if start < len(self.text)
                else int(self.ends[-1])
                if self.text
                else 0
            )
            return at, at
        return int(self.starts[start]), int(self.ends[end - 1])

    def runs(self) -> Runs:
        """The map in as few runs as it takes."""
        if not self.text:
            return []
        single = self.ends - self.starts == 1
        follows = np.zeros(len(self.text), dtype=bool)
        follows[1:] = single[1:] & single[:-1] & (self.starts[1:] == self.ends[:-1])
        begins = np.flatnonzero(~follows)
        lengths = np.diff(np.append(begins, len(self.text)))
        return [
            (int(at), int(n), int(self.starts[at]), int(self.ends[at + n - 1] - self.starts[at]))
            for at, n in zip(begins, lengths, strict=True)
        ]


def source_span(runs: Runs, start: int, end: int) -> tuple[int, int]:
    """The source span of text[start:end), start < end."""
    return _find(runs, start)[0], _find(runs, end - 1)[1]


def _find(runs: Runs, at: int) -> tuple[int, int]:
    low, high = 0, len(runs)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if runs[middle][0] <= at else (low, middle)
    start, length, source, source_length = runs[low]
    if length == source_length:
        return source + at - start, source + at - start + 1
    return source, source + source_length
