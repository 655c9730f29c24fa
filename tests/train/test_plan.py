from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from train import dialect, memory, plan
from train.dialect import CommandError, WorkError
from train.memory import GIB, Setup, best_batch
from train.plan import gpu_bytes
from train.shapes import KNOWN, from_config, shape_of

EIGHT = KNOWN["llama-3.1-8b"]


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert dialect.run(plan.main, argv) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "billions", "weights"),
    [
        ("llama-3.1-8b", 8.03, 5.31),
        ("llama-3.2-3b", 3.21, 2.09),
        ("llama-3.2-1b", 1.24, 0.96),
        ("llama-2-7b", 6.74, 3.6),
    ],
)
def test_parameters_and_weights_of_known_models(name: str, billions: float, weights: float):
    held = memory.fixed(KNOWN[name], Setup(32))
    assert KNOWN[name].parameters / 1e9 == pytest.approx(billions, abs=0.005)
    assert (held.linears + held.others) / GIB == pytest.approx(weights, abs=0.01)


@pytest.mark.parametrize(("rank", "gib"), [(16, 0.62), (32, 1.25), (64, 2.5)])
def test_adapters_of_8b(rank: int, gib: float):
    assert memory.fixed(EIGHT, Setup(rank)).adapters / GIB == pytest.approx(gib, abs=0.01)


def test_shapes_count_what_peft_and_bitsandbytes_really_make(tiny_base: str):
    from train import model as models
    from train.config import QloraConfig

    shape = shape_of(tiny_base)
    config = QloraConfig(model_name_or_path=tiny_base, lora_r=4)
    model = models.add_lora(models.load_base(config, torch.device("cpu")), config, 0)
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert memory.adapter_parameters(shape, 4) == trained
    packed = sum(
        p.numel() for name, p in model.named_parameters() if "base_layer" in name
    )  # two weights a byte
    assert packed * 2 == shape.linear_parameters


def kept_for_backward(model: Any, ids: torch.Tensor, mask: torch.Tensor) -> int:
    """Bytes of distinct storages that autograd keeps of a forward pass, weights aside."""
    weights = {t.untyped_storage().data_ptr() for t in (*model.parameters(), *model.buffers())}
    kept: dict[int, torch.Tensor] = {}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        if tensor.untyped_storage().data_ptr() not in weights:
            kept[tensor.untyped_storage().data_ptr()] = (
                tensor  # held, so that no address is used twice
            )
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        model.base_model.model.model(input_ids=ids, attention_mask=mask, use_cache=False)
    return sum(tensor.untyped_storage().nbytes() for tensor in kept.values())


def test_activations_are_what_autograd_really_keeps(tmp_path: Path):
    from transformers import LlamaConfig, LlamaForCausalLM

    from train import model as models
    from train.config import QloraConfig

    llama = LlamaConfig(
        vocab_size=64, hidden_size=256, intermediate_size=896, num_hidden_layers=3, num_attention_heads=8,
        num_key_value_heads=2,
    )  # fmt: skip
    LlamaForCausalLM(llama).save_pretrained(tmp_path)
    config = QloraConfig(model_name_or_path=str(tmp_path), lora_r=16)
    model = models.add_lora(models.load_base(config, torch.device("cpu")), config, 0)
    for (
        parameter
    ) in model.parameters():  # as CUDA's autocast computes; on CPU, PEFT would copy inputs to fp32
        if parameter.requires_grad:
            parameter.data = parameter.data.bfloat16()
    ids = torch.arange(4 * 37).reshape(4, 37) % 64
    mask = torch.ones_like(ids)
    mask[0, 20:] = 0
    measured = kept_for_backward(model.train(), ids, mask)
    formula = memory.activations(
        from_config("t", llama.to_dict()), 16, ids.numel(), checkpointing=False
    )
    assert measured == pytest.approx(formula, rel=0.08)


