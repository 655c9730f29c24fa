"""Which wordings are trained on and which are kept for the probe; how far apart two wordings are."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from data_prep.records import content_id
from data_prep.wording.record import Wording

LEAST = 0.25
"""Least `distance` between a held-out question and every trained one."""
APART = 0.1
"""Least `distance` between two trained questions; below it one is the other with a word changed."""
QUERIES = 2
"""One trained question of so many, at most, is typed into a search box rather than asked; never more than are asked."""
_PREFIX = re.compile(
    "^(?:(?:抢答题?|问答题|知识竞猜|小测验|考考你|问一下|填空题?(?:（[^（）]{1,6}）)?|简答题?|竞猜|请问|想问一下|请告诉我|你知道|(?:说|谈|提|讲)[到起][^，]{1,24}(?=，)|关于[^，]{1,24}(?=，)"
    "|quiz|please|tell me|can you tell me|do you know|i would like to know|question)[：:，, ]*)+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"到底|究竟|[^\w%]+")
_POINTS_BACK = re.compile(
    "(?:^|[，,：:])(?:他|她|它|他们|她们|它们|该|此|这|那|其|本文|本书|上述|前者|后者)"
)
"""A clause that begins with a pronoun, even one that the question itself explains: kept out of the probe."""
_WIDTH = 1024  # buckets of the bigrams of one fact's wordings: some hundred differ


def core(question: str) -> str:
    """`question` without what may be put before any question, in letters and digits alone."""
    return _BETWEEN.sub("", _PREFIX.sub("", question)).casefold()


def distance(a: str, b: str) -> float:
    """How differently two questions are built, from 0 (the same) to 1 (nothing shared).

    1 - J · (1 - D): J is the Jaccard similarity of their sets of character bigrams, D how far the
    bigrams of both have moved: the mean difference of their relative places (Spearman's footrule,
    Diaconis and Graham 1977), times two and at most 1. Prefixes (请问, 抢答题：, 说到X，) and punctuation
    count for nothing, so a question behind a prefix has distance 0 from itself.
    """
    return float(_Places([a, b]).far(0)[1])


class _Places:
    """The places of all bigrams in some texts, as two matrices (texts, buckets)."""

    def __init__(self, texts: Sequence[str]) -> None:
        flat = [core(text) or "?" for text in texts]
        lengths = np.fromiter((len(f) for f in flat), np.int64, len(flat))
        codes = np.frombuffer("".join(flat).encode("utf-32-le"), np.uint32).astype(np.int64)
        starts = np.cumsum(lengths) - lengths
        row = np.repeat(np.arange(len(flat)), lengths)
        place = np.arange(len(codes)) - starts[row]
        after = np.append(codes[1:], 0)
        after[starts + lengths - 1] = 0  # the last character of each text stands alone
        bucket = (codes * 40503 + after * 10007) % 65521 % _WIDTH
        used, bucket = np.unique(bucket, return_inverse=True)
        self.place = np.zeros((len(flat), len(used)), np.float32)
        self.has = np.zeros_like(self.place)
        self.place[row[::-1], bucket[::-1]] = ((place + 0.5) / lengths[row])[::-1]  # first one wins
        self.has[row, bucket] = 1
        self.count = self.has.sum(1)
        self._far: dict[int, np.ndarray] = {}

    def far(self, one: int) -> np.ndarray:
        """The distances of text `one` from all texts."""
        if (known := self._far.get(one)) is not None:
            return known
        both = self.has * self.has[one]
        shared = both.sum(1)
        moved = (np.abs(self.place - self.place[one]) * both).sum(1)
        similar = shared / (self.count + self.count[one] - shared)
        far = 1 - similar * (1 - np.minimum(1, 2 * moved / np.maximum(shared, 1)))
        self._far[one] = far
        return far


def choose(
    fact_id: str,
    pool: Sequence[Wording],
    trained: int,
    held_out: int,
    as_one: Callable[[int], np.ndarray] | None = None,
) -> tuple[list[Wording], list[Wording]]:
    """(trained, held-out) wordings of one fact; the fewer the pool holds, the fewer come back.

    Held-out ones are of forms of which this fact trains nothing, not even in other words, and at least
    `LEAST` from every trained one; which forms these are depends on the fact's id, so that all facts
    together train on every form. Trained ones are taken farthest first: the plainest, then each the
    farthest from those taken. `as_one` gives the wordings that may not be trained beside a held-out one.
    """
    if not pool:
        return [], []
    places = _Places([w.text for w in pool])
    forms = list(dict.fromkeys(w.form for w in pool))
    of_form = np.array([forms.index(w.form) for w in pool])
    free = np.ones(len(pool), bool)
    held: list[int] = []
    room = max(0, min(held_out, len(forms) - 2))  # two forms are left to train on
    firsts = [pool[int((of_form == i).argmax())] for i in range(len(forms))]
    asked_in = [i for i, w in enumerate(firsts) if i and not (w.is_query or w.is_near)]
    order = sorted(asked_in, key=lambda form: content_id(fact_id, forms[form]))
    while len(held) < room:
        left = {}
        for form in order:
            first = int((of_form == form).argmax())
            if _POINTS_BACK.search(pool[first].text):
                continue
            if free[first] and places.far(first)[0] >= LEAST:  # the plainest is always trained
                left[first] = free & (places.far(first) >= LEAST) & (of_form != form)
                if as_one:
                    left[first] &= ~as_one(first)
                if not left[first][0]:
                    del left[first]  # the plainest is always trained
                    continue
                if left[first].sum() >= trained:
                    break  # it costs too little to look further
        if not left:
            break
        best = max(left, key=lambda first: min(int(left[first].sum()), trained))
        if left[best].sum() < 2:
            break
        held.append(best)
        free = left[best]
    queries = np.array([w.is_query for w in pool])
    return [pool[i] for i in _farthest(places, free, trained, queries)], [pool[i] for i in held]


def _farthest(places: _Places, free: np.ndarray, count: int, queries: np.ndarray) -> list[int]:
    """Up to `count` indices of `free`, the first one and then always the farthest from those taken; of the
    `queries` no more than their share."""
    taken: list[int] = []
    nearest = np.where(free, 2.0, -1.0)
    room = min(count // QUERIES, int((free & ~queries).sum()))  # never more queries than questions
    while len(taken) < count:
        best = int(nearest.argmax())
        if nearest[best] < APART:
            break
        taken.append(best)
        nearest = np.minimum(nearest, np.where(free, places.far(best), -1.0))
        room -= int(queries[best])
        if not room:
            nearest[queries] = -1.0
            room = -1
    return sorted(taken)
