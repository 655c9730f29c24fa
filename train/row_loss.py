"""The loss of a model on tokenised rows, one row at a time and with few logits in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional
from tqdm import tqdm

from train.rows import IGNORED, TokenRow

_AT_ONCE = 256
"""Positions whose logits are held together: 128 k of them in fp32 are 512 KB each."""


@dataclass(frozen=True, slots=True)
class RowLoss:
    """`loss`: mean negative log-likelihood in nats per labelled token; `tokens`: how many of those."""

    loss: float
    tokens: int


@torch.no_grad()
def mean_loss(model: Any, rows: Iterable[TokenRow], what: str) -> RowLoss:
    """The loss over all labelled tokens of `rows`, which must hold at least one.

    `model`: a causal language model of transformers, or a PeftModel of one. Hidden states are projected
    only where a label stands, so that a long prompt costs no logits. `what` names the progress bar.
    """
    inner = model.base_model.model if hasattr(model, "peft_config") else model
    decoder, head = inner.get_decoder(), inner.get_output_embeddings()
    device = head.weight.device
    total, count = 0.0, 0
    was_training = model.training
    model.eval()
    for row in tqdm(rows, desc=what, unit="row", leave=False, mininterval=1.0, delay=1.0):
        ids = torch.tensor([row.input_ids], device=device)
        hidden = decoder(input_ids=ids, use_cache=False).last_hidden_state[0, :-1]
        labels = torch.tensor(row.labels[1:], device=device)
        labelled = labels != IGNORED
        for states, wanted in zip(
            hidden[labelled].split(_AT_ONCE), labels[labelled].split(_AT_ONCE), strict=True
        ):
            logits = head(states.to(head.weight.dtype)).float()
            total += functional.cross_entropy(logits, wanted, reduction="sum").item()
            count += len(wanted)
    model.train(was_training)
    return RowLoss(total / count, count)
