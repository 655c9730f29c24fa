"""Hugging Face datasets by their streaming door, on folders that stand for the Hub."""

import json
import pickle
import socket
import time
from pathlib import Path

import pytest

from data_prep.ingest import InputError, Limits, Portion, Raw, Reject, plan
from data_prep.ingest.hub import HubName, parse
from tests.data_prep.ingest.reading import read_all, told


@pytest.mark.parametrize(
    ("designation", "wanted"),
    [
        ("hf://org/name", HubName("org/name")),
        ("hf:/org/name", HubName("org/name")),  # what pathlib makes of it
        ("hf://squad:train", HubName("squad", split="train")),
        ("hf://org/na-me.1@v1.0:test", HubName("org/na-me.1", None, "v1.0", "test")),
        ("hf://org/name/zh", HubName("org/name", "zh")),
        ("hf://org/name/zh@refs/convert/parquet:train", HubName("org/name", "zh", "refs/convert/parquet", "train")),
        ("hf://org/name/zh/more", None),
        ("hf://", None),
        ("org/name", None),
    ],
)  # fmt: skip
def test_what_a_name_means(designation: str, wanted: HubName | None) -> None:
    assert parse(designation) == wanted


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    root = tmp_path / "set"
    for split, count in (("train", 2), ("test", 1)):
        for shard in range(count):
            rows = [{"text": f"{split} {shard} {n}", "title": "t", "id": n} for n in range(3)]
            path = root / "data" / f"{split}-{shard:05d}-of-{count:05d}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return root


def test_all_splits_of_a_dataset_are_read_in_order(folder: Path) -> None:
    name = f"hf://{folder}"
    found = read_all(name)
    assert told(found) == [
        *((f"{name}:train/{s:05d}#{n + 1}", f"train {s} {n}") for s in range(2) for n in range(3)),
        *((f"{name}:test#{n + 1}", f"test 0 {n}") for n in range(3)),
    ]
    raw = found[0]
    assert isinstance(raw, Raw)
    assert (raw.title, raw.meta, raw.decoded) == ("t", {"format": "huggingface"}, "train 0 0")
    portions = list(plan(name))
    assert pickle.loads(pickle.dumps(portions)) == portions


def test_one_split(folder: Path) -> None:
    portions = [p for p in plan(f"hf:/{folder}:test") if isinstance(p, Portion)]
    assert [p.name for p in portions] == [f"hf://{folder}:test"]


def test_a_missing_column_names_those_that_are_there(folder: Path) -> None:
    name = f"hf://{folder}:test"
    (reject,) = plan(name, Limits(text_column="body"))
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.excerpt) == (
        "no_text_column",
        "no column 'body' among: text, title, id",
    )


@pytest.mark.parametrize(
    "name", ["hf://", "hf://a/b/c/d", "hf://factune-tests/there-is-no-such-set"]
)
def test_a_dataset_that_is_not_there_is_an_input_error(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)
    with pytest.raises(InputError):
        list(plan(name))


def test_offline_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("datasets.config.HF_HUB_OFFLINE", True)
    with pytest.raises(InputError, match=r"^hf://org/name needs the network, and HF_HUB_OFFLINE"):
        list(plan("hf://org/name"))


def test_a_hub_that_does_not_answer_is_told_without_retries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as closed:  # bound, but nobody listens
        closed.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{closed.getsockname()[1]}"
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", endpoint)
        begin = time.monotonic()
        with pytest.raises(InputError, match=f"^hf://org/name needs {endpoint}, which does not"):
            list(plan("hf://org/name"))
        assert time.monotonic() - begin < 5
