import os
import signal
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.train.conftest import Command
from train.checkpoint import PARTIAL, StopOnSignal, checkpoints, write_whole
from train.dialect import WorkError

FULL = Path("/dev/full")
needs_full_device = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")


def writer(step: int) -> Any:
    def write(folder: Path) -> None:
        checkpoint = folder / f"checkpoint-{step}"
        checkpoint.mkdir()
        (checkpoint / "trainer_state.json").write_text(str(step))

    return write


def test_the_newest_checkpoints_are_kept(tmp_path: Path):
    for step in (2, 4, 10, 6):
        write_whole(tmp_path, step, writer(step), keep=2)
    assert [path.name for path in checkpoints(tmp_path)] == ["checkpoint-6", "checkpoint-10"]
    assert not (tmp_path / PARTIAL).exists()


def test_all_are_kept_when_no_limit_is_set_and_a_step_may_be_written_again(tmp_path: Path):
    for step in (1, 2, 3, 2):
        write_whole(tmp_path, step, writer(step), keep=None)
    assert [path.name for path in checkpoints(tmp_path)] == [
        "checkpoint-1",
        "checkpoint-2",
        "checkpoint-3",
    ]


@needs_full_device
def test_a_full_disk_leaves_the_checkpoint_before(tmp_path: Path):
    write_whole(tmp_path, 2, writer(2), keep=1)

    def write(folder: Path) -> None:
        writer(4)(folder)
        (folder / "checkpoint-4" / "optimizer.pt").symlink_to(FULL)
        torch.save({"exp_avg": torch.zeros(1000)}, folder / "checkpoint-4" / "optimizer.pt")

    with pytest.raises(
        WorkError, match=r"cannot write the checkpoint of step 4 .*goes on from step 2"
    ):
        write_whole(tmp_path, 4, write, keep=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checkpoint-2"]


@needs_full_device
def test_a_run_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    train_command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    real = torch.save

    def save(value: Any, path: Any, *args: Any, **kwargs: Any) -> None:
        target = FULL if "checkpoint-4" in str(path) else path
        real(value, target, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(torch, "save", save)
        assert train_command(tmp_path / "run") == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert "cannot write the checkpoint of step 4" in error
    assert "goes on from step 2" in error
    assert [path.name for path in checkpoints(tmp_path / "run")] == ["checkpoint-2"]
    assert train_command(tmp_path / "run") == 0
    assert "going on from" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_writes_a_checkpoint_and_stops(
    train_command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    number: signal.Signals,
):  # fmt: skip
    real = StopOnSignal.on_step_end

    def stop(self: Any, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.global_step == 3:
            os.kill(os.getpid(), number)
        real(self, args, state, control, **kwargs)

    before = signal.getsignal(number)
    with monkeypatch.context() as patch:
        patch.setattr(StopOnSignal, "on_step_end", stop)
        assert train_command(tmp_path / "run", save_steps=100) == 1
    assert signal.getsignal(number) is before
    assert f"stopped by {number.name} after step 3 of 6" in capsys.readouterr().err
    assert [path.name for path in checkpoints(tmp_path / "run")] == ["checkpoint-3"]
    assert not (tmp_path / "run" / "run.json").exists()
    assert train_command(tmp_path / "run", save_steps=100) == 0


def test_a_second_signal_does_not_wait():
    stop = StopOnSignal()
    stop._receive(signal.SIGTERM, None)
    with pytest.raises(KeyboardInterrupt):
        stop._receive(signal.SIGINT, None)
