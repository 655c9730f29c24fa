"""The sizes of a dense decoder that its memory follows from: read from a config.json, or from a table."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huggingface_hub import hf_hub_download

from train import hub
from train.dialect import CommandError, WorkError


@dataclass(frozen=True, slots=True)
class ModelShape:
    """A Llama-like decoder: attention with grouped heads, a gated feed-forward layer, one norm before each."""

    name: str
    hidden: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    intermediate: int
    vocabulary: int
    tied: bool
    """Whether the output layer is the embedding."""

    @property
    def linears(self) -> tuple[tuple[int, int], ...]:
        """(inputs, outputs) of the linear layers of one block: q, k, v, o, gate, up, down."""
        wide, narrow = self.heads * self.head_dim, self.kv_heads * self.head_dim
        h, i = self.hidden, self.intermediate
        return (h, wide), (h, narrow), (h, narrow), (wide, h), (h, i), (h, i), (i, h)

    @property
    def linear_parameters(self) -> int:
        """Parameters that are quantised."""
        return self.layers * sum(inputs * outputs for inputs, outputs in self.linears)

    @property
    def other_parameters(self) -> int:
        """Embedding, output layer and norms, which are not."""
        return (1 if self.tied else 2) * self.vocabulary * self.hidden + (
            2 * self.layers + 1
        ) * self.hidden

    @property
    def parameters(self) -> int:
        """All of them."""
        return self.linear_parameters + self.other_parameters


_V2, _V3 = 32_000, 128_256
KNOWN = {
    "llama-2-7b": ModelShape("Llama-2-7B", 4096, 32, 32, 32, 128, 11_008, _V2, False),
    "llama-3-8b": ModelShape("Llama-3-8B", 4096, 32, 32, 8, 128, 14_336, _V3, False),
    "llama-3.1-8b": ModelShape("Llama-3.1-8B", 4096, 32, 32, 8, 128, 14_336, _V3, False),
    "llama-3.1-70b": ModelShape("Llama-3.1-70B", 8192, 80, 64, 8, 128, 28_672, _V3, False),
    "llama-3.2-1b": ModelShape("Llama-3.2-1B", 2048, 16, 32, 8, 64, 8192, _V3, True),
    "llama-3.2-3b": ModelShape("Llama-3.2-3B", 3072, 28, 24, 8, 128, 8192, _V3, True),
}
"""Llama's published sizes, so that its Hub ids, which are gated, can be planned for without a network."""


def shape_of(model: str) -> ModelShape:
    """The shape of a local folder, of a known Llama, or of any Hub id that can be reached, in this order.

    Raises CommandError for a folder without config.json and for models that are not dense decoders,
    WorkError when the Hub does not answer.
    """
    if Path(model).is_dir():
        return from_config(model, _read_config(Path(model) / "config.json"))
    known = KNOWN.get(_family(model))
    return known if known is not None else from_config(model, _read_config(_download(model)))


def _family(model: str) -> str:
    """`meta-llama/Meta-Llama-3.1-8B-Instruct` → `llama-3.1-8b`."""
    name = model.rsplit("/", 1)[-1].lower().removeprefix("meta-")
    for ending in ("-hf", "-chat", "-instruct"):
        name = name.removesuffix(ending)
    return name


def _read_config(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"cannot read the model's shape from {path}: {error}") from error


def _download(model: str) -> Path:
    try:
        return Path(hf_hub_download(model, "config.json", local_files_only=hub.offline()))
    except Exception as error:  # the Hub's client raises a dozen kinds
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        known = ", ".join(shape.name for shape in KNOWN.values())
        raise WorkError(
            f"{model} is neither a folder nor one of {known}, and the Hub gives no config: {reason}"
        ) from error


def from_config(name: str, config: Mapping[str, Any]) -> ModelShape:
    """The shape that a `config.json` of transformers describes. Raises CommandError when it is none we know."""
    if any(key in config for key in ("num_experts", "num_local_experts", "n_routed_experts")):
        raise CommandError(f"{name} is a mixture of experts; the plan knows dense models only")
    try:
        hidden, heads = int(config["hidden_size"]), int(config["num_attention_heads"])
        return ModelShape(
            name=name,
            hidden=hidden,
            layers=int(config["num_hidden_layers"]),
            heads=heads,
            kv_heads=int(config.get("num_key_value_heads") or heads),
            head_dim=int(config.get("head_dim") or hidden // heads),
            intermediate=int(config["intermediate_size"]),
            vocabulary=int(config["vocab_size"]),
            tied=bool(config.get("tie_word_embeddings", False)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CommandError(
            f"the config of {name} does not describe a dense decoder: {error} is missing"
        ) from error
