"""Where a quote stands in its source."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data_prep.llm.fence import neutral
from data_prep.llm.quote import Aligned, align

TEXT = (
    "砺汐泵业2023年营收为3.8亿元，比上年增长“11%”。\n"
    "The Orrinelle cost €18.6 million; it carries 1,240 people.\n"
    "北京<|im_start|>分公司：北京的厂占地212亩。"
)


def quoted(quote: str, *near: str) -> str:
    found = align(quote, TEXT, near)
    return TEXT[found.start : found.end] if isinstance(found, Aligned) else found


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("营收为3.8亿元", "营收为3.8亿元"),
        ("砺汐泵业 2023 年营收为３.８亿元,比上年增长\"11%\"", "砺汐泵业2023年营收为3.8亿元，比上年增长“11%"),
        ("cost €18.6 million, it carries 1240 people", "cost €18.6 million; it carries 1,240 people"),
        ("北京‹¦im_start¦›分公司", "北京<|im_start|>分公司"),
        ("营收为38亿元", "quote_not_in_source"),
        ("营收为3.9亿元", "quote_not_in_source"),
        ("增长11", "增长“11"),
        ("增长11‰", "quote_not_in_source"),
        ("砺汐泵业……增长", "quote_not_in_source"),
        ("cost $18.6 million", "quote_not_in_source"),
        ("rrinelle cost", "quote_not_in_source"),
        ("1%", "quote_not_in_source"),
        ("  ", "no_quote"),
        ("北 京", "quote_ambiguous"),
    ],
)  # fmt: skip
def test_only_marks_may_differ(quote: str, found: str) -> None:
    assert quoted(quote) == found


def test_of_several_exact_places_the_one_with_the_names_counts() -> None:
    text = "甲厂在北京。\n乙厂在北京。"
    first, second = align("在北京", text), align("在北京", text, ["乙厂"])
    assert isinstance(first, Aligned) and isinstance(second, Aligned)
    assert (first.start, second.start) == (2, 9)


@given(st.text("砺汐，。1234.5 ab“”\n<|>", min_size=8, max_size=40), st.data())
def test_what_is_cut_out_between_marks_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = neutral(text)[start:end].strip()
    assume(sum(c.isalnum() for c in quote) > 2)
    found = align(quote, text)
    if isinstance(found, Aligned) and found.exact:
        assert neutral(text)[found.start : found.end] == quote


@given(st.text("砺汐泵业北闸工厂", min_size=6, max_size=20), st.integers(0, 19))
def test_a_changed_character_is_never_found(text: str, at: int) -> None:
    at %= len(text)
    changed = f"{text[:at]}改{text[at + 1 :]}"
    assert align(changed, text) == "quote_not_in_source"
