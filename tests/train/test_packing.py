import copy
from itertools import pairwise
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import LlamaConfig, LlamaForCausalLM

from train.attention import PACKED
from train.packing import Packed, cut, pack
from train.rows import IGNORED

ROWS = st.lists(st.lists(st.integers(0, 99), min_size=1, max_size=9), min_size=1, max_size=8)


def labels_of(rows: list[list[int]]) -> list[list[int]]:
    return [[token if at % 2 else IGNORED for at, token in enumerate(row)] for row in rows]


@given(ROWS, st.integers(1, 30))
def test_micro_batches_are_whole_rows_in_order(rows: list[list[int]], most: int):
    packed = pack(rows, labels_of(rows))
    parts = cut(packed, most)
    assert torch.equal(torch.cat([part.input_ids for part in parts], 1), packed.input_ids)
    assert torch.equal(torch.cat([part.labels for part in parts], 1), packed.labels)
    assert sum((part.lengths for part in parts), ()) == packed.lengths
    for part in parts:
        assert part.input_ids.shape[1] == sum(part.lengths)
        assert sum(part.lengths) <= most or len(part.lengths) == 1
    for one, other in pairwise(parts):  # none could have held one row more
        assert sum(one.lengths) + other.lengths[0] > most


@given(ROWS)
def test_no_row_is_asked_to_predict_the_next_ones_first_token(rows: list[list[int]]):
    packed = pack(rows, rows)
    positions, targets = packed.predicted()
    assert len(positions) == sum(len(row) - 1 for row in rows)
    assert targets.tolist() == [token for row in rows for token in row[1:]]
    assert packed.input_ids[0, positions].tolist() == [token for row in rows for token in row[:-1]]
    assert packed.without_labels().predicted()[0].numel() == 0


def test_positions_and_borders():
    inputs = pack([[5, 6, 7], [8], [9, 9]], [[5, 6, 7], [8], [9, 9]]).inputs()
    assert inputs["position_ids"].tolist() == [[0, 1, 2, 0, 0, 1]]
    assert inputs["cu_seqlens"].tolist() == [0, 3, 4, 6]
    assert inputs["cu_seqlens"].dtype == torch.int32


@pytest.fixture(scope="module")
def models() -> tuple[Any, Any]:
    """The same weights with packed attention and with transformers' own."""
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=100, hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2,
    )  # fmt: skip
    plain = LlamaForCausalLM(config)
    packing = copy.deepcopy(plain)
    packing.set_attn_implementation(PACKED)
    return packing, plain


def rows_of(lengths: tuple[int, ...]) -> list[list[int]]:
    generator = torch.Generator().manual_seed(sum(lengths))
    return [torch.randint(0, 100, (n,), generator=generator).tolist() for n in lengths]


def test_packed_logits_and_gradients_are_those_of_rows_alone(models: tuple[Any, Any]):
    packing, plain = models
    rows = rows_of((7, 1, 12, 3))
    together = packing(**pack(rows, rows).inputs()).logits[0]
    alone = torch.cat([plain(input_ids=torch.tensor([row])).logits[0] for row in rows])
    torch.testing.assert_close(together, alone, rtol=1e-5, atol=1e-5)
    for model, logits in ((packing, together), (plain, alone)):
        model.zero_grad()
        logits.square().mean().backward()
    for ours, theirs in zip(packing.parameters(), plain.parameters(), strict=True):
        torch.testing.assert_close(ours.grad, theirs.grad, rtol=1e-4, atol=1e-6)


def test_a_row_does_not_see_its_neighbours(models: tuple[Any, Any]):
    packing, _ = models
    first, second, other = rows_of((5, 6, 5))
    one = packing(**pack([first, second], [first, second]).inputs()).logits[0, 5:]
    two = packing(**pack([other, second], [other, second]).inputs()).logits[0, 5:]
    assert torch.equal(one, two)


def test_a_mask_is_refused(models: tuple[Any, Any]):
    packing, _ = models
    inputs = pack(rows_of((3,)), rows_of((3,))).inputs()
    with pytest.raises(ValueError, match="not a mask"):
        packing(**inputs, attention_mask=torch.ones(1, 1, 3, 3))


def test_without_borders_it_is_plain_causal_attention(models: tuple[Any, Any]):
    packing, plain = models
    ids = torch.tensor(rows_of((9,)))
    torch.testing.assert_close(packing(input_ids=ids).logits, plain(input_ids=ids).logits)


def test_an_empty_step_cannot_be() -> None:
    assert cut(Packed(torch.zeros(1, 0), torch.zeros(1, 0), ()), 5) == []
