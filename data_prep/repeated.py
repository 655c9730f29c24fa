"""Lines that recur on the pages of a site: navigation, footers, lists of hot articles.

Counting streams: a `LineWriter` puts the lines of one shard beside it, as sorted hashes, and
`repeated_lines` merges all such files in slices of the hash range, so that its memory is bound by
`Limits.rows_at_once` and not by the corpus. The result depends neither on how pages fall into shards nor
on their order: every figure is a sum, or the smallest values of a set.

A line counts within its group (the host of a page, the top folder of a file; see `site`). What tells
navigation from content:

- it stands on many pages whose bodies differ. A page's body is known by one of its long lines, drawn by
  a hash weighted by length (weighted minwise sampling, Ioffe 2010), so that copies and near copies of
  one article are one body and cannot make its lines look repeated. Bodies are counted in a bottom-k
  sketch (Bar-Yossef et al. 2002), exactly up to k;
- it keeps to the edges of its pages, or stands on a large share of the pages of its group;
- on the page it is joined to the edge, or to others of its kind. A heading that recurs (参考资料) has
  lines of its own page around it and stays.
"""

import math
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import numpy as np

from data_prep.clean import Edit

RULE = "repeated_across_pages"
ROW = np.dtype(
    [("line", "<u8"), ("group", "<u8"), ("body", "<u8"), ("pages", "<u4"), ("edges", "<u4")]
)
"""`line` is the hash of a group's line, `body` of the pages around it; on `pages` pages, on `edges` of
them at an edge. 32 bytes, one row per distinct line of a page before copies are added up. The row of a
group itself counts its pages and has `line` 0."""

LONGEST = 200
"""Characters; longer lines are paragraphs."""
EDGE_LINES = 20
"""An edge is that many lines, but no more than a third of the page."""
RUN = 3
"""Repeated lines in a row that prove each other."""

_EDGE, _FREQUENT = 1, 2
_HASH = 2**64 - 4
"""The bits of a line's hash; the two lowest hold what is known of a repeated one."""
_MANY = 2**64 - 1
"""The `body` of the row that sums up the bodies beyond the sketch."""
_SKETCH = 64
_BODY_LINE = 20
_WORD = re.compile(r"[^\W\d_]{2}|[\u3400-\u9fff]")
_CODE = re.compile(r"[{};\\]$|^(?:```|[#$>] ?[a-z]|import |from .+ import|using |def |class |<)")
"""What every program has in common is no boilerplate."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a line is repeated, and what a merge may hold."""

    bodies_per_page: float = 0.25
    """Differing bodies among its pages, at the least; copies of one article have far fewer."""
    at_edges: float = 0.9
    """Share of its pages on which it stands at an edge, to keep to the edges."""
    edge_share: float = 0.02
    """Share of the pages of its group, at the least, of a line that keeps to the edges."""
    share: float = 0.5
    """Share of the pages of its group that makes it frequent."""
    rows_at_once: int = 500_000
    """Rows that one slice of the merge aims at: 16 MB, and four times that while it is sorted."""


