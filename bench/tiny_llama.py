"""A tiny Llama on a run's documents, and LoRA on top of it: what the ablation of wordings trains.

1.1 M parameters (hidden 128, 3 layers), a byte-level BPE of 4,000 tokens and 300 pre-training steps, all on
the documents themselves; LoRA of rank 64 on all linear layers, batches of 32, 3e-3 falling linearly to a
twentieth. A row is a question and its answer, of which the answer is trained, or a plain text, of which
all is.
"""

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM

BEGIN, END, QUESTION, ANSWER, PAD = range(5)
VOCABULARY, WIDTH, LAYERS, HEADS = 4000, 128, 3, 4
WINDOW, WINDOWS = 128, 16
BATCH, RANK, RATE = 32, 64, 3e-3
IGNORED = -100
MOST_PROMPT, MOST_ANSWER, MOST_TEXT, MOST_NEW = 200, 48, 200, 24
"""Longest prompt, answer and text of a row, and longest generated answer, in tokens."""


@dataclass(frozen=True, slots=True)
class Row:
    """Token ids of which those behind `given` are trained."""

    ids: list[int]
    given: int


@dataclass(frozen=True, slots=True)
class Base:
    """A pre-trained tiny Llama with its tokenizer."""

    tokenizer: Tokenizer
    model: Any

    def pair(self, question: str, answer: str) -> Row:
        prompt = self.prompt(question)
        return Row([*prompt, *self.tokenizer.encode(answer).ids[:MOST_ANSWER], END], len(prompt))

    def text(self, text: str) -> Row:
        return Row([BEGIN, *self.tokenizer.encode(text).ids[:MOST_TEXT], END], 1)

    def prompt(self, question: str) -> list[int]:
        return [BEGIN, QUESTION, *self.tokenizer.encode(question).ids[:MOST_PROMPT], ANSWER]


def make_base(lines: Sequence[str], *, steps: int, seed: int) -> Base:
    """The base that has read `lines`, the documents' paragraphs, for `steps` steps of 16 windows."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    tokenizer = _tokenizer(lines)
    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=WIDTH,
        intermediate_size=int(WIDTH * 2.75),
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=HEADS,
        max_position_embeddings=512,
        tie_word_embeddings=True,
        bos_token_id=BEGIN,
        eos_token_id=END,
        pad_token_id=PAD,
    )
    model: Any = LlamaForCausalLM(config)
    stream = [i for line in lines for i in (BEGIN, *tokenizer.encode(line).ids, END)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    for _ in range(steps):
        starts = [draw.randrange(max(1, len(stream) - WINDOW)) for _ in range(WINDOWS)]
        ids = torch.tensor([stream[start : start + WINDOW] for start in starts])
        _step(model, optimizer, model(input_ids=ids, labels=ids).loss)
    return Base(tokenizer, model)


def _tokenizer(lines: Sequence[str]) -> Tokenizer:
    tokenizer: Any = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<begin>", "<end>", "<question>", "<answer>", "<pad>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(lines, trainer)
    return tokenizer


def tune(base: Base, batches: Iterator[list[Row]], *, steps: int, seed: int) -> tuple[Base, float]:
    """A LoRA-tuned copy of `base` after `steps` of `batches`, and the mean loss of its last 20 steps."""
    torch.manual_seed(seed)
    lora = LoraConfig(r=RANK, lora_alpha=RANK, target_modules="all-linear", task_type="CAUSAL_LM")
    model: Any = get_peft_model(copy.deepcopy(base.model), lora)
    model.train()
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, steps)
    losses: list[float] = []
    for _ in range(steps):
        ids, mask, labels = _tensors(next(batches))
        loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
        _step(model, optimizer, loss)
        schedule.step()
        losses.append(loss.item())
    last = losses[-20:]
    return Base(base.tokenizer, model), sum(last) / max(1, len(last))


def _tensors(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(row.ids) for row in rows)
    pads = [longest - len(row.ids) for row in rows]
    ids = [row.ids + [PAD] * pad for row, pad in zip(rows, pads, strict=True)]
    mask = [[1] * len(row.ids) + [0] * pad for row, pad in zip(rows, pads, strict=True)]
    labels = [
        [IGNORED] * row.given + row.ids[row.given :] + [IGNORED] * pad
        for row, pad in zip(rows, pads, strict=True)
    ]
    made = (torch.tensor(values) for values in (ids, mask, labels))
    return next(made), next(made), next(made)


def _step(model: Any, optimizer: Any, loss: torch.Tensor) -> None:
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    optimizer.zero_grad()


def answers(tuned: Base, questions: Sequence[str], batch: int = 64) -> list[str]:
    """What the model says to each question, greedily; questions of like length are asked together."""
    tuned.model.eval()
    prompts = [tuned.prompt(question) for question in questions]
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    said = [""] * len(prompts)
    for at in range(0, len(order), batch):
        some = order[at : at + batch]
        for i, ids in zip(some, _generate(tuned.model, [prompts[i] for i in some]), strict=True):
            said[i] = tuned.tokenizer.decode(ids)
    return said


@torch.no_grad()
def _generate(model: Any, prompts: list[list[int]]) -> list[list[int]]:
    longest = max(map(len, prompts))
    pads = [longest - len(prompt) for prompt in prompts]
    ids = [[PAD] * pad + prompt for pad, prompt in zip(pads, prompts, strict=True)]
    mask = [[0] * pad + [1] * len(prompt) for pad, prompt in zip(pads, prompts, strict=True)]
    out = model.generate(
        input_ids=torch.tensor(ids),
        attention_mask=torch.tensor(mask),
        max_new_tokens=MOST_NEW,
        do_sample=False,
        pad_token_id=PAD,
        eos_token_id=END,
    )
    return [row[longest:].tolist() for row in out]
