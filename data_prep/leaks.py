"""No recall question may be read in a training prompt: found by n-grams, the whole question included.

As in GPT-3 (arXiv 2005.14165, appendix C) a question counts as seen when a prompt shares a run of 13
units with it, or holds all of it if it is shorter; a unit is a character of Chinese, a word of English,
both without case, width, script and punctuation. Wordings of one fact share its names and figures by
necessity, so what the question has from the fact's own statement is no sign of a leak: a run counts when
it goes over the asking words. Beside that, no prompt of a fact holds a recall question of it, nor stands
in one. Runs are 64-bit hashes in sorted arrays, some 250 bytes a fact.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from data_prep.comparing import normal, plain_lines
from data_prep.records import Lang

RUN = 13
"""Units that a prompt and a recall question must not share."""
ASKING = 2
"""Units of such a run, at least, that are not the statement's."""
COMMON = 2
"""A run in the questions of more statements than this is the frame of a question (according to Ada
Penhallow, what …), as GPT-3 leaves out runs that many documents have."""
_BATCH = 1 << 17
_LONGEST = _BATCH // 8
"""Characters of a text that are looked at."""
_LOOSE = re.compile(r"[^\w%\n]+")
_HALF = re.compile(r"[^\w%]+")
_BASE = 0x9E3779B97F4A7C15 | 1
_MASK = (1 << 64) - 1
_FILTER_BITS = 24

Hashes = NDArray[np.uint64]


def _powers(base: int) -> Hashes:
    out = np.empty(_BATCH + 1, np.uint64)
    value = 1
    for at in range(len(out)):
        out[at] = value
        value = value * base & _MASK
    return out


_UP, _DOWN = _powers(_BASE), _powers(pow(_BASE, -1, 1 << 64))


@dataclass(slots=True)
class Units:
    """Texts as one row of numbers, a 0 behind each text."""

    codes: Hashes
    owner: NDArray[np.int64]

    def runs(self, length: int) -> tuple[Hashes, NDArray[np.int64]]:
        """(hash, where it begins) of every run of `length` units inside a text."""
        if len(self.codes) <= length:
            return np.zeros(0, np.uint64), np.zeros(0, np.int64)
        with np.errstate(over="ignore"):
            sums = np.concatenate([[np.uint64(0)], np.cumsum(self.codes * _UP[: len(self.codes)])])
            found = (sums[length:] - sums[:-length]) * _DOWN[: len(sums) - length]
            found = _mixed(found + np.uint64(length))
        inside = self.owner[length - 1 :] == self.owner[: len(found)]
        inside &= self.codes[length - 1 :] != 0
        starts = np.flatnonzero(inside)
        return found[starts], starts

    def lengths(self, count: int) -> NDArray[np.int64]:
        """The units of each of `count` texts."""
        return np.bincount(self.owner, minlength=count)[:count] - 1


def units(texts: Sequence[str], lang: Lang) -> Units:
    """The units of these texts, together at most `_BATCH`."""
    joined = "\n".join(text[:_LONGEST].replace("\n", " ") for text in texts)
    joined = normal(joined)
    if lang == "zh":
        joined = _LOOSE.sub("", joined) + "\n"
        codes = np.frombuffer(joined.encode("utf-32-le", "replace"), "<u4").astype(np.uint64)
        codes[codes == ord("\n")] = 0
    else:
        words = [[_code(w) for w in map(_strip, line.split()) if w] for line in joined.split("\n")]
        codes = np.array([code for line in words for code in (*line, 0)], np.uint64)
    ends = codes == 0
    owner = np.cumsum(ends) - ends
    return Units(codes, owner)


def _strip(word: str) -> str:
    return _HALF.sub("", word)


_CODES: dict[str, int] = {}


def _code(word: str) -> int:
    """A number for a word, the same in every process."""
    if (code := _CODES.get(word)) is None:
        if len(_CODES) > 1 << 20:
            _CODES.clear()
        digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        code = _CODES[word] = int.from_bytes(digest, "little") | 1
    return code


def asked_runs(questions: Sequence[str], statements: Sequence[str], lang: Lang) -> Hashes:
    """The runs by which these recall questions would be known: all of a question of fewer than `RUN` units,
    else its runs with `ASKING` units that the statement of the question's own fact doesn't have. A run
    comes once for each statement, so that its weight in all questions can be counted."""
    out = [np.zeros(0, np.uint64)]
    for first, last in _batches([q + s for q, s in zip(questions, statements, strict=True)]):
        told = statements[first:last]
        fact = np.cumsum([at > 0 and told[at] != told[at - 1] for at in range(len(told))])
        found = list(_asked_runs(units(questions[first:last], lang), units(told, lang), len(told)))
        pairs = [np.stack([runs, fact[owner].astype(np.uint64)]) for runs, owner in found]
        out.append(np.unique(np.concatenate(pairs, axis=1), axis=1)[0])
    return np.concatenate(out)


def asked_lengths(questions: Sequence[str], lang: Lang) -> set[int]:
    """How many units the runs have by which these recall questions would be known: a few of 1 to `RUN`."""
    found: set[int] = set()
    for first, last in _batches(questions):
        lengths = units(questions[first:last], lang).lengths(last - first)
        found.update(np.minimum(lengths, RUN).tolist())
    return found - {0}


