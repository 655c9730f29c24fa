"""The probe measures what a tiny model really holds; after an OOM there is a smaller plan, until there is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.train.tiny_llama import (
    RANK,
    allocated_peak,
    checkpoint_first,
    forward_backward,
    tiny_llama,
)
from train import memory
from train.memory import CONTEXT, GIB, Setup
from train.probe import corrected, probe, probe_lengths, smaller
from train.shapes import KNOWN
from train.step_plan import StepPlan, plan_step

EIGHT = KNOWN["llama-3.1-8b"]


def plan_of(name: str, gpu: float, row: int, rows: int = 16) -> StepPlan:
    plan = plan_step(KNOWN[name], Setup(32), gpu * GIB, row, rows * row)
    assert plan is not None
    return plan


@pytest.mark.parametrize("checkpointed", [0, 2])
def test_two_passes_measure_a_tiny_model(tmp_path: Path, checkpointed: int):
    from dataclasses import replace

    model, shape = tiny_llama(tmp_path)
    plan = plan_step(shape, Setup(RANK), 1 * GIB, 64, 1024)
    assert plan is not None
    plan = replace(plan, checkpointed_layers=checkpointed)
    checkpoint_first(model, checkpointed)
    peaks: list[int] = []

    def run(tokens: int) -> None:
        peaks.append(allocated_peak(lambda: forward_backward(model, tokens)))

    measured = probe(run, lambda: peaks[-1], lambda: None, plan)
    assert len(peaks) == 3  # the first one only makes the gradients
    short, long = probe_lengths(plan)
    assert (short, long) == (256, 512)
    assert measured.per_token == (peaks[2] - peaks[1]) / (long - short)
    assert measured.scale == pytest.approx(1, abs=0.1)
    moments = 8 * memory.adapter_parameters(shape, RANK)
    held = measured.fixed + measured.scale * varying(plan, short)
    assert held == pytest.approx(peaks[1] + moments)


def varying(plan: StepPlan, tokens: int) -> float:
    held = memory.parts(plan.shape, plan.setup, tokens, plan.checkpointed_layers)
    return held.activations + held.working


def pretended(plan: StepPlan, scale: float, more: float) -> tuple[list[int], StepPlan | None]:
    """The plan corrected on a card whose passes hold `scale` of the estimate, and `more` bytes whatever the batch."""
    asked: list[int] = []

    def peak() -> int:
        held = plan.parts.total - plan.parts.activations - plan.parts.working - CONTEXT
        return int(held + more + scale * varying(plan, asked[-1]))

    measured = probe(asked.append, peak, lambda: None, plan, moments_held=True)
    return asked, corrected(plan, measured, plan.limits.gpu)


def test_a_correction_follows_what_was_measured():
    plan = plan_of("llama-3.1-8b", 24, 512)
    _, same = pretended(plan, 1.0, 0)
    _, tighter = pretended(plan, 1.3, 1 * GIB)
    _, wider = pretended(plan, 0.7, 0)
    assert same is not None
    assert tighter is not None
    assert wider is not None
    assert same.bytes == pytest.approx(plan.bytes, rel=0.03)
    assert tighter.seconds > same.seconds > wider.seconds
    assert tighter.bytes <= memory.usable(24 * GIB)
    true = plan.parts.total - plan.parts.activations - plan.parts.working + 1 * GIB
    true += 1.3 * varying(tighter, tighter.micro_batch_tokens)
    assert tighter.bytes == pytest.approx(true, rel=1e-6)


def test_a_correction_never_cuts_the_longest_row():
    plan = plan_of("llama-3.1-8b", 12, 2048)
    _, tighter = pretended(plan, 1.1, 0)
    assert tighter is not None
    assert tighter.micro_batch_tokens >= 2048
    assert tighter.checkpointed_layers > plan.checkpointed_layers
    assert pretended(plan, 6.0, 0)[1] is None


def test_passes_that_show_nothing_are_refused():
    plan = plan_of("llama-3.1-8b", 24, 512)
    with pytest.raises(ValueError, match="held no more"):
        probe(lambda tokens: None, lambda: 5, lambda: None, plan)


def test_an_oom_inside_the_probe_passes_through():
    def run(tokens: int) -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        probe(run, lambda: 0, lambda: None, plan_of("llama-3.1-8b", 24, 512))


@given(
    st.sampled_from(["llama-3.1-8b", "llama-3.2-1b", "llama-2-7b"]),
    st.integers(10, 80),
    st.integers(64, 2048),
    st.integers(1, 32),
    st.booleans(),
)
def test_smaller_plans_end(name: str, gpu: int, row: int, rows: int, measured: bool):
    shape = KNOWN[name]
    plan = plan_step(shape, Setup(32), gpu * GIB, row, rows * row)
    if measured and plan is not None:
        plan = pretended(plan, 1.1, 0)[1]
    steps = 0
    while plan is not None:
        after = smaller(plan, row)
        if after is None:
            least = min(varying_of(plan, k) for k in range(shape.layers + 1))
            assert varying(plan, row) == pytest.approx(least)
            assert plan.micro_batch_tokens == row
        else:
            assert row <= after.micro_batch_tokens <= plan.micro_batch_tokens
            assert after.bytes < plan.bytes
            assert (after.correction, after.limits.step_tokens) == (
                plan.correction,
                plan.limits.step_tokens,
            )
        plan, steps = after, steps + 1
    assert steps < 40


def varying_of(plan: StepPlan, checkpointed: int) -> float:
    held = memory.parts(plan.shape, plan.setup, plan.limits.longest_row, checkpointed)
    return held.activations + held.working


def test_after_an_oom_tokens_go_first_while_micro_batches_are_large():
    """A long micro-batch hardly pays for fewer tokens; a short one had better recompute."""
    large = plan_of("llama-3.1-8b", 80, 512, rows=24)
    after = smaller(large, 512)
    assert after is not None
    assert after.checkpointed_layers == 0
    assert after.micro_batch_tokens < large.micro_batch_tokens
    tight = plan_of("llama-3.1-8b", 16, 2048)
    after = smaller(tight, 2048)
    assert after is not None
    assert after.checkpointed_layers > tight.checkpointed_layers
