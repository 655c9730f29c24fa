"""The steps that make rows of documents, shard by shard: documents → facts → training rows and probes.

Each reads its item, writes its shard atomically, and knows nothing of the others. What crosses documents
(repeated facts, splits, leaks) is the pipeline's.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from data_prep.config import DataPrepConfig
from data_prep.facts import extract, grounded
from data_prep.pairs import distractors, make
from data_prep.records import Document, Drop, Fact, revive
from data_prep.store import Group, ShardFile, rows_of


@dataclass(frozen=True, slots=True)
class DocumentShard:
    """Documents, with the keys the step needs."""

    documents: Group
    config: DataPrepConfig


def extract_facts(shard: DocumentShard, out: Path) -> None:
    """The facts of the shard's documents → `out`; what the gate refuses is logged."""
    with ShardFile(out, "facts") as file:
        for row in shard.documents.rows():
            document = revive(Document, row)
            runs = [tuple(run) for run in json.loads(document.meta)["map"]]
            for fact in extract(document, runs, shard.config.facts_per_sentence):
                if problem := grounded(fact, document):
                    source, excerpt = document.source, fact.statement[:200]
                    file.drop(Drop(fact.id, source, "facts", problem, excerpt))
                else:
                    file.write(fact)


@dataclass(frozen=True, slots=True)
class FactShard:
    """A file of facts, which of them are control, and answers of each language and type to choose from."""

    path: Path
    dropped: frozenset[str]
    control: frozenset[str]
    pools: dict[str, tuple[str, ...]]
    config: DataPrepConfig


def pool_key(fact: Fact) -> str:
    """Facts with the same key have answers that can stand in for each other."""
    return f"{fact.lang}/{fact.type}"


def word_facts(shard: FactShard, out: Path) -> None:
    """The rows of the shard's facts → the files `sft`, `text`, `recall` beside `out`, which is the last."""
    with (
        ShardFile(out, "recall") as recall,
        ShardFile(rows_file(out, "text"), "text") as text,
        ShardFile(rows_file(out, "sft"), "sft") as sft,
    ):
        for row in rows_of(shard.path):
            if row["id"] in shard.dropped:
                continue
            split = "control" if row["id"] in shard.control else "taught"
            fact = revive(Fact, row, split=split)
            pool = shard.pools.get(pool_key(fact), ())
            made = make(
                fact,
                list(distractors(fact, pool, shard.config.choices)),
                wordings=shard.config.wordings,
                held_out=shard.config.held_out,
                most_statements=shard.config.statements,
            )
            for file, records in ((sft, made.examples), (text, made.texts), (recall, made.probes)):
                for record in records:
                    file.write(record)


def rows_file(out: Path, config: str) -> Path:
    """Where the rows of one dataset config lie beside the shard file `out`."""
    return out if config == "recall" else out.with_name(f"{out.stem}.{config}.parquet")
