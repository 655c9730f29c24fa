"""The three steps that make documents of files, shard by shard: read and clean, finish, keep.

`clean_portions` sees one document at a time. `finish_documents` knows which lines the corpus repeats, so
it can take them off, judge what is left and sign it. `keep_documents` knows which documents repeat others.
Each writes its shard atomically and knows nothing of the other shards.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data_prep.changes import beside, changed
from data_prep.config import DataPrepConfig
from data_prep.dedup import SignatureWriter, sign
from data_prep.drafts import draft, finish, group, reject
from data_prep.ingest import Limits, Portion, Reject, read
from data_prep.records import Document, Drop, revive
from data_prep.repeated import LineWriter
from data_prep.store import Group, ShardFile, rows_of

LINES_AT_ONCE = 64_000_000
"""Characters of documents whose line hashes are held together; each such batch is a file of its own."""
SIGNED_AT_ONCE = 1_000_000
"""Characters of documents that are signed together."""


@dataclass(frozen=True, slots=True)
class PortionShard:
    """Portions of the input that one worker reads, with the keys it needs."""

    portions: tuple[Portion, ...]
    config: DataPrepConfig


@dataclass(frozen=True, slots=True)
class DraftShard:
    """Cleaned documents, and the file of the lines that the corpus repeats."""

    drafts: Group
    repeated: Path
    config: DataPrepConfig


@dataclass(frozen=True, slots=True)
class CopyShard:
    """A file of finished documents; of each row that repeats a kept document, why and which."""

    path: Path
    copies: Mapping[int, tuple[str, str]]
    """Row → (reason, what the log says of the copy that is kept)."""


def limits(config: DataPrepConfig) -> Limits:
    """What ingest needs of the keys."""
    return Limits(
        text_column=config.text_column,
        part_chars=config.part_chars,
        max_bytes=config.max_file_mb << 20,
        portion_bytes=config.shard_mb << 20,
    )


def clean_portions(shard: PortionShard, out: Path) -> None:
    """Read and clean the shard's portions → `out` (drafts of documents) and the hashes of their lines."""
    lines = _Lines(out)
    with ShardFile(out, "documents") as file, beside(out) as told:
        for portion in shard.portions:
            for raw in read(portion, limits(shard.config)):
                if isinstance(raw, Reject):
                    file.drop(reject(raw, shard.config))
                    continue
                made, changes = draft(raw, shard.config)
                file.changes.update(change.rule for change in changes)
                if isinstance(made, Drop):
                    file.drop(made)
                else:
                    told.write(changed(made.source, changes, shard.config))
                    lines.add(made)
                    file.write(made, len(made.text))
        lines.close()


def lines_files(out: Path) -> list[Path]:
    """Where the line hashes of the shard `out` lie."""
    return sorted(out.parent.glob(f"{out.stem}.lines-*.npy"))


class _Lines:
    """The line hashes of a shard, in files of bounded size: a shard may be one huge file."""

    def __init__(self, out: Path) -> None:
        for stale in lines_files(out):
            stale.unlink()
        self.out, self.files = out, 0
        self._begin()

    def _begin(self) -> None:
        path = self.out.with_name(f"{self.out.stem}.lines-{self.files:05d}.npy")
        self.writer, self.held = LineWriter(path), 0
        self.files += 1

    def add(self, document: Document) -> None:
        self.writer.add(document.text, group(document))
        self.held += len(document.text)
        if self.held >= LINES_AT_ONCE:
            self.writer.close()
            self._begin()

    def close(self) -> None:
        self.writer.close()


def finish_documents(shard: DraftShard, out: Path) -> None:
    """Finish the shard's drafts → `out` (documents) and their signatures."""
    repeated = np.load(shard.repeated)
    with (
        ShardFile(out, "documents") as file,
        _Signer(signatures_file(out)) as signer,
        beside(out) as told,
    ):
        for row in shard.drafts.rows():
            made, changes = finish(revive(Document, row), repeated, shard.config)
            file.changes.update(change.rule for change in changes)
            if isinstance(made, Drop):
                file.drop(made)
            else:
                told.write(changed(made.source, changes, shard.config))
                signer.add(made)
                file.write(made, len(made.text))


class _Signer(SignatureWriter):
    """Signatures of the documents it is given, many at a time: that is faster by far."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.texts: list[str] = []
        self.scores: list[float] = []
        self.held = 0

    def add(self, document: Document) -> None:
        self.texts.append(document.text)
        self.scores.append(soundness(document))
        self.held += len(document.text)
        if self.held >= SIGNED_AT_ONCE:
            self._sign()

    def _sign(self) -> None:
        if self.texts:
            self.append(sign(self.texts), self.scores)
            self.texts, self.scores, self.held = [], [], 0

    def close(self) -> None:
        self._sign()
        super().close()


def signatures_file(out: Path) -> Path:
    """Where the dedup signatures of the shard `out` lie."""
    return out.with_suffix(".signatures")


def soundness(document: Document) -> float:
    """Of two copies as complete the one of the higher value is kept: fewer damaged spots, then fewer repairs."""
    meta = json.loads(document.meta)
    repairs = meta.get("repairs", 0)
    return -(len(meta.get("damaged", ())) + repairs / (repairs + 1))


def keep_documents(shard: CopyShard, out: Path) -> None:
    """The shard's documents without those that repeat others → `out`."""
    with ShardFile(out, "documents") as file:
        for number, row in enumerate(rows_of(shard.path)):
            document = revive(Document, row)
            if copy := shard.copies.get(number):
                reason, note = copy
                file.drop(Drop(document.id, document.source, "dedup", reason, note))
            else:
                file.write(document, len(document.text))
