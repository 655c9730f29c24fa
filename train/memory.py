"""GPU memory of a training step, by arithmetic: what is held at its fullest, from the model's shape alone.

Bytes of NF4 follow QLoRA (arXiv 2305.14314, section 3). Activations are what autograd keeps of
transformers' Llama with PEFT's adapters on every linear layer, rows packed without padding, under bf16
autocast; tests compare them with what it really keeps. docs/planner.md explains the terms.
"""

from dataclasses import dataclass, fields

from train.shapes import ModelShape

GIB = 1 << 30

BLOCK, SCALES_PER_SCALE = 64, 256
BF16, FP32 = 2, 4
"""Bytes per number."""
ADAPTER_BYTES = 16
"""Per adapter parameter: fp32 weight, gradient and Adam's two moments."""
MOMENT_BYTES = 8
"""Of these, the moments: they come with the first optimiser step."""

CONTEXT = 0.7 * GIB
"""CUDA context and cuBLAS workspaces: an allowance."""
FRAGMENTATION = 0.05
"""Share of the GPU that the allocator cannot use: an allowance."""
LOSS_TILE = (4096, 32_768)
"""TRL's fused loss projects so many tokens × words at a time, in bf16, and again for their gradient."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the plan may not change."""

    rank: int
    four_bit: bool = True
    """Base in NF4 with double quantisation; otherwise in bf16."""
    offload: bool = False
    """Checkpoints wait in CPU memory for their backward pass."""
    gpus: int = 1
    """GPUs that share weights, adapters and optimiser under FSDP2."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Bytes of a step at its fullest, on one GPU, by what holds them."""

    linears: float
    experts: float
    others: float
    """Embedding, output layer, norms, routers."""
    adapters: float
    """Weights, gradients, moments, and the bf16 copies that autocast makes."""
    gathered: float
    """Under FSDP2: layers whole, while they are at work."""
    context: float
    activations: float
    """What is kept for the backward pass."""
    working: float
    """What comes and goes: dequantised weights, gradients under way, the loss's tile, the layer recomputed."""

    @property
    def total(self) -> float:
        """Bytes."""
        return sum(getattr(self, part.name) for part in fields(self))


def adapter_parameters(shape: ModelShape, rank: int) -> int:
    """Parameters of rank-`rank` adapters on all linear layers of the blocks. Routed experts get none."""
    return rank * shape.layers * sum(inputs + outputs for inputs, outputs in shape.linears)


