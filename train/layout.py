"""How a step is cut to fit the device: changes memory and speed, never what is learnt."""

from dataclasses import dataclass
from typing import Any

from trl import SFTConfig

from train.config import QloraConfig, TrainConfig
from train.shapes import ModelShape
from train.token_rows import TokenRows

CPU_MICRO_BATCH = 8192
"""Tokens of a micro-batch where nothing is planned."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Tokens that one forward and backward pass takes at most, and how many layers are recomputed."""

    micro_batch_tokens: int
    checkpointed_layers: int
    layers: int
    longest_row: int
    source: str
    """Where the figures come from: config, plan, probe."""

    def describe(self) -> str:
        """A line for people."""
        return (
            f"micro-batches of at most {self.micro_batch_tokens:,} tokens (longest row {self.longest_row:,}), "
            f"{self.checkpointed_layers} of {self.layers} layers recomputed ({self.source})"
        )

    def record(self) -> dict[str, Any]:
        """For run.json."""
        return {
            "micro_batch_tokens": self.micro_batch_tokens,
            "checkpointed_layers": self.checkpointed_layers,
            "source": self.source,
        }


def choose_layout(
    config: TrainConfig, sft: SFTConfig, model: QloraConfig, shape: ModelShape, rows: TokenRows
) -> Layout:
    """What the config says, and for what it leaves open what the device holds."""
    longest = max(len(row.input_ids) for row in rows.rows)
    tokens = config.micro_batch_tokens or CPU_MICRO_BATCH
    return Layout(
        max(tokens, longest), max(config.checkpointed_layers, 0), shape.layers, longest, "config"
    )
