"""The order of the steps and their counts: the table of contents of data_prep.

files → clean documents → without duplicates → facts → without repeated facts → taught | control →
worded → sft, text, recall → card, page, manifest. The steps of `steps.py` run over shards; what stands
here and in `assemble.py` sees all documents, a record at a time.
"""

import dataclasses
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from data_prep.assemble import Assembly, Ledger, Shard
from data_prep.card import write_card
from data_prep.config import DataPrepConfig
from data_prep.dedup import duplicates
from data_prep.dialect import CommandError, WorkError
from data_prep.engine import map_shards
from data_prep.facts.ground import bare
from data_prep.ingest import find_files
from data_prep.page import write_page
from data_prep.records import Document, Drop, Fact, content_id, revive
from data_prep.splits import ControlGuard, Splitter
from data_prep.steps import (
    DocumentShard,
    FactShard,
    FileShard,
    clean_files,
    drops_of,
    extract_facts,
    pool_key,
    word_facts,
)
from data_prep.store import (
    MANIFEST,
    DropLog,
    dataset_sha256,
    read_manifest,
    rows_of,
    write_text,
)

POOL = 400
"""Answers kept of each language and type as distractors of the probes."""


@dataclass(slots=True)
class Build:
    """One run while it is made."""

    config: DataPrepConfig
    files: list[Path]
    work: Path
    drops: DropLog
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def dataset(self) -> Path:
        return self.config.output / "dataset"

    def shard_paths(self, step: str, count: int) -> list[Path]:
        folder = self.work / step
        folder.mkdir(parents=True, exist_ok=True)
        return [folder / f"{number:05d}.parquet" for number in range(count)]

    def log_drops(self, outs: list[Path]) -> None:
        for out in outs:
            for drop in drops_of(out):
                self.drops.write(drop)


