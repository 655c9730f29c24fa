"""How a step is cut to fit the device: changes memory and speed, never what is learnt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import torch
from trl import SFTConfig

from train import probe
from train.config import QloraConfig, TrainConfig
from train.dialect import WorkError
from train.memory import GIB, Setup, usable
from train.shapes import ModelShape
from train.step_plan import Limits, StepPlan, fastest
from train.token_rows import TokenRows

CPU_MICRO_BATCH = 8192
"""Tokens of a micro-batch where nothing is planned."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Tokens that one forward and backward pass takes at most, and how many layers are recomputed."""

    micro_batch_tokens: int
    checkpointed_layers: int
    longest_row: int
    source: str
    """Where the figures come from: config, plan, measurement, or an OOM."""
    plan: StepPlan | None = None
    """What they were planned from, where they were."""

    def describe(self) -> str:
        """A line for people."""
        planned = "" if self.plan is None else f", about {self.plan.bytes / GIB:.1f} GiB"
        return (
            f"micro-batches of at most {self.micro_batch_tokens:,} tokens (longest row {self.longest_row:,}), "
            f"{self.checkpointed_layers} layers recomputed{planned} ({self.source})"
        )

    def record(self) -> dict[str, Any]:
        """For run.json."""
        return {
            "micro_batch_tokens": self.micro_batch_tokens,
            "checkpointed_layers": self.checkpointed_layers,
            "source": self.source,
            "planned_bytes": None if self.plan is None else round(self.plan.bytes),
        }

    def smaller(self, tokens: int, longest_row: int) -> "Layout | None":
        """The layout to go on with after a micro-batch of `tokens` tokens did not fit, in a step whose longest
        row is `longest_row`; None when there is none."""
        if self.plan is not None:
            held = replace(self.plan, micro_batch_tokens=min(tokens, self.micro_batch_tokens))
            plan = probe.smaller(held, longest_row)
            return None if plan is None else self._planned(plan, "after an OOM")
        if tokens <= longest_row:
            return None
        return replace(self, micro_batch_tokens=tokens // 2, source="after an OOM")

    def measured(
        self,
        run_tokens: Callable[[int], None],
        peak_bytes: Callable[[], int],
        reset: Callable[[], None],
    ) -> "Layout":
        """The layout made anew from two measured passes, see `probe.probe`; itself without a plan.

        Raises WorkError when the longest row cannot fit.
        """
        if self.plan is None:
            return self
        found = probe.probe(run_tokens, peak_bytes, reset, self.plan)
        plan = probe.corrected(self.plan, found, self.plan.limits.gpu)
        if plan is None:
            raise WorkError(_too_large(self.longest_row, self.plan.limits.gpu))
        return self._planned(plan, "measured")

    def _planned(self, plan: StepPlan, source: str) -> "Layout":
        return replace(
            self,
            micro_batch_tokens=plan.micro_batch_tokens,
            checkpointed_layers=plan.checkpointed_layers,
            source=source,
            plan=plan,
        )


def choose_layout(
    config: TrainConfig, sft: SFTConfig, model: QloraConfig, shape: ModelShape, rows: TokenRows
) -> Layout:
    """What the config says, and for what it leaves open what the GPU holds by the plan's arithmetic.

    Raises WorkError when not even the longest row fits.
    """
    lengths = [len(row.input_ids) for row in rows.rows]
    longest = max(lengths)
    tokens, layers = config.micro_batch_tokens, config.checkpointed_layers
    if sft.device.type != "cuda" or (tokens and layers >= 0):
        return Layout(max(tokens or CPU_MICRO_BATCH, longest), max(layers, 0), longest, "config")
    setup = Setup(model.lora_r, model.load_in_4bit, sft.activation_offloading, sft.world_size)
    step = max(1, config.rows_per_step // sft.world_size)
    mean = sum(lengths) // len(lengths)
    limits = Limits(
        gpu=torch.cuda.mem_get_info(sft.device)[0],
        longest_row=max(tokens, longest),
        step_tokens=max(tokens or step * mean, longest),
        row=mean,
    )
    plan = fastest(
        shape, setup, limits, usable(limits.gpu), layers=[layers] if layers >= 0 else None
    )
    if plan is None:
        raise WorkError(_too_large(longest, limits.gpu))
    return Layout(plan.micro_batch_tokens, plan.checkpointed_layers, longest, "planned", plan)


def _too_large(longest: int, gpu: float) -> str:
    return (
        f"the longest row, {longest:,} tokens, does not fit the {gpu / GIB:.1f} GiB that the GPU has free; "
        "`python -m train.plan` says what would: a lower --max_length or --lora_r, or --activation_offloading true"
    )
