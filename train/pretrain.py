"""A new Llama of a given size, pre-trained in fp32 on random windows of one token stream."""

from collections.abc import Sequence
from typing import Protocol

import torch
from tqdm import tqdm
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerBase

from train.llama3_tokenizer import BEGIN_OF_TEXT, END_OF_TEXT, END_OF_TURN, PAD
from train.plain_text import sentence_spans

_LONGEST_CONTEXT = 2048
_FEED_FORWARD = 2.75
"""Width of the feed-forward layer over the hidden size, rounded up to whole NF4 blocks of 64."""


class Size(Protocol):
    """What shapes the model and its pre-training."""

    @property
    def hidden_size(self) -> int: ...
    @property
    def num_hidden_layers(self) -> int: ...
    @property
    def num_attention_heads(self) -> int: ...
    @property
    def steps(self) -> int: ...
    @property
    def batch_size(self) -> int: ...
    @property
    def sequence_length(self) -> int: ...
    @property
    def learning_rate(self) -> float: ...
    @property
    def seed(self) -> int: ...


def token_id(tokenizer: PreTrainedTokenizerBase, token: str) -> int:
    """The id of one token of the vocabulary."""
    return tokenizer.get_vocab()[token]


def token_stream(tokenizer: PreTrainedTokenizerBase, lines: Sequence[str]) -> torch.Tensor:
    """All lines as one row of token ids, each twice: as plain text and as a conversation.

    The conversation's answer goes on where its question stops. It says nothing new; without it the
    chat format's own tokens would keep their random embeddings, which adapters never touch, and no
    fine-tuning could teach the model to end its turn.
    """
    begin, end = (token_id(tokenizer, token) for token in (BEGIN_OF_TEXT, END_OF_TEXT))
    plain = tokenizer(list(lines), add_special_tokens=False)["input_ids"] if lines else []
    chats = [str(tokenizer.apply_chat_template(as_turns(line), tokenize=False)) for line in lines]
    turns = tokenizer(chats, add_special_tokens=False)["input_ids"] if lines else []
    rows = (
        row for text, chat in zip(plain, turns, strict=True) for row in ((begin, *text, end), chat)
    )
    return torch.tensor([token for row in rows for token in row], dtype=torch.long)


def as_turns(line: str) -> list[dict[str, str]]:
    """`line` as a question and its answer, cut at the sentence start nearest to its middle."""
    middle = len(line) / 2
    starts = [start for start, _ in sentence_spans(line)][1:]
    cut = min(starts, key=lambda start: abs(start - middle), default=round(middle))
    return [{"role": "user", "content": line[:cut]}, {"role": "assistant", "content": line[cut:]}]


def new_model(size: Size, tokenizer: PreTrainedTokenizerBase) -> LlamaForCausalLM:
    """A Llama with random weights, tied embeddings and the tokenizer's special tokens; seeded."""
    torch.manual_seed(size.seed)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=size.hidden_size,
        intermediate_size=-int(-size.hidden_size * _FEED_FORWARD // 64) * 64,
        num_hidden_layers=size.num_hidden_layers,
        num_attention_heads=size.num_attention_heads,
        num_key_value_heads=size.num_attention_heads,
        max_position_embeddings=_LONGEST_CONTEXT,
        tie_word_embeddings=True,
        bos_token_id=token_id(tokenizer, BEGIN_OF_TEXT),
        eos_token_id=[token_id(tokenizer, END_OF_TEXT), token_id(tokenizer, END_OF_TURN)],
        pad_token_id=token_id(tokenizer, PAD),
    )
    return LlamaForCausalLM(config)


def pretrain(model: LlamaForCausalLM, stream: torch.Tensor, size: Size) -> list[float]:
    """Next-token training in place with AdamW; returns the loss of each step, in nats per token."""
    generator = torch.Generator().manual_seed(size.seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=size.learning_rate)
    offsets = torch.arange(size.sequence_length)
    losses: list[float] = []
    model.train()
    for _ in tqdm(
        range(size.steps), desc="pre-training the tiny base", unit="step", mininterval=1.0
    ):
        starts = torch.randint(
            len(stream) - size.sequence_length, (size.batch_size, 1), generator=generator
        )
        windows = stream[starts + offsets]
        loss = model(input_ids=windows, labels=windows).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
    model.eval()
    return losses
