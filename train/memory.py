"""GPU memory of a QLoRA step, by arithmetic: what is held, from the model's shape alone.

Bytes of NF4 follow QLoRA (arXiv 2305.14314, section 3): 4 bits a weight, one 8-bit scale per block of 64,
one fp32 scale per 256 of those. Activations are what autograd keeps of a bf16 forward pass of
transformers' Llama with adapters on every linear layer.
"""

from dataclasses import dataclass

from train.shapes import ModelShape

GIB = 1 << 30

BLOCK, SCALES_PER_SCALE = 64, 256
NF4_BYTES = (4 + 8 / BLOCK + 32 / (BLOCK * SCALES_PER_SCALE)) / 8
"""Bytes per quantised weight, with double quantisation: 0.516."""
BF16_BYTES = 2
ADAPTER_BYTES = 16
"""Per adapter parameter: fp32 weight, gradient and Adam's two moments."""

CONTEXT = 0.7 * GIB
"""CUDA context and cuBLAS workspaces: an allowance."""
FRAGMENTATION = 0.05
"""Share of the GPU that the allocator cannot use: an allowance."""
LOSS_TILE = (4096, 32_768)
"""TRL's fused loss holds the logits of so many tokens × words at a time, in fp32, and their gradient."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the plan may not change: rank, and whether the base is in 4 bits."""

    rank: int
    four_bit: bool = True


@dataclass(frozen=True, slots=True)
class Fixed:
    """Bytes that do not depend on the batch."""

    linears: float
    others: float
    adapters: float
    workspace: float

    @property
    def total(self) -> float:
        """Bytes."""
        return self.linears + self.others + self.adapters + self.workspace


def adapter_parameters(shape: ModelShape, rank: int) -> int:
    """Parameters of rank-`rank` adapters on all linear layers of the blocks."""
    return rank * shape.layers * sum(inputs + outputs for inputs, outputs in shape.linears)


def fixed(shape: ModelShape, setup: Setup) -> Fixed:
    """Weights, adapters with their optimiser, and working space."""
    per_weight = NF4_BYTES if setup.four_bit else BF16_BYTES
    largest = max(inputs * outputs for inputs, outputs in shape.linears)
    dequantised = (
        2 * largest * BF16_BYTES if setup.four_bit else 0
    )  # the layer at work and the next
    loss = LOSS_TILE[0] * min(LOSS_TILE[1], shape.vocabulary) * 4 * 2
    return Fixed(
        linears=shape.linear_parameters * per_weight,
        others=shape.other_parameters * BF16_BYTES,
        adapters=adapter_parameters(shape, setup.rank) * ADAPTER_BYTES,
        workspace=CONTEXT + dequantised + loss,
    )


def layer_activations(shape: ModelShape, rank: int) -> int:
    """Bytes per token that one block keeps for its backward pass.

    Per norm: its input in fp32. For the adapters: the input of qkv, of o, of gate and up, of down, and
    their own rank-wide products. Attention: q, k, v, with k and v repeated to q's heads as transformers
    does for batches with padding, and its output, which is also o's input. Feed-forward: gate, silu(gate), up, and their product, which is down's input.
    """
    wide = shape.heads * shape.head_dim
    norms = 2 * shape.hidden * 4
    inputs = 2 * shape.hidden * BF16_BYTES
    attention = 4 * wide * BF16_BYTES
    feed_forward = 4 * shape.intermediate * BF16_BYTES
    adapters = 7 * rank * BF16_BYTES
    return norms + inputs + attention + feed_forward + adapters


def activations(shape: ModelShape, rank: int, tokens: int, *, checkpointing: bool) -> float:
    """Bytes that a micro-batch of `tokens` tokens, padding included, holds at the end of its forward pass.

    With checkpointing: the input of each block, and one block in full while it is recomputed.
    """
    block = layer_activations(shape, rank)
    per_token = (
        shape.layers * shape.hidden * BF16_BYTES + block if checkpointing else shape.layers * block
    )
    return tokens * (
        per_token + 2 * shape.hidden * 4
    )  # and the last norm and the hidden states, in fp32


@dataclass(frozen=True, slots=True)
class Batch:
    """A way to run a step: `rows` per micro-batch, `accumulation` micro-batches."""

    length: int
    rows: int
    accumulation: int
    checkpointing: bool
    bytes: float


_WORTHWHILE_TOKENS = 1024
"""A micro-batch pays for dequantising all weights: a quarter of its time at 1,024 tokens. Below that,
recomputing activations, at most 46 % more work, for a larger micro-batch is the better bargain."""


def best_batch(
    shape: ModelShape, setup: Setup, gpu: float, length: int, rows_per_step: int
) -> Batch | None:
    """The fastest way to run `rows_per_step` rows of `length` tokens in `gpu` bytes; None when not even
    one row fits. Without checkpointing where that leaves micro-batches worth their dequantising."""
    plain = _largest(shape, setup, gpu, length, rows_per_step, checkpointing=False)
    if plain is not None and (
        plain.rows == rows_per_step or plain.rows * length >= _WORTHWHILE_TOKENS
    ):
        return plain
    return _largest(shape, setup, gpu, length, rows_per_step, checkpointing=True) or plain


def _largest(
    shape: ModelShape,
    setup: Setup,
    gpu: float,
    length: int,
    rows_per_step: int,
    *,
    checkpointing: bool,
) -> Batch | None:
    """The largest micro-batch that divides the step, so that every step has the rows that were asked for."""
    for rows in range(rows_per_step, 0, -1):
        if rows_per_step % rows:
            continue
        used = needed(shape, setup, length, rows, checkpointing=checkpointing)
        if used <= usable(gpu):
            return Batch(length, rows, rows_per_step // rows, checkpointing, used)
    return None


def needed(
    shape: ModelShape, setup: Setup, length: int, rows: int, *, checkpointing: bool
) -> float:
    """Bytes of a step with micro-batches of `rows` rows of `length` tokens."""
    return fixed(shape, setup).total + activations(
        shape, setup.rank, rows * length, checkpointing=checkpointing
    )


def usable(gpu: float) -> float:
    """Bytes of the GPU that the allocator can really give."""
    return gpu * (1 - FRAGMENTATION)
