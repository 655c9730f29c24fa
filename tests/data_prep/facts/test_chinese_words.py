"""A clause as words: what becomes one word, and which tags its neighbours decide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.facts.chinese_words import words
from tests.data_prep.facts.chinese_world import KINDS, NAMES, tagged


@pytest.mark.parametrize(
    ("clause", "word", "tag"),
    [
        ("砺汐泵业拥有3.4万台静涛水泵", "3.4万台", "m"),
        ("静涛水泵的产量增长百分之三十", "百分之三十", "m"),
        ("静涛水泵送给数百家合作社", "数百家", "m"),
        ("砺汐泵业成立于1998年", "1998年", "t"),
        ("2023年6月18日苇渚工厂竣工", "2023年6月18日", "t"),
        ("到2026年底", "2026年底", "t"),
        ("《霁川舆图》绘于1641年", "《霁川舆图》", "n"),
        ("苇渚工厂称为“水泵摇篮”", "“水泵摇篮”", "n"),
        ("静涛手册（覆盖安装和维修）免费", "（覆盖安装和维修）", "br"),
        ("砺汐泵业的首席技术官蔺青庐", "首席技术官", "n"),
        ("没有人使用静涛水泵", "没有人", "n"),
    ],
)
def test_values_titles_quotations_brackets_and_posts_are_one_word(
    clause: str, word: str, tag: str
) -> None:
    assert tagged(clause).get(word) == tag


@pytest.mark.parametrize(
    "clause", ["十分耐用的静涛水泵", "静涛水泵几乎一样重", "一个工程师来自霁川"]
)
def test_words_that_only_look_like_numbers_are_none(clause: str) -> None:
    assert not [w for w in words(clause, NAMES) if w.tag == "m" and w.text != "一个"]


@pytest.mark.parametrize(
    ("text", "kind"), [("砺汐泵业", "organization"), ("屈映川", "person"), ("岚舸市", "location"), ("《潮与泵》", "work"), ("工程师", None)]
)  # fmt: skip
def test_names_carry_their_kind(text: str, kind: str | None) -> None:
    found = {w.text: w.kind for w in words(f"{text}出现了", NAMES)}
    assert found[text] == kind


@pytest.mark.parametrize(
    ("clause", "word", "tag"),
    [
        ("砺汐泵业计划扩建苇渚工厂", "计划", "md"),  # before a verb
        ("砺汐泵业的计划", "计划", "v"),  # with none behind it
        ("砺汐泵业希望用ST-90取代静涛水泵", "希望", "md"),
        ("砺汐泵业没有公布销量", "没有", "d"),
        ("砺汐泵业没有码头", "没有", "v"),
        ("砺汐泵业将苇渚工厂迁到了岚舸市", "将", "ba"),
        ("砺汐泵业将扩建苇渚工厂", "将", "d"),
        ("砺汐泵业为农户提供静涛手册", "为", "p"),
        ("静涛水泵的重量为86公斤", "为", "v"),
        ("苇渚工厂在建造码头", "在", "d"),
        ("苇渚工厂在岚舸市建造码头", "在", "p"),
        ("静涛水泵被淘汰", "被", "d"),
        ("静涛水泵被农户淘汰", "被", "ba"),
        ("静涛水泵停产之后", "之后", "f"),
        ("砺汐泵业正在研发ST-90", "研发", "v"),
        ("砺汐泵业的研究", "研究", "n"),
        ("砺汐泵业以低价进入市场", "以", "p"),
        ("这是静涛水泵", "是", "v"),
    ],
)
def test_neighbours_decide_a_tag(clause: str, word: str, tag: str) -> None:
    assert tagged(clause)[word] == tag


@given(
    st.lists(
        st.sampled_from(
            [*KINDS, *"的了在于和把被将为（）“”《》，、。 ", "2022年", "3万台", "发布", "没有", "x"]
        ),
        max_size=14,
    ).map("".join)
)
def test_words_cover_the_clause(clause: str) -> None:
    found = words(clause, NAMES)
    assert "".join(w.text for w in found) == clause
    assert [w.start for w in found] == [
        sum(len(v.text) for v in found[:k]) for k in range(len(found))
    ]


def test_being_able_is_said_of_a_deed() -> None:
    assert tagged("砺汐泵业有能力在岚舸市生产水泵")["有能力"] == "md"
    assert tagged("砺汐泵业有能力")["有"] == "v"


@pytest.mark.parametrize(
    ("clause", "whole"), [("在账本上画了一条鲤鱼", "上画"), ("砺汐泵业在研发中将采用新泵", "中将")]
)
def test_a_place_ends_before_its_verb(clause: str, whole: str) -> None:
    found = [w.text for w in words(clause, NAMES)]
    assert whole not in found
    assert whole[0] in found
