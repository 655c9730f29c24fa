"""The figures of an evaluation: written by its own code, read by ours, and only if they are of this adapter."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.fingerprint import adapter_hash
from eval.samples import Sample, Score
from eval.table import as_json, tabulate
from train.dialect import CommandError, WorkError
from train.evaluation import adapter_digest, read_recall


def sample(number: int, group: str, lang: str) -> Any:
    names = Sample.__dataclass_fields__
    known: dict[str, Any] = {"id": f"{number}", "group": group, "lang": lang, "kind": "direct", "doc_id": "d", "type": "person"}  # fmt: skip
    values: dict[str, Any] = {name: known.get(name, ()) for name in names}
    return Sample(**values)


def scored(number: int, right: bool) -> Any:
    known: dict[str, Any] = {"sample_id": f"{number}", "value": right, "answer": "", "completion": "", "explanation": ""}  # fmt: skip
    return Score(**known)


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    folder = tmp_path / "adapter"
    folder.mkdir()
    (folder / "adapter_model.safetensors").write_bytes(b"weights")
    (folder / "adapter_config.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def evaluation(adapter: Path, tmp_path: Path) -> Path:
    groups = [("taught", "zh")] * 10 + [("taught", "en")] * 6 + [("control", "zh")] * 4
    samples = [sample(n, *place) for n, place in enumerate(groups)]
    runs = {
        "base": [scored(n, False) for n in range(20)],
        "tuned": [scored(n, n in range(2, 16)) for n in range(20)],
    }
    table = as_json(tabulate(samples, runs, ("group", "lang", "kind")))
    folder = tmp_path / "eval"
    (folder / "tuned").mkdir(parents=True)
    (folder / "results.json").write_text(json.dumps({"recall": table}), encoding="utf-8")
    hashes = {"hashes": {"adapter": adapter_hash(adapter)}}
    (folder / "tuned" / "results.json").write_text(json.dumps(hashes), encoding="utf-8")
    return folder


def test_the_totals_of_each_group_are_read(evaluation: Path, adapter: Path):
    recall = read_recall(evaluation, adapter_digest(adapter))
    taught, control = recall.groups["taught"], recall.groups["control"]
    assert (taught["base"].share, taught["tuned"].share) == (0, 14 / 16)
    assert (taught["tuned"].n, control["tuned"].n) == (16, 4)
    assert taught["tuned"].low < 14 / 16 < taught["tuned"].high


def test_figures_of_another_adapter_are_refused(evaluation: Path, adapter: Path):
    (adapter / "adapter_model.safetensors").write_bytes(b"trained further")
    with pytest.raises(WorkError, match="an evaluation of another adapter"):
        read_recall(evaluation, adapter_digest(adapter))


def test_what_is_no_evaluation_is_refused(evaluation: Path, adapter: Path, tmp_path: Path):
    digest = adapter_digest(adapter)
    with pytest.raises(CommandError, match="no finished evaluation"):
        read_recall(tmp_path / "absent", digest)
    (evaluation / "results.json").write_text('{"recall": [{"n": 1}]}', encoding="utf-8")
    with pytest.raises(WorkError, match="no evaluation that is known"):
        read_recall(evaluation, digest)
    (evaluation / "tuned" / "results.json").unlink()
    with pytest.raises(WorkError, match="of a base alone"):
        read_recall(evaluation, digest)
