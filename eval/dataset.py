"""The rows of a dataset: a folder that data_prep left, or a Hub dataset of the same columns."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import datasets
import pyarrow.parquet as pq

from data_prep import CommandError, WorkError

Row = dict[str, Any]
_BATCH = 1024


def rows(dataset: str, config: str, split: str) -> list[Row]:
    """All rows of one split. Raises CommandError if there is no such dataset, WorkError if it has no
    such split."""
    return list(stream(dataset, config, split))


def stream(
    dataset: str, config: str, split: str, columns: Sequence[str] | None = None
) -> Iterator[Row]:
    """The rows of one split, some at a time; of all columns or of those named. Raises as `rows`."""
    if not Path(dataset).is_dir() and not re.fullmatch(r"[\w.-]+/[\w.-]+", dataset):
        raise CommandError(
            f"there is no dataset folder {dataset}; build one with python -m data_prep"
        )
    try:
        yield from _stream(dataset, config, split, columns)
    except Exception as error:
        reason = " ".join(str(error).split())
        raise WorkError(f"cannot open {config}/{split} of {dataset}: {reason}") from error


def has(dataset: str, config: str, split: str) -> bool:
    """Whether `dataset` has this split at all."""
    if Path(dataset).is_dir():
        return bool(_files(dataset, config, split))
    try:
        return split in datasets.get_dataset_split_names(dataset, config)
    except ValueError:  # there is no such config
        return False


def _files(dataset: str, config: str, split: str) -> list[Path]:
    return sorted(Path(dataset).glob(f"{config}/{split}-*.parquet"))


def _stream(dataset: str, config: str, split: str, columns: Sequence[str] | None) -> Iterator[Row]:
    """A folder's files are read as they are: `load_dataset` tells local folders apart by their last
    name alone (seen with datasets 5.2), and another build's rows would be read."""
    if not Path(dataset).is_dir():
        datasets.disable_progress_bars()
        table = cast(datasets.Dataset, datasets.load_dataset(dataset, config, split=split))
        yield from cast(Iterator[Row], table.select_columns(list(columns)) if columns else table)
        return
    files = _files(dataset, config, split)
    if not files:
        raise WorkError("there is no such split in this folder")
    for file in files:
        with pq.ParquetFile(file) as table:
            for batch in table.iter_batches(_BATCH, columns=columns and list(columns)):
                yield from batch.to_pylist()
