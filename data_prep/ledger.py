"""All facts of a corpus together: which are one, which contradict, which are alone in what they say.

Only hashes are in memory, some 70 bytes a fact; texts are read again for the few facts that repeat or
contradict others. `ledger.jsonl` of a run names them: nothing that is merged is lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_prep.comparing import comparing
from data_prep.distractors import Pools
from data_prep.store import columns_of, json_line, tables_of

LEDGER = "ledger.jsonl"
AT_ONCE = 100_000
"""Rows of ledger.jsonl held in memory."""
MOST_SALIENT = 3

Numbers = NDArray[np.uint64]
_HEX = ("id", "doc_id")
_KEYS = ("same", "stated", "about", "answer", "claim", "subject")
_COLUMNS = (
    *_HEX, *(f"key_{name}" for name in (*_KEYS, "one_valued", "pool")),
    "sentence", "salience", "lang", "type", "object",
)  # fmt: skip


@dataclass(slots=True)
class Facts:
    """The columns of all facts that verdicts are made from, and where each shard begins."""

    id: Numbers
    doc: Numbers
    keys: dict[str, Numbers]
    one_valued: NDArray[np.bool_]
    sentence: Numbers
    """A hash of document and sentence group."""
    salience: NDArray[np.int8]
    stratum: NDArray[np.int16]
    """Index into `strata`."""
    strata: list[str]
    """language/type."""
    starts: list[int]
    """Row at which each shard begins, and the number of all rows."""

    def __len__(self) -> int:
        return len(self.id)


@dataclass(slots=True)
class Ledger:
    """What is known of each fact, by its row over all shards."""

    facts: Facts
    root: NDArray[np.int64]
    """The row of the fact that stands for it: the first of those that are the same."""
    salience: NDArray[np.int8]
    unique: NDArray[np.bool_]
    """No other subject of the corpus has the same relation and object."""
    rivals: dict[int, frozenset[str]]
    """Of rows with the same relation: the other objects in comparing form, true too or contradicting, so
    no distractors."""
    contradicts: dict[int, tuple[int, ...]]
    """Rows of kept facts that contradict a row."""
    pools: Pools

    @property
    def kept(self) -> NDArray[np.bool_]:
        return self.root == np.arange(len(self.root))

    def slice(self, shard: int) -> slice:
        return slice(self.facts.starts[shard], self.facts.starts[shard + 1])


def read_facts(shards: Sequence[Path], pools: Pools) -> Facts:
    """The columns of all fact shards; answers go into `pools` on the way."""
    strata: dict[str, int] = {}
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in (*_HEX, *_KEYS)}
    one_valued, sentence, salience, stratum = [], [], [], []
    starts = [0]
    for shard in shards:
        rows = 0
        for table in columns_of(shard, _COLUMNS):
            columns = {name: table[name] for name in table.column_names}
            for name in _HEX:
                digits = "".join(columns[name].to_pylist())
                parts[name].append(np.frombuffer(bytes.fromhex(digits), dtype=">u8").astype("u8"))
            for name in _KEYS:
                parts[name].append(columns[f"key_{name}"].to_numpy())
            one_valued.append(np.array(columns["key_one_valued"].to_pylist(), bool))
            group = columns["sentence"].to_numpy().astype("u8")
            sentence.append(_mixed(parts["doc_id"][-1], group))
            salience.append(columns["salience"].to_numpy().astype("i1"))
            kinds = zip(columns["lang"].to_pylist(), columns["type"].to_pylist(), strict=True)
            names = (strata.setdefault(f"{lang}/{kind}", len(strata)) for lang, kind in kinds)
            stratum.append(np.fromiter(names, "i2", table.num_rows))
            pools.add(columns["key_pool"].to_pylist(), columns["object"].to_pylist())
            rows += table.num_rows
        starts.append(starts[-1] + rows)
    whole = {name: _joined(found, "u8") for name, found in parts.items()}
    return Facts(
        id=whole.pop("id"),
        doc=whole.pop("doc_id"),
        keys=whole,
        one_valued=_joined(one_valued, "?"),
        sentence=_joined(sentence, "u8"),
        salience=_joined(salience, "i1"),
        stratum=_joined(stratum, "i2"),
        strata=list(strata),
        starts=starts,
    )


def make_ledger(shards: Sequence[Path]) -> Ledger:
    """The ledger of all fact shards."""
    pools = Pools()
    facts = read_facts(shards, pools)
    root = same_group(facts.keys["same"], facts.keys["stated"])
    kept = root == np.arange(len(root))
    rivals, contradicts = _rivals(shards, facts, kept)
    return Ledger(
        facts=facts,
        root=root,
        salience=_raised(facts, root),
        unique=_alone(facts.keys["claim"], facts.keys["subject"]),
        rivals=rivals,
        contradicts=contradicts,
        pools=pools,
    )


def same_group(*keys: Numbers) -> NDArray[np.int64]:
    """For each row the first row of its group; rows that share any of the keys, or a chain of them, are one."""
    root = np.arange(len(keys[0]), dtype=np.int64)
    while True:
        before = root
        for column in keys:
            _, group = np.unique(column, return_inverse=True)
            least = np.full(group.max(initial=-1) + 1, len(root), dtype=np.int64)
            np.minimum.at(least, group, root)
            root = least[group]
        if np.array_equal(root, before):
            return root


def _alone(claim: Numbers, subject: Numbers) -> NDArray[np.bool_]:
    """Whether all rows with a row's claim have its subject."""
    pairs = np.unique(np.stack([claim, subject]), axis=1)
    claims, subjects = np.unique(pairs[0], return_counts=True)
    return subjects[np.searchsorted(claims, claim)] == 1


