"""Shapes count what the models really have, and know Llama's names without a network."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from train.dialect import CommandError, WorkError
from train.shapes import KNOWN, ModelShape, from_config, shape_of

PUBLISHED = {
    "llama-2-7b": 6_738_415_616,
    "llama-2-13b": 13_015_864_320,
    "llama-2-70b": 68_976_648_192,
    "llama-3-8b": 8_030_261_248,
    "llama-3-70b": 70_553_706_496,
    "llama-3.1-8b": 8_030_261_248,
    "llama-3.1-70b": 70_553_706_496,
    "llama-3.1-405b": 405_853_388_800,
    "llama-3.2-1b": 1_235_814_400,
    "llama-3.2-3b": 3_212_749_824,
    "llama-3.3-70b": 70_553_706_496,
    "llama-4-scout-17b-16e": 107_769_861_120,
}
"""Parameters as the Hub states them, of Scout the text model alone."""


def real_model(shape: ModelShape) -> Any:
    """transformers' own model in full size, without memory."""
    from transformers import (
        Llama4ForCausalLM,
        Llama4TextConfig,
        LlamaConfig,
        LlamaForCausalLM,
    )

    sizes = {
        "vocab_size": shape.vocabulary,
        "hidden_size": shape.hidden,
        "intermediate_size": shape.intermediate,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "num_key_value_heads": shape.kv_heads,
        "head_dim": shape.head_dim,
        "tie_word_embeddings": shape.tied,
    }
    with torch.device("meta"):
        if shape.experts:
            return Llama4ForCausalLM(Llama4TextConfig())  # Scout is its default
        return LlamaForCausalLM(LlamaConfig(**sizes))


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_known_llama_has_the_parameters_of_the_real_model(name: str):
    shape, model = KNOWN[name], real_model(KNOWN[name])
    assert sum(p.numel() for p in model.parameters()) == shape.parameters == PUBLISHED[name]
    linears = [
        module
        for where, module in model.named_modules()
        if type(module) is torch.nn.Linear and where != "lm_head"
    ]
    assert sum(linear.weight.numel() for linear in linears) == shape.linear_parameters
    assert shape.active_parameters / 1e9 == pytest.approx(
        17.2 if shape.experts else shape.parameters / 1e9, abs=0.05
    )


@pytest.mark.parametrize("name", ["llama-3.2-3b", "llama-4-scout-17b-16e"])
def test_the_config_of_the_real_model_gives_the_known_shape(name: str):
    shape = KNOWN[name]
    config = real_model(shape).config.to_dict()
    assert from_config(shape.name, config) == shape
    if shape.experts:
        both = {"model_type": "llama4", "text_config": config, "vision_config": {}}
        assert from_config(shape.name, both) == shape


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        ("meta-llama/Meta-Llama-3.1-8B-Instruct", "Llama-3.1-8B"),
        ("meta-llama/Meta-Llama-3-8B", "Llama-3-8B"),
        ("meta-llama/Llama-2-7b-chat-hf", "Llama-2-7B"),
        ("someone/Llama-3.2-3B-Instruct", "Llama-3.2-3B"),
        ("unsloth/Llama-3.2-1B-Instruct-unsloth-bnb-4bit", "Llama-3.2-1B"),
        ("meta-llama/Llama-4-Scout-17B-16E-Instruct", "Llama-4-Scout-17B-16E"),
        ("llama3.1_8b", "Llama-3.1-8B"),
        ("llama4_scout", "Llama-4-Scout-17B-16E"),
        ("llama2_13b", "Llama-2-13B"),
    ],
)
def test_names_of_llama_work_without_a_network(model: str, shape: str):
    assert shape_of(model).name == shape


def test_a_folder_is_read(tmp_path: Path):
    config = real_model(KNOWN["llama-3.2-1b"]).config.to_dict()
    (tmp_path / "config.json").write_text(json.dumps(config))
    assert shape_of(str(tmp_path)).parameters == PUBLISHED["llama-3.2-1b"]


def test_what_has_no_shape_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(WorkError, match="neither a folder nor one of Llama-2-7B"):
        shape_of("org/unheard-of")
    with pytest.raises(CommandError, match="cannot read the model's shape"):
        shape_of(str(tmp_path))
    with pytest.raises(CommandError, match="'intermediate_size' is missing"):
        from_config("odd", {"hidden_size": 8, "num_attention_heads": 2, "num_hidden_layers": 1})


@pytest.mark.parametrize(
    "config",
    [
        {"num_local_experts": 8},
        {"model_type": "mixtral", "num_local_experts": 8},
        {"model_type": "llama4_text", "num_local_experts": 128, "interleave_moe_layer_step": 2},
        {"model_type": "llama4_text", "num_local_experts": 4, "num_hidden_layers": 4, "moe_layers": [1, 3]},
        {"model_type": "llama4_text", "num_local_experts": 16, "quantization_config": {}},
    ],
)  # fmt: skip
def test_other_mixtures_of_experts_are_refused(config: dict[str, Any]):
    with pytest.raises(CommandError, match="mixture of experts"):
        from_config("moe", config)
