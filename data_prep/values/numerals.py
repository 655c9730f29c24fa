"""Chinese and English numerals: from words to a value and back."""

import re
from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
ARABIC = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_EXACT = 15  # digits that Decimal arithmetic surely keeps
PLACES = re.compile(r"[零〇一二三四五六七八九]{2,}")
"""A numeral read digit by digit: 二〇二三, 九一八."""

_SCALES = (("亿", 10**8), ("万", 10**4))  # 兆 is left out: it means 10^6 or 10^12 by region
_DECIMAL = re.compile(r"([^点]+)点([零〇一二三四五六七八九]+)")
_COUNT = r"([一二两三四五六七八九]|\d+(?:\.\d+)?)"
_SECTION = re.compile(
    rf"(?:{_COUNT}千)?(?:零?{_COUNT}百)?(?:零?{_COUNT}?(十))?(?:(零?)([一二三四五六七八九]))?"
)


def chinese(text: str) -> Decimal | None:
    """The value of a well-formed Chinese or mixed numeral (三十四万, 12万5千, 1.2亿), else None."""
    if text in DIGITS:
        return Decimal(DIGITS[text])
    if PLACES.fullmatch(text):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    for unit, scale in _SCALES:
        head, found, tail = text.rpartition(unit)
        if found:
            return None if unit in head else _scaled(head, tail, scale)
    if match := _DECIMAL.fullmatch(text):
        whole = chinese(match[1])
        places = "".join(str(DIGITS[char]) for char in match[2])
        return None if whole is None or whole % 1 else Decimal(f"{whole:f}.{places}")
    return _section(text)


def _section(text: str) -> Decimal | None:
    """A numeral below 万: 三千零五, 一百二 (120), 十五, 340."""
    if ARABIC.fullmatch(text):
        return Decimal(text) if len(text) <= _EXACT else None
    match = _SECTION.fullmatch(text)
    if not text or not match:
        return None
    thousands, hundreds, tens, ten, zero, ones = match.groups()
    if tens == "两":
        return None
    # 一百二 and 三千五 leave the last unit out: it is the one below the unit before.
    bare = ones and not zero and not ten
    step = (10 if hundreds else 100 if thousands else 1) if bare else 1
    parts = ((thousands, 1000), (hundreds, 100), (tens or (ten and "一"), 10), (ones, step))
    return sum((_digit(count) * unit for count, unit in parts if count), Decimal(0))


def _digit(text: str) -> Decimal:
    return Decimal(DIGITS[text]) if text in DIGITS else Decimal(text)


def _scaled(head: str, tail: str, scale: int) -> Decimal | None:
    many = chinese(head)
    if many is None or not tail:
        return None if many is None else many * scale
    if len(tail) == 1 and tail in "一二三四五六七八九":  # 一万二 is 12000
        return many * scale + DIGITS[tail] * scale // 10
    rest = chinese(tail.lstrip("零"))
    if many % 1 or rest is None or rest >= scale:
        return None
    return many * scale + rest


SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_THOUSANDS = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
NUMBER_WORD = _WORD = "|".join([*SMALL, *_TENS, "hundred", *_THOUSANDS])
"""Alternatives of a pattern: every English numeral holds one of them."""
ENGLISH = re.compile(
    r"(?<![a-z\d.,-])(?:(?:\d+(?:\.\d+)?|an?) ?-?)?"
    rf"(?<![a-z])(?:{_WORD})(?:[ -]+(?:and )?(?:{_WORD}))*(?![a-z])"
)
"""A run of number words in casefolded text, with the digits or the article that lead it."""


def english(text: str) -> Decimal | None:
    """The value of casefolded number words (thirty-four thousand, 1.5 million), else None."""
    words = [word for word in re.split(r"[ -]+", text.strip()) if word != "and"]
    if len(words) > 1 and words[0] in ("a", "an"):
        words[0] = "one"
    total, group, limit = Decimal(0), [], 10**15
    for word in words:
        scale = _THOUSANDS.get(word)
        if scale is None:
            group.append(word)
            continue
        count = _below_thousand(group)
        if count is None or scale >= limit:
            return None
        total, group, limit = total + count * scale, [], scale
    rest = _below_thousand(group) if group else Decimal(0)
    return None if rest is None or rest >= limit else total + rest


def _below_thousand(words: list[str]) -> Decimal | None:
    if "hundred" not in words:
        return _below_hundred(words)
    at = words.index("hundred")
    head, tail = _below_hundred(words[:at]), _below_hundred(words[at + 1 :] or ["zero"])
    return None if head is None or tail is None or head >= 10 else head * 100 + tail


def _below_hundred(words: list[str]) -> Decimal | None:
    if len(words) == 2 and words[0] in _TENS and words[1] in SMALL[1:10]:
        return Decimal(_TENS.index(words[0]) * 10 + 20 + SMALL.index(words[1]))
    if len(words) != 1:
        return None
    word = words[0]
    if ARABIC.fullmatch(word):
        return Decimal(word) if len(word) <= _EXACT else None
    if word in _TENS:
        return Decimal(_TENS.index(word) * 10 + 20)
    return Decimal(SMALL.index(word)) if word in SMALL else None


def digits(value: Decimal) -> str:
    """Digits only: no exponent, no zeros at the end of the decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def place_by_place(number: str) -> str:
    """2023 → 二〇二三."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in number)


def in_chinese(number: int) -> str:
    """340000 → 三十四万; a 2 that leads 千, 万 or 亿 is 两. For 0 <= number < 10^16."""
    if number < 10**4:
        text = _section_in_chinese(number) or "零"
        return text.removeprefix("一") if text.startswith("一十") else text
    unit, scale = _SCALES[0] if number >= 10**8 else _SCALES[1]
    head, rest = divmod(number, scale)
    lead = "两" if head == 2 else in_chinese(head)
    tail = _tail_in_chinese(rest) if rest else ""
    return lead + unit + ("零" if rest and rest < scale // 10 else "") + tail


def _tail_in_chinese(number: int) -> str:
    text = in_chinese(number)
    return "一" + text if text.startswith("十") else text


def _section_in_chinese(number: int) -> str:
    text, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            gap = "零" if zero and text else ""
            name = "两" if digit == 2 and place == 3 else "零一二三四五六七八九"[digit]
            text += gap + name + ("", "十", "百", "千")[place]
        zero = digit == 0
    return text


def in_english(number: int) -> str:
    """34 → thirty-four. For 0 <= number < 100."""
    if number < 20:
        return SMALL[number]
    return _TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")
