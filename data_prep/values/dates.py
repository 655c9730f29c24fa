"""Dates in Chinese and English, to ISO 8601 and back."""

import re

from data_prep.values.numerals import in_chinese, place_by_place

MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
_SHORT = tuple(name[:3].lower() for name in MONTHS)
_MONTH = "|".join(f"{name.lower()}|{name[:3].lower()}t?\\.?" for name in MONTHS)
_MONTH = rf"(?<![a-z])(?P<month>{_MONTH})(?![a-z])"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?![\d年万亿])"
_DIGIT = re.compile(r"\d", re.ASCII)
_CHINESE, _FIGURES, _NAMED = re.compile("月"), re.compile(r"\d[-/.]\d"), re.compile(_MONTH)
_PATTERNS = tuple(
    (sign, re.compile(pattern, re.ASCII))
    for sign, pattern in (
        (_CHINESE, r"(?<!\d)(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月份?(?: ?(?P<day>\d{1,2}) ?[日号])?"),
        (_FIGURES, r"(?<![\d.\-/])(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d|[-/.]\d)"),
        (_FIGURES, r"(?<![\d.\-/])(?P<year>\d{4})[-/](?P<month>\d{1,2})(?!\d|[-/.]\d)"),
        (_NAMED, rf"{_MONTH} {_DAY} ?,? ?{_YEAR}"),
        (_NAMED, rf"{_DAY}(?: of)? {_MONTH} ?,? ?{_YEAR}"),
        (_NAMED, rf"{_MONTH}(?:,| of)? {_YEAR}"),
        (_NAMED, rf"{_MONTH} {_DAY}(?![\d:.,]\d|\d)"),
        (_NAMED, rf"{_DAY}(?: of)? {_MONTH}"),
        (_CHINESE, r"(?<!\d)(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]"),
    )
)  # fmt: skip
"""(what a text must hold, a date)."""
_REPUBLIC = re.compile(r"民国(元|\d{1,3}) ?年", re.ASCII)


def iso_dates(text: str) -> str:
    """Plain casefolded text with each date in one form: 1912-01-01, 1912-01, or 1月1日 without a year.

    A year alone stays 1912年 or 1912; 民国元年 becomes 1912年. A day that no calendar has stays as it is.
    """
    if "民国" in text:
        text = _REPUBLIC.sub(lambda m: f"{1911 + (1 if m[1] == '元' else int(m[1]))}年", text)
    if not _DIGIT.search(text):
        return text
    holds = {sign for sign in (_CHINESE, _FIGURES) if sign.search(text)}
    if any(name in text for name in _SHORT) and _NAMED.search(text):
        holds.add(_NAMED)
    for sign, pattern in _PATTERNS:
        if sign in holds:
            text = pattern.sub(_date, text)
    return text


def _date(match: re.Match[str]) -> str:
    found = match.groupdict()
    year, day, month = found.get("year"), int(found.get("day") or 0), _month(found["month"])
    if not 1 <= month <= 12 or day > 31 or (found.get("day") and day == 0):
        return match[0]
    if year is None:
        return f"{month}月{day}日"
    # A digit that follows must stay out of the day.
    apart = " " if match.string[match.end() :][:1].isdigit() else ""
    return _iso(year, month, day) + apart


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next(i for i, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))


def _iso(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def dates_in_chinese(year: str, month: int, day: int) -> list[str]:
    """The writings of a date; `year` may be "" and `day` 0 where they are not known."""
    tail = f"{day}日" if day else ""
    spoken = f"{in_chinese(month)}月" + (f"{in_chinese(day)}日" if day else "")
    if not year:
        return [f"{month}月{tail}", spoken]
    slashes = [f"{year}/{month}/{day}"] if day else []
    long = f"{place_by_place(year)}年{spoken}"
    return [f"{year}年{month}月{tail}", _iso(year, month, day), *slashes, long]


def dates_in_english(year: str, month: int, day: int) -> list[str]:
    """As `dates_in_chinese`."""
    name = MONTHS[month - 1]
    if not year:
        return [f"{name} {day}", f"{day} {name}"]
    words = [f"{name} {day}, {year}", f"{day} {name} {year}"] if day else [f"{name} {year}"]
    return [*words, _iso(year, month, day)]
