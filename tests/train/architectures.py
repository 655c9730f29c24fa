"""The models of configs/train in miniature: same architecture and tokens, random weights, a few kB."""

from pathlib import Path
from typing import Any

from tokenizers import (
    AddedToken,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    trainers,
)
from transformers import (
    Llama4ForCausalLM,
    Llama4TextConfig,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

from tests.train.sample_dataset import EN, ZH
from train.templates import FAMILIES

FAMILY = {
    "llama2_7b": "llama2",
    "llama3_8b": "llama3",
    "llama3.1_8b": "llama3.1",
    "llama3.1_70b": "llama3.1",
    "llama3.2_1b": "llama3.2",
    "llama3.2_3b": "llama3.2",
    "llama4_scout": "llama4",
}
"""The config's name → its family."""

_LLAMA3_TOKENS = (
    "<|begin_of_text|>", "<|end_of_text|>", "<|reserved_special_token_0|>", "<|finetune_right_pad_id|>",
    "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|eot_id|>",
)  # fmt: skip
_TOKENS = {
    "llama2": ("<unk>", "<s>", "</s>"),
    "llama3": tuple(token for token in _LLAMA3_TOKENS if "right_pad" not in token),
    "llama4": (
        "<|begin_of_text|>", "<|end_of_text|>", "<|header_start|>", "<|header_end|>", "<|eom|>", "<|eot|>",
        "<|finetune_right_pad|>",
    ),
}  # fmt: skip

# Heads as published, (query, key and value), at a width of 64 or 128; RoPE as published.
_ROPE_3 = {"rope_type": "default", "rope_theta": 500_000.0}
_ROPE_3_1 = {
    "rope_type": "llama3", "rope_theta": 500_000.0, "factor": 8.0, "low_freq_factor": 1.0,
    "high_freq_factor": 4.0, "original_max_position_embeddings": 8192,
}  # fmt: skip
_SHAPES: dict[str, dict[str, Any]] = {
    "llama2_7b": {
        "num_attention_heads": 4, "num_key_value_heads": 4, "max_position_embeddings": 4096,
        "rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0},
    },
    "llama3_8b": {
        "num_attention_heads": 4, "num_key_value_heads": 1, "max_position_embeddings": 8192,
        "rope_parameters": _ROPE_3,
    },
    "llama3.1_8b": {
        "num_attention_heads": 4, "num_key_value_heads": 1, "max_position_embeddings": 131_072,
        "rope_parameters": _ROPE_3_1,
    },
    "llama3.1_70b": {
        "num_attention_heads": 8, "num_key_value_heads": 1, "max_position_embeddings": 131_072,
        "rope_parameters": _ROPE_3_1, "num_hidden_layers": 3,
    },
    "llama3.2_1b": {
        "num_attention_heads": 4, "num_key_value_heads": 1, "max_position_embeddings": 131_072,
        "rope_parameters": _ROPE_3_1 | {"factor": 32.0}, "tie_word_embeddings": True,
    },
    "llama3.2_3b": {
        "num_attention_heads": 3, "num_key_value_heads": 1, "head_dim": 64, "hidden_size": 192,
        "max_position_embeddings": 131_072,
        "rope_parameters": _ROPE_3_1 | {"factor": 32.0}, "tie_word_embeddings": True,
    },
}  # fmt: skip
_SCOUT = {
    "hidden_size": 64, "intermediate_size": 64, "intermediate_size_mlp": 128, "num_hidden_layers": 4,
    "num_attention_heads": 5, "num_key_value_heads": 1, "head_dim": 64, "num_local_experts": 4,
    "num_experts_per_tok": 1, "interleave_moe_layer_step": 1, "use_qk_norm": True,
    "attn_temperature_tuning": True,
    "rope_parameters": _ROPE_3_1 | {"factor": 16.0, "high_freq_factor": 1.0},
}  # fmt: skip


def make_base(name: str, folder: Path, *, chat: bool = True) -> str:
    """A folder as the Hub would hold it; `chat`: with the family's template, as an instruction-tuned one."""
    import torch

    tokenizer = small_tokenizer(FAMILY[name])
    if chat:
        tokenizer.chat_template = FAMILIES[FAMILY[name]].template
    torch.manual_seed(0)
    size = {
        "vocab_size": len(tokenizer),
        "bos_token_id": tokenizer.bos_token_id,
        "pad_token_id": None,
    }
    if name == "llama4_scout":
        model = Llama4ForCausalLM(Llama4TextConfig(**size, **_SCOUT))
    else:
        shape = {
            "hidden_size": 128,
            "intermediate_size": 192,
            "num_hidden_layers": 2,
            "rms_norm_eps": 1e-5,
        }
        model = LlamaForCausalLM(LlamaConfig(**size, **(shape | _SHAPES[name])))
    model.to(torch.bfloat16).save_pretrained(folder)  # type: ignore[arg-type]
    tokenizer.save_pretrained(folder)
    return str(folder)


def small_tokenizer(family: str) -> PreTrainedTokenizerFast:
    """A vocabulary of a few hundred with the family's control tokens, as its base tokenizer has them."""
    made = FAMILIES[family]
    tokens = _TOKENS.get(family, _LLAMA3_TOKENS)
    build = _sentencepiece if family == "llama2" else _byte_level
    return PreTrainedTokenizerFast(
        tokenizer_object=build(tokens),
        bos_token=made.begin,
        eos_token=made.end_of_text,
        clean_up_tokenization_spaces=False,
    )


def _byte_level(tokens: tuple[str, ...]) -> Tokenizer:
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)  # type: ignore[assignment]
    bpe.decoder = decoders.ByteLevel()  # type: ignore[assignment]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    _train(bpe, tokens, alphabet)
    return bpe


def _sentencepiece(tokens: tuple[str, ...]) -> Tokenizer:
    """Llama 2's: `▁` for spaces and before each stretch of text, bytes for what the vocabulary lacks."""
    bpe = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    bpe.pre_tokenizer = pre_tokenizers.Metaspace()  # type: ignore[assignment]
    _train(bpe, (*tokens, *(f"<0x{byte:02X}>" for byte in range(256))), [])
    bpe.pre_tokenizer = None  # type: ignore[assignment]
    bpe.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])  # type: ignore[assignment]
    bpe.decoder = decoders.Sequence(
        [
            decoders.Replace("▁", " "),
            decoders.ByteFallback(),
            decoders.Fuse(),
            decoders.Strip(" ", 1, 0),
        ]
    )  # type: ignore[assignment]
    return _without_special_bytes(bpe, tokens)


def _without_special_bytes(bpe: Tokenizer, tokens: tuple[str, ...]) -> Tokenizer:
    """The trainer makes every token it is given special; bytes are plain."""
    import json

    state = json.loads(bpe.to_str())
    state["added_tokens"] = [token for token in state["added_tokens"] if token["content"] in tokens]
    return Tokenizer.from_str(json.dumps(state))


def _train(bpe: Tokenizer, tokens: tuple[str, ...], alphabet: list[str]) -> None:
    special: Any = [AddedToken(token, normalized=False, special=True) for token in tokens]
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    roles = ["user assistant system [INST] [/INST] <<SYS>> <</SYS>>"] * 50
    bpe.train_from_iterator([ZH, EN, *roles], trainer)
