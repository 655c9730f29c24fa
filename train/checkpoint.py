"""Checkpoints that are whole or not there, and a run that stops cleanly when it is told to."""

import shutil
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from transformers import TrainerCallback

from train import processes
from train.dialect import WorkError

PARTIAL = "checkpoint.partial"
"""Where a checkpoint is written; what lies there was never finished."""


def checkpoints(output_dir: Path) -> list[Path]:
    """The whole checkpoints under `output_dir`, oldest first."""
    found = [path.parent for path in output_dir.glob("checkpoint-*/trainer_state.json")]
    return sorted(found, key=step_of)


def step_of(checkpoint: Path) -> int:
    """The optimiser step after which it was written."""
    return int(checkpoint.name.rsplit("-", 1)[1])


def processes_of(checkpoint: Path) -> int:
    """How many processes wrote it: each leaves the state of its random numbers."""
    return len(list(checkpoint.glob("rng_state_*.pth"))) or 1


def write_whole(
    output_dir: Path, step: int, write: Callable[[Path], None], keep: int | None
) -> None:
    """`write(folder)` makes folder/checkpoint-STEP; it is moved to `output_dir` when all of it is there.

    Of several processes all call it and write their parts; the main one moves them. Keeps the newest `keep` checkpoints, at least one. Raises WorkError when it cannot be written, a full
    disk for one; the checkpoints before it stay.
    """
    partial = output_dir / PARTIAL
    final = output_dir / f"checkpoint-{step}"
    try:
        if processes.is_main():
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
        processes.wait()
        write(partial)
        processes.wait()
        if not processes.is_main():
            return
        shutil.rmtree(final, ignore_errors=True)
        (partial / final.name).replace(final)
    except Exception as error:  # torch and safetensors wrap an OSError each in a kind of their own
        raise WorkError(_not_written(output_dir, step, error)) from error
    finally:
        if processes.is_main():
            shutil.rmtree(partial, ignore_errors=True)
    for old in checkpoints(output_dir)[: -max(keep, 1)] if keep else []:
        shutil.rmtree(old, ignore_errors=True)


def _not_written(output_dir: Path, step: int, error: Exception) -> str:
    before = checkpoints(output_dir)
    goes_on = (
        f"the same command goes on from step {step_of(before[-1])}"
        if before
        else "none was written before"
    )
    free = shutil.disk_usage(output_dir).free / (1 << 20)
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return f"cannot write the checkpoint of step {step} ({reason}; {free:,.0f} MiB are free in {output_dir}); {goes_on}"


class StopOnSignal(TrainerCallback):
    """SIGTERM or Ctrl-C: finish the step, write a checkpoint, stop. A second one stops at once.

    Of several processes any may be told; all stop after the same step. There a second signal is nothing
    new: launchers repeat the one that the terminal has sent already.
    """

    def __init__(self) -> None:
        self.received: signal.Signals | None = None
        self._before: dict[signal.Signals, Any] = {}

    def _receive(self, number: int, frame: FrameType | None) -> None:
        if self.received is not None and processes.count() == 1:
            raise KeyboardInterrupt
        self.received = signal.Signals(number)

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                self._before[number] = signal.signal(number, self._receive)

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        number = processes.largest(self.received or 0)
        self.received = signal.Signals(number) if number else None
        if number and state.global_step < state.max_steps:
            control.should_save = control.should_training_stop = True

    def restore(self) -> None:
        """Gives the signals back to who had them."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
