"""The two steps that run over shards, possibly in several processes: files → clean documents, documents → facts.

Each reads its item, writes one Parquet file (and one of drops) atomically, and knows nothing of the
others. What crosses documents (duplicates, splits, leaks) is the pipeline's.
"""

import dataclasses
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.clean import clean
from data_prep.config import DataPrepConfig
from data_prep.facts import extract, grounded
from data_prep.ingest import Raw, Reject, read
from data_prep.pairs import distractors, make
from data_prep.records import SCHEMAS, Document, Drop, Fact, content_id, revive
from data_prep.store import rows_of


@dataclass(frozen=True, slots=True)
class FileShard:
    """Input files that one worker reads, with the keys it needs."""

    paths: tuple[Path, ...]
    root: Path
    config: DataPrepConfig


@dataclass(frozen=True, slots=True)
class DocumentShard:
    """A file of clean documents, and those of them that are left out as duplicates."""

    path: Path
    left_out: frozenset[str]
    config: DataPrepConfig


def clean_files(shard: FileShard, out: Path) -> None:
    """Read and clean the shard's files → `out` (documents) and `out` with .drops.jsonl."""
    documents: list[Document] = []
    drops: list[Drop] = []
    for path in shard.paths:
        for raw in read(path, shard.root, shard.config.max_file_mb << 20):
            made = _reject(raw) if isinstance(raw, Reject) else to_document(raw, shard.config)
            (drops if isinstance(made, Drop) else documents).append(made)  # type: ignore[arg-type]
    _write(out, "documents", documents, drops)


def _reject(reject: Reject) -> Drop:
    return Drop(
        content_id(reject.source), reject.source, "ingest", reject.reason, reject.excerpt[:200]
    )


_DATE = re.compile(r"(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})")


def to_document(raw: Raw, config: DataPrepConfig) -> Document | Drop:
    """The clean document of one raw one, or why there is none."""
    cleaned = clean(
        raw.text,
        title=raw.title,
        markdown=raw.meta.get("format") == "markdown",
        script_mode=config.script,
    )
    text = cleaned.text.text
    id = content_id(raw.source, text)
    if cleaned.lang is None or len(text) < config.min_chars:
        reason = (
            "only_boilerplate" if len(raw.text.text.strip()) >= config.min_chars else "too_short"
        )
        return Drop(id, raw.source, "clean", reason, raw.text.text.strip()[:200])
    meta: dict[str, object] = dict(sorted(raw.meta.items()))
    if "date" not in meta and (date := _DATE.search(raw.text.text[:600])):
        meta["date"] = f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}"
    meta["map"] = cleaned.text.runs()
    return Document(
        id,
        raw.source,
        raw.sha256,
        cleaned.lang,
        cleaned.title,
        text,
        json.dumps(meta, ensure_ascii=False),
    )


def extract_facts(shard: DocumentShard, out: Path) -> None:
    """The facts of the shard's documents → `out`; what the gate refuses → `out` with .drops.jsonl."""
    facts: list[Fact] = []
    drops: list[Drop] = []
    for row in rows_of(shard.path):
        document = revive(Document, row)
        if document.id in shard.left_out:
            continue
        runs = [tuple(run) for run in json.loads(document.meta)["map"]]
        for fact in extract(document, runs, shard.config.facts_per_sentence):
            if problem := grounded(fact, document):
                drops.append(Drop(fact.id, document.source, "facts", problem, fact.statement[:200]))
            else:
                facts.append(fact)
    _write(out, "facts", facts, drops)


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
    made: dict[str, list] = {"sft": [], "text": [], "recall": []}
    for row in rows_of(shard.path):
        if row["id"] in shard.dropped:
            continue
        split = "control" if row["id"] in shard.control else "taught"
        fact = revive(Fact, row, split=split)
        choices = list(distractors(fact, shard.pools.get(pool_key(fact), ()), shard.config.choices))
        rows = make(
            fact,
            choices,
            wordings=shard.config.wordings,
            held_out=shard.config.held_out,
            most_statements=shard.config.statements,
        )
        made["sft"] += rows.examples
        made["text"] += rows.texts
        made["recall"] += rows.probes
    for config in ("sft", "text", "recall"):
        _write(out if config == "recall" else rows_file(out, config), config, made[config], [])


def rows_file(out: Path, config: str) -> Path:
    """Where the rows of one dataset config lie beside the shard file `out`."""
    return out if config == "recall" else out.with_name(f"{out.stem}.{config}.parquet")


def _write(out: Path, config: str, records: list, drops: list[Drop]) -> None:
    """Drops first and `out` last: `out` is the mark that the shard is done."""
    log = out.with_suffix(".drops.jsonl")
    log.write_text(
        "".join(json.dumps(dataclasses.asdict(d), ensure_ascii=False) + "\n" for d in drops),
        encoding="utf-8",
    )
    part = out.with_suffix(".part")
    pq.write_table(
        pa.Table.from_pylist([dataclasses.asdict(r) for r in records], schema=SCHEMAS[config]),
        part,
        compression="zstd",
    )
    part.replace(out)


def drops_of(out: Path) -> list[Drop]:
    """The drops a shard logged."""
    return [
        Drop(**json.loads(line))
        for line in out.with_suffix(".drops.jsonl").read_text(encoding="utf-8").splitlines()
    ]
