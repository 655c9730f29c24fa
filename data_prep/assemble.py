"""Shards of rows → the dataset's Parquet files, in the order of the mix, and the last check for leaks.

What is left out here goes to the drop log: a training row whose prompt shares a run of words with a
recall question, a probe with two right answers.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from data_prep.comparing import comparing, key, plain_lines
from data_prep.config import DataPrepConfig
from data_prep.dialect import WorkError
from data_prep.leaks import Unseen, asked_lengths
from data_prep.mix import QA, TokenLedger
from data_prep.quotas import QuotaTable
from data_prep.records import SCHEMAS, SPLITS, Drop, Lang
from data_prep.replay import KIND, Replay
from data_prep.rows import RUNS, SHORT, part_file
from data_prep.store import (
    DropLog,
    Group,
    TableWriter,
    columns_of,
    json_lines,
    table_of,
    tables_of,
)

pc: Any = pyarrow.compute
REPLAY_AT_ONCE = 1_000


_LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard: its documents, and the file of its probes with the other rows beside it."""

    documents: Group
    rows: Path


@dataclass(slots=True)
class Assembly:
    """Writes the dataset of one run, shard by shard."""

    config: DataPrepConfig
    dataset: Path
    drops: DropLog
    counts: Counter[str]
    tokens: TokenLedger = field(default_factory=TokenLedger)
    writers: dict[str, TableWriter] = field(default_factory=dict)
    unseen: dict[Lang, Unseen] = field(default_factory=dict)
    questions: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, np.uint64))
    """Keys of the recall questions."""
    stages: list[dict[str, Any]] = field(default_factory=list)
    _sources: tuple[Group | None, dict[str, str]] = (None, {})

    def write(self, shards: list[Shard], quotas: Path) -> None:
        """All configs of the dataset, and the table of quotas; `counts` gains the rows of each.

        Raises WorkError when a row of the finished dataset leaks.
        """
        self.writers = {
            f"{config}/{split}": TableWriter(self.dataset / config, config, split)
            for config, splits in SPLITS.items()
            for split in splits
        }
        with QuotaTable(quotas, self.config) as table:
            self._documents(shards)
            self._recall(shards, table)
            self._training(shards, table)
            table.close(shards_facts(shards), shorts_of(shards))
        for name, writer in self.writers.items():
            writer.close()
            self.counts[f"rows_{name}"] = writer.count
            self.counts[name.split("/")[0]] += 0 if name == "documents/train" else writer.count
        self.counts.update(table.counts)

    def mix(self) -> dict[str, Any]:
        """What the manifest says of stages and tokens."""
        return {"stages": self.stages, **self.tokens.summary()}

    def _documents(self, shards: list[Shard]) -> None:
        for shard in shards:
            self.writers["documents/train"].extend(shard.documents.table())
            for table in tables_of(part_file(shard.rows, "facts")):
                self.writers["facts/train"].extend(table)
                for split in table["split"].to_pylist():
                    self.counts[f"facts_{split}"] += 1

    def _recall(self, shards: list[Shard], quotas: QuotaTable) -> None:
        """Write the probes. A question that two facts answer differently is asked for neither."""
        self.questions, answers = _questions(shards)
        ambiguous = self.questions[answers > 1]
        runs: dict[Lang, list[Any]] = {}
        lengths: dict[Lang, set[int]] = {lang: set() for lang in _LANGS}
        for shard in shards:
            for table in tables_of(shard.rows):
                for lang in _LANGS:
                    own = table.filter(pc.equal(table["lang"], lang))["question"].to_pylist()
                    lengths[lang].update(asked_lengths(own, lang))
                clear = ~np.isin(keys(table["question"].to_pylist()), ambiguous)
                for row in np.flatnonzero(~clear).tolist():
                    self._drop(
                        shard, table, row, "ambiguous_question", table["question"][row].as_py()
                    )
                table = table.filter(pa.array(clear))
                self.writers["recall/test"].extend(table)
                quotas.probes(table)
                for group in table["group"].to_pylist():
                    self.counts[f"recall_{group}"] += 1
            with np.load(shard.rows.with_suffix(RUNS)) as found:
                for lang in _LANGS:
                    if lang in found.files:
                        runs.setdefault(lang, []).append(found[lang])
        self.unseen = {lang: Unseen(found, lengths[lang]) for lang, found in runs.items()}

    def _training(self, shards: list[Shard], quotas: QuotaTable) -> None:
        """The stages of the mix, one behind the other."""
        for stage, part in (("warm_up", "sft_warm_up"), ("mix", "sft_mix")):
            begin = self.writers["sft/train"].count
            for shard in shards:
                self._sft(shard, part, "train", quotas)
            if stage == "mix":
                self._replay()
            self.stages.append(
                {"stage": stage, "sft_train": [begin, self.writers["sft/train"].count]}
            )
        for shard in shards:
            self._sft(shard, "sft_validation", "validation", quotas)
            for table in tables_of(part_file(shard.rows, "text")):
                table = self._unleaked(table, table["text"].to_pylist(), shard)
                self.writers["text/train"].extend(table)
                self.tokens.count("text", "train", table)
                quotas.texts(table)
        self.stages[-1]["text_train"] = [0, self.writers["text/train"].count]

    def _sft(self, shard: Shard, part: str, split: str, quotas: QuotaTable) -> None:
        for table in tables_of(part_file(shard.rows, part)):
            table = self._unleaked(table, prompts_of(table), shard)
            self.writers[f"sft/{split}"].extend(table)
            self.tokens.count("sft", split, table)
            quotas.examples(table)
            for task in table["task"].to_pylist():
                self.counts[f"sft_{task}"] += 1

    def _unleaked(self, table: pa.Table, texts: list[str], shard: Shard | None = None) -> pa.Table:
        """The rows whose prompts, or statements, share nothing with a recall question."""
        leaks = leaking(texts, table["lang"].to_pylist(), self.questions, self.unseen)
        for row in np.flatnonzero(leaks).tolist():
            self._drop(shard, table, row, "overlaps_recall", texts[row])
        return table.filter(pa.array(~leaks))

    def _replay(self) -> None:
        if not self.config.replay:
            return
        share, rows = self.config.replay_share, self.writers["sft/train"].count
        some, schema = [], SCHEMAS["sft"]
        for example in Replay(self.config.replay).chosen(round(rows * share / (1 - share))):
            some.append(example)
            if len(some) == REPLAY_AT_ONCE:
                self._add_replay(table_of(some, schema))
                some = []
        if some:
            self._add_replay(table_of(some, schema))

    def _add_replay(self, table: pa.Table) -> None:
        table = self._unleaked(table, prompts_of(table))
        self.writers["sft/train"].extend(table)
        self.tokens.count("sft", "train", table)
        self.counts[f"sft_{KIND}"] += table.num_rows

    def _drop(
        self, shard: Shard | None, table: pa.Table, row: int, reason: str, excerpt: str
    ) -> None:
        """Log a row of a table; of a document's row with the document's source."""
        id, doc_id = table["id"][row].as_py(), table["doc_id"][row].as_py()
        source = self._source(shard.documents, doc_id) if shard else str(self.config.replay)
        self.drops.write(Drop(id, source, "splits", reason, excerpt[:200]))

    def _source(self, documents: Group, doc_id: str) -> str:
        if self._sources[0] != documents:
            table = documents.table(("id", "source"))
            pairs = zip(table["id"].to_pylist(), table["source"].to_pylist(), strict=True)
            self._sources = (documents, dict(pairs))
        return self._sources[1][doc_id]


