"""Samples from a dataset folder, and completions made into scores."""

from dataclasses import asdict
from pathlib import Path

import pytest

from data_prep import CommandError, WorkError
from data_prep.records import Message
from eval.questions import load_samples
from eval.samples import Sample, judge

from .conftest import probe_rows, write_dataset

SAMPLE = Sample(
    "s",
    "f",
    "d",
    "taught",
    "direct",
    "zh",
    "location",
    (Message("user", "首都在哪？"),),
    ("北京", "Beijing"),
)


@pytest.mark.parametrize(
    ("completion", "value", "verdict", "answer"),
    [
        ("北京。", True, "correct", "北京。"),
        ("<think>上海？不，</think>\n\n答案：北京", True, "correct", "北京"),
        ("上海", False, "incorrect", "上海"),
        ("我不知道", None, "not_attempted", "我不知道"),
        ("<think>想到北京就没有写完", None, "not_attempted", ""),
    ],
)
def test_judge(completion: str, value: bool | None, verdict: str, answer: str) -> None:
    score = judge(SAMPLE, completion)
    assert (score.value, score.verdict, score.answer, score.completion) == (
        value,
        verdict,
        answer,
        completion,
    )


def test_a_sample_survives_json() -> None:
    assert Sample.from_row(asdict(SAMPLE)) == SAMPLE


def test_the_key_follows_what_the_model_sees() -> None:
    system = Sample.from_row(
        asdict(SAMPLE) | {"input": [{"role": "system", "content": "x"}, *asdict(SAMPLE)["input"]]}
    )
    assert system.key != SAMPLE.key
    assert Sample.from_row(asdict(SAMPLE) | {"targets": ["上海"]}).key == SAMPLE.key


def test_load_samples(dataset: Path) -> None:
    samples = load_samples(str(dataset))
    assert {sample.id for sample in samples} == {row["id"] for row in probe_rows()}
    assert [sample.group for sample in samples] == ["taught"] * 5 + ["control"] * 2
    by_id = {row["id"]: row for row in probe_rows()}
    for sample in samples:
        row = by_id[sample.id]
        assert sample.question == row["question"] and list(sample.targets) == row["answers"]


def test_limit_takes_the_first_of_each_group(dataset: Path) -> None:
    everything = load_samples(str(dataset))
    taken = load_samples(str(dataset), limit=1)
    assert [sample.group for sample in taken] == ["taught", "control"]
    assert set(taken) <= set(everything)


def test_a_system_message_leads(dataset: Path) -> None:
    sample = load_samples(str(dataset), system="答案要短。")[0]
    assert [turn.role for turn in sample.input] == ["system", "user"]
    assert sample.question == sample.input[1].content


def test_trained_wordings_are_closed_book_rows(dataset: Path) -> None:
    trained = [s for s in load_samples(str(dataset), trained_wordings=9) if s.probe == "trained"]
    assert {s.question: s.targets for s in trained} == {
        "trained question 0": ("34万块", "340,000块"),
        "trained question 1": ("subject1",),  # a reverse question asks for the subject
    }


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no dataset folder"):
        load_samples(str(tmp_path / "none"))


def test_a_dataset_without_recall(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "dataset", [("sft", "train", [])])
    with pytest.raises(WorkError, match="cannot open recall/test"):
        load_samples(str(folder))


def test_an_empty_recall(tmp_path: Path) -> None:
    folder = write_dataset(tmp_path / "dataset", [("recall", "test", [])])
    with pytest.raises(WorkError, match=r"holds no questions|cannot open recall/test"):
        load_samples(str(folder))
