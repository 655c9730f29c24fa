"""Which sentences of a document have facts, and why the others have none.

A sentence is cut by its marks alone, the same for every extractor, so that two extractors can be
compared. `coverage.jsonl` of a run holds one line a document.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from data_prep.store import json_line, json_lines

COVERAGE = "coverage.jsonl"
ENDING = ".coverage.jsonl"
"""Of the file beside a shard's."""

_BREAK = re.compile(r"[。！？!?]+[”’」』）)]*|\n+|[.](?=\s)")
UNSAID = "no_statement"
"""The reason of a sentence that the extractor does not mention."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One document: its sentences, those that some kept fact is drawn from, the others by reason, and where
    each of the others stands in the text: (start, end, reason)."""

    doc_id: str
    source: str
    sentences: int
    with_facts: int
    reasons: dict[str, int]
    silent: list[tuple[int, int, str]]


class Sentences:
    """The sentences of a text, numbered."""

    def __init__(self, text: str) -> None:
        ends = [match.end() for match in _BREAK.finditer(text)]
        self._ends = ends if ends and ends[-1] == len(text) else [*ends, len(text)]
        starts = [0, *self._ends[:-1]]
        self._told = [
            not text[start:end].isspace() and start < end
            for start, end in zip(starts, self._ends, strict=True)
        ]

    def over(self, start: int, end: int) -> range:
        """The numbers of the sentences that text[start:end] touches."""
        first = bisect_right(self._ends, start)
        return range(first, max(first, bisect_right(self._ends, max(start, end - 1))) + 1)

    def told(self) -> list[int]:
        """The numbers of those that are not blank."""
        return [number for number, told in enumerate(self._told) if told]

    def span(self, number: int) -> tuple[int, int]:
        """Where that sentence stands in the text."""
        return (self._ends[number - 1] if number else 0), self._ends[number]

    def joined(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """For each span the first sentence of its group: spans that share a sentence are one group,
        also by way of a third."""
        ranges = [self.over(*span) for span in spans]
        group: dict[int, int] = {}
        first = last = -1
        for numbers in sorted(ranges, key=lambda r: (r.start, r.stop)):
            if numbers.start > last:
                first = numbers.start
            group[numbers.start] = first
            last = max(last, numbers.stop - 1)
        return [group[numbers.start] for numbers in ranges]


def covered(
    doc_id: str,
    source: str,
    sentences: Sentences,
    kept: Iterable[tuple[int, int]],
    silent: Iterable[tuple[int, int, str]],
) -> Coverage:
    """What the spans of the kept facts cover. `silent` are spans without facts and why, those of refused
    facts included; of several reasons the first counts."""
    with_facts = {number for span in kept for number in sentences.over(*span)}
    why: dict[int, str] = {}
    for start, end, reason in silent:
        for number in sentences.over(start, end):
            why.setdefault(number, reason)
    told = sentences.told()
    without = [
        (*sentences.span(number), why.get(number, UNSAID))
        for number in told
        if number not in with_facts
    ]
    reasons = Counter(reason for _, _, reason in without)
    covers = len(told) - len(without)
    return Coverage(doc_id, source, len(told), covers, dict(sorted(reasons.items())), without)


def write_coverage(shards: Iterable[Path], out: Path) -> dict[str, Any]:
    """The lines of all shards → `out`; returns what the manifest says."""
    sums, reasons = Counter[str](), Counter[str]()
    with out.open("w", encoding="utf-8") as file:
        for row in rows(shards):
            file.write(json_line(row))
            sums.update(documents=1, sentences=row["sentences"], with_facts=row["with_facts"])
            sums["documents_without_facts"] += row["with_facts"] == 0
            reasons.update(row["reasons"])
    counts = ("documents", "documents_without_facts", "sentences", "with_facts")
    return {name: sums[name] for name in counts} | {"reasons": dict(reasons.most_common())}


def rows(shards: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The coverage rows beside these shard files."""
    for shard in shards:
        yield from json_lines(shard.with_suffix(ENDING))


def line(coverage: Coverage) -> str:
    return json_line({field.name: getattr(coverage, field.name) for field in fields(coverage)})
