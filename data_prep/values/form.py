"""The one form of a text's values: what `canonical` does, and `parse_number` for a text that is one numeral."""

import re
import unicodedata
from decimal import Decimal
from functools import cache

from opencc import OpenCC

from data_prep.values.dates import iso_dates
from data_prep.values.numerals import (
    ARABIC,
    DIGITS,
    ENGLISH,
    NUMBER_WORD,
    PLACES,
    chinese,
    digits,
    english,
)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


_IN_PHRASES = "坏沈藉哩覆衹瞭甦"
"""Characters that the converter changes inside a word only: 沈默 is 沉默, and 沈括 stays."""
_IDEOGRAPHS = ((0x2E80, 0xA000), (0xF900, 0xFB00))


@cache
def _changeable() -> re.Pattern[str]:
    """A text without any of these characters stays as it is, and needs no converter."""
    chars = [chr(code) for first, end in _IDEOGRAPHS for code in range(first, end)]
    made = _converter().convert("\n".join(chars)).split("\n")
    changed = [one for one, other in zip(chars, made, strict=True) if one != other]
    # two sets: one with characters beyond the first 65,536 would be looked through one by one
    return re.compile(f"[{''.join(changed)}{_IN_PHRASES}]|[\U00010000-\U0010ffff]")


# The wide marks of Chinese writing, which almost every sentence holds; what else it holds rarely changes.
_WIDE = tuple(zip("，：；？！（）．\xa0", ",:;?!(). ", strict=True))


def one_width(text: str) -> str:
    """`text` in NFKC. A text that is in it already, but for its marks, is not taken apart."""
    if text.isascii():
        return text
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def simplify(text: str) -> str:
    """Traditional characters as simplified ones."""
    if text.isascii() or not _changeable().search(text):
        return text
    return _converter().convert(text)


def parse_number(text: str) -> Decimal | None:
    """The value of a text that is one numeral and nothing else; None for any other text."""
    return _number(_plain(text))


def _number(text: str) -> Decimal | None:
    if not _MAYBE_NUMBER.fullmatch(text):
        return None
    negative = text.startswith(("-", "负", "−"))
    text = text[1:] if negative else text
    if len(text) > 1:  # alone, 陆 and 伍 are family names
        text = text.translate(_BANKERS)
    value = Decimal(text) if ARABIC.fullmatch(text) else _in_words(text)
    return value.copy_negate() if value is not None and negative else value


def _in_words(text: str) -> Decimal | None:
    value = chinese(_GAP.sub("", text)) if text else None
    if value is None and ENGLISH.fullmatch(text):
        value = english(text)
    return value


def canonical(text: str) -> str:
    """`text` with every value in its one form. Idempotent; equal values give equal text."""
    for _ in range(6):  # a mixed numeral (12 thousand万) takes more than one pass
        plain = _plain(text)
        after = _values(plain)
        if after == text or (after == plain and _stays_plain(plain)):
            return after
        text = after
    return text


def _stays_plain(plain: str) -> bool:
    return (plain.isascii() and not _COMMA_DIGIT.search(plain)) or _plain(plain) == plain


_BANKERS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_GAP = re.compile(" (?=[百千万亿])")
_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・", "·"))  # the dot in 马克·扎克伯格 has many code points
_MAYBE_NUMBER = re.compile(
    r"[-−负]?(?:[\d.零〇一二两三四五六七八九十百千万亿点 壹贰叁肆伍陆柒捌玖拾佰仟]+|[a-z\d., -]+)"
)
_COMMAS = re.compile(r"(?<!\d)(?<!\d[.,])\d{1,3}(?:,\d{3})+(?!\d)", re.ASCII)
_COMMA_DIGIT = re.compile(r",\d", re.ASCII)
_ROUND_ZERO = re.compile(r"(?<=[〇一二三四五六七八九])[○o](?=[〇○o一二三四五六七八九年])")


