"""The same run in one process and in two, which `accelerate launch` starts and gloo connects."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
from accelerate import FullyShardedDataParallelPlugin
from safetensors.torch import load_file
from trl import SFTConfig

from tests.train.conftest import Command
from tests.train.cpus_as_gpus import Run
from tests.train.sample_dataset import run_record
from train import model as models
from train.checkpoint import checkpoints, processes_of
from train.config import QloraConfig, TrainConfig
from train.dialect import CommandError
from train.sft import fit_processes
from train.sharded import keep_dtypes

ROOT = Path(__file__).resolve().parents[2]
EXACT = {"bf16": False, "dtype": "float32", "micro_batch_tokens": 60}
"""fp32 throughout, so that only the order of sums differs; several micro-batches, not equally many everywhere."""
FSDP2 = "configs/accelerate/fsdp2.yaml"


class Ended(NamedTuple):
    """What the launcher left behind."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs lie: `one`, and of two processes `copies` and `shards`, each also `resumed`, and `broken`."""
    return tmp_path_factory.mktemp("processes")


@pytest.fixture(scope="module")
def ended(folders: Path, dataset: str, tiny_base: str, train_command: Command) -> Ended:
    """All runs. Those of two processes share one launch: most of its time goes into imports."""
    keys = {
        "dataset": dataset, "model_name_or_path": tiny_base, "lora_r": 4, "max_steps": 6, "rows_per_step": 4,
        "learning_rate": 5e-3, "save_steps": 2, "logging_steps": 1, "max_length": 256, **EXACT,
    }  # fmt: skip
    argv = [word for key, value in keys.items() for word in (f"--{key}", str(value))]

    def run(name: str, before: str | None = None, fails_on: int | None = None) -> Run:
        return Run(
            folder=str(folders / name), fails_on=fails_on, sharded="shards" in name,
            argv=[*argv, "--checkpointed_layers", "2"] if "shards" in name else argv,
            before=None if before is None else str(folders / before),
        )  # fmt: skip

    runs = [
        run("shards"), run("copies"), run("resumed_shards", "shards"), run("resumed_copies", "copies"),
        run("broken", fails_on=1),
    ]  # fmt: skip
    (folders / "runs.json").write_text(json.dumps(runs), encoding="utf-8")
    launcher = subprocess.Popen(
        [sys.executable, "-m", "accelerate.commands.launch", "--config_file", FSDP2, "--main_process_port=0",
         "--module", "tests.train.cpus_as_gpus", str(folders / "runs.json")],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "HF_DATASETS_CACHE": str(folders / "cache")},
    )  # fmt: skip
    try:
        assert train_command(folders / "one", **EXACT) == 0
        out, err = launcher.communicate(timeout=240)
    finally:
        launcher.terminate()
    assert (folders / "broken").is_dir(), err
    return Ended(launcher.returncode, out, err)


def adapter(folder: Path) -> torch.Tensor:
    weights = load_file(folder / "adapter_model.safetensors")
    assert {tensor.dtype for tensor in weights.values()} == {torch.float32}
    return torch.cat([weights[name].flatten() for name in sorted(weights)])


def assert_the_same_run(one: Path, other: Path, start: torch.Tensor) -> None:
    """Equal but for the order of sums."""
    losses = [[loss["loss"] for loss in run_record(folder)["losses"]] for folder in (one, other)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)
    assert run_record(one)["trained_tokens"] == run_record(other)["trained_tokens"]
    assert sorted(load_file(one / "adapter_model.safetensors")) == sorted(
        load_file(other / "adapter_model.safetensors")
    )
    moved = (adapter(one) - start).norm()
    assert (adapter(one) - adapter(other)).norm() < 1e-3 * moved


@pytest.fixture(scope="module")
def start(folders: Path, tiny_base: str) -> torch.Tensor:
    """The adapter before the first step."""
    config = QloraConfig(model_name_or_path=tiny_base, lora_r=4)
    model: Any = models.add_lora(models.load_base(config, torch.device("cpu")), config, 42)
    model.save_pretrained(str(folders / "start"), save_embedding_layers=False)
    return adapter(folders / "start")


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("name", ["copies", "shards"])
def test_two_processes_learn_what_one_does(folders: Path, start: torch.Tensor, name: str):
    assert_the_same_run(folders / "one", folders / name, start)
    assert run_record(folders / name)["steps"] == 6
    assert [processes_of(path) for path in checkpoints(folders / name)] == [
        2,
        2,
    ]  # the two that are kept
    assert processes_of(folders / "one" / "checkpoint-6") == 1