def build(config: DataPrepConfig) -> dict[str, Any]:
    """Make the dataset of `config.input` in `config.output`; returns the manifest.

    Raises CommandError for an input that is not there or an output that holds another run, WorkError
    when nothing is left to train on. A finished run of the same input and keys is returned as it is.
    """
    files, other = _find(config)
    fingerprint = _fingerprint(config, files)
    finished = read_manifest(config.output)
    if finished and finished.get("fingerprint") == fingerprint:
        return finished | {"already_built": True}
    if finished and not config.overwrite:
        raise CommandError(
            f"{config.output} holds a run of other input or keys; pass --overwrite true or another --output"
        )
    run = _start(config, files, fingerprint)
    for path in other:
        name = _name(path, config.input)
        run.drops.write(Drop(content_id(name), name, "ingest", "unknown_format"))
    try:
        _steps(run)
    finally:
        run.drops.close()
    manifest = _manifest(run, fingerprint)
    write_card(run.dataset, manifest)
    write_page(config.output, manifest)
    write_text(config.output / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    shutil.rmtree(config.output / ".work")
    return manifest


def _steps(run: Build) -> None:
    cleaned = _clean(run)
    left_out = _deduplicate(run, cleaned)
    extracted = _extract(run, cleaned, left_out)
    ledger = _ledger(run, cleaned, extracted, left_out)
    worded = _word(run, extracted, ledger)
    guard = ControlGuard(ledger.facts(extracted))
    shards = [Shard(*paths) for paths in zip(cleaned, extracted, worded, strict=True)]
    Assembly(run.config, run.dataset, run.drops, ledger, guard, run.counts).write(shards)
    if not run.counts["sft"]:
        raise WorkError(
            f"no training pair could be made of {run.counts['documents']} documents; see {run.drops.path}"
        )


# --- start


def _find(config: DataPrepConfig) -> tuple[list[Path], list[Path]]:
    if not config.input.exists():
        raise CommandError(
            f"there is no {config.input}; --input names a file or a folder of documents"
        )
    files, other = find_files(config.input)
    if not files:
        found = f", only {len(other)} files of other formats" if other else ""
        raise WorkError(f"no .txt, .md, .html or .jsonl file in {config.input}{found}")
    return files, other


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path != root else path.name


def _fingerprint(config: DataPrepConfig, files: list[Path]) -> str:
    """Of everything that decides the dataset: the keys, the files, this package's code."""
    digest = hashlib.sha256()
    keys = {
        k: str(v)
        for k, v in dataclasses.asdict(config).items()
        if k not in ("output", "overwrite", "workers")
    }
    digest.update(json.dumps(keys, sort_keys=True).encode())
    for path in files:
        stat = path.stat()
        digest.update(f"{_name(path, config.input)}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    code = Path(__file__).parent
    for source in sorted([*code.rglob("*.py"), *code.rglob("*.html")]):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _start(config: DataPrepConfig, files: list[Path], fingerprint: str) -> Build:
    """The run folder without what an earlier run left, but with what this run had done when it was killed."""
    out = config.output
    (out / MANIFEST).unlink(missing_ok=True)
    for stale in (out / ".work").glob("*"):
        if stale.name != fingerprint:
            shutil.rmtree(stale)
    shutil.rmtree(out / "dataset", ignore_errors=True)
    return Build(config, files, out / ".work" / fingerprint, DropLog(out / "dropped.jsonl"))


# --- over shards


def _clean(run: Build) -> list[Path]:
    size, config = run.config.shard_files, run.config
    shards = [
        FileShard(tuple(run.files[at : at + size]), config.input, config)
        for at in range(0, len(run.files), size)
    ]
    outs = run.shard_paths("clean", len(shards))
    map_shards(clean_files, shards, outs, workers=config.workers, label="clean")
    run.log_drops(outs)
    return outs


def _extract(run: Build, cleaned: list[Path], left_out: frozenset[str]) -> list[Path]:
    shards = [DocumentShard(path, left_out, run.config) for path in cleaned]
    outs = run.shard_paths("facts", len(shards))
    map_shards(extract_facts, shards, outs, workers=run.config.workers, label="facts")
    run.log_drops(outs)
    return outs


def _word(run: Build, extracted: list[Path], ledger: Ledger) -> list[Path]:
    shards = [
        FactShard(path, ledger.repeated, ledger.control, ledger.pools, run.config)
        for path in extracted
    ]
    outs = run.shard_paths("rows", len(shards))
    map_shards(word_facts, shards, outs, workers=run.config.workers, label="wordings")
    return outs


# --- across documents


def _deduplicate(run: Build, cleaned: list[Path]) -> frozenset[str]:
    sources: dict[str, str] = {}

    def texts() -> Iterator[tuple[str, str]]:
        for path in cleaned:
            for row in rows_of(path):
                sources[row["id"]] = row["source"]
                yield row["id"], row["text"]

    left_out = set()
    for id, reason, kept in duplicates(texts(), run.config.near_duplicate):
        run.drops.write(Drop(id, sources[id], "dedup", reason, f"same as {sources[kept]}"))
        left_out.add(id)
    run.counts["in"] = len(sources) + sum(
        n for key, n in run.drops.counts.items() if key.startswith(("ingest/", "clean/"))
    )
    run.counts["documents"] = len(sources) - len(left_out)
    if not run.counts["documents"]:
        reasons = ", ".join(f"{n} {reason}" for reason, n in run.drops.counts.most_common())
        raise WorkError(
            f"no document was left of {len(run.files)} files ({reasons}); see {run.drops.path}"
        )
    return frozenset(left_out)


def _ledger(
    run: Build, cleaned: list[Path], extracted: list[Path], left_out: frozenset[str]
) -> Ledger:
    """Repeated facts found, control facts chosen, answers pooled."""
    seen: dict[str, str] = {}
    repeated: set[str] = set()
    pools: dict[str, dict[str, None]] = {}
    splitter = Splitter(run.config.control_share)
    for path in extracted:
        for row in rows_of(path):
            fact = revive(Fact, row)
            key = content_id(fact.lang, bare(fact.statement), bare(fact.object))
            if key in seen:
                repeated.add(fact.id)
                run.drops.write(
                    Drop(
                        fact.id,
                        fact.doc_id,
                        "ledger",
                        "repeated_fact",
                        f"{fact.statement} (as {seen[key]})",
                    )
                )
                continue
            seen[key] = fact.id
            splitter.show(fact)
            pool = pools.setdefault(pool_key(fact), {})
            if len(pool) < POOL:
                pool.setdefault(fact.object)
    answers = {key: tuple(pool) for key, pool in pools.items()}
    control = splitter.control(_documents(cleaned, left_out))
    return Ledger(left_out, frozenset(repeated), control, answers)


def _documents(cleaned: list[Path], left_out: frozenset[str]) -> Iterator[Document]:
    for path in cleaned:
        for row in rows_of(path):
            if row["id"] not in left_out:
                yield revive(Document, row)


# --- end


def _manifest(run: Build, fingerprint: str) -> dict[str, Any]:
    config = {
        k: str(v) if isinstance(v, Path) else v for k, v in dataclasses.asdict(run.config).items()
    }
    return {
        "fingerprint": fingerprint,
        "dataset_sha256": dataset_sha256(run.dataset),
        "config": {k: v for k, v in config.items() if k not in ("overwrite", "workers")},
        "input": {"files": len(run.files), "bytes": sum(p.stat().st_size for p in run.files)},
        "counts": dict(sorted(run.counts.items())),
        "dropped": dict(sorted(run.drops.counts.items())),
        "versions": {
            name: version(name)
            for name in ("factune", "datasets", "opencc", "pyarrow", "rjieba", "trafilatura")
        },
    }