def nf4_bytes(weights: int) -> int:
    """Bytes of one matrix of `weights` weights in NF4 with double quantisation."""
    return -(-weights // 2) + nf4_scale_bytes(weights)


def nf4_scale_bytes(weights: int) -> int:
    """Of these, the scales: 8 bits per block of 64 weights, and one fp32 scale per 256 of those."""
    blocks = -(-weights // BLOCK)
    return blocks + FP32 * -(-blocks // SCALES_PER_SCALE)


def parts(shape: ModelShape, setup: Setup, tokens: int, checkpointed: int) -> Parts:
    """Bytes of a step whose micro-batches have `tokens` tokens and whose first `checkpointed` blocks of the
    model are recomputed in the backward pass."""
    matrices = [inputs * outputs for inputs, outputs in shape.linears]
    block = sum(map(nf4_bytes, matrices)) if setup.four_bit else BF16 * sum(matrices)
    scales = sum(map(nf4_scale_bytes, matrices)) if setup.four_bit else 0
    adapters = adapter_parameters(shape, setup.rank)
    experts, others = BF16 * shape.expert_parameters, BF16 * shape.other_parameters
    layer_whole = block + (experts + FP32 * adapters) / shape.layers
    return Parts(
        # FSDP2 shards parameters; the scales are attributes of theirs, and every GPU has them all
        linears=shape.layers * ((block - scales) / setup.gpus + scales),
        experts=experts / setup.gpus,
        others=others / setup.gpus,
        adapters=adapters * (ADAPTER_BYTES / setup.gpus + BF16),
        # the layer at work and the one fetched ahead; embedding and output layer stay through a micro-batch
        gathered=2 * layer_whole + others if setup.gpus > 1 else 0,
        context=CONTEXT,
        activations=_kept(shape, setup, tokens, checkpointed),
        working=_working(shape, setup, tokens, checkpointed),
    )


def needed(shape: ModelShape, setup: Setup, tokens: int, checkpointed: int) -> float:
    """Bytes in all; see `parts`."""
    return parts(shape, setup, tokens, checkpointed).total


def usable(gpu: float) -> float:
    """Bytes of the GPU that the allocator can really give."""
    return gpu * (1 - FRAGMENTATION)


def layer_activations(shape: ModelShape, setup: Setup) -> float:
    """Bytes per token that one block keeps for its backward pass; with Llama 4, the mean over its blocks.

    Per norm: its input in fp32 and its scale. For the adapters: the input of qkv, of gate and up, of o, of
    down, and their own rank-wide products; on a bf16 base PEFT makes a copy of its own for each linear layer.
    Attention: q, k, v, the output, which is also o's input, and the logarithm of each softmax's sum.
    Feed-forward: gate, silu(gate), up, and their product, which is down's input.
    """
    wide, narrow = shape.heads * shape.head_dim, shape.kv_heads * shape.head_dim
    norms = 2 * (shape.hidden + 1) * FP32
    inputs = 2 * shape.hidden * BF16
    attention = (2 * wide + 2 * narrow) * BF16 + shape.heads * FP32
    feed_forward = 4 * shape.intermediate * BF16
    adapters = len(shape.linears) * setup.rank * BF16
    copies = 0 if setup.four_bit else (3 * shape.hidden + wide) * BF16
    dense = norms + inputs + attention + feed_forward + adapters + copies
    return dense + _routed_activations(shape) + _normed_queries(shape)


def _routed_activations(shape: ModelShape) -> int:
    """Of the routed experts. transformers runs every expert on every token, scaled by a score that is 0
    for those not chosen: the tokens once per expert, gate and up, silu(gate); scores and choices."""
    per_expert = (shape.hidden + 3 * shape.intermediate) * BF16
    scores = shape.experts * (FP32 + BF16) + 8 * shape.experts_per_token
    return shape.experts * per_expert + scores


def _normed_queries(shape: ModelShape) -> float:
    """Queries and keys in fp32 and their scales, over the blocks that normalise them."""
    per_block = (shape.heads + shape.kv_heads) * (shape.head_dim + 1) * FP32
    return shape.normed_query_layers / shape.layers * per_block


def _kept(shape: ModelShape, setup: Setup, tokens: int, checkpointed: int) -> float:
    """Bytes at the end of the forward pass: a block in full, or its input alone when checkpointed.

    The first block's norm keeps no input, which needs no gradient; the last norm, before the output layer, does.
    """
    blocks = (shape.layers - checkpointed) * layer_activations(shape, setup)
    if checkpointed:
        blocks += (2 if setup.offload else checkpointed) * shape.hidden * BF16
    if checkpointed == shape.layers:
        blocks += (shape.hidden + 1) * FP32
    return tokens * (blocks + 2 * shape.head_dim * BF16)


def _working(shape: ModelShape, setup: Setup, tokens: int, checkpointed: int) -> float:
    """Bytes on top of what is kept: in the loss, or in the last block's backward pass, whichever is more.

    Blocks that are not checkpointed are the last, so they are gone when the first one is recomputed; a whole
    block comes on top only when all are checkpointed. Every token is taken to be labelled.
    """
    tile = min(tokens, LOSS_TILE[0]) * min(LOSS_TILE[1], shape.vocabulary) * BF16
    # hidden states that are projected, their gradient in fp32, cast, and put back among all tokens
    loss = tile + tokens * shape.hidden * (FP32 + 3 * BF16)
    recomputed = 0.0
    if checkpointed == shape.layers:  # the last norm has given its input back by then
        recomputed = layer_activations(shape, setup) - (shape.hidden + 1) * FP32
    backward = tokens * (recomputed + _gradients(shape, setup)) + _dequantised(shape, setup)
    return max(loss, backward)


def _gradients(shape: ModelShape, setup: Setup) -> int:
    """Bytes per token of gradients under way in a block's backward pass: of the input of its down projection
    (of all experts alike) by the base, by the adapter, and their sum; of the block's output and its residual.
    On a bf16 base PEFT gives adapters their input in fp32, so that the adapter's share is there twice."""
    widest = shape.intermediate * max(1, shape.experts)
    return ((3 if setup.four_bit else 4) * widest + 2 * shape.hidden) * BF16


def _dequantised(shape: ModelShape, setup: Setup) -> float:
    """Bytes of the largest matrix while it is in bf16, with its scales in fp32: one at a time."""
    if not setup.four_bit:
        return 0
    return max(inputs * outputs for inputs, outputs in shape.linears) * (BF16 + FP32 / BLOCK)
