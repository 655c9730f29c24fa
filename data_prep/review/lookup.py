"""Facts, rows and documents of a finished run by their ids, without holding more than the ids in memory."""

import json
from pathlib import Path
from typing import Any

from data_prep.clean.edits import Runs
from data_prep.frame import Found
from data_prep.records import Document, Example, Fact, Message, Probe, TextRow, revive
from data_prep.review.decisions import Sort
from data_prep.store import Group, columns_of, groups

_TABLES: dict[Sort, str] = {"fact": "facts", "pair": "sft", "text": "text", "probe": "recall"}


class Lookup:
    """The ids of a run's tables and the row groups that hold them."""

    def __init__(self, dataset: Path) -> None:
        self._places: dict[str, dict[str, Group]] = {}
        for config in (*_TABLES.values(), "documents"):
            places: dict[str, Group] = {}
            for path in sorted((dataset / config).glob("*.parquet")):
                for group, table in zip(groups([path]), columns_of(path, ("id",)), strict=True):
                    places.update(dict.fromkeys(table["id"].to_pylist(), group))
            self._places[config] = places

    def holds(self, sort: Sort, id: str) -> bool:
        return id in self._places[_TABLES[sort]]

    def count(self, sort: Sort) -> int:
        return len(self._places[_TABLES[sort]])

    def _row(self, config: str, id: str) -> dict[str, Any]:
        group = self._places[config][id]
        return next(row for row in group.rows() if row["id"] == id)

    def fact(self, id: str) -> Fact:
        """Raises KeyError."""
        return revive(Fact, self._row("facts", id))

    def document(self, id: str) -> tuple[Document, Runs]:
        """A document and the map to its source. Raises KeyError."""
        document = revive(Document, self._row("documents", id))
        return document, [tuple(run) for run in json.loads(document.meta)["map"]]

    def row(self, sort: Sort, id: str) -> Any:
        """The Example, TextRow or Probe. Raises KeyError."""
        found = self._row(_TABLES[sort], id)
        if sort == "probe":
            return revive(Probe, found)
        if sort == "text":
            return revive(TextRow, found)
        turns = {name: [Message(**turn) for turn in found[name]] for name in ("prompt", "completion")}  # fmt: skip
        return revive(Example, found, **turns)

    def facts_of(self, row: Example | TextRow | Probe) -> dict[str, Found]:
        """The facts a row draws on."""
        ids = [row.fact_id] if isinstance(row, Probe) else row.fact_ids
        return {id: Found(self.fact(id), None) for id in ids}
