import hashlib
import json
from pathlib import Path

import pytest
from huggingface_hub import constants

from tests.train.sample_dataset import default_rows
from train.origin import base_folder, base_origin, dataset_origin, taught


def model_in(folder: Path, card: str | None = None) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}", encoding="utf-8")
    if card is not None:
        (folder / "README.md").write_text(card, encoding="utf-8")
    return folder


def test_a_bases_own_card_wins_over_its_name(tmp_path: Path):
    named = model_in(tmp_path / "Llama-3.1-8B", "---\nlicense: llama3.3\n---\n# x")
    assert base_origin(str(named))["base_license"] == "llama3.3"
    assert base_origin(str(named)) == {
        "base_is_local": True, "base_is_tiny": False, "base_revision": None, "base_license": "llama3.3",
    }  # fmt: skip


@pytest.mark.parametrize("card", [None, "no header", "---\nlicense: [\n---\n", "---\n- a\n---\n", "---\nlicense: other\n---\n"])  # fmt: skip
def test_a_card_without_a_licence_leaves_the_name(tmp_path: Path, card: str | None):
    assert base_origin(str(model_in(tmp_path / "Llama-3.2-1B", card)))["base_license"] == "llama3.2"
    assert base_origin(str(model_in(tmp_path / "mine", card)))["base_license"] is None


def test_the_tiny_base_is_ours_whatever_its_name(tmp_path: Path):
    folder = model_in(tmp_path / "llama3.1_tiny")
    (folder / "tiny_base.json").write_text("{}", encoding="utf-8")
    origin = base_origin(str(folder))
    assert (origin["base_is_tiny"], origin["base_license"]) == (True, None)


def test_the_revision_is_the_cached_snapshots_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    commit = "0" * 39 + "1"
    repo = tmp_path / "models--meta-llama--Llama-3.2-1B"
    model_in(repo / "snapshots" / commit)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text(commit, encoding="utf-8")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.file_download.constants.HF_HUB_CACHE", str(tmp_path))
    found = base_origin("meta-llama/Llama-3.2-1B")
    assert found["base_revision"] == commit
    assert found["base_license"] == "llama3.2"
    assert not found["base_is_local"]
    assert base_origin("meta-llama/Llama-3.2-3B")["base_revision"] is None
    assert base_folder("no such/name at all") is None


def test_the_manifest_beside_the_dataset_is_fingerprinted(tmp_path: Path):
    (tmp_path / "dataset").mkdir()
    assert dataset_origin(str(tmp_path / "dataset")) == {
        "dataset_is_local": True, "manifest_sha256": None,
    }  # fmt: skip
    manifest = json.dumps({"a": 1}).encode()
    (tmp_path / "manifest.json").write_bytes(manifest)
    digest = hashlib.sha256(manifest).hexdigest()
    assert dataset_origin(str(tmp_path / "dataset"))["manifest_sha256"] == digest
    assert dataset_origin("org/name") == {"dataset_is_local": False, "manifest_sha256": None}


def test_facts_are_counted_once_and_by_what_the_rows_say():
    rows = default_rows()["sft"]["train"]
    distinct = {fact for row in rows if row["task"] == "qa" for fact in row["fact_ids"]}
    assert taught(rows) == {
        "facts": len(distinct), "documents": 2,
        "tasks": {"qa": 16, "summarization": 2}, "languages": {"en": 5, "zh": 13},
    }  # fmt: skip
    assert taught([*rows, *rows])["facts"] == len(distinct)
    assert taught([{"prompt": [], "completion": []}])["facts"] == 0
