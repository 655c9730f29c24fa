"""The 4-bit base and the LoRA adapters: one road for a tiny model on CPU and 8 B on CUDA."""

from typing import Any, cast

import bitsandbytes as bnb
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import (
    AutoModelForCausalLM,
    BitsAndBytesConfig,
    PreTrainedModel,
    set_seed,
)
from transformers.modeling_layers import GradientCheckpointingLayer

from train import processes
from train.attention import PACKED
from train.config import QloraConfig
from train.dialect import CommandError
from train.pretrained import existing, from_pretrained


def load_base(model: QloraConfig, device: torch.device) -> PreTrainedModel:
    """The frozen base on `device`, in NF4 when `load_in_4bit`; what is not quantised has the config's dtype."""
    base = from_pretrained(
        AutoModelForCausalLM,
        existing(str(model.model_name_or_path)),
        revision=model.model_revision,
        dtype=model.dtype or "auto",
        quantization_config=quantization(model),
        attn_implementation=PACKED,
        device_map={"": device},
    )
    base.config.use_cache = False
    keep_cpu_layers_differentiable(base)
    return base


def quantization(model: QloraConfig) -> BitsAndBytesConfig | None:
    """NF4 with double quantisation and bf16 products as in QLoRA (arXiv 2305.14314), or as the config says."""
    if model.load_in_8bit:
        return BitsAndBytesConfig(load_in_8bit=True)
    if not model.load_in_4bit:
        return None
    compute = torch.bfloat16 if model.dtype in (None, "auto") else getattr(torch, model.dtype)
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type=model.bnb_4bit_quant_type,
        bnb_4bit_compute_dtype=compute,
        bnb_4bit_use_double_quant=model.use_bnb_nested_quant,
        # FSDP shards floats only; the same bits are stored either way.
        bnb_4bit_quant_storage=compute if processes.sharded() else model.bnb_4bit_quant_storage,
    )


def cpu_multiplies_bf16() -> bool:
    """Whether oneDNN has a bf16 matrix product for this CPU: from AVX-512 on. Without, PyTorch emulates it."""
    return torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported()


def keep_cpu_layers_differentiable(model: torch.nn.Module) -> None:
    """Stops bitsandbytes from repacking 4-bit layers on CPUs with AVX512-BF16.

    The first evaluation would repack them in place, and later training steps would run through a
    product without gradients, with no more than a warning (seen with bitsandbytes 0.50).
    """
    for module in model.modules():
        if isinstance(module, bnb.nn.Linear4bit) and module.weight.device.type == "cpu":
            module.support_avx512bf16_for_cpu = False


def checkpoint_layers(model: torch.nn.Module, count: int) -> None:
    """Recomputes the activations of the first `count` decoder layers in the backward pass, keeps the others'.

    `model` is a transformers model, or a PEFT model of one.
    """
    layers = [
        module for module in model.modules() if isinstance(module, GradientCheckpointingLayer)
    ]
    if count > 0:
        cast("Any", model).activation_checkpointing_enable(
            activation_checkpointing_kwargs={"use_reentrant": False}
        )
    for at, layer in enumerate(layers):
        layer.gradient_checkpointing = at < count


def use_liger() -> None:
    """Liger's kernels for norms, rotary positions and SwiGLU in every Llama loaded from here on.

    Its fused cross-entropy stays off: TRL's own does that. Raises CommandError where it cannot run.
    """
    if not torch.cuda.is_available():
        raise CommandError("liger: true needs a CUDA GPU")
    try:
        from liger_kernel.transformers import apply_liger_kernel_to_llama  # type: ignore[import-not-found] # noqa: PLC0415
    except ImportError as error:
        raise CommandError("liger: true needs the extra: pip install 'factune[liger]'") from error
    apply_liger_kernel_to_llama(
        rope=True, rms_norm=True, swiglu=True, cross_entropy=False, fused_linear_cross_entropy=False
    )


def routers(base: torch.nn.Module) -> list[str]:
    """Names of the layers that choose a token's experts: frozen, so that adapters cannot shift the load.

    Llama 4's is an `nn.Linear` that returns a pair; PEFT would wrap it and fail in the first step.
    """
    return [name for name, _ in base.named_modules() if name.endswith(".router")]


def add_lora(base: PreTrainedModel, model: QloraConfig, seed: int) -> PeftModel:
    """`base` with fresh fp32 adapters, seeded. The base is not upcast: that would cost 2 GiB at 8 B."""
    set_seed(seed)
    lora = LoraConfig(
        r=model.lora_r,
        lora_alpha=model.lora_alpha,
        lora_dropout=model.lora_dropout,
        target_modules=model.lora_target_modules or "all-linear",
        exclude_modules=routers(base) or None,
        target_parameters=model.lora_target_parameters,
        modules_to_save=model.lora_modules_to_save,
        use_rslora=model.use_rslora,
        use_dora=model.use_dora,
        bias="none",
        task_type="CAUSAL_LM",
    )
    return get_peft_model(base, lora)  # type: ignore[return-value]
