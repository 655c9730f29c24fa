"""A grid of words, for a terminal and for Markdown. The first `left` columns hold words, the rest figures."""

from collections.abc import Iterable, Sequence


def text_grid(head: Sequence[str], body: Sequence[Sequence[str]], left: int) -> str:
    """Columns of one width, words to the left and figures to the right."""
    widths = [max(len(line[i]) for line in [head, *body]) for i in range(len(head))]
    lines = (
        "  ".join(
            cell.ljust(width) if i < left else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in [head, *body]
    )
    return "\n".join(line.rstrip() for line in lines) + "\n"


def markdown_grid(head: Sequence[str], body: Sequence[Sequence[str]], left: int) -> str:
    """A table in GitHub's Markdown; nothing in a cell can end it or start markup of its own."""
    rule = ["---"] * left + ["---:"] * (len(head) - left)
    lines = [_line(map(_escaped, head)), _line(rule), *(_line(map(_escaped, row)) for row in body)]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _escaped(cell: str) -> str:
    cell = " ".join(cell.split())
    for mark in "\\|<`*_[":
        cell = cell.replace(mark, f"\\{mark}")
    return cell
