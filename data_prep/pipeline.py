"""The order of the steps and their counts: the table of contents of data_prep.

input → cleaned drafts → without the lines they repeat, signed → without duplicates → facts → without
repeated facts → taught | control → worded → sft, text, recall → card, page, manifest. The steps of
`documents.py` and `steps.py` run over shards; what stands here, in `copies.py` and in `assemble.py` sees
all documents, a record at a time.
"""

import dataclasses
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from data_prep.assemble import Assembly, Ledger, Shard
from data_prep.card import write_card
from data_prep.config import DataPrepConfig
from data_prep.copies import CLUSTERS, Copies, find_copies
from data_prep.dialect import CommandError, WorkError
from data_prep.documents import (
    CopyShard,
    DraftShard,
    PortionShard,
    clean_portions,
    finish_documents,
    keep_documents,
    limits,
    lines_files,
    reject,
    signatures_file,
)
from data_prep.engine import map_shards
from data_prep.facts.ground import bare
from data_prep.ingest import InputError, Portion, Reject, plan
from data_prep.page import write_page
from data_prep.records import Document, Drop, Fact, content_id, revive
from data_prep.repeated import repeated_lines
from data_prep.splits import ControlGuard, Splitter
from data_prep.steps import DocumentShard, FactShard, extract_facts, pool_key, word_facts
from data_prep.store import (
    MANIFEST,
    DropLog,
    Group,
    changes_of,
    dataset_sha256,
    drops_of,
    groups,
    read_manifest,
    rows_of,
    write_text,
)

POOL = 400
"""Answers kept of each language and type as distractors of the probes."""
WORK, LOCK, DROPPED = ".work", ".lock", "dropped.jsonl"
REPEATED = "repeated_lines.npy"
"""The hashes of the lines that were taken off as repeated; `verify` needs them."""


@dataclass(slots=True)
class Build:
    """One run while it is made, in `work`: the run folder gets the files when all are there."""

    config: DataPrepConfig
    portions: list[Portion]
    work: Path
    drops: DropLog
    counts: Counter[str] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    copies: Copies = field(default_factory=Copies)

    @property
    def dataset(self) -> Path:
        return self.work / "dataset"

    def over(
        self, step: str, run: Callable[[Any, Path], None], shards: Sequence[Any]
    ) -> list[Path]:
        """The shard files that `run` makes of `shards`; what it dropped and changed is counted."""
        folder = self.work / step
        folder.mkdir(parents=True, exist_ok=True)
        outs = [folder / f"{number:05d}.parquet" for number in range(len(shards))]
        map_shards(run, shards, outs, workers=self.config.workers, label=step)
        for out in outs:
            self.changes.update(changes_of(out))
            for drop in drops_of(out):
                self.drops.write(drop)
        return outs


def build(config: DataPrepConfig) -> dict[str, Any]:
    """Make the dataset of `config.input` in `config.output`; returns the manifest.

    Raises CommandError for an input that is not there or an output that holds another run, WorkError
    when nothing is left to train on. A finished run of the same input and keys is returned as it is.
    """
    portions, rejects = planned(config)
    fingerprint = _fingerprint(config, portions)
    finished = read_manifest(config.output)
    if finished and finished.get("fingerprint") == fingerprint:
        return finished | {"already_built": True}
    if finished and not config.overwrite:
        raise CommandError(
            f"{config.output} holds a run of other input or keys; pass --overwrite true or another --output"
        )
    with _alone(config.output):
        run = start(config, portions, fingerprint)
        for drop in rejects:
            run.drops.write(drop)
        try:
            _steps(run)
        finally:
            run.drops.close()
        manifest = _manifest(run, fingerprint)
        write_card(run.dataset, manifest)
        _publish(run, manifest)
    return manifest


def make_documents(run: Build) -> list[Group]:
    """The clean documents without copies."""
    return groups(_unique(run, _finish(run, _clean(run))))


def _steps(run: Build) -> None:
    documents = make_documents(run)
    extracted = run.over(
        "facts", extract_facts, [DocumentShard(group, run.config) for group in documents]
    )
    ledger = _ledger(run, documents, extracted)
    worded = run.over("wordings", word_facts, _worded(run, extracted, ledger))
    guard = ControlGuard(ledger.facts(extracted))
    shards = [Shard(*paths) for paths in zip(documents, extracted, worded, strict=True)]
    Assembly(run.config, run.dataset, run.drops, ledger, guard, run.counts).write(shards)
    if not run.counts["sft"]:
        raise WorkError(
            f"no training pair could be made of {run.counts['documents']} documents; see {run.drops.path}"
        )


# --- start


def planned(config: DataPrepConfig) -> tuple[list[Portion], list[Drop]]:
    """What is to be read, and what is not and why. Raises CommandError and WorkError as `build` does."""
    portions, drops, skipped = [], [], {}
    try:
        for found in plan(config.input, limits(config)):
            path = found.path if isinstance(found, Portion) else Path(config.input, found.source)
            if folder := _run_folder(path, config):
                skipped.setdefault(folder, reject(Reject(str(folder), "run_folder"), config))
            elif isinstance(found, Reject):
                drops.append(reject(found, config))
            else:
                portions.append(found)
    except InputError as error:
        raise CommandError(str(error)) from error
    drops += skipped.values()
    if not portions:
        reasons = Counter(drop.reason for drop in drops)
        found = ", ".join(f"{n} {reason}" for reason, n in reasons.most_common())
        raise WorkError(f"no document to read in {config.input}" + (f" ({found})" if found else ""))
    return portions, drops


def _run_folder(path: Path, config: DataPrepConfig) -> Path | None:
    """The run folder below the input that `path` lies in: what factune wrote is no document."""
    root = Path(config.input).resolve()
    for folder in path.resolve().parents:
        if folder == root:
            return None
        if folder == config.output.resolve() or _is_run(folder):
            return folder
    return None


