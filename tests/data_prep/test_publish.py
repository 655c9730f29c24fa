"""Publishing: what is planned, what is refused, and what the Hub's own client sends to a Hub on this machine."""

import json
import os
import shutil
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasets import get_dataset_config_names, load_dataset

from data_prep.card import narrowed
from data_prep.dialect import run
from data_prep.publish import main
from data_prep.store import rows

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "hf_" + "s3cret" * 6


@pytest.fixture
def copied(built_run: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_run, tmp_path / "run")
    return tmp_path / "run"


def words(folder: Path, *more: str) -> list[str]:
    return ["--dataset", str(folder / "dataset"), "--repo_id", "org/name", *more]


# --- what is planned


def dry(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run(main, words(folder, "--dry_run", *more)) == 0
    return capsys.readouterr().out


def header(out: str) -> dict[str, Any]:
    return yaml.safe_load(out.split("--- README.md\n---\n")[1].split("\n---\n")[0])


def test_a_dry_run_shows_files_sizes_and_card(
    built_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = dry(built_run, capsys)
    for name in ("facts/train", "sft/train", "sft/validation", "text/train", "recall/test"):
        path = built_run / "dataset" / f"{name}-00000-of-00001.parquet"
        assert f"{path.stat().st_size:>14,}  {name}-00000-of-00001.parquet" in out
    assert 'load_dataset("org/name", "sft")' in out
    assert "nothing was pushed" in out


def test_documents_stay_behind_unless_asked_for(
    built_run: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = dry(built_run, capsys)
    assert "documents/train" not in without
    assert "left out  documents" in without
    assert [c["config_name"] for c in header(without)["configs"]] == ["facts", "sft", "text", "recall"]  # fmt: skip
    with_them = dry(built_run, capsys, "--with_documents", "true")
    assert "documents/train-00000-of-00001.parquet" in with_them
    assert "documents" in [c["config_name"] for c in header(with_them)["configs"]]


def test_a_card_edited_by_hand_keeps_its_edits(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = copied / "dataset" / "README.md"
    text = card.read_text(encoding="utf-8").replace("license: unknown", "license: cc-by-4.0")
    card.write_text(text + "\n来源：自有资料。\n", encoding="utf-8")
    out = dry(copied, capsys)
    assert header(out)["license"] == "cc-by-4.0"
    assert "来源：自有资料。" in out


def test_nothing_on_disk_changes(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p: p.read_bytes() for p in copied.rglob("*") if p.is_file()}
    dry(copied, capsys)
    assert {p: p.read_bytes() for p in copied.rglob("*") if p.is_file()} == before


def test_narrowing_to_all_configs_keeps_the_header() -> None:
    card = "---\nconfigs:\n- config_name: sft\nlicense: mit\n---\n| `sft` | train 3 | pairs |\n"
    assert yaml.safe_load(narrowed(card, ["sft"]).split("---")[1]) == yaml.safe_load(card.split("---")[1])  # fmt: skip
    assert narrowed(card, []).endswith("| `sft` | not published | pairs |\n")


# --- what is refused


def refused(status: int, folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert run(main, words(folder, "--dry_run", *more)) == status
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    return err


def test_an_unfinished_run_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "manifest.json").unlink()
    assert "did not finish" in refused(1, copied, capsys)


def test_a_changed_file_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copied / "dataset" / "text" / "train-00000-of-00001.parquet"
    path.write_bytes(path.read_bytes() + b"\0")
    assert "dataset_sha256 differs" in refused(1, copied, capsys)


def test_an_added_file_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copied / "dataset" / "sft"
    shutil.copy(folder / "validation-00000-of-00001.parquet", folder / "train-00001.parquet")
    assert "dataset_sha256 differs" in refused(1, copied, capsys)


def test_a_card_without_header_is_refused(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copied / "dataset" / "README.md").write_text("# Facts\n", encoding="utf-8")
    assert "no YAML header" in refused(1, copied, capsys)
    (copied / "dataset" / "README.md").unlink()
    assert "cannot read the dataset card" in refused(1, copied, capsys)


def test_wrong_words_are_status_2(
    built_run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no folder" in refused(2, tmp_path / "nowhere", capsys)
    assert "Repo id" in refused(2, built_run, capsys, "--repo_id", "a b/c")
    assert "--revision" in refused(2, built_run, capsys, "--revison", "x")
    assert run(main, ["--dry_run"]) == 2
    assert "--dataset is needed" in capsys.readouterr().err


# --- what is sent


class Hub(ThreadingHTTPServer):
    """The few answers of a Hub that a push needs, and what was asked of it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.private = True
        self.there: list[str] = []
        self.commits: list[list[dict]] = []
        self.created: list[dict] = []
        self.paths: list[str] = []
        self.agents: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Hub  # type: ignore[assignment]

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        if "/tree/" in self.path:
            files = self.server.there
            self._answer([{"type": "file", "path": p, "size": 1, "oid": "0" * 40} for p in files])
        else:
            self._answer({"id": "org/name", "private": self.server.private, "siblings": []})

    def do_POST(self) -> None:
        self.server.paths.append(self.path)
        self.server.agents.add(self.headers["User-Agent"])
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.status != 200:
            self._answer({"error": f"refused, said to {TOKEN}"}, self.server.status)
        elif self.path.endswith("/repos/create"):
            self.server.created.append(json.loads(body))
            self._answer({"url": f"{self.server.url}/datasets/org/name"})
        elif "/preupload/" in self.path:
            files = json.loads(body)["files"]
            self._answer({"files": [{"path": f["path"], "uploadMode": "regular", "shouldIgnore": False} for f in files]})  # fmt: skip
        elif "/commit/" in self.path:
            self.server.commits.append([json.loads(line) for line in body.splitlines()])
            self._answer({"commitUrl": f"{self.server.url}/c/1", "commitOid": "1" * 40})
        else:
            self._answer({})

    def _answer(self, value: Any, status: int = 200) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def push(
    folder: Path, home: Path, endpoint: str, *more: str, **extra: str
) -> subprocess.CompletedProcess[str]:
    """The real command with the Hub's address, home and token of this test and no others."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "HUGGING")) and "proxy" not in k.lower()}  # fmt: skip
    environment = kept | {"HF_ENDPOINT": endpoint, "HF_HOME": str(home), "HF_HUB_DISABLE_PROGRESS_BARS": "1"}  # fmt: skip
    command = [sys.executable, "-m", "data_prep.publish", *words(folder, *more)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment | extra, capture_output=True, text=True, timeout=120
    )
    assert TOKEN not in done.stdout + done.stderr
    return done


def made_private(hub: Hub) -> bool:
    """As clients of version 2 say it, or those of version 1."""
    (request,) = hub.created
    assert (request["organization"], request["name"], request["type"]) == ("org", "name", "dataset")
    return request.get("visibility") == "private" or bool(request.get("private"))


def test_one_commit_holds_a_dataset_that_loads(built_run: Path, hub: Hub, tmp_path: Path) -> None:
    hub.there = ["README.md", "documents/train-00000-of-00001.parquet", "sft/train-00000-of-00009.parquet", "notes/x.parquet"]  # fmt: skip
    done = push(built_run, tmp_path, hub.url, HF_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    assert f"pushed    {hub.url}/c/1" in done.stdout
    assert made_private(hub)
    (commit,) = hub.commits
    deleted = [line["value"]["path"] for line in commit if line["key"] == "deletedFile"]
    assert deleted == ["documents/train-00000-of-00001.parquet", "sft/train-00000-of-00009.parquet"]
    assert not [path for path in hub.paths if "telemetry" in path]
    assert not [agent for agent in hub.agents if "torch/" in agent]
    pulled = tmp_path / "pulled"
    for line in commit:
        if line["key"] == "file":
            path = pulled / line["value"]["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b64decode(line["value"]["content"]))
    assert set(get_dataset_config_names(str(pulled))) == {"facts", "sft", "text", "recall"}
    cache = str(tmp_path / "cache")
    for config in ("facts", "sft", "text", "recall"):
        loaded = load_dataset(str(pulled), config, cache_dir=cache)
        assert sum(map(len, loaded.values())) == len(list(rows(built_run / "dataset" / config)))


def test_documents_and_branch_as_asked(built_run: Path, hub: Hub, tmp_path: Path) -> None:
    more = ("--with_documents", "--private", "false", "--revision", "v2")
    done = push(built_run, tmp_path, hub.url, *more, HF_TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    assert not made_private(hub)
    assert any(path.endswith("/branch/v2") for path in hub.paths)
    assert any(path.endswith("/commit/v2") for path in hub.paths)
    sent = [line["value"]["path"] for line in hub.commits[0] if line["key"] == "file"]
    assert "documents/train-00000-of-00001.parquet" in sent


def test_a_public_repo_is_not_pushed_to_by_accident(
    built_run: Path, hub: Hub, tmp_path: Path
) -> None:
    hub.private = False
    done = push(built_run, tmp_path, hub.url, HF_TOKEN=TOKEN)
    assert done.returncode == 1
    assert "--private false" in done.stderr
    assert not hub.commits


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "does not accept the token (401)"),
        (403, "may not write org/name (403)"),
        (404, "there is no org/name"),
        (400, "the Hub answered 400"),
    ],
)
def test_the_hubs_refusals_are_one_line(
    status: int, reason: str, built_run: Path, hub: Hub, tmp_path: Path
) -> None:
    hub.status = status
    done = push(built_run, tmp_path, hub.url, HF_TOKEN=TOKEN)
    assert done.returncode == 1
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_token_no_network_and_offline_are_one_line(built_run: Path, tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9"
    for extra, reason in (
        ({}, "there is no Hub token"),
        ({"HF_TOKEN": TOKEN}, f"cannot reach {nobody}"),
        ({"HF_TOKEN": TOKEN, "HF_HUB_OFFLINE": "1"}, "HF_HUB_OFFLINE is set"),
    ):
        done = push(built_run, tmp_path, nobody, **extra)
        assert done.returncode == 1
        assert reason in done.stderr
        assert done.stderr.count("\n") == 1
