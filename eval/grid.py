"""A grid of words, for a terminal and for Markdown. The first `left` columns hold words, the rest figures."""

import re
from collections.abc import Iterable, Sequence

_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~!&]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


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
    """A table in GitHub's Markdown; words can neither end it nor start markup of their own."""
    rule = ["---"] * left + ["---:"] * (len(head) - left)
    rows = ([*map(escaped, row[:left]), *row[left:]] for row in body)
    lines = [_line(map(escaped, head)), _line(rule), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def escaped(words: str) -> str:
    """`words` on one line, with nothing in it that Markdown or HTML reads as markup."""
    plain = _SPACE.sub(" ", words).strip()
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0], "\\" + match[0]), plain)
