"""The numbers and dates of a text, each in one form: with its unit, and how exact it is."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from data_prep.gate.tables import COUNTERS, QUALIFIERS, UNIT_GROUPS, either
from data_prep.records import Lang
from data_prep.values.dates import MONTHS
from data_prep.values.numerals import ENGLISH, SMALL, chinese, digits, english

Day = tuple[int, int, int]
"""Year, month, day; 0 where it is not said."""


@dataclass(frozen=True, slots=True)
class Number:
    """`value` in digits (340000, 1/3; ~1000000000 for 数十亿), its unit or "", its qualifiers' classes."""

    value: str
    unit: str
    qualifiers: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Values:
    """What `values` finds."""

    numbers: tuple[Number, ...]
    dates: tuple[tuple[Day, str], ...]
    """Each date with its writing."""


_UNIT: dict[str, str] = {
    w: unit for unit, ws in UNIT_GROUPS.items() for w in ws.replace("_", " ").split()
}
_UNIT |= {w.replace("_", " "): unit for unit, ws in UNIT_GROUPS.items() for w in ws.split()}
_COUNTER: dict[str, int] = {}
for _bit, _group in enumerate(COUNTERS):
    for _word in _group.split():
        _COUNTER[_word] = _COUNTER.get(_word, 0) | 1 << _bit
_COUNTER["个"] = (1 << len(COUNTERS)) - 1
_UNIT["成"] = "成"
_HAN_UNITS = [w for w in _UNIT if not w.isascii() or w == "%"] + [
    w for w in _COUNTER if not w.isascii()
]

_ANY = "零〇一二两三四五六七八九十百千万亿"
_SMALL = "十[一二]?|[一二三四五六七八九]"
_FALSE = (
    "万一|统一|唯一|同一|单一|之一|任一|合一|不一|第一手|一一|一些|一样|一般|一起|一直|一定|一切|一旦|一致|一下|一会|一面|一边|一部分|一方面|一系列|一点|一次性|一度|一共|一番|一步|进一步|一代|一带|一体|一种|"
    "百分比|百度|百科|百货|百姓|千万别|千万不|千方百计|万岁|万科|万达|万能|万物|三星|三国|四川|零件|零部件|零售|零用|十分(?!钟)|两者|二者|三者|两极|四处|四周|一百分|一流|五角大楼|数一数二|七八|三五|三四"
)
_ZH = re.compile(
    rf"(?=[\d{_ANY}数几上成统唯同单之任合不第百万千进两二三四七五十零us$€£])(?:(?P<false>{_FALSE})"
    rf"|(?<![\d.])(?P<y>\d{{4}}|[〇零一二三四五六七八九]{{4}})\s?年(?![前后](?!夕))(?:\s?(?P<m>\d{{1,2}}|{_SMALL})\s?月(?:份)?(?:\s?(?P<d>\d{{1,2}}|[二三]?十?[一二三四五六七八九]?)[日号])?)?"
    r"|(?<![\d.\-/])(?P<y2>[12]\d{3})[-/.](?P<m2>0?[1-9]|1[0-2])(?:[-/.](?P<d2>\d{1,2}))?(?![\d\-/])"
    rf"|(?<![\d.个])(?P<m3>\d{{1,2}}|{_SMALL})\s?月(?:份(?!额))?(?:\s?(?P<d3>\d{{1,2}}|[二三]?十?[一二三四五六七八九]?)[日号])?"
    rf"|(?P<whole>[百千万]|\d+|[{_ANY}]+)分之(?P<part>\d+(?:\.\d+)?|[{_ANY}]+(?:点[{_ANY}]+)?)"
    rf"|(?P<approx>[数几上成](?:以)?[十百千万亿]+)(?P<unit3>UNITS)?"
    r"|(?:(?P<sign>us\$|[$€£])\s?)?(?<![\d.a-z])(?<![a-z]-)(?P<num>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?"
    r"(?P<more0>[多余])?(?P<scale>万亿|千万|百万|[百千万亿]|million|billion|trillion|thousand)?(?P<more>[多余几])?\s?(?P<unit>UNITS)?"
    rf"|(?P<han>[{_ANY}]+(?:点[{_ANY}]+)?)(?P<more2>[多余几])?\s?(?P<unit2>UNITS)?)".replace(
        "UNITS", either(*_HAN_UNITS, "km/h km kg mah ghz gb tb mb kb token kwh db nm cm mm")
    ),
    re.ASCII,
)

