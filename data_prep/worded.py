"""The kept facts of a shard and their wordings: what rows are made of, and what a model is asked for.

Not a step: `make_rows` and the model's rounds both stand on it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data_prep import pairs
from data_prep.config import DataPrepConfig
from data_prep.distractors import distractors
from data_prep.found import documents_of, found_of
from data_prep.frame import Found
from data_prep.gate import KnownNames
from data_prep.pairs import Offered
from data_prep.quotas import quotas_of
from data_prep.records import Document, Fact
from data_prep.splits import ControlGuard, without_controls
from data_prep.store import Group
from data_prep.summaries import passages


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the ledger and the splits say of the facts of one shard, by row."""

    kept: NDArray[np.bool_]
    control: NDArray[np.bool_]
    asked: NDArray[np.bool_]
    """Of control facts: whether a probe asks them."""
    unique: NDArray[np.bool_]
    salience: NDArray[np.int8]
    rivals: dict[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class RowShard:
    """Documents, the file of their facts, the verdicts on them, and what holds for all shards."""

    documents: Group
    facts: Path
    verdicts: Verdicts
    pools: dict[str, tuple[str, ...]]
    guard: ControlGuard
    config: DataPrepConfig
    review: Path | None = None
    """A person's decisions."""
    replies: tuple[Path, ...] = ()
    """What a model said about them, round by round."""


@dataclass(frozen=True, slots=True)
class Known:
    """One kept fact with what is known of it."""

    found: Found
    pool: str
    asked: bool
    unique: bool
    rivals: frozenset[str]

    @property
    def fact(self) -> Fact:
        return self.found.fact

    @property
    def taught(self) -> bool:
        return self.found.fact.split == "taught"


def known_of(shard: RowShard) -> Iterator[tuple[str, list[Known]]]:
    """(doc_id, its kept facts) of each document with facts, in order."""
    verdicts = shard.verdicts
    for doc_id, rows in documents_of(shard.facts):
        yield (
            doc_id,
            [
                Known(
                    found_of(
                        row,
                        split="control" if verdicts.control[at] else "taught",
                        salience=int(verdicts.salience[at]),
                    ),
                    row["key_pool"],
                    bool(verdicts.asked[at]),
                    bool(verdicts.unique[at]),
                    verdicts.rivals.get(at, frozenset()),
                )
                for at, row in rows
                if verdicts.kept[at]
            ],
        )


def worded(
    known: Sequence[Known], shard: RowShard, offered: Callable[[Known], Offered]
) -> Iterator[tuple[Known, pairs.Made]]:
    """The facts of one document that are taught or asked, each with its rows. Of a control fact the probes only."""
    subjects: dict[str, list[Found]] = {}
    for one in known:
        if one.taught:
            subjects.setdefault(one.fact.subject, []).append(one.found)
    names = KnownNames.of(_names(known))
    for one in known:
        if one.taught or one.asked:
            near = subjects.get(one.fact.subject, ()) if one.taught else ()
            neighbours = [other for other in near if other is not one.found]
            yield one, _made(one, neighbours, shard, names, offered(one))


def _made(
    one: Known,
    neighbours: Sequence[Found],
    shard: RowShard,
    names: KnownNames,
    offered: Offered,
) -> pairs.Made:
    config = shard.config
    choices = distractors(one.fact, one.pool, shard.pools, config.choices, one.rivals)
    choices = [*choices, *(c for c in offered.choices if c not in choices)][: config.choices]
    quotas = quotas_of(config)
    return pairs.make(one.found, neighbours, choices, one.unique, quotas, names, offered)


_NAMED = ("person_role", "organization", "location", "product")


def _names(known: Sequence[Known]) -> Iterator[str]:
    """The names that a document's facts are about or give as answers."""
    for one in known:
        fact = one.fact
        for name in (fact.subject, fact.object if fact.type in _NAMED else ""):
            if 2 <= len(name) <= 12 and not re.search("[的，、]", name):
                yield name


def passages_of(
    document: Document, known: Sequence[Known], config: DataPrepConfig
) -> list[tuple[str, int, int]]:
    """The passages of a document that are summarized, without the sentences that state a control fact."""
    control = [(one.fact.start, one.fact.end) for one in known if not one.taught]
    removed = without_controls(document, control) if control else []
    return passages(document, removed, config.passage_chars)
