"""kill -9 at any time, the same command again: the same losses and the same adapter, to the bit."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from safetensors.torch import load_file

from tests.forks import forks_with
from tests.train.sample_dataset import run_record
from train import dialect
from train.__main__ import main
from train.checkpoint import PARTIAL, checkpoints


def command(argv: list[str], errors: Path) -> None:
    """`python -m train` as the life of a process."""
    with errors.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())
    torch.set_num_threads(1)
    sys.exit(dialect.run(main, argv))


class Started(NamedTuple):
    process: Any
    errors: Path


Start = Callable[[Path], Started]


@pytest.fixture
def start(dataset: str, tiny_base: str, monkeypatch: pytest.MonkeyPatch) -> Start:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    context = forks_with("train.sft", "peft.auto", "bitsandbytes", __name__)
    return lambda output_dir: started(context, output_dir, dataset, tiny_base)


def started(context: Any, output_dir: Path, dataset: str, base: str) -> Started:
    keys = {
        "dataset": dataset, "model_name_or_path": base, "output_dir": output_dir, "max_steps": 12, "rows_per_step": 4,
        "lora_r": 4, "lora_dropout": 0.1, "learning_rate": 5e-3, "save_steps": 1, "save_total_limit": 2,
        "logging_steps": 1, "disable_tqdm": "true", "max_length": 256, "eval_strategy": "steps", "eval_steps": 4,
    }  # fmt: skip
    words = [word for key, value in keys.items() for word in (f"--{key}", str(value))]
    errors = output_dir.with_suffix(".err")
    process = context.Process(target=command, args=(words, errors))
    process.start()
    return Started(process, errors)


def kill_when(started: Started, reached: Callable[[], bool]) -> None:
    process, deadline = started.process, time.monotonic() + 200
    while process.is_alive() and not reached():
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL, "the run ended before it could be killed"


def finish(started: Started) -> str:
    started.process.join(250)
    error = started.errors.read_text(encoding="utf-8")
    assert started.process.exitcode == 0, error
    return error


def test_a_killed_run_ends_as_the_unbroken_one(start: Start, tmp_path: Path):
    straight, killed = tmp_path / "straight", tmp_path / "killed"
    finish(start(straight))
    # Once between two checkpoints or in one, wherever the step happens to be; once while one is written.
    kill_when(start(killed), lambda: (killed / "checkpoint-3").exists())
    kill_when(
        start(killed),
        lambda: any(killed.glob(f"{PARTIAL}/checkpoint-[789]")),
    )
    assert not (killed / "run.json").exists()
    assert "going on from" in finish(start(killed))
    one, other = (load_file(folder / "adapter_model.safetensors") for folder in (straight, killed))
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)
    records = run_record(straight), run_record(killed)
    for key in ("losses", "validation", "trained_tokens", "steps"):
        assert records[0][key] == records[1][key]
    assert [path.name for path in checkpoints(killed)] == ["checkpoint-11", "checkpoint-12"]
    assert not (killed / PARTIAL).exists()