_MONTH = "|".join(f"{name.lower()}|{name[:3].lower()}t?(?=[. ])\\.?" for name in MONTHS)
_EN_UNITS = ["people"] + [
    w.replace("_", " ")
    for ws in UNIT_GROUPS.values()
    for w in ws.split()
    if w.isascii() and w[0] not in "$"
]
_EN_DATE = re.compile(
    rf"(?<![a-z])(?P<m>{_MONTH})(?![a-z])(?: (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d))?(?:,? (?:of )?(?P<y>[12]\d{{3}})(?!\d))?"
    rf"|(?<!\d)(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH})(?![a-z])(?:,? (?:of )?(?P<y2>[12]\d{{3}})(?!\d))?"
    r"|(?<![\d.\-/,$€£])(?P<y3>[12]\d{3})(?:[-/](?P<m3>0[1-9]|1[0-2])(?:[-/](?P<d3>\d{1,2}))?)?(?![\d%]|[.,\-/]\d| ?(?:"
    + "|".join(re.escape(u) for u in _EN_UNITS if u.isalpha())
    + r"|people|passengers|copies|million)s?\b)",
)
_EN_DIGITS = re.compile(
    r"(?=[\d$€£u])(?:(?P<sign>us\$|[$€£])\s?)?(?<![\d.a-z])(?<![a-z]-)(?P<num>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:(?:st|nd|rd|th)\b)?"
    r"[ -]?(?P<scale>thousand|million|billion|trillion|bn\b|m\b(?=,| |\.|$)|k\b)?(?![\d])"
)
_EN_WORDS = re.compile(rf"(?P<words>{ENGLISH.pattern})")
_EN_UNIT = re.compile(
    r"[ -]?(?P<known>"
    + "|".join(re.escape(u) for u in sorted(_EN_UNITS, key=len, reverse=True))
    + r")(?:e?s)?(?![a-z])|[ -]?(?P<noun>[a-z]{3,}s)(?![a-z])"
)
_SCALE = {
    "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7, "万亿": 10**12,
    "thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip

_CLASS = {
    w.replace("_", " "): c
    for c, by in QUALIFIERS.items()
    for lang in ("zh", "en")
    for w in by[lang].split()
}
_BEFORE = {
    lang: re.compile(
        "(" + either(*(by[lang] for by in QUALIFIERS.values())) + r")(?:了|过|有|为|达|到|于)?\s?$"
    )
    for lang in ("zh", "en")
}
_FAR = {
    "zh": re.compile(r"(至少|最少|起码|最多|至多)[^,。;\d]{0,10}$"),
    "en": re.compile(r"(at least|at most)[^,.;\d]{0,12}$"),
}
_AFTER = {
    "zh": re.compile("(以上|有余|左右|上下|以内|以下|之内)"),
    "en": re.compile(r"[^,.;]{0,24}?\b(or more|or so|or less)\b"),
}
_LOOSE = {
    lang: re.compile(either(*(by[lang] for by in QUALIFIERS.values()))) for lang in ("zh", "en")
}


def qualifiers(folded: str, lang: Lang) -> frozenset[str]:
    """The classes of all words in a casefolded text that say how exact a number is."""
    return frozenset(_CLASS[match[0]] for match in _LOOSE[lang].finditer(folded))


@lru_cache(1 << 12)
def values(folded: str, lang: Lang) -> Values:
    """The values of a plain, casefolded text."""
    return _chinese(folded) if lang == "zh" else _english(folded)


def _chinese(text: str) -> Values:
    numbers: list[Number] = []
    dates: list[tuple[Day, str]] = []
    for match in _ZH.finditer(text):
        kind = match.lastgroup
        if kind == "false":
            continue
        y, m, d = (
            match["y"] or match["y2"],
            match["m"] or match["m2"] or match["m3"],
            match["d"] or match["d2"] or match["d3"],
        )
        if y or m:
            dates.append(((_int(y), _int(m), _int(d)), match[0]))
            continue
        found = _number(
            match["num"],
            match["scale"] or "",
            match["han"],
            match["whole"],
            match["part"],
            match["approx"],
        )
        if not found:
            continue
        unit = match["unit"] or match["unit2"] or match["unit3"] or ""
        sign = match["sign"]
        if match["han"] and not _counts(match["han"], unit):
            continue
        if unit == "成":
            found, unit = digits(Decimal(found) * 10), "%"
        if found.endswith("%"):
            found, unit = found[:-1], "%"
        more = match["more"] or match["more2"] or match["more0"]
        numbers.append(
            Number(
                found,
                _UNIT.get(sign or unit, unit),
                _qualified(text, match.start(), match.end(), "zh", more),
                match[0],
            )
        )
    return Values(tuple(numbers), tuple(dates))


def _counts(han: str, unit: str) -> bool:
    """Whether a numeral in Chinese characters is meant as one: 两家, 三十四万, not 一家 and not 万 alone."""
    if han == "一":
        return False
    if len(han) == 1:
        return bool(unit) and han not in "百千万亿"
    return True


def _qualified(text: str, start: int, end: int, lang: Lang, more: str | None) -> frozenset[str]:
    found = [_CLASS[m[1]]] if (m := _BEFORE[lang].search(text, max(start - 22, 0), start)) else []
    if not found and (m := _FAR[lang].search(text, max(start - 14, 0), start)):
        found.append(_CLASS[m[1]])
    if after := _AFTER[lang].match(text, end):
        found.append(_CLASS[after[1]] if after[1] != "or less" else "at_most")
    if more and more != "几":
        found.append("above")
    return frozenset(found)


@cache
def _int(text: str | None) -> int:
    if not text:
        return 0
    value = Decimal(text) if text.isdecimal() else chinese(text)
    return int(value) if value is not None else 0


@cache
def _number(
    num: str | None,
    scale: str,
    han: str | None,
    whole: str | None,
    part: str | None,
    approx: str | None,
) -> str:
    """The value in digits, or "" for what is no number."""
    if num:
        value = Decimal(num.replace(",", "")) * _SCALE.get(scale.strip(), 1)
        return digits(value)
    if approx:
        value = chinese("一" + approx.lstrip("数几上成以"))
        return "" if value is None else "~" + digits(value)
    if whole and part:
        top, base = chinese(part), chinese("一" + whole if whole in "百千万" else whole)
        if top is None or base is None:
            return ""
        return digits(top) + "%" if base == 100 else f"{digits(top)}/{digits(base)}"
    if han:
        value = chinese("一" + han if han[0] in "百千万亿" else han)
        return "" if value is None else digits(value)
    return ""


_EN_SPELLED = re.compile(
    either(
        " ".join(SMALL[2:]),
        "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion",
    )
)
_EN_MONTH = re.compile("|".join(name.lower()[:3] for name in MONTHS))
_DIGIT = re.compile(r"\d", re.ASCII)
_NOTHING = Values((), ())


def _english(text: str) -> Values:
    digit, spelled = _DIGIT.search(text), _EN_SPELLED.search(text)
    monthly = _EN_MONTH.search(text)
    if not (digit or spelled or monthly):
        return _NOTHING
    dates: list[tuple[Day, str]] = []
    spans: list[tuple[int, int]] = []
    for match in _EN_DATE.finditer(text) if digit or monthly else ():
        y = match["y"] or match["y2"] or match["y3"]
        d = match["d"] or match["d2"] or match["d3"]
        month = match["m"] or match["m2"]
        if (
            month
            and not y
            and not d
            and month.startswith(("may", "mar"))
            and not _month_alone(text, match.start())
        ):
            continue
        m = _month(month) if month else _int(match["m3"])
        dates.append(((_int(y), m, _int(d)), match[0]))
        spans.append(match.span())
    numbers: list[Number] = []
    matches = [
        *(_EN_DIGITS.finditer(text) if digit else ()),
        *(_EN_WORDS.finditer(text) if spelled else ()),
    ]
    for match in matches:
        if any(s <= match.start() < e for s, e in spans):
            continue
        groups = match.groupdict()
        found = _amount(groups.get("num"), groups.get("scale") or "", groups.get("words"))
        if not found:
            continue
        spans.append(match.span())
        unit, end = "", match.end()
        if sign := groups.get("sign"):
            unit = _UNIT[sign]
        elif after := _EN_UNIT.match(text, end):
            unit = _english_unit(after["known"] or after["noun"])
            end = after.end()
        elif text.startswith("%", end):
            unit, end = "%", end + 1
        numbers.append(
            Number(
                found,
                unit,
                _qualified(text, match.start(), end, "en", None),
                text[match.start() : end],
            )
        )
    return Values(tuple(numbers), tuple(dates))


def _month_alone(text: str, start: int) -> bool:
    return text[:start].endswith(("in ", "of ", "since ", "until ", "by ", "last ", "from "))


@cache
def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3]))


@cache
def _amount(num: str | None, scale: str, spelled: str | None) -> str:
    if num:
        return digits(Decimal(num.replace(",", "")) * _SCALE.get(scale, 1))
    if not spelled or spelled in ("one", "zero"):
        return ""
    value = english(spelled)
    return "" if value is None else digits(value)


@cache
def _english_unit(word: str) -> str:
    return (
        _UNIT.get(word)
        or _UNIT.get(word.removesuffix("s"))
        or _UNIT.get(word.removesuffix("es"))
        or word
    )


@cache
def same_unit(ours: str, theirs: str, lang: Lang) -> bool:
    """Whether a number with unit `ours` can be the source's number with unit `theirs`."""
    if ours == theirs:
        return True
    if lang == "en":
        return not ours or not theirs
    a, b = _COUNTER.get(ours, 0), _COUNTER.get(theirs, 0)
    if not ours:
        return True
    return bool(a and (b & a or not theirs))
