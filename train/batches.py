"""Batches of rows of like length: less padding, and the same order again after a resume."""

from collections.abc import Iterator, Sequence

import torch
from torch.utils.data import Sampler

_BATCHES_PER_POOL = 50


class LengthGroupedSampler(Sampler[int]):
    """Row indices, shuffled, such that each run of `batch_size` of them has rows of like length.

    Rows are shuffled, cut into pools of 50 batches, sorted by length within a pool, and the batches are
    shuffled again, so that neither rows nor lengths come in an order. The order follows from `seed` and
    the epoch alone; transformers' own sampler draws from the global generator, which a resumed run
    cannot bring back.
    """

    def __init__(self, lengths: Sequence[int], batch_size: int, seed: int):
        self.lengths = lengths
        self.batch_size = batch_size
        self.seed = seed
        self.epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Called by the trainer at the start of each epoch."""
        self.epoch = epoch

    def __len__(self) -> int:
        return len(self.lengths)

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(self.seed + self.epoch)
        shuffled = torch.randperm(len(self.lengths), generator=generator).tolist()
        pool = self.batch_size * _BATCHES_PER_POOL
        batches: list[list[int]] = []
        for begin in range(0, len(shuffled), pool):
            alike = sorted(shuffled[begin : begin + pool], key=lambda index: self.lengths[index])
            batches += [
                alike[at : at + self.batch_size] for at in range(0, len(alike), self.batch_size)
            ]
        # A short batch stays last: in the middle it would shift the borders of all that follow.
        short = [batch for batch in batches if len(batch) < self.batch_size]
        whole = [batch for batch in batches if len(batch) == self.batch_size]
        order = torch.randperm(len(whole), generator=generator).tolist()
        for batch in [*(whole[index] for index in order), *short]:
            yield from batch
