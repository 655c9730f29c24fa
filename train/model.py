"""The 4-bit base, its tokenizer and the LoRA adapters: one road for a tiny model on CPU and 8 B on CUDA."""

from pathlib import Path
from typing import Any, cast

import bitsandbytes as bnb
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    BitsAndBytesConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    set_seed,
)
from transformers.modeling_layers import GradientCheckpointingLayer

from train import hub, processes
from train.attention import PACKED
from train.config import QloraConfig
from train.dialect import CommandError, WorkError

PAD_TOKENS = (
    "<|finetune_right_pad_id|>",  # Llama 3.1 and later
    "<|finetune_right_pad|>",  # Llama 4
    "<|reserved_special_token_0|>",  # Llama 3
    "<pad>",
    "<unk>",  # Llama 2
)
"""Tokens that can stand for padding because no text holds them, in the order they are tried."""

PINNED_DATE = "26 Jul 2024"
"""The date of Llama 3.1's own template. Llama 3.2's writes the day on which it runs into every prompt,
so that training and answering would see different prompts; here it is fixed, in the saved template."""


def load_tokenizer(
    model: QloraConfig, *, chat_template_path: str | None = None, eos_token: str | None = None
) -> PreTrainedTokenizerBase:
    """The base's tokenizer with a chat template that gives the same prompt every day, and pad ≠ eos.

    Raises CommandError when there is no such base, or when it has no chat template.
    """
    name = existing(str(model.model_name_or_path))
    tokenizer = _from_pretrained(AutoTokenizer, name, revision=model.model_revision)
    if eos_token is not None:
        if eos_token not in tokenizer.get_vocab():
            raise CommandError(f"eos_token {eos_token!r} is no token of {name}")
        tokenizer.eos_token = eos_token
    if chat_template_path is not None:
        tokenizer.chat_template = _read_template(Path(chat_template_path))
    if not tokenizer.chat_template:
        raise CommandError(
            f"{name} has no chat template; take its instruction-tuned variant or give --chat_template_path FILE.jinja"
        )
    tokenizer.chat_template = pin_date(tokenizer.chat_template)
    _set_padding(tokenizer, name)
    return tokenizer


def existing(name: str) -> str:
    """`name` when it is a model's folder or may be a Hub id; CommandError when it can be neither."""
    if (Path(name) / "config.json").is_file():
        return name
    if Path(name).is_dir() or name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise CommandError(f"there is no model in {name}; `python -m train.tiny` makes a tiny one")
    return name


def _from_pretrained(auto_class: Any, name: str, **kwargs: Any) -> Any:
    """From the folder, the Hub, or, when the Hub cannot be asked, from its local cache."""
    asked = not Path(name).is_dir()
    unreachable = asked and hub.offline()
    try:
        return auto_class.from_pretrained(name, local_files_only=unreachable, **kwargs)
    except (OSError, ValueError) as error:
        if unreachable:
            raise CommandError(
                f"there is no model folder {name} (`python -m train.tiny` makes a tiny one), "
                "the Hub cannot be reached, and its cache does not hold it"
            ) from error
        reason = str(error).strip().splitlines()[0]
        raise WorkError(f"cannot load {name}: {reason}") from error


def _read_template(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"cannot read the chat template {path}: {error.strerror}") from error


def pin_date(chat_template: str) -> str:
    """`chat_template` with a fixed `date_string` when it would ask for today's date."""
    if "strftime_now" not in chat_template or "date_string" not in chat_template:
        return chat_template
    pin = f'{{%- set date_string = "{PINNED_DATE}" %}}'
    return chat_template if chat_template.startswith(pin) else pin + chat_template


def _set_padding(tokenizer: PreTrainedTokenizerBase, name: str) -> None:
    """A padding token that is not the end token: a model that is not trained on its end never stops."""
    if tokenizer.pad_token is None or tokenizer.pad_token_id == tokenizer.eos_token_id:
        vocabulary = tokenizer.get_vocab()
        free = [
            token for token in PAD_TOKENS if token in vocabulary and token != tokenizer.eos_token
        ]
        if not free:
            raise CommandError(
                f"the tokenizer of {name} has no padding token besides its end token"
            )
        tokenizer.pad_token = free[0]
    tokenizer.padding_side = "right"


def load_base(model: QloraConfig, device: torch.device) -> PreTrainedModel:
    """The frozen base on `device`, in NF4 when `load_in_4bit`; what is not quantised has the config's dtype."""
    base = _from_pretrained(
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


def add_lora(base: PreTrainedModel, model: QloraConfig, seed: int) -> PeftModel:
    """`base` with fresh fp32 adapters, seeded. The base is not upcast: that would cost 2 GiB at 8 B."""
    set_seed(seed)
    lora = LoraConfig(
        r=model.lora_r,
        lora_alpha=model.lora_alpha,
        lora_dropout=model.lora_dropout,
        target_modules=model.lora_target_modules or "all-linear",
        target_parameters=model.lora_target_parameters,
        modules_to_save=model.lora_modules_to_save,
        use_rslora=model.use_rslora,
        use_dora=model.use_dora,
        bias="none",
        task_type="CAUSAL_LM",
    )
    return get_peft_model(base, lora)  # type: ignore[return-value]
