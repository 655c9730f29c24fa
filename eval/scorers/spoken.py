"""Spoken and written values that `canonical` leaves apart: ranges, codes, prices, speeds, eras and ordinals.

`before_canonical` works on text as it was written, `after_canonical` on its canonical form. A range has
one form, 15~16: 十五六, 15-6, "15 to 16" and 十五到十六 are that. A text without a digit or a Chinese
numeral passes through both unchanged.
"""

import re
from decimal import Decimal

from data_prep.values import parse_number

_DIGITS = "零〇一二两三四五六七八九"
_NUMERALS = _DIGITS + "十百千万亿"
_VALUE = {
    char: str(value) for char, value in zip(_DIGITS, (0, 0, 1, 2, 2, *range(3, 10)), strict=True)
}
_CODE = str.maketrans(
    _VALUE
    | {"幺": "1", "洞": "0", "拐": "7", "点": "."}
    | dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True))
)
_LOWER = {"万": "千", "千": "百", "百": "十", "十": "", "亿": "千万"}

_TENTHS = re.compile(rf"(?<![{_NUMERALS}])([一二三四五六七八九])成(?=$|[,，。的以左])")
_AND_A_HALF = re.compile(rf"(?<![{_NUMERALS}\d])([{_DIGITS}\d])个半(小时|月)")
_HOLDS_HAN = re.compile(f"[{_NUMERALS}幺廿卅]")
_RUN = re.compile(f"[{_NUMERALS}]{{2,}}")
_COUNTED = re.compile(
    r"[个名位家台款种次天周人岁元块倍项条件张本篇部座所只枚辆艘套批组层级页句集场份度米克吨升秒里]|公[里斤]|千[米克瓦]|小时|分钟|摩尔|[美欧英日]"
)
_SPOKEN_CODE = re.compile(r"[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖幺洞拐点]{3,}")
_HAN_RANGE = re.compile(
    rf"(?<![分{_NUMERALS}])(?P<low>[{_NUMERALS}]+)[到至](?P<high>[{_NUMERALS}]+?)(?=千[米克瓦]|[^{_NUMERALS}]|$)"
)
_SCALED_RANGE = re.compile(
    r"(?<![\w.-])(?P<low>\d[\d.]*) ?(?:[~～–—-]|到|至|to) ?(?P<high>\d[\d.]*) ?(?P<scale>[百千]?[万亿]|million|billion)"
)


def before_canonical(text: str) -> str:
    """Chinese approximations (十五六), codes (幺幺零), and the scale that both ends of a range share (3~5万)."""
    if text.isascii():
        return _SCALED_RANGE.sub(_scaled, text) if "illion" in text else text
    if _HOLDS_HAN.search(text):
        text = text.replace("廿", "二十").replace("卅", "三十")
        text = _TENTHS.sub(lambda match: f"{_VALUE[match[1]]}0%", text)
        text = _AND_A_HALF.sub(lambda match: f"{_VALUE.get(match[1], match[1])}.5{match[2]}", text)
        text = _SPOKEN_CODE.sub(_code, text)
        text = _RUN.sub(_approximate, text)
        text = _HAN_RANGE.sub(_in_figures, text)
        text = _SCALED_RANGE.sub(_scaled, text)
        text = re.sub(
            rf"(?<![{_NUMERALS}])([{_DIGITS}])([{_DIGITS}])年(?=[\d十一二三四五六七八九]{{1,2}}月)",
            _short_year,
            text,
        )
    return text


def _code(match: re.Match[str]) -> str:
    run = match[0]
    is_code = "幺" in run or "拐" in run or run.strip("点").count("点") > 1
    return run.translate(_CODE) if is_code else run


def _approximate(match: re.Match[str]) -> str:
    """十五六 as 15~16, 七百三四十 as 730~740, 三万四五 as 34000~35000; 五四 and 一二三四 stay."""
    run, after = match[0], match.string[match.end() :][:4]
    unit = ""
    if run[-1] == "千" and after[:1] in ("米", "克", "瓦"):
        run, unit = run[:-1], "千"
    pairs = [i for i in range(len(run) - 1) if _is_pair(run, i)]
    if len(pairs) != 1:
        return match[0]
    head, low, high, tail = run[: pairs[0]], run[pairs[0]], run[pairs[0] + 1], run[pairs[0] + 2 :]
    if not head and not tail and not _COUNTED.match(unit + after):
        return match[0]
    if head and not tail:
        tail = _LOWER.get(head[-1], "")
    ends = [parse_number(head + digit + tail) for digit in (low, high)]
    return match[0] if None in ends else f"{ends[0]:f}~{ends[1]:f}{unit}"


def _is_pair(run: str, i: int) -> bool:
    one, other = (_VALUE.get(char) for char in run[i : i + 2])
    around = run[i - 1 : i] + run[i + 2 : i + 3]
    if one is None or other is None or any(char in _VALUE for char in around):
        return False
    return int(other) == int(one) + 1 > 1 or (one, other) == ("3", "5")


