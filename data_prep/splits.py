"""Which facts are taught and which are kept as a control, and the guard that keeps them apart.

A control is held out with all that could tell it: whole groups of facts that share a sentence, or
subject and answer, and none that two places state. Of a group at least one fact is *asked*: its answer
stands in no other sentence of the corpus, so that a model can't have read it there. The others are
held out with it but not asked; their subject and answer stand together in no other sentence either.
Groups are taken so that every language and type has its share, as far as the corpus has such facts.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data_prep.comparing import comparing, plain, plain_lines
from data_prep.frame import Found
from data_prep.ledger import Ledger, gather, same_group
from data_prep.records import Document, Fact
from data_prep.store import Group, ShardFile, columns_of
from data_prep.values import writings

MIN_CONTROL_ANSWER = 2
"""Characters of a control's answer in comparing form; shorter ones are hit by chance."""
MOST = 10_000
"""Control facts at most: their rate is known to ±1 %, and the guard stays small."""
LOOKED_UP = 60_000
"""Facts whose answers are looked up in the corpus, at most."""
EXCESS = 2
"""So many times its share a type is taken at most, as long as others can fill the control group."""

_PREFIX = 2
_SENTENCE = re.compile(r"[。！？!?\n]|\.\s")
_LOOSE = re.compile(r"[^\w%]+")
_LONG_NUMBER = re.compile(r"\d{3,}(?:\.\d+)?")
_COUNTS = pa.schema([("candidate", pa.int64()), ("answer", pa.int64()), ("both", pa.int64())])


def core(form: str) -> str:
    """What of an answer in comparing form gives it away: its number when that is long (23480 of "23480
    inhabitants", which may stand elsewhere as "23480 people"), else all of it."""
    number = _LONG_NUMBER.search(form)
    return number[0] if number else form


def forms(answer: str, aliases: Iterable[str]) -> frozenset[str]:
    """All writings of an answer by which a text is searched for it."""
    found = {core(comparing(answer)), *(core(plain(text)) for text in (answer, *aliases))}
    return frozenset(form for form in found if len(form) >= MIN_CONTROL_ANSWER)


class Phrases:
    """Finds which of many phrases (in comparing form) a text holds: at each place of the text one look-up
    for each length that phrases with these first letters have."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._all = frozenset(phrase for phrase in phrases if len(phrase) >= _PREFIX)
        lengths: dict[str, set[int]] = {}
        for phrase in self._all:
            lengths.setdefault(phrase[:_PREFIX], set()).add(len(phrase))
        self._lengths = {prefix: tuple(sorted(found)) for prefix, found in lengths.items()}

    def found(self, flat: str) -> set[str]:
        """The phrases in `flat`, a text in comparing form."""
        lengths, phrases = self._lengths, self._all
        return {
            phrase
            for at in range(len(flat) - _PREFIX + 1)
            for length in lengths.get(flat[at : at + _PREFIX], ())
            if (phrase := flat[at : at + length]) in phrases
        }


# --- candidates


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may become a control: its row in the ledger, its group, and what is looked up."""

    row: int
    group: int
    subject: str
    forms: frozenset[str]


def candidates(ledger: Ledger, shards: Sequence[Path], share: float) -> list[Candidate]:
    """The facts of the groups that may be held out, in the order in which groups are tried."""
    facts = ledger.facts
    if not len(facts) or not share:
        return []
    answered = _pairs(facts.keys["subject"], facts.keys["answer"])
    group = same_group(facts.sentence, answered)
    told = np.bincount(ledger.root, minlength=len(group))
    repeated = ~ledger.kept | (told > 1)
    spoiled = np.zeros(len(group), bool)
    spoiled[group[repeated]] = True
    rows = np.flatnonzero(~spoiled[group])
    order = np.lexsort((rows, group[rows], facts.id[group[rows]]))  # by hash: no document first
    tried = np.sort(rows[order][:LOOKED_UP])
    read = gather(shards, facts.starts, tried, ("subject", "object", "aliases"))
    found = [
        Candidate(at, int(group[at]), plain(row["subject"]), forms(row["object"], row["aliases"]))
        for at, row in read
    ]
    return sorted(found, key=lambda c: (int(facts.id[c.group]), c.group, c.row))


