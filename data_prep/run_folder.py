"""The run folder: what is read, who may write, where a killed run goes on, and how the finished one appears."""

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

from filelock import FileLock, Timeout

from data_prep.changes import CHANGES
from data_prep.config import ASIDE, MODEL_KEYS, DataPrepConfig
from data_prep.copies import CLUSTERS, Copies
from data_prep.coverage import COVERAGE
from data_prep.dialect import CommandError, WorkError
from data_prep.documents import limits
from data_prep.drafts import reject
from data_prep.engine import map_shards
from data_prep.ingest import InputError, Portion, Reject, plan
from data_prep.ledger import LEDGER
from data_prep.llm.targets import SCORES
from data_prep.page import write_page
from data_prep.quotas import QUOTAS
from data_prep.records import Drop
from data_prep.review.applied import Met, decisions_of, summary
from data_prep.review.decisions import REVIEW
from data_prep.store import (
    MANIFEST,
    DropLog,
    changes_of,
    dataset_sha256,
    drops_of,
    read_manifest,
    write_text,
)

WORK, LOCK, DROPPED = ".work", ".lock", "dropped.jsonl"
CODE = frozenset({".py", ".css", ".js", ".md", ".json"})
"""Endings of the files that decide what a run makes."""
REPEATED = "repeated_lines.npy"
"""The hashes of the lines that were taken off as repeated; `verify` needs them."""
FILES = ("dataset", DROPPED, CHANGES, CLUSTERS, COVERAGE, LEDGER, QUOTAS, REPEATED, "report.html")
"""What a finished run has beside its manifest."""


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
    coverage: dict[str, Any] = field(default_factory=dict)
    mix: dict[str, Any] = field(default_factory=dict)
    answered: str = ""
    """A hash of the replies that the steps from here on stand on: other replies, other work."""
    producer: dict[str, Any] = field(default_factory=dict)
    """What the manifest says of the model."""
    census: dict[str, Any] = field(default_factory=dict)
    review: Path | None = None
    """A person's decisions, and what of them met something."""
    reviewed: list[Met] = field(default_factory=list)

    @property
    def dataset(self) -> Path:
        return self.work / "dataset"

    def folder(self, step: str) -> Path:
        """Where the files of a step lie while the run is made."""
        folder = self.work / (f"{step}-{self.answered}" if self.answered else step)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def over(
        self, step: str, run: Callable[[Any, Path], None], shards: Sequence[Any]
    ) -> list[Path]:
        """The shard files that `run` makes of `shards`; what it dropped and changed is counted."""
        folder = self.folder(step)
        outs = [folder / f"{number:05d}.parquet" for number in range(len(shards))]
        map_shards(run, shards, outs, workers=self.config.workers, label=step)
        for out in outs:
            self.changes.update(changes_of(out))
            for drop in drops_of(out):
                self.drops.write(drop)
        return outs


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


def review_of(config: DataPrepConfig) -> Path | None:
    """The decisions that the build is to apply. Raises CommandError for a file that is named and not there."""
    if config.review:
        path = Path(config.review)
        if not path.is_file():
            raise CommandError(f"there is no {path}; --review names a file of decisions")
        return path
    own = config.output / REVIEW
    return own if own.is_file() else None


def fingerprint_of(
    config: DataPrepConfig, portions: list[Portion], *, with_review: bool = True
) -> str:
    """Of everything that decides the dataset: the keys, the files, this package's code."""
    digest = hashlib.sha256()
    keys = {
        k: str(v)
        for k, v in dataclasses.asdict(config).items()
        if k not in ASIDE and (config.producer != "offline" or k not in MODEL_KEYS)
    }
    digest.update(json.dumps(keys, sort_keys=True).encode())
    for portion in portions:
        digest.update(f"{portion.name}\0{portion.fingerprint}\n".encode())
    if with_review and (review := review_of(config)):
        digest.update(b"review" + review.read_bytes())
        decisions_of(review)
    for path in (Path(config.replay), Path(config.known), Path(config.known, SCORES)):
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    code = Path(__file__).parent
    for source in sorted(p for p in code.rglob("*") if p.suffix in CODE):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(output: Path) -> Iterator[None]:
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
    review = review_of(config)
    if review:  # as it is now: a review may go on while the run is built
        review = Path(shutil.copyfile(review, work / REVIEW))
    return Build(config, portions, work, DropLog(drops), review=review)


def publish(run: Build, manifest: dict[str, Any]) -> None:
    """Put the files of the run in its folder, the manifest last: without it a run did not finish."""
    out = run.config.output
    if run.drops.path.parent != run.work:
        shutil.copyfile(run.drops.path, run.work / DROPPED)
    write_page(run.work, manifest)
    (out / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(out / "dataset", ignore_errors=True)
    for name in FILES:
        (run.work / name).replace(out / name)
    write_text(out / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    shutil.rmtree(out / WORK)


def manifest_of(run: Build, fingerprint: str) -> dict[str, Any]:
    config = {
        k: str(v) if isinstance(v, Path) else v for k, v in dataclasses.asdict(run.config).items()
    }
    return {
        "fingerprint": fingerprint,
        "fingerprint_without_review": fingerprint_of(run.config, run.portions, with_review=False),
        "dataset_sha256": dataset_sha256(run.dataset),
        "config": {k: v for k, v in config.items() if k == "output" or k not in ASIDE},
        "input": {
            "files": len({p.name for p in run.portions}),
            "bytes": sum(p.size for p in run.portions),
        },
        "counts": dict(sorted(run.counts.items())),
        "dropped": dict(sorted(run.drops.counts.items())),
        "changed": dict(sorted(run.changes.items())),
        "copies": run.copies.summary(),
        "coverage": run.coverage,
        "mix": run.mix,
        "producer": run.producer,
        "census": run.census,
        "review": summary(decisions_of(run.review), run.reviewed),
        "versions": {
            name: version(name)
            for name in ("factune", "datasets", "opencc", "pyarrow", "rjieba", "trafilatura")
        },
    }
