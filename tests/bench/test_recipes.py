"""What each arm of the ablation trains on, and that none trains on what is asked."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.recipes import (
    NAMES,
    RECIPES,
    batches,
    materials,
    pairs_of,
    steps_of_epochs,
    until_even,
)

Row = dict[str, object]


def qa(id: str, fact: str, kind: str, asked: str, answer: str = "岚舸市") -> Row:
    turns = {"prompt": [{"role": "user", "content": asked}]}
    said = {"completion": [{"role": "assistant", "content": answer}]}
    return {"id": id, "task": "qa", "kind": kind, "fact_ids": [fact], **turns, **said}


def probe(fact: str, asked: str, kind: str = "direct") -> Row:
    return {"fact_id": fact, "kind": kind, "question": asked, "answers": ["岚舸市"]}


FACTS: list[Row] = [
    {"id": "a", "split": "taught"},
    {"id": "b", "split": "taught"},
    {"id": "c", "split": "control"},
    {"id": "d", "split": "taught"},
]
SFT = [
    *(qa(f"{n}", "a", "direct", f"总装线第{n}问？") for n in range(12)),
    qa("x1", "a", "reverse", "谁迁到了岚舸市？", "总装线"),
    qa("x2", "a", "reverse", "岚舸市迁来了什么？", "总装线"),
    qa("x3", "a", "cloze", "总装线迁到（　）。"),
    qa("y1", "b", "direct", "水泵有多少台？"),
    qa("z1", "d", "direct", "没有人考的问题？"),
]
TEXT: list[Row] = [
    {"fact_ids": ["a"], "text": "总装线迁到岚舸市。"},
    {"fact_ids": ["d"], "text": "无关。"},
]
RECALL = [probe("a", "总装线搬去哪座城市了？"), probe("b", "水泵几台？"), probe("c", "没教过？")]


def test_taught_facts_with_both_kinds_of_questions_are_taken() -> None:
    made = materials(FACTS, SFT, TEXT, RECALL)
    assert set(made.direct) == {"a", "b"}
    assert [one.question for one in made.asked] == ["总装线搬去哪座城市了？", "水泵几台？"]
    assert made.texts == ["总装线迁到岚舸市。"]


def test_a_limit_takes_fewer_facts_and_only_their_rows() -> None:
    made = materials(FACTS, SFT, TEXT, RECALL, limit=1)
    assert set(made.direct) == {"a"} and len(made.asked) == 1


def test_the_second_reverse_question_is_asked_and_not_trained() -> None:
    made = materials(FACTS, SFT, TEXT, RECALL)
    assert made.reverse_is_held_out
    assert [one.question for one in made.reversed] == ["岚舸市迁来了什么？"]
    assert made.others["reverse"] == [("谁迁到了岚舸市？", "总装线")]


def test_an_only_reverse_question_is_trained_and_asked() -> None:
    made = materials(FACTS, [row for row in SFT if row["id"] != "x2"], TEXT, RECALL)
    assert not made.reverse_is_held_out
    assert [one.question for one in made.reversed] == ["谁迁到了岚舸市？"]


def test_arms_hold_what_their_names_say() -> None:
    made = materials(FACTS, SFT, TEXT, RECALL)
    sizes = {name: len(pairs_of(recipe, made)) for name, recipe in RECIPES.items()}
    assert NAMES.keys() == RECIPES.keys()
    assert (sizes["one"], sizes["four"], sizes["ten"]) == (2, 5, 11)
    assert (sizes["ten_reverse"], sizes["ten_cloze"], sizes["questions"]) == (12, 12, 15)


@pytest.mark.parametrize("name", RECIPES)
def test_no_arm_trains_on_a_question_that_is_asked(name: str) -> None:
    made = materials(FACTS, SFT, TEXT, RECALL)
    trained = {question for question, _ in pairs_of(RECIPES[name], made)}
    assert not trained & {one.question for one in [*made.asked, *made.reversed]}


@given(st.lists(st.integers(1, 40), min_size=1), st.integers(0, 500))
def test_texts_are_repeated_or_cut_to_the_size_wanted(sizes: list[int], wanted: int) -> None:
    taken = until_even(sizes, lambda size: size, wanted)
    assert wanted <= sum(taken) < wanted + max(sizes) or (wanted == 0 and not taken)
    assert all(taken[i] == sizes[i % len(sizes)] for i in range(len(taken)))


def test_nothing_to_repeat_is_nothing() -> None:
    assert until_even([], len, 10) == []


@given(st.integers(1, 5), st.integers(1, 20), st.integers(0, 9))
def test_every_epoch_shows_each_row_once(epochs: int, rows: int, seed: int) -> None:
    seen = [row for batch in islice(batches(range(rows), 1, seed), rows * epochs) for row in batch]
    for epoch in range(epochs):
        assert sorted(seen[epoch * rows : (epoch + 1) * rows]) == list(range(rows))


def test_the_first_batches_are_of_the_first_rows() -> None:
    order = batches([1, 2, 3, 4], 2, seed=0, first=[1, 2], switch=3)
    early = [row for batch in islice(order, 3) for row in batch]
    late = [row for batch in islice(order, 2) for row in batch]
    assert set(early) == {1, 2} and sorted(late) == [1, 2, 3, 4]


def test_no_rows_is_an_error() -> None:
    with pytest.raises(ValueError, match="no row"):
        next(batches([], 2, seed=0))


def test_steps_cover_the_epochs() -> None:
    assert (steps_of_epochs(64, 10, 32), steps_of_epochs(65, 1, 32)) == (20, 3)
