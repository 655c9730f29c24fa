"""On what a run ran, and how fast: versions, commit, device, memory, speed. Nothing here can stop a run."""

import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = (
    "factune",
    "torch",
    "transformers",
    "trl",
    "peft",
    "bitsandbytes",
    "accelerate",
    "datasets",
    "tokenizers",
)
_CHECKOUT = Path(__file__).resolve().parents[1]


def environment(device: Any) -> dict[str, Any]:
    """Keys of run.json that do not depend on how the run went: `versions`, `git`, `device`, `device_name`.

    `device` is a torch device or its name, "cpu" or "cuda:0".
    """
    return {
        "versions": versions(),
        "git": git_commit(),
        "device": str(device),
        "device_name": device_name(device),
    }


def versions() -> dict[str, str]:
    """Installed versions of what shapes a training run, and of Python."""
    found = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def git_commit(checkout: Path = _CHECKOUT) -> dict[str, Any] | None:
    """`commit` of the checkout that this code runs from, and `dirty` when tracked files differ from it.

    None for an installed package, without git, and whenever git does not answer.
    """
    if not (
        checkout / ".git"
    ).exists():  # an installed package may lie in another project's checkout
        return None
    try:
        commit = _git(checkout, "rev-parse", "HEAD")
        changed = _git(checkout, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.SubprocessError):
        return None
    return {"commit": commit, "dirty": bool(changed)}


def _git(checkout: Path, *words: str) -> str:
    command = ["git", "-C", str(checkout), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout.strip()


def device_name(device: Any) -> str:
    """The GPU's name, or the processor's model as the system gives it."""
    if _is_cuda(device):
        import torch  # noqa: PLC0415 - this module stays usable without it

        return torch.cuda.get_device_name(device)
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def peak_memory(device: Any) -> int:
    """Bytes: the most that torch had allocated on a GPU, or the most that this process held in RAM.

    The former counts since the last `torch.cuda.reset_peak_memory_stats`, the latter since the process began.
    """
    if _is_cuda(device):
        import torch  # noqa: PLC0415

        return torch.cuda.max_memory_allocated(device)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # kilobytes on Linux


def _is_cuda(device: Any) -> bool:
    return str(device).startswith("cuda")


class StepClock:
    """Times the steps of a run: make it before the model is loaded, call `step` after each step.

    The first step pays for kernels and caches, so the speed is of the steps after it, when there are any.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic):
        self._now = now
        self._begun = now()
        self._first: float | None = None
        self._last = self._begun
        self._tokens_of_first = 0
        self._tokens = 0

    def step(self, tokens: int) -> None:
        """A step of `tokens` tokens, prompts included and padding not, has ended."""
        self._last = self._now()
        if self._first is None:
            self._first, self._tokens_of_first = self._last, tokens
        else:
            self._tokens += tokens

    def summary(self) -> dict[str, float | None]:
        """Keys of run.json: `seconds_to_first_step` from the making of the clock, `tokens_per_second`."""
        if self._first is None:
            return {"seconds_to_first_step": None, "tokens_per_second": None}
        waited = self._first - self._begun
        tokens, seconds = self._tokens, self._last - self._first
        if not tokens:
            tokens, seconds = self._tokens_of_first, waited
        return {
            "seconds_to_first_step": round(waited, 2),
            "tokens_per_second": round(tokens / seconds, 1) if seconds > 0 else None,
        }
