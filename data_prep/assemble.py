"""Worded shards → the dataset's Parquet files, with the checks that keep probes and control facts unseen.

What is left out here goes to the drop log: a training question that a probe asks, a row that tells a
control fact, a probe with two right answers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data_prep.config import DataPrepConfig
from data_prep.facts.discourse import sentences
from data_prep.facts.ground import bare
from data_prep.records import SPLITS, Document, Drop, Example, Fact, Message, Probe, TextRow, revive
from data_prep.splits import ControlGuard
from data_prep.steps import rows_file
from data_prep.store import DropLog, Group, TableWriter, rows_of
from data_prep.summaries import passages, summaries


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of all documents and facts together."""

    repeated: frozenset[str]
    """Ids of the facts that repeat others."""
    control: frozenset[str]
    """Ids of the facts that are never taught."""
    pools: dict[str, tuple[str, ...]]
    """Answers of each language and type, as distractors."""

    def facts(self, paths: Iterable[Path]) -> Iterator[Fact]:
        """The facts of these shards without the repeated ones, each with its split."""
        for path in paths:
            for row in rows_of(path):
                if row["id"] not in self.repeated:
                    split = "control" if row["id"] in self.control else "taught"
                    yield revive(Fact, row, split=split)


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard: its documents, the files of its facts and of their rows."""

    documents: Group
    facts: Path
    rows: Path


@dataclass(slots=True)
class Assembly:
    """Writes the dataset of one run, shard by shard."""

    config: DataPrepConfig
    dataset: Path
    drops: DropLog
    ledger: Ledger
    guard: ControlGuard
    counts: Counter[str]
    writers: dict[str, TableWriter] = field(default_factory=dict)

    def write(self, shards: list[Shard]) -> None:
        """All configs of the dataset; `counts` gains the rows of each."""
        self.writers = {
            f"{config}/{split}": TableWriter(self.dataset / config, config, split)
            for config, splits in SPLITS.items()
            for split in splits
        }
        asked = self._recall(shards)
        for shard in shards:
            self._rows(shard, asked)
            self._documents(shard)
        for name, writer in self.writers.items():
            writer.close()
            self.counts[f"rows_{name}"] = writer.count
            self.counts[name.split("/")[0]] += 0 if name == "documents/train" else writer.count

    def _drop(self, id: str, source: str, step: str, reason: str, excerpt: str) -> None:
        self.drops.write(Drop(id, source, step, reason, excerpt[:200]))

    def _recall(self, shards: list[Shard]) -> frozenset[str]:
        """Write the probes; returns what they ask, in comparing form."""
        asked: dict[str, str] = {}
        for shard in shards:
            for row in rows_of(rows_file(shard.rows, "recall")):
                probe = revive(Probe, row)
                answer = bare(probe.answers[0])
                if asked.setdefault(bare(probe.question), answer) != answer:
                    self._drop(
                        probe.id, probe.doc_id, "splits", "ambiguous_question", probe.question
                    )
                    continue
                self.writers["recall/test"].write(probe)
                self.counts[f"recall_{probe.group}"] += 1
        return frozenset(asked)

    def _rows(self, shard: Shard, asked: frozenset[str]) -> None:
        for row in rows_of(rows_file(shard.rows, "sft")):
            example = _example(row)
            question, answer = example.prompt[-1].content, example.completion[0].content
            if bare(question) in asked:
                self._drop(example.id, example.doc_id, "splits", "asked_in_recall", question)
            elif self.guard.tells(f"{question}\n{answer}"):
                self._drop(
                    example.id,
                    example.doc_id,
                    "splits",
                    "tells_control_fact",
                    f"{question} {answer}",
                )
            else:
                self._write_example(example)
        for row in rows_of(rows_file(shard.rows, "text")):
            text = revive(TextRow, row)
            if self.guard.tells(text.text):
                self._drop(text.id, text.doc_id, "splits", "tells_control_fact", text.text)
            else:
                self.writers["text/train"].write(text)

    def _documents(self, shard: Shard) -> None:
        facts: dict[str, list[Fact]] = {}
        for fact in self.ledger.facts([shard.facts]):
            self.writers["facts/train"].write(fact)
            self.counts[f"facts_{fact.split}"] += 1
            facts.setdefault(fact.doc_id, []).append(fact)
        for row in shard.documents.rows():
            document = revive(Document, row)
            self.writers["documents/train"].write(document, len(document.text))
            self._summaries(document, facts.get(document.id, []))

    def _summaries(self, document: Document, facts: list[Fact]) -> None:
        """Passages without the sentences that state a control fact, so that no row tells one."""
        removed = [(f.start, f.end) for f in facts if f.split == "control"]
        told = sentences(document.text, document.lang)
        removed += [(s.start, s.end) for s in told if self.guard.tells(s.text)]
        taught = [f for f in facts if f.split == "taught"]
        parts = [
            (text, [f for f in taught if start <= f.start < end])
            for text, start, end in passages(document, removed, self.config.passage_chars)
        ]
        for example in summaries(document, parts):
            answer = example.completion[0].content
            if self.guard.tells(answer):
                self._drop(example.id, document.source, "summaries", "tells_control_fact", answer)
            else:
                self._write_example(example)

    def _write_example(self, example: Example) -> None:
        """The validation split is a share of the ids, so that it stays the same when rows are added."""
        held = int(example.id[:8], 16) / 0xFFFFFFFF < self.config.validation_share
        self.writers["sft/validation" if held else "sft/train"].write(example)
        self.counts[f"sft_{example.task}"] += 1


def _example(row: dict[str, Any]) -> Example:
    turns = {key: [Message(**m) for m in row[key]] for key in ("prompt", "completion")}
    return revive(Example, row, **turns)
