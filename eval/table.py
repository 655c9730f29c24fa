"""Two runs side by side: shares with intervals, gained and lost answers, by group and any other column."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

from eval.samples import GROUPS, Sample, Score
from eval.stats import Z95, Change, Rate, change, net_effect, wilson

ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """`place`: the value of each column, "all" where the row takes every value. `rates`: one per run, in
    order; `change`: from the first run to the second, None for a single run."""

    place: tuple[str, ...]
    n: int
    rates: tuple[Rate, ...]
    change: Change | None


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` name the places, `runs` the rates."""

    columns: tuple[str, ...]
    runs: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What training did beyond its effect on facts never taught: difference in differences, with its
    standard error clustered on `documents` documents, None for a single one."""

    value: float
    se: float | None
    documents: int

    def __str__(self) -> str:
        points = f"{self.value * 100:+.1f}"
        if self.se is None:
            return f"{points} points (one document: no error bar)"
        rough = ", few enough to make the error a rough one" if self.documents < 20 else ""
        return f"{points} ± {Z95 * self.se * 100:.1f} points (95 %, clustered on {self.documents} documents{rough})"


def tabulate(
    samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]], columns: Sequence[str]
) -> Table:
    """A row for each combination of `columns` (fields of Sample) that occurs, and totals with "all".

    `runs`: name → scores in the order of `samples`; one or two of them. The first column has no total:
    taught and control facts must not be mixed.
    """
    cells: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, sample in enumerate(samples):
        values = [getattr(sample, column) for column in columns]
        for place in product(values[:1], *((ALL, value) for value in values[1:])):
            cells[place].append(index)
    kept = [place for place in cells if _is_told(place, cells)]
    rows = [
        _row(place, cells[place], samples, list(runs.values()))
        for place in sorted(kept, key=_order)
    ]
    return Table(tuple(columns), tuple(runs), tuple(rows))


def _is_told(place: tuple[str, ...], cells: Mapping[tuple[str, ...], list[int]]) -> bool:
    """Whether the row says more than a finer one: a total over a single value repeats it."""
    finer = [other for other in cells if other != place and _covers(place, other)]
    return not any(len(cells[other]) == len(cells[place]) for other in finer)


def _covers(place: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(mine in (ALL, theirs) for mine, theirs in zip(place, other, strict=True))


def _order(place: tuple[str, ...]) -> tuple[Any, ...]:
    group = GROUPS.index(place[0]) if place[0] in GROUPS else len(GROUPS)  # type: ignore[arg-type]
    return (group, *((value != ALL, value) for value in place[1:]))


def _row(
    place: tuple[str, ...],
    indices: Sequence[int],
    samples: Sequence[Sample],
    runs: Sequence[Sequence[Score]],
) -> Row:
    right = [[scores[i].value is True for i in indices] for scores in runs]
    rates = tuple(wilson(sum(values), len(values)) for values in right)
    documents = [samples[i].doc_id for i in indices]
    moved = change(right[0], right[1], documents) if len(right) == 2 else None
    return Row(place, len(indices), rates, moved)


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
    value, se = net_effect(taught, control, taught_in, control_in)
    return Effect(value, se, len({*taught_in, *control_in}))


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
    """The table for a terminal, with a line of column names."""
    head = [*table.columns, "n", *table.runs] + (
        ["gained", "lost", "McNemar p"] if len(table.runs) == 2 else []
    )
    body = [_cells(row) for row in table.rows]
    widths = [max(len(line[i]) for line in [head, *body]) for i in range(len(head))]
    left = len(table.columns)
    lines = [
        "  ".join(
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in [head, *body]
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _cells(row: Row) -> list[str]:
    moved = (
        [str(row.change.gained), str(row.change.lost), shown_p(row.change.p)] if row.change else []
    )
    return [*row.place, str(row.n), *map(shown_rate, row.rates), *moved]


def shown_rate(rate: Rate) -> str:
    """83.3% [66.4, 92.7]: the share with its 95 % interval."""
    return f"{rate.share:.1%} [{rate.low * 100:.1f}, {rate.high * 100:.1f}]"


def shown_p(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"