def _plain(text: str) -> str:
    """NFKC, simplified, casefolded; spaces and name dots in one form, digits without separators."""
    if text.isascii():
        text = text.lower()
    else:
        text = one_width(simplify(one_width(text)).casefold())
        text = _ROUND_ZERO.sub("〇", text.translate(_DOTS))
    text = " ".join(text.split())
    if not _COMMA_DIGIT.search(text):
        return text
    return _COMMAS.sub(lambda match: match[0].replace(",", ""), text)


def _values(text: str) -> str:
    """`text`, which is plain, with its values in their forms."""
    if not _holds_value(text) or ARABIC.fullmatch(text):
        return text  # 007 and 3.10 are as often a name as a number
    value = _number(text) if len(text) <= 80 else None
    if value is not None:
        return _shown(text, value)
    if _CHINESE.search(text):
        text = _BARE_SCALE.sub("一", text)
    if "分之" in text or "百分百" in text:
        text = _SHARE.sub(_share, text)
    if _CHINESE.search(text):
        text = _RUN.sub(_run, text)
    if _holds_number_word(text):
        text = ENGLISH.sub(_words, text)
    if "%" in text or "percent" in text or "per cent" in text:
        text = _PERCENT.sub(lambda match: digits(Decimal(match[1])) + "%", text)
    return iso_dates(_currency(text))


def _shown(run: str, value: Decimal) -> str:
    """二〇〇一 and 〇七 are read digit by digit and keep their zeros."""
    return "".join(str(DIGITS[char]) for char in run) if PLACES.fullmatch(run) else digits(value)


# Words with a numeral character that are no numeral, though a measure word may follow them.
_WORDS = (
    "统一|唯一|惟一|万一|同一|单一|专一|之一|逐一|任一|合一|划一|归一|不一|如一|一一|一些|一样|一般|一起|"
    "一直|一定|一切|一旦|一致|一下|一会|一面|一边|一部分|一方面|一系列|一点一|一点(?![零〇一二三四五六七八九])|"
    "百分点|百分比|百度|百科|百货|百姓|千万别|千万不|千方百计|万岁|万科|万达|万能|万物|三星|三国|四川|零件|零部件|零用|十分(?!钟)"
)
_NUMERAL = "零〇一二两三四五六七八九十百千万亿"
_CHINESE = re.compile(f"[{_NUMERAL}]")
_LATIN = re.compile("[a-z]")
_HOLDS_VALUE = re.compile(
    rf"[\d$€£%{_NUMERAL}壹贰叁肆伍陆柒捌玖拾佰仟]|民国元|美元美元|{NUMBER_WORD}"
)
"""Casefolded text without any of these has one writing only."""
_SIGN = re.compile(r"[\d$%]", re.ASCII)
_LATIN_WORD = re.compile("[a-z]+")
_NUMBER_WORDS = frozenset(NUMBER_WORD.split("|"))


def _holds_value(text: str) -> bool:
    if not text.isascii():
        return bool(_HOLDS_VALUE.search(text))
    return bool(_SIGN.search(text)) or _holds_number_word(text)


def _holds_number_word(text: str) -> bool:
    """Looked up word by word: "often" holds no "ten", and a pattern of them all is slow."""
    return not _NUMBER_WORDS.isdisjoint(_LATIN_WORD.findall(text))


_PIECE = rf"(?:\d+(?:\.\d+)?|[{_NUMERAL}]|点(?=[零〇一二三四五六七八九])| (?=[百千万亿]))"
_RUN = re.compile(rf"{_WORDS}|(?<![\d.])(?P<run>负?{_PIECE}+)", re.ASCII)
_MEASURE = re.compile(
    "[个名位家台款种次年月日天周号人岁元块倍项条件张本篇部座间所支只枚颗辆架艘套批组届层级章节页行句集期轮场"
    "份度米克吨升秒票股户亩英美欧日港]|公[里斤顷]|千[米克瓦]|[厘毫微]米|平方|立方|小时|分钟|分(?!之)|世纪|季|"
    "代(?!表|替|码)"
)
_TENFOLD = re.compile("[多余]")
_METRIC = re.compile("[米克瓦卡赫帕伏焦]")
_BARE_SCALE = re.compile(
    rf"(?<![数几上成多点\d{_NUMERAL}])"
    "(?=(?:[百千][万亿]|万亿)(?:[美欧日港]?元|英镑|人|个|名|台|次|户))"
)
"""百万美元 is one million of them; 数百万美元 is not."""


