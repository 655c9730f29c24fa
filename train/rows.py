"""Conversations of the dataset → token ids and labels, where only the answer and its end token are trained."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import datasets
from datasets import config as datasets_config
from jinja2 import TemplateError
from tqdm import tqdm

from train import hub
from train.dialect import CommandError, WorkError
from train.shorten import Message, shortened
from train.token_rows import (
    IGNORED,
    Overlong,
    TokenRow,
    TokenRows,
    UnusableRow,
    masked,
    require_trained,
    special_tokens_in,
)

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

__all__ = [
    "IGNORED",
    "TokenRow",
    "TokenRows",
    "UnusableRow",
    "load_rows",
    "prompt_ids",
    "require_trained",
    "tokenize_row",
    "tokenize_rows",
]


_TAGS = ("[INST]", "[/INST]", "<<SYS>>", "<</SYS>>")


def load_rows(dataset: str, config: str, split: str) -> Any:
    """The rows of one split of a dataset folder, or of a Hub dataset, as a `datasets.Dataset`.

    Raises CommandError when there is no such folder, WorkError when it cannot be read.
    """
    if not Path(dataset).is_dir() and (
        dataset.count("/") != 1 or dataset.startswith(".") or hub.offline()
    ):
        raise CommandError(f"there is no dataset folder {dataset}; `python -m data_prep` makes one")
    try:
        return datasets.load_dataset(dataset, config, split=split, cache_dir=_cache(dataset))
    except Exception as error:
        reason = " ".join(str(error.__cause__ or error).split())
        raise WorkError(
            f"cannot read {config}/{split} of the dataset {dataset}: {reason}"
        ) from error


def _cache(dataset: str) -> str | None:
    """A cache folder of its own for each state of a dataset folder, None for the Hub.

    `load_dataset` tells local folders apart by their last name alone (seen with datasets 5.2): another
    run's `dataset`, or a former build of this one, would be served from the cache.
    """
    files = sorted(Path(dataset).rglob("*.parquet"))
    if not files:
        return None
    state = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    digest = hashlib.sha256(repr(state).encode()).hexdigest()[:16]
    return str(Path(datasets_config.HF_DATASETS_CACHE) / f"folder-{digest}")


def tokenize_rows(
    rows: Iterable[Mapping[str, Any]],
    tokenizer: "PreTrainedTokenizerBase",
    max_length: int | None,
    overlong: Overlong = "drop",
) -> TokenRows:
    """Rows with `id`, `prompt` and `completion` as ids and labels; unusable ones are counted and named.

    `overlong`: what becomes of rows of more than `max_length` tokens. `cut` takes as much as needed out of
    the longest user message, see `train.shorten`; the answer stays whole, and a row that is still too long
    is left out. With `fail` they are left out too; `require_trained` then refuses to start.
    """
    result = TokenRows()
    special = special_tokens(tokenizer)
    for row in progress(rows):
        messages = (*row["prompt"], *row["completion"])
        try:
            if special_tokens_in((message["content"] for message in messages), special):
                raise UnusableRow("special_token_in_text")
            tokens, cut = _fit(row, tokenizer, max_length, overlong)
        except UnusableRow as unusable:
            result.refuse(row["id"], unusable.reason)
            continue
        result.rows.append(describe(tokens, row, row.get("task") or ""))
        if cut:
            result.cut.append(row["id"])
    return result


def progress(rows: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """`rows` with a bar when they take more than a second."""
    return tqdm(rows, desc="tokenising", unit="row", leave=False, mininterval=1.0, delay=1.0)


def describe(tokens: TokenRow, row: Mapping[str, Any], task: str) -> TokenRow:
    """`tokens` with the id and the stage of its dataset row."""
    return replace(tokens, id=row["id"], stage=int(row.get("stage") or 0), task=task)


def _fit(
    row: Mapping[str, Any],
    tokenizer: "PreTrainedTokenizerBase",
    max_length: int | None,
    overlong: Overlong,
) -> tuple[TokenRow, bool]:
    """The row in at most `max_length` tokens, and whether it had to be cut for that."""
    prompt, completion = row["prompt"], row["completion"]
    tokens = tokenize_row(prompt, completion, tokenizer, None)
    if max_length is None or len(tokens.input_ids) <= max_length:
        return tokens, False

    def fitting(shorter: Sequence[Message]) -> TokenRow | None:
        candidate = tokenize_row(shorter, completion, tokenizer, None)
        return candidate if len(candidate.input_ids) <= max_length else None

    shorter = shortened(prompt, fitting) if overlong == "cut" else None
    if shorter is None:
        raise UnusableRow("too_long")
    return shorter, True


def tokenize_row(
    prompt: Sequence[Message],
    completion: Sequence[Message],
    tokenizer: "PreTrainedTokenizerBase",
    max_length: int | None,
) -> TokenRow:
    """The conversation in the tokenizer's chat format; labels from the first token after the prompt
    up to and with the last end token. What a template writes after that token is left off.

    Raises UnusableRow with the reason when the row cannot be masked exactly, see `REASONS`.
    """
    if len(completion) != 1 or completion[0]["role"] != "assistant":
        raise UnusableRow("not_one_answer")
    answer = completion[0]["content"].strip()
    if not answer:
        raise UnusableRow("empty_completion")
    asked = prompt_ids(prompt, tokenizer)
    answered = encode(_render([*prompt, *completion], tokenizer), tokenizer)
    if answered[: len(asked)] != asked:
        raise UnusableRow("prompt_not_prefix")
    if tokenizer.eos_token_id not in answered[len(asked) :]:
        raise UnusableRow("no_end_token")
    end = len(answered) - answered[::-1].index(tokenizer.eos_token_id)
    _check_begin(answered[:end], tokenizer)
    if answer != decode(answered[len(asked) : end - 1], tokenizer).strip():
        raise UnusableRow("not_round_trip")
    if max_length is not None and end > max_length:
        raise UnusableRow("too_long")
    return masked(answered[:end], len(asked))


def prompt_ids(prompt: Sequence[Message], tokenizer: "PreTrainedTokenizerBase") -> list[int]:
    """The prompt up to where the assistant begins, as it is answered in `eval`."""
    return encode(_render(prompt, tokenizer, add_generation_prompt=True), tokenizer)


def _check_begin(ids: Sequence[int], tokenizer: "PreTrainedTokenizerBase") -> None:
    """One begin token, at the start; Llama 2 opens each exchange with another, right after an end token."""
    begin = tokenizer.bos_token_id
    if begin is None:
        return
    if ids[0] != begin:
        raise UnusableRow("no_bos")
    again = (at for at in range(1, len(ids)) if ids[at] == begin)
    if any(ids[at - 1] != tokenizer.eos_token_id for at in again):
        raise UnusableRow("double_bos")


def _render(
    messages: Sequence[Message],
    tokenizer: "PreTrainedTokenizerBase",
    *,
    add_generation_prompt: bool = False,
) -> str:
    try:
        text = tokenizer.apply_chat_template(
            [dict(message) for message in messages],
            add_generation_prompt=add_generation_prompt,
            tokenize=False,
        )
    except TemplateError as error:  # its own `raise_exception`, as for turns out of order
        raise UnusableRow("template_refuses") from error
    return str(text)


def encode(text: str, tokenizer: "PreTrainedTokenizerBase") -> list[int]:
    """Without special tokens of the tokenizer's own: the template writes its BOS."""
    return cast(list[int], tokenizer(text, add_special_tokens=False)["input_ids"])


def decode(ids: Sequence[int], tokenizer: "PreTrainedTokenizerBase") -> str:
    return str(
        tokenizer.decode(list(ids), skip_special_tokens=False, clean_up_tokenization_spaces=False)
    )


def special_tokens(tokenizer: "PreTrainedTokenizerBase") -> list[str]:
    """The texts that are read as control tokens: the tokenizer's, and Llama 2's tags, which are plain text."""
    tokens = [token.content for token in tokenizer.added_tokens_decoder.values() if token.special]
    return [*tokens, *(tag for tag in _TAGS if tag in str(tokenizer.chat_template))]