def leaking(
    prompts: list[str],
    langs: list[Lang],
    questions: NDArray[np.uint64],
    unseen: dict[Lang, Unseen],
) -> NDArray[np.bool_]:
    """Which prompts are a recall question (`questions` are the keys of all) or share a run with one."""
    leaks = np.isin(keys(prompts), questions)
    for lang, asked in unseen.items():
        rows = [row for row, own in enumerate(langs) if own == lang]
        leaks[rows] |= asked.asked([prompts[row] for row in rows], lang)
    return leaks


def keys(texts: list[str]) -> NDArray[np.uint64]:
    return np.array([key(flat) for flat in plain_lines(texts)], np.uint64)


def _questions(shards: list[Shard]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """(keys of the questions that probes ask, how many answers they give to each)."""
    asked, answered = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)]
    for shard in shards:
        for table in columns_of(shard.rows, ("question", "answers")):
            asked.append(keys(table["question"].to_pylist()))
            first = (key(comparing(answers[0])) for answers in table["answers"].to_pylist())
            answered.append(np.fromiter(first, np.uint64, table.num_rows))
    pairs = np.unique(np.stack([np.concatenate(asked), np.concatenate(answered)]), axis=1)
    return np.unique(pairs[0], return_counts=True)


def prompts_of(table: pa.Table) -> list[str]:
    """What the user asks last in each row."""
    return [turns[-1]["content"] for turns in table["prompt"].to_pylist()]


def shards_facts(shards: list[Shard]) -> Iterator[pa.Table]:
    for shard in shards:
        yield from columns_of(part_file(shard.rows, "facts"), ("id", "split"))


def shorts_of(shards: list[Shard]) -> Iterator[dict[str, Any]]:
    for shard in shards:
        yield from json_lines(shard.rows.with_suffix(SHORT))


def check(dataset: Path) -> None:
    """Read the finished dataset once more. Raises WorkError when a recall question is a training prompt, or
    a row is drawn from a control fact."""
    control: set[str] = set()
    for path in sorted((dataset / "facts").glob("*.parquet")):
        for table in columns_of(path, ("id", "split")):
            control.update(table.filter(pc.equal(table["split"], "control"))["id"].to_pylist())
    held_out = pa.array(sorted(control), pa.string())
    asked = [
        keys(table["question"].to_pylist())
        for path in sorted((dataset / "recall").glob("*.parquet"))
        for table in columns_of(path, ("question",))
    ]
    questions = np.concatenate(asked) if asked else np.zeros(0, np.uint64)
    for name in ("sft", "text"):
        for path in sorted((dataset / name).glob("*.parquet")):
            columns = ("id", "fact_ids", "kind", *(("prompt",) if name == "sft" else ()))
            for table in columns_of(path, columns):
                taught = pc.list_flatten(table["fact_ids"])
                if pc.any(pc.is_in(taught, value_set=held_out)).as_py():
                    raise WorkError(f"leak: a row of {path.name} is drawn from a control fact")
                if name == "sft":
                    _check_prompts(table, questions)


def _check_prompts(table: pa.Table, questions: NDArray[np.uint64]) -> None:
    short = table.filter(pc.is_in(table["kind"], value_set=pa.array(sorted(QA))))
    prompts = prompts_of(short)
    for row in np.flatnonzero(np.isin(keys(prompts), questions)):
        id, prompt = short["id"][int(row)].as_py(), prompts[row][:100]
        raise WorkError(f"leak: the prompt of the row {id} is a recall question: {prompt}")
