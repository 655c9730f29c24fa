"""Pushing an adapter: what goes, what stays, what is refused, and what the real client sends to a Hub of our own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from huggingface_hub import ModelCard, constants
from safetensors.torch import load_file

from tests.hub_server import TOKEN, Fault, Hub, Repo, running
from tests.pusher import Pusher, pusher
from tests.train.conftest import Command
from train.card import model_card
from train.dialect import run
from train.publish import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def trained(train_command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipping") / "adapter"
    assert train_command(folder, max_steps=2) == 0
    return folder


@pytest.fixture
def adapter(trained: Path, tmp_path: Path) -> Path:
    shutil.copytree(trained, tmp_path / "private_place" / "adapter")
    return tmp_path / "private_place" / "adapter"


def changed(adapter: Path, **values: Any) -> Path:
    """The adapter with other values in its run.json, and the card that follows from them."""
    path = adapter / "run.json"
    told = json.loads(path.read_text(encoding="utf-8")) | values
    path.write_text(json.dumps(told), encoding="utf-8")
    (adapter / "README.md").write_text(model_card(told), encoding="utf-8")
    return adapter


def llama(adapter: Path, base: str = "meta-llama/Llama-3.1-8B-Instruct") -> Path:
    return changed(adapter, base_model=base, base_fingerprint=None, base_is_local=False, base_is_tiny=False, base_license=None)  # fmt: skip


def words(folder: Path, *more: str, repo_id: str = "org/name") -> list[str]:
    return ["--folder", str(folder), "--repo_id", repo_id, *more]


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running() as server:
        yield server


@pytest.fixture
def push(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Pusher:
    """Pauses between tries are noted, not made."""

    def door(folder: Path, *more: str) -> int:
        return run(main, words(folder, *more))

    made = pusher(door, hub, tmp_path, capsys, monkeypatch)
    monkeypatch.setattr("train.push.time", SimpleNamespace(sleep=made.waits.append))
    return made


def dry(folder: Path, capsys: pytest.CaptureFixture[str], *more: str, **keys: str) -> str:
    assert run(main, words(folder, "--dry_run", *more, **keys)) == 0
    return capsys.readouterr().out


def refused(
    status: int, folder: Path, capsys: pytest.CaptureFixture[str], *more: str, **keys: str
) -> str:
    assert run(main, words(folder, "--dry_run", *more, **keys)) == status
    reason = capsys.readouterr().err
    assert reason.count("\n") == 1
    return reason


# --- what goes and what stays


def test_a_dry_run_shows_files_and_card_and_changes_nothing(
    adapter: Path, capsys: pytest.CaptureFixture[str]
):
    before = {path: path.read_bytes() for path in adapter.rglob("*") if path.is_file()}
    out = dry(adapter, capsys)
    weights = (adapter / "adapter_model.safetensors").stat().st_size
    assert f"{weights:>14,}  adapter_model.safetensors" in out
    assert "left out  checkpoint-2, started.json" in out
    assert "# org/name" in out.replace("\\", "")
    assert "dry run: nothing was pushed" in out
    assert {path: path.read_bytes() for path in adapter.rglob("*") if path.is_file()} == before


def test_no_place_of_this_machine_is_pushed(
    adapter: Path, tiny_base: str, dataset: str, hub: Hub, push: Pusher, tmp_path: Path
):
    push(adapter)
    told = json.loads(files(hub)["run.json"])
    assert (told["base_model"], told["dataset"]) == (Path(tiny_base).name, Path(dataset).name)
    assert told["config"]["output_dir"] == "adapter"
    assert told["config"]["lora_target_modules"] == "all-linear"
    assert json.loads(files(hub)["adapter_config.json"])["base_model_name_or_path"] == "tiny"
    for name, data in files(hub).items():
        for place in (str(tmp_path), str(Path(tiny_base).parent), str(Path(dataset).parent)):
            assert place.encode() not in data, name


def test_a_path_in_a_text_stops_the_push(adapter: Path, capsys: pytest.CaptureFixture[str]):
    with (adapter / "README.md").open("a", encoding="utf-8") as card:
        card.write(f"See {adapter.parent}/notes.txt\n")
    assert "README.md names a folder of this machine" in refused(1, adapter, capsys)


def test_words_below_the_card_are_kept_and_edits_above_refused(
    adapter: Path, capsys: pytest.CaptureFixture[str]
):
    card = adapter / "README.md"
    with card.open("a", encoding="utf-8") as file:
        file.write("\n资料来自本公司年报。\n")
    assert "资料来自本公司年报。" in dry(adapter, capsys)
    card.write_text(card.read_text(encoding="utf-8").replace("Not evaluated", "99 %"), "utf-8")
    assert "edited above its last line" in refused(1, adapter, capsys)
    card.unlink()
    assert "Not evaluated" in dry(adapter, capsys)


def test_the_card_is_one_that_the_hub_reads(adapter: Path, capsys: pytest.CaptureFixture[str]):
    card = dry(llama(adapter), capsys, repo_id="org/Llama-facts").split("--- README.md\n")[1]
    data = ModelCard(card).data
    assert (data.license, data.base_model) == ("llama3.1", "meta-llama/Llama-3.1-8B-Instruct")  # type: ignore[attr-defined]


# --- what is refused


def test_an_unfinished_run_and_no_run_are_refused(
    adapter: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    (adapter / "run.json").unlink()
    assert "is not finished" in refused(1, adapter, capsys)
    (adapter / "started.json").unlink()
    assert "has no run.json" in refused(2, adapter, capsys)
    assert "there is no folder" in refused(2, tmp_path / "absent", capsys)
    assert "Repo id" in refused(2, adapter, capsys, repo_id="a b/c")


def test_missing_weights_are_refused(adapter: Path, capsys: pytest.CaptureFixture[str]):
    (adapter / "adapter_model.safetensors").unlink()
    assert "lacks weights: no .safetensors file" in refused(1, adapter, capsys)


@pytest.mark.parametrize(
    ("base", "name", "better"),
    [
        ("meta-llama/Llama-3.1-8B-Instruct", "facts", "org/Llama-facts"),
        ("meta-llama/Llama-3.2-1B", "llama-facts", "org/Llama-facts"),
        ("meta-llama/Meta-Llama-3-8B", "Llama-facts", "org/Llama-3-facts"),
        ("meta-llama/Llama-3.3-70B", "Meta-Llama-3.3-x", "org/Llama-3.3-x"),
    ],
)
def test_a_llama_must_be_called_one(
    adapter: Path, capsys: pytest.CaptureFixture[str], base: str, name: str, better: str
):
    reason = refused(2, llama(adapter, base), capsys, repo_id=f"org/{name}")
    assert f"--repo_id {better} would do" in reason
    dry(adapter, capsys, repo_id=better)


def test_llama_2_and_other_bases_may_be_called_anything(
    adapter: Path, capsys: pytest.CaptureFixture[str]
):
    assert "NOTICE" in dry(llama(adapter, "meta-llama/Llama-2-7b-hf"), capsys)
    out = dry(llama(adapter, "Qwen/Qwen3-8B"), capsys)
    assert "NOTICE" not in out
    assert "Llama" not in out.split("--- README.md")[1]


def test_the_notice_goes_along_and_a_public_push_needs_the_licence(
    adapter: Path, capsys: pytest.CaptureFixture[str]
):
    llama(adapter)
    keys = {"repo_id": "org/Llama-facts"}
    assert "NOTICE" in dry(adapter, capsys, **keys)
    reason = refused(1, adapter, capsys, "--private", "false", **keys)
    assert "put its text (https://www.llama.com/llama3_1/license/) as LICENSE" in reason
    (adapter / "LICENSE").write_text("the text", encoding="utf-8")
    assert "LICENSE" in dry(adapter, capsys, "--private", "false", **keys)


def test_an_unknown_licence_is_told_by_the_user_or_stays_private(
    adapter: Path, capsys: pytest.CaptureFixture[str]
):
    llama(adapter, "somebody/model")
    assert yaml.safe_load(dry(adapter, capsys).split("---\n")[1])["license"] == "unknown"
    assert "licence of the base is not known" in refused(2, adapter, capsys, "--private", "false")
    told = ("--private", "false", "--base_license", "apache-2.0")
    assert "license: apache-2.0" in dry(adapter, capsys, *told)
    llama(adapter)
    assert "is under llama3.1, not mit" in refused(2, adapter, capsys, "--base_license", "mit")


def test_a_local_copy_of_a_hub_base_is_named_on_request(
    adapter: Path, capsys: pytest.CaptureFixture[str]
):
    changed(adapter, base_model="/data/copy", base_is_tiny=False, base_is_local=True)
    out = dry(adapter, capsys, "--base_model", "meta-llama/Llama-3.2-1B", repo_id="org/Llama-x")
    assert "base_model: meta-llama/Llama-3.2-1B" in out
    assert "license: llama3.2" in out


def test_a_token_in_a_file_is_refused_and_not_repeated(
    adapter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = adapter / "chat_template.jinja"
    before = path.read_bytes() if path.is_file() else None
    path.write_text("{# one\n" + "hf_" + "a1B2" * 9 + " #}", encoding="utf-8")
    try:
        err = refused(1, adapter, capsys)
    finally:
        path.unlink() if before is None else path.write_bytes(before)
    assert "line 2, holds an access token" in err
    assert "a1B2" not in err


# --- what is sent


def files(hub: Hub) -> dict[str, bytes]:
    return hub.repo(kind="models").commits[-1].files


def written(hub: Hub) -> int:
    """Commits but the first, which makes the repo."""
    repo = hub.repos.get(("models", "org/name"))
    return len(repo.commits) - 1 if repo else 0


def pushed_by_command(folder: Path, hub: Hub, home: Path) -> str:
    """The real command with the Hub's address, home and token of this test and no others."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "HUGGING")) and "proxy" not in k.lower()}  # fmt: skip
    environment = kept | {
        "HF_ENDPOINT": hub.url, "HF_HOME": str(home / "hf"),
        "HF_HUB_DISABLE_PROGRESS_BARS": "1", "HF_HUB_DISABLE_XET": "1", "HF_TOKEN": TOKEN,
    }  # fmt: skip
    command = [sys.executable, "-m", "train.publish", *words(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert TOKEN not in done.stdout + done.stderr
    return done.stdout


def test_one_private_commit_and_none_for_the_same_content(adapter: Path, hub: Hub, tmp_path: Path):
    out = pushed_by_command(adapter, hub, tmp_path)
    assert f"pushed    {hub.url}/org/name/commit/" in out
    (request,) = hub.created
    assert (request["organization"], request["name"]) == ("org", "name")
    assert request.get("visibility") == "private" or request.get("private")
    assert hub.tokens == {f"Bearer {TOKEN}"}
    assert not [path for path in hub.paths if "telemetry" in path]
    assert not [name for name in files(hub) if "checkpoint" in name or "started" in name]
    weights = files(hub)["adapter_model.safetensors"]
    assert weights == (adapter / "adapter_model.safetensors").read_bytes()
    again = pushed_by_command(adapter, hub, tmp_path)
    assert "unchanged" in again
    assert written(hub) == 1
    repo = hub.repo(kind="models")
    (tag,) = repo.tags
    assert tag.startswith("weights-") and repo.tags[tag] == repo.refs["main"]
    assert "files read back, byte for byte" in again


def test_what_is_pulled_is_the_adapter(
    adapter: Path, tiny_base: str, hub: Hub, push: Pusher, tmp_path: Path
):
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer

    push(adapter)
    pulled = tmp_path / "pulled"
    pulled.mkdir()
    for name, data in files(hub).items():
        (pulled / name).write_bytes(data)
    model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(tiny_base), pulled)
    name, tensor = next(iter(load_file(adapter / "adapter_model.safetensors").items()))
    assert model.get_parameter(name.replace(".weight", ".default.weight")).equal(tensor)
    template = AutoTokenizer.from_pretrained(pulled).chat_template
    assert template == (adapter / "chat_template.jinja").read_text(encoding="utf-8")


def test_files_of_an_earlier_push_go_and_other_peoples_stay(adapter: Path, hub: Hub, push: Pusher):
    repo = hub.repos["models", "org/name"] = Repo("org/name", private=True)
    theirs = {"model-00001-of-00002.safetensors": b"old", "merge.json": b"{}", "plot.png": b"p", ".gitattributes": b""}  # fmt: skip
    repo.add("main", theirs, [], "an earlier push")
    push(adapter)
    assert {"plot.png", ".gitattributes", "run.json"} <= set(files(hub))
    assert not {"model-00001-of-00002.safetensors", "merge.json"} & set(files(hub))


def test_a_public_repo_is_not_pushed_to_by_accident(adapter: Path, hub: Hub, push: Pusher):
    hub.repos["models", "org/name"] = Repo("org/name", private=False)
    assert "--private false pushes to it" in push(adapter, status=1)[1]
    assert written(hub) == 0


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault("/repos/create", 401), "does not accept the token (401)"),
        (Fault("/repos/create", 403), "may not write org/name (403)"),
        (Fault("/commit/", 409), "changed by somebody else in between (409): push again"),
        (Fault("/commit/", 412), "changed by somebody else in between (412): push again"),
        (Fault("/commit/", 400), "the Hub answered 400"),
        (Fault("/lfs-put/", 403), "may not write org/name (403)"),
        (Fault("/validate-yaml", 400), "the Hub did not take it: Invalid metadata in README.md"),
    ],
)
def test_faults_are_one_line_and_no_commit(
    fault: Fault, reason: str, adapter: Path, hub: Hub, push: Pusher
):
    hub.faults = [fault]
    _, err = push(adapter, status=1)
    assert reason in err
    assert err.count("\n") == 1
    assert written(hub) == 0


