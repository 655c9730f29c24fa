"""The forgetting probe: how well a model still predicts text that has nothing to do with the corpus.

`neutral.jsonl` beside this file holds 48 paragraphs of general knowledge, half Chinese and half English,
written for this purpose. Their loss says nothing by itself; its rise over training does.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from train.dialect import CommandError
from train.rows import IGNORED, TokenRow

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

MOST_TOKENS = 1024
"""A longer text is read in pieces of so many tokens, each as if it were a text of its own."""


@dataclass(frozen=True, slots=True)
class Neutral:
    """Mean loss of neutral text.

    `bits_per_byte`, of UTF-8, compares models with different tokenizers; `nats_per_token` does not.
    """

    nats_per_token: float
    bits_per_byte: float


def neutral_loss(
    model: Any,
    tokenizer: "PreTrainedTokenizerBase",
    texts: Sequence[str],
    micro_batch_tokens: int,
    autocast: "torch.dtype | None" = None,
) -> Neutral:
    """Loss of `texts` under `model`, which is used and left as `recall.measure` does.

    Every token of a text is predicted, the first one from the token that begins a text (the end token
    where a tokenizer has none to begin with). Raises ValueError when there is no text.
    """
    from train.recall import measure  # noqa: PLC0415 - reading the texts needs no torch

    rows = [row for text in texts for row in _rows(text, tokenizer, _most_tokens(model))]
    result = measure(model, rows, micro_batch_tokens, autocast)
    size = sum(len(text.encode()) for text in texts)
    bits = result.loss * result.tokens / math.log(2)
    return Neutral(result.loss, bits / size)


def _most_tokens(model: Any) -> int:
    context = getattr(model.config.get_text_config(), "max_position_embeddings", None)
    return min(MOST_TOKENS, context or MOST_TOKENS) - 1  # one is the token that begins the text


def _rows(text: str, tokenizer: "PreTrainedTokenizerBase", most: int) -> Iterator[TokenRow]:
    begin: Any = tokenizer.eos_token_id
    if tokenizer.bos_token_id is not None:
        begin = tokenizer.bos_token_id
    ids: Any = tokenizer(text, add_special_tokens=False)["input_ids"]
    for at in range(0, len(ids), most):
        piece = ids[at : at + most]
        yield TokenRow([begin, *piece], [IGNORED, *piece])


def neutral_texts(path: str | None = None) -> list[str]:
    """The texts of the probe: those of this package, or those of the user's file.

    A `.jsonl` has an object with a string `text`, or a string, on each line; a `.txt` has paragraphs with
    empty lines between them. Both are UTF-8. Raises CommandError for any other file and for one without text.
    """
    if path is None:
        content = files("train").joinpath("neutral.jsonl").read_text(encoding="utf-8")
        return list(_json_lines(content, "neutral.jsonl"))
    suffix = Path(path).suffix.lower()
    if suffix not in (".jsonl", ".txt"):
        raise CommandError(f"neutral_text must be a .jsonl or .txt file, got {path}")
    content = _read(Path(path))
    texts = list(_json_lines(content, path) if suffix == ".jsonl" else _paragraphs(content))
    if not texts:
        raise CommandError(f"neutral_text: {path} holds no text")
    return texts


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(f"cannot read neutral_text {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"neutral_text {path} is not UTF-8") from error


def _json_lines(content: str, name: str) -> Iterator[str]:
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise CommandError(f"neutral_text: line {number} of {name} is no JSON") from error
        text = value.get("text") if isinstance(value, dict) else value
        if not isinstance(text, str) or not text.strip():
            raise CommandError(f"neutral_text: line {number} of {name} has no text")
        yield text


def _paragraphs(content: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*content.splitlines(), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []
