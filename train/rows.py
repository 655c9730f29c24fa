"""Dataset rows → token ids and labels, where only the completion and its end token are trained."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import datasets
from datasets import config as datasets_config
from tqdm import tqdm

from train import hub
from train.dialect import CommandError, WorkError

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

IGNORED = -100
"""The label that the loss leaves out."""

_NAMED_PER_REASON = 5

Reason = Literal[
    "too_long", "special_token_in_text", "prompt_not_prefix", "no_end_token", "empty_completion"
]


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One row as the model sees it: `input_ids` and `labels` of equal length."""

    input_ids: list[int]
    labels: list[int]

    @property
    def trained(self) -> int:
        """How many tokens carry a label."""
        return sum(label != IGNORED for label in self.labels)


@dataclass(frozen=True)
class TokenRows:
    """The rows to train on, and what was left out, by reason, with the first few ids."""

    rows: list[TokenRow]
    dropped: Counter[str] = field(default_factory=Counter)
    dropped_ids: dict[str, list[str]] = field(default_factory=dict)

    def summary(self) -> dict[str, Any]:
        """Counts for run.json."""
        return {
            "rows": len(self.rows),
            "tokens": sum(len(row.input_ids) for row in self.rows),
            "trained_tokens": sum(row.trained for row in self.rows),
            "longest": max((len(row.input_ids) for row in self.rows), default=0),
            "dropped": dict(self.dropped),
            "dropped_ids": self.dropped_ids,
        }


class UnusableRow(Exception):
    """A row that cannot be trained on as it stands."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


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
) -> TokenRows:
    """Rows with `id`, `prompt` and `completion` as ids and labels; unusable ones are counted, never cut."""
    result = TokenRows([])
    special = special_tokens(tokenizer)
    for row in tqdm(rows, desc="tokenising", unit="row", leave=False, mininterval=1.0, delay=1.0):
        try:
            _refuse_special_tokens([*row["prompt"], *row["completion"]], special)
            result.rows.append(
                tokenize_row(row["prompt"], row["completion"], tokenizer, max_length)
            )
        except UnusableRow as unusable:
            result.dropped[unusable.reason] += 1
            named = result.dropped_ids.setdefault(unusable.reason, [])
            if len(named) < _NAMED_PER_REASON:
                named.append(row["id"])
    return result


def tokenize_row(
    prompt: list[dict[str, str]],
    completion: list[dict[str, str]],
    tokenizer: "PreTrainedTokenizerBase",
    max_length: int | None,
) -> TokenRow:
    """The conversation in the tokenizer's chat format; labels from the first token after the prompt
    up to and with the last end token. What a template writes after that token is left off.

    Raises UnusableRow for an answer without text, a template that renders the prompt differently when
    an answer follows, an answer without an end token, and for more than `max_length` tokens.
    """
    if not any(message["content"].strip() for message in completion):
        raise UnusableRow("empty_completion")
    asked = _render(prompt, tokenizer, add_generation_prompt=True)
    answered = _render([*prompt, *completion], tokenizer, add_generation_prompt=False)
    if answered[: len(asked)] != asked:
        raise UnusableRow("prompt_not_prefix")
    if tokenizer.eos_token_id not in answered[len(asked) :]:
        raise UnusableRow("no_end_token")
    end = len(answered) - answered[::-1].index(tokenizer.eos_token_id)
    if max_length is not None and end > max_length:
        raise UnusableRow("too_long")
    return TokenRow(answered[:end], [IGNORED] * len(asked) + answered[len(asked) : end])


def _render(
    messages: list[dict[str, str]],
    tokenizer: "PreTrainedTokenizerBase",
    *,
    add_generation_prompt: bool,
) -> list[int]:
    """Token ids. Rendered first and encoded without special tokens: the template writes its own BOS."""
    text = tokenizer.apply_chat_template(
        messages, add_generation_prompt=add_generation_prompt, tokenize=False
    )
    return tokenizer(str(text), add_special_tokens=False)["input_ids"]  # type: ignore[return-value]


def special_tokens(tokenizer: "PreTrainedTokenizerBase") -> list[str]:
    """The texts that the tokenizer reads as control tokens."""
    return [token.content for token in tokenizer.added_tokens_decoder.values() if token.special]


def _refuse_special_tokens(messages: Iterable[Mapping[str, str]], special: Iterable[str]) -> None:
    """Text that spells a control token would forge a turn, or teach the model to stop in the middle."""
    if any(token in message["content"] for message in messages for token in special):
        raise UnusableRow("special_token_in_text")
