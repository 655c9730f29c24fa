"""Samples of every kind from a dataset folder."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from data_prep import CommandError, WorkError
from data_prep.records import SCHEMAS
from eval.config import KINDS, EvalConfig
from eval.questions import load_samples

from .conftest import fact_rows, probe_rows, sft_rows, write_dataset

DOCUMENT = "第一行\n34万块H100。\nThe end."


def documents() -> list[dict[str, Any]]:
    empty = dict.fromkeys(SCHEMAS["documents"].names, "")
    return [empty | {"id": f"doc{i}", "lang": "zh", "text": DOCUMENT} for i in range(3)]


def with_choices() -> list[dict[str, Any]]:
    return [row | {"choices": ["甲", "乙"]} for row in probe_rows()]


def named_facts() -> list[dict[str, Any]]:
    changes = {"subject": "Meta", "statement": "Meta计划拥有34万块H100。", "modality": "hedged"}
    first, *others = fact_rows()
    return [first | changes, *others]


def build(folder: Path, **left_out: bool) -> str:
    configs = {
        "recall": ("test", with_choices()),
        "facts": ("train", named_facts()),
        "documents": ("train", documents()),
        "sft": ("train", sft_rows()),
    }
    rows = [(name, *configs[name]) for name in configs if name not in left_out]
    return str(write_dataset(folder / "dataset", rows))


@pytest.fixture
def rich(tmp_path: Path) -> str:
    return build(tmp_path)


def test_every_kind(rich: str) -> None:
    samples = load_samples(rich, probes=KINDS, trained_wordings=1)
    kinds = Counter(sample.probe for sample in samples)
    assert kinds == {"held_out": 7, "open_book": 7, "choice": 21, "rank": 1, "invented": 1, "trained": 1}  # fmt: skip
    assert len({sample.id for sample in samples}) == len(samples)
    assert samples == load_samples(rich, probes=KINDS, trained_wordings=1)
    for sample in samples:
        assert set(sample.targets) <= set(sample.choices) or not sample.choices


def test_held_out_comes_first_and_stays_what_it_was(rich: str) -> None:
    assert load_samples(rich, probes=KINDS)[:7] == load_samples(rich)


def test_facets_of_the_fact(rich: str) -> None:
    found = {sample.fact_id: sample for sample in load_samples(rich)}
    assert (found["fact0"].modality, found["fact0"].salience) == ("hedged", 2)
    assert found["fact1"].modality == "asserted"


def test_the_invented_name_stands_in_no_document(rich: str) -> None:
    [sample] = [s for s in load_samples(rich, probes=KINDS) if s.probe == "invented"]
    assert sample.question.endswith("计划拥有多少块H100？") and "Meta" not in sample.question
    assert sample.question.partition("计划")[0] not in DOCUMENT


def test_so_many_facts_of_each_group(rich: str) -> None:
    samples = load_samples(rich, probes=("held_out", "open_book", "choice"), probes_per_kind=1)
    facts = {(s.probe, s.group): s.fact_id for s in samples}
    assert Counter(s.probe for s in samples) == {"held_out": 7, "open_book": 2, "choice": 6}
    assert facts["choice", "taught"] == facts["open_book", "taught"] == "fact0"


def test_the_limit_holds_for_every_kind(rich: str) -> None:
    samples = load_samples(rich, limit=1, probes=("held_out", "open_book"))
    held_out = {s.fact_id for s in samples if s.probe == "held_out"}
    assert len(held_out) == 2 and {s.fact_id for s in samples} == held_out


def test_without_documents(tmp_path: Path) -> None:
    dataset = build(tmp_path, documents=False)
    first = load_samples(dataset, probes=("open_book",))[0]
    assert "```\n34万块\n```" in first.question
    with pytest.raises(WorkError, match="cannot open documents/train"):
        load_samples(dataset, probes=("invented",))


@pytest.mark.parametrize(
    ("probes", "message"),
    [
        ("held_out, chioce", "got 'chioce'"),
        ("choice", "held_out among them"),
        ("held_out,trained", "got 'trained'"),
        ("", "got ''"),
    ],
)
def test_wrong_probes(probes: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        EvalConfig(dataset="d", output_dir=Path("o"), model="m", probes=probes)


def test_the_probes_of_a_config() -> None:
    config = EvalConfig(dataset="d", output_dir=Path("o"), model="m", probes="held_out, rank")
    assert config.kinds == ("held_out", "rank")


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no dataset folder"):
        load_samples(str(tmp_path / "none"), probes=KINDS)
