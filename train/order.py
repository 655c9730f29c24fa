"""The order of the rows over a whole run, and each process's share of every step.

It follows from the seed and the rows alone: neither the size of the micro-batches nor the number of
GPUs nor a resume changes which rows a step learns.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from torch.utils.data import Sampler


def run_order(stages: Sequence[int], total: int, seed: int) -> np.ndarray:
    """Row indices (int64, `total` of them) in the order in which the run learns them.

    Stages follow one another, lowest first (pre-instruction-tuning, arXiv 2402.12847: questions before
    documents), each with the share of the run that it has of the rows. Within a stage every row comes once
    before any comes again, shuffled anew each time.
    """
    stage_of = np.asarray(stages)
    generator = np.random.default_rng(seed)
    names, counts = np.unique(stage_of, return_counts=True)
    ends = np.rint(np.cumsum(counts) * (total / len(stage_of))).astype(int)
    parts: list[np.ndarray] = []
    for name, share in zip(names, np.diff(ends, prepend=0), strict=True):
        rows = np.flatnonzero(stage_of == name)
        passes = -(-int(share) // len(rows))
        shuffled = [generator.permutation(rows) for _ in range(passes)]
        parts.append(np.concatenate(shuffled)[:share] if shuffled else rows[:0])
    return np.concatenate(parts)


def step_sizes(rows: int, rows_per_step: int, processes: int = 1) -> list[int]:
    """How many rows each step of one epoch takes; they sum to `rows`.

    A remainder too small to give every process a row joins the step before it. Raises ValueError for
    fewer rows than processes.
    """
    if rows < processes:
        raise ValueError(f"{rows} rows cannot be shared among {processes} processes")
    whole, rest = divmod(rows, rows_per_step)
    sizes = [rows_per_step] * whole
    if rest >= processes or (rest and not sizes):
        sizes.append(rest)
    elif rest:
        sizes[-1] += rest
    return sizes


class Steps(Sampler[list[int]]):
    """A batch sampler: the rows of one step at a time, of them this process's share.

    `order` is that of the whole run; epoch e is its e-th stretch of `rows` indices, the last one
    perhaps shorter. The Trainer sets the epoch.
    """

    def __init__(
        self, order: np.ndarray, rows: int, rows_per_step: int, process: int = 0, processes: int = 1
    ):
        self.order = order
        self.sizes = step_sizes(rows, rows_per_step, processes)
        self.rows = rows
        self.process, self.processes = process, processes
        self.epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Called by the trainer at the start of each epoch."""
        self.epoch = epoch

    def __len__(self) -> int:
        return len(self.sizes)

    def __iter__(self) -> Iterator[list[int]]:
        begin = self.epoch * self.rows
        for size in self.sizes:
            step = self.order[begin : begin + size]
            if len(step) < self.processes:
                return  # the run's last stretch
            yield [int(row) for row in step[self.process :: self.processes]]
            begin += size
