"""Documents that repeat others: found over all signatures, dealt out to the shards, and written down."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data_prep.config import DataPrepConfig
from data_prep.dedup import Limits, cluster
from data_prep.store import write_text

CLUSTERS = "clusters.jsonl"
LARGEST = 50
"""Clusters that the manifest names; all of them stand in clusters.jsonl."""


@dataclass(slots=True)
class Copies:
    """What repeats what in one run."""

    documents: int = 0
    shards: list[dict[int, tuple[str, str]]] = field(default_factory=list)
    """Of each shard: row → (reason, note)."""
    reasons: Counter[str] = field(default_factory=Counter)
    sizes: list[tuple[int, str]] = field(default_factory=list)
    """(documents, source of the one kept) of the largest clusters."""
    clusters: int = 0

    @property
    def dropped(self) -> int:
        return self.reasons.total()

    def summary(self) -> dict[str, Any]:
        """What the manifest says."""
        return {
            "clusters": self.clusters,
            "dropped": dict(sorted(self.reasons.items())),
            "largest": [{"documents": n, "kept": kept} for n, kept in self.sizes],
        }


def find_copies(documents: Sequence[Path], signatures: Sequence[Path], work: Path, config: DataPrepConfig) -> Copies:  # fmt: skip
    """Compare all documents by their signatures; the clusters go to clusters.jsonl in `work`.

    In memory: what `cluster` says, and the sources of the documents that are part of a cluster.
    """
    limits = Limits(near=_limit(config.near_duplicate), contained=_limit(config.contained))
    verdicts = cluster(signatures, work / "dedup", limits=limits)
    dropped = list(verdicts.dropped())
    counts = [pq.read_metadata(path).num_rows for path in documents]
    named = _sources(documents, {row for pair in dropped for row in pair[:2]})
    copies = Copies(sum(counts), [{} for _ in counts])
    members: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    at, end, shard = 0, counts[0] if counts else 0, 0
    for row, kept, reason, similarity in dropped:
        while row >= end:
            shard += 1
            at, end = end, end + counts[shard]
        words = "stands in" if reason == "contained" else "same as"
        note = f"{words} {named[kept]} ({similarity:.2f})"
        copies.shards[shard][row - at] = (reason, note)
        copies.reasons[reason] += 1
        share = round(similarity, 3)
        members[kept].append({"source": named[row], "reason": reason, "similarity": share})
    copies.clusters = len(members)
    largest = sorted(members, key=lambda kept: (-len(members[kept]), kept))[:LARGEST]
    copies.sizes = [(1 + len(members[kept]), named[kept]) for kept in largest]
    lines = (
        json.dumps({"kept": named[kept], "dropped": members[kept]}, ensure_ascii=False)
        for kept in sorted(members)
    )
    write_text(work / CLUSTERS, "".join(f"{line}\n" for line in lines))
    return copies


def _limit(share: float) -> float:
    """1 switches a comparison off: exact copies are found anyway."""
    return share if share < 1 else 2.0


def _sources(documents: Sequence[Path], rows: set[int]) -> dict[int, str]:
    """The sources of these rows, numbered over all files."""
    found, at = {}, 0
    for path in documents:
        for source in _column(path):
            if at in rows:
                found[at] = source
            at += 1
    return found


def _column(path: Path) -> Iterator[str]:
    with pq.ParquetFile(path) as table:
        for batch in table.iter_batches(columns=["source"]):
            yield from batch.column(0).to_pylist()
