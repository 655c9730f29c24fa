"""Map a step over shards, in this process or in several. Knows no step.

A step is `(item, out: Path) -> None` and writes `out` itself, atomically: a shard whose file exists is
done, so a killed run goes on where it stopped.
"""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import TypeVar

from tqdm import tqdm

from data_prep.dialect import WorkError

Item = TypeVar("Item")

_GARBAGE = 100_000
"""Objects that may be made until cycles among them are looked for. Steps make many records and few
cycles, and hold dictionaries that each look would go through: with Python's 700 it takes 13 % of a build."""


def map_shards(
    step: Callable[[Item, Path], None],
    items: Sequence[Item],
    outs: Sequence[Path],
    *,
    workers: int,
    label: str,
) -> None:
    """Run `step` on each item whose `out` is not there yet. `workers` 0 takes one per core.

    The first exception of a step ends the map and is raised here; finished shards stay.
    """
    todo = [(item, out) for item, out in zip(items, outs, strict=True) if not out.exists()]
    done = len(items) - len(todo)
    count = min(workers or os.cpu_count() or 1, len(todo))
    with tqdm(total=len(items), initial=done, desc=label, unit="shard", disable=None) as bar:
        if count <= 1:
            with seldom_collected():
                for item, out in todo:
                    step(item, out)
                    bar.update()
            return
        # spawn, not fork: the parent may hold threads of the Arrow library
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent) as pool:
            try:
                for future in as_completed([pool.submit(step, item, out) for item, out in todo]):
                    future.result()
                    bar.update()
            except BrokenProcessPool as error:
                raise WorkError(
                    f"a worker of the step {label} was ended from outside, by a lack of memory perhaps "
                    "(fewer --workers need less); the same command goes on where it stopped"
                ) from error
            except BaseException:
                pool.shutdown(cancel_futures=True)  # what has not begun is left for the next run
                raise


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles of garbage seldom, for work that makes many objects and few cycles."""
    before = gc.get_threshold()
    gc.set_threshold(_GARBAGE, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _end_with_parent() -> None:
    """End this worker when the process that began it is gone, killed perhaps: nobody waits for it."""
    gc.set_threshold(_GARBAGE)
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
