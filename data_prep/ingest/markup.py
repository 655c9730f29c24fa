"""HTML → its blocks of text, each character with its place in the source.

A tokenizer of our own, after the WHATWG tokenizer's rules for broken markup: every construct is found in
one pass and none makes it look twice at the rest of the page, so a page of any size and damage takes
time linear in its length.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
_HOLDERS = frozenset((
    "article", "aside", "blockquote", "body", "center", "div", "dl", "fieldset", "figure", "footer", "form",
    "header", "li", "main", "nav", "ol", "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
))  # fmt: skip
"""Elements that hold paragraphs: two paragraphs in the same one belong together."""
_RAW_TEXT = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"))  # fmt: skip
_HIDDEN = frozenset(("noscript", "svg", "template", "math", "select", "rt", "rp"))
"""Elements whose text is not shown; without an end tag they hide nothing."""
_ASIDE = frozenset(("nav", "footer", "aside", "menu", "button"))

_TAG = re.compile(
    r"""<(/?)([A-Za-z][^\s/>]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+))*+)>"""
)
_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)([^>]*+)>")
_MARKUP = re.compile(r"<(?=[A-Za-z!?]|/)")
_REFERENCE = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,40});?")
_HREF = re.compile(r"\bhref\s*=", re.I)
_NAMED = re.compile(r"""\b(?:class|id)\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)""", re.I)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, cell, heading … : [start, end) of the text of all blocks."""

    start: int
    end: int
    tag: str
    holder: int
    """The element it stands in, a number."""
    named: str
    """What its class and id say."""
    linked: int
    """How many of its characters are links, white space counted."""
    aside: bool
    """Whether it stands in navigation or the like."""
    row: int = 0
    cell: int = 0
    """The innermost row and cell of a table it stands in, numbers; 0 for none."""


@dataclass(slots=True)
class _Open:
    """The block that is being filled."""

    tag: str = ""
    holder: int = 0
    named: str = ""
    linked: int = 0
    aside: bool = False
    row: int = 0
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Blocks:
    """All text of a page that is shown, white space as a browser shows it, with its place in the source."""

    text: str
    starts: np.ndarray
    ends: np.ndarray
    blocks: list[Block]
    title: str
    """Of the page's `title` element, "" without one."""


def blocks_of(source: str, *, xml: bool = False) -> Blocks:
    """The blocks of a page; `xml` says that `<![CDATA[` holds text, as in XHTML. Nothing raises."""
    walk = _Walk(source, xml)
    walk.run()
    return _squeezed(walk)


