"""`report.md`: the recall table as Markdown, to paste into a model card."""

from collections.abc import Mapping

from eval.grid import escaped, markdown_grid
from eval.table import Effect, Row, Table, shown_p, shown_rate


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
    return markdown_grid(head, [_row(row) for row in table.rows], len(table.columns)).rstrip()


def _row(row: Row) -> list[str]:
    change = row.change
    moved = [str(change.gained), str(change.lost), shown_p(change.p)] if change else []
    return [*row.place, str(row.n), *map(shown_rate, row.rates), *moved]