@given(
    st.sampled_from(sorted(KNOWN)),
    st.integers(4, 96),
    st.integers(1, 40),
    st.integers(64, 8192),
    st.integers(1, 32),
)
def test_a_plan_fits_and_a_larger_gpu_never_fits_less(
    name: str, gpu: int, more: int, length: int, rows: int
):
    shape, setup = KNOWN[name], Setup(32)
    batch = best_batch(shape, setup, gpu * GIB, length, rows)
    larger = best_batch(shape, setup, (gpu + more) * GIB, length, rows)
    if batch is None:
        assert memory.needed(shape, setup, length, 1, checkpointing=True) > memory.usable(gpu * GIB)
        return
    assert batch.bytes <= memory.usable(gpu * GIB)
    assert batch.rows * batch.accumulation == rows
    assert larger is not None


@pytest.mark.parametrize(
    ("text", "size"),
    [("24GiB", 24 * GIB), ("80GB", 80e9), ("16", 16 * GIB), (" 7.5 gib ", 7.5 * GIB)],
)
def test_gpu_sizes(text: str, size: float):
    assert gpu_bytes(text) == size


@pytest.mark.parametrize("text", ["", "big", "-4GiB", "0", "24MiB"])
def test_other_sizes_are_refused(text: str):
    with pytest.raises(ValueError, match="gpu must be a size"):
        gpu_bytes(text)


def test_8b_fits_24_gib_and_70b_does_not(capsys: pytest.CaptureFixture[str]):
    fits = printed(capsys, "--model", "meta-llama/Llama-3.1-8B-Instruct", "--gpu", "24GiB")
    assert "\nfits: --max_length 8192 --per_device_train_batch_size" in fits
    assert "8.03 B parameters" in fits
    too_large = printed(capsys, "--model", "meta-llama/Llama-3.1-70B-Instruct", "--gpu", "24GiB")
    assert "\ndoes not fit: one row of 256 tokens needs 4" in too_large
    assert (
        printed(capsys, "--model", "meta-llama/Llama-3.1-70B-Instruct", "--gpu", "80GB")
        .splitlines()[-1]
        .startswith("fits")
    )


def test_a_yaml_gives_rank_length_and_rows(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "--model", "llama3.2_1b", "--gpu", "16GiB")
    assert "Llama-3.2-1B: 1.24 B parameters, adapters of rank 64" in text
    assert text.splitlines()[-1].startswith("fits: --max_length 2048 ")
    flags = printed(
        capsys,
        "--model",
        "llama3.2_1b",
        "--gpu",
        "16GiB",
        "--lora_r",
        "8",
        "--max_length",
        "64",
    )
    assert "rank 8" in flags
    assert (
        "--max_length 64 --per_device_train_batch_size 16 --gradient_accumulation_steps 1 " in flags
    )


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        ("meta-llama/Meta-Llama-3.1-8B-Instruct", "Llama-3.1-8B"),
        ("meta-llama/Meta-Llama-3-8B", "Llama-3-8B"),
        ("meta-llama/Llama-2-7b-chat-hf", "Llama-2-7B"),
        ("someone/Llama-3.2-3B-Instruct", "Llama-3.2-3B"),
    ],
)
def test_hub_ids_of_llama_work_without_a_network(model: str, shape: str):
    assert shape_of(model).name == shape


def test_what_cannot_be_planned_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(WorkError, match="neither a folder nor one of Llama-2-7B"):
        shape_of("org/unheard-of")
    with pytest.raises(CommandError, match="cannot read the model's shape"):
        shape_of(str(tmp_path))
    with pytest.raises(CommandError, match="mixture of experts"):
        from_config("moe", {"num_local_experts": 8})
    with pytest.raises(CommandError, match="'intermediate_size' is missing"):
        from_config("odd", {"hidden_size": 8, "num_attention_heads": 2, "num_hidden_layers": 1})
    assert dialect.run(plan.main, ["--model", "x", "--gpu", "huge"]) == 2
    assert dialect.run(plan.main, ["--model", "absent.yaml"]) == 2
