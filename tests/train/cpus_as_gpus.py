"""Runs of `python -m train`, one after another, in each process that a launcher started on CPUs.

`python -m tests.train.cpus_as_gpus RUNS.json`, with a list of `Run`s; ends with the exit status of the last.

A run may be sharded: accelerate does that on GPUs alone and would silently train copies on CPUs, though
torch shards on both. So the type of the process group is set here, and the rest is the real thing. Each
process writes how its parameters are kept to shards-RANK.json in the run's folder.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any, TypedDict


class Run(TypedDict):
    """`sharded`: FSDP2 or a copy in each process. `before`: a run whose checkpoint of step 4 it goes on from.
    `fails_on`: the process that alone fails in its fifth step."""

    folder: str
    argv: list[str]
    sharded: bool
    before: str | None
    fails_on: int | None


def rank() -> int:
    return int(os.environ["RANK"])


def shard_on_cpus() -> None:
    """From here on a process group of CPUs is FSDP when the environment asks for it."""
    from accelerate.state import AcceleratorState, PartialState
    from accelerate.utils import DistributedType

    real = AcceleratorState.__init__

    def with_fsdp(self: Any, *args: Any, fsdp_plugin: Any = None, **kwargs: Any) -> None:
        real(self, *args, fsdp_plugin=fsdp_plugin, **kwargs)
        if fsdp_plugin is not None and self.distributed_type == DistributedType.MULTI_CPU:
            self.distributed_type = DistributedType.FSDP
            PartialState._shared_state["distributed_type"] = DistributedType.FSDP
            if self.mixed_precision != "no":
                fsdp_plugin.set_mixed_precision(self.mixed_precision)
            self.fsdp_plugin = fsdp_plugin

    AcceleratorState.__init__ = with_fsdp


def note_shards() -> None:
    """Writes, when the adapter is saved, how many parameters are sharded and which share is held here."""
    from train.trainer import CompletionTrainer

    real = CompletionTrainer.save_model

    def noting(self: Any, output_dir: str | None = None, _internal_call: bool = False) -> None:
        real(self, output_dir, _internal_call)
        parameters = [p for _, p in self.model.named_parameters()]
        parts = [p.to_local() if hasattr(p, "to_local") else p for p in parameters]
        shards = {
            "parameters": len(parameters),
            "sharded": sum(hasattr(p, "to_local") for p in parameters),
            "share": sum(p.numel() for p in parts) / sum(p.numel() for p in parameters),
            "trained": sorted({str(p.dtype) for p in parameters if p.requires_grad}),
            "frozen": sorted({str(p.dtype) for p in parameters if not p.requires_grad}),
        }
        file = Path(self.args.output_dir) / f"shards-{rank()}.json"
        file.write_text(json.dumps(shards), encoding="utf-8")

    CompletionTrainer.save_model = noting


def fail_in_the_fifth_step() -> None:
    """As when one GPU's memory is full and the others' is not."""
    from train.dialect import WorkError
    from train.trainer import CompletionTrainer

    real = CompletionTrainer.training_step

    def failing(self: Any, *args: Any, **kwargs: Any) -> Any:
        if self.state.global_step == 4:
            raise WorkError("only here")
        return real(self, *args, **kwargs)

    CompletionTrainer.training_step = failing


def prepare(run: Run) -> None:
    """Environment and folder of `run`."""
    from train import processes

    os.environ["ACCELERATE_USE_FSDP"] = str(run["sharded"]).lower()
    if run["before"] is not None:
        if rank() == 0:
            later = shutil.ignore_patterns("run.json", "checkpoint-6")
            shutil.copytree(run["before"], run["folder"], ignore=later)
        processes.wait()
    if run["fails_on"] == rank():
        fail_in_the_fifth_step()


def all_runs(runs: list[Run]) -> int:
    """The exit status of the last."""
    from train import dialect, processes
    from train.__main__ import main

    shard_on_cpus()
    note_shards()
    processes.part = lambda: None  # the next run needs the connection
    status = 0
    for run in runs:
        prepare(run)
        status = dialect.run(main, [*run["argv"], "--output_dir", run["folder"]])
    return status


if __name__ == "__main__":
    sys.exit(all_runs(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
