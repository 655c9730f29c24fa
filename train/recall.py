"""Strict recall of rows, and the early stop on it.

Teacher-forced: the model sees the row as it should be, and the row is recalled when each of its labelled
tokens is the likeliest next one. Greedy generation from the row's prompt then writes the very answer,
up to the rounding of another batch, and at the price of one forward pass.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch.nn.functional import cross_entropy

from train.packing import Packed, pack
from train.rows import IGNORED

MOST_LOGITS = 1 << 27
"""Logits held at a time: of 1,046 tokens with Llama 3's vocabulary, 256 MiB in bf16."""
_MOST_IN_FP32 = 1 << 25
"""Of these, how many at a time are turned to fp32 for the loss: 128 MiB, and as much for its softmax."""


class Row(Protocol):
    """What a row must have: token ids, and labels of equal length (`rows.TokenRow` does)."""

    @property
    def input_ids(self) -> Sequence[int]: ...
    @property
    def labels(self) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True)
class Recall:
    """How much of some rows a model knows by heart.

    `correct` of `rows` rows are recalled whole, those with the indices `recalled`; `loss` is the mean over
    their `tokens` labelled tokens, in nats. The first token of a row counts as unlabelled: nothing predicts it.
    """

    rows: int
    correct: int
    loss: float
    tokens: int
    recalled: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """Of the rows, those recalled: 0 to 1."""
        return self.correct / self.rows


def measure(
    model: Any,
    rows: Sequence[Row],
    micro_batch_tokens: int,
    autocast: torch.dtype | None = None,
) -> Recall:
    """Strict recall and loss of `rows` under a causal model of transformers, PEFT or not.

    `model` is loaded with `attn_implementation="packed"`; rows go through it in micro-batches of at most
    `micro_batch_tokens` tokens, a longer row alone, under `autocast` to that dtype if one is given. Logits
    are made at labelled tokens only and need at most about 0.6 GiB (in fp32 twice that) whatever the
    vocabulary. The model is in eval mode meanwhile, without gradients, and left as it was.
    Raises ValueError when there is no row, or one has no labelled token.
    """
    _refuse_unlabelled(rows)
    device = next(model.parameters()).device
    most_labels = max(1, MOST_LOGITS // model.config.get_text_config().vocab_size)
    nats, tokens = 0.0, 0
    missed: set[int] = set()
    with torch.no_grad(), _evaluating(model), _autocast(device, autocast):
        for group in _groups(rows, micro_batch_tokens, most_labels):
            batch = pack([rows[i].input_ids for i in group], [rows[i].labels for i in group])
            losses, wrong = _score(model, _to(batch, device), most_labels)
            nats += losses.sum().item()
            tokens += len(losses)
            missed.update(group[at] for at in wrong)
    recalled = tuple(i for i in range(len(rows)) if i not in missed)
    return Recall(len(rows), len(recalled), nats / tokens, tokens, recalled)


def _predicted(row: Row) -> int:
    return sum(label != IGNORED for label in row.labels[1:])


def _refuse_unlabelled(rows: Sequence[Row]) -> None:
    if not rows:
        raise ValueError("there are no rows to recall")
    for at, row in enumerate(rows):
        if not _predicted(row):
            raise ValueError(f"row {at} has no labelled token: there is nothing to recall in it")


def _groups(rows: Sequence[Row], most_tokens: int, most_labels: int) -> Iterator[list[int]]:
    """Indices of the rows of each micro-batch, longest rows first: what does not fit fails at once."""
    group: list[int] = []
    tokens = labels = 0
    for at in sorted(range(len(rows)), key=lambda at: -len(rows[at].input_ids)):
        length, labelled = len(rows[at].input_ids), _predicted(rows[at])
        if group and (tokens + length > most_tokens or labels + labelled > most_labels):
            yield group
            group, tokens, labels = [], 0, 0
        group.append(at)
        tokens, labels = tokens + length, labels + labelled
    if group:
        yield group


def _to(packed: Packed, device: torch.device) -> Packed:
    return Packed(packed.input_ids.to(device), packed.labels.to(device), packed.lengths)


def _score(model: Any, packed: Packed, most_labels: int) -> tuple[torch.Tensor, set[int]]:
    """(loss of each labelled token, fp64; which rows of the batch have a wrong token).

    Only a row that alone has more than `most_labels` labels takes more than one forward pass.
    """
    positions, targets = packed.predicted()
    lengths = torch.tensor(packed.lengths, device=positions.device)
    row_of = torch.repeat_interleave(lengths)[positions]
    losses: list[torch.Tensor] = []
    wrong: set[int] = set()
    parts = (part.split(most_labels) for part in (positions, targets, row_of))
    for at, target, row in zip(*parts, strict=True):
        logits = model(**packed.inputs(), logits_to_keep=at).logits[0]
        wrong.update(row[logits.argmax(-1) != target].unique().tolist())
        losses.append(_losses(logits, target))
    return torch.cat(losses).double(), wrong


def _losses(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Nats of each target in fp32, (n,); of a few tokens at a time."""
    few = max(1, _MOST_IN_FP32 // logits.shape[-1])
    pairs = zip(logits.split(few), targets.split(few), strict=True)
    return torch.cat([cross_entropy(some.float(), t, reduction="none") for some, t in pairs])


@contextmanager
def _evaluating(model: torch.nn.Module) -> Iterator[None]:
    """Eval mode; afterwards every part has its own mode again."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in modes:
            module.training = training


def _autocast(device: torch.device, dtype: torch.dtype | None) -> AbstractContextManager[Any]:
    return nullcontext() if dtype is None else torch.autocast(device.type, dtype)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an evaluation is the best so far, and whether training should stop."""

    improved: bool
    stop: bool


class Best:
    """Which evaluation was the best, and whether it is time to stop.

    Better is a higher share of recalled rows, of two equal ones the lower loss; a loss that is not finite
    is never better. Training stops after `patience` evaluations in a row without a better one; 0 never
    stops it. Raises ValueError for a negative patience.
    """

    def __init__(self, patience: int, state: Mapping[str, Any] | None = None):
        """With the `state()` of a checkpoint it goes on from there, with the patience given now."""
        if patience < 0:
            raise ValueError(f"patience must be 0 (never stop) or more, got {patience}")
        self.patience = patience
        state = state or {}
        self.step: int | None = state.get("step")
        self.share: float | None = state.get("share")
        self.loss: float | None = state.get("loss")
        self.waited: int = state.get("waited", 0)

    def seen(self, step: int, share: float, loss: float) -> Verdict:
        """Takes one evaluation, after `step` optimiser steps, into account."""
        improved = math.isfinite(loss) and self._is_better(share, loss)
        if improved:
            self.step, self.share, self.loss = step, share, loss
        self.waited = 0 if improved else self.waited + 1
        return Verdict(improved, stop=0 < self.patience <= self.waited)

    def _is_better(self, share: float, loss: float) -> bool:
        if self.share is None or self.loss is None:
            return True
        return (share, -loss) > (self.share, -self.loss)

    def state(self) -> dict[str, int | float | None]:
        """All that `seen` goes by besides the patience, for JSON. The best's `step`, `share` and `loss`
        (None before there is one), and `waited`: evaluations since."""
        return {"step": self.step, "share": self.share, "loss": self.loss, "waited": self.waited}
