"""What the Hub's own client sends to a Hub on this machine, what comes back, and every way in which it can go wrong."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from datasets import load_dataset
from huggingface_hub import constants

from data_prep.dialect import run
from data_prep.publish import main
from data_prep.records import SPLITS
from data_prep.store import rows
from tests.hub_server import TOKEN, Fault, Hub, Repo, running
from tests.pusher import Pusher, pusher

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running() as server:
        yield server


@pytest.fixture
def copied(built_run: Path, tmp_path: Path) -> Path:
    shutil.copytree(built_run, tmp_path / "run")
    return tmp_path / "run"


def environment(home: Path, endpoint: str) -> dict[str, str]:
    """The Hub's address and home of this test and no others, and its token."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HF_", "HUGGING")) and "proxy" not in k.lower()}  # fmt: skip
    return kept | {
        "HF_ENDPOINT": endpoint, "HF_HOME": str(home), "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_XET": "1", "HF_TOKEN": TOKEN,
    }  # fmt: skip


def arguments(folder: Path, *more: str) -> list[str]:
    return ["--dataset", str(folder / "dataset"), "--repo_id", "org/name", *more]


@pytest.fixture
def push(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Pusher:
    def door(folder: Path, *more: str) -> int:
        return run(main, arguments(folder, *more))

    return pusher(door, hub, tmp_path, capsys, monkeypatch)


def written(hub: Hub) -> int:
    """Commits but the first, which makes the repo."""
    return len(hub.repo().commits) - 1


# --- the round trip


def test_a_pushed_dataset_loads_from_the_hub_with_the_same_rows(
    built_run: Path, hub: Hub, tmp_path: Path
) -> None:
    env = environment(tmp_path / "home", hub.url)
    words = [sys.executable, "-m", "data_prep.publish", *arguments(built_run, "--with_documents")]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert TOKEN not in done.stdout + done.stderr
    stored = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not [path for path in stored if TOKEN.encode() in path.read_bytes()]
    assert "warning   documents holds the full texts of your sources" in done.stdout
    assert written(hub) == 1
    assert not [agent for agent in hub.agents if "torch/" in agent]
    script = (
        "import json, sys; from datasets import load_dataset\n"
        "told = {c: {s: r.to_list() for s, r in load_dataset('org/name', c).items()} for c in sys.argv[1:]}\n"
        "print(json.dumps(told))"
    )
    words = [sys.executable, "-c", script, *SPLITS]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    for config, splits in SPLITS.items():
        local = load_dataset(
            str(built_run / "dataset"), config, cache_dir=str(tmp_path / "cache" / config)
        )
        assert set(told[config]) == set(local) <= set(splits)
        for split, table in local.items():
            assert told[config][split] == table.to_list()


def test_the_repo_holds_tables_figures_and_card_and_nothing_else(
    built_run: Path, hub: Hub, push: Pusher
) -> None:
    push(built_run)
    files = hub.repo().commits[-1].files
    assert not [name for name in files if name.startswith("documents/")]
    assert {"figures/types.svg", "README.md", "recall/test-00000-of-00001.parquet"} <= set(files)
    assert b'load_dataset("org/name", "sft")' in files["README.md"]
    shown = re.findall(rb"!\[[^\]]*\]\(([^)]+)\)", files["README.md"])
    assert all(name.decode() in files for name in shown)
    assert not [path for path in hub.paths if "telemetry" in path]


def test_what_is_not_ours_stays_and_old_tables_go(built_run: Path, hub: Hub, push: Pusher) -> None:
    repo = hub.repos["datasets", "org/name"] = Repo("org/name", private=True)
    ours = ["documents/train-00000-of-00001.parquet", "sft/train-00000-of-00009.parquet", "figures/old.svg"]  # fmt: skip
    others = ["notes/x.parquet", "LICENSE"]
    repo.add("main", dict.fromkeys((*ours, *others), b"x"), [], "an earlier push")
    push(built_run)
    files = repo.commits[-1].files
    assert not set(ours) & set(files)
    assert set(others) <= set(files)
    assert written(hub) == 2


def test_the_same_content_makes_no_second_commit(copied: Path, hub: Hub, push: Pusher) -> None:
    assert "pushed " in push(copied)[0]
    sent = list(hub.uploaded)
    assert "unchanged" in push(copied)[0]
    assert (written(hub), hub.uploaded) == (1, sent)
    card = copied / "dataset" / "README.md"
    card.write_text(card.read_text(encoding="utf-8") + "\nA word of mine.\n", encoding="utf-8")
    push(copied)
    assert (written(hub), hub.uploaded) == (2, sent), "tables that are there are not sent again"
    (tag,) = hub.repo().tags
    assert re.fullmatch("content-[0-9a-f]{12}", tag)
    assert hub.repo().tags[tag] == hub.repo().refs["main"], "the tag follows the card"


def test_branch_tag_and_visibility_are_as_asked(built_run: Path, hub: Hub, push: Pusher) -> None:
    push(built_run, "--private", "false", "--revision", "v2", "--tag", "false")
    repo = hub.repo()
    assert not repo.private
    assert repo.tags == {}
    assert repo.commits[-1].oid == repo.refs["v2"] != repo.refs["main"]


def test_a_new_repo_is_private_and_a_public_one_is_not_pushed_to_by_accident(
    built_run: Path, hub: Hub, push: Pusher
) -> None:
    push(built_run)
    assert hub.repo().private
    hub.repo().private = False
    assert "--private false" in push(built_run, status=1)[1]


def test_a_dry_run_tells_what_differs(copied: Path, hub: Hub, push: Pusher) -> None:
    assert "there is no org/name" in push(copied, "--dry_run")[0]
    assert not hub.repos
    push(copied)
    assert "the same content" in push(copied, "--dry_run")[0]
    out, _ = push(copied, "--dry_run", "--with_documents")
    assert "new      documents/train-00000-of-00001.parquet" in out
    assert "changed  README.md" in out
    assert re.search(r"^\+\| `documents` \| train \d+ \|", out, re.M)
    assert re.search(r"^-\| `documents` \| not published \|", out, re.M)
    assert written(hub) == 1
    out, _ = push(copied, "--dry_run", at="http://127.0.0.1:9")
    assert "on the Hub: unknown" in out


def test_the_rows_that_are_pushed_are_those_of_the_run(
    built_run: Path, hub: Hub, push: Pusher, tmp_path: Path
) -> None:
    push(built_run, "--evidence", "none")
    facts = hub.repo().commits[-1].files["facts/train-00000-of-00001.parquet"]
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "x.parquet").write_bytes(facts)
    before = list(rows(built_run / "dataset" / "facts"))
    assert list(rows(tmp_path / "facts")) == [fact | {"evidence": ""} for fact in before]


