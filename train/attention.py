"""Attention over packed rows: each row sees itself alone, without a mask and without padding.

Registered with transformers as `packed`. On CUDA it is torch's own variable-length flash attention, so
no flash-attn wheel is needed; elsewhere each row is one call of `scaled_dot_product_attention`.
"""

import inspect
from typing import Any

import torch
from torch.nn.functional import scaled_dot_product_attention
from transformers import AttentionInterface

try:
    from torch.nn.attention.varlen import varlen_attn
except ImportError:  # torch before 2.10
    varlen_attn = None

_VARLEN_OPTIONS = (
    frozenset() if varlen_attn is None else frozenset(inspect.signature(varlen_attn).parameters)
)
_GROUPED: dict[str, Any] = {"enable_gqa": True} if "enable_gqa" in _VARLEN_OPTIONS else {}
"""torch 2.12 asks for it by name; earlier, the flash kernel took grouped heads as they came."""
_FLASH = {"window_size", "scale"} <= _VARLEN_OPTIONS
"""torch 2.10's varlen_attn had neither; there, rows are attended to one by one."""

PACKED = "packed"
"""The name to load a model with: `attn_implementation="packed"`."""


def packed_attention(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float | None = None,
    cu_seqlens: torch.Tensor | None = None,
    row_lengths: list[int] | None = None,
    **_: Any,
) -> tuple[torch.Tensor, None]:
    """Causal attention inside each row of a packed batch.

    `query` is (1, heads, T, d), `key` and `value` (1, kv_heads, T, d); `row_lengths` sum to T and
    `cu_seqlens` (int32, rows + 1, on the device) are their borders. Without either, the batch is
    attended to causally as a whole. Returns (1, T, heads, d) and no weights. Raises ValueError for a mask:
    one would only repeat, or contradict, the borders.
    """
    if attention_mask is not None:
        raise ValueError("packed attention takes the borders of the rows, not a mask")
    lengths = row_lengths or [query.shape[2]]
    if query.device.type == "cuda" and _FLASH and cu_seqlens is not None:
        return _flash(query, key, value, cu_seqlens, max(lengths), scaling), None
    rows = zip(*(part.split(lengths, dim=2) for part in (query, key, value)), strict=True)
    attended = [
        scaled_dot_product_attention(q, k, v, is_causal=True, scale=scaling, enable_gqa=True)
        for q, k, v in rows
    ]
    whole = torch.cat(attended, dim=2) if len(attended) > 1 else attended[0]
    return whole.transpose(1, 2), None


def _flash(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    cu_seqlens: torch.Tensor,
    longest: int,
    scaling: float | None,
) -> torch.Tensor:
    half = query.dtype if query.dtype in (torch.bfloat16, torch.float16) else torch.bfloat16
    q, k, v = (part[0].transpose(0, 1).to(half) for part in (query, key, value))
    attended: Any = varlen_attn(  # type: ignore[misc]
        q, k, v, cu_seqlens, cu_seqlens, longest, longest,
        scale=scaling, window_size=(-1, 0), **_GROUPED,
    )  # fmt: skip
    return attended.to(query.dtype).unsqueeze(0)


# No mask function goes with the name: transformers then makes no mask, which at 16k tokens would hold 256 MiB.
AttentionInterface.register(PACKED, packed_attention)
