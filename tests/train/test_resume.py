"""kill -9 at any time, the same command again: the same losses and the same adapter, to the bit."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import load_file

from tests.train.sample_dataset import run_record
from train.checkpoint import PARTIAL, checkpoints

ROOT = Path(__file__).resolve().parents[2]


def start(output_dir: Path, dataset: str, base: str) -> subprocess.Popen[str]:
    keys = {
        "dataset": dataset, "model_name_or_path": base, "output_dir": output_dir, "max_steps": 12, "rows_per_step": 4,
        "lora_r": 4, "lora_dropout": 0.1, "learning_rate": 5e-3, "save_steps": 1, "save_total_limit": 2,
        "logging_steps": 1, "disable_tqdm": "true", "max_length": 256, "eval_strategy": "steps", "eval_steps": 4,
    }  # fmt: skip
    words = [word for key, value in keys.items() for word in (f"--{key}", str(value))]
    settings = {"OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", "HF_HUB_OFFLINE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "train", *words], cwd=ROOT, env=os.environ | settings, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def kill_when(process: subprocess.Popen[str], reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 200
    while process.poll() is None and not reached():
        assert time.monotonic() < deadline
        time.sleep(0.002)
    assert process.poll() is None, "the run ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.communicate()


def finish(process: subprocess.Popen[str]) -> str:
    _, error = process.communicate(timeout=250)
    assert process.returncode == 0, error
    return error


def test_a_killed_run_ends_as_the_unbroken_one(dataset: str, tiny_base: str, tmp_path: Path):
    straight, killed = tmp_path / "straight", tmp_path / "killed"
    finish(start(straight, dataset, tiny_base))
    # Once between two checkpoints or in one, wherever the step happens to be; once while one is written.
    kill_when(start(killed, dataset, tiny_base), lambda: (killed / "checkpoint-3").exists())
    kill_when(
        start(killed, dataset, tiny_base),
        lambda: any(killed.glob(f"{PARTIAL}/checkpoint-[789]")),
    )
    assert not (killed / "run.json").exists()
    assert "going on from" in finish(start(killed, dataset, tiny_base))
    one, other = (load_file(folder / "adapter_model.safetensors") for folder in (straight, killed))
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)
    records = run_record(straight), run_record(killed)
    for key in ("losses", "validation", "trained_tokens", "steps"):
        assert records[0][key] == records[1][key]
    assert [path.name for path in checkpoints(killed)] == ["checkpoint-11", "checkpoint-12"]
    assert not (killed / PARTIAL).exists()