# --- what goes wrong


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault("/repos/create", 401), "does not accept the token (401)"),
        (Fault("/preupload/", 403), "may not write org/name (403)"),
        (Fault("/commit/", 409), "changed by somebody else in between (409)"),
        (Fault("/commit/", 412), "changed by somebody else in between (412)"),
        (Fault("/commit/", 400), "the Hub answered 400"),
        (Fault("/validate-yaml", 400), "the Hub did not take it"),
    ],
    ids=lambda value: f"{value.path} {value.status}" if isinstance(value, Fault) else "",
)
def test_the_hub_s_refusals_are_one_line_and_leave_nothing(
    fault: Fault, reason: str, built_run: Path, hub: Hub, push: Pusher
) -> None:
    hub.faults.append(fault)
    _, err = push(built_run, status=1)
    assert reason in err
    assert err.count("\n") == 1
    assert not hub.repos or written(hub) == 0


def test_a_card_that_the_hub_would_not_take_sends_nothing(
    copied: Path, hub: Hub, push: Pusher
) -> None:
    card = copied / "dataset" / "README.md"
    text = card.read_text(encoding="utf-8").replace("license: unknown", "license: my own")
    card.write_text(text, encoding="utf-8")
    assert '"license" must be one of' in push(copied, status=1)[1]
    assert not hub.uploaded


