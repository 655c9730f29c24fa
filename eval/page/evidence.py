"""What the page shows of a fact: its evidence in the paragraph that states it, and whose words they are."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import datasets
import pyarrow.parquet as pq

AROUND = 600
"""Most characters shown before and after the evidence."""

_FACT = ("id", "doc_id", "object", "statement", "start", "end", "speaker", "modality", "salience")
_DOCUMENT = ("id", "title", "source", "text")


@dataclass(frozen=True, slots=True)
class FactView:
    """`before + evidence + after` is the paragraph, cut where it is long; `cut_before` and `cut_after`
    say where."""

    object: str
    statement: str
    speaker: str
    modality: str
    salience: int
    doc_id: str
    title: str
    source: str
    before: str
    evidence: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


def fact_views(dataset: str, fact_ids: Collection[str]) -> dict[str, FactView]:
    """The facts of `dataset` (a folder or a Hub name) that `fact_ids` name, in one pass over its facts and
    one over its documents; memory grows with what is asked for alone.

    A fact that the dataset does not hold, or whose document it does not hold, is left out: a report
    without evidence is still a report.
    """
    wanted = set(fact_ids)
    facts = [row for row in _rows(dataset, "facts", _FACT) if row["id"] in wanted]
    by_document: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        by_document.setdefault(fact["doc_id"], []).append(fact)
    return {
        fact["id"]: view(fact, document)
        for document in _rows(dataset, "documents", _DOCUMENT)
        for fact in by_document.get(document["id"], ())
    }


def view(fact: dict[str, Any], document: dict[str, Any]) -> FactView:
    """One fact in its paragraph: the lines that its evidence touches, at most AROUND characters each way."""
    text, start, end = document["text"], fact["start"], fact["end"]
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    low, high = max(first, start - AROUND), min(last, end + AROUND)
    return FactView(
        object=fact["object"],
        statement=fact["statement"],
        speaker=fact["speaker"],
        modality=fact["modality"],
        salience=fact["salience"],
        doc_id=document["id"],
        title=document["title"],
        source=document["source"],
        before=text[low:start],
        evidence=text[start:end],
        after=text[end:high],
        cut_before=low > first,
        cut_after=high < last,
    )


def _rows(dataset: str, config: str, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if not Path(dataset).is_dir():
        yield from _hub_rows(dataset, config, columns)
        return
    for file in sorted(Path(dataset).glob(f"{config}/train-*.parquet")):
        with pq.ParquetFile(file) as table:
            for batch in table.iter_batches(batch_size=256, columns=list(columns)):
                yield from batch.to_pylist()


def _hub_rows(dataset: str, config: str, columns: tuple[str, ...]) -> Iterable[dict[str, Any]]:
    try:
        rows = datasets.load_dataset(dataset, config, split="train", streaming=True)
    except (ValueError, OSError):  # questions were found, so what is missing is this config alone
        return ()
    return ({name: row[name] for name in columns} for row in rows)
