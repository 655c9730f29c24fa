"""Which rows of the table a line matches, tried only on lines that hold one of a row's words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise

from data_prep.clean.boilerplate.folding import LEADING, core
from data_prep.clean.boilerplate.rules import LONGEST, RULES, SECTIONS, TOOLS, Rule, Zone
from data_prep.clean.boilerplate.spam import spider_pool

Verdict = tuple[str, Zone]


def _by_opening() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for rule in RULES:
        for word in rule.words if rule.opens else ():
            rows = table.setdefault(word[:2], [])
            if rule not in rows:
                rows.append(rule)
    return {start: tuple(rows) for start, rows in table.items()}


_OPENINGS = _by_opening()
_SHORT = {start for start in _OPENINGS if len(start) == 1}
_CUES: dict[str, tuple[Rule, ...]] = {
    word: tuple(r for r in RULES if not r.opens and word in r.words)
    for word in sorted({word for r in RULES if not r.opens for word in r.words})
}
_LINK_STARTS = frozenset(name[:2] for name in SECTIONS | TOOLS if len(name) > 1)
_BARS = 5
"""Bars from which a line is tried as a row of links though it begins with a label."""
_LONGEST_OPENING = max(rule.longest for rule in RULES if rule.opens)


def verdicts(lines: list[str], cased: list[str]) -> dict[int, list[Verdict]]:
    """Line number → (rule id, zone) of each row it matches, for folded lines in lower and in own case."""
    found: dict[int, list[Verdict]] = {}
    for i, line in enumerate(lines):
        if not line or len(line) > _LONGEST_OPENING:
            continue
        start = line.lstrip(LEADING)[:2] or line[:2]
        named = start in _LINK_STARTS or line.count("|") >= _BARS
        if named and (id := link_row(core(line))):
            found.setdefault(i, []).append((id, "row"))
        rules = _OPENINGS.get(start, ())
        if start[:1] in _SHORT and len(start) == 2:
            rules += _OPENINGS[start[:1]]
        if not rules:
            continue
        inner = core(line)
        for rule in rules:
            _try(rule, i, core(cased[i]) if rule.cased else inner, found)
    for i, rule in _cued(lines):
        _try(rule, i, core(lines[i]), found)
    for i, line in enumerate(lines):
        if ("|" in line or "链接" in line or "蜘蛛" in line) and spider_pool(line):
            found.setdefault(i, []).append(("spider_pool", "any"))
    return found


def _try(rule: Rule, at: int, line: str, found: dict[int, list[Verdict]]) -> None:
    if len(line) <= rule.longest and rule.pattern.fullmatch(line):
        found.setdefault(at, []).append((rule.id, rule.zone))


def _cued(lines: list[str]) -> Iterator[tuple[int, Rule]]:
    text = "\n".join(lines)
    starts: list[int] = []
    for cue, rules in _CUES.items():
        at = text.find(cue)
        if at >= 0 and not starts:
            starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        while at >= 0:
            i = bisect_right(starts, at) - 1
            if len(lines[i]) <= LONGEST:
                yield from ((i, rule) for rule in rules)
            at = text.find(cue, starts[i + 1])


_PARTS = re.compile(r"\s*[|·•>]\s*|\s+/\s+|\s{2,}|\]\s*\[|】\s*【")


_LABEL = re.compile(r"^(?:频道|导航|栏目|网站导航|快速导航)\s*:\s*")


def link_row(line: str) -> str:
    """The rule id when `line`, folded, is a row of a site's sections or of a page's tools.

    Two known names and most of the parts; a row with blanks alone between its parts needs four, all known.
    """
    line = _LABEL.sub("", line)
    parts = [part.strip(" []【】()") for part in _PARTS.split(line)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        parts = line.split()
        if len(parts) < 4 or not all(part in SECTIONS or part in TOOLS for part in parts):
            return ""
    known = sum(part in SECTIONS or part in TOOLS for part in parts)
    if known < 2 or known * 5 < len(parts) * 3 or max(map(len, parts)) > 24:
        return ""
    return "page_widget" if any(part in TOOLS for part in parts) else "link_row"


def in_fences(lines: list[str]) -> set[int]:
    """Numbers of the lines between two code fences: they are never junk."""
    marks = [i for i, line in enumerate(lines) if line.startswith("```")]
    return {i for a, b in list(pairwise(marks))[::2] for i in range(a, b + 1)}
