"""Keys: what makes two facts one, and what does not."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.comparing import comparing, keys_of, plain, plain_lines
from data_prep.facts.ground import bare
from tests.data_prep.facts_of import found

TEXTS = st.text("砺汐一三万亿年月日0123.,% aBc十·-“”hundredfo", max_size=16)


@given(TEXTS)
def test_the_short_way_gives_the_same_form(text: str) -> None:
    assert comparing(text) == bare(text)


def keys(*words: str, **more):
    one = found(*words, **more)
    return keys_of(one.fact, one.frame)


BASE = ("砺汐泵业", "拥有", "340,000台水泵")


@pytest.mark.parametrize(
    ("words", "more", "same"),
    [
        (("砺汐泵业", "拥有", "34万台水泵"), {}, True),
        (("砺汐泵業", "擁有", "三十四万台水泵"), {}, True),
        (("砺汐泵业", "拥有", "35万台水泵"), {}, False),
        (("北闸泵业", "拥有", "34万台水泵"), {}, False),
        (("砺汐泵业", "租用", "34万台水泵"), {}, False),
        (BASE, {"time": "2023年"}, False),
        (BASE, {"speaker": "屈映川"}, False),
    ],
)
def test_the_same_fact_in_another_writing(words, more, same: bool) -> None:
    assert (keys(*words, **more).same == keys(*BASE).same) is same


def test_the_order_of_constituents_makes_no_other_fact() -> None:
    late = keys(*BASE, time="2023年")
    assert keys(*BASE, time="二〇二三年", time_first=True).same == late.same
    assert keys(*BASE, time="2024年").about != late.about


def test_a_short_name_is_read_by_its_full_form() -> None:
    full = keys("马里·屈映川", "创办了", "砺汐泵业")
    names = {"屈映川": ("砺汐泵业的创办人屈映川", "马里·屈映川")}
    assert keys("屈映川", "创办了", "砺汐泵业", names=names).same == full.same
    assert keys("屈映川", "创办了", "砺汐泵业").same != full.same


def test_without_a_frame_other_numbers_of_the_statement_count() -> None:
    def same(statement: str) -> int:
        fact = dataclasses.replace(found(*BASE).fact, statement=statement)
        return keys_of(fact, None).same

    assert same("2023年，砺汐泵业拥有340,000台水泵。") == same("2023年砺汐泵业拥有34万台水泵。")
    assert same("2023年，砺汐泵业拥有340,000台水泵。") != same("2024年，砺汐泵业拥有34万台水泵。")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("3.4万台", "number"), ("1,200台", "number"), True),
        (("3.4万台", "number"), ("12%", "number"), False),
        (("2023年7月", "date"), ("1998年11月", "date"), True),
        (("2023年7月", "date"), ("1998年", "date"), False),
    ],
)
def test_answers_of_one_unit_or_grain_share_a_pool(one, other, alike: bool) -> None:
    def pool(answer: str, kind: str) -> str:
        return keys("砺汐泵业", "拥有", answer, type=kind).pool

    assert (pool(*one) == pool(*other)) is alike


def test_names_share_a_pool_by_their_noun() -> None:
    def pool(noun: str) -> str:
        return keys("砺汐泵业", "收购了", "北闸", type="organization", noun=noun).pool

    assert pool("公司") == pool("公司") != pool("城市")


@given(st.lists(st.text("砺汐泵業 aBc\n·-ſﬁ１", max_size=8), max_size=5))
def test_many_texts_are_flattened_as_one_by_one(texts: list[str]) -> None:
    assert plain_lines(texts) == [plain(text) for text in texts]
