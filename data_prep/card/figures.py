"""Small bar charts as SVG, for the card: plain bytes, the same for the same numbers, legible on light and dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _ROW, _LABEL, _VALUE = 640, 22, 190, 90
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.a{fill:#2f6fd0}.b{fill:#a8b3bf}.title{font-weight:600}"
    "@media(prefers-color-scheme:dark){text{fill:#d7dde3}.a{fill:#5b95ee}.b{fill:#66727e}}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: a label and one or two values that are stacked."""

    label: str
    values: tuple[float, ...]


def chart(title: str, bars: Sequence[Bar], series: Sequence[str] = ()) -> str:
    """The chart as SVG; `series` names the stacked values in its title."""
    most = max((sum(bar.values) for bar in bars), default=0) or 1
    named = f"{title} ({', '.join(series)})" if series else title
    height = (len(bars) + 1) * _ROW + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        f'role="img" aria-label="{escape(named)}"><style>{_STYLE}</style>',
        f'<text class="title" x="0" y="15">{escape(named)}</text>',
    ]
    for number, bar in enumerate(bars, 1):
        lines += _bar(bar, number * _ROW, most)
    return "\n".join([*lines, "</svg>", ""])


def _bar(bar: Bar, y: int, most: float) -> list[str]:
    room = _WIDTH - _LABEL - _VALUE
    lines = [f'<text x="{_LABEL - 8}" y="{y + 15}" text-anchor="end">{escape(bar.label)}</text>']
    at = float(_LABEL)
    for colour, value in zip("ab", bar.values, strict=False):
        width = room * value / most
        lines.append(
            f'<rect class="{colour}" x="{at:.1f}" y="{y + 4}" width="{width:.1f}" height="14"/>'
        )
        at += width
    told = " + ".join(f"{value:,.0f}" for value in bar.values)
    return [*lines, f'<text x="{at + 6:.1f}" y="{y + 15}">{told}</text>']
