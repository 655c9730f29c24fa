"""Placeholders for what must not stay in a text, and the edits that put them there."""

import re
from bisect import bisect
from collections.abc import Callable, Iterator

from data_prep.clean.edits import Edit

PLACEHOLDERS: dict[str, str] = {
    "pii_account": "[ACCOUNT]",
    "pii_bank_card": "[BANK_CARD]",
    "pii_email": "[EMAIL]",
    "pii_id_card": "[ID_CARD]",
    "pii_ip": "[IP]",
    "pii_passport": "[PASSPORT]",
    "pii_phone": "[PHONE]",
    "pii_plate": "[PLATE]",
    "pii_ssn": "[SSN]",
    "secret": "[SECRET]",
}
"""Rule id → what stands in the text instead; every `secret_*` rule shares the last."""

_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))

Span = tuple[int, int, str]
"""Start, end and rule id."""


def holds_placeholder(text: str) -> bool:
    """Whether something was redacted in `text`, which then can be no answer."""
    return _PLACEHOLDER.search(text) is not None


def redactions(text: str, find: Callable[[str], Iterator[Span]]) -> list[Edit]:
    """Edits that put placeholders for what `find` finds, until it finds nothing in their result.

    A placeholder can free its neighbour (a number that touched an address), hence the rounds. The
    first of two overlapping spans counts, so the surer rules come first.
    """
    edits: list[Edit] = []
    current, shifts = text, [(0, 0)]
    while found := _apart(find(current)):
        edits += [
            Edit(_origin(shifts, start), _origin(shifts, end - 1) + 1, placeholder(rule), rule)
            for start, end, rule in found
        ]
        edits.sort(key=lambda edit: edit.start)
        current, shifts = _redacted(text, edits)
    return edits


def placeholder(rule: str) -> str:
    """What stands for a span of `rule`."""
    return PLACEHOLDERS.get(rule) or PLACEHOLDERS["secret"]


def _apart(spans: Iterator[Span]) -> list[Span]:
    kept: list[Span] = []  # in the order of the text
    for span in spans:
        place = bisect(kept, span)
        after_last = place == 0 or kept[place - 1][1] <= span[0]
        if after_last and (place == len(kept) or span[1] <= kept[place][0]):
            kept.insert(place, span)
    return kept


def _redacted(text: str, edits: list[Edit]) -> tuple[str, list[tuple[int, int]]]:
    """The text after `edits`, and where in it each untouched stretch begins: (there, in `text`)."""
    parts, shifts, at, length = [], [(0, 0)], 0, 0
    for edit in edits:
        parts += (text[at : edit.start], edit.text)
        length += edit.start - at + len(edit.text)
        at = edit.end
        shifts.append((length, at))
    parts.append(text[at:])
    return "".join(parts), shifts


def _origin(shifts: list[tuple[int, int]], at: int) -> int:
    begin, source = shifts[bisect(shifts, at, key=lambda shift: shift[0]) - 1]
    return source + at - begin
