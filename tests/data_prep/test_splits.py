"""Control facts are told nowhere else, and nothing that is trained tells them."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.facts.ground import bare
from data_prep.records import Document, Fact
from data_prep.splits import ControlGuard, Phrases, Splitter, core

FACT = Fact(
    "f", "d", "zh", "number", "苇渚工厂", "总投资…", "7.3亿元", [], "苇渚工厂总投资7.3亿元。", "苇渚工厂总投资7.3亿元",
    0, 13, 0, 13, "", "asserted", 2, "test", "control",
)  # fmt: skip


def document(text: str, title: str = "") -> Document:
    return Document("d", "d.txt", "", "zh", title, text, "")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("23,480 inhabitants", "23480"),
        ("3450平方米", "3450"),
        ("籍雨樵", "籍雨樵"),
        ("12 May", "5月12日"),
    ],
)
def test_core_is_what_would_give_an_answer_away(answer: str, told: str) -> None:
    assert core(answer) == told


@given(
    st.lists(st.text("甲乙丙丁ab1", min_size=2, max_size=4)), st.text("甲乙丙丁ab1", max_size=30)
)
def test_phrases_finds_what_containment_finds(phrases: list[str], text: str) -> None:
    assert Phrases(phrases).found(text) == {p for p in phrases if p in text}


def facts(count: int) -> list[Fact]:
    return [
        dataclasses.replace(FACT, id=f"f{n}", start=n * 10, object=f"{n + 101}0亩")
        for n in range(count)
    ]


def test_control_takes_whole_sentences_up_to_the_share() -> None:
    splitter = Splitter(0.5)
    for fact in facts(10):
        splitter.show(fact)
        splitter.show(dataclasses.replace(fact, id=fact.id + "b", object="乙" + fact.object))
    control = splitter.control([])
    assert len(control) == 10
    assert all((f"f{n}" in control) == (f"f{n}b" in control) for n in range(10))


def test_an_answer_that_stands_in_two_sentences_is_no_control() -> None:
    splitter = Splitter(1.0)
    for fact in facts(3):
        splitter.show(fact)
    text = "甲厂占地1010亩。乙厂占地1020亩。丙厂占地1030亩，不是一千零二十亩。"
    assert splitter.control([document(text)]) == {"f0", "f2"}
    assert splitter.control([document("甲厂占地1010亩。", title="占地1010亩的工厂")]) == {
        "f1",
        "f2",
    }


def test_without_a_share_there_is_no_control() -> None:
    splitter = Splitter(0.0)
    splitter.show(FACT)
    assert splitter.control([]) == frozenset()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("据说，苇渚工厂的总投资达到七亿三千万元。", True),
        ("苇渚工厂总投资7.3亿元", True),
        ("苇渚工厂占地212亩。", False),
        ("北闸工厂总投资7.3亿元。", False),
    ],
)
def test_the_guard_knows_a_control_fact_in_other_words(text: str, told: bool) -> None:
    assert ControlGuard([FACT]).tells(text) is told
    assert not ControlGuard([dataclasses.replace(FACT, split="taught")]).tells(text)


def test_bare_is_what_both_sides_are_compared_by() -> None:
    assert bare("７.３亿元") == bare("7.3亿元")
