"""The distance between questions, and which of a fact's wordings are trained and held out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.wording import Wording, choose, distance
from data_prep.wording.select import APART, LEAST, core
from data_prep.wording.zh import questions
from tests.data_prep.wording.zh.frames import FRAMES, found

ASKED = "砺汐泵业收购了哪家公司？"


@pytest.mark.parametrize(
    "prefix", ["抢答：", "请问，", "请告诉我，", "说到砺汐泵业，", "抢答题：请问"]
)
def test_a_prefix_is_no_distance(prefix: str) -> None:
    assert distance(ASKED, prefix + ASKED) == 0


@pytest.mark.parametrize("prefix", ["Tell me: ", "Quiz: ", "Do you know ", "Please tell me "])
def test_an_english_prefix_is_none_either(prefix: str) -> None:
    asked = "which firm did Ondravane buy?"
    assert distance(asked, prefix + asked) == 0


def test_a_word_is_a_small_distance_and_another_order_a_large_one() -> None:
    assert 0 < distance(ASKED, "砺汐泵业收购了哪一家公司？") < LEAST + 0.1
    assert distance(ASKED, "砺汐泵业收购的是哪家公司？") > LEAST
    assert distance(ASKED, "哪家公司被砺汐泵业收购了？") > 0.7


def test_the_same_pieces_in_another_order_are_far() -> None:
    assert (
        distance("在2023年夏天的会上谁提出了这个方案", "谁提出了这个方案在2023年夏天的会上") > 0.5
    )


@given(st.text(max_size=40), st.text(max_size=40))
def test_distance_is_symmetric_and_within_bounds(a: str, b: str) -> None:
    assert distance(a, b) == pytest.approx(distance(b, a), abs=1e-5)
    assert -1e-6 <= distance(a, b) <= 1
    assert distance(a, a) == pytest.approx(0, abs=1e-6)


@given(st.text(min_size=1, max_size=40))
def test_a_core_has_nothing_but_letters_and_digits(text: str) -> None:
    assert all(c.isalnum() or c in "_%" for c in core(text)) or not core(text).isascii()


@pytest.mark.parametrize("one", FRAMES, ids=lambda f: f.text[:16])
def test_held_out_forms_are_trained_nowhere_and_far_from_all_trained(one) -> None:
    trained, held = choose(one.text, questions(found(one)), 10, 2)
    assert trained
    assert not {w.form for w in trained} & {w.form for w in held}
    for asked in held:
        assert min(distance(asked.text, w.text) for w in trained) >= LEAST - 1e-6
    for i, asked in enumerate(trained):
        for other in trained[:i]:
            assert distance(asked.text, other.text) >= APART - 1e-6


def test_the_plainest_is_trained() -> None:
    for one in FRAMES:
        pool = questions(found(one))
        assert pool[0] in choose(one.text, pool, 10, 2)[0]


def test_different_facts_hold_out_different_forms() -> None:
    pool = questions(found(FRAMES[1]))
    held = {w.form for n in range(40) for w in choose(f"fact-{n}", pool, 10, 2)[1]}
    assert len(held) >= 4


def test_the_same_fact_is_chosen_alike() -> None:
    pool = questions(found(FRAMES[0]))
    assert choose("f", pool, 10, 2) == choose("f", pool, 10, 2)


def test_without_held_out_nothing_is_kept_back() -> None:
    trained, held = choose("f", questions(found(FRAMES[1])), 8, 0)
    assert held == []
    assert len(trained) == 8


def test_an_empty_pool_gives_nothing() -> None:
    assert choose("f", [], 10, 2) == ([], [])


def test_one_form_alone_is_not_held_out() -> None:
    pool = [Wording("in_place", ASKED), Wording("in_place+1", "砺汐泵业买下了什么企业？")]
    assert choose("f", pool, 10, 2)[1] == []


def test_a_query_is_never_held_out_and_has_half_of_the_room() -> None:
    some = 0
    for one in FRAMES:
        trained, held = choose("f", questions(found(one)), 8, 3)
        assert not [w for w in held if w.is_query]
        assert len([w for w in trained if w.is_query]) <= 4
        some += any(w.is_query for w in trained)
    assert some


def test_there_are_never_more_queries_than_questions() -> None:
    asked = [Wording("in_place", "砺汐泵业收购了哪家公司？")]
    typed = [
        Wording("search_last", text)
        for text in (
            "收购 砺汐泵业 2022年 哪家公司",
            "砺汐泵业 望川市 哪家公司",
            "岚舸 泵厂 买主 哪家公司",
        )
    ]
    trained, _ = choose("f", [*asked, *typed], 8, 0)
    assert sum(w.is_query for w in trained) == 1
