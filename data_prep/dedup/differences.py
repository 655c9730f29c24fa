"""What two texts that are alike say differently: letter by letter between the shingles they share.

Noise (a scan, a typist) strikes single letters anywhere. A template has slots: whole words and numbers are
exchanged where the rest is the same to the letter. So each stretch between two shared shingles is laid side
by side, and each difference in it counted as noise, as a slot (two letters or more exchanged for two or
more), or as a number (digits for digits, numerals for numerals). Slots of small Latin letters are counted by
themselves: an editor exchanges them too, names not. Han has no capitals, so there every slot may be a name.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data_prep.dedup.compare import agreements, batches
from data_prep.dedup.normal import CAPITALS, DIGITS, LATIN, NUMERALS, small
from data_prep.dedup.shards import SignatureFiles
from data_prep.dedup.signatures import SHINGLE

LONG = 3
"""Two misread letters often meet, four hardly ever."""
REACH = 160
"""Letters from one shared shingle to the next; what is further apart is another passage, no slot."""
WIDTHS = (16, 32, 80, REACH)
"""Stretches are laid side by side with others as wide."""
SLOT = 20
"""Letters of the longest word or number; a longer run is another passage (moved, added, left out)."""
NAME = 12
"""Letters a capital: a longer run of small ones is a phrase that may begin a sentence."""
LITTLE = 4
"""A stretch with a letter or two exchanged, and one on either side: nothing in it can have moved."""
DRIFT = 3
"""Letters by which a place may have moved, counted from the beginning or the end of a stretch."""
FAR = 10
"""The same in a stretch of more than `WIDTHS[1]` letters, which may hold several slots; beyond `DRIFT` three
letters in a row must stand there."""
SHORT = 4
"""Letters that only one text has, and no more: a digit among them is part of a number that differs."""
BLOCK = 1 << 13
"""Stretches laid side by side at a time."""

_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Differences:
    """Of each pair, int64 [n]: differences of each kind. `slots`: one of four letters or more counts `LONG`
    times. `words`: small Latin letters exchanged for others. `hit`: numbers that have lost or won a digit, or
    that only one text has (a scan does that to as many numbers as it does to words)."""

    noise: np.ndarray
    slots: np.ndarray
    words: np.ndarray
    numbers: np.ndarray
    hit: np.ndarray


def differences(files: SignatureFiles, a: np.ndarray, b: np.ndarray) -> Differences:
    """Between each row of `a` and the row of `b` at its place; cheaper with equal `b` side by side.

    Memory: some 20 bytes a letter of a batch of pairs, some 10 MB beside.
    """
    out = np.zeros((5, len(a)), np.int64)
    for i, j in batches(files, a, b):
        _count(files, a[i:j], b[i:j], out[:, i:j])
    return Differences(*out)


def _count(files: SignatureFiles, a: np.ndarray, b: np.ndarray, out: np.ndarray) -> None:
    longer, which = np.unique(b, return_inverse=True)
    own, start, there = _anchors(files, a, b)
    mine, its = files.gather_letters(a), files.gather_letters(longer)
    ends_a, ends_b = np.cumsum(files.lengths(a)), np.cumsum(files.lengths(longer))
    gap, other = np.diff(start), np.diff(there)
    held = (own[1:] == own[:-1]) & (gap > 0) & (gap <= REACH) & (other > 0) & (other <= REACH)
    # shared shingles that touch leave nothing between them
    some = np.flatnonzero(held & ((gap != other) | (gap > SHINGLE)))
    left, right = _Side(mine, start[some], gap[some]), _Side(its, there[some], other[some])
    _add(left, right, own[some], 0, out)
    opens = np.ones(len(own), bool)
    opens[1:] = own[1:] != own[:-1]
    first, last = np.flatnonzero(opens), np.flatnonzero(np.roll(opens, -1))
    pair = own[first]
    before = start[first] - (ends_a - files.lengths(a))[pair]
    other = there[first] - (ends_b - files.lengths(longer))[which[pair]]
    _edge(mine, its, start[first], there[first], before, other, -1, pair, out)
    after, other = ends_a[pair] - start[last], ends_b[which[pair]] - there[last]
    _edge(mine, its, start[last], there[last], after, other, 1, pair, out)


def _anchors(
    files: SignatureFiles, a: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shingles that both texts of a pair have equally often, the nth with the nth: the pair, and where they
    begin among the joined letters of `a` and of the distinct rows of `b`."""
    longer = np.unique(b)
    pair = np.repeat(np.arange(len(a)), files.sizes(a))
    both = agreements(files, a, b, pair)
    nth, often = _repeats(pair, both.values)
    there = np.searchsorted(both.keys, both.keys[both.place], "right") - both.place
    some = often[both.at] == there
    at, place = both.at[some], both.place[some]
    found = both.order[place + nth[at]]
    return pair[at], _places(files, a)[at], _places(files, longer)[found]