def site(source: str, url: str = "") -> str:
    """The group of a page: the host of its address, else the top folder of its path, else none ("")."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname if url else None
    except ValueError:
        host = None
    if host:
        return host.removeprefix("www.").removeprefix("m.")
    return source.split("/", 1)[0] if "/" in source else ""


class LineWriter:
    """The lines of one shard → `path` (.npy of `ROW`, sorted), which appears when all are written.

    As a context manager; nothing appears when the block raises. Memory: 25 bytes per distinct line of a
    page, and 32 while they are sorted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines, self._groups, self._bodies = array("Q"), array("Q"), array("Q")
        self._edges = array("B")

    def add(self, text: str, group: str = "") -> None:
        """Count one page, of the site `group`."""
        seed = _hash(group, b"group")
        lines = [line for line in text.split("\n") if line.strip()]
        width = min(EDGE_LINES, max(1, len(lines) // 3))
        place: dict[int, bool] = {}
        for at, line in enumerate(lines):
            if key := _key(line, seed):
                at_edge = at < width or at >= len(lines) - width
                place[key] = place.get(key, True) and at_edge
        body = _body(lines)
        self._lines.extend((0, *place))
        self._edges.extend((0, *place.values()))
        self._groups.extend([seed] * (len(place) + 1))
        self._bodies.extend([0] + [body] * len(place))

    def rows(self) -> np.ndarray:
        """The sorted rows of what was added."""
        rows = np.ones(len(self._lines), dtype=ROW)
        rows["line"], rows["group"] = self._lines, self._groups
        rows["body"], rows["edges"] = self._bodies, self._edges
        return _summed(rows)

    def close(self) -> None:
        part = self.path.with_name(self.path.name + ".part")
        with part.open("wb") as file:
            np.save(file, self.rows())
        part.replace(self.path)

    def __enter__(self) -> "LineWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:  # fmt: skip
        if kind is None:
            self.close()


def repeated_lines(paths: Iterable[Path], pages: int = 5, limits: Limits | None = None) -> np.ndarray:  # fmt: skip
    """The repeated lines (uint64, sorted) of all shards whose rows lie in `paths`.

    A line is repeated from `pages` pages of differing bodies on: four prove nothing. So the result is no
    longer than the corpus's lines divided by `pages`. The lowest bit of a value says that the line keeps
    to edges, the next that it is frequent in its group.
    """
    limits = limits or Limits()
    sizes: dict[int, int] = {}
    found = [np.empty(0, dtype=np.uint64)]
    for rows in _slices(sorted(paths), limits.rows_at_once):
        groups = rows[rows["line"] == 0]  # in the first slice, before any line
        for group, size in zip(groups["group"].tolist(), groups["pages"].tolist(), strict=True):
            sizes[group] = size
        found.append(_over(rows[len(groups) :], sizes, pages, limits))
    return np.concatenate(found)


def repeated_lines_to_drop(text: str, repeated: np.ndarray, group: str = "") -> list[Edit]:
    """One edit per repeated line of this page, its newline with it; a second call finds nothing.

    They go from the edges inward, up to the first line of the page's own, and in runs of at least `RUN`
    inside. A page that holds nothing else loses all.
    """
    if not len(repeated):
        return []
    lines = text.split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    known = _known([_key(lines[i], _hash(group, b"group")) for i in filled], repeated)
    junk = {filled[at] for at in _junk(known)}
    edits, at = [], 0
    for i, line in enumerate(lines):
        end = min(at + len(line) + 1, len(text))
        if i in junk:
            edits.append(Edit(at, end, "", RULE))
        at += len(line) + 1
    return edits


def _junk(known: list[int]) -> set[int]:
    """Positions that go, by what is known of each line (0: nothing).

    `RUN` lines in a row that keep to edges go from the edges of the page, with those between them, and
    from its middle when all are frequent. Fewer go from an edge when they are frequent: the name of the
    site, above the article on each of its pages.
    """
    found: set[int] = set()
    for repeated, group in groupby(range(len(known)), lambda at: known[at] > 0):
        run = list(group)
        if not repeated:
            continue
        at_edge = run[0] == 0 or run[-1] == len(known) - 1
        keeping = sum(known[at] & _EDGE for at in run)
        frequent = all(known[at] & _FREQUENT for at in run)
        proven = keeping >= RUN and (at_edge or frequent)
        if proven or (at_edge and frequent and keeping == len(run)):
            found.update(run)
    return found


def _known(keys: Sequence[int], repeated: np.ndarray) -> list[int]:
    """What `repeated` says of each key: its two lowest bits, 0 when it is not there."""
    wanted = np.array(keys, dtype=np.uint64)
    at = np.minimum(np.searchsorted(repeated, wanted), len(repeated) - 1)
    there = (repeated[at] & np.uint64(_HASH) == wanted) & (wanted != 0)
    return np.where(there, repeated[at] & np.uint64(~_HASH & _MANY), np.uint64(0)).tolist()


def _body(lines: list[str]) -> int:
    """A hash that stands for a page: of its long lines the one with the least -ln(u)/length."""
    best, body = (math.inf, 0), ""
    for line in [x for x in lines if len(x) >= _BODY_LINE] or lines:
        drawn = _hash(line.strip(), b"draw")
        weight = -math.log((drawn + 1) / 2**64) / len(line)
        if (weight, drawn) < best:
            best, body = (weight, drawn), line.strip()
    return min(
        _hash(body, b"body"), _MANY - 1
    )  # anew: what was drawn is not even, as a sketch needs


def _key(line: str, seed: int) -> int:
    """The hash of a line of a group; 0 for one that is too long, holds no word, or is code."""
    line = line.strip()
    if len(line) > LONGEST or not _WORD.search(line) or _CODE.search(line):
        return 0
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)
    return _hash("".join(line.casefold().split()), seed.to_bytes(8, "little")) & _HASH


def _hash(text: str, person: bytes) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8, person=person).digest(), "little")


