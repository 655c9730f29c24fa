"""The order of the steps and their counts: the table of contents of data_prep.

input → cleaned drafts → without the lines they repeat, signed → without duplicates → facts → one ledger of
them → taught | control → worded → the mix of sft and text, recall → card, page, manifest. The steps of
`documents.py` and `steps.py` run over shards; what stands here, in `copies.py`, `ledger.py` and
`assemble.py` sees all documents, by hashes or a record at a time.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from data_prep.assemble import Assembly, Shard, check
from data_prep.card import write_card
from data_prep.census import census
from data_prep.changes import CHANGES, write_changes
from data_prep.config import DataPrepConfig
from data_prep.copies import find_copies
from data_prep.coverage import COVERAGE, write_coverage
from data_prep.dialect import CommandError, WorkError
from data_prep.documents import (
    CopyShard,
    DraftShard,
    PortionShard,
    clean_portions,
    finish_documents,
    keep_documents,
    lines_files,
    signatures_file,
)
from data_prep.engine import seldom_collected
from data_prep.found import found_of
from data_prep.ingest import Portion
from data_prep.ledger import LEDGER, Ledger, gather, make_ledger, write_ledger
from data_prep.llm.rounds import Rounds, store_folder
from data_prep.llm.targets import answered_facts
from data_prep.quotas import QUOTAS
from data_prep.repeated import repeated_lines
from data_prep.replay import Replay
from data_prep.replies import ReplyStore
from data_prep.review.applied import met_of
from data_prep.rows import make_rows
from data_prep.run_folder import (
    REPEATED,
    Build,
    alone,
    fingerprint_of,
    manifest_of,
    planned,
    publish,
    start,
)
from data_prep.splits import (
    Control,
    ControlGuard,
    StatedShard,
    candidates,
    choose,
    count_stated,
    write_candidates,
)
from data_prep.steps import DocumentShard, extract_facts
from data_prep.store import Group, groups, read_manifest
from data_prep.worded import RowShard, Verdicts

__all__ = ["REPEATED", "build", "foretell", "make_documents", "planned", "start"]


def build(config: DataPrepConfig) -> dict[str, Any]:
    """Make the dataset of `config.input` in `config.output`; returns the manifest.

    Raises CommandError for an input that is not there or an output that holds another run, WorkError
    when nothing is left to train on. A finished run of the same input and keys is returned as it is.
    """
    if config.replay:
        Replay(config.replay)
    answered_facts(config.known)
    portions, rejects = planned(config)
    fingerprint = fingerprint_of(config, portions)
    finished = read_manifest(config.output)
    if finished and finished.get("fingerprint") == fingerprint:
        return finished | {"already_built": True}
    bare = fingerprint_of(config, portions, with_review=False)
    if finished and not config.overwrite and finished.get("fingerprint_without_review") != bare:
        raise CommandError(
            f"{config.output} holds a run of other input or keys; pass --overwrite true or another --output"
        )
    with alone(config.output), seldom_collected():
        run = start(config, portions, fingerprint)
        for drop in rejects:
            run.drops.write(drop)
        try:
            _with_model(run)
        finally:
            run.drops.close()
        manifest = manifest_of(run, fingerprint)
        write_card(run.dataset, manifest)
        publish(run, manifest)
    return manifest


def foretell(config: DataPrepConfig) -> list[str]:
    """What a model's part of the build would take, line by line; raises as `build` does. The documents that it
    reads for that are not read again by the build."""
    portions, rejects = planned(config)
    with alone(config.output), ReplyStore(store_folder(config)) as store:
        run = start(config, portions, fingerprint_of(config, portions))
        try:
            for drop in rejects:
                run.drops.write(drop)
            shards = [DocumentShard(group, config) for group in make_documents(run)]
            return Rounds(run, store).forecast(shards)
        finally:
            run.drops.close()


def make_documents(run: Build) -> list[Group]:
    """The clean documents without copies."""
    drafts = _clean(run)
    finished = _finish(run, drafts)
    write_changes([*drafts, *finished], run.work / CHANGES)
    return groups(_unique(run, finished))


def _with_model(run: Build) -> None:
    """All steps, with the rounds of a model between them where one takes part."""
    if run.config.producer == "offline":
        return _steps(run, None)
    with ReplyStore(store_folder(run.config)) as store:
        rounds = Rounds(run, store)
        _steps(run, rounds)
        run.producer = rounds.summary()


def _steps(run: Build, rounds: Rounds | None) -> None:
    documents = make_documents(run)
    shards = [DocumentShard(group, run.config, run.review) for group in documents]
    extracted = run.over("facts", extract_facts, rounds.facts(shards) if rounds else shards)
    run.coverage = write_coverage(extracted, run.work / COVERAGE)
    ledger = make_ledger(extracted)
    run.counts.update(write_ledger(ledger, extracted, run.work / LEDGER))
    control = _control(run, documents, extracted, ledger)
    run.reviewed += met_of(extracted)
    rows = _row_shards(run, documents, extracted, ledger, control)
    made = run.over("rows", make_rows, rounds.wordings(rows) if rounds else rows)
    run.reviewed += met_of(made)
    assembly = Assembly(run.config, run.dataset, run.drops, run.counts)
    together = [Shard(*paths) for paths in zip(documents, made, strict=True)]
    assembly.write(together, run.work / QUOTAS)
    run.mix = assembly.mix()
    run.census = census(run.dataset, run.work / QUOTAS)
    if not run.counts["sft"]:
        raise WorkError(
            f"no training pair could be made of {run.counts['documents']} documents; see {run.drops.path}"
        )
    check(run.dataset)


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


def _control(run: Build, documents: list[Group], extracted: list[Path], ledger: Ledger) -> Control:
    """The control facts, after a look at where the answers of all candidates stand."""
    share = run.config.control_share
    found = candidates(ledger, extracted, share)
    path = run.work / "candidates.json"
    write_candidates(found, path)
    counted = run.over("stated", count_stated, [StatedShard(group, path) for group in documents])
    control = choose(ledger, found, counted, share)
    run.counts["facts_control_asked"] = int(control.asked.sum())
    return control


def _row_shards(
    run: Build, documents: list[Group], extracted: list[Path], ledger: Ledger, control: Control
) -> list[RowShard]:
    held_out = np.flatnonzero(control.asked)
    rows = gather(extracted, ledger.facts.starts, held_out, None)
    guard = ControlGuard(found_of(row) for _, row in rows)
    pools = ledger.pools.frozen()
    return [
        RowShard(
            group, path, _verdicts(ledger, control, number), pools, guard, run.config, run.review
        )
        for number, (group, path) in enumerate(zip(documents, extracted, strict=True))
    ]


def _verdicts(ledger: Ledger, control: Control, shard: int) -> Verdicts:
    rows = ledger.slice(shard)
    return Verdicts(
        kept=ledger.kept[rows],
        control=control.held_out[rows],
        asked=control.asked[rows],
        unique=ledger.unique[rows],
        salience=ledger.salience[rows],
        rivals={
            row - rows.start: ledger.rivals[row]
            for row in range(rows.start, rows.stop)
            if row in ledger.rivals
        },
    )
