"""The last look at a finished dataset: a leak fails the build."""

import dataclasses
from pathlib import Path

import pytest

from data_prep.assemble import check, keys, leaking
from data_prep.dialect import WorkError
from data_prep.leaks import Unseen
from data_prep.records import Example, Lang, Message, Probe, TextRow
from data_prep.store import TableWriter
from tests.data_prep.facts_of import found

TAUGHT = found("砺汐泵业", "位于", "岚舸市", type="location").fact
CONTROL = dataclasses.replace(found("屈映川", "创办了", "砺汐泵业").fact, split="control")


def dataset(folder: Path, prompt: str, *fact_ids: str, text: str = TAUGHT.id) -> Path:
    rows = {
        "facts/train": [TAUGHT, CONTROL],
        "recall/test": [
            Probe("p", CONTROL.id, "d", "zh", "event", "control", "direct", "谁创办了砺汐泵业？", ["屈映川"], [])
        ],
        "sft/train": [
            Example("e", "qa", "direct", "zh", "d", list(fact_ids), [Message("user", prompt)], [Message("assistant", "岚舸市")])
        ],
        "text/train": [TextRow("t", "statement", "zh", "d", [text], TAUGHT.statement)],
    }  # fmt: skip
    for name, records in rows.items():
        config, split = name.split("/")
        writer = TableWriter(folder / config, config, split)
        for record in records:
            writer.write(record)
        writer.close()
    return folder


def test_a_clean_dataset_passes(tmp_path: Path) -> None:
    check(dataset(tmp_path, "砺汐泵业在哪座城市？", TAUGHT.id))


def test_a_recall_question_in_a_prompt_fails(tmp_path: Path) -> None:
    with pytest.raises(WorkError, match="leak: the prompt of the row e"):
        check(dataset(tmp_path, "誰創辦了砺汐泵业?", TAUGHT.id))


def test_a_row_of_a_control_fact_fails(tmp_path: Path) -> None:
    with pytest.raises(WorkError, match="control fact"):
        check(dataset(tmp_path / "a", "砺汐泵业在哪座城市？", TAUGHT.id, CONTROL.id))
    with pytest.raises(WorkError, match="control fact"):
        check(dataset(tmp_path / "b", "砺汐泵业在哪座城市？", TAUGHT.id, text=CONTROL.id))


def test_a_prompt_that_is_a_recall_question_leaks_whatever_its_runs_say() -> None:
    asked = "谁创办了砺汐泵业？"
    unseen: dict[Lang, Unseen] = {
        "zh": Unseen([]),
        "en": Unseen([]),
    }  # no run is rare enough to tell
    langs: list[Lang] = ["zh", "zh"]
    found = leaking([asked, "砺汐泵业在哪座城市？"], langs, keys([asked]), unseen)
    assert found.tolist() == [True, False]