def _raised(facts: Facts, root: NDArray[np.int64]) -> NDArray[np.int8]:
    """Salience: the highest of the merged facts, and one more where several documents state it."""
    salience = facts.salience.copy()
    np.maximum.at(salience, root, facts.salience)
    pairs = np.unique(np.stack([root.astype("u8"), facts.doc]), axis=1)
    told, documents = np.unique(pairs[0].astype(np.int64), return_counts=True)
    several = told[documents > 1]
    salience[several] = np.minimum(salience[several] + 1, MOST_SALIENT)
    return salience


# --- other objects of the same relation


@dataclass(frozen=True, slots=True)
class _Told:
    """The object of one kept fact, in comparing form, with its other writings."""

    row: int
    answer: str
    others: frozenset[str] = field(default_factory=frozenset)

    def agrees(self, other: "_Told") -> bool:
        """The same value, or one more exact than the other (1998年, 1998年7月; 岚舸, 岚舸市)."""
        mine, theirs = {self.answer, *self.others}, {other.answer, *other.others}
        short, long = sorted((_DAY.sub("", self.answer), _DAY.sub("", other.answer)), key=len)
        if mine & theirs or not short:
            return True
        if short.isdigit() and long.isdigit():
            return len(short) in (4, 6) and len(long) in (6, 8) and long.startswith(short)
        return long.startswith(short) if short[0].isdigit() else short in long


_DAY = re.compile(r"(?<=\d)[年月日]$")
"""What is left at the end of a date in comparing form: 1998年, but 199807."""


def _rivals(
    shards: Sequence[Path], facts: Facts, kept: NDArray[np.bool_]
) -> tuple[dict[int, frozenset[str]], dict[int, tuple[int, ...]]]:
    """Other objects of kept facts with the same relation; those of one-valued types contradict, but within
    one sentence: room for 148 passengers and 27 cars."""
    rows = np.flatnonzero(kept & ~_alone(facts.keys["about"], facts.keys["answer"]))
    about = facts.keys["about"]
    groups: dict[int, list[_Told]] = {}
    for at, row in gather(shards, facts.starts, rows, ("object", "aliases")):
        others = frozenset(comparing(alias) for alias in row["aliases"])
        groups.setdefault(int(about[at]), []).append(_Told(at, comparing(row["object"]), others))
    rivals: dict[int, frozenset[str]] = {}
    contradicts: dict[int, tuple[int, ...]] = {}
    for told in groups.values():
        objects = frozenset(one.answer for one in told)
        for one in told:
            rivals[one.row] = objects - {one.answer}
            own = facts.sentence[one.row]
            against = [o.row for o in told if not one.agrees(o) and facts.sentence[o.row] != own]
            if facts.one_valued[one.row] and against:
                contradicts[one.row] = tuple(row for row in against if facts.one_valued[row])
    return rivals, {row: others for row, others in contradicts.items() if others}


