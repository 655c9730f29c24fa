"""Control facts are told nowhere else, are of all types, and nothing that is trained tells them."""

import dataclasses
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.comparing import comparing
from data_prep.facts.ground import bare
from data_prep.frame import Framed
from data_prep.ledger import make_ledger
from data_prep.records import Document
from data_prep.splits import (
    Control,
    ControlGuard,
    Phrases,
    StatedShard,
    candidates,
    choose,
    core,
    count_stated,
    without_controls,
    write_candidates,
)
from data_prep.store import Group, ShardFile
from tests.data_prep.facts_of import found, shard


def document(text: str, title: str = "") -> Document:
    return Document("d", "d.txt", "", "zh", title, text, "")


def control(folder: Path, facts: list[Framed], share: float, *documents: Document) -> Control:
    """The control facts of `facts` in a corpus of `documents`."""
    paths = [shard(folder / "00000.parquet", facts)]
    ledger = make_ledger(paths)
    tried = candidates(ledger, paths, share)
    write_candidates(tried, folder / "candidates.json")
    counted = []
    if documents:
        with ShardFile(folder / "documents.parquet", "documents") as file:
            for one in documents:
                file.write(one)
        item = StatedShard(Group(folder / "documents.parquet", 0), folder / "candidates.json")
        count_stated(item, folder / "stated.parquet")
        counted = [folder / "stated.parquet"]
    return choose(ledger, tried, counted, share)


def held(chosen: Control) -> list[int]:
    return [row for row, out in enumerate(chosen.held_out) if out]


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
    assert core(comparing(answer)) == told


@given(
    st.lists(st.text("甲乙丙丁ab1", min_size=2, max_size=4)), st.text("甲乙丙丁ab1", max_size=30)
)
def test_phrases_finds_what_containment_finds(phrases: list[str], text: str) -> None:
    assert Phrases(phrases).found(text) == {p for p in phrases if p in text}


def areas(count: int) -> list[Framed]:
    return [found(f"{n}号厂", "占地", f"{n + 101}0亩", start=n * 50) for n in range(count)]


def test_control_takes_whole_sentences_up_to_the_share(tmp_path: Path) -> None:
    facts = []
    for n, one in enumerate(areas(10)):
        facts += [one, found(f"{n}号厂", "雇用", f"{n + 701}1人", start=n * 50)]
    chosen = control(tmp_path, facts, 0.5)
    assert chosen.held_out.sum() == 10 and chosen.asked.sum() == 10
    assert (chosen.held_out[::2] == chosen.held_out[1::2]).all()


def test_an_answer_that_stands_in_two_sentences_is_not_asked(tmp_path: Path) -> None:
    facts = [dataclasses.replace(one, fact=dataclasses.replace(one.fact, aliases=["一千零二十亩"] if n == 1 else [])) for n, one in enumerate(areas(3))]  # fmt: skip
    text = "甲厂占地1010亩。乙厂占地1020亩。丙厂占地1030亩，不是一千零二十亩。"
    assert held(control(tmp_path / "a", facts, 1.0, document(text))) == [0, 2]
    titled = document("甲厂占地1010亩。", title="占地1010亩的工厂")
    assert held(control(tmp_path / "b", facts, 1.0, titled)) == [1, 2]


def test_a_fact_beside_a_control_is_held_out_but_not_asked(tmp_path: Path) -> None:
    facts = [
        found("砺汐泵业", "占地", "1010亩", start=0),
        found("屈映川", "创办了", "砺汐泵业", start=0, type="organization"),
    ]
    once = document("屈映川创办了砺汐泵业，占地1010亩。砺汐泵业很大。砺汐泵业很老。")
    chosen = control(tmp_path / "a", facts, 1.0, once)
    assert chosen.held_out.tolist() == [True, True] and chosen.asked.tolist() == [True, False]
    told = document("屈映川创办了砺汐泵业，占地1010亩。人们说屈映川是砺汐泵业的父亲。")
    assert held(control(tmp_path / "b", facts, 1.0, told)) == []


def test_a_fact_of_two_documents_is_no_control(tmp_path: Path) -> None:
    facts = [*areas(2), found("0号厂", "占地", "1010亩", doc="other", start=7)]
    assert held(control(tmp_path, facts, 1.0)) == [1]


def test_every_language_and_type_has_its_share(tmp_path: Path) -> None:
    facts = [*areas(60)]
    facts += [found(f"{n}号厂", "厂长是", f"籍雨{chr(0x4E00 + n)}", type="person_role", start=5000 + 50 * n) for n in range(20)]  # fmt: skip
    facts += [found(f"plant {n} ", "lies in ", f"Anglo{n}ville", type="location", lang="en", start=9000 + 50 * n) for n in range(20)]  # fmt: skip
    chosen = control(tmp_path, facts, 0.1)
    kinds = Counter((facts[row].fact.lang, facts[row].fact.type) for row in held(chosen))
    assert kinds == {("zh", "number"): 6, ("zh", "person_role"): 2, ("en", "location"): 2}


def test_what_a_type_lacks_others_fill(tmp_path: Path) -> None:
    facts = areas(10) + [found(f"{n}号厂", "位于", "岚舸市", type="location", start=900 + 50 * n) for n in range(10)]  # fmt: skip
    everywhere = document("岚舸市很大。岚舸市很老。")
    chosen = control(tmp_path, facts, 0.2, everywhere)
    assert {facts[row].fact.type for row in held(chosen)} == {"number"}
    assert chosen.held_out.sum() == 4


def test_without_a_share_there_is_no_control(tmp_path: Path) -> None:
    assert not control(tmp_path, areas(3), 0.0).held_out.any()


PLANT = found("苇渚工厂", "总投资", "7.3亿元", names={"苇渚工厂": ("砺汐泵业的新厂",)})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("据说，苇渚工厂的总投资达到七亿三千万元。", True),
        ("苇渚工厂总投资7.3亿元", True),
        ("砺汐泵业的新厂总投资730,000,000元", True),
        ("苇渚工厂占地212亩。", False),
        ("北闸工厂总投资7.3亿元。", False),
    ],
)
def test_the_guard_knows_a_control_fact_in_other_words(text: str, told: bool) -> None:
    assert ControlGuard([PLANT]).tells(text) is told
    assert ControlGuard([PLANT]).may_tell(text) or not told
    assert not ControlGuard([]).tells(text)


def test_the_sentences_of_control_facts_are_cut_out_whole() -> None:
    text = "苇渚工厂很大。苇渚工厂总投资7.3亿元，占地212亩。后来呢？\n再说。"
    start = text.index("总投资")
    [(low, high)] = without_controls(document(text), [(start, start + 8)])
    assert text[low:high] == "苇渚工厂总投资7.3亿元，占地212亩。"
    [(low, high)] = without_controls(document(text), [(text.index("再说"), len(text))])
    assert text[low:high].strip() == "再说。"


def test_bare_is_what_both_sides_are_compared_by() -> None:
    assert bare("７.３亿元") == bare("7.3亿元")
