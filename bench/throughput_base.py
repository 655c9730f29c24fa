"""What the training benchmark trains: a Llama of a published shape with random weights, and rows of random words.

Nothing is downloaded. The folder of a base holds config and tokenizer alone; `random_weights` gives
`from_pretrained` its tensors, one random matrix for all layers of a shape, so that 8 B parameters are never
held in bf16: the loader quantises them one by one.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoConfig, LlamaConfig, PreTrainedModel, PreTrainedTokenizerFast

from train.llama3_tokenizer import (
    BEGIN_OF_TEXT,
    CHAT_TEMPLATE,
    END_HEADER,
    END_OF_TEXT,
    END_OF_TURN,
    PAD,
    SPECIAL_TOKENS,
    START_HEADER,
)
from train.shapes import KNOWN, ModelShape

Workload = Literal["mixed", "long", "short"]
LONGEST = 2048

SHAPES = {
    "tiny": ModelShape("tiny Llama", 128, 3, 4, 4, 32, 352, 4000, True),
    "1b": KNOWN["llama-3.2-1b"],
    "8b": KNOWN["llama-3.1-8b"],
}
_PROMPT_FORMAT, _ANSWER_FORMAT = 8, 1
"""Tokens of the chat format: the beginning, two headers of three and an end of turn; another end of turn."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Tokens of one row: of its prompt with the chat format, and of what is trained."""

    prompt: int
    trained: int

    @property
    def total(self) -> int:
        """Tokens of the row."""
        return self.prompt + self.trained


def row_lengths(workload: Workload, count: int, longest: int, seed: int = 0) -> list[Lengths]:
    """`count` rows of a workload, the same for the same seed.

    `mixed` is drawn as data_prep's datasets are made up: three quarters questions with short answers (20-80
    tokens), a fifth running text, nearly all of it trained, and 6 % summaries of pages (300-2,000 tokens).
    In `long` every row has `longest` tokens, nearly all trained; in `short` 60, of which 20 are trained.
    """
    draw = random.Random(seed)
    if workload == "long":
        return [Lengths(24, longest - 24)] * count
    if workload == "short":
        return [Lengths(40, 20)] * count
    return [_mixed_row(draw) for _ in range(count)]


def _mixed_row(draw: random.Random) -> Lengths:
    kind = draw.random()
    if kind < 0.06:
        total, trained = draw.randint(300, 2000), draw.randint(30, 100)
        return Lengths(total - trained, trained)
    if kind < 0.26:
        return Lengths(16, draw.randint(20, 140))
    total = draw.randint(20, 80)
    trained = draw.randint(3, min(16, total - 14))
    return Lengths(total - trained, trained)


def rows_of(lengths: Sequence[Lengths], words: int, seed: int = 0) -> list[dict[str, Any]]:
    """Conversational prompt and completion rows of random words with exactly these tokens."""
    draw = random.Random(seed)

    def said(role: str, tokens: int) -> list[dict[str, str]]:
        text = " ".join(f"w{draw.randrange(words)}" for _ in range(tokens))
        return [{"role": role, "content": text}]

    return [
        {
            "id": str(at),
            "task": "qa",
            "prompt": said("user", row.prompt - _PROMPT_FORMAT),
            "completion": said("assistant", row.trained - _ANSWER_FORMAT),
        }
        for at, row in enumerate(lengths)
    ]


def words_of(vocabulary: int) -> int:
    """How many of a vocabulary are words; the rest are control tokens and role names."""
    return vocabulary - len(SPECIAL_TOKENS) - 3


def write_base(shape: ModelShape, folder: Path) -> None:
    """Config and tokenizer of a base of this shape, without weights."""
    _config(shape).save_pretrained(folder)
    _tokenizer(shape.vocabulary).save_pretrained(folder)


