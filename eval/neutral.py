"""Locality: how well a model still predicts text that has nothing to do with the facts.

`neutral.jsonl` beside this file holds everyday prose in Chinese and English, written for this purpose.
The figure says little by itself; its rise from base to tuned model is what training has damaged.
"""

import json
import math
from functools import cache
from importlib.resources import files
from typing import cast

import torch

from eval.pretrained import Speaker, first_id, left_padded

_WINDOW = 512
"""A longer text is read in pieces of so many tokens, each as if it were a text of its own."""


@cache
def neutral_texts() -> tuple[str, ...]:
    """The built-in texts."""
    lines = files("eval").joinpath("neutral.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["text"] for line in lines)


def bits_per_byte(
    speaker: Speaker, *, tuned: bool, texts: tuple[str, ...] | None = None, batch_size: int = 4
) -> float:
    """Bits that the model needs per UTF-8 byte of `texts`, as plain text; comparable over tokenizers.

    Every token is predicted, the first one from the token that begins a text.
    """
    texts = neutral_texts() if texts is None else texts
    pieces = sorted(
        (piece for text in texts for piece in _pieces(speaker, text)),
        key=lambda ids: (len(ids), ids),
    )
    with speaker.adapter(tuned):
        nats = sum(
            _nats(speaker, pieces[i : i + batch_size]) for i in range(0, len(pieces), batch_size)
        )
    return round(nats / math.log(2) / sum(len(text.encode()) for text in texts), 5)


def _pieces(speaker: Speaker, text: str) -> list[list[int]]:
    ids = cast(list[int], speaker.tokenizer(text, add_special_tokens=False)["input_ids"])
    most = min(_WINDOW, speaker.window or _WINDOW)
    first = first_id(speaker.tokenizer)
    return [[first, *ids[i : i + most]] for i in range(0, len(ids), most)]


@torch.inference_mode()
def _nats(speaker: Speaker, pieces: list[list[int]]) -> float:
    """Minus the sum of the log-probabilities of all tokens but the first of each piece."""
    fill = cast(int, speaker.tokenizer.pad_token_id)
    ids, mask = left_padded([piece[:-1] for piece in pieces], fill, speaker.model.device)
    targets, _ = left_padded([piece[1:] for piece in pieces], fill, speaker.model.device)
    places = (mask.cumsum(1) - 1).clamp(min=0)
    logits = speaker.model(
        input_ids=ids, attention_mask=mask, position_ids=places, use_cache=False
    ).logits.float()
    log_probs = logits.gather(-1, targets[..., None]).squeeze(-1) - logits.logsumexp(-1)
    return -(log_probs.double() * mask).sum().item()
