"""The arithmetic against what bitsandbytes, PEFT and autograd really make."""

from pathlib import Path

import bitsandbytes as bnb
import pytest
import torch
from bitsandbytes.functional import quantize_4bit
from hypothesis import given
from hypothesis import strategies as st

from tests.train.tiny_llama import (
    RANK,
    allocated_peak,
    checkpoint_first,
    forward_backward,
    kept_for_backward,
    tiny_llama,
)
from train import memory
from train.memory import GIB, Setup
from train.shapes import KNOWN, ModelShape

EIGHT = KNOWN["llama-3.1-8b"]


@pytest.mark.parametrize(
    ("name", "gib"),
    [("llama-3.1-8b", 5.31), ("llama-3.2-3b", 2.09), ("llama-3.2-1b", 0.96), ("llama-2-7b", 3.6)],
)
def test_weights_of_known_models(name: str, gib: float):
    held = memory.parts(KNOWN[name], Setup(32), 1, 0)
    assert (held.linears + held.others) / GIB == pytest.approx(gib, abs=0.01)


@pytest.mark.parametrize(("rank", "gib"), [(16, 0.62), (32, 1.25), (64, 2.5)])
def test_adapters_of_8b(rank: int, gib: float):
    held = memory.ADAPTER_BYTES * memory.adapter_parameters(EIGHT, rank)
    assert held / GIB == pytest.approx(gib, abs=0.01)


@given(st.integers(1, 400), st.integers(1, 400))
def test_nf4_is_what_bitsandbytes_holds(inputs: int, outputs: int):
    packed, state = quantize_4bit(
        torch.zeros(inputs, outputs, dtype=torch.bfloat16),
        quant_type="nf4",
        compress_statistics=True,
    )
    tensors = [packed, state.absmax, state.state2.absmax]  # type: ignore[union-attr]
    assert memory.nf4_bytes(inputs * outputs) == sum(t.nbytes for t in tensors)


@pytest.mark.parametrize("experts", [0, 4])
def test_linears_and_adapters_are_those_of_a_real_base(tmp_path: Path, experts: int):
    """Experts too: stacked parameters, which bitsandbytes leaves in bf16 and all-linear passes by."""
    model, shape = tiny_llama(tmp_path, experts=experts)
    trained = [p for p in model.parameters() if p.requires_grad]
    assert memory.adapter_parameters(shape, RANK) == sum(p.numel() for p in trained)
    quantised = [p for p in model.parameters() if isinstance(p, bnb.nn.Params4bit)]
    assert sum(p.numel() for p in quantised) * 2 == shape.linear_parameters  # two weights a byte
    stacked = [p for name, p in model.named_parameters() if ".experts." in name]
    assert sum(p.numel() for p in stacked) == shape.expert_parameters
    assert all(p.dtype == torch.bfloat16 for p in stacked)


@pytest.mark.parametrize("four_bit", [True, False])
@pytest.mark.parametrize("experts", [0, 4])
def test_activations_are_what_autograd_keeps(tmp_path: Path, four_bit: bool, experts: int):
    model, shape = tiny_llama(tmp_path, four_bit=four_bit, experts=experts)
    tokens = 192
    kept = kept_for_backward(model, tokens)
    if not four_bit:  # autocast's bf16 copies of the adapters, which count as adapters
        kept -= memory.adapter_parameters(shape, RANK) * memory.BF16
    formula = memory.parts(shape, Setup(RANK, four_bit), tokens, 0).activations
    assert kept == pytest.approx(formula, rel=0.01)


@pytest.mark.parametrize(
    ("four_bit", "experts"), [(True, 0), (False, 0), (True, 4)], ids=["nf4", "bf16", "experts"]
)
def test_the_peak_of_a_pass_grows_as_planned(tmp_path: Path, four_bit: bool, experts: int):
    """Never more than planned by over 2 %, and not so much less that room is wasted."""
    model, shape = tiny_llama(tmp_path, four_bit=four_bit, experts=experts)
    setup = Setup(RANK, four_bit)
    forward_backward(model, 8)  # gradients are there from now on
    for checkpointed in (0, 2, shape.layers - 1, shape.layers):
        checkpoint_first(model, checkpointed)
        short, long = (peak_of(model, tokens) for tokens in (128, 256))
        grown = long - short - 128 * 2 * shape.hidden * 2  # the test's own output and its gradient
        planned = varying(shape, setup, 256, checkpointed) - varying(
            shape, setup, 128, checkpointed
        )
        assert 0.85 * planned < grown < 1.02 * planned, checkpointed


def peak_of(model: torch.nn.Module, tokens: int) -> int:
    return allocated_peak(lambda: forward_backward(model, tokens))


def varying(shape: ModelShape, setup: Setup, tokens: int, checkpointed: int) -> float:
    held = memory.parts(shape, setup, tokens, checkpointed)
    return held.activations + held.working


@given(st.sampled_from(sorted(KNOWN)), st.integers(1, 20_000), st.integers(0, 15), st.booleans())
def test_more_tokens_need_more_and_checkpoints_less(
    name: str, tokens: int, layers: int, four_bit: bool
):
    shape, setup = KNOWN[name], Setup(32, four_bit)
    needed = memory.needed(shape, setup, tokens, layers)
    assert memory.needed(shape, setup, tokens + 1, layers) > needed
    assert memory.needed(shape, setup, tokens, layers + 1) <= needed or layers + 1 == shape.layers


def test_the_last_layer_is_not_worth_a_checkpoint():
    """Its activations are there when its backward pass begins, recomputed or not."""
    last = memory.needed(EIGHT, Setup(32), 8192, EIGHT.layers - 1)
    assert memory.needed(EIGHT, Setup(32), 8192, EIGHT.layers) == pytest.approx(last, rel=0.02)


def test_offloaded_checkpoints_leave_the_gpu():
    held = memory.parts(EIGHT, Setup(32), 8192, 31).activations
    offloaded = memory.parts(EIGHT, Setup(32, offload=True), 8192, 31).activations
    assert held - offloaded == 8192 * 29 * EIGHT.hidden * 2  # two are on their way


def test_gpus_share_weights_and_adapters_but_not_scales():
    one, four = (memory.parts(EIGHT, Setup(32, gpus=n), 2048, 0) for n in (1, 4))
    scales = EIGHT.linear_parameters / 64 * (1 + 4 / 256)
    assert four.linears == pytest.approx((one.linears - scales) / 4 + scales)
    assert four.others == one.others / 4
    assert four.gathered > one.others > one.gathered == 0
    assert (four.activations, four.working) == (one.activations, one.working)