class _Walk:
    """One pass over the source: pieces of text, and which piece begins which block."""

    def __init__(self, source: str, xml: bool) -> None:
        self.source, self.xml = source, xml
        self.title = ""
        self.pieces: list[str] = []
        self.spans: list[tuple[int, int, bool]] = []
        """Of each piece: source start and end, and whether it stands there letter by letter."""
        self.opened: list[tuple[int, _Open]] = [(0, _Open())]
        """Of each block: its first piece, and what is known of it."""
        self.holders: list[tuple[str, int]] = [("", 0)]
        self.open_count: Counter[str] = Counter()
        self.rows, self.cells = [0], [0]
        self.numbered = 0
        """Rows and cells so far."""
        self.in_link = self.in_pre = False
        self.never: set[str] = set()
        """Ends that the rest of the page does not have: they are looked for once."""

    def run(self) -> None:
        at, size = 0, len(self.source)
        while at < size:
            found = _MARKUP.search(self.source, at)
            start = found.start() if found else size
            if start > at:
                self.data(at, start)
            at = self.markup(start) if found else size

    def markup(self, at: int) -> int:
        """Take what begins with the < at `at`; returns where it ends."""
        source = self.source
        if source.startswith("<!--", at):
            end = self.find("-->", at + 2)  # <!--> is a comment, too
            if end >= 0:
                return end + 3
        elif self.xml and source.startswith("<![CDATA[", at):
            end = self.find("]]>", at + 9)
            if end >= 0:
                self.shown(at + 9, end)
                return end + 3
        if source[at + 1] in "!?" or not source[at + 1 : at + 3].strip("/")[:1].isalpha():
            end = self.find(">", at)
            return end + 1 if end >= 0 else self.letter(at)
        tag = None
        if "quoted" not in self.never:
            tag = _TAG.match(source, at)
            if not tag:
                self.never.add("quoted")
        if not tag and self.find(">", at) >= 0:
            tag = _PLAIN_TAG.match(source, at)
        return self.tag(tag) if tag else self.letter(at)

    def letter(self, at: int) -> int:
        self.shown(at, at + 1)
        return at + 1

    def find(self, end: str, at: int) -> int:
        """Where `end` stands next, -1 when it does not, which then holds for the rest of the page."""
        if end in self.never:
            return -1
        found = self.source.find(end, at)
        if found < 0:
            self.never.add(end)
        return found

    # --- tags

    def tag(self, tag: re.Match[str]) -> int:
        name, ends = tag[2].lower(), bool(tag[1])
        alone = self.xml and tag[3].endswith("/")
        if name in _HIDDEN or name in _RAW_TEXT:
            return tag.end() if ends or alone else self.skip(name, tag.end())
        if name == "a":
            self.in_link = not ends and bool(_HREF.search(tag[3]))
        elif name == "pre":
            self.in_pre = not ends
        if name in _HOLDERS or name in _ASIDE:
            if ends:
                self.close(name)
            elif not alone:
                self.holders.append((name, len(self.opened) + len(self.holders)))
                self.open_count[name] += 1
                if stack := self.stack(name):
                    self.numbered += 1
                    stack.append(self.numbered)
        if name in _BLOCKS:
            named = _NAMED.findall(tag[3]) if not ends else ()
            self.block("" if ends else name, " ".join(named))
        return tag.end()

    def close(self, name: str) -> None:
        if not self.open_count[name]:
            return
        while True:
            closed, _ = self.holders.pop()
            self.open_count[closed] -= 1
            if stack := self.stack(closed):
                stack.pop()
            if closed == name:
                return

    def stack(self, name: str) -> list[int] | None:
        """The numbers of the open elements of a table's kind."""
        return self.rows if name == "tr" else self.cells if name in ("td", "th") else None

    def block(self, tag: str, named: str = "") -> None:
        holder, number = self.holders[-1]
        aside = any(self.open_count[name] for name in _ASIDE)
        opened = (
            len(self.pieces),
            _Open(tag or holder, number, named, 0, aside, self.rows[-1], self.cells[-1]),
        )
        if self.opened[-1][0] == len(self.pieces):
            self.opened[-1] = opened
        else:
            self.opened.append(opened)

    def skip(self, name: str, at: int) -> int:
        """Past the element `name` whose start tag ends at `at`; without an end it hides nothing but code."""
        key = f"</{name}"
        end = None if key in self.never else re.compile(key, re.I).search(self.source, at)
        if end:
            if name == "title" and not self.title:
                self.title = " ".join(html.unescape(self.source[at : end.start()]).split())
            return end.start()
        self.never.add(key)
        return len(self.source) if name in ("script", "style") else at

    # --- text

    def data(self, start: int, end: int) -> None:
        """Text with references."""
        at = start
        if self.source.find("&", start, end) >= 0:
            for found in _REFERENCE.finditer(self.source, start, end):
                means = html.unescape(found[0])
                if means == found[0]:  # the & of R&D is no reference
                    continue
                self.shown(at, found.start())
                self.piece(means, found.start(), found.end(), False)
                at = found.end()
        self.shown(at, end)

    def shown(self, start: int, end: int) -> None:
        """Text that means what stands there. In `pre` each line is a block."""
        if not self.in_pre:
            self.piece(self.source[start:end], start, end, True)
            return
        for line in self.source[start:end].splitlines(keepends=True):
            self.piece(line, start, start + len(line), True)
            start += len(line)
            if line.endswith("\n"):
                known = self.opened[-1][1]
                self.block(known.tag, known.named)

    def piece(self, text: str, start: int, end: int, verbatim: bool) -> None:
        if not text:
            return
        self.pieces.append(text)
        self.spans.append((start, end, verbatim))
        if self.in_link:
            self.opened[-1][1].linked += len(text.strip())


_SPACES = np.zeros(0x3001, dtype=bool)
_SPACES[[code for code in range(0x3000) if chr(code).isspace()]] = True
"""White space that collapses; the ideographic space U+3000 is a character."""


def _squeezed(walk: _Walk) -> Blocks:
    """White space as a browser shows it: a run within a block becomes one space, none at its ends."""
    if not walk.pieces:
        nothing = np.zeros(0, dtype=np.int32)
        return Blocks("", nothing, nothing, [], walk.title)
    text = "".join(walk.pieces)
    lengths = np.fromiter(map(len, walk.pieces), dtype=np.int64, count=len(walk.pieces))
    spans = np.array(walk.spans, dtype=np.int64)
    verbatim = np.repeat(spans[:, 2].astype(bool), lengths)
    offset = np.arange(len(text)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    starts = np.repeat(spans[:, 0], lengths) + np.where(verbatim, offset, 0)
    ends = np.where(verbatim, starts + 1, np.repeat(spans[:, 1], lengths))
    firsts = np.array([first for first, _ in walk.opened if first < len(walk.pieces)])
    per_block = np.add.reduceat(lengths, firsts)
    block = np.repeat(np.arange(len(firsts)), per_block)

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    space = _SPACES[np.minimum(codes, 0x3000)]
    again = np.zeros(len(codes), dtype=bool)
    again[1:] = space[1:] & space[:-1] & (block[1:] == block[:-1])
    kept = np.flatnonzero(~again)
    edge = np.ones(len(kept) + 1, dtype=bool)
    edge[1:-1] = block[kept[1:]] != block[kept[:-1]]
    kept = kept[~(space[kept] & (edge[:-1] | edge[1:]))]
    shown = np.where(space[kept], 32, codes[kept]).astype(np.uint32)
    sizes = np.bincount(block[kept], minlength=len(firsts))
    return Blocks(
        shown.tobytes().decode("utf-32-le", "surrogatepass"),
        starts[kept].astype(np.int32),
        ends[kept].astype(np.int32),
        list(_blocks(walk, sizes)),
        walk.title,
    )


def _blocks(walk: _Walk, sizes: np.ndarray) -> Iterator[Block]:
    at = 0
    for (_, known), size in zip(walk.opened, sizes.tolist(), strict=False):
        if size:
            yield Block(at, at + size, known.tag, known.holder, known.named, known.linked, known.aside, known.row, known.cell)  # fmt: skip
        at += size
