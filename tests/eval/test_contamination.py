"""Probes that the training rows give away."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep import WorkError
from data_prep.records import Message
from eval.contamination import RUN, Contamination, Index, Told, bare, check, words
from eval.samples import Sample

from .conftest import fact_rows, write_dataset

LONG = "In which of the four towns on the river did the old ferry company open its very first ticket office?"
CHINESE = "据年报介绍，砺汐泵业是在哪一年于沅碛省苇渚县正式开工建设第二座工厂的？"


def sample(question: str, **changes: Any) -> Sample:
    place = ("s1", "fact0", "doc0", changes.pop("group", "taught"), "direct", "zh", "number")
    return Sample(*place, (Message("user", question),), ("34万块",), **changes)


def prompt(text: str, **changes: Any) -> dict[str, Any]:
    turns = [{"role": "user", "content": text}]
    row = {"id": "row1", "task": "qa", "kind": "direct", "lang": "zh", "doc_id": "d", "stage": 1}
    answer = [{"role": "assistant", "content": "答"}]
    return row | {"fact_ids": ["fact9"], "prompt": turns, "completion": answer} | changes


def statement(text: str) -> dict[str, Any]:
    row = {"id": "text1", "kind": "statement", "lang": "zh", "doc_id": "d", "stage": 1}
    return row | {"fact_ids": ["fact9"], "text": text}


@pytest.fixture
def built(tmp_path: Path) -> Any:
    def build(*sft: dict[str, Any], split: str = "train", **configs: list[dict[str, Any]]) -> str:
        rows = [("facts", "train", configs.get("facts", fact_rows())), ("sft", split, list(sft))]
        rows += [("text", "train", configs["text"])] if "text" in configs else []
        return str(write_dataset(tmp_path / "dataset", rows))

    return build


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Meta拥有多少块H100？", "请回答：Ｍｅｔａ 拥有多少块「h100」"),
        ("Who leads FAIR?", "tell me: who  leads fair"),
        ("是谁？", "他是谁？"),
    ],
)
def test_a_whole_question_in_a_prompt(built: Any, question: str, row: str) -> None:
    with pytest.raises(WorkError, match=r"1 of 1 probes .* held_out probe s1 .* row row1 of sft"):
        check([sample(question)], built(prompt(row)))
    assert check([sample(question)], built(prompt(row)), "off") == Contamination(0, 0, ())


def test_validation_rows_are_read_too(built: Any) -> None:
    held = built(prompt("Who leads FAIR?"), split="validation")
    assert check([sample("Who leads FAIR?")], held, "report").hits[0].split == "validation"


def test_text_rows_are_read_too(built: Any) -> None:
    told = built(prompt("别的"), text=[statement("据问：Who leads FAIR?")])
    hit = check([sample("Who leads FAIR?")], told, "report").hits[0]
    assert (hit.config, hit.row_id, hit.rule) == ("text", "text1", "contained")


@pytest.mark.parametrize("question", [LONG, CHINESE])
def test_thirteen_words_of_a_question(built: Any, question: str) -> None:
    said = words(question)
    assert len(said) > RUN
    row = "begin " + (" " if question == LONG else "").join(said[1 : RUN + 1]) + " 另问"
    with pytest.raises(WorkError, match="13-gram"):
        check([sample(question)], built(prompt(row)))
    fewer = " ".join(said[1:RUN])
    assert check([sample(question)], built(prompt(fewer))).hits == ()


def test_a_run_of_the_facts_own_statement_fails_in_strict_mode_only(built: Any) -> None:
    told = "the old ferry company opened its first ticket office in the town of Brae by the river"
    question = f"Finish the sentence: {told.capitalize()} in …"
    facts = [fact_rows()[0] | {"statement": f"{told} in 1912."}, *fact_rows()[1:]]
    dataset = built(prompt(f"Is it true that {told}?"), facts=facts)
    found = check([sample(question)], dataset)
    assert {hit.rule for hit in found.hits} == {"statement"}
    assert found.as_json()["by_rule"]["statement"] == 1
    with pytest.raises(WorkError, match="statement"):
        check([sample(question)], dataset, "strict")


def test_a_run_inside_a_name_is_no_sign(built: Any) -> None:
    name = "The Society for the Care and Study of Old Rope Walks in the Five Northern Harbours"
    question = f"{name}: who founded it?"
    facts = [fact_rows()[0] | {"subject": name}, *fact_rows()[1:]]
    row = prompt(f"Where is {name}?")
    assert check([sample(question)], built(row, facts=facts), "strict").hits == ()
    with pytest.raises(WorkError, match="13-gram"):
        check([sample(question)], built(row))


def test_a_control_fact_in_training(built: Any) -> None:
    rows = built(prompt("任何", fact_ids=["fact0"]))
    with pytest.raises(WorkError, match="control fact “fact0”"):
        check([sample("不在那里？", group="control")], rows)
    assert check([sample("不在那里？")], rows).hits == ()


def test_a_gap_is_a_word(built: Any) -> None:
    question = "Which words fill the gap: “Quaymarrow is ____”?"
    other = "Which words fill the gap: “Quaymarrow is at most ____ long”?"
    assert check([sample(question)], built(prompt(other))).hits == ()
    assert check([sample(question)], built(prompt(question)), "report").hits
    assert bare("Finish: it has ……") == bare("finish it has ____")


def test_what_is_made_of_trained_words_is_not_looked_for(built: Any) -> None:
    rows = built(prompt("Who leads FAIR?"))
    found = check([sample("Who leads FAIR?", probe="trained")], rows)
    assert (found.probes, found.hits) == (0, ())


def test_two_hop_questions_are_looked_for(built: Any) -> None:
    rows = built(prompt("已知X领导FAIR。X是谁？"))
    with pytest.raises(WorkError, match="two_hop probe s1"):
        check([sample("已知X领导FAIR。X是谁？", probe="two_hop", through="fact3")], rows)


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_a_question_inside_any_row_is_found(question: str, before: str, after: str) -> None:
    index = Index([sample(question)], {"fact0": Told(("主语", "34万块"), "陈述")})
    row = {"fact_ids": [], "text": f"{before} {question} {after}"}
    rules = {rule for _, rule, _ in index.found(row)}
    whole = bare(question) in bare(
        row["text"]
    )  # a gap may grow together with what stands around it
    assert ("contained" in rules) == (bool(bare(question)) and whole)


@given(st.text())
def test_words_are_read_from_any_text(text: str) -> None:
    assert bare(bare(text)) == bare(text)
    assert all(word and word == word.strip() for word in words(text))