def test_one_of_them_speaks(ended: Ended):
    assert [line.split(": ")[1][:7] for line in ended.out.splitlines()] == ["6 steps"] * 4
    assert ended.err.count("going on from") == 2


@pytest.mark.usefixtures("ended")
def test_shards_are_shards_and_keep_their_bits(folders: Path):
    for rank in (0, 1):
        shards, copies = (
            json.loads((folders / name / f"shards-{rank}.json").read_text())
            for name in ("shards", "copies")
        )
        assert (copies["sharded"], copies["share"]) == (0, 1)
        assert shards["sharded"] == shards["parameters"] == copies["parameters"]
        assert shards["share"] == pytest.approx(0.5, abs=0.01)
        assert shards["trained"] == copies["trained"] == ["torch.float32"]
        # NF4 in both, the same bits: FSDP2 shards floats only.
        assert ("torch.uint8" in copies["frozen"], "torch.uint8" in shards["frozen"]) == (True, False)  # fmt: skip


@pytest.mark.usefixtures("ended")
def test_a_checkpoint_of_shards_is_like_any_other(folders: Path):
    shards, copies = (folders / name / "checkpoint-4" for name in ("shards", "copies"))
    assert sorted(path.name for path in shards.iterdir()) == sorted(
        path.name for path in copies.iterdir()
    )
    one, other = (
        torch.load(folder / "optimizer.pt", weights_only=True)["state"]
        for folder in (shards, copies)
    )
    assert one.keys() == other.keys()
    for index, state in one.items():
        torch.testing.assert_close(state["exp_avg"], other[index]["exp_avg"], atol=1e-4, rtol=1e-2)


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("name", ["copies", "shards"])
def test_as_many_processes_go_on_to_the_very_same_weights(folders: Path, name: str):
    assert torch.equal(adapter(folders / name), adapter(folders / f"resumed_{name}"))
    assert run_record(folders / name)["losses"] == run_record(folders / f"resumed_{name}")["losses"]


def test_one_failing_process_ends_all_with_one_line(ended: Ended, folders: Path):
    assert ended.status == 1
    lines = ended.err.replace("\r", "\n").splitlines()
    assert [line for line in lines if "error:" in line] == ["error: only here"]
    assert [path.name for path in checkpoints(folders / "broken")] == ["checkpoint-2", "checkpoint-4"]  # fmt: skip
    assert not (folders / "broken" / "run.json").exists()


@pytest.mark.usefixtures("ended")
def test_one_process_goes_on_from_two_and_says_so(
    folders: Path, start: torch.Tensor, train_command: Command, capsys: pytest.CaptureFixture[str]
):
    shutil.copytree(folders / "broken", folders / "by_one")
    assert train_command(folders / "by_one", **EXACT) == 0
    assert "written by 2 processes, now there are 1" in capsys.readouterr().err
    assert_the_same_run(folders / "one", folders / "by_one", start)


def test_mixed_precision_casts_no_weight_of_a_shard():
    """Casting the packed bytes of a 4-bit base would make it another base."""
    plugin = FullyShardedDataParallelPlugin(fsdp_version=2)
    plugin.set_mixed_precision("bf16")
    keep_dtypes(plugin)
    policy: Any = plugin.mixed_precision_policy
    assert (policy.param_dtype, policy.reduce_dtype) == (None, None)


def test_several_gpus_without_a_launcher_are_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sft = SFTConfig(output_dir=str(tmp_path), use_cpu=True, bf16=False)
    monkeypatch.setattr(sft, "_n_gpu", 4)
    with pytest.raises(CommandError, match=r"accelerate launch .*--num_processes 4 .*CUDA_VISIBLE"):
        fit_processes(TrainConfig(dataset="d"), sft)


def test_a_step_holds_a_row_for_every_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sft = SFTConfig(output_dir=str(tmp_path), use_cpu=True, bf16=False)
    monkeypatch.setenv("WORLD_SIZE", "8")
    with pytest.raises(CommandError, match="rows_per_step is 4, but 8 processes"):
        fit_processes(TrainConfig(dataset="d", rows_per_step=4), sft)
