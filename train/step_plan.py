"""The fastest way to run a step that fits the GPU: tokens per micro-batch, and how many layers to recompute."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from train import memory, speed
from train.memory import Parts, Setup
from train.shapes import ModelShape

ROUND = 64
"""Micro-batches are sized in such steps of tokens, where the longest row leaves the choice."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan must keep to."""

    gpu: float
    """Bytes of one GPU."""
    longest_row: int
    """A micro-batch must take it whole."""
    step_tokens: int
    """Tokens of one step on one GPU: no micro-batch needs more."""
    row: int = 0
    """Tokens of a usual row; 0: the longest."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a measurement says of the arithmetic: bytes = fixed + scale × what depends on the tokens."""

    fixed: float
    scale: float


@dataclass(frozen=True, slots=True)
class StepPlan:
    """How to run a step, and what it was planned from, so that it can be planned again."""

    micro_batch_tokens: int
    """Tokens, of whole rows, that one forward and backward pass takes at most."""
    checkpointed_layers: int
    """The first so many decoder layers are recomputed in the backward pass."""
    bytes: float
    """Estimated memory of the GPU at its fullest, CUDA context included."""
    parts: Parts
    """`bytes` by the arithmetic alone, what holds them."""
    shape: ModelShape
    setup: Setup
    limits: Limits
    correction: Correction | None = None
    """Set once measured."""

    @property
    def seconds(self) -> float:
        """Time of a step by `train.speed`: for comparing plans."""
        return _seconds(
            self.shape, self.setup, self.limits, self.micro_batch_tokens, self.checkpointed_layers
        )


def plan_step(
    shape: ModelShape,
    setup: Setup,
    gpu_bytes: float,
    longest_row: int,
    step_tokens: int,
    usual_row: int | None = None,
) -> StepPlan | None:
    """The fastest plan for steps of `step_tokens` tokens (one GPU's share) whose longest row has `longest_row`.

    `usual_row` is the length of a usual row, which attention's cost follows from. None when not even the
    longest row alone, with every layer recomputed, fits `gpu_bytes`.
    """
    limits = Limits(gpu_bytes, longest_row, max(step_tokens, longest_row), usual_row or longest_row)
    return fastest(shape, setup, limits, memory.usable(gpu_bytes))


def fastest(
    shape: ModelShape,
    setup: Setup,
    limits: Limits,
    room: float,
    correction: Correction | None = None,
    layers: Iterable[int] | None = None,
) -> StepPlan | None:
    """The fastest plan within `room` bytes; of equally fast ones, that which needs least. None when there is none.

    `layers`: the numbers of checkpointed layers to choose among; all by default.
    """
    found: list[tuple[float, float, StepPlan]] = []
    for checkpointed in range(shape.layers + 1) if layers is None else layers:

        def needs(tokens: int, checkpointed: int = checkpointed) -> float:
            return estimated(shape, setup, tokens, checkpointed, correction)

        tokens = _largest(limits, room, needs)
        if tokens is not None:
            made = made_plan(shape, setup, limits, tokens, checkpointed, correction)
            found.append((made.seconds, made.bytes, made))
    return min(found, key=lambda one: one[:2])[2] if found else None


def made_plan(
    shape: ModelShape,
    setup: Setup,
    limits: Limits,
    tokens: int,
    checkpointed: int,
    correction: Correction | None = None,
) -> StepPlan:
    """The plan of so many tokens and checkpointed layers, whether it fits or not."""
    return StepPlan(
        micro_batch_tokens=tokens,
        checkpointed_layers=checkpointed,
        bytes=estimated(shape, setup, tokens, checkpointed, correction),
        parts=memory.parts(shape, setup, tokens, checkpointed),
        shape=shape,
        setup=setup,
        limits=limits,
        correction=correction,
    )


def estimated(
    shape: ModelShape,
    setup: Setup,
    tokens: int,
    checkpointed: int,
    correction: Correction | None = None,
) -> float:
    """Bytes by the arithmetic, or by a measurement that corrects it."""
    parts = memory.parts(shape, setup, tokens, checkpointed)
    if correction is None:
        return parts.total
    return correction.fixed + correction.scale * (parts.activations + parts.working)


def _largest(limits: Limits, room: float, needs: Callable[[int], float]) -> int | None:
    """The most tokens, from the longest row to the whole step, whose need fits; None when none does."""
    low, high = limits.longest_row, limits.step_tokens
    if needs(low) > room:
        return None
    if needs(high) <= room:
        return high
    while high - low > 1:  # low fits, high does not
        middle = (low + high) // 2
        low, high = (middle, high) if needs(middle) <= room else (low, middle)
    return max(limits.longest_row, low // ROUND * ROUND)


def _seconds(
    shape: ModelShape, setup: Setup, limits: Limits, tokens: int, checkpointed: int
) -> float:
    work = speed.Work(limits.step_tokens, limits.row or limits.longest_row)
    return speed.seconds(shape, setup, work, tokens, checkpointed)
