"""The day a document was written, by its own date line or by what its reader handed on."""

import re
from datetime import date

_MONTHS = {
    month: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec".split("|"), 1
    )
    for month in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)"
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<n>{_MONTH})\.?,? (?P<y>(?:19|20)\d{{2}})\b", re.I
    ),
    re.compile(
        rf"\b(?P<n>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d{{2}})\b", re.I
    ),
)
_HEAD_LINES, _LINE_CHARS = 6, 60
_BYLINE = re.compile(
    r"报道|讯|电|发布|记者|编辑|来源|作者|日期|时间|published|posted|updated|date", re.I
)
_REPORTED = re.compile(r"日?\s?(?:报道|讯|电|发布于|（)")
_DATELINE_CHARS = 48


def document_date(text: str, title: str, meta_date: str = "") -> date | None:
    """The date that a document gives itself, or `meta_date` (ISO) where it gives none; None where neither.

    A date line is a short line among the first ones that is no sentence (Sharon Goldman 2025-01-13), or
    the beginning of the first sentence that says who reports it (《岚舸晨讯》2024年5月29日报道).
    """
    for number, line in enumerate([title, *text.split("\n", _HEAD_LINES)[:_HEAD_LINES]]):
        short = len(line) <= _LINE_CHARS and not line.rstrip().endswith(("。", ".", "！", "？"))
        head = line if short else line[:_DATELINE_CHARS]
        match = next((m for pattern in _DATES if (m := pattern.search(head))), None)
        if not match or (number == 0 and not short):
            continue
        bare = len(line) - len(match[0]) <= 24
        told = _BYLINE.search(line) if short else _REPORTED.match(line, match.end())
        if ((short and bare) or told or _dateline(line, match)) and (found := _date(match)):
            return found
    for pattern in _DATES:
        if match := pattern.search(meta_date):
            return _date(match)
    return None


def _dateline(line: str, match: re.Match[str]) -> bool:
    """PELLINMOUTH, 4 June 2024 - The first …"""
    return (
        bool(re.match(r"\s*[-–—]\s", line[match.end() :])) and line[: match.start()].count(" ") <= 3
    )


def _date(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    month = _MONTHS[groups["n"].lower()] if groups.get("n") else int(groups["m"])
    try:
        return date(int(groups["y"]), month, int(groups["d"]))
    except ValueError:
        return None
