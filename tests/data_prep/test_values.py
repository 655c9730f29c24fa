"""One form for each value: what is equal, what must stay apart, and the laws that hold for any text."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from data_prep.values import canonical, dates, form, one_width, parse_number, simplify, writings
from data_prep.values.numerals import ARABIC, ENGLISH, chinese, digits, in_chinese

NUMBERS = [
    ("34万", 340000), ("三十四万", 340000), ("340,000", 340000), ("３４００００", 340000),
    ("34 万", 340000), ("三十四萬", 340000), ("叁拾肆万", 340000), ("1.2亿", 120_000_000),
    ("三万亿", 3 * 10**12), ("12万5千", 125000), ("两千", 2000), ("三千五", 3500), ("一百二", 120),
    ("一百零二", 102), ("一万二", 12000), ("一亿零二百", 100_000_200), ("十五", 15), ("二〇二三", 2023),
    ("三点一四", Decimal("3.14")), ("三点五亿", 350_000_000), ("负三十", -30), ("零", 0), ("007", 7),
    ("1.5 million", 1_500_000), ("twelve", 12), ("thirty-four thousand", 34000),
    ("one hundred and five", 105), ("a hundred", 100), ("Two Billion", 2 * 10**9),
    ("1 million two hundred thousand", 1_200_000), ("-5", -5), ("9" * 40, int("9" * 40)),
]  # fmt: skip
NOT_NUMBERS = [
    "", "百", "万", "三五百", "十五六", "二二百", "34万个", "约34万", "340,00", "陆", "第一", "一些", "5%",
    "hundred", "twenty twenty", "million two", "one thousand million", "H100", "1.2.3", "点五", "一点〇点五",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_parse_number(text: str, value: int | Decimal) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_not_one_numeral_has_no_value(text: str) -> None:
    assert parse_number(text) is None


def test_three_trillion_is_not_thirty_thousand() -> None:
    assert parse_number("三万亿") != parse_number("30000")


@settings(deadline=None)
@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_digits_round_trip(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_decimals_round_trip(number: Decimal) -> None:
    assert parse_number(f"{number:f}") == number


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert chinese(in_chinese(number)) == number


SAME = [
    ("三十四万块", "340000块", "34万块", "340,000块", "３４万块"),
    ("百分之二十", "20%", "20 %", "20.0%", "20 percent", "twenty per cent", "２０％"),
    ("百分之六点三", "6.3%"),
    ("百分百", "100%", "百分之百"),
    ("三分之二", "2/3"),
    ("一九一二年一月一日", "1912-01-01", "January 1, 1912", "1 January 1912", "1st of January, 1912",
     "Jan. 1, 1912", "1912年1月1日", "1912 年 1 月 1 号", "1912/1/1", "1912.1.1"),
    ("2023年7月", "二〇二三年七月", "二○二三年七月份", "July 2023", "2023-07", "2023/7"),
    ("7月18日", "七月十八号", "July 18", "18 July", "July 18th"),
    ("民国元年", "1912年", "一九一二年"),
    ("150亿美元", "$15 billion", "US$15 billion", "15 billion dollars", "一百五十亿美元", "15,000,000,000美元"),
    ("百万美元以上", "一百万美元以上", "100万美元以上"),
    ("两款", "2款"),
    ("十多万个", "10多万个"),
    ("馬克‧扎克伯格", "马克·扎克伯格", "马克・扎克伯格"),
    ("臺灣", "台湾"),
    ("ＡＢＣ公司", "abc公司"),
]  # fmt: skip
KEPT = [
    "一些", "一样", "统一", "万一", "第一", "统一个", "统一天下", "千万不要", "三五百人", "七八个", "数十亿人",
    "几十个", "十几万", "五四运动", "三三两两", "八点三十", "百分点", "百度", "llama 3.10", "1.2.3", "007",
    "one of the best", "h100", "2023年13月1日", "张三", "王五", "三星", "四川", "一一列举", "3-5", "零件厂", "三角形",
]  # fmt: skip


@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts[0])
def test_writings_of_one_value_have_one_form(texts: tuple[str, ...]) -> None:
    assert {canonical(text) for text in texts} == {canonical(texts[0])}


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_a_value_stays(text: str) -> None:
    assert canonical(text) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("到2024年底将拥有三十四万块H100", "到2024年底将拥有340000块h100"),
        ("同比增长百分之二十，达到一千二百人", "同比增长20%,达到1200人"),
        ("一九一二年一月一日，民国成立", "1912-01-01,民国成立"),
        ("跑了五千米，重三千克", "跑了5千米,重3千克"),
        ("2023年7月18日3点", "2023-07-18 3点"),
        ("a total of two hundred and five people", "a total of 205 people"),
        ("双十一当天有一百个", "双11当天有100个"),
    ],
)
def test_values_inside_a_sentence(text: str, form: str) -> None:
    assert canonical(text) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [("34万", "340万"), ("三万亿", "三万"), ("2015", "15"), ("1912年1月1日", "1912年1月11日"),
     ("3.1", "3.10"), ("20%", "20"), ("7月18日", "7月8日"), ("HK$5", "$5"), ("两年", "十二年")],
)  # fmt: skip
def test_different_values_stay_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("34万", "zh", ["340000", "340,000", "三十四万"]),
        ("340,000个", "zh", ["340000个", "34万个", "三十四万个"]),
        ("2023年7月18日", "zh", ["2023-07-18", "2023/7/18", "二〇二三年七月十八日"]),
        ("2022年11月", "zh", ["2022-11", "二〇二二年十一月"]),
        ("2013年", "zh", ["二〇一三年"]),
        ("七月十八日", "zh", ["7月18日"]),
        ("61%", "zh", ["百分之六十一"]),
        ("两款", "zh", ["2款"]),
        ("12 March 1987", "en", ["March 12, 1987", "1987-03-12"]),
        ("1.5 million", "en", ["1500000", "1,500,000"]),
        ("$40 billion", "en", ["$40000000000", "$40,000,000,000", "40 billion dollars"]),
        ("12", "en", ["twelve"]),
        ("3,000 GPUs", "en", ["3000 GPUs"]),
        ("20%", "en", ["20 percent"]),
        ("2013", "en", []),
        ("北京", "zh", []),
        ("GPT-4", "en", []),
        ("约61%", "zh", []),
    ],
)
def test_writings(text: str, lang: str, expected: list[str]) -> None:
    assert writings(text, "zh" if lang == "zh" else "en") == expected


def test_simplify() -> None:
    assert simplify("鐘樓與乾隆皇帝的著作") == "钟楼与乾隆皇帝的著作"


# Text dense in what the rules look at finds more than text of any letters does.
PIECES = st.sampled_from(
    [*"零〇一二两三四五六七八九十百千万亿点半第数几多余年月日号个块人元负分之%.,，-/：: 0123456789○米克$€约",
     "january", "May", "twelve", "twenty", "hundred", "and ", "million", "percent", "dollars", "百分之",
     "2023", "1,000", "统一", "民国", "臺", "Ⅳ", "½", "ﬁ", "İ", "ß"]
)  # fmt: skip
DENSE = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=400, deadline=None)
@given(DENSE)
@example("2023年7月1日2")
@example("twelve万")
def test_canonical_is_idempotent(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@settings(deadline=None)
@given(st.text())
def test_canonical_is_idempotent_on_any_text(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@settings(max_examples=300, deadline=None)
@given(DENSE, st.sampled_from(["zh", "en"]))
def test_every_writing_has_the_same_form(text: str, lang: str) -> None:
    found = writings(text, "zh" if lang == "zh" else "en")
    assert all(canonical(way) == canonical(text) for way in found)
    assert text not in found and len(set(found)) == len(found)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**16 - 1), st.sampled_from(["", "个", "美元", "台"]))
def test_amounts_have_other_writings(number: int, measure: str) -> None:
    assert {f"{number}{measure}", *writings(f"{number}{measure}", "zh")} >= {
        way for way in (f"{number:,}{measure}",) if not (measure == "" and 1000 <= number < 2100)
    }


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_have_one_form(day: date) -> None:
    ways = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
    ]
    assert {canonical(way) for way in ways} == {day.isoformat()}
    assert set(ways[:2]) <= {ways[1], *writings(ways[1], "zh")}


# --- the short ways give what the long ones give


CONVERTER = OpenCC("t2s")
SCRIPTS = st.lists(
    st.sampled_from([*"沈默括坏子藉口覆回反哩英瞭解甦醒衹得鐘樓乾隆著作後宮砺汐泵业的a1，：（）？！；．\xa0…％①ｱﾞé",
                     "\u0301", "\u0338", "\uf900", "\u2f00", "\U00020000", "\U0002f800"])
    | st.characters(codec="utf-8")
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(SCRIPTS)
@example("沈默是金，沈括不沈默")
def test_the_converter_is_left_out_only_where_it_changes_nothing(text: str) -> None:
    assert simplify(text) == CONVERTER.convert(text)


@settings(max_examples=400, deadline=None)
@given(SCRIPTS)
def test_one_width_is_nfkc(text: str) -> None:
    assert one_width(text) == unicodedata.normalize("NFKC", text)


def every_step(text: str) -> str:
    """One pass of `canonical` that leaves no rule out, whatever the text holds."""
    text = form._plain(text)
    if ARABIC.fullmatch(text):
        return text
    value = parse_number(text) if len(text) <= 80 else None
    if value is not None:
        return form._shown(text, value)
    text = form._SHARE.sub(form._share, form._BARE_SCALE.sub("一", text))
    text = ENGLISH.sub(form._words, form._RUN.sub(form._run, text))
    text = form._PERCENT.sub(lambda match: digits(Decimal(match[1])) + "%", text)
    for _, signed, words, name in form._CURRENCIES:
        text = words.sub(name, signed.sub(rf"\g<1>{name}", text))
    text = text.replace("美元美元", "美元")
    text = dates._REPUBLIC.sub(lambda m: f"{1911 + (1 if m[1] == '元' else int(m[1]))}年", text)
    for _, pattern in dates._PATTERNS:
        text = pattern.sub(dates._date, text)
    return text


@settings(max_examples=600, deadline=None)
@given(DENSE | st.text())
@example("8分之12")
@example("玖陆")
@example("美元美元")
@example("民国元年")
def test_rules_are_left_out_only_where_they_change_nothing(text: str) -> None:
    found = text
    for _ in range(6):
        found = every_step(found)
    assert canonical(text) == found


@pytest.mark.parametrize(
    "tail", ["", "页", "%", "分之一", " percent", "万", "年1月", "元和百分之五"]
)
def test_a_long_row_of_digits_is_read_at_once(tail: str) -> None:
    """Trying every division of it would take longer than any test may."""
    assert "1" * 100 in canonical("第" + "1" * 5000 + tail)


def test_a_share_of_many_pieces() -> None:
    assert canonical("三万分之一千二百") == "1200/30000"
    assert canonical("12.5万分之3.5") == "3.5/125000"
    assert canonical("1.2.5分之3") == "1.3/2.5"  # a version is no denominator
