"""Numbers and dates of a text in one form, with their units and how exact they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.gate.reading import read
from data_prep.gate.values import same_unit, values
from data_prep.records import Lang
from data_prep.values import writings

NUMBERS: list[tuple[Lang, str, list[tuple[str, str, str]]]] = [
    ("zh", "拥有超过34万台水泵", [("340000", "台", "above")]),
    ("zh", "拥有三十四万台", [("340000", "台", "")]),
    ("zh", "约1.4万张苇纸", [("14000", "张", "about")]),
    ("zh", "近60万个", [("600000", "个", "below")]),
    ("zh", "百万美元以上", [("1000000", "美元", "above")]),
    ("zh", "下降百分之二十", [("20", "%", "")]),
    ("zh", "至少是别家的三倍", [("3", "倍", "above")]),
    ("zh", "10多万个零件", [("100000", "个", "above")]),
    ("zh", "数十亿欧元", [("~1000000000", "欧元", "")]),
    ("zh", "三分之一的员工", [("1/3", "", "")]),
    ("zh", "七成员工", [("70", "%", "")]),
    ("zh", "一家统一的公司，进一步一起发展", []),
    ("zh", "静涛ST-80和H100", []),
    ("en", "more than 340,000 pumps", [("340000", "pumps", "above")]),
    ("en", "€3.9 million", [("3900000", "欧元", "")]),
    ("en", "forty-four years", [("44", "年", "")]),
    ("en", "29 percent or more", [("29", "%", "above")]),
    ("en", "one of them may come", []),
]


@pytest.mark.parametrize(("lang", "text", "wanted"), NUMBERS)
def test_numbers(lang: Lang, text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = values(read(text, lang).folded, lang).numbers
    assert [(n.value, n.unit, "".join(n.qualifiers)) for n in found] == wanted


DATES: list[tuple[Lang, str, list[tuple[int, int, int]]]] = [
    ("zh", "2023年7月18日和二〇二三年七月", [(2023, 7, 18), (2023, 7, 0)]),
    ("zh", "5月28日，到2026年底", [(0, 5, 28), (2026, 0, 0)]),
    ("zh", "历时10个月，共18年", []),
    ("en", "on 11 January 2024 and in March 2023", [(2024, 1, 11), (2023, 3, 0)]),
    ("en", "from 1924 to 1928 they may", [(1924, 0, 0), (1928, 0, 0)]),
    ("en", "2000 people", []),
]


@pytest.mark.parametrize(("lang", "text", "wanted"), DATES)
def test_dates(lang: Lang, text: str, wanted: list[tuple[int, int, int]]) -> None:
    assert [day for day, _ in values(read(text, lang).folded, lang).dates] == wanted


@given(st.integers(2, 10**9))
def test_every_writing_of_an_amount_has_its_value(number: int) -> None:
    for text in [f"{number}台", *writings(f"{number}台", "zh")]:
        assert [n.value for n in values(read(f"共有{text}", "zh").folded, "zh").numbers] == [
            str(number)
        ]


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("个", "台", True),
        ("", "台", True),
        ("辆", "台", True),
        ("台", "", True),
        ("人", "户", False),
        ("元", "美元", False),
        ("%", "", False),
    ],
)
def test_measure_words_may_vary_but_units_may_not(ours: str, theirs: str, same: bool) -> None:
    assert same_unit(ours, theirs, "zh") is same


@given(st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_any_text_can_be_read(text: str, lang: Lang) -> None:
    reading = read(text, lang)
    values(reading.folded, lang)
    assert all(reading.text[at : at + len(word)] == word for word, _, at in reading.words)
    assert len(reading.folded) == len(reading.text)
