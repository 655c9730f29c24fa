"""Lines cut into sentences, with the quotations in them. A quotation is never cut here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data_prep.discourse.words import SAYING
from data_prep.records import Lang


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: text[start:end] with its marks, text[inner:stop] without them."""

    start: int
    end: int
    inner: int
    stop: int
    nested: bool
    """Whether somebody else's words are quoted inside it."""
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence text[start:end] with its outermost quotations; `paragraph` is its line."""

    start: int
    end: int
    paragraph: int
    quotes: tuple[Quote, ...] = ()
    brackets: bool = False


_MARKS = re.compile('[“”‘’「」『』（）()《》"]')
_END = {
    "zh": re.compile("[。！？!?]+|…+(?=\\s*$)"),
    "en": re.compile(
        r"(?:(?<![\s.(][A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|vs))(?<!\b(?:Mrs|e\.g|i\.e|etc))(?<!\bProf)(?<!\n\d)(?<!\n\d\d)\.|[!?。！？])+(?=[\"”’)\]]*(?:\s+[\"“‘(A-Z0-9]|\s*$))"
    ),
}
_EVENT = {lang: re.compile(f"{_MARKS.pattern}|{end.pattern}") for lang, end in _END.items()}
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》"}
_QUOTES = frozenset('“‘「『"')
_GOES_ON = {
    "zh": re.compile(
        "[，、；,;：:]|—|……|\\s*(?:之类|等|的|这[一样种些句个]|那[样种些句个]|一[词说语类]|是|和|与|或|及)"
    ),
    "en": re.compile(r"\s*(?:[,;:—–]|[a-z])"),
}
"""What stands behind a quotation whose sentence goes on."""
_ATTRIBUTED = {
    "zh": re.compile(f"[^，。：；“”！？\\n]{{1,40}}?(?:{SAYING['zh']})了?(?=[，。])"),
    "en": re.compile(rf"\s+(?:(?:[A-Z][\w.'’-]*|the|a|an) ){{1,4}}(?:{SAYING['en']})\b"),
}
"""X说。 behind a quotation."""
_BULLET = re.compile(r"(?:\d{1,2}(?:[.)]\s+|[、）])|[-*•·]\s+|[（(]\d{1,2}[）)])(?=\S)")
_BULLETS = frozenset("0123456789-*•·（(")
_NESTED_CHARS = {"zh": 8, "en": 16}


def units(text: str, start: int, end: int, paragraph: int, lang: Lang) -> Iterator[Unit]:
    """The sentences of text[start:end], a line or the inside of a quotation, in order."""
    if not _MARKS.search(text, start, end):
        at = start
        for match in _END[lang].finditer(text, start, end):
            yield from _unit(text, at, match.end(), paragraph, (), False)
            at = match.end()
        yield from _unit(text, at, end, paragraph, (), False)
        return
    yield from _marked_units(text, start, end, paragraph, lang, brackets=True)


def _marked_units(
    text: str, start: int, end: int, paragraph: int, lang: Lang, brackets: bool
) -> Iterator[Unit]:
    found: list[Unit] = []
    stack: list[tuple[str, int]] = []
    quotes: list[Quote] = []
    nested, bracketed, at = False, False, start
    for match in _EVENT[lang].finditer(text, start, end):
        mark, here = match[0], match.start()
        after = match.end()
        if mark in _PAIRS or (mark == '"' and not _closes(stack, text, here, start)):
            if not brackets and mark in "（(《":
                continue
            if mark in "（(":
                bracketed = True
            stack.append((_PAIRS.get(mark, '"'), here))
            continue
        if mark in '”’」』）)》"':
            if mark == "’" and _apostrophe(text, here):
                continue
            if not any(closer == mark for closer, _ in stack):
                continue
            while stack and stack[-1][0] != mark:
                stack.pop()
            _, opened = stack.pop()
            if mark in '”’」』"':
                inside = sum(closer in '”’」』"' for closer, _ in stack)
                if inside:
                    nested = nested or here - opened - 1 >= _NESTED_CHARS[lang]
                else:
                    quotes.append(Quote(opened, after, opened + 1, here, nested))
                    nested = False
            if stack or not _ends(text, here, lang) or mark == "》":
                continue
        elif stack:
            continue
        elif lang == "en":
            while after < end and text[after] in '"”’)]':  # a stray closer
                after += 1
        while after < end and text[after] in "。！？!?":
            after += 1
        if _follows(text, after, end, lang, quotes, at):
            continue
        found += _unit(text, at, after, paragraph, tuple(quotes), bracketed)
        quotes, bracketed, at = [], False, after
    if stack and brackets and any(closer in "）)》" for closer, _ in stack):
        yield from _marked_units(text, start, end, paragraph, lang, brackets=False)
        return
    if stack and at < end:
        opened = stack[0][1]
        if opened >= at:
            quotes.append(Quote(opened, end, opened + 1, end, nested, closed=False))
    found += _unit(text, at, end, paragraph, tuple(quotes), bracketed)
    yield from found


def _closes(stack: list[tuple[str, int]], text: str, at: int, start: int) -> bool:
    """Whether a straight mark closes: one is open and no space stands before this one."""
    return any(closer == '"' for closer, _ in stack) and not (at > start and text[at - 1] in " (")


def _apostrophe(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


def _ends(text: str, at: int, lang: Lang) -> bool:
    """Whether a sentence ends right before a closing mark."""
    while text[at - 1] in "”’」』":
        at -= 1
    return text[at - 1] in ("。！？!?…" if lang == "zh" else ".!?…")


def _follows(text: str, at: int, end: int, lang: Lang, quotes: list[Quote], start: int) -> bool:
    """Whether the sentence goes on behind a mark that could have ended it."""
    if at >= end or not quotes or quotes[-1].end != at:
        return False
    if _GOES_ON[lang].match(text, at, end):
        return True
    return bool(_ATTRIBUTED[lang].match(text, at, end)) and not (
        lang == "en" and text[quotes[-1].stop - 1] == "."
    )


def _unit(
    text: str, start: int, end: int, paragraph: int, quotes: tuple[Quote, ...], brackets: bool
) -> list[Unit]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[start : start + 1] in _BULLETS and (bullet := _BULLET.match(text, start, end)):
        start = bullet.end()
    return [Unit(start, end, paragraph, quotes, brackets)] if start < end else []
