"""Shares as horizontal bars with their intervals, one bar per run, as inline SVG."""

from html import escape

from eval.stats import Rate
from eval.table import Row, Table

_LABELS, _SCALE, _NUMBERS = 190, 480, 90
"""Widths of the three columns, in pixels: row names, 0–100 %, and the share in digits."""
_BAR, _GAP, _TOP = 14, 14, 34
_COLOURS = ("base", "tuned")


def bars(table: Table) -> str:
    """An <svg> with a block per row of `table` and a bar per run; "" for a table without rows."""
    if not table.rows:
        return ""
    block = len(table.runs) * _BAR + _GAP
    height = _TOP + block * len(table.rows)
    width = _LABELS + _SCALE + _NUMBERS
    blocks = "".join(_block(row, table.runs, _TOP + i * block) for i, row in enumerate(table.rows))
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="recall with intervals">'
        f"{_grid(height)}{_legend(table.runs)}{blocks}</svg>"
    )


def _x(share: float) -> float:
    return round(_LABELS + share * _SCALE, 1)


def _grid(height: int) -> str:
    lines = (
        f'<line class="grid" x1="{_x(t / 4)}" x2="{_x(t / 4)}" y1="{_TOP - 6}" y2="{height}"/>'
        for t in range(5)
    )
    return "".join(lines)


def _legend(runs: tuple[str, ...]) -> str:
    keys = []
    for i, name in enumerate(runs):
        x = _LABELS + i * 110
        keys.append(f'<rect class="{_css(runs, i)}" x="{x}" y="6" width="12" height="12"/>')
        keys.append(f'<text x="{x + 18}" y="17">{escape(name)}</text>')
    return "".join(keys)


def _css(runs: tuple[str, ...], index: int) -> str:
    return f"bar-{runs[index] if runs[index] in _COLOURS else _COLOURS[index % 2]}"


def _block(row: Row, runs: tuple[str, ...], top: int) -> str:
    name = " ".join(value for value in row.place if value != "all")
    label = f'<text x="0" y="{top + _BAR}">{escape(name)} (n={row.n})</text>'
    return label + "".join(
        _bar(rate, top + i * _BAR, _css(runs, i)) for i, rate in enumerate(row.rates)
    )


def _bar(rate: Rate, top: int, css: str) -> str:
    middle = top + _BAR / 2
    low, high = _x(rate.low), _x(rate.high)
    ends = "".join(
        f'<line class="whisker" x1="{x}" x2="{x}" y1="{middle - 3}" y2="{middle + 3}"/>'
        for x in (low, high)
    )
    return (
        f'<rect class="{css}" x="{_LABELS}" y="{top + 1}" width="{round(rate.share * _SCALE, 1)}" '
        f'height="{_BAR - 2}"/><line class="whisker" x1="{low}" x2="{high}" y1="{middle}" y2="{middle}"/>{ends}'
        f'<text x="{_LABELS + _SCALE + 8}" y="{top + _BAR - 2}">{rate.share:.1%}</text>'
    )
