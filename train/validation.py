"""What is looked at during training: strict recall of the validation rows, and what was forgotten meanwhile."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import TrainerCallback

from train.neutral import neutral_loss
from train.recall import Best, measure
from train.rows import TokenRow

BEST = "best"
"""Folder of the adapter with the best strict recall so far, beside the checkpoints."""
LOSS, RECALL, NEUTRAL = "eval_loss", "eval_strict_recall", "eval_neutral_bits_per_byte"


@dataclass(frozen=True, slots=True)
class Validation:
    """Rows that no step learns, and texts that have nothing to do with them."""

    rows: Sequence[TokenRow]
    neutral: Sequence[str]

    def look(
        self, model: Any, tokenizer: Any, tokens: int, autocast: torch.dtype | None
    ) -> dict[str, float]:
        """The figures, in micro-batches of at most `tokens` tokens: mean nats per labelled token, the share of rows
        whose every token is the likeliest, and bits per byte of the neutral texts."""
        recall = measure(model, self.rows, tokens, autocast)
        figures = {LOSS: recall.loss, RECALL: recall.share}
        if self.neutral:
            forgetting = neutral_loss(model, tokenizer, self.neutral, tokens, autocast)
            figures[NEUTRAL] = forgetting.bits_per_byte
        return figures


class KeepBest(TrainerCallback):
    """Keeps the adapter of the best evaluation, and ends the run when none was better for a while.

    What it has seen lives in the trainer's state, so that a resumed run decides as the unbroken one.
    """

    def __init__(self, trainer: Any, patience: int):
        self.trainer = trainer
        self.patience = patience

    def on_evaluate(
        self,
        args: Any,
        state: Any,
        control: Any,
        metrics: dict[str, float] | None = None,
        **kwargs: Any,
    ) -> None:
        if metrics is None or RECALL not in metrics:
            return
        best = Best(self.patience, state.stateful_callbacks.get(BEST))
        verdict = best.seen(state.global_step, metrics[RECALL], metrics[LOSS])
        state.stateful_callbacks[BEST] = best.state()
        if verdict.improved:
            save_best(self.trainer, Path(str(args.output_dir)))
        if verdict.stop:
            control.should_training_stop = True


def save_best(trainer: Any, output_dir: Path) -> None:
    """The adapter as it is now as `output_dir`/best, in place of the one before."""
    partial = output_dir / f"{BEST}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    trainer.save_model(str(partial), _internal_call=True)
    if trainer.is_world_process_zero():
        shutil.rmtree(output_dir / BEST, ignore_errors=True)
        partial.replace(output_dir / BEST)


def best_step(state: Any) -> int | None:
    """The step of the best evaluation, if there was one."""
    return state.stateful_callbacks.get(BEST, {}).get("step")
