"""Base model, adapter and tokenizer, loaded and ready to be asked.

Base and adapter come from one set of loaded weights: switched off, the adapter leaves the base, so
that the two differ in nothing else.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from peft import PeftModel, get_peft_model_state_dict
from peft.utils import load_peft_weights
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    BitsAndBytesConfig,
    GenerationConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from data_prep import WorkError
from eval.checkpoint import Checkpoint
from eval.samples import Sample


@dataclass(frozen=True, slots=True)
class Speaker:
    """A loaded model that answers; `stops`: ids that end an answer; `window`: the longest text it can
    read, in tokens, None where it has no limit."""

    model: PreTrainedModel | PeftModel
    tokenizer: PreTrainedTokenizerBase
    stops: tuple[int, ...]
    window: int | None

    def adapter(self, on: bool) -> AbstractContextManager[Any]:
        """While it lasts, the model answers with its adapter, if it has one, or without."""
        model: Any = self.model
        off = isinstance(model, PeftModel) and not on
        return model.disable_adapter() if off else nullcontext()


def load(checkpoint: Checkpoint, device: str) -> Speaker:
    """The base of `checkpoint`, with its adapter if it has one, ready to answer.

    Raises WorkError if the tokenizer has no chat template, or it or the adapter does not fit the base.
    """
    place = torch.device(
        "cuda" if device == "auto" and torch.cuda.is_available() else device.replace("auto", "cpu")
    )
    if place.type == "cuda" and not torch.cuda.is_available():
        raise WorkError("device: cuda was asked for, and there is none")
    tokenizer = _tokenizer(checkpoint.tokenizer)
    base = AutoModelForCausalLM.from_pretrained(
        str(checkpoint.model),
        dtype=checkpoint.dtype,
        quantization_config=_quantization(checkpoint),
        device_map={"": place},
    )
    _keep_layout(base)
    stops = _stops(tokenizer, base)
    base.generation_config = GenerationConfig()  # its penalties would blend into greedy decoding
    size = cast(torch.Tensor, base.get_input_embeddings().weight).shape[0]
    if len(tokenizer) > size:
        raise WorkError(
            f"the tokenizer has {len(tokenizer)} tokens, {checkpoint.model} only {size}: not its own"
        )
    model = base if checkpoint.adapter is None else _adapted(base, checkpoint)
    return Speaker(model.eval(), tokenizer, stops, _window(base))


def _adapted(base: PreTrainedModel, checkpoint: Checkpoint) -> PeftModel:
    """`base` with the adapter on it. PEFT says that shapes differ in a line for every tensor, and leaves
    out tensors that have no place; both mean that the adapter is of another base."""
    wrong = f"{checkpoint.adapter} is an adapter of another base than {checkpoint.model}"
    try:
        model = PeftModel.from_pretrained(base, str(checkpoint.adapter))
    except (RuntimeError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise WorkError(f"{wrong}: {reason[:200]}") from error
    saved = load_peft_weights(str(checkpoint.adapter), device="cpu")
    odd = sorted(
        name for name in saved.keys() ^ get_peft_model_state_dict(model).keys() if "lora_" in name
    )
    if odd:
        raise WorkError(f"{wrong}: {odd[0]} and {len(odd) - 1} other tensors are in one only")
    return model


def _window(model: PreTrainedModel) -> int | None:
    return getattr(model.config.get_text_config(), "max_position_embeddings", None)


def _quantization(checkpoint: Checkpoint) -> BitsAndBytesConfig | None:
    """NF4 with double quantisation (QLoRA, arXiv 2305.14314), as in training."""
    if not checkpoint.nf4:
        return None
    compute = torch.bfloat16 if checkpoint.dtype == "auto" else getattr(torch, checkpoint.dtype)
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=compute,
    )


def _keep_layout(model: torch.nn.Module) -> None:
    """bitsandbytes repacks 4-bit weights on CPUs with AVX512-BF16, and the outputs then differ from
    those of training."""
    for module in model.modules():
        if hasattr(module, "support_avx512bf16_for_cpu"):
            module.support_avx512bf16_for_cpu = False  # type: ignore[assignment]


def _tokenizer(folder: Path) -> PreTrainedTokenizerBase:
    tokenizer = cast(
        PreTrainedTokenizerBase, AutoTokenizer.from_pretrained(str(folder), padding_side="left")
    )
    if not tokenizer.chat_template:
        raise WorkError(
            f"{folder} has no chat template; name an instruction-tuned model or an --adapter"
        )
    if tokenizer.pad_token_id is None:  # padding is masked, so any token does
        tokenizer.pad_token_id = tokenizer.eos_token_id or 0
    return tokenizer


def _stops(tokenizer: PreTrainedTokenizerBase, model: PreTrainedModel) -> tuple[int, ...]:
    """End-of-text ids, and what the template writes after an assistant's turn (<|eot_id|>, <|im_end|>)."""
    own = model.generation_config.eos_token_id if model.generation_config else None
    known = [tokenizer.eos_token_id, *(own if isinstance(own, list) else [own])]
    return tuple(dict.fromkeys(i for i in [*known, _end_of_turn(tokenizer)] if i is not None))


def _end_of_turn(tokenizer: PreTrainedTokenizerBase) -> int | None:
    mark = "answer-ends-here"
    turns = [{"role": "user", "content": "question"}, {"role": "assistant", "content": mark}]
    after = str(tokenizer.apply_chat_template(turns, tokenize=False)).rpartition(mark)[2].strip()
    ids = tokenizer(after, add_special_tokens=False)["input_ids"] if after else []
    first = next(iter(cast(list[int], ids)), None)
    return first if first in tokenizer.all_special_ids else None


def prompt_text(tokenizer: PreTrainedTokenizerBase, sample: Sample) -> str:
    """The chat prompt, up to where the assistant begins. The template writes the start token itself."""
    turns = [{"role": turn.role, "content": turn.content} for turn in sample.input]
    return str(tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False))


def prompt_ids(tokenizer: PreTrainedTokenizerBase, sample: Sample) -> list[int]:
    """The tokens of the chat prompt."""
    text = prompt_text(tokenizer, sample)
    return cast(list[int], tokenizer(text, add_special_tokens=False)["input_ids"])


def left_padded(
    rows: Sequence[Sequence[int]], fill: int, device: torch.device | str
) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and attention mask, both (rows, longest): every row ends in the last column."""
    width = max(map(len, rows))
    ids = torch.full((len(rows), width), fill)
    mask = torch.zeros((len(rows), width), dtype=torch.long)
    for i, row in enumerate(rows):
        if row:
            ids[i, -len(row) :] = torch.tensor(row)
            mask[i, -len(row) :] = 1
    return ids.to(device), mask.to(device)


def first_id(tokenizer: PreTrainedTokenizerBase) -> int:
    """The token that begins a text, the one that ends it where a tokenizer has none to begin with."""
    begin = tokenizer.bos_token_id
    return cast(int, tokenizer.eos_token_id if begin is None else begin)
