"""From a dataset folder's rows to Samples."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

import datasets
import pyarrow.parquet as pq

from data_prep import CommandError, Probe, WorkError
from data_prep.records import Message
from eval.samples import GROUPS, Group, Sample


def load_samples(
    dataset: str, *, limit: int = 0, trained_wordings: int = 0, system: str = ""
) -> list[Sample]:
    """The recall questions of `dataset`, in order of id; with `limit`, the first of each group.

    Raises CommandError if there is no such dataset, WorkError if it holds no recall questions.
    """
    probes = [Probe(**row) for row in _rows(dataset, "recall", "test")]
    samples = sorted((_from_probe(probe, system) for probe in probes), key=lambda sample: sample.id)
    if not samples:
        raise WorkError(f"the recall config of {dataset} holds no questions")
    taken = [sample for group in GROUPS for sample in _first(samples, group, limit)]
    if trained_wordings:
        taken += _trained(dataset, trained_wordings, system)
    return taken


def _first(samples: Iterable[Sample], group: Group, limit: int) -> list[Sample]:
    found = [sample for sample in samples if sample.group == group]
    return found[:limit] if limit else found


def _from_probe(probe: Probe, system: str) -> Sample:
    turns = _turns([Message("user", probe.question)], system)
    place = (probe.id, probe.fact_id, probe.doc_id, probe.group, probe.kind, probe.lang, probe.type)
    return Sample(*place, turns, tuple(probe.answers))


def _turns(turns: Sequence[Message], system: str) -> tuple[Message, ...]:
    return (Message("system", system), *turns) if system else tuple(turns)


def _trained(dataset: str, count: int, system: str) -> list[Sample]:
    """`count` closed-book rows of the training split that ask for one fact; the order of their ids,
    which are hashes, is as good as a draw."""
    facts = {fact["id"]: fact for fact in _rows(dataset, "facts", "train")}
    rows = sorted(_rows(dataset, "sft", "train"), key=lambda row: row["id"])
    asked = [
        row
        for row in rows
        if row["kind"] in ("direct", "reverse", "cloze") and len(row["fact_ids"]) == 1
    ]
    return [_from_row(row, facts[row["fact_ids"][0]], system) for row in asked[:count]]


def _from_row(row: dict[str, Any], fact: dict[str, Any], system: str) -> Sample:
    turns = _turns(
        [Message(**turn) for turn in row["prompt"]], "" if len(row["prompt"]) > 1 else system
    )
    targets = (
        (fact["subject"],) if row["kind"] == "reverse" else (fact["object"], *fact["aliases"])
    )  # a reverse question asks for the subject
    place = (
        row["id"],
        fact["id"],
        row["doc_id"],
        "taught",
        row["kind"],
        row["lang"],
        fact["type"],
    )
    return Sample(*place, turns, targets, probe="trained")


def _load(dataset: str, config: str, split: str) -> datasets.Dataset:
    """One split. A folder's files are read as they are: `load_dataset` tells local
    folders apart by their last name alone (seen with datasets 5.2), and another build's probes would be asked."""
    files = sorted(Path(dataset).glob(f"{config}/{split}-*.parquet"))
    if not Path(dataset).is_dir():
        return cast(datasets.Dataset, datasets.load_dataset(dataset, config, split=split))
    if not files:
        raise WorkError("there is no such split in this folder")
    return datasets.concatenate_datasets([_table(file) for file in files])


def _table(file: Path) -> datasets.Dataset:
    return datasets.Dataset(pq.read_table(file))


def _rows(dataset: str, config: str, split: str) -> list[dict[str, Any]]:
    """All rows of one split."""
    if not Path(dataset).is_dir() and not re.fullmatch(r"[\w.-]+/[\w.-]+", dataset):
        raise CommandError(
            f"there is no dataset folder {dataset}; build one with python -m data_prep"
        )
    datasets.disable_progress_bars()
    try:
        return cast(datasets.Dataset, _load(dataset, config, split)).to_list()
    except Exception as error:
        reason = " ".join(str(error).split())
        raise WorkError(f"cannot open {config}/{split} of {dataset}: {reason}") from error
