"""The sizes of a decoder that its memory and speed follow from: read from a config.json, or from a table."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from huggingface_hub import hf_hub_download

from train import hub
from train.dialect import CommandError, WorkError


@dataclass(frozen=True, slots=True)
class ModelShape:
    """A Llama: attention with grouped heads, a gated feed-forward layer, one norm before each.

    With `experts`, every block has that many more feed-forward layers of the same size beside the shared
    one, and a router: Llama 4 Scout.
    """

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
    experts: int = 0
    """Routed experts per block; 0 in a dense model."""
    experts_per_token: int = 0
    normed_query_layers: int = 0
    """Blocks that normalise queries and keys, in fp32 and without weights: Llama 4's with rotary positions."""

    @property
    def linears(self) -> tuple[tuple[int, int], ...]:
        """(inputs, outputs) of the linear layers of one block: q, k, v, o, gate, up, down.

        They are what is quantised and gets adapters. Routed experts are no linear layers in
        transformers but two stacked parameters: see `expert_parameters`.
        """
        wide, narrow = self.heads * self.head_dim, self.kv_heads * self.head_dim
        h, i = self.hidden, self.intermediate
        return (h, wide), (h, narrow), (h, narrow), (wide, h), (h, i), (h, i), (i, h)

    @property
    def linear_parameters(self) -> int:
        """Parameters that are quantised."""
        return self.layers * sum(inputs * outputs for inputs, outputs in self.linears)

    @property
    def expert_parameters(self) -> int:
        """Parameters of all routed experts."""
        return self.layers * self.experts * 3 * self.hidden * self.intermediate

    @property
    def other_parameters(self) -> int:
        """Embedding, output layer, norms and routers."""
        embeddings = (1 if self.tied else 2) * self.vocabulary * self.hidden
        norms = (2 * self.layers + 1) * self.hidden
        return embeddings + norms + self.layers * self.experts * self.hidden

    @property
    def parameters(self) -> int:
        """All of them."""
        return self.linear_parameters + self.expert_parameters + self.other_parameters

    @property
    def active_parameters(self) -> int:
        """Those that a token is meant to pass through: of the routed experts, `experts_per_token`."""
        if not self.experts:
            return self.parameters
        routed = self.expert_parameters * self.experts_per_token // self.experts
        return self.linear_parameters + routed + self.other_parameters


_V2, _V3 = 32_000, 128_256
_70B = ModelShape("Llama-3.1-70B", 8192, 80, 64, 8, 128, 28_672, _V3, False)
_SCOUT = ModelShape(
    "Llama-4-Scout-17B-16E", 5120, 48, 40, 8, 128, 8192, 202_048, False,
    experts=16, experts_per_token=1, normed_query_layers=36,
)  # fmt: skip
KNOWN = {
    "llama-2-7b": ModelShape("Llama-2-7B", 4096, 32, 32, 32, 128, 11_008, _V2, False),
    "llama-2-13b": ModelShape("Llama-2-13B", 5120, 40, 40, 40, 128, 13_824, _V2, False),
    "llama-2-70b": ModelShape("Llama-2-70B", 8192, 80, 64, 8, 128, 28_672, _V2, False),
    "llama-3-8b": ModelShape("Llama-3-8B", 4096, 32, 32, 8, 128, 14_336, _V3, False),
    "llama-3-70b": replace(_70B, name="Llama-3-70B"),
    "llama-3.1-8b": ModelShape("Llama-3.1-8B", 4096, 32, 32, 8, 128, 14_336, _V3, False),
    "llama-3.1-70b": _70B,
    "llama-3.1-405b": ModelShape("Llama-3.1-405B", 16_384, 126, 128, 8, 128, 53_248, _V3, False),
    "llama-3.2-1b": ModelShape("Llama-3.2-1B", 2048, 16, 32, 8, 64, 8192, _V3, True),
    "llama-3.2-3b": ModelShape("Llama-3.2-3B", 3072, 28, 24, 8, 128, 8192, _V3, True),
    "llama-3.3-70b": replace(_70B, name="Llama-3.3-70B"),
    "llama-4-scout-17b-16e": _SCOUT,
}
"""Llama's published sizes, so that its Hub ids, which are gated, can be planned for without a network.

Scout is its text model, which is what trains: the 0.9 B of its eyes, which make it 109 B, are not loaded.
"""

_SHORT = {"llama-4-scout": "llama-4-scout-17b-16e"}
_ENDINGS = ("-bnb-4bit", "-unsloth", "-hf", "-chat", "-instruct", "-qlora")


def shape_of(model: str) -> ModelShape:
    """The shape of a local folder, of a known Llama, or of any Hub id that can be reached, in this order.

    Raises CommandError for a folder without config.json and for models that are no decoders we know,
    WorkError when the Hub does not answer.
    """
    if Path(model).is_dir():
        return from_config(model, _read_config(Path(model) / "config.json"))
    known = KNOWN.get(_family(model))
    return known if known is not None else from_config(model, _read_config(_download(model)))


def _family(model: str) -> str:
    """`meta-llama/Meta-Llama-3.1-8B-Instruct`, `llama3.1_8b` → `llama-3.1-8b`."""
    name = model.rsplit("/", 1)[-1].lower().replace("_", "-").removeprefix("meta-")
    name = re.sub(r"^llama(?=\d)", "llama-", name)
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return _SHORT.get(name, name)


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


_EXPERT_KEYS = ("num_experts", "num_local_experts", "n_routed_experts")


def from_config(name: str, config: Mapping[str, Any]) -> ModelShape:
    """The shape that a `config.json` of transformers describes. Raises CommandError when it is none we know."""
    text = config.get("text_config")
    if isinstance(text, Mapping) and config.get("model_type") == "llama4":
        return from_config(name, text)
    experts = _experts(name, config)
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
            **experts,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CommandError(
            f"the config of {name} does not describe a dense decoder: {error} is missing"
        ) from error


def _experts(name: str, config: Mapping[str, Any]) -> dict[str, int]:
    """What Llama 4's text model adds; nothing for a dense one. Raises CommandError for other experts."""
    if not any(config.get(key) for key in _EXPERT_KEYS):
        return {}
    layers = config.get("num_hidden_layers", 0)
    all_mixed = len(config.get("moe_layers") or ()) in (0, layers)
    if (
        config.get("model_type") != "llama4_text"
        or config.get("interleave_moe_layer_step", 1) != 1
        or not all_mixed
        or "quantization_config" in config
    ):
        raise CommandError(
            f"{name} is a mixture of experts; of those, the plan knows Llama 4 Scout only"
        )
    rotary = config.get("no_rope_layers") or [(at + 1) % 4 != 0 for at in range(layers)]
    return {
        "experts": int(config["num_local_experts"]),
        "experts_per_token": int(config.get("num_experts_per_tok", 1)),
        "normed_query_layers": sum(map(bool, rotary)) if config.get("use_qk_norm", True) else 0,
    }
