"""How many wordings every taught fact got, and which of its quotas are not met: `quotas.jsonl` of a run.

Counted from the rows of the finished dataset, so that rows that were dropped on the way are missing here
too. A line: `fact_id`, the number of rows of each sort, `short`: the quotas that are not met.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from data_prep.config import DataPrepConfig
from data_prep.pairs import Quotas
from data_prep.store import json_line

pc: Any = pyarrow.compute
QUOTAS = "quotas.jsonl"
SORTS = ("questions", "held_out", "statements", "reverse", "cloze", "list")
_KINDS = {"direct": "questions", "reverse": "reverse", "cloze": "cloze", "list": "list"}


ENOUGH = 8
"""Questions that a fact is to be trained in, beside two that are held out; nine truly different ones
brought back 74 % of facts in a person's words, four 31 %."""


def least_questions(config: DataPrepConfig) -> int:
    """Trained questions that a fact must have: what `wordings` leaves beside those held out, eight at most.
    `wordings` may ask for more than that where a fact gives more."""
    return max(1, min(ENOUGH, config.wordings - config.held_out))


def quotas_of(config: DataPrepConfig) -> Quotas:
    """What every taught fact is to get."""
    return Quotas(
        wordings=config.wordings,
        least=least_questions(config),
        held_out=config.held_out,
        statements=config.statements,
        reverse=config.reverse,
    )


class QuotaTable:
    """Rows are shown as they are written; `close` writes the table. Memory: some 20 bytes a fact and sort."""

    def __init__(self, path: Path, config: DataPrepConfig) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self._wanted = {
            "questions": least_questions(config),
            "held_out": config.held_out,
            "statements": config.statements,
            "cloze": 1,
        }
        self._ids: dict[str, list[NDArray[np.uint64]]] = {sort: [] for sort in SORTS}

    def __enter__(self) -> "QuotaTable":
        return self

    def __exit__(self, *_: object) -> None:
        self._ids.clear()

    def examples(self, table: pa.Table) -> None:
        """Rows of `sft`, of both splits: a wording that validates is one that was made."""
        for kind, sort in _KINDS.items():
            some = table.filter(pc.equal(table["kind"], kind))
            self._add(sort, pc.list_flatten(some["fact_ids"]).to_pylist())

    def texts(self, table: pa.Table) -> None:
        """Rows of `text`: those that are not passages or paragraphs."""
        others = pa.array(["passage", "paragraph"])
        some = table.filter(pc.invert(pc.is_in(table["kind"], value_set=others)))
        self._add("statements", pc.list_flatten(some["fact_ids"]).to_pylist())

    def probes(self, table: pa.Table) -> None:
        """Rows of `recall`."""
        self._add("held_out", table["fact_id"].to_pylist())

    def _add(self, sort: str, ids: list[str]) -> None:
        self._ids[sort].append(_numbers(ids))

    def close(self, facts: Iterable[pa.Table], shorts: Iterable[dict[str, Any]]) -> None:
        """Write a line for each taught fact. `shorts` say which quotas the wordings could not meet, such as
        a reverse question; those that are counted here are counted."""
        counted = {
            sort: np.unique(np.concatenate(found or [_numbers([])]), return_counts=True)
            for sort, found in self._ids.items()
        }
        told = iter(shorts)
        next_short = next(told, None)
        with self.path.open("w", encoding="utf-8") as file:
            for table in facts:
                taught = table.filter(pc.equal(table["split"], "taught"))["id"].to_pylist()
                columns = {s: _found(*pair, _numbers(taught)) for s, pair in counted.items()}
                for at, id in enumerate(taught):
                    made = {sort: int(column[at]) for sort, column in columns.items()}
                    short = [s for s, least in self._wanted.items() if made[s] < least]
                    if next_short and next_short["fact_id"] == id:
                        short += [
                            s for s in next_short["short"] if s not in (*short, *self._wanted)
                        ]
                        next_short = next(told, None)
                    file.write(json_line({"fact_id": id, **made, "short": short}))
                    self.counts["quotas_met"] += not short
                    self.counts.update(f"quotas_short_{sort}" for sort in short)


def _numbers(ids: list[str]) -> NDArray[np.uint64]:
    return np.frombuffer(bytes.fromhex("".join(ids)), dtype=">u8").astype(np.uint64)


def _found(
    ids: NDArray[np.uint64], counts: NDArray[np.int64], wanted: NDArray[np.uint64]
) -> NDArray[np.int64]:
    if not len(ids):
        return np.zeros(len(wanted), np.int64)
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[at] == wanted, counts[at], 0)