def _repeats(owner: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each value how many equal ones of its owner come before it, and how many there are."""
    keys = owner.astype(np.uint64) << _HALF | values
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    opens = np.ones(len(keys), bool)
    opens[1:] = keys[1:] != keys[:-1]
    first = np.flatnonzero(opens)
    counts = np.diff(first, append=len(keys))
    nth, often = np.empty_like(order), np.empty_like(order)
    nth[order] = np.arange(len(keys)) - np.repeat(first, counts)
    often[order] = np.repeat(counts, counts)
    return nth, often


def _edge(
    mine: np.ndarray,
    its: np.ndarray,
    start: np.ndarray,
    there: np.ndarray,
    size: np.ndarray,
    other: np.ndarray,
    edge: int,
    pair: np.ndarray,
    out: np.ndarray,
) -> None:
    """The stretches before the first (`edge` -1) or after the last (1) shared shingle at `start` and `there`,
    of `size` and `other` letters, no more of the longer than can stand beside the shorter."""
    most = np.minimum(np.minimum(size, other) + DRIFT, REACH)
    cut = np.maximum(size, other) > REACH
    size, other = (np.where(cut, np.minimum(some, most), some) for some in (size, other))
    if edge < 0:
        start, there = start - size, there - other
    _add(_Side(mine, start, size), _Side(its, there, other), pair, edge, out)


def _places(files: SignatureFiles, rows: np.ndarray) -> np.ndarray:
    """Where each sketch value begins among the joined letters of `rows`."""
    sizes, lengths = files.sizes(rows), files.lengths(rows)
    walked = np.cumsum(files.gather_steps(rows), dtype=np.int64)
    before = np.append(0, walked)[np.cumsum(sizes) - sizes]
    return walked + np.repeat(np.cumsum(lengths) - lengths - before, sizes)


@dataclass(slots=True)
class _Side:
    """Stretches of one side: the joined letters, where each begins, how many letters it has."""

    letters: np.ndarray
    start: np.ndarray
    size: np.ndarray

    def __getitem__(self, some: np.ndarray) -> "_Side":
        return _Side(self.letters, self.start[some], self.size[some])

    def raw(self, offsets: np.ndarray) -> np.ndarray:
        """The letters `offsets` after the beginning of each, any letter outside it."""
        return self.letters.take(self.start[:, None] + offsets, mode="clip")

    def take(self, offsets: np.ndarray) -> np.ndarray:
        """The same in small letters."""
        return small()[self.raw(offsets)]

    def at(self, offsets: np.ndarray) -> np.ndarray:
        """The letters `offsets` [n, width] after the beginning of each; 255 outside it."""
        inside = (offsets >= 0) & (offsets < self.size[:, None])
        return np.where(inside, self.take(offsets), np.uint8(255))


def _add(left: _Side, right: _Side, own: np.ndarray, edge: int, out: np.ndarray) -> None:
    """Count the differences of each stretch into the column of `out` of the pair it is from."""
    width = np.maximum(left.size, right.size)
    for low, high in pairwise((0, *WIDTHS)):
        some = np.flatnonzero((width > low) & (width <= high))
        for n in range(0, len(some), BLOCK):
            few = some[n : n + BLOCK]
            _lay(left[few], right[few], own[few], edge, high, out)


def _lay(
    left: _Side, right: _Side, own: np.ndarray, edge: int, width: int, out: np.ndarray
) -> None:
    """`_add` for stretches of at most `width` letters: without what they begin and end with alike."""
    columns = np.arange(width + 1)
    least = np.minimum(left.size, right.size)
    same = left.take(columns) == right.take(columns)
    before = (same & (columns < least[:, None])).argmin(axis=1)
    some = np.flatnonzero((before < left.size) | (before < right.size))
    left, right, own, before, least = left[some], right[some], own[some], before[some], least[some]
    same = left.take(left.size[:, None] - 1 - columns) == right.take(
        right.size[:, None] - 1 - columns
    )
    after = (same & (columns < (least - before)[:, None])).argmin(axis=1)
    # one shared letter stays on either side, to see whether those beside it stand where they did
    for side in (left, right):
        side.start, side.size = side.start + before - 1, side.size - before - after + 2
    widths = np.maximum(left.size, right.size)
    loose = (before if edge < 0 else after) < 2 if edge else np.zeros(len(own), bool)
    single = (left.size == 3) & (right.size == 3) & ~loose
    some = np.flatnonzero(single)
    _tally(_single(left[some], right[some]), own[some], out)
    for low, high in pairwise((0, LITTLE, *WIDTHS, REACH + 2)):
        some = np.flatnonzero((widths > low) & (widths <= high) & ~single)
        if len(some):
            kinds = _kinds(left[some], right[some], np.where(loose[some], edge, 0), high)
            _tally(kinds, own[some], out)


def _tally(kinds: tuple[np.ndarray, ...], own: np.ndarray, out: np.ndarray) -> None:
    for row, kind in zip(out, kinds, strict=True):
        row += np.bincount(own, kind, minlength=len(row)).astype(np.int64)


def _single(left: _Side, right: _Side) -> tuple[np.ndarray, ...]:
    """`_kinds` of stretches that exchange one letter for one, which most do."""
    mine, its = (side.letters[side.start + 1] for side in (left, right))
    digits = (mine < DIGITS).astype(np.int64) + (its < DIGITS)
    numbers = (mine < NUMERALS) & (its < NUMERALS) & (digits != 1)
    word = (mine >= NUMERALS) | (its >= NUMERALS)
    none = np.zeros_like(digits)
    return word, none, none, numbers, np.equal(digits, 1)


def _kinds(left: _Side, right: _Side, edge: np.ndarray, width: int) -> tuple[np.ndarray, ...]:
    """The differences of each stretch: noise, slots, words, numbers, numbers hit."""
    runs, longer, longest, digits, numerals, lone, capital, plain = (
        np.stack(both)
        for both in zip(
            *(_lacked(*sides, edge, width) for sides in ((left, right), (right, left))), strict=True
        )
    )
    numbers = digits.min(axis=0) + numerals.min(axis=0)
    exchanged = longer.min(axis=0)
    word = plain.all(axis=0) & ~capital.all(axis=0)
    slots = np.where(word, 0, exchanged + (LONG - 1) * longest.min(axis=0))
    one_sided = lone.min(axis=0) == 0
    noise = np.where(one_sided & (longer.max(axis=0) > 0), 0, runs.max(axis=0) - exchanged)
    hit = digits.max(axis=0) - digits.min(axis=0)
    hit[one_sided & (lone.max(axis=0) > SHORT)] = 0
    return noise, slots, np.where(word, exchanged, 0), numbers, hit


def _lacked(left: _Side, right: _Side, edge: np.ndarray, width: int) -> tuple[np.ndarray, ...]:
    """Of what the stretches of `right` lack: runs of letters, those of two or more and of four or more, runs of
    digits and of numerals, letters in all; have they as many capitals as names have; are all of them Latin?
    What one text has at its edge is a header or a footer, no slot."""
    columns = np.arange(width)[None]
    mine = left.at(columns)
    matched = _matched(mine, left, right, width)
    inside = (columns > 0) & (columns < (left.size - 1)[:, None])
    lacked = inside & ~matched
    if edge.any():
        known = matched & inside
        known[:, 1:-1] &= matched[:, :-2] & matched[:, 2:]  # two letters alike are chance
        lacked &= (edge >= 0)[:, None] | np.logical_or.accumulate(known, axis=1)
        known = np.logical_or.accumulate(known[:, ::-1], axis=1)[:, ::-1]
        lacked &= (edge <= 0)[:, None] | known
    short = _short(lacked)
    digit = short & (mine < DIGITS)
    numeral = short & (mine >= DIGITS) & (mine < NUMERALS)
    word = short & (mine >= NUMERALS)
    raw = left.raw(columns)
    capitals = (word & (raw < CAPITALS)).sum(axis=1)
    return (
        _runs(word),
        _runs(word, 2),
        _runs(word, 4),
        _runs(digit),
        _runs(numeral),
        lacked.sum(axis=1),
        np.asarray(capitals * NAME >= np.maximum(1, word.sum(axis=1))),
        np.asarray((~word | (raw < LATIN)).all(axis=1)),
    )


def _matched(mine: np.ndarray, left: _Side, right: _Side, width: int) -> np.ndarray:
    """bool [n, width]: does each letter of `left` and one beside it stand in `right`, about where they should?"""
    columns = np.arange(width)[None]
    matched = np.zeros(mine.shape, bool)
    turn = (right.size - left.size)[:, None]
    drift = 0 if width <= LITTLE else DRIFT if width <= WIDTHS[1] else FAR
    for n in range(-drift, drift + 1):
        for origin in (0, turn) if turn.any() else (0,):
            same = (mine == right.at(columns + origin + n)) & (mine != 255)
            if abs(n) > DRIFT:
                same[:, 1:-1] &= same[:, :-2] & same[:, 2:]  # the middle of three
                same[:, [0, -1]] = False
                matched |= same
            beside = np.zeros_like(same)
            beside[:, 1:] = same[:, :-1]
            beside[:, :-1] |= same[:, 1:]
            matched |= beside if abs(n) > DRIFT else same & beside
    matched[(left.size == 2) | (right.size == 2)] = False  # nothing to match: 20 and 200
    return matched


def _short(some: np.ndarray) -> np.ndarray:
    """`some` without runs of more than `SLOT`; the first column must be False."""
    if some.shape[1] <= SLOT:
        return some
    opens = some.copy()
    opens[:, 1:] &= ~some[:, :-1]
    run = np.cumsum(opens.ravel())
    length = np.bincount(run[some.ravel()], minlength=int(run[-1]) + 1)
    return some & (length <= SLOT)[run].reshape(some.shape)


def _runs(some: np.ndarray, least: int = 1) -> np.ndarray:
    """How many runs of at least `least` each row has; rows must be as long."""
    opens = some.copy()
    opens[:, 1:] &= ~some[:, :-1]
    for n in range(1, least):
        opens[:, :-n] &= some[:, n:]
        opens[:, -n:] = False
    return opens.sum(axis=1)