def test_no_traceback_tells_the_token(built_run: Path, hub: Hub, push: Pusher) -> None:
    hub.faults.append(Fault("/commit/", 400))
    assert "Traceback" in push(built_run, "--debug", status=1)[1]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("/commit/", 429, times=2, headers={"Retry-After": "1"}),
        Fault("/repos/create", 503, times=1),
        Fault("/lfs-put/", 500, times=1, after=2),
        Fault("/commit/", cut="before", times=1),
        Fault("/commit/", cut="after", times=1),
        Fault("/tag/", 500, times=1),
        Fault("/resolve/", 502, times=1),
        Fault("/tree/", slow=1.5, times=1),
    ],
    ids=lambda fault: f"{fault.path.strip('/')} {fault.status or fault.cut or 'slow'}",
)
def test_what_passes_is_waited_for_and_one_commit_is_made(
    fault: Fault, built_run: Path, hub: Hub, push: Pusher
) -> None:
    hub.faults.append(fault)
    assert "verified" in push(built_run)[0]
    assert written(hub) == 1
    assert len(hub.repo().tags) == 1
    assert len(hub.uploaded) == len(set(hub.uploaded))


def test_the_wait_is_as_long_as_the_hub_asks(built_run: Path, hub: Hub, push: Pusher) -> None:
    hub.faults.append(Fault("/commit/", 429, times=1, headers={"Retry-After": "2"}))
    before = time.monotonic()
    assert "trying again in 2 s" in push(built_run)[1]
    assert time.monotonic() - before >= 2


def test_a_damaged_download_is_noticed(built_run: Path, hub: Hub, push: Pusher) -> None:
    hub.faults.append(Fault("/resolve/", method="GET", damage=True, times=1))
    assert "came back from the Hub with other content" in push(built_run, status=1)[1]


def test_a_commit_of_somebody_else_in_between_is_not_overwritten(
    built_run: Path, hub: Hub, push: Pusher
) -> None:
    push(built_run)
    repo = hub.repo()
    repo.add("main", {"README.md": b"theirs", "x": b"y"}, [], "theirs")
    hub.faults.append(Fault("/commit/", 412))
    assert "changed by somebody else" in push(built_run, status=1)[1]
    assert repo.commits[-1].message == "theirs"


def test_a_push_that_was_killed_goes_on(
    built_run: Path, hub: Hub, push: Pusher, tmp_path: Path
) -> None:
    hub.faults.append(Fault("/commit/", slow=15, times=1))
    words = [sys.executable, "-m", "data_prep.publish", *arguments(built_run)]
    quiet, env = subprocess.DEVNULL, environment(tmp_path, hub.url)
    started = subprocess.Popen(words, cwd=ROOT, env=env, stdout=quiet, stderr=quiet)
    while not any("/commit/" in path for path in hub.paths):
        assert started.poll() is None
        time.sleep(0.05)
    started.send_signal(signal.SIGKILL)
    started.wait(20)
    sent = list(hub.uploaded)
    assert sent
    assert written(hub) == 0
    push(built_run)
    assert hub.uploaded == sent, "what had arrived is not sent again"
    assert {"README.md", "sft/train-00000-of-00001.parquet"} <= set(hub.repo().commits[-1].files)


def test_large_tables_go_in_parts(built_run: Path, push: Pusher) -> None:
    with running(part_bytes=2_000) as hub:
        hub.faults.append(Fault("/lfs-part/", 500, times=1, after=1))
        push(built_run, at=hub.url)
        assert any(path.startswith("/lfs-part/") for path in hub.paths)
        files = hub.repo().commits[-1].files
    for config in ("facts", "sft", "text", "recall"):
        for path in (built_run / "dataset" / config).iterdir():
            assert files[f"{config}/{path.name}"] == path.read_bytes()


def test_no_token_and_offline_are_one_line(
    built_run: Path, push: Pusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    _, err = push(built_run, status=1)
    assert "HF_HUB_OFFLINE is set" in err
    assert err.count("\n") == 1
    monkeypatch.delenv("HF_TOKEN")
    _, err = push(built_run, status=1)
    assert "there is no Hub token" in err
    assert err.count("\n") == 1


def test_a_dead_network_is_told_after_a_few_tries(
    built_run: Path, push: Pusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("data_prep.push.hub.time.sleep", waits.append)
    _, err = push(built_run, status=1, at="http://127.0.0.1:9")
    assert waits == [1, 2, 4, 8]
    assert "cannot reach http://127.0.0.1:9" in err.splitlines()[-1]
