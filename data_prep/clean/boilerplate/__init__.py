"""Lines that are no part of the article. `rules` holds the tables; here their verdicts become edits.

A verdict may hang on where a line stands, and lines move up when those above them go. So the zones are
counted over the lines that stay, and the whole is repeated until nothing more is found: a text that has
been through here once comes back unchanged.
"""

from data_prep.clean.boilerplate.page import Page
from data_prep.clean.boilerplate.rules import RULES
from data_prep.clean.edits import Edit

__all__ = ["RULE_IDS", "lines_to_drop"]

RULE_IDS: frozenset[str] = frozenset(rule.id for rule in RULES) | {
    "spam_title", "spider_pool", "link_row", "hot_articles", "related_list", "course_ad", "repeated_line",
}  # fmt: skip


def lines_to_drop(text: str) -> list[Edit]:
    """One edit per line of junk, its newline with it. Any text is fine; a second call finds nothing."""
    junk = Page.of(text).junk()
    if not junk:
        return []
    edits, at = [], 0
    for i, line in enumerate(text.split("\n")):
        end = min(at + len(line) + 1, len(text))
        if i in junk:
            edits.append(Edit(at, end, "", junk[i]))
        at += len(line) + 1
    return edits
