"""The card of a built run: what the Hub reads of it, what a person reads, and what no document can put into it."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasets import load_dataset
from huggingface_hub import DatasetCard

from data_prep.card import card, figures, write_card
from data_prep.card.columns import COLUMNS, CONFIGS
from data_prep.census import census
from data_prep.records import SCHEMAS
from data_prep.store import read_manifest


@pytest.fixture
def manifest(built_run: Path) -> dict[str, Any]:
    found = read_manifest(built_run)
    assert found
    return found


def test_every_config_and_column_has_words() -> None:
    assert list(CONFIGS) == list(SCHEMAS)
    assert {name: list(columns) for name, columns in COLUMNS.items()} == {
        name: schema.names for name, schema in SCHEMAS.items()
    }


def test_the_hub_s_own_card_class_reads_it(built_run: Path) -> None:
    found = DatasetCard.load(built_run / "dataset" / "README.md")
    data = found.data.to_dict()
    assert data["license"] == "unknown"
    assert data["language"] == ["en", "zh"]
    assert data["size_categories"] == ["n<1K"]
    assert {c["config_name"] for c in data["configs"]} == set(SCHEMAS)


def test_its_counts_are_those_of_the_tables(built_run: Path, tmp_path: Path) -> None:
    text = (built_run / "dataset" / "README.md").read_text(encoding="utf-8")
    for name in SCHEMAS:
        loaded = load_dataset(str(built_run / "dataset"), name, cache_dir=str(tmp_path / name))
        told = ", ".join(f"{split} {rows.num_rows:,}" for split, rows in loaded.items())
        assert f"| `{name}` | {told} |" in text


def test_every_figure_it_shows_is_there(built_run: Path) -> None:
    dataset = built_run / "dataset"
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (dataset / "README.md").read_text("utf-8"))
    assert sorted(shown) == sorted(f"figures/{p.name}" for p in (dataset / "figures").iterdir())
    assert len(shown) == 3


def test_the_same_manifest_gives_the_same_bytes(manifest: dict[str, Any]) -> None:
    again = json.loads(json.dumps(manifest))
    assert card(manifest) == card(again)
    assert figures(manifest) == figures(again)


def test_the_census_counts_every_document_and_fact(built_run: Path) -> None:
    counted = census(built_run / "dataset", built_run / "quotas.jsonl")
    counts = json.loads((built_run / "manifest.json").read_text(encoding="utf-8"))["counts"]
    assert sum(counted["languages"].values()) == counts["documents"]
    assert counted["licences"] == {"": counts["documents"]}
    splits = [n for kinds in counted["types"].values() for n in kinds.values()]
    assert sum(splits) == counts["facts"] == sum(counted["extractors"].values())
    assert sum(facts for _, facts in counted["wordings"]) == counts["facts_taught"]


def test_a_licence_that_all_documents_state_is_the_dataset_s(manifest: dict[str, Any]) -> None:
    manifest["census"]["licences"] = {"CC BY 4.0": 7}
    assert yaml.safe_load(card(manifest).split("---")[1])["license"] == "cc-by-4.0"
    assert "| CC BY 4.0 | cc-by-4.0 | 7 |" in card(manifest)


def test_no_licence_text_can_make_a_row_a_link_or_an_element(manifest: dict[str, Any]) -> None:
    hostile = "x | y\n\n# big <img src=x onerror=alert(1)> [a](javascript:b) `c`\n---\nlicense: mit"
    manifest["census"]["licences"] = {hostile: 1}
    text = card(manifest)
    front, rest = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.S).groups()  # type: ignore[union-attr]
    assert yaml.safe_load(front)["license"] == "other"
    assert yaml.safe_load(front)["license_name"] == hostile
    line = next(line for line in rest.splitlines() if "onerror" in line)
    assert len(re.findall(r"(?<!\\)\|", line)) == 4
    assert not re.search(r"(?<!\\)[<\[`#]", line)


def test_no_folder_of_the_machine_is_told(built_run: Path, manifest: dict[str, Any]) -> None:
    manifest["config"]["replay"] = "/home/someone/general.jsonl"
    text = card(manifest)
    assert "--replay general.jsonl" in text
    assert "/home" not in text
    assert str(built_run.parent) not in text


def test_a_review_gives_the_precision(manifest: dict[str, Any]) -> None:
    assert "was not measured" in card(manifest)
    manifest["review"] = {"facts_accepted": 45, "facts_rejected": 3, "facts_edited": 2}
    assert "A person has read 50 of them as they were found: 45 (90%) were right" in card(manifest)


def test_writing_twice_changes_nothing(
    built_run: Path, tmp_path: Path, manifest: dict[str, Any]
) -> None:
    shutil.copytree(built_run / "dataset", tmp_path / "dataset")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    write_card(tmp_path / "dataset", manifest)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