def _asked_runs(
    asked: Units, told: Units, count: int
) -> Iterator[tuple[Hashes, NDArray[np.int64]]]:
    """(runs, number of the question of each)."""
    covered = asked.codes == 0
    pairs, starts = asked.runs(2)
    own, own_starts = told.runs(2)
    shared = np.isin(_of(pairs, asked.owner[starts]), _of(own, told.owner[own_starts]))
    for shift in (0, 1):
        covered[starts[shared] + shift] = True
    asking = np.concatenate([[0], np.cumsum(~covered)])
    runs, starts = asked.runs(RUN)
    over = asking[starts + RUN] - asking[starts] >= ASKING
    yield runs[over], asked.owner[starts[over]]
    lengths = asked.lengths(count)
    for length in np.unique(lengths[(lengths < RUN) & (lengths > 0)]).tolist():
        runs, starts = asked.runs(length)
        whole = lengths[asked.owner[starts]] == length
        yield runs[whole], asked.owner[starts[whole]]


def _of(runs: Hashes, owner: NDArray[np.int64]) -> Hashes:
    return _mixed(runs ^ owner.astype(np.uint64))


def same_wording(
    prompts: Sequence[str], questions: Sequence[str], statement: str, lang: Lang
) -> NDArray[np.bool_]:
    """(questions, prompts): whether a prompt holds a recall question of its fact, or stands in it (a question
    behind a few more words is the same wording), or shares a run of `RUN` units with it."""
    count = len(questions)
    same = SameWordings([*questions, *prompts], statement, lang)
    rows = [same.as_one(number)[count:] for number in range(count)]
    return np.array(rows, bool).reshape(count, len(prompts))


class SameWordings:
    """Which wordings of one fact would give each other away, as `same_wording` has it; asked one by one."""

    def __init__(self, texts: Sequence[str], statement: str, lang: Lang) -> None:
        self._flats = plain_lines(texts)
        self._units = self._flats if lang == "zh" else _words_of(texts)
        [told] = plain_lines([statement]) if lang == "zh" else _words_of([statement])
        self._known = frozenset(pairwise(told))
        self._runs = [_runs(units) for units in self._units]

    def as_one(self, which: int) -> NDArray[np.bool_]:
        """(texts,): which of the texts are the same wording as text `which`."""
        asked, runs = self._flats[which], self._asking(which)
        return np.array(
            [
                bool(asked and flat and (asked in flat or flat in asked))
                or not runs.isdisjoint(other)
                for flat, other in zip(self._flats, self._runs, strict=True)
            ],
            bool,
        )

    def _asking(self, which: int) -> frozenset[Sequence[str]]:
        """The runs of a text of which `ASKING` units stand in no pair of neighbours that the statement has."""
        units = self._units[which]
        told = [pair in self._known for pair in pairwise(units)]
        # of each unit but the first and the last; at the ends of a run one neighbour counts
        sums = [0, *accumulate(not (before or after) for before, after in pairwise(told))]
        inner = RUN - 2
        return frozenset(
            units[at : at + RUN]
            for at in range(len(units) - RUN + 1)
            if sums[at + inner] - sums[at] + (not told[at]) + (not told[at + inner]) >= ASKING
        )


def _runs(units: Sequence[str]) -> frozenset[Sequence[str]]:
    return frozenset(units[at : at + RUN] for at in range(len(units) - RUN + 1))


def _words_of(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The words of English texts, a tuple a text; the units of a Chinese text are its characters."""
    return [tuple(word for word in map(_strip, normal(text).split()) if word) for text in texts]


class Unseen:
    """The recall questions of a run, against which training prompts are checked. `lengths` are those of
    their runs: prompts are looked through once for each."""

    def __init__(self, runs: Sequence[Hashes], lengths: Iterable[int] = range(1, RUN + 1)) -> None:
        together = np.concatenate(runs) if runs else np.zeros(0, np.uint64)
        found, facts = np.unique(together, return_counts=True)
        self._runs = found[facts <= COMMON]
        self._near = np.zeros(1 << _FILTER_BITS, bool)
        self._near[_low(self._runs)] = True
        self._lengths = sorted(set(lengths))

    def asked(self, prompts: Sequence[str], lang: Lang) -> NDArray[np.bool_]:
        """Which of the prompts share a run with a recall question, inside a line."""
        lines = [(n, line) for n, prompt in enumerate(prompts) for line in prompt.split("\n")]
        number = np.array([n for n, _ in lines], np.int64)
        out = np.zeros(len(prompts), bool)
        for first, last in _batches([line for _, line in lines]):
            found = units([line for _, line in lines[first:last]], lang)
            for length in self._lengths:
                runs, starts = found.runs(length)
                near = np.flatnonzero(self._near[_low(runs)])
                hit = near[self._holds(runs[near])]
                out[number[first + found.owner[starts[hit]]]] = True
        return out

    def _holds(self, runs: Hashes) -> NDArray[np.bool_]:
        at = np.searchsorted(self._runs, runs)
        at[at == len(self._runs)] = 0
        return self._runs[at] == runs if len(self._runs) else np.zeros(len(runs), bool)


def _batches(texts: Sequence[str]) -> list[tuple[int, int]]:
    """(first, last) of portions of texts that fit into a batch."""
    out, first, size = [], 0, 0
    for number, text in enumerate(texts):
        length = 2 * min(len(text), _LONGEST) + 1  # NFKC may lengthen a text
        if size + length > _BATCH and number > first:
            out.append((first, number))
            first, size = number, 0
        size += length
    if first < len(texts):
        out.append((first, len(texts)))
    return out


def _low(hashes: Hashes) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _FILTER_BITS)).astype(np.int64)


def _mixed(value: Hashes) -> Hashes:
    """The finaliser of splitmix64."""
    with np.errstate(over="ignore"):
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return value ^ (value >> np.uint64(31))
