"""The plan against reality: two measured passes correct it, and after an OOM the next smaller one is chosen."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from train import memory
from train.memory import CONTEXT, MOMENT_BYTES, adapter_parameters
from train.step_plan import Correction, Limits, StepPlan, estimated, fastest, made_plan

RELIEF = 0.25
"""After an OOM, the next plan holds so much less of what depends on the tokens."""
DOUBT = 0.02
"""Share of the GPU that a measured plan still leaves free: two passes do not see every batch."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What two passes showed, in bytes of the allocator, without the CUDA context."""

    fixed: float
    """Held whatever the batch."""
    per_token: float
    """More for each token, with as many layers checkpointed as in the plan that was probed."""
    scale: float
    """Measured over estimated bytes of what depends on the tokens."""


def probe_lengths(plan: StepPlan) -> tuple[int, int]:
    """Tokens of the two passes: a quarter and a half of the plan's micro-batch, so that neither can fail
    unless the arithmetic is wrong by a factor of two."""
    half = max(2, plan.micro_batch_tokens // 2)
    return half // 2, half


def probe(
    run_tokens: Callable[[int], None],
    peak_bytes: Callable[[], int],
    reset: Callable[[], None],
    plan: StepPlan,
    *,
    moments_held: bool = False,
    lengths: tuple[int, int] | None = None,
) -> Measured:
    """Measures `plan`'s fixed and per-token bytes by two forward and backward passes.

    `run_tokens(n)` makes one of n tokens with the plan's checkpointed layers, all of them labelled, and
    leaves no gradients that were not there before but those of the adapters; `reset` forgets the peak
    (`torch.cuda.reset_peak_memory_stats`), `peak_bytes` tells it (`torch.cuda.max_memory_allocated`).
    A first pass, not measured, makes what stays. Unless `moments_held`, Adam's moments, which come with the
    first optimiser step, are added by arithmetic. An OOM inside passes through: see `smaller`. Raises
    ValueError when the longer pass holds no more than the shorter one: then nothing was measured.
    """
    short, long = lengths or probe_lengths(plan)
    run_tokens(short)
    peaks: list[float] = []
    for tokens in (short, long):
        reset()
        run_tokens(tokens)
        peaks.append(peak_bytes())
    grown = peaks[1] - peaks[0]
    if grown <= 0:
        raise ValueError(
            f"{long} tokens held no more than {short}: {peaks[1]} and {peaks[0]} bytes"
        )
    scale = grown / (_varying(plan, long) - _varying(plan, short))
    moments = MOMENT_BYTES * adapter_parameters(plan.shape, plan.setup.rank) / plan.setup.gpus
    fixed = peaks[0] - scale * _varying(plan, short) + (0 if moments_held else moments)
    return Measured(fixed, grown / (long - short), scale)


def _varying(plan: StepPlan, tokens: int) -> float:
    """Estimated bytes of what depends on the tokens."""
    parts = memory.parts(plan.shape, plan.setup, tokens, plan.checkpointed_layers)
    return parts.activations + parts.working


def corrected(plan: StepPlan, measured: Measured, gpu: float) -> StepPlan | None:
    """`plan` made anew with measured figures for a GPU of `gpu` bytes; None when the longest row cannot fit.

    The arithmetic's course over tokens and checkpointed layers is kept and scaled to what was measured.
    """
    correction = Correction(measured.fixed + CONTEXT, measured.scale)
    limits = replace(plan.limits, gpu=gpu)
    room = memory.usable(gpu) - DOUBT * gpu
    return fastest(plan.shape, plan.setup, limits, room, correction)


def smaller(plan: StepPlan, longest_row: int) -> StepPlan | None:
    """The plan to go on with after `plan` ran out of memory in a step whose longest row is `longest_row`.

    It is the fastest, of no more tokens, that is estimated to hold a quarter less of what depends on the
    tokens. Which is more layers recomputed as long as that gives so much, because it costs up to a half
    more products, while half the tokens cost more dequantising; the arithmetic weighs one against the
    other. When nothing gives so much, the least there is: the longest row, and as many layers recomputed as
    help. None when `plan` is already that.
    """
    varying = plan.parts.activations + plan.parts.working
    scale = plan.correction.scale if plan.correction else 1.0
    limits = replace(
        plan.limits,
        longest_row=longest_row,
        step_tokens=max(longest_row, plan.micro_batch_tokens),
    )
    room = plan.bytes - RELIEF * scale * varying
    found = fastest(plan.shape, plan.setup, limits, room, plan.correction) or _least(plan, limits)
    if found.bytes >= plan.bytes:
        return None
    return replace(found, limits=replace(plan.limits, longest_row=longest_row))


def _least(plan: StepPlan, limits: Limits) -> StepPlan:
    def needs(checkpointed: int) -> float:
        return estimated(plan.shape, plan.setup, limits.longest_row, checkpointed, plan.correction)

    checkpointed = min(range(plan.shape.layers + 1), key=needs)
    return made_plan(
        plan.shape, plan.setup, limits, limits.longest_row, checkpointed, plan.correction
    )
