"""Amounts and dates in folded text: the same value in another unit, an exacter date, a unit left out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from eval.scorers.normalize import HAN

# unit → (what it measures, how many base units it holds)
_METRIC: dict[str, tuple[str, Decimal]] = {
    **dict.fromkeys(("公里", "千米", "km", "kilometers", "kilometres"), ("length", Decimal(1000))),
    **dict.fromkeys(("米", "公尺", "m", "meters", "metres"), ("length", Decimal(1))),
    **dict.fromkeys(
        ("厘米", "公分", "cm", "centimeters", "centimetres"), ("length", Decimal("0.01"))
    ),
    **dict.fromkeys(("毫米", "mm", "millimeters"), ("length", Decimal("0.001"))),
    **dict.fromkeys(("吨", "公吨", "tonnes", "metric tons"), ("mass", Decimal(1000))),
    **dict.fromkeys(("公斤", "千克", "kg", "kilograms"), ("mass", Decimal(1))),
    **dict.fromkeys(("斤",), ("mass", Decimal("0.5"))),
    **dict.fromkeys(("克", "g", "grams"), ("mass", Decimal("0.001"))),
    **dict.fromkeys(("%", "个百分点", "percentage points"), ("share", Decimal(1))),
    **dict.fromkeys(("‰",), ("share", Decimal("0.1"))),
    **dict.fromkeys(("年", "years", "year"), ("years", Decimal(1))),
    **dict.fromkeys(("个月", "months", "month"), ("months", Decimal(1))),
    **dict.fromkeys(("周", "星期", "weeks", "week"), ("days", Decimal(7))),
    **dict.fromkeys(("天", "日", "days", "day"), ("days", Decimal(1))),
    **dict.fromkeys(("小时", "hours", "hour"), ("minutes", Decimal(60))),
    **dict.fromkeys(("分钟", "minutes", "minute"), ("minutes", Decimal(1))),
    **dict.fromkeys(("秒", "seconds", "second"), ("seconds", Decimal(1))),
    **dict.fromkeys(("美元", "美金"), ("usd", Decimal(1))),
    **dict.fromkeys(("元", "块钱", "人民币", "元人民币", "yuan"), ("cny", Decimal(1))),
    **dict.fromkeys(("欧元",), ("eur", Decimal(1))),
    **dict.fromkeys(("英镑",), ("gbp", Decimal(1))),
    **dict.fromkeys(("日元", "yen"), ("jpy", Decimal(1))),
    **dict.fromkeys(("港元", "港币"), ("hkd", Decimal(1))),
    **dict.fromkeys(("倍", "times"), ("fold", Decimal(1))),
    **dict.fromkeys(("度", "摄氏度", "℃", "°c", "degrees"), ("degrees", Decimal(1))),
}
# Measure words count things; which one is used says nothing about the amount.
_COUNTERS = "个|名|位|家|台|款|种|次|人|项|条|张|本|篇|部|座|间|所|支|只|枚|颗|辆|架|艘|套|批|组|块|people|times"
_UNITS = "|".join(sorted(map(re.escape, _METRIC), key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<![\d.a-z])(?<!\d[-~])(?P<value>(?<![^\s{HAN}(:,;])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\.?\d|~\d)(?P<more>多?)"
    rf"(?: ?(?P<unit>{_UNITS})(?![a-z])|(?: ?(?:{_COUNTERS})(?![a-z]))|(?![a-z]))"
)
_ABOUT = (
    "约|大约|近|将近|接近|超过?|多达|高达|最高|至少|最多|不到|共|总共|为|是|"
    "about |around |approximately |over |more than |nearly |almost |at least |up to |some "
)
_WHOLE_AMOUNT = re.compile(rf"(?:{_ABOUT})*(?P<amount>.+?)(?:以上|左右|上下|以内|余|\+)?[。.]?")

_DATE = re.compile(
    r"(?<![\d.])(?:(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)"
    r"|(?P<lone>[12]\d{3})(?:年)?(?![\d.%]|[万亿]| ?(?:" + _COUNTERS + r")(?![a-z]))"
    r"|(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """`unit` is "" for a bare number and for counted things."""

    value: Decimal
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Date:
    """What is not said is None."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


def amounts(form: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(form):
        unit, factor = _METRIC.get(match["unit"] or "", ("", Decimal(1)))
        yield Amount(Decimal(match["value"]) * factor, unit, *match.span())


def dates(form: str) -> Iterator[Date]:
    for match in _DATE.finditer(form):
        parts = [
            match["year"] or match["lone"],
            match["month"] or match["m"],
            match["day"] or match["d"],
        ]
        year, month, day = (int(part) if part else None for part in parts)
        yield Date(year, month, day, *match.span())


def only_amount(form: str) -> Amount | None:
    """The amount, if `form` is one amount and at most a word of approximation."""
    core = _WHOLE_AMOUNT.fullmatch(form)
    match = _AMOUNT.fullmatch(core["amount"].strip()) if core else None
    return next(amounts(match.string)) if match else None


def only_date(form: str) -> Date | None:
    match = _DATE.fullmatch(form.strip(" 。."))
    return next(dates(match.string)) if match else None


Stated = Callable[[int, int], bool]
"""Whether the answer stands by what it says from here to there."""


def same_amount(gold: Amount, form: str, stated: Stated) -> Amount | None:
    """The first stated amount in `form` that equals `gold`; a unit may be left out, not changed."""
    for found in amounts(form):
        units = not gold.unit or not found.unit or gold.unit == found.unit
        if units and gold.value == found.value and stated(found.start, found.end):
            return found
    return None


def same_date(gold: Date, form: str, question: str, stated: Stated) -> Date | None:
    """The first stated date in `form` that says all of `gold`; the year may be left to the question."""
    asked = {date.year for date in dates(question)} if question else set()
    exact = _asked_for(gold, question)
    for found in dates(form):
        year = found.year if found.year else (gold.year if gold.year in asked else None)
        said = (year, found.month, found.day)
        wanted = exact
        if all(w is None or w == s for w, s in zip(wanted, said, strict=True)) and stated(
            found.start, found.end
        ):
            return found
    return None


_ASKS_YEAR = re.compile(r"哪一?年|什么年份|何年|\b(?:what|which) year\b")
_ASKS_MONTH = re.compile(r"哪个?月|几月(?!几[日号])|\b(?:what|which) month\b")


def _asked_for(gold: Date, question: str) -> tuple[int | None, int | None, int | None]:
    """(year, month, day) of `gold`, as exact as the question asks: "in which year" wants the year."""
    if gold.year and _ASKS_YEAR.search(question) and not _ASKS_MONTH.search(question):
        return gold.year, None, None
    if gold.month and _ASKS_MONTH.search(question):
        return (gold.year if _ASKS_YEAR.search(question) else None), gold.month, None
    return gold.year, gold.month, gold.day
