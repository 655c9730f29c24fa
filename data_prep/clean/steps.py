"""The order of the cleaning steps. Each is text → edits; here they are applied and remembered."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from data_prep.clean import (
    boilerplate,
    byteshift,
    layout,
    pinyin,
    punctuation,
    repair,
    script,
)
from data_prep.clean.edits import Edit, Traced
from data_prep.clean.language import language
from data_prep.records import Lang

Step = Callable[[str], list[Edit]]
Script = Literal["auto", "simplified", "traditional", "keep"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one edit did: `before` and `after` are the texts, `line` is in the text it was applied to.

    `start` and `end` span the characters of the source that it stands for.
    """

    rule: str
    line: int
    before: str
    after: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text, its language (None: neither Chinese nor English), title, and every change."""

    text: Traced
    lang: Lang | None
    title: str
    changes: list[Change] = field(default_factory=list)

    @property
    def damaged(self) -> list[tuple[int, int]]:
        """Spans of the text where bytes are lost that nothing restored."""
        return [match.span() for match in repair.DAMAGED.finditer(self.text.text)]


REPAIRS: tuple[Step, ...] = (
    repair.mojibake,  # before the controls go: half of a damaged quote is one
    repair.entities,
    repair.invisible,  # after the entities: &zwj; is one too
    byteshift.restored,  # while private-use characters, which hold shifted bytes, are there
    pinyin.injected,
    repair.eaten_entities,  # after the shifted runs, whose end an eaten & is
    repair.controls,
)


def clean(raw: Traced, *, title: str = "", markdown: bool = False, script_mode: Script = "auto") -> Cleaned:  # fmt: skip
    """The clean form of one document. Nothing raises: what cannot be repaired stays as it is."""
    text, changes = raw, []
    for repaired in REPAIRS:
        before = text
        text = _apply(text, repaired, changes)
        if repaired is repair.mojibake and text is not before:  # a line may be damaged in two ways
            text = _apply(text, repaired, changes)
    lang = language(text.text)
    if convert := _conversion(lang, script_mode, text.text, changes):
        text = _apply(text, convert, changes)
        title = Traced.of(title).apply(convert(title)).text
    if lang == "zh":
        text = _apply(text, punctuation.quotes, changes)
        text = _apply(text, punctuation.widths, changes)
    elif lang == "en":
        text = _apply(text, punctuation.narrowed, changes)
    if markdown:  # behind the punctuation, which leaves code alone and knows it by its marks
        text = _apply(text, layout.markdown, changes)
    if lang == "en":
        text = _apply(text, layout.unwrap, changes)
    text = _apply(text, layout.whitespace, changes)
    text = _settle(text, changes)
    return Cleaned(text, language(text.text), title or first_line_title(text.text), changes)


LINES: tuple[Step, ...] = (repair.lost_bullets, boilerplate.lines_to_drop, layout.whitespace)
ROUNDS = 5


def _settle(text: Traced, changes: list[Change]) -> Traced:
    """The steps that judge a line by the lines beside it, until none of them finds anything more."""
    for _ in range(ROUNDS):
        before = text
        for step in LINES:
            text = _apply(text, step, changes)
        if text is before:
            break
    return text


_CONVERTED = frozenset(("pinyin_bracket", "byte_shift"))
"""Rules that strike only on pages a converter made of simplified ones."""


def _conversion(lang: Lang | None, mode: Script, text: str, changes: list[Change]) -> Step | None:
    """The script step that `mode` asks for: auto simplifies what a machine made traditional."""
    if lang != "zh" or mode == "keep":
        return None
    if mode == "traditional":
        return script.to_traditional
    damaged = any(change.rule in _CONVERTED for change in changes)
    wanted = mode == "simplified" or damaged or script.machine_converted(text)
    return script.simplify if wanted else None


def _apply(text: Traced, step: Step, changes: list[Change]) -> Traced:
    edits = step(text.text)
    if not edits:
        return text
    changes += told(text, edits)
    return text.apply(edits)


def told(text: Traced, edits: list[Edit]) -> list[Change]:
    """What `edits` do to `text`."""
    newlines = [match.start() for match in re.finditer("\n", text.text)]
    return [
        Change(
            edit.rule,
            bisect_left(newlines, edit.start) + 1,
            text.text[edit.start : edit.end],
            edit.text,
            *text.source_span(edit.start, edit.end),
        )
        for edit in edits
    ]


_SENTENCE_END = re.compile(r"[。！？!?；;.…]$|[，,：:]$")


def first_line_title(text: str) -> str:
    """The first line when it reads as a heading: short, and no sentence."""
    line = text.split("\n", 1)[0].strip()
    if not line or "\n" not in text or len(line) > 120 or _SENTENCE_END.search(line):
        return ""
    return line if language(line) != "zh" or len(line) <= 45 else ""
