"""Where a text that a model claims to quote stands in its source: in one place, or the quote is refused.

A quote may differ from the source in width, spaces and punctuation, as models write them; the source's own
form is what counts from then on. It may not differ in a letter or a digit.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from data_prep.llm.fence import neutral

Span = tuple[int, int]
LEAST = 2
"""Letters and digits that a quote must have to be looked for without its punctuation."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """text[start:end] is what was quoted; `exact` when it was so character by character."""

    start: int
    end: int
    exact: bool


def align(quote: str, text: str, near: Sequence[str] = ()) -> Aligned | str:
    """The span of `text` that `quote` stands for, or why there is none: `no_quote`, `quote_not_in_source`,
    `quote_ambiguous`.

    A quote that begins or ends inside a number or a Latin word stands nowhere. Of several exact places the one is taken that has most of the names `near` within its line, the first of
    equals: the same words prove the same there, and only what stands around them can differ. Several
    places that are alike only without punctuation prove nothing for sure and are refused.
    """
    quote = quote.strip()
    if not quote:
        return "no_quote"
    shown = neutral(text)
    places = _exact(quote, shown)
    if places:
        best = max(places, key=lambda at: (_around(text, at, at + len(quote), near), -at))
        return Aligned(best, best + len(quote), True)
    spans = _loose(quote, shown)
    if not spans:
        return "quote_not_in_source"
    if len(spans) > 1:
        return "quote_ambiguous"
    return Aligned(*spans[0], False)


def _exact(quote: str, text: str) -> list[int]:
    found, at = [], text.find(quote)
    while at >= 0:
        if not _cut(text, at, at + len(quote)):
            found.append(at)
        at = text.find(quote, at + 1)
    return found


def _cut(text: str, start: int, end: int) -> bool:
    """Whether a number or a Latin word goes on over an end of text[start:end]."""
    pairs = (text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1])
    return any(
        len(pair) == 2 and (pair.isdecimal() or (pair.isascii() and pair.isalpha()))
        for pair in pairs
    )


def _around(text: str, start: int, end: int, near: Sequence[str]) -> int:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    return sum(bool(name) and name in line for name in near)


def _loose(quote: str, text: str) -> list[Span]:
    """The spans whose letters and digits are those of the quote, from its first to its last."""
    wanted, _ = _letters(quote)
    if len(wanted) < LEAST:
        return []
    held, places = _letters(text)
    found, at = [], held.find(wanted)
    while at >= 0:
        span = (places[at], places[at + len(wanted) - 1] + 1)
        if not _cut(text, *span) and _numerals(text[span[0] : span[1]]) == _numerals(quote):
            found.append(span)
        at = held.find(wanted, at + 1)
    return found


_SIGNIFICANT = "%‰$€£¥℃°"
"""Marks that are part of a value: a quote has them as its source does."""
_MINUS = re.compile(r"(?<![^\W_])[-−](?=\d)")


def _letters(text: str) -> tuple[str, list[int]]:
    """Letters, digits and signs of values in one width, each with the place it stands at."""
    kept: list[str] = []
    places: list[int] = []
    minus = {match.start() for match in _MINUS.finditer(text)}
    for at, char in enumerate(text):
        for folded in "-" if at in minus else unicodedata.normalize("NFKC", char):
            if folded.isalnum() or folded in _SIGNIFICANT or at in minus:
                kept.append(folded)
                places.append(at)
    return "".join(kept), places


def _numerals(text: str) -> list[str]:
    """The numerals of a text with their points, without what groups their digits."""
    out, run = [], ""
    flat = unicodedata.normalize("NFKC", text)
    for at, char in enumerate(flat):
        inside = char in ".:/" and run and flat[at + 1 : at + 2].isdigit()
        grouping = char == "," and run and flat[at + 1 : at + 4].isdigit()
        if char.isdigit() or inside:
            run += char
        elif not grouping and run:
            out.append(run)
            run = ""
    return [*out, run] if run else out
