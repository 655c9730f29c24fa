"""Lists that belong to the page, not to the article: hot articles, related ones."""

import re

_ITEM_LENGTH = range(4, 81)
_MOST_ITEMS = 20
_LEAST_ITEMS = 3
_ENDS = re.compile(r"[。!?;,:.…]$|[。;]")
_MARKED = re.compile(r"[\[{}<$`\\=]|https?:|^\d+[.)、]|^\|")


def _item(line: str) -> bool:
    """Reads as the title of another page: short, no sentence, no code, no link of an author's."""
    return len(line) in _ITEM_LENGTH and not _ENDS.search(line) and not _MARKED.search(line)


def hot_list(lines: list[str], heading: int, headings: set[int]) -> range:
    """Positions in `lines` (folded) of a hot list, from its heading.

    A heading that pages alone use goes wherever it stands, and its items with it: down to the end or the
    next heading, or to the next paragraph, whose own headline (the last line before it) stays.
    """
    end = start = heading + 1
    while end < min(len(lines), start + _MOST_ITEMS) and end not in headings and _item(lines[end]):
        end += 1
    if end == len(lines) or end in headings:
        return range(heading, end)
    return range(heading, end - 1 if end - start > _LEAST_ITEMS else start)


def related_list(lines: list[str], heading: int) -> range:
    """The same for a heading that authors write too: only with titles alone down to the end.

    A heading with nothing under it is what is left of such a list.
    """
    items = lines[heading + 1 :]
    if not items and not lines[heading].isascii():
        return range(heading, len(lines))
    listed = _LEAST_ITEMS <= len(items) <= _MOST_ITEMS and all(map(_item, items))
    return range(heading, len(lines)) if listed else range(0)