# --- on disk


def gather(
    shards: Sequence[Path],
    starts: Sequence[int],
    rows: NDArray[np.int64],
    columns: Sequence[str] | None,
) -> Iterator[tuple[int, dict[str, Any]]]:
    """(row, its columns or all) of these rows, which are in order; a row group in memory at a time."""
    for number, shard in enumerate(shards):
        low, high = np.searchsorted(rows, [starts[number], starts[number + 1]])
        wanted = rows[low:high]
        if not len(wanted):
            continue
        at = starts[number]
        for table in columns_of(shard, columns) if columns else tables_of(shard):
            low, high = np.searchsorted(wanted, [at, at + table.num_rows])
            here = wanted[low:high]
            if len(here):
                yield from zip(here.tolist(), table.take(here - at).to_pylist(), strict=True)
            at += table.num_rows


def write_ledger(ledger: Ledger, shards: Sequence[Path], out: Path) -> dict[str, int]:
    """The facts that several places state, or that others contradict, → `out`; returns their counts.

    A line: `fact_id`, `evidences` (its own first) and `contradicts`, ids of facts.
    """
    kept = ledger.kept
    size = np.bincount(ledger.root, minlength=len(ledger.root))
    against = np.zeros(len(kept), bool)
    against[list(ledger.contradicts)] = True
    listed = np.flatnonzero(kept & ((size > 1) | against))
    starts = ledger.facts.starts
    with out.open("w", encoding="utf-8") as file:
        for roots in _portions(listed, size[listed]):
            file.writelines(map(json_line, _lines(ledger, shards, starts, roots)))
    return {
        "facts_found": len(kept),
        "facts_merged": int((~kept).sum()),
        "facts_in_several_documents": int((ledger.salience != ledger.facts.salience).sum()),
        "facts_contradicted": len(ledger.contradicts),
        "facts_unique": int((ledger.unique & kept).sum()),
    }


def _portions(roots: NDArray[np.int64], sizes: NDArray[np.int64]) -> Iterable[NDArray[np.int64]]:
    """`roots` in portions with about `AT_ONCE` evidences."""
    cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // AT_ONCE)) + 1
    return np.split(roots, cuts)


def _lines(
    ledger: Ledger, shards: Sequence[Path], starts: Sequence[int], roots: NDArray[np.int64]
) -> Iterator[dict[str, Any]]:
    members = np.flatnonzero(np.isin(ledger.root, roots))
    evidences: dict[int, list[dict[str, Any]]] = {int(root): [] for root in roots}
    columns = ("doc_id", "source", "start", "end")
    for at, row in gather(shards, starts, members, columns):
        evidences[int(ledger.root[at])].append(row)
    for root, found in evidences.items():
        contradicts = [hex_id(ledger, row) for row in ledger.contradicts.get(root, ())]
        yield {"fact_id": hex_id(ledger, root), "evidences": found, "contradicts": contradicts}


def hex_id(ledger: Ledger, row: int) -> str:
    """The id of the fact in this row."""
    return f"{int(ledger.facts.id[row]):016x}"


def _joined(parts: list[NDArray[Any]], dtype: str) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)


def _mixed(one: Numbers, other: Numbers) -> Numbers:
    """A hash of two numbers (the finaliser of splitmix64)."""
    with np.errstate(over="ignore"):
        mixed = one + (other + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        return mixed ^ (mixed >> np.uint64(27))
