"""The step documents → facts, shard by shard: what is found, what the gate refuses, what is covered.

It reads its item, writes its shard atomically, and knows nothing of the others. What crosses documents
(the ledger, splits, leaks) is the pipeline's.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from data_prep import coverage
from data_prep.config import DataPrepConfig
from data_prep.facts import extract
from data_prep.found import SCHEMA, found_row
from data_prep.records import Document, Drop, revive
from data_prep.review.applied import Applied, decisions_of, write_met
from data_prep.store import Group, ShardFile

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DocumentShard:
    """Documents, with the keys the step needs."""

    documents: Group
    config: DataPrepConfig
    review: Path | None = None
    """A person's decisions."""


def extract_facts(shard: DocumentShard, out: Path) -> None:
    """The facts of the shard's documents, with frames and keys → `out`, their coverage beside it; what
    the gate refuses is logged."""
    lines = out.with_suffix(coverage.ENDING).open("w", encoding="utf-8")
    review = Applied(decisions_of(shard.review))
    with ShardFile(out, SCHEMA) as file, lines:
        for row in shard.documents.rows():
            document = revive(Document, row)
            runs = [tuple(run) for run in json.loads(document.meta)["map"]]
            made = extract(document, runs, shard.config.facts_per_sentence)
            kept, taken_out = review.facts(made.found, document, runs)
            for drop in taken_out:
                file.drop(drop)
            for fact, verdict in made.refused:
                excerpt = f"{fact.statement[:160]} ({verdict.detail})"
                file.drop(Drop(fact.id, document.source, "facts", verdict.reason, excerpt))
            gated = [(fact.start, fact.end, verdict.reason) for fact, verdict in made.refused]
            refused = [*made.silent, *gated]
            sentences = coverage.Sentences(document.text)
            spans = [(one.fact.start, one.fact.end) for one in kept]
            for one, sentence in zip(kept, sentences.joined(spans), strict=True):
                file.write(found_row(one, document.source, sentence))
            covered = coverage.covered(document.id, document.source, sentences, spans, refused)
            lines.write(coverage.line(covered))
    write_met(out, review)
