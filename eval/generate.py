"""Free answers from a base model and its adapter. The only module that loads torch.

Base and adapter come from one set of loaded weights: switched off, the adapter leaves the base, so
that the two differ in nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from peft import PeftModel
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
    """A loaded model that answers; `stops`: ids that end an answer."""

    model: PreTrainedModel | PeftModel
    tokenizer: PreTrainedTokenizerBase
    stops: tuple[int, ...]


def load(checkpoint: Checkpoint, device: str) -> Speaker:
    """The base of `checkpoint`, with its adapter if it has one, ready to answer.

    Raises WorkError if the tokenizer has no chat template or does not fit the base.
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
    size = cast(torch.Tensor, base.get_input_embeddings().weight).shape[0]
    if len(tokenizer) > size:
        raise WorkError(
            f"the tokenizer has {len(tokenizer)} tokens, {checkpoint.model} only {size}: not its own"
        )
    model = (
        base
        if checkpoint.adapter is None
        else PeftModel.from_pretrained(base, str(checkpoint.adapter))
    )
    return Speaker(model.eval(), tokenizer, _stops(tokenizer, base))


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


def prompt_ids(tokenizer: PreTrainedTokenizerBase, sample: Sample) -> list[int]:
    """The chat prompt, up to where the assistant begins. The template writes the start token itself."""
    turns = [{"role": turn.role, "content": turn.content} for turn in sample.input]
    text = tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=False)
    return cast(list[int], tokenizer(str(text), add_special_tokens=False)["input_ids"])


def batches(speaker: Speaker, samples: Sequence[Sample], size: int) -> list[list[Sample]]:
    """Samples of like length together. All of them at once, so that a resumed run pads as the first did."""
    ordered = sorted(
        samples, key=lambda sample: (len(prompt_ids(speaker.tokenizer, sample)), sample.id)
    )
    return [ordered[i : i + size] for i in range(0, len(ordered), size)]


def answers(
    speaker: Speaker,
    groups: Sequence[Sequence[Sample]],
    *,
    tuned: bool,
    max_new_tokens: int,
    wanted: Callable[[Sample], bool],
) -> Iterator[tuple[Sample, str]]:
    """Greedy completions of the wanted samples; a batch is answered whole. `tuned`: with the adapter."""
    with _adapter(speaker.model, tuned):
        for group in groups:
            if any(wanted(sample) for sample in group):
                texts = _complete(speaker, group, max_new_tokens)
                yield from ((s, text) for s, text in zip(group, texts, strict=True) if wanted(s))


def _adapter(model: Any, tuned: bool) -> AbstractContextManager[Any]:
    return model.disable_adapter() if isinstance(model, PeftModel) and not tuned else nullcontext()


@torch.inference_mode()
def _complete(speaker: Speaker, group: Sequence[Sample], max_new_tokens: int) -> list[str]:
    tokenizer = speaker.tokenizer
    prompts = {"input_ids": [prompt_ids(tokenizer, sample) for sample in group]}
    inputs = tokenizer.pad(prompts, padding=True, return_tensors="pt").to(speaker.model.device)
    decoding = GenerationConfig(
        max_new_tokens=max_new_tokens,
        do_sample=False,
        eos_token_id=list(speaker.stops),
        pad_token_id=tokenizer.pad_token_id,
    )
    out = cast(Any, speaker.model).generate(**inputs, generation_config=decoding)
    width = cast(torch.Tensor, inputs["input_ids"]).shape[1]
    return tokenizer.batch_decode(out[:, width:], skip_special_tokens=True)
