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
from data_prep.facts.extract import Extraction
from data_prep.found import SCHEMA, found_row
from data_prep.frame import Found
from data_prep.llm.candidates import believed, read_by_document, unrepeated
from data_prep.llm.opinions import Opinions
from data_prep.records import Document, Drop, revive
from data_prep.review.applied import Applied, decisions_of, write_met
from data_prep.store import Group, ShardFile

Span = tuple[int, int]
NOTHING = Extraction([], [], [])


@dataclass(frozen=True, slots=True)
class DocumentShard:
    """Documents, with the keys the step needs."""

    documents: Group
    config: DataPrepConfig
    review: Path | None = None
    """A person's decisions."""
    replies: tuple[Path, ...] = ()
    """What a model said about them, round by round."""
    opinions: tuple[Path, ...] = ()
    """What a second model said of the facts in these replies."""


def extract_facts(shard: DocumentShard, out: Path) -> None:
    """The facts of the shard's documents, with frames and keys → `out`, their coverage beside it; what
    the gate refuses is logged."""
    lines = out.with_suffix(coverage.ENDING).open("w", encoding="utf-8")
    replies = read_by_document(shard.replies)
    config = shard.config
    opinions = Opinions(shard.opinions)
    review = Applied(decisions_of(shard.review))
    with ShardFile(out, SCHEMA) as file, lines:
        for row in shard.documents.rows():
            document = revive(Document, row)
            runs = [tuple(run) for run in json.loads(document.meta)["map"]]
            made = NOTHING
            if config.producer != "llm":
                made = extract(document, runs, config.facts_per_sentence)
            found: list[Found] = list(made.found)
            told = believed(document, runs, replies.get(document.id, ()), f"llm:{config.model}")
            told = opinions.applied(told)
            found = sorted([*found, *unrepeated(found, told.found)], key=lambda f: f.fact.start)
            kept, taken_out = review.facts(found, document, runs)
            for drop in taken_out:
                file.drop(drop)
            for fact, verdict in made.refused:
                excerpt = f"{fact.statement[:160]} ({verdict.detail})"
                file.drop(Drop(fact.id, document.source, "facts", verdict.reason, excerpt))
            for one in told.refused:
                excerpt = f"{one.statement[:160]} ({one.verdict.detail[:160]})"
                drop = Drop(one.id, document.source, "llm_facts", one.verdict.reason, excerpt)
                file.drop(drop)
            gated = [(fact.start, fact.end, verdict.reason) for fact, verdict in made.refused]
            gated += [(*one.span, one.verdict.reason) for one in told.refused if one.span]
            refused = [*made.silent, *gated]
            sentences = coverage.Sentences(document.text)
            spans = [(one.fact.start, one.fact.end) for one in kept]
            for one, sentence in zip(kept, sentences.joined(spans), strict=True):
                file.write(found_row(one, document.source, sentence))
            covered = coverage.covered(document.id, document.source, sentences, spans, refused)
            lines.write(coverage.line(covered))
    write_met(out, review)