def _pairs(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        return one * np.uint64(0x9E3779B97F4A7C15) + other


def write_candidates(found: Sequence[Candidate], out: Path) -> None:
    """What `count_stated` looks for → `out`."""
    rows = [[candidate.subject, sorted(candidate.forms)] for candidate in found]
    out.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class StatedShard:
    """Documents, and the file of what is looked for in them."""

    documents: Group
    candidates: Path


@dataclass(frozen=True, slots=True)
class Stated:
    """In how many sentences a candidate's answer stands, and its answer with its subject."""

    candidate: int
    answer: int
    both: int


def count_stated(shard: StatedShard, out: Path) -> None:
    """`Stated` of each candidate that stands in the shard's documents → `out`."""
    wanted = json.loads(shard.candidates.read_text(encoding="utf-8"))
    holders: dict[str, list[int]] = {}
    for number, (_, found) in enumerate(wanted):
        for form in found:
            holders.setdefault(form, []).append(number)
    phrases = Phrases(holders)
    counts: dict[int, list[int]] = {}
    for row in shard.documents.rows():
        for flat in flat_sentences(row["title"], row["text"]):
            for number in {n for form in phrases.found(flat) for n in holders[form]}:
                count = counts.setdefault(number, [0, 0])
                count[0] += 1
                count[1] += wanted[number][0] in flat
    with ShardFile(out, _COUNTS) as file:
        for number in sorted(counts):
            file.write(Stated(number, *counts[number]))


def flat_sentences(title: str, text: str) -> Iterable[str]:
    """The sentences of a document, its title first, each as `plain` has it."""
    whole = text if title in text else f"{title}\n{text}"
    return filter(None, plain_lines(_SENTENCE.split(whole)))


# --- the choice


@dataclass(frozen=True, slots=True)
class Control:
    """By row over all shards: held out of all training, and asked in the recall probes."""

    held_out: NDArray[np.bool_]
    asked: NDArray[np.bool_]


def choose(
    ledger: Ledger, found: Sequence[Candidate], counted: Iterable[Path], share: float
) -> Control:
    """The control facts: groups in the order of their hash, first those that fill a type's share."""
    total = int(ledger.kept.sum())
    wanted = min(round(total * share), MOST)
    stated = np.zeros((len(found), 2), np.int64)
    for path in counted:
        for table in columns_of(path, _COUNTS.names):
            columns = [table[name].to_numpy() for name in ("answer", "both")]
            np.add.at(stated, table["candidate"].to_numpy(), np.stack(columns, axis=1))
    groups: dict[int, list[int]] = {}
    for number, candidate in enumerate(found):
        groups.setdefault(candidate.group, []).append(number)
    asked = [bool(c.forms) and stated[n, 0] <= 1 for n, c in enumerate(found)]
    fit = [
        numbers
        for numbers in groups.values()
        if any(asked[n] for n in numbers) and all(asked[n] or stated[n, 1] <= 1 for n in numbers)
    ]
    fit.sort(key=lambda numbers: sum(not asked[n] for n in numbers))  # stable: then by hash
    stratum = ledger.facts.stratum
    sizes = np.bincount(stratum[ledger.kept], minlength=len(ledger.facts.strata))
    targets = sizes * (wanted / max(1, total))
    taken = np.zeros(len(sizes))
    held_out, is_asked = np.zeros(len(stratum), bool), np.zeros(len(stratum), bool)
    left = wanted
    for most in (targets, EXCESS * targets, np.full(len(sizes), np.inf)):
        for numbers in fit:
            rows = [found[n].row for n in numbers]
            kinds = [stratum[found[n].row] for n in numbers if asked[n]]
            lacking = sum(taken[kind] + 0.5 <= most[kind] for kind in kinds)
            if len(rows) > left or held_out[rows[0]] or 2 * lacking < len(kinds):
                continue
            left -= len(rows)
            held_out[rows] = True
            is_asked[[found[n].row for n in numbers if asked[n]]] = True
            np.add.at(taken, stratum[rows], 1)
    return Control(held_out, is_asked)


# --- the guard


class ControlGuard:
    """Says whether a text that is to be trained on tells a control fact: its subject and its answer."""

    def __init__(self, controls: Iterable[Found]) -> None:
        self._subjects: dict[str, set[str]] = {}
        for found in controls:
            for form in self._forms(found.fact):
                self._subjects.setdefault(form, set()).update(_names(found))
        self._answers = Phrases(self._subjects)

    @staticmethod
    def _forms(fact: Fact) -> frozenset[str]:
        return forms(fact.object, [*fact.aliases, *writings(fact.object, fact.lang)])

    def may_tell(self, text: str) -> bool:
        """Whether `text` holds the answer of a control fact; what is made of it alone tells none if not."""
        return bool(self._answers.found(plain(text)))

    def tells(self, text: str) -> bool:
        """Whether `text` holds the subject and the answer of a control fact."""
        flat = plain(text)
        return any(
            subject in flat
            for answer in self._answers.found(flat)
            for subject in self._subjects[answer]
        )


def _names(found: Found) -> set[str]:
    """The subject of a control fact, under all names."""
    subject = found.fact.subject
    others = found.frame.names.get(subject, ()) if found.frame else ()
    return {plain(re.sub("^The ", "", name)) for name in (subject, *others)} - {""}


def without_controls(document: Document, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of a document that hold these spans of control facts: what no row may show."""
    ends = [match.end() for match in _SENTENCE.finditer(document.text)] + [len(document.text)]
    bounds = np.array([0, *ends])
    out = []
    for start, end in spans:
        low = int(bounds[np.searchsorted(bounds, start, side="right") - 1])
        high = int(bounds[min(len(bounds) - 1, np.searchsorted(bounds, end))])
        out.append((low, high))
    return out
