"""HTML → the main content, each character with its place in the page.

trafilatura (Barbaresi, ACL 2021) judges which blocks are content; the text itself is taken from our
own walk over the page, so that every character keeps its offset in the decoded source.
"""

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser

import trafilatura

from data_prep.clean.edits import Traced

_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
    "tbody", "td", "th", "thead", "title", "tr", "ul",
])  # fmt: skip
_SILENT = frozenset(["script", "style", "noscript", "template", "svg", "title"])
"""Tags whose text is not shown. `head` is none of them: its end tag may be left out."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Page:
    """The main content of a page and what its head says."""

    text: Traced
    title: str
    meta: dict[str, str]


class _Walk(HTMLParser):
    """Collects (character, source start, source end) of all text, with a newline at each block."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for match in re.finditer("\n", source):
            self.lines.append(match.end())
        self.blocks: list[list[tuple[str, int, int]]] = [[]]
        self.silent = 0
        self.source = source

    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        if tag in _BLOCKS:
            self.blocks.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.blocks.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self.silent:
            self.silent -= 1
        if tag in _BLOCKS:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            at = self._at()
            self.blocks[-1].extend((c, at + i, at + i + 1) for i, c in enumerate(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, body: str) -> None:
        if self.silent:
            return
        at = self._at()
        end = at + len(body) + (self.source[at + len(body) : at + len(body) + 1] == ";")
        written = self.source[at:end]
        shown = html.unescape(written)
        if shown == written:  # the & of R&D is no reference
            self.handle_data(written)
        else:
            self.blocks[-1].extend((char, at, end) for char in shown)

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Word's `<![if …]>`, which html.parser refuses, is a comment, as browsers read it."""
        return self.parse_bogus_comment(i, bool(report))


def read_page(source: str) -> Page:
    """The page's main content. A page in which trafilatura finds none gives an empty text."""
    extracted = trafilatura.extract(
        source, fast=True, include_comments=False, include_tables=True, deduplicate=False
    )
    known = trafilatura.extract_metadata(source)
    meta = {
        key: str(getattr(known, key))
        for key in ("date", "author", "url")
        if getattr(known, key, None)
    }
    if meta.get("date", "").endswith("-01-01"):
        del meta["date"]  # a bare year (of a copyright line, say) is guessed to be its first day
    title = (known.title if known else "") or ""
    walk = _Walk(source)
    walk.feed(source)
    walk.close()
    content = _Content.of(extracted or "")
    chars: list[tuple[str, int, int]] = []
    for block in walk.blocks:
        squeezed = _squeeze(block)
        if content.holds("".join(c for c, _, _ in squeezed)):
            if chars:
                chars.append(("\n", squeezed[0][1], squeezed[0][1]))
            chars.extend(squeezed)
    return Page(Traced.from_chars(chars), title, meta)


SURE = 12
"""Characters from which a block found inside a line of the content is no navigation word by chance."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What trafilatura took for content: all of it, and line by line, without white space."""

    whole: str
    lines: frozenset[str]

    @classmethod
    def of(cls, extracted: str) -> "_Content":
        parts = re.split(r"\n|\|", extracted)  # table cells stand between bars
        flat = (_SPACE.sub("", re.sub(r"^\s*- ", "", part)) for part in parts)
        return cls(_SPACE.sub("", extracted), frozenset(flat))

    def holds(self, block: str) -> bool:
        flat = _SPACE.sub("", block)
        return bool(flat) and (flat in self.lines or (len(flat) >= SURE and flat in self.whole))


def _squeeze(block: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """White space as a browser shows it: runs become one space, none at the ends."""
    out: list[tuple[str, int, int]] = []
    for char, start, end in block:
        if char.isspace() and char != "\u3000":
            if out and out[-1][0] != " ":
                out.append((" ", start, end))
        else:
            out.append((char, start, end))
    while out and out[-1][0] == " ":
        out.pop()
    return out
