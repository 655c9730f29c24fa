"""Signatures of a corpus → for each document whether it is kept, or which kept one says the same.

A document is dropped only for a copy that is *itself kept* and to which it was compared: nothing is
reached over a chain of half-similar texts, nor for one that fills the same template with other names or
numbers (see links.py). Among copies the one stays that holds most of what the others say (the sum over
them, exact copies too, of the share of each that stands in it: a full text before an excerpt, a clean text
before an edited one), then the higher score of the caller, then the longer, then the earlier.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data_prep.dedup.candidates import candidates
from data_prep.dedup.links import DUPLICATE, LEAST, REASONS, Limits, Links, judge
from data_prep.dedup.shards import SignatureFiles

BUDGET = 64 << 20
DEFAULT = Limits()
ROUNDS = 4
"""In a large cluster each row meets only some of the others. After the first round the rows that most went
for come first, so what is left meets them in the next; it ends when nothing more goes."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Of n documents, numbered over the files in their order: `kept` int64 [n] the row that stands for each
    (its own if it is kept), `reason` uint8 [n] into `REASONS`, `similarity` float32 [n] (1 for exact, the
    estimated Jaccard similarity for near, the share that stands in the kept one for contained; 0 if kept)."""

    kept: np.ndarray
    reason: np.ndarray
    similarity: np.ndarray

    def dropped(self) -> Iterator[tuple[int, int, str, float]]:
        """(row, row kept for it, reason, similarity), in the order of rows."""
        for row in np.flatnonzero(self.reason).tolist():
            yield (
                row,
                int(self.kept[row]),
                REASONS[self.reason[row]],
                float(self.similarity[row]),
            )


def cluster(
    paths: Sequence[Path],
    work: Path,
    *,
    limits: Limits = DEFAULT,
    budget: int = BUDGET,
) -> Verdicts:
    """Compare all documents of the signature files `paths`.

    The same rows in the same order give the same verdicts, however they are split over files and
    whatever the budget. `work` is a folder for temporary files, emptied before and after: a killed run
    starts afresh. Memory: about 105 bytes a document and `budget`, beside some 60 bytes a sketch value and
    20 a letter of the longest text. A document whose sketch says that it repeats another is dropped only if
    their letters differ as copies do (limits.slots, limits.hit), not as two fillings of a template.
    """
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    files = SignatureFiles(paths)
    verdicts = _exact(files)
    times = 1 + np.bincount(verdicts.kept[verdicts.reason == DUPLICATE], minlength=len(files))
    rows = np.flatnonzero(verdicts.reason == 0)
    rows = rows[files.sizes(rows) >= LEAST]
    for turn in range(ROUNDS):
        links, met = _links(files, _ranked(files, verdicts, rows), work / str(turn), budget, limits)
        if not _choose(files, verdicts, links, times):
            break
        rows = met[verdicts.reason[met] == 0]
    _follow(verdicts)
    shutil.rmtree(work)
    return verdicts


def _exact(files: SignatureFiles) -> Verdicts:
    """Copies with the same digest; of them the one of the highest score stays, then the earliest."""
    n = len(files)
    digests = files.column("digest")
    order = np.lexsort(
        (-files.column("score"), digests[:, 1], digests[:, 0])
    )  # stable: then by row
    opens = np.zeros(n, bool)
    opens[:1] = True
    for half in (0, 1):
        sorted_half = digests[order, half]
        opens[1:] |= sorted_half[1:] != sorted_half[:-1]
    kept = np.arange(n)
    first = order[np.maximum.accumulate(np.where(opens, kept, 0))]
    kept[order] = first
    copy = kept != np.arange(n)
    return Verdicts(kept, copy.astype(np.uint8), copy.astype(np.float32))


def _ranked(files: SignatureFiles, verdicts: Verdicts, rows: np.ndarray) -> np.ndarray:
    """`rows` with those first that most others went for, then the longest, then the earliest."""
    members = np.bincount(verdicts.kept[verdicts.reason > DUPLICATE], minlength=len(files))
    lengths = files.column("length")[rows].astype(np.int64)
    return rows[np.lexsort((-lengths, -members[rows]))]


def _links(
    files: SignatureFiles, ranked: np.ndarray, work: Path, budget: int, limits: Limits
) -> tuple[Links, np.ndarray]:
    """The links among `ranked`, and the rows that were compared at all."""
    none = np.zeros(0, np.int64)
    found, met = [judge(files, none, none, limits)], [none]
    for pairs in candidates(files, ranked, work, budget):
        pairs = pairs[np.argsort(pairs[:, 1], kind="stable")]
        found.append(judge(files, pairs[:, 0], pairs[:, 1], limits))
        met.append(np.unique(pairs))
    return Links.joined(found), np.unique(np.concatenate(met))


def _choose(files: SignatureFiles, verdicts: Verdicts, links: Links, times: np.ndarray) -> int:
    """Write into `verdicts` who goes for whom; how many went. `times`: exact copies of each row, it included."""
    links = links[np.lexsort((links.small, links.big))]
    bigs, starts = np.unique(links.big, return_index=True)
    ends = np.append(starts[1:], len(links.big))
    said = links.share * times[links.small]
    support = (np.add.reduceat(said, starts) if len(starts) else said) + times[bigs] - 1
    order = np.lexsort(
        (
            -files.column("length")[bigs].astype(np.int64),
            -files.column("score")[bigs],
            -np.round(support, 1),  # a tenth of one copy more or less is chance
        )
    )
    settled = set(verdicts.kept[verdicts.reason > DUPLICATE].tolist())
    gone = 0
    for n in order.tolist():
        big = int(bigs[n])
        if verdicts.reason[big]:
            continue
        for at in range(starts[n], ends[n]):
            small = int(links.small[at])
            if verdicts.reason[small] or small in settled:
                continue  # what others were dropped for stays
            verdicts.kept[small], verdicts.reason[small] = big, links.reason[at]
            verdicts.similarity[small] = links.similarity[at]
            settled.add(big)
            gone += 1
    return gone


def _follow(verdicts: Verdicts) -> None:
    """Exact copies of a dropped text go for the row that text goes for."""
    copies = np.flatnonzero(verdicts.reason == DUPLICATE)
    first = verdicts.kept[copies]
    gone = verdicts.reason[first] > DUPLICATE
    copies, first = copies[gone], first[gone]
    for column in (verdicts.kept, verdicts.reason, verdicts.similarity):
        column[copies] = column[first]
