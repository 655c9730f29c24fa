"""Rows laid end to end in one micro-batch: no padding, and no row sees another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import torch

from train.rows import IGNORED


@dataclass(frozen=True, slots=True)
class Packed:
    """Whole rows one after another: T tokens in all, N rows.

    `input_ids` and `labels` are (1, T) int64, `lengths` are the tokens of each row. The first label of
    every row is ignored: nothing before it predicts it.
    """

    input_ids: torch.Tensor
    labels: torch.Tensor
    lengths: tuple[int, ...]

    def inputs(self) -> dict[str, Any]:
        """What the model's forward pass takes besides labels, for the attention function `packed`."""
        device = self.input_ids.device
        positions = torch.cat([torch.arange(length) for length in self.lengths])
        borders = torch.tensor([0, *accumulate(self.lengths)], dtype=torch.int32)
        return {
            "input_ids": self.input_ids,
            "position_ids": _moved(positions.unsqueeze(0), device),
            "cu_seqlens": _moved(borders, device),
            "row_lengths": list(self.lengths),
            "use_cache": False,
        }

    def predicted(self) -> tuple[torch.Tensor, torch.Tensor]:
        """(positions, targets), both (n,): where the next token is labelled, and that token."""
        positions = (self.labels[0, 1:] != IGNORED).nonzero().squeeze(1)
        return positions, self.labels[0, 1:][positions]

    def without_labels(self) -> "Packed":
        """The same rows with nothing to learn."""
        return Packed(self.input_ids, torch.full_like(self.labels, IGNORED), self.lengths)


def _moved(made: torch.Tensor, device: torch.device) -> torch.Tensor:
    """To the device. From pinned memory: any other copy would wait for all the work the GPU still has."""
    return made.pin_memory().to(device, non_blocking=True) if device.type == "cuda" else made


def pack(ids: Sequence[Sequence[int]], labels: Sequence[Sequence[int]]) -> Packed:
    """One micro-batch of all the given rows, on the CPU."""
    flat_ids = [token for row in ids for token in row]
    flat_labels = [label for row in labels for label in (IGNORED, *row[1:])]
    return Packed(
        torch.tensor([flat_ids], dtype=torch.long),
        torch.tensor([flat_labels], dtype=torch.long),
        tuple(len(row) for row in ids),
    )


def cut(packed: Packed, most: int) -> list[Packed]:
    """`packed` in micro-batches of at most `most` tokens, rows whole and in order; a longer row stands alone."""
    parts: list[Packed] = []
    begin = first = 0
    for at, end in enumerate(accumulate(packed.lengths)):
        after = end + packed.lengths[at + 1] if at + 1 < len(packed.lengths) else None
        if after is None or after - begin > most:
            parts.append(
                Packed(
                    packed.input_ids[:, begin:end],
                    packed.labels[:, begin:end],
                    packed.lengths[first : at + 1],
                )
            )
            begin, first = end, at + 1
    return parts