def test_a_damaged_download_is_noticed(adapter: Path, hub: Hub, push: Pusher):
    hub.faults = [Fault("/resolve/", method="GET", damage=True, times=1)]
    assert "came back from the Hub with other content" in push(adapter, status=1)[1]


def test_a_short_fault_is_outlived(adapter: Path, hub: Hub, push: Pusher):
    hub.faults = [
        Fault("/preupload/", 500, times=1), Fault("/objects/batch", 429, times=1), Fault("/commit/", cut="after", times=1),
    ]  # fmt: skip
    _, err = push(adapter)
    assert push.waits[0] == 1  # the client itself outlives some
    assert err.count("trying again in") == len(push.waits)
    assert written(hub) == 1


def test_no_token_no_network_and_offline_are_one_line(
    adapter: Path, push: Pusher, monkeypatch: pytest.MonkeyPatch
):
    nobody = "http://127.0.0.1:9"
    *tries, last = push(adapter, status=1, at=nobody)[1].splitlines()
    assert f"cannot reach {nobody}" in last
    assert push.waits == [1, 2, 4, 8]
    assert [f"trying again in {wait} s" in line for line, wait in zip(tries, (1, 2, 4, 8), strict=True)] == [True] * 4  # fmt: skip
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    _, err = push(adapter, status=1, at=nobody)
    assert "HF_HUB_OFFLINE is set" in err
    assert err.count("\n") == 1
    monkeypatch.setenv("HF_TOKEN", "")
    _, err = push(adapter, status=1, at=nobody)
    assert "there is no Hub token" in err
    assert err.count("\n") == 1
    assert len(push.waits) == 4
