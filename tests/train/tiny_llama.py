"""Tiny Llamas as a run makes them, and what their passes really hold in memory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from train.shapes import ModelShape, from_config

RANK = 16
VOCABULARY = 64


def tiny_llama(folder: Path, *, four_bit: bool = True, experts: int = 0) -> tuple[Any, ModelShape]:
    """A Llama of 4 layers, or a Llama 4 of as many with experts, with adapters of rank 16, and its shape.

    Adapters are in bf16 on a 4-bit base, as CUDA's autocast would compute: on CPU, PEFT would copy their
    inputs to fp32.
    """
    from peft import LoraConfig, get_peft_model

    from train import model as models
    from train.config import QloraConfig

    untrained = _llama4(experts) if experts else _llama()
    untrained.to(torch.bfloat16).save_pretrained(folder)
    config = QloraConfig(
        model_name_or_path=str(folder), load_in_4bit=four_bit, attn_implementation="sdpa"
    )
    base = models.load_base(config, torch.device("cpu"))
    lora = LoraConfig(
        r=RANK, target_modules="all-linear", exclude_modules=["router"], task_type="CAUSAL_LM"
    )
    model: Any = get_peft_model(base, lora)
    for parameter in model.parameters():
        if parameter.requires_grad and four_bit:
            parameter.data = parameter.data.bfloat16()
    return model.train(), from_config("tiny", untrained.config.to_dict())


def _llama() -> Any:
    from transformers import LlamaConfig, LlamaForCausalLM

    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=VOCABULARY, hidden_size=128, intermediate_size=448, num_hidden_layers=4,
            num_attention_heads=4, num_key_value_heads=1,
        )
    )  # fmt: skip


def _llama4(experts: int) -> Any:
    from transformers import Llama4ForCausalLM, Llama4TextConfig

    return Llama4ForCausalLM(
        Llama4TextConfig(
            vocab_size=VOCABULARY, hidden_size=128, intermediate_size=192, num_hidden_layers=4, head_dim=32,
            num_attention_heads=4, num_key_value_heads=1, num_local_experts=experts, pad_token_id=0,
        )
    )  # fmt: skip


def hidden_states(model: Any, tokens: int) -> torch.Tensor:
    """A forward pass, up to the output layer, of one row: a batch that needs no mask, so nothing repeats keys."""
    ids = torch.arange(tokens).unsqueeze(0) % VOCABULARY
    autocast = not getattr(model, "is_loaded_in_4bit", False)
    with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
        return model.base_model.model.model(input_ids=ids, use_cache=False).last_hidden_state


def kept_for_backward(model: Any, tokens: int) -> int:
    """Bytes of distinct storages that autograd keeps of a forward pass, weights aside."""
    weights = {t.untyped_storage().data_ptr() for t in (*model.parameters(), *model.buffers())}
    kept: dict[int, torch.Tensor] = {}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        place = tensor.untyped_storage().data_ptr()
        if place not in weights:
            kept[place] = tensor  # held, so that no address is used twice
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        hidden_states(model, tokens)
    return sum(tensor.untyped_storage().nbytes() for tensor in kept.values())


def checkpoint_first(model: Any, layers: int) -> None:
    """Has the first `layers` decoder layers recomputed in the backward pass."""
    base = model.base_model.model
    base.gradient_checkpointing_enable({"use_reentrant": False})
    for at, layer in enumerate(base.model.layers):
        layer.gradient_checkpointing = at < layers


def forward_backward(model: Any, tokens: int) -> None:
    """One pass of `tokens` tokens forward and back, without a loss."""
    states = hidden_states(model, tokens)
    states.backward(torch.ones_like(states))


def allocated_peak(run: Callable[[], object]) -> int:
    """The most bytes that `run` holds at a time beyond what is held before it, by PyTorch's own count."""
    from torch.profiler import ProfilerActivity, profile

    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
        run()
    results: Any = profiler.profiler
    changes = sorted(
        (event.start_ns(), event.nbytes())
        for event in results.kineto_results.events()
        if event.name() == "[memory]"
    )
    held = most = 0
    for _, change in changes:
        held += change
        most = max(most, held)
    return most
