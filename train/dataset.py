"""The rows of a dataset folder that a run is asked to learn, raw and as tokens."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from train.config import TrainConfig
from train.dialect import WorkError
from train.rows import load_rows, tokenize_rows
from train.texts import TASK as TEXT
from train.texts import tokenize_texts
from train.token_rows import TokenRows, require_trained

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

TRAIN, VALIDATION = "train", "validation"
"""Splits of the `sft` config."""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The dataset's rows of the tasks asked for: conversations, and running text."""

    sft: Rows
    text: Rows = ()

    def __len__(self) -> int:
        return len(self.sft) + len(self.text)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        yield from self.sft
        yield from self.text


def rows_of_tasks(config: TrainConfig, split: str) -> Asked:
    """The rows of one split of the tasks asked for; text is in `train` alone.

    Raises CommandError when there is no such dataset, WorkError when it cannot be read or lacks columns.
    """
    rows = load_rows(config.dataset, "sft", split)
    missing = {"id", "task", "prompt", "completion"} - set(rows.column_names)
    if missing:
        raise WorkError(
            f"the sft rows of {config.dataset} lack the columns {', '.join(sorted(missing))}"
        )
    wanted = set(config.task_names)
    sft = rows.select([index for index, task in enumerate(rows["task"]) if task in wanted])
    return Asked(sft, _texts(config) if TEXT in wanted and split == TRAIN else ())


def _texts(config: TrainConfig) -> Rows:
    if Path(config.dataset).is_dir() and not (Path(config.dataset) / "text").is_dir():
        sys.stderr.write(f"{config.dataset} has no text rows; going on without\n")
        return ()
    return load_rows(config.dataset, "text", "train")


def as_tokens(
    asked: Asked,
    tokenizer: "PreTrainedTokenizerBase",
    max_length: int | None,
    config: TrainConfig,
) -> TokenRows:
    """All rows as ids and labels, conversations first; with a line on stderr about those left out or cut.

    Raises WorkError when none is left, or when rows are too long and `overlong` is "fail".
    """
    rows = tokenize_rows(asked.sft, tokenizer, max_length, config.overlong)
    if asked.text:
        rows = rows + tokenize_texts(asked.text, tokenizer, max_length)
    require_trained(rows, len(asked), f"{config.dataset} (tasks {config.tasks})", config.overlong)
    if rows.dropped:
        sys.stderr.write(f"left out of {len(asked):,} rows: {rows.left_out()}\n")
    if rows.cut:
        sys.stderr.write(f"cut to {max_length} tokens: {len(rows.cut):,} rows\n")
    return rows


def facts_of(asked: Asked) -> int:
    """How many facts the rows teach: distinct ids in `fact_ids`, or the questions where there are none."""
    questions = [row for row in asked.sft if row["task"] == "qa"]
    facts = {fact for row in questions for fact in row.get("fact_ids") or ()}
    return len(facts) or len(questions)