def _config(shape: ModelShape) -> LlamaConfig:
    rope = {
        "rope_type": "llama3", "rope_theta": 500_000.0, "factor": 8.0, "low_freq_factor": 1.0,
        "high_freq_factor": 4.0, "original_max_position_embeddings": 8192,
    }  # fmt: skip
    return LlamaConfig(
        architectures=["LlamaForCausalLM"],
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        intermediate_size=shape.intermediate,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        head_dim=shape.head_dim,
        tie_word_embeddings=shape.tied,
        max_position_embeddings=131_072,
        rope_parameters=rope,
        bos_token_id=SPECIAL_TOKENS.index(BEGIN_OF_TEXT),
        eos_token_id=SPECIAL_TOKENS.index(END_OF_TURN),
        pad_token_id=SPECIAL_TOKENS.index(PAD),
    )


def _tokenizer(vocabulary: int) -> PreTrainedTokenizerFast:
    """A word a token, in Llama 3's chat format."""
    known = [*SPECIAL_TOKENS, "user", "assistant", "<unknown>"]
    known += [f"w{at}" for at in range(words_of(vocabulary))]
    ids = {word: at for at, word in enumerate(known)}
    words: Any = Tokenizer(models.WordLevel(ids, unk_token="<unknown>"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(
        tokenizer_object=words,
        bos_token=BEGIN_OF_TEXT,
        eos_token=END_OF_TURN,
        pad_token=PAD,
        extra_special_tokens=[END_OF_TEXT, START_HEADER, END_HEADER],
        chat_template=CHAT_TEMPLATE,
        padding_side="right",
    )


@contextmanager
def random_weights(device: torch.device) -> Iterator[None]:
    """Within it, `from_pretrained` of a folder without weights makes them up on `device`."""
    real = PreTrainedModel.__dict__["from_pretrained"]

    def made_up(cls: Any, name: str, *args: Any, config: Any = None, **kwargs: Any) -> Any:
        config = config or AutoConfig.from_pretrained(name)
        state = random_state(cls, config, device)
        model = real.__func__(cls, None, *args, config=config, state_dict=state, **kwargs)
        model.name_or_path = model.config.name_or_path = str(name)
        return model

    PreTrainedModel.from_pretrained = classmethod(made_up)  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        PreTrainedModel.from_pretrained = real  # type: ignore[method-assign]


def random_state(model_class: Any, config: Any, device: torch.device) -> dict[str, torch.Tensor]:
    """bf16 tensors for every parameter. Matrices that will be quantised share one tensor per shape; what stays
    as it is has its own, or two of the model's parameters would be one."""
    with torch.device("meta"):
        skeleton = model_class(config)
    shared: dict[torch.Size, torch.Tensor] = {}
    state = {}
    for name, parameter in skeleton.named_parameters():
        shape = parameter.shape
        if parameter.ndim == 1:
            state[name] = torch.ones(shape, dtype=torch.bfloat16, device=device)
        elif "embed_tokens" in name or "lm_head" in name:
            state[name] = _random(shape, device)
        else:
            if shape not in shared:
                shared[shape] = _random(shape, device)
            state[name] = shared[shape]
    return state


def _random(shape: torch.Size, device: torch.device) -> torch.Tensor:
    return torch.randn(shape, dtype=torch.bfloat16, device=device).mul_(0.02)


def flops_per_token(
    shape: ModelShape,
    lengths: Sequence[Lengths],
    recomputed: float,
    head_share: float | None = None,
) -> float:
    """Floating-point operations that LoRA training needs per token, adapters' own left out.

    Of the base's linear layers: 2 per weight forwards, 2 for the input's gradient, none for the weight's, and
    2 again for the share `recomputed` of the layers. Of the output layer 4 per weight, for the share of tokens
    that carry a label (`head_share`, of the rows if None). Of causal attention, half of length × width × 4
    forwards, twice that backwards.
    """
    tokens = sum(row.total for row in lengths)
    if head_share is None:
        head_share = sum(row.trained for row in lengths) / tokens
    context = sum(row.total**2 for row in lengths) / tokens
    attention = 2 * context * shape.heads * shape.head_dim * shape.layers
    head = 4 * shape.vocabulary * shape.hidden * head_share
    return shape.linear_parameters * (4 + 2 * recomputed) + head + attention * (3 + recomputed)
