import subprocess
from pathlib import Path

import pytest

from train import environment as env


def commit_in(folder: Path) -> str:
    def git(*words: str) -> str:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
        command = ["git", "-C", str(folder), *identity, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "-q")
    (folder / "a.py").write_text("1\n", encoding="utf-8")
    git("add", "a.py")
    git("commit", "-q", "-m", "one")
    return git("rev-parse", "HEAD")


def test_the_commit_of_a_checkout_and_whether_it_was_changed(tmp_path: Path):
    commit = commit_in(tmp_path)
    assert env.git_commit(tmp_path) == {"commit": commit, "dirty": False}
    (tmp_path / "new.txt").write_text("untracked", encoding="utf-8")
    assert env.git_commit(tmp_path) == {"commit": commit, "dirty": False}
    (tmp_path / "a.py").write_text("2\n", encoding="utf-8")
    assert env.git_commit(tmp_path) == {"commit": commit, "dirty": True}


def test_without_checkout_or_git_there_is_no_commit_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    commit_in(tmp_path)
    (tmp_path / "site-packages").mkdir()
    assert env.git_commit(tmp_path / "site-packages") is None
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert env.git_commit(tmp_path) is None
    monkeypatch.undo()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / ".git").write_text("gitdir: /nowhere\n", encoding="utf-8")
    assert env.git_commit(broken) is None


def test_the_environment_names_versions_and_device():
    found = env.environment("cpu")
    assert {"python", "torch", "transformers", "peft"} <= set(found["versions"])
    assert found["device"] == "cpu"
    assert found["device_name"]


def test_peak_memory_is_in_bytes():
    assert 50 << 20 < env.peak_memory("cpu") < 1 << 40


def test_the_clock_leaves_the_first_step_out_of_the_speed():
    times = iter([100.0, 130.0, 131.0, 132.0])
    clock = env.StepClock(now=lambda: next(times))
    assert clock.summary() == {"seconds_to_first_step": None, "tokens_per_second": None}
    clock.step(500)
    assert clock.summary() == {"seconds_to_first_step": 30.0, "tokens_per_second": 16.7}
    clock.step(500)
    clock.step(700)
    assert clock.summary() == {"seconds_to_first_step": 30.0, "tokens_per_second": 600.0}