def _in_figures(match: re.Match[str]) -> str:
    low, high = parse_number(match["low"]), parse_number(match["high"])
    return match[0] if low is None or high is None else f"{low:f}~{high:f}"


def _scaled(match: re.Match[str]) -> str:
    low, high = _ends(match["low"], match["high"])
    return f"{low}{match['scale']}~{high}{match['scale']}" if low else match[0]


def _short_year(match: re.Match[str]) -> str:
    return _VALUE[match[1]] + _VALUE[match[2]] + "年"


def _ends(low: str, high: str) -> tuple[str, str]:
    """Both ends in full (15-6 is 15 to 16), or two empty strings if they do not rise."""
    if len(high) < len(low) and low.isdigit() and high.isdigit() and not low.startswith("0"):
        rise = low[: len(low) - len(high)] + high
        if int(rise) <= int(low):  # 16000-7000: only the leading digits of the end are said
            rise = low[:1] + high if len(high) + 1 == len(low) else ""
        high = rise
    try:
        return (low, high) if Decimal(low) < Decimal(high) else ("", "")
    except ArithmeticError:
        return "", ""


_CURRENCY = "美元|欧元|英镑|元|卢布|新台币|马来西亚令吉"
_SIGNS = (("¥|cny|rmb", "元"), ("₽", "卢布"), ("twd", "新台币"), ("rm(?=\\d)", "马来西亚令吉"))
_SIGNED = tuple(
    (re.compile(rf"(?<![a-z])(?:{sign}) ?(\d[\d.]*(?:[~-]\d[\d.]*)?)"), name)
    for sign, name in _SIGNS
)
_COINS = re.compile(rf"(\d+)(?:元|块)(?:([\d{_DIGITS}])[角毛])?(?:([\d{_DIGITS}])分)?(?=$|\D)")
_RANGE = re.compile(
    rf"(?<![\w.-])(?P<low>[1-9]\d*(?:\.\d+)?|0(?:\.\d+)?)(?P<one>%?)(?P<mid>{_CURRENCY})?年? ?(?:[~～–—-]|到|至|to) ?"
    rf"(?P<high>\d+(?:\.\d+)?)(?!\d|[-/]\d)(?P<other>%?)(?P<mid2>{_CURRENCY})?"
)
_BETWEEN = re.compile(r"\bbetween (?=\d+(?:\.\d+)? and \d)|(?<=\d) and (?=\d)")
_HOLDS_RANGE = re.compile(r"\d[%美欧英元镑卢布新台币马来西亚令吉年]* ?(?:[~～–—-]|到|至|to) ?\d")
_UNIT = {
    "公斤": "kg", "千克": "kg", "公里": "km", "千米": "km", "摩尔": "mol", "伏特": "v", "千瓦时": "kwh", "度": "°", "秒": "s", "分钟": "min",
}  # fmt: skip
_RANGE_UNIT = re.compile(rf"(~\d+(?:\.\d+)?) ?({'|'.join(_UNIT)})")
_SPEED = re.compile(
    r"每小时(?P<a>\d[\d.~]*) ?(?:公里|千米)|(?P<b>\d[\d.~]*) ?(?:(?:公里|千米)(?:每小时|/小时)|(?:km|kilomet(?:er|re)s?) per hour|kph)"
)
_BC = re.compile(
    r"(?:公元前|西元前|(?<![\w])前) ?(\d+) ?年?|(?<!\d)(\d+) ?(?:年)?(?:bce?|b\. ?c\.(?: ?e\.)?)(?![a-z])"
)
_DECADE = re.compile(
    r"(?:(?P<last>上世纪)|(?<!\d)(?P<century>\d\d)世纪) ?(?P<ten>\d0)年代|(?<!\d)(?P<full>\d{3}0)(?:['’]?s(?![a-z])|年代)"
)
_FRACTION_NAMES = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
_FRACTION = re.compile(rf"(?<![\d.,/-])(\d+|one)[ -]({'|'.join(_FRACTION_NAMES)})(s?)(?![a-z])")
_FIRST = "first second third fourth fifth sixth seventh eighth ninth".split()
_ORDINAL = re.compile(rf"(?<![\d.])(\d*)0[ -]({'|'.join(_FIRST)})(?![a-z])")
_DAY_FIRST = re.compile(r"(\d\d)[-/.](\d\d)[-/.](\d{4})")
_MONTH_YEAR = re.compile(r"(?:(?P<m>\d\d)[-/.](?P<y>\d{4})|(?P<y2>\d{4})\.(?P<m2>\d\d))")
_MONTH_DAY = re.compile(r"(\d\d)[-/.](\d\d)")
_SLASHES = re.compile(r"(?<!\d)(?:(\d{4})年|(\d\d)/)(\d\d)/(\d\d)(?![\d/])")
_SPLIT_PHONE = re.compile(r"(?<!\d)(0\d{2,3})-(\d{7,8})(?!\d)")


