"""The plan fits, is the fastest that does, and follows the arithmetic of speed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from train import memory, speed
from train.memory import GIB, Setup
from train.shapes import KNOWN
from train.speed import Work
from train.step_plan import plan_step

EIGHT = KNOWN["llama-3.1-8b"]
setups = st.builds(
    Setup,
    rank=st.sampled_from([8, 32, 64]),
    four_bit=st.booleans(),
    offload=st.booleans(),
    gpus=st.sampled_from([1, 2, 4]),
)


@settings(max_examples=60)
@given(
    st.sampled_from(sorted(KNOWN)),
    setups,
    st.integers(4, 96),
    st.integers(0, 40),
    st.integers(16, 8192),
    st.integers(1, 32),
)
def test_a_plan_fits_and_a_larger_gpu_is_never_slower(
    name: str, setup: Setup, gpu: int, more: int, row: int, rows: int
):
    shape = KNOWN[name]
    plan = plan_step(shape, setup, gpu * GIB, row, rows * row)
    larger = plan_step(shape, setup, (gpu + more) * GIB, row, rows * row)
    if plan is None:
        least = min(memory.needed(shape, setup, row, k) for k in range(shape.layers + 1))
        assert least > memory.usable(gpu * GIB)
        return
    assert row <= plan.micro_batch_tokens <= rows * row
    assert 0 <= plan.checkpointed_layers <= shape.layers
    assert plan.bytes == plan.parts.total <= memory.usable(gpu * GIB)
    assert larger is not None
    assert larger.seconds <= plan.seconds * 1.02  # tokens are rounded


@settings(max_examples=40)
@given(st.integers(7, 80), st.integers(64, 4096), st.integers(1, 16), st.data())
def test_nothing_that_fits_is_faster(gpu: int, row: int, rows: int, data: st.DataObject):
    setup, size = Setup(32), gpu * GIB
    plan = plan_step(EIGHT, setup, size, row, rows * row)
    layers = data.draw(st.integers(0, EIGHT.layers))
    tokens = data.draw(st.integers(row, rows * row))
    if memory.needed(EIGHT, setup, tokens, layers) > memory.usable(size):
        return
    assert plan is not None
    other = speed.seconds(EIGHT, setup, Work(rows * row, row), tokens, layers)
    assert plan.seconds <= other * 1.02


def test_room_is_used_for_fewer_recomputed_layers():
    plans = [plan_step(EIGHT, Setup(32), gpu * GIB, 4096, 16 * 4096) for gpu in (16, 24, 48, 80)]
    layers = [plan.checkpointed_layers for plan in plans if plan is not None]
    assert len(layers) == 4
    assert layers == sorted(layers, reverse=True)
    assert layers[0] > 0 == layers[-1]


def test_a_step_that_fits_whole_is_one_micro_batch():
    plan = plan_step(EIGHT, Setup(32), 80 * GIB, 100, 900)
    assert plan is not None
    assert (plan.micro_batch_tokens, plan.checkpointed_layers) == (900, 0)


def test_work_per_token_is_that_of_lora():
    """The published count for 8B at 2,048 tokens: 31.6 GFLOP a token, 46.1 with every layer recomputed, where
    the output layer's products are not made again."""
    again = 2 * EIGHT.vocabulary * EIGHT.hidden / 1e9
    rate = speed.PRODUCTS * speed.EFFICIENCY / 1e9
    work, bf16 = Work(10**6, 2048), Setup(32, four_bit=False)
    free = speed.seconds(EIGHT, bf16, work, 10**6, 0) / 10**6 * rate - again
    full = speed.seconds(EIGHT, bf16, work, 10**6, EIGHT.layers) / 10**6 * rate - again
    assert free == pytest.approx(31.6, rel=0.02)
    assert full == pytest.approx(46.1, rel=0.02)


@pytest.mark.parametrize(("tokens", "percent"), [(1024, 26), (2048, 13), (8192, 3.3)])
def test_dequantising_weighs_on_small_micro_batches(tokens: int, percent: float):
    """Its share of a fully recomputed micro-batch's time, had products the card's full rate."""
    moved = 3 * speed.traversal(EIGHT, Setup(32)) / speed.BANDWIDTH
    products = tokens * 46.1e9 / speed.PRODUCTS
    assert speed.traversal(EIGHT, Setup(32)) == pytest.approx(17.5e9, rel=0.01)
    assert 100 * moved / products == pytest.approx(percent, rel=0.15)


def test_gpus_that_share_weights_wait_for_them():
    alone, shared = Setup(32), Setup(32, gpus=2)
    work = Work(1024, 512)
    assert speed.fetched(EIGHT, alone) == 0
    fetched = speed.fetched(EIGHT, shared)
    assert fetched == pytest.approx((EIGHT.linear_parameters / 2 + 4 * 83_886_080) / 2)
    small, large = (speed.seconds(EIGHT, shared, work, tokens, 0) for tokens in (512, 1024))
    assert small == pytest.approx(2 * large, rel=0.01)  # the wait is per micro-batch