@cache
def _is_run(folder: Path) -> bool:
    return (folder / WORK).is_dir() or "dataset_sha256" in (read_manifest(folder) or {})


def _fingerprint(config: DataPrepConfig, portions: list[Portion]) -> str:
    """Of everything that decides the dataset: the keys, the files, this package's code."""
    digest = hashlib.sha256()
    keys = {
        k: str(v)
        for k, v in dataclasses.asdict(config).items()
        if k not in ("output", "overwrite", "workers")
    }
    digest.update(json.dumps(keys, sort_keys=True).encode())
    for portion in portions:
        digest.update(f"{portion.name}\0{portion.fingerprint}\n".encode())
    code = Path(__file__).parent
    for source in sorted([*code.rglob("*.py"), *code.rglob("*.html")]):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Hold the run folder. Raises CommandError when another process writes it, or none can."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock = FileLock(output / LOCK, timeout=0)
        with lock:
            yield
    except Timeout as error:
        raise CommandError(f"another run is writing {output}") from error
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise CommandError(f"cannot write the run folder {output}: {error.strerror}") from error


def start(config: DataPrepConfig, portions: list[Portion], fingerprint: str) -> Build:
    """A run that begins, or goes on with what the same run had done when it was killed.

    What an earlier run of other keys left unfinished is removed; a finished one stays until it is replaced.
    """
    out = config.output
    work = out / WORK / fingerprint
    work.mkdir(parents=True, exist_ok=True)
    for other in (out / WORK).iterdir():
        if other != work:
            shutil.rmtree(other)
    shutil.rmtree(work / "dataset", ignore_errors=True)
    drops = (work if read_manifest(out) else out) / DROPPED
    return Build(config, portions, work, DropLog(drops))


def _publish(run: Build, manifest: dict[str, Any]) -> None:
    """Put the files of the run in its folder, the manifest last: without it a run did not finish."""
    out = run.config.output
    if run.drops.path.parent != run.work:
        shutil.copyfile(run.drops.path, run.work / DROPPED)
    write_page(run.work, manifest)
    (out / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(out / "dataset", ignore_errors=True)
    for name in ("dataset", DROPPED, CLUSTERS, REPEATED, "report.html"):
        (run.work / name).replace(out / name)
    write_text(out / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    shutil.rmtree(out / WORK)


# --- documents


def _clean(run: Build) -> list[Path]:
    shards = [PortionShard(tuple(some), run.config) for some in _by_size(run)]
    return run.over("clean", clean_portions, shards)


def _by_size(run: Build) -> Iterator[list[Portion]]:
    """The portions in their order, together as many as a worker takes."""
    some, size = [], 0
    for portion in run.portions:
        if some and (
            size + portion.size > run.config.shard_mb << 20 or len(some) >= run.config.shard_files
        ):
            yield some
            some, size = [], 0
        some.append(portion)
        size += portion.size
    yield some


def _finish(run: Build, drafts: list[Path]) -> list[Path]:
    path = run.work / REPEATED
    files = [file for draft in drafts for file in lines_files(draft)]
    wanted = run.config.repeated_pages
    found = repeated_lines(files if wanted else [], wanted)
    np.save(path, found)
    run.counts["repeated_lines"] = len(found)
    return run.over(
        "finish",
        finish_documents,
        [DraftShard(group, path, run.config) for group in groups(drafts)],
    )


def _unique(run: Build, finished: list[Path]) -> list[Path]:
    paths = [signatures_file(path) for path in finished]
    run.copies = find_copies(finished, paths, run.work, run.config)
    shards = [
        CopyShard(path, copies) for path, copies in zip(finished, run.copies.shards, strict=True)
    ]
    unique = run.over("unique", keep_documents, shards)
    run.counts["documents"] = run.copies.documents - run.copies.dropped
    run.counts["in"] = run.copies.documents + sum(
        n for key, n in run.drops.counts.items() if key.startswith(("ingest/", "clean/"))
    )
    if not run.counts["documents"]:
        reasons = ", ".join(f"{n} {reason}" for reason, n in run.drops.counts.most_common())
        raise WorkError(
            f"no document was left of {len(run.portions)} files ({reasons}); see {run.drops.path}"
        )
    return unique


# --- facts


def _worded(run: Build, extracted: list[Path], ledger: Ledger) -> list[FactShard]:
    return [
        FactShard(path, ledger.repeated, ledger.control, ledger.pools, run.config)
        for path in extracted
    ]


def _ledger(run: Build, documents: list[Group], extracted: list[Path]) -> Ledger:
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
    control = splitter.control(revive(Document, row) for group in documents for row in group.rows())
    return Ledger(frozenset(repeated), control, answers)


# --- end


def _manifest(run: Build, fingerprint: str) -> dict[str, Any]:
    config = {
        k: str(v) if isinstance(v, Path) else v for k, v in dataclasses.asdict(run.config).items()
    }
    return {
        "fingerprint": fingerprint,
        "dataset_sha256": dataset_sha256(run.dataset),
        "config": {k: v for k, v in config.items() if k not in ("overwrite", "workers")},
        "input": {
            "files": len({p.name for p in run.portions}),
            "bytes": sum(p.size for p in run.portions),
        },
        "counts": dict(sorted(run.counts.items())),
        "dropped": dict(sorted(run.drops.counts.items())),
        "changed": dict(sorted(run.changes.items())),
        "copies": run.copies.summary(),
        "versions": {
            name: version(name)
            for name in ("factune", "datasets", "opencc", "pyarrow", "rjieba", "trafilatura")
        },
    }
