"""The years that a document leaves out: that of a yearly report, and 今年 by the day it was written."""

import re
from datetime import date

from data_prep.records import Lang

_TITLE = re.compile(
    r"(?:annual report|annual results|yearly report|full-year results)\D{0,12}((?:19|20)\d{2})|((?:19|20)\d{2}) (?:annual|full-year)|((?:19|20)\d{2})年?(?:度)?(?:年报|年度报告|财报|业绩)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_PAST = re.compile(
    r"\b(?:was|were|had|spent|sold|rose|fell|made|paid|grew|lost|won|earned|cost|\w{3,}ed)\b"
)
_LATER = re.compile(r"\b(?:will|would|has|have|is|are|plans?|expects?|since|now|today|before)\b")


def report_year(title: str) -> str:
    """2023 of "annual report 2023"; "" where a title is of no yearly report."""
    match = _TITLE.search(title)
    return next((year for year in match.groups() if year), "") if match else ""


def in_year(sentence: str, year: str, lang: Lang) -> str:
    """The sentence of a yearly report with the year in front, where it tells an amount of that year."""
    if not year or _YEAR.search(sentence.split(", ")[0]):
        return sentence
    if lang == "zh":
        return sentence.replace("全年", f"{year}年全年", 1).replace("报告期内", f"{year}年", 1)
    first = sentence.split(", ")[0]
    if not re.search(r"\d", first) or not _PAST.search(first) or _LATER.search(first):
        return sentence
    start = sentence[:1].lower() if sentence.startswith(("The ", "A ")) else sentence[:1]
    return f"In {year}, {start}{sentence[1:]}"


_SHARED_OUT = re.compile("派发|分红|派息|股利|红利")
_AMOUNT = re.compile("[占降升增减长][^，。]{0,10}[\\d.]+%|贡献了?[\\d.]|毛利率为?[\\d.]|同比")
_OTHER_TIME = re.compile("将|预计|计划|有望|目前|截至|如果|若|展望|届时|每年")


def of_report(sentence: str, year: str) -> str:
    """What a Chinese yearly report tells of its year without naming it, with the year in front: the dividend
    is that of 2023年度, a share of the sales that of 2023."""
    if not year or _YEAR.search(sentence):
        return sentence
    if _SHARED_OUT.search(sentence):
        return f"{year}年度，{sentence}"
    told = _AMOUNT.search(sentence) and not _OTHER_TIME.search(sentence)
    return f"{year}年，{sentence}" if told else sentence


_RELATIVE = {"前年": -2, "去年": -1, "今年": 0, "明年": 1}
_THIS_YEAR = re.compile("(?:前年|去年|今年|明年)(?!(?:发布|推出|上市|公布|出版|问世)的)")
"""Of what 去年发布的 belongs to the name tells more than the year."""


_MONTH = re.compile(
    r"(?<![年\d度每至到、和与—–~-])(?P<m>1[0-2]|[1-9])月(?:(?P<d>\d{1,2})日|[上中下]旬|[底初末])?(?![\d月份至到、和与—–~-])"
)
_AHEAD = re.compile("将|拟|计划|预计|打算|准备")
_NEAR = 92
"""Days between a month that a document gives without a year and the day it was written."""


def by_date(sentence: str, written: date | int | None, before: str = "") -> str:
    """A Chinese sentence with 今年 and 去年 as years, where the day or the year of writing is known; and with
    the year of 5月28日 where it names none, nor `before`, what stands before it in its paragraph, another one."""
    if written is None:
        return sentence
    year = written if isinstance(written, int) else written.year
    sentence = _THIS_YEAR.sub(lambda m: f"{year + _RELATIVE[m[0]]}年", sentence)
    if isinstance(written, int):
        return sentence
    if _YEAR.search(sentence) or set(_YEAR.findall(before)) - {str(written.year)}:
        return sentence
    match = _MONTH.search(sentence)
    if match is None or not _of_that_year(match, written, bool(_AHEAD.search(sentence))):
        return sentence
    return f"{sentence[: match.start()]}{written.year}年{sentence[match.start() :]}"


def _of_that_year(match: re.Match[str], written: date, ahead: bool) -> bool:
    """Whether a month or a day of the year of writing is near the day of writing, on the side of it that is told of."""
    try:
        day = date(written.year, int(match["m"]), int(match["d"] or (28 if ahead else 1)))
    except ValueError:
        return False
    apart = (day - written).days
    return -1 <= apart <= _NEAR if ahead else -_NEAR <= apart <= 0