def _slices(paths: list[Path], rows_at_once: int) -> Iterator[np.ndarray]:
    """All rows, added up over the shards, in ascending slices of the hash range."""
    rows = sum(len(_mapped(path)) for path in paths)
    parts = max(1, math.ceil(rows / rows_at_once))
    bounds = np.array([2**64 * part // parts for part in range(1, parts)], dtype=np.uint64)
    cuts = [_cuts(_mapped(path), bounds) for path in paths]
    for part in range(parts):
        some = [
            np.array(_mapped(path)[cut[part] : cut[part + 1]])
            for path, cut in zip(paths, cuts, strict=True)
        ]
        yield _summed(np.concatenate([np.empty(0, dtype=ROW), *some]))


def _mapped(path: Path) -> np.ndarray:
    """The rows of a shard; mapped anew for each use, so that no page of the file stays in memory."""
    return np.load(path, mmap_mode="r")


def _cuts(rows: np.ndarray, bounds: np.ndarray) -> list[int]:
    return [0, *np.searchsorted(rows["line"], bounds).tolist(), len(rows)]


def _summed(rows: np.ndarray) -> np.ndarray:
    """Rows sorted by line, group and body, equal ones added up; of each line the `_SKETCH` smallest
    bodies, and one row for the rest."""
    rows = _added(rows[np.lexsort((rows["body"], rows["group"], rows["line"]))])
    starts = _starts(rows)
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    rest = (rank >= _SKETCH) & (rows["line"] != 0)
    if not rest.any():
        return rows
    rows["body"][rest] = _MANY
    return _added(rows)


def _starts(rows: np.ndarray) -> np.ndarray:
    """Where each line begins in sorted rows."""
    line = rows["line"]
    return np.flatnonzero(np.append(len(line) > 0, line[1:] != line[:-1])[: len(line)])


def _added(rows: np.ndarray) -> np.ndarray:
    if not len(rows):
        return rows
    new = np.ones(len(rows), dtype=bool)
    new[1:] = np.logical_or.reduce(
        [rows[name][1:] != rows[name][:-1] for name in ("line", "group", "body")]
    )
    starts = np.flatnonzero(new)
    summed = rows[starts].copy()
    for name in ("pages", "edges"):
        summed[name] = np.add.reduceat(rows[name], starts)
    return summed


def _over(rows: np.ndarray, sizes: dict[int, int], pages: int, limits: Limits) -> np.ndarray:
    """The repeated lines among `rows`, with what is known of each in the two lowest bits."""
    starts = _starts(rows)
    ends = np.append(starts[1:], len(rows))
    many = ends - starts >= min(pages, _SKETCH)
    found = []
    for start, end in zip(starts[many].tolist(), ends[many].tolist(), strict=True):
        one = rows[start:end]
        seen = int(one["pages"].sum())
        if _distinct(one["body"]) < max(pages, limits.bodies_per_page * seen):
            continue
        share = seen / sizes[int(one["group"][0])]
        edge = _EDGE if int(one["edges"].sum()) >= limits.at_edges * seen else 0
        frequent = _FREQUENT if share >= limits.share else 0
        if frequent or (edge and share >= limits.edge_share):
            found.append(int(one["line"][0]) | edge | frequent)
    return np.array(found, dtype=np.uint64)


def _distinct(bodies: np.ndarray) -> float:
    """How many bodies: exact while the sketch is not full, else estimated from its largest hash."""
    if bodies[-1] != _MANY:
        return len(bodies)
    return (_SKETCH - 1) * 2.0**64 / float(bodies[_SKETCH - 1])
