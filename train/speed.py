"""How long a step takes, by arithmetic: enough to choose between two plans, not to promise tokens per second.

A token costs matrix products; a micro-batch costs dequantising every weight, and launching every kernel.
Recomputing checkpointed layers adds a forward pass of them. Relative FLOPs follow LoRA's backward pass,
which has no weight gradients: 2 N forward and 2 N back per token, and 2 N k / L to recompute k of L layers.
"""

from dataclasses import dataclass

from train.memory import BF16, FP32, Setup, adapter_parameters, nf4_bytes
from train.shapes import ModelShape

PRODUCTS = 798e12
"""bf16 FLOP/s of an H100's matrix products as read on such a card. Only its ratio to BANDWIDTH matters here."""
EFFICIENCY = 0.55
"""Share of it that a training step reaches: 50 to 60 % is a good real target."""
BANDWIDTH = 3.0e12
"""Bytes/s of an H100's memory as read on such a card."""
KERNELS = 80
"""Kernels that one forward pass of a block launches: 8 per adapted linear layer, and norms, rotation, attention,
the gate and the residuals; counted in the sources of transformers, PEFT and bitsandbytes."""
LAUNCH = 5e-6
"""Seconds to launch one from Python: an allowance."""

INTERCONNECT = 25e9
"""Bytes/s between GPUs that share the weights, by PCIe 4 with 16 lanes; NVLink is ten times that."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a step must do on one GPU."""

    tokens: int
    """Tokens of the step."""
    row: int
    """Tokens of a row: attention costs by their square."""


def forward_flops(shape: ModelShape, row: int) -> float:
    """FLOPs per token of the blocks' forward pass, with causal attention inside rows of `row` tokens.

    All routed experts count: transformers runs every one of them on every token.
    """
    weights = shape.linear_parameters + shape.expert_parameters
    return 2 * weights + 2 * row * shape.heads * shape.head_dim * shape.layers


def traversal(shape: ModelShape, setup: Setup) -> float:
    """Bytes that one pass through the blocks moves for the weights' sake: NF4 read and bf16 written, or bf16
    read alone. 17.6 GB for Llama 3.1 8B in NF4."""
    per_layer = sum(
        nf4_bytes(i * o) + BF16 * i * o if setup.four_bit else BF16 * i * o
        for i, o in shape.linears
    )
    return shape.layers * per_layer + BF16 * shape.expert_parameters


def fetched(shape: ModelShape, setup: Setup) -> float:
    """Bytes that a GPU gets from the others in one pass through the blocks, under FSDP2."""
    if setup.gpus == 1:
        return 0
    matrices = [i * o for i, o in shape.linears]
    linears = sum(m / 2 if setup.four_bit else BF16 * m for m in matrices) * shape.layers
    adapters = FP32 * adapter_parameters(shape, setup.rank)
    held = linears + BF16 * shape.expert_parameters + adapters
    return held * (1 - 1 / setup.gpus)


def seconds(shape: ModelShape, setup: Setup, work: Work, tokens: int, checkpointed: int) -> float:
    """Time of a step cut into micro-batches of about `tokens` tokens, on an H100 if its memory allowed it.

    Passes through the blocks: one forward, one back, and the checkpointed share again. The output layer's
    products come three times: forward, and in the backward pass again before those of the gradient.
    """
    again = checkpointed / shape.layers
    forward = forward_flops(shape, work.row)
    head = 6 * shape.vocabulary * shape.hidden
    per_token = (forward * (2 + again) + head) / (PRODUCTS * EFFICIENCY)
    # rows stay whole: a micro-batch ends half a row short on average
    in_each = min(work.tokens, max(work.row, tokens - work.row / 2))
    if tokens >= work.tokens:
        in_each = work.tokens
    micro_batches = work.tokens / in_each
    moved = traversal(shape, setup) * (2 + again) / BANDWIDTH
    computed = in_each * per_token + (moved if setup.four_bit else 0)
    # passes back launch about twice the kernels; a GPU that waits for its next kernel is idle
    launched = shape.layers * KERNELS * LAUNCH * (3 + again)
    exchanged = fetched(shape, setup) * (2 + again) / INTERCONNECT  # meanwhile, the GPU computes
    return micro_batches * max(computed, launched, moved, exchanged)
