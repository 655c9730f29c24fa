"""The order of the steps and their counts: the table of contents of data_prep.

files → clean documents → without duplicates → facts → without repeated facts → taught | control →
worded → sft, text, recall → card, page, manifest. The steps of `steps.py` run over shards; what stands
here sees all documents, a record at a time.
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

from data_prep.card import write_card
from data_prep.config import DataPrepConfig
from data_prep.dedup import duplicates
from data_prep.dialect import CommandError, WorkError
from data_prep.engine import map_shards
from data_prep.facts.discourse import sentences
from data_prep.facts.ground import bare
from data_prep.ingest import find_files
from data_prep.page import write_page
from data_prep.records import Document, Drop, Example, Fact, Message, Probe, TextRow, content_id
from data_prep.splits import ControlGuard, Splitter
from data_prep.steps import (
    DocumentShard,
    FactShard,
    FileShard,
    clean_files,
    drops_of,
    extract_facts,
    pool_key,
    rows_file,
    word_facts,
)
from data_prep.store import MANIFEST, DropLog, TableWriter, read_manifest, rows_of, write_text
from data_prep.summaries import passages, summaries

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
        run.drops.write(
            Drop(content_id(str(path)), _name(path, config.input), "ingest", "unknown_format")
        )
    try:
        manifest = _steps(run, fingerprint)
    finally:
        run.drops.close()
    write_page(config.output, manifest)
    write_text(config.output / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    shutil.rmtree(config.output / ".work")
    return manifest


def _steps(run: Build, fingerprint: str) -> dict[str, Any]:
    cleaned = _clean(run)
    left_out = _deduplicate(run, cleaned)
    extracted = _extract(run, cleaned, left_out)
    repeated, control, pools = _ledger(run, extracted)
    worded = _word(run, extracted, repeated, control, pools)
    guard = ControlGuard(_facts(extracted, repeated, control))
    _write_documents(run, cleaned, left_out, extracted, repeated, control, guard, worded)
    if not run.counts["sft"]:
        raise WorkError(
            f"no training pair could be made of {run.counts['documents']} documents; see {run.drops.path}"
        )
    manifest = _manifest(run, fingerprint)
    write_card(run.dataset, manifest)
    return manifest


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
    for source in sorted(Path(__file__).parent.rglob("*.py")):
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


# --- shards


def _clean(run: Build) -> list[Path]:
    size = run.config.shard_files
    shards = [
        FileShard(tuple(run.files[at : at + size]), run.config.input, run.config)
        for at in range(0, len(run.files), size)
    ]
    outs = run.shard_paths("clean", len(shards))
    map_shards(clean_files, shards, outs, workers=run.config.workers, label="clean")
    for out in outs:
        for drop in drops_of(out):
            run.drops.write(drop)
    return outs


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
    run.counts["in"] = len(sources)
    run.counts["documents"] = len(sources) - len(left_out)
    if not run.counts["documents"]:
        reasons = ", ".join(f"{n} {reason}" for reason, n in run.drops.counts.most_common())
        raise WorkError(
            f"no document was left of {len(run.files)} files ({reasons}); see {run.drops.path}"
        )
    return frozenset(left_out)


def _extract(run: Build, cleaned: list[Path], left_out: frozenset[str]) -> list[Path]:
    shards = [DocumentShard(path, left_out, run.config) for path in cleaned]
    outs = run.shard_paths("facts", len(shards))
    map_shards(extract_facts, shards, outs, workers=run.config.workers, label="facts")
    for out in outs:
        for drop in drops_of(out):
            run.drops.write(drop)
    return outs


def _word(
    run: Build,
    extracted: list[Path],
    repeated: frozenset[str],
    control: frozenset[str],
    pools: dict[str, tuple[str, ...]],
) -> list[Path]:
    shards = [FactShard(path, repeated, control, pools, run.config) for path in extracted]
    outs = run.shard_paths("rows", len(shards))
    map_shards(word_facts, shards, outs, workers=run.config.workers, label="wordings")
    return outs


# --- across documents


def _ledger(
    run: Build, extracted: list[Path]
) -> tuple[frozenset[str], frozenset[str], dict[str, tuple[str, ...]]]:
    """(ids of repeated facts, ids of control facts, answers by pool) of all facts."""
    seen: dict[str, str] = {}
    repeated: set[str] = set()
    pools: dict[str, dict[str, None]] = {}
    splitter = Splitter(run.config.control_share)
    for path in extracted:
        for row in rows_of(path):
            fact = Fact(**row)
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
    return (
        frozenset(repeated),
        splitter.control(),
        {key: tuple(pool) for key, pool in pools.items()},
    )


def _facts(
    extracted: list[Path], repeated: frozenset[str], control: frozenset[str]
) -> Iterator[Fact]:
    for path in extracted:
        yield from _facts_of(path, repeated, control)


def _facts_of(path: Path, repeated: frozenset[str], control: frozenset[str]) -> Iterator[Fact]:
    for row in rows_of(path):
        if row["id"] not in repeated:
            yield Fact(**row | {"split": "control" if row["id"] in control else "taught"})


# --- the dataset


def _write_documents(
    run: Build,
    cleaned: list[Path],
    left_out: frozenset[str],
    extracted: list[Path],
    repeated: frozenset[str],
    control: frozenset[str],
    guard: ControlGuard,
    worded: list[Path],
) -> None:
    writers = {
        name: TableWriter(run.dataset / name.split("/")[0], name.split("/")[0], name.split("/")[1])
        for name in (
            "documents/train",
            "facts/train",
            "sft/train",
            "sft/validation",
            "text/train",
            "recall/test",
        )
    }
    asked = _write_recall(run, worded, writers["recall/test"])
    for documents, facts, made in zip(cleaned, extracted, worded, strict=True):
        _write_rows(run, made, asked, guard, writers)
        by_document: dict[str, list[Fact]] = {}
        for fact in _facts_of(facts, repeated, control):
            writers["facts/train"].write(fact)
            run.counts[f"facts_{fact.split}"] += 1
            by_document.setdefault(fact.doc_id, []).append(fact)
        for row in rows_of(documents):
            if row["id"] not in left_out:
                document = Document(**row)
                writers["documents/train"].write(document)
                _write_summaries(run, document, by_document.get(document.id, []), guard, writers)
    for name, writer in writers.items():
        writer.close()
        run.counts[name.split("/")[0]] += writer.count if not name.startswith("documents") else 0
        run.counts[f"rows_{name}"] = writer.count


def _write_recall(run: Build, worded: list[Path], writer: TableWriter) -> frozenset[str]:
    """Write the probes; returns what they ask, in comparing form. A question with two answers is no probe."""
    asked: dict[str, str] = {}
    for path in worded:
        for row in rows_of(rows_file(path, "recall")):
            probe = Probe(**row)
            key = bare(probe.question)
            if asked.setdefault(key, bare(probe.answers[0])) != bare(probe.answers[0]):
                run.drops.write(
                    Drop(probe.id, probe.doc_id, "splits", "ambiguous_question", probe.question)
                )
                continue
            writer.write(probe)
            run.counts[f"recall_{probe.group}"] += 1
    return frozenset(asked)


def _write_rows(
    run: Build,
    made: Path,
    asked: frozenset[str],
    guard: ControlGuard,
    writers: dict[str, TableWriter],
) -> None:
    for row in rows_of(rows_file(made, "sft")):
        example = _example(row)
        question, answer = example.prompt[-1].content, example.completion[0].content
        if bare(question) in asked:
            run.drops.write(Drop(example.id, example.doc_id, "splits", "asked_in_recall", question))
        elif guard.tells(f"{question}\n{answer}"):
            run.drops.write(
                Drop(
                    example.id,
                    example.doc_id,
                    "splits",
                    "tells_control_fact",
                    f"{question} {answer}",
                )
            )
        else:
            _write_example(run, example, writers)
    for row in rows_of(rows_file(made, "text")):
        text = TextRow(**row)
        if guard.tells(text.text):
            run.drops.write(Drop(text.id, text.doc_id, "splits", "tells_control_fact", text.text))
        else:
            writers["text/train"].write(text)


def _example(row: dict[str, Any]) -> Example:
    turns = {key: [Message(**m) for m in row[key]] for key in ("prompt", "completion")}
    return Example(**row | turns)


def _write_example(run: Build, example: Example, writers: dict[str, TableWriter]) -> None:
    held = int(example.id[:8], 16) / 0xFFFFFFFF < run.config.validation_share
    writers["sft/validation" if held else "sft/train"].write(example)
    run.counts[f"sft_{example.task}"] += 1


def _write_summaries(
    run: Build,
    document: Document,
    facts: list[Fact],
    guard: ControlGuard,
    writers: dict[str, TableWriter],
) -> None:
    removed = [(f.start, f.end) for f in facts if f.split == "control"]
    removed += [
        (s.start, s.end) for s in sentences(document.text, document.lang) if guard.tells(s.text)
    ]
    taught = [f for f in facts if f.split == "taught"]
    parts = [
        (text, [f for f in taught if start <= f.start < end])
        for text, start, end in passages(document, removed, run.config.passage_chars)
    ]
    for example in summaries(document, parts):
        if guard.tells(example.completion[0].content):
            run.drops.write(
                Drop(
                    example.id,
                    document.source,
                    "summaries",
                    "tells_control_fact",
                    example.completion[0].content[:200],
                )
            )
        else:
            _write_example(run, example, writers)


def _manifest(run: Build, fingerprint: str) -> dict[str, Any]:
    config = {
        k: str(v) if isinstance(v, Path) else v for k, v in dataclasses.asdict(run.config).items()
    }
    digest = hashlib.sha256()
    for path in sorted(run.dataset.rglob("*.parquet")):
        digest.update(
            path.relative_to(run.dataset).as_posix().encode()
            + hashlib.sha256(path.read_bytes()).digest()
        )
    return {
        "fingerprint": fingerprint,
        "dataset_sha256": digest.hexdigest(),
        "config": {k: v for k, v in config.items() if k not in ("overwrite", "workers")},
        "input": {"files": len(run.files), "bytes": sum(p.stat().st_size for p in run.files)},
        "counts": dict(sorted(run.counts.items())),
        "dropped": dict(sorted(run.drops.counts.items())),
        "versions": {
            name: version(name)
            for name in ("factune", "datasets", "opencc", "pyarrow", "rjieba", "trafilatura")
        },
    }
