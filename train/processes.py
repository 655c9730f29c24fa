"""One run in several processes, one per GPU, as `accelerate launch` starts them; in one process all is trivial.

The processes share their steps (`train.order`) and agree on everything else: the first of them, the main
process, owns the run's folder and the terminal.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

Result = TypeVar("Result")


def count() -> int:
    """How many processes the launcher started."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def is_main() -> bool:
    """Whether this is the process that writes and speaks."""
    return int(os.environ.get("RANK", "0")) == 0


def sharded() -> bool:
    """Whether the launcher asked for FSDP: every GPU holds a part of each layer."""
    return count() > 1 and os.environ.get("ACCELERATE_USE_FSDP", "").lower() == "true"


@contextlib.contextmanager
def one_voice() -> Iterator[None]:
    """Inside, only the main process is heard on stdout and stderr; the others' errors leave as exceptions."""
    if is_main():
        yield
        return
    # Left open to the end: loggers made inside keep it.
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        yield


def reports_failure() -> bool:
    """Whether this process is the one to say why the run failed: the first that asks, in all processes together.

    What makes one process fail makes the others fail a moment later, each with an error of its own. Before
    the processes know each other they all fail alike, and the main one says so.
    """
    if not _connected():
        return is_main()
    from torch.distributed.distributed_c10d import _get_default_store  # noqa: PLC0415

    try:
        return _get_default_store().add("factune/failures", 1) == 1
    except RuntimeError:  # the launcher is gone
        return is_main()


def on_main(work: Callable[[], Result]) -> Result:
    """`work()` done by the main process alone; its result, or its exception, in every process."""
    if count() == 1:
        return work()
    import torch.distributed as dist  # noqa: PLC0415

    outcome: list[Any] = [None, None]
    if is_main():
        try:
            outcome[0] = work()
        except Exception as error:
            outcome[1] = error
    dist.broadcast_object_list(outcome, src=0, device=_device())
    if outcome[1] is not None:
        raise outcome[1]
    return outcome[0]


def largest(number: int) -> int:
    """The largest `number` of all processes."""
    if count() == 1:
        return number
    import torch  # noqa: PLC0415
    import torch.distributed as dist  # noqa: PLC0415

    value = torch.tensor([number], device=_device())
    dist.all_reduce(value, op=dist.ReduceOp.MAX)
    return int(value)


def wait() -> None:
    """Until every process is here."""
    largest(0)


def part() -> None:
    """Ends what connects the processes; without it NCCL complains at exit."""
    if _connected():
        import torch.distributed as dist  # noqa: PLC0415

        dist.destroy_process_group()


def _connected() -> bool:
    if count() == 1 or "torch.distributed" not in sys.modules:
        return False
    import torch.distributed as dist  # noqa: PLC0415

    return dist.is_initialized()


def _device() -> Any:
    from accelerate import PartialState  # noqa: PLC0415

    return PartialState().device
