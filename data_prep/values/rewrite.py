"""Other writings of one value: what `aliases` may list besides the canonical answer."""

import re
from decimal import Decimal

from data_prep.records import Lang
from data_prep.values.dates import dates_in_chinese, dates_in_english
from data_prep.values.form import canonical
from data_prep.values.numerals import digits, in_chinese, in_english, place_by_place

_AMOUNT = re.compile(
    r"(?P<number>[1-9]\d{0,17}(?:\.\d{1,6})?|0(?:\.\d{1,6})?)(?P<rest>[^\d%.,\-/:]{0,12})", re.ASCII
)
_PERCENT = re.compile(r"(\d+)(?:\.(\d+))?%", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日", re.ASCII)
_CALENDAR_YEAR = re.compile(r"(1\d|20)\d\d", re.ASCII)
_CHINESE_UNITS = (("万亿", 10**12), ("亿", 10**8), ("万", 10**4))
_ENGLISH_UNITS = ((" trillion", 10**12), (" billion", 10**9), (" million", 10**6))
_ENGLISH_CURRENCY = {
    "美元": ("$", " dollars"),
    "欧元": ("€", " euros"),
    "英镑": ("£", " pounds sterling"),
}


def writings(text: str, lang: Lang) -> list[str]:
    """Other ways to write the value that `text` is: 34万 → 340000, 340,000, 三十四万.

    Only a text that is one amount (with its measure word or currency), share or date has any, and
    every one of them has the same `canonical`. Never `text` itself.
    """
    form = canonical(text)
    found = dict.fromkeys(_ways(text, form, lang))
    return [way for way in found if way != text and canonical(way) == form]


def _ways(text: str, form: str, lang: Lang) -> list[str]:
    in_words = dates_in_chinese if lang == "zh" else dates_in_english
    if date := _ISO.fullmatch(form):
        return in_words(date[1], int(date[2]), int(date[3] or 0))
    if date := _MONTH_DAY.fullmatch(form):
        return in_words("", int(date[1]), int(date[2]))
    if share := _PERCENT.fullmatch(form):
        return _percents(share[1], share[2] or "", lang)
    if amount := _AMOUNT.fullmatch(form):
        number, rest = amount["number"], amount["rest"]
        if lang == "en" and rest in _ENGLISH_CURRENCY:
            before, after = _ENGLISH_CURRENCY[rest]
            short = _in_english_units(Decimal(number)) or _arabic(number, "")
            return [before + way for way in [*_arabic(number, ""), *short]] + [short[0] + after]
        rest = _as_written(text, rest)
        return [way + rest for way in _amounts(number, rest, lang)]
    return []


def _as_written(text: str, rest: str) -> str:
    """What follows the number in `text`, with the capitals that the canonical form folds."""
    if rest == "°c":  # ℃ is one character, its canonical form two
        return "℃" if text.endswith("℃") else "°C"
    tail = text[len(text) - len(rest) :]
    return tail if rest and canonical(tail) == canonical(rest) else rest


def _amounts(number: str, rest: str, lang: Lang) -> list[str]:
    value = Decimal(number)
    if lang == "en":
        words = [in_english(int(value))] if value % 1 == 0 and value < 100 else []
        return _arabic(number, rest) + _in_english_units(value) + words
    if _is_year(number, rest):
        return [number, place_by_place(number)]
    return _arabic(number, rest) + _in_units(value, _CHINESE_UNITS) + _spoken(value, rest)


def _is_year(number: str, rest: str) -> bool:
    return rest.strip() in ("", "年", "年底", "年末", "年初") and bool(
        _CALENDAR_YEAR.fullmatch(number)
    )


def _arabic(number: str, rest: str) -> list[str]:
    return [number] if _is_year(number, rest) else [number, f"{Decimal(number):,f}"]


def _in_english_units(value: Decimal) -> list[str]:
    return _in_units(value, _ENGLISH_UNITS)


def _in_units(value: Decimal, units: tuple[tuple[str, int], ...]) -> list[str]:
    """34万, 1.2亿, 1.5 million: the largest unit that leaves at most two decimals."""
    for unit, scale in units:
        count = value / scale
        if 1 <= count < 10**4 and count * 100 % 1 == 0:
            return [digits(count) + unit]
    return []


def _spoken(value: Decimal, rest: str) -> list[str]:
    if value % 1 or value >= 10**16:
        return []
    if value == 2 and rest and rest[0] not in "月日号":  # 两款, but 二月
        return ["两"]
    return [in_chinese(int(value))]


def _percents(whole: str, places: str, lang: Lang) -> list[str]:
    number = f"{whole}.{places}" if places else whole
    if lang == "en":
        return [f"{number}%", f"{number} percent"]
    point = "点" + place_by_place(places).replace("〇", "零") if places else ""
    spoken = [f"百分之{in_chinese(int(whole))}{point}"] if int(whole) < 10**16 else []
    return [f"{number}%", *spoken]
