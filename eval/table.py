"""Two runs side by side: shares with intervals, gained and lost answers, by group and any other column."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import Any

from eval.grid import markdown_grid, text_grid
from eval.samples import GROUPS, Sample, Score
from eval.stats import (
    Change,
    NetEffect,
    Rate,
    change,
    design_effect,
    detectable,
    difference_in_differences,
    holm,
    net_effect_bootstrap,
    wilson,
)

ALL = "all"

NONE = "none"
"""Shown where a sample has no value for a column."""


@dataclass(frozen=True, slots=True)
class Row:
    """`place`: the value of each column, "all" where the row takes every value. `rates`: one per run, in
    order; `change`: from the first run to the second, None for a single run; `effective_n`: how many
    independent questions tell as much of the change, at most n."""

    place: tuple[str, ...]
    n: int
    rates: tuple[Rate, ...]
    change: Change | None
    effective_n: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` name the places, `runs` the rates."""

    columns: tuple[str, ...]
    runs: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What training did beyond its effect on facts never taught: difference in differences, with its
    standard error clustered on `documents` documents, None where a group is of a single one, the degrees
    of freedom of the error, and the 95 % interval [low, high] of a bootstrap over documents."""

    value: float
    se: float | None
    documents: int
    freedom: int = 0
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        points = f"{self.value * 100:+.1f}"
        if self.se is None:
            return f"{points} points (a group of one document: no error bar)"
        half_width = NetEffect(self.value, self.se, self.freedom).half_width
        if half_width is None:
            return f"{points} points (the same in every document: no error bar)"
        rough = ", few enough to make the error a rough one" if self.documents < 20 else ""
        drawn = (
            f"; bootstrap {self.low * 100:+.1f} to {self.high * 100:+.1f}"
            if self.low is not None and self.high is not None
            else ""
        )
        return f"{points} ± {half_width * 100:.1f} points (95 %, clustered on {self.documents} documents{rough}{drawn})"


def tabulate(
    samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]], columns: Sequence[str]
) -> Table:
    """A row for each combination of `columns` (fields of Sample) that occurs, and totals with "all".

    `runs`: name → scores in the order of `samples`; one or two of them. The first column has no total:
    taught and control facts must not be mixed. The sign-flip p of the rows below each total are adjusted
    together (Holm).
    """
    cells: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, sample in enumerate(samples):
        values = [str(getattr(sample, column)) or NONE for column in columns]
        for place in product(values[:1], *((ALL, value) for value in values[1:])):
            cells[place].append(index)
    kept = [place for place in cells if _is_told(place, cells)]
    rows = [
        _row(place, cells[place], samples, list(runs.values()))
        for place in sorted(kept, key=_order)
    ]
    return Table(tuple(columns), tuple(runs), tuple(_adjusted(rows)))


def _adjusted(rows: Sequence[Row]) -> list[Row]:
    """The rows with Holm's p below each total, which is the first row of each first value."""
    families: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        families[row.place[0]].append(i)
    done = list(rows)
    for _, *parts in families.values():
        changes = [change for i in parts if (change := rows[i].change)]
        adjusted = holm([_tested(change) for change in changes])
        for i, change, p in zip(parts, changes, adjusted, strict=False):
            done[i] = replace(rows[i], change=replace(change, p_holm=p))
    return done


def _tested(change: Change) -> float:
    return change.p if change.p_flip is None else change.p_flip


def _is_told(place: tuple[str, ...], cells: Mapping[tuple[str, ...], list[int]]) -> bool:
    """Whether the row says more than a finer one: a total over a single value repeats it."""
    finer = [other for other in cells if other != place and _covers(place, other)]
    return not any(len(cells[other]) == len(cells[place]) for other in finer)