def after_canonical(form: str) -> str:
    """Ranges, prices, speeds, years before our era, decades, fractions and dates in figures."""
    if not _DIGIT.search(form):
        return form.replace("one-third", "1/3") if "-third" in form else form
    if len(form) <= 10:
        form = _alone(form)
    if "/" in form:
        form = _SLASHES.sub(_slashes, form)
    if any(sign in form for sign in ("¥", "₽", "cny", "rmb", "twd", "rm")):
        for pattern, name in _SIGNED:
            form = pattern.sub(rf"\g<1>{name}", form)
    if "角" in form or "毛" in form:
        form = _COINS.sub(_coins, form)
    if "between " in form:
        form = _BETWEEN.sub(lambda match: "" if match[0][0] == "b" else "~", form)
    if _HOLDS_RANGE.search(form):
        form = _SPLIT_PHONE.sub(r"\1\2", form)
        form = _RANGE.sub(_range, form)
    if "每小时" in form or "per hour" in form or "kph" in form:
        form = _SPEED.sub(lambda m: f"{m['a'] or m['b']}km/h", form)
    if "~" in form:
        form = _RANGE_UNIT.sub(lambda m: m[1] + _UNIT[m[2]], form)
    return _words(form)


_DIGIT = re.compile(r"\d")


def _words(form: str) -> str:
    if "零下" in form:
        form = _BELOW_ZERO.sub(r"-\1", form)
    if "bc" in form or "b.c" in form or "b. c" in form or "前" in form:
        form = _BC.sub(lambda m: f"公元前{m[1] or m[2]}年", form)
    if "年代" in form or "0s" in form or "0's" in form or "0’s" in form:
        form = _DECADE.sub(_decade, form)
    if _ORDINAL_SIGN.search(form):
        form = _ORDINAL.sub(_ordinal, form)
        form = _FRACTION.sub(_fraction, form)
    return form


_BELOW_ZERO = re.compile(r"零下 ?(\d)")
_ORDINAL_SIGN = re.compile(r"\d[ -](?:half|hal|th|qu|fi|si|ei|te|se|ni|fo)|one[ -]th")


def _alone(form: str) -> str:
    """A text that is nothing but figures of a date. Day and month that could be exchanged stay."""
    if found := _DAY_FIRST.fullmatch(form):
        one, other = int(found[1]), int(found[2])
        if one == other or other > 12:
            return f"{found[3]}-{found[1]}-{found[2]}"
        return f"{found[3]}-{found[2]}-{found[1]}" if one > 12 else form
    if found := _MONTH_YEAR.fullmatch(form):
        month = found["m"] or found["m2"]
        return f"{found['y'] or found['y2']}-{month}" if 1 <= int(month) <= 12 else form
    if (found := _MONTH_DAY.fullmatch(form)) and (form[0] == "0" or form[2] == "/"):
        return f"{int(found[1])}月{int(found[2])}日" if 1 <= int(found[1]) <= 12 else form
    return form


def _slashes(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]}-{match[3]}-{match[4]}"
    return f"{match[2]}年{int(match[3])}月{int(match[4])}日"


def _coins(match: re.Match[str]) -> str:
    if not match[2] and not match[3]:
        return match[0]
    jiao, fen = (_VALUE.get(part or "0", part or "0") for part in (match[2], match[3]))
    return f"{match[1]}.{jiao}{fen if fen != '0' else ''}元"


def _range(match: re.Match[str]) -> str:
    if (
        match["high"] != match["high"].lstrip("0")
        and len(match["low"]) == 4
        and len(match["high"]) == 2
    ):
        return match[0]  # 2008-08 is a month
    low, high = _ends(match["low"], match["high"])
    if not low:
        return match[0]
    percent = "%" if match["one"] or match["other"] else ""
    return f"{low}~{high}{percent}{match['mid'] or match['mid2'] or ''}"


def _decade(match: re.Match[str]) -> str:
    if match["full"]:
        return f"{match['full']}年代"
    century = 19 if match["last"] else int(match["century"]) - 1
    return f"{century}{match['ten']}年代"


def _ordinal(match: re.Match[str]) -> str:
    unit = next(i for i, word in enumerate(_FIRST, 1) if word == match[2])
    return f"{match[1]}{unit}{('st', 'nd', 'rd')[unit - 1] if unit < 4 else 'th'}"


def _fraction(match: re.Match[str]) -> str:
    count = "1" if match[1] == "one" else match[1]
    if (count == "1") == bool(match[3]):
        return match[0]
    return f"{count}/{_FRACTION_NAMES[match[2]]}"
