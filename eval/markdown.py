"""`report.md`: the recall table as Markdown, to paste into a model card."""

import re
from collections.abc import Iterable, Mapping

from eval.table import Effect, Row, Table, shown_p, shown_rate

_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~!&]")


def as_markdown(
    title: str,
    recall: Table,
    *,
    by_probe: Table | None = None,
    effect: Effect | None = None,
    neutral: Mapping[str, float] | None = None,
) -> str:
    """A heading and the tables: columns, n, each run's share with its interval, gained, lost, p.

    No name in a table can add a column, a line or a link. `neutral`: run → bits per byte.
    """
    parts = [f"## {escaped(title)}", markdown_table(recall)]
    if effect is not None:
        parts.append(f"Net effect (change on taught less change on control facts): {effect}")
    if by_probe is not None:
        parts.append(markdown_table(by_probe))
    if neutral:
        figures = ", ".join(f"{escaped(run)} {value:.3f}" for run, value in neutral.items())
        parts.append(f"Neutral text, bits per byte: {figures}")
    parts.append(
        "In brackets: 95 % Wilson intervals. p: exact McNemar test on gained and lost answers."
    )
    return "\n\n".join(parts) + "\n"


def markdown_table(table: Table) -> str:
    """The rows of `table` with its numbers right-aligned."""
    moved = ["gained", "lost", "p"] if len(table.runs) == 2 else []
    head = [*table.columns, "n", *table.runs, *moved]
    places = len(table.columns)
    rule = ["---"] * places + ["---:"] * (len(head) - places)
    return "\n".join([_line(map(escaped, head)), _line(rule), *map(_row, table.rows)])


def _row(row: Row) -> str:
    change = row.change
    numbers = [str(row.n), *map(shown_rate, row.rates)]
    numbers += [str(change.gained), str(change.lost), shown_p(change.p)] if change else []
    return _line([*map(escaped, row.place), *numbers])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown or HTML reads as markup."""
    return _MARKUP.sub(
        lambda match: _ENTITIES.get(match[0], "\\" + match[0]), _SPACE.sub(" ", text).strip()
    )


_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