def _run(match: re.Match[str]) -> str:
    """A numeral inside a sentence, as digits if it can be read in one way only."""
    run = match["run"]
    if run is None or ARABIC.fullmatch(run):
        return match[0]
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:4]
    if before in ("数", "几") or after.startswith("几"):
        return run
    if run[-1] == "千" and _METRIC.match(after):  # the 千 of 五千米 belongs to the unit
        return _counted(run[:-1], "千" + after) + "千"
    return _counted(run, after)


def _counted(run: str, after: str) -> str:
    number = run.removeprefix("负").replace(" ", "")
    if ARABIC.fullmatch(number):
        return run
    value = chinese(number)
    if value is None or not _certain(number, after):
        return run
    return ("-" if run.startswith("负") else "") + _shown(number, value)


def _certain(number: str, after: str) -> bool:
    """Whether a well-formed numeral before `after` is meant as one."""
    if len(number) == 1:
        return bool(_MEASURE.match(after) or (number == "十" and _TENFOLD.match(after)))
    if "点" in number and after.startswith("分"):  # a time of day
        return False
    # 七八 means "seven or eight", and 五四 is a day in May.
    return not (len(number) == 2 and PLACES.fullmatch(number) and not set(number) & {"零", "〇"})


def _words(match: re.Match[str]) -> str:
    value = None if match[0] in ("one", "zero") else english(match[0])  # "one" is mostly a pronoun
    return match[0] if value is None else digits(value)


# A row of digits is one piece: a long one would else be tried in every division of it.
_PART = rf"(?:\d+(?:\.\d+)?(?!\d)|[{_NUMERAL}]|点(?=[零〇一二三四五六七八九])| (?=[百千万亿]))+"
_SHARE = re.compile(rf"(?<!\d)(?P<whole>{_PART})分之(?P<part>{_PART})|百分百", re.ASCII)
_PERCENT = re.compile(r"(?<!\d)(\d+(?:\.\d+)?) ?(?:%|percent(?![a-z])|per cent(?![a-z]))", re.ASCII)
_PER = {"百": "%", "千": "‰"}


def _share(match: re.Match[str]) -> str:
    whole, part = match["whole"], match["part"]
    if part is None or part == "百":
        return "100%" if whole in (None, "百") else match[0]
    count = chinese(part.replace(" ", ""))
    if count is None:
        return match[0]
    if whole in _PER:
        return digits(count) + _PER[whole]
    base = chinese("一万" if whole == "万" else whole.replace(" ", ""))
    return match[0] if base is None else f"{digits(count)}/{digits(base)}"


_CURRENCIES = tuple(
    (
        sign,
        re.compile(rf"(?<![a-z]){before}{re.escape(sign)} ?(\d+(?:\.\d+)?)"),
        re.compile(rf"(?<=\d) (?:{words})(?![a-z])"),
        name,
    )
    for before, sign, words, name in (
        ("(?:us)?", "$", r"(?:us |u\.s\. )?dollars?|usd", "美元"),
        ("", "€", "euros?|eur", "欧元"),
        ("", "£", "pounds? sterling|gbp", "英镑"),
    )
)


_CURRENCY_WORDS = (" us", " u.s", " dollar", " eur", " pound", " gbp")


def _currency(text: str) -> str:
    worded = any(word in text for word in _CURRENCY_WORDS)
    for sign, signed, words, name in _CURRENCIES:
        if sign in text:
            text = signed.sub(rf"\g<1>{name}", text)
        if worded:
            text = words.sub(name, text)
    return text.replace("美元美元", "美元")