def _covers(place: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(mine in (ALL, theirs) for mine, theirs in zip(place, other, strict=True))


def _order(place: tuple[str, ...]) -> tuple[Any, ...]:
    group = GROUPS.index(place[0]) if place[0] in GROUPS else len(GROUPS)  # type: ignore[arg-type]
    return (group, place[0], *map(_value_order, place[1:]))


def _value_order(value: str) -> tuple[bool, int, str]:
    """The total first, then numbers by size, then words."""
    return (value != ALL, int(value) if value.isdecimal() else 1 << 60, value)


def _row(
    place: tuple[str, ...],
    indices: Sequence[int],
    samples: Sequence[Sample],
    runs: Sequence[Sequence[Score]],
) -> Row:
    right = [[scores[i].value is True for i in indices] for scores in runs]
    rates = tuple(wilson(sum(values), len(values)) for values in right)
    clusters = clusters_of([samples[i] for i in indices])
    if len(right) != 2:
        return Row(place, len(indices), rates, None)
    differences = [float(new) - float(old) for old, new in zip(*right, strict=True)]
    spread = max(1.0, design_effect(differences, clusters) or 1.0)
    return Row(
        place, len(indices), rates, change(right[0], right[1], clusters), len(indices) / spread
    )


def clusters_of(samples: Sequence[Sample]) -> list[str]:
    """What goes together: the document of each sample, or its fact where all are of one document."""
    documents = [sample.doc_id for sample in samples]
    return documents if len(set(documents)) > 1 else [sample.fact_id for sample in samples]


def effect(
    samples: Sequence[Sample], before: Sequence[Score], after: Sequence[Score]
) -> Effect | None:
    """The net effect of training from run `before` to run `after`; None without both groups."""
    moves = {group: ([], []) for group in GROUPS}
    for sample, old, new in zip(samples, before, after, strict=True):
        values, documents = moves[sample.group]
        values.append(float(new.value is True) - float(old.value is True))
        documents.append(sample.doc_id)
    (taught, taught_in), (control, control_in) = moves["taught"], moves["control"]
    if not taught or not control:
        return None
    groups = (taught, control, taught_in, control_in)
    found = difference_in_differences(*groups)
    low, high = net_effect_bootstrap(*groups) or (None, None)
    documents = len({*taught_in, *control_in})
    return Effect(found.value, found.se, documents, found.freedom, low, high)


def as_json(table: Table) -> list[dict[str, Any]]:
    """The rows as JSON objects: columns, n, a rate per run, and the change."""
    return [
        dict(zip(table.columns, row.place, strict=True))
        | {"n": row.n}
        | {name: _rate_json(rate) for name, rate in zip(table.runs, row.rates, strict=True)}
        | ({"change": asdict(row.change)} if row.change else {})
        for row in table.rows
    ]


def _rate_json(rate: Rate) -> dict[str, Any]:
    return asdict(rate) | {"share": rate.share}


def as_text(table: Table) -> str:
    """The table for a terminal: column names, rows, and below two runs what the tests mean."""
    lines = text_grid(*cells(table), len(table.columns))
    return lines + "".join(f"{note}\n" for note in notes(table))


def as_markdown(table: Table) -> str:
    """The table for a model card, in GitHub's Markdown."""
    lines = markdown_grid(*cells(table), len(table.columns))
    return lines + "".join(f"\n{note}\n" for note in notes(table))


MOVED = ("gained", "lost", "difference", "McNemar p", "sign-flip p", "Holm p")
"""Columns of a change."""


def cells(table: Table) -> tuple[list[str], list[list[str]]]:
    """What the table shows, as words: the names of its columns, and its rows."""
    head = [*table.columns, "n", *table.runs] + (list(MOVED) if len(table.runs) == 2 else [])
    return head, [_cells(row) for row in table.rows]


def _cells(row: Row) -> list[str]:
    numbers = [*row.place, str(row.n), *map(shown_rate, row.rates)]
    return numbers + (_moved(row.change) if row.change else [])


def _moved(change: Change) -> list[str]:
    p = [shown_p(p) if p is not None else "" for p in (change.p, change.p_flip, change.p_holm)]
    return [str(change.gained), str(change.lost), shown_difference(change), *p]


def notes(table: Table) -> list[str]:
    """Lines below a table of two runs: what Holm's p allows for, and what could have been found."""
    if len(table.runs) != 2 or not table.rows:
        return []
    parts = [row for row in table.rows if row.change and row.change.p_holm is not None]
    family = "Holm p: the sign-flip p, allowing for all the rows looked at below a total"
    return [*([family] if parts else []), power_note(table.rows[0])]


def power_note(row: Row) -> str:
    """The smallest difference that the row's questions would show in four cases of five."""
    flips = (row.change.gained + row.change.lost) / row.n if row.change else 0.0
    if not flips:
        return f"no answer to {row.n} {row.place[0]} questions changed"
    like = (
        f" (worth {row.effective_n:.0f} independent ones)" if row.effective_n < row.n - 0.5 else ""
    )
    return (
        f"with {row.n} {row.place[0]} questions{like} and {flips:.0%} of the answers flipping, "
        f"a difference of {detectable(flips, row.effective_n) * 100:.1f} points would be found 4 times in 5"
    )


def shown_difference(change: Change) -> str:
    """+12.5 ± 8.1: points, with the half width of the 95 % interval where there is one."""
    points = f"{change.difference * 100:+.1f}"
    return points if change.half_width is None else f"{points} ± {change.half_width * 100:.1f}"


def shown_rate(rate: Rate) -> str:
    """83.3% [66.4, 92.7]: the share with its 95 % interval."""
    return f"{rate.share:.1%} [{rate.low * 100:.1f}, {rate.high * 100:.1f}]"


def shown_p(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"
