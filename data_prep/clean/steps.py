"""The order of the cleaning steps. Each is text → edits; here they are applied and remembered."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from data_prep.clean import boilerplate, layout, repair, script
from data_prep.clean.edits import Edit, Traced
from data_prep.records import Lang

Step = Callable[[str], list[Edit]]


@dataclass(frozen=True, slots=True)
class Change:
    """What one edit did: `before` and `after` are the texts, `line` is in the text it was applied to."""

    rule: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The clean text, its language (None: neither Chinese nor English), title, and every change."""

    text: Traced
    lang: Lang | None
    title: str
    changes: list[Change] = field(default_factory=list)


def clean(raw: Traced, *, title: str = "", markdown: bool = False, script_mode: Literal["auto", "simplified", "keep"] = "auto") -> Cleaned:  # fmt: skip
    """The clean form of one document. Nothing raises: what cannot be repaired stays as it is."""
    text, changes = raw, []
    text = _apply(
        text, repair.mojibake, changes
    )  # before the controls go: half of a damaged quote is one
    text = _apply(text, repair.entities, changes)
    text = _apply(
        text, repair.controls, changes
    )  # after the entities: &#13; and &zwj; are some too
    if markdown:
        text = _apply(text, layout.markdown, changes)
    injected = repair.injected_pinyin(text.text)
    text = _apply(text, lambda _: injected, changes)
    lang = script.language(text.text)
    if lang == "zh":
        if script_mode == "simplified" or (script_mode == "auto" and injected):
            text = _apply(text, script.simplify, changes)
            title = script.simplified(title)
        text = _apply(text, repair.quotes, changes)
        text = _apply(text, repair.widths, changes)
    elif lang == "en":
        text = _apply(text, layout.unwrap, changes)
    text = _apply(text, layout.whitespace, changes)
    text = _apply(text, boilerplate.lines_to_drop, changes)
    text = _apply(text, layout.whitespace, changes)
    return Cleaned(text, script.language(text.text), title or first_line_title(text.text), changes)


def _apply(text: Traced, step: Step, changes: list[Change]) -> Traced:
    edits = step(text.text)
    if not edits:
        return text
    for edit in edits:
        line = text.text.count("\n", 0, edit.start) + 1 if len(edits) < 2000 else 0
        changes.append(Change(edit.rule, line, text.text[edit.start : edit.end], edit.text))
    return text.apply(edits)


_SENTENCE_END = re.compile(r"[。！？!?；;.…]$|[，,：:]$")


def first_line_title(text: str) -> str:
    """The first line when it reads as a heading: short, and no sentence."""
    line = text.split("\n", 1)[0].strip()
    if not line or "\n" not in text or len(line) > 120 or _SENTENCE_END.search(line):
        return ""
    return line if script.language(line) != "zh" or len(line) <= 45 else ""
