"""HTML → the main content, each character with its place in the page.

trafilatura (Barbaresi, ACL 2021) judges which blocks are content; the text itself is taken from our
own walk over the page, so that every character keeps its offset in the decoded source.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import trafilatura

from data_prep.clean.edits import Traced
from data_prep.ingest.markup import Block, Blocks, blocks_of
from data_prep.ingest.raw import whole_chars

_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]+)""", re.I)  # fmt: skip
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)

_RUBY = re.compile(r"<(rt|rp)\b[^>]*>[^<]*</\1\s*>", re.I)
"""Phonetic guides, which stand above the text."""

_PAGE_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--(?:(?!-->).)*+-->|<\?xml[^>]*+>)*+"
    rb"(?P<page><!doctype\s++html[^>]*+>|<html(?:\s[^>]*+)?>)\s*+<[!a-z]", re.I | re.S
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """The main content of a page and what its head says."""

    text: Traced
    title: str
    meta: dict[str, str]


def declared_charset(raw: bytes) -> str:
    """The charset that the head of a page names, "" without one."""
    found = _DECLARED.search(raw[:4096])
    return (found[1] or found[2]).decode("ascii", "ignore") if found else ""


def is_page(raw: bytes) -> bool:
    """Whether a file is a page, whatever its name says: its first KB is the doctype or `<html>`, and then a tag."""
    head = raw[:4096]
    for bom, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(bom):
            head = head[2:].decode(encoding, "ignore").encode()
    found = _PAGE_HEAD.match(head)
    return found is not None and found.start("page") < 1024


def read_page(source: str, *, xml: bool = False) -> Page:
    """The page's main content: an empty text where there is none. Nothing raises.

    Where trafilatura finds next to nothing, it is asked once more to rather find too much, and then all
    prose outside of navigation is taken; `meta["extractor"]` says which judged.
    """
    xml = xml or source[:200].lstrip("\ufeff \t\r\n").startswith("<?xml")
    page = blocks_of(source, xml=xml)
    prose = [i for i, block in enumerate(page.blocks) if _is_prose(page, block)]
    seen = _CDATA.sub(lambda m: html.escape(m[1]), source) if xml else source
    seen = _RUBY.sub("", seen) if "<ruby" in seen else seen
    known = _extracted(seen)
    chosen = _chosen(page, getattr(known, "text", None) or "")
    extractor = "trafilatura"
    if _misses(page, chosen, prose):
        more = _extracted(seen, favor_recall=True)
        chosen = max(
            chosen, _chosen(page, getattr(more, "text", None) or ""), key=lambda c: _size(page, c)
        )
        extractor = "trafilatura_recall"
        if _size(page, chosen) < MOSTLY * _size(page, prose):
            chosen, extractor = prose, "prose"
    meta = _meta(known)
    title = meta.pop("title", "") or page.title
    if chosen:
        meta["extractor"] = extractor
    return Page(_joined(page, chosen), whole_chars(title), meta)


def all_text(source: str) -> Traced:
    """All text of a page that is content throughout, such as a chapter of a book."""
    page = blocks_of(source, xml=True)
    return _joined(page, range(len(page.blocks)))


# --- what trafilatura says


def _extracted(source: str, favor_recall: bool = False) -> Any:
    """trafilatura's Document, None where it finds nothing or fails on a page no parser was made for."""
    try:
        return trafilatura.bare_extraction(
            source,
            fast=True,
            include_comments=False,
            include_tables=True,
            deduplicate=False,
            favor_recall=favor_recall,
            with_metadata=True,
        ) or trafilatura.extract_metadata(source)
    except Exception:  # lxml, dateparser … each raise what they like on broken markup
        return None


def _meta(known: Any) -> dict[str, str]:
    fields = ("title", "date", "author", "url", "sitename", "license")
    meta = {
        key: whole_chars(str(getattr(known, key))) for key in fields if getattr(known, key, None)
    }
    if meta.get("date", "").endswith("-01-01"):
        del meta["date"]  # a bare year (of a copyright line, say) is guessed to be its first day
    return meta


SURE = 12
"""Characters from which a block found inside a line of the content is no navigation word by chance."""
MOST_SEARCHED = 5_000_000_000
"""Characters looked through for such blocks: a page of many thousand links must not take minutes."""
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f-\x9f]+")


def _flat(text: str) -> str:
    """Without white space and what trafilatura removes."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _chosen(page: Blocks, extracted: str) -> list[int]:
    """The blocks that stand in what trafilatura took for content, and the prose between them."""
    if not extracted:
        return []
    whole = _flat(extracted)
    cells = re.split(r"\n|\|", extracted)  # table cells stand between bars
    lines = {_flat(re.sub(r"^\s*- ", "", cell)) for cell in cells} - {""}
    held = []
    left = MOST_SEARCHED
    for i, block in enumerate(page.blocks):
        flat = _flat(page.text[block.start : block.end])
        if flat in lines:
            held.append(i)
        elif len(flat) >= SURE and left > 0:
            left -= len(whole)
            if flat in whole:
                held.append(i)
    listings = {page.blocks[i].holder for i in held if page.blocks[i].tag == "pre"}
    lines_of = (i for i, b in enumerate(page.blocks) if b.tag == "pre" and b.holder in listings)
    return sorted({*held, *lines_of, *_between(page, held)})


# --- what stands in the page


_SENTENCE_END = re.compile(r"[。！？!?.…：:][”’」』）)\"']*$")
_WIDGET = re.compile(
    r"share|social|related|recommend|promo|newsletter|subscri|advert|\bads?\b|banner|cookie|comment|copyright"
    r"|breadcrumb|sidebar|toolbar|pager|popup|modal|author-?bio|disclaimer|hidden",
    re.I,
)
PROSE = 25
"""Characters from which a block without a sentence's end is prose, not a label."""
LEAST = 10
"""Characters of the shortest sentence that is taken for prose."""
SCANT = 250
"""Characters of content below which trafilatura may have missed the text (its own MIN_EXTRACTED_SIZE)."""
MOSTLY = 0.7
"""The share of a page's prose that the second look must find, or all of it is taken."""


def _is_prose(page: Blocks, block: Block) -> bool:
    size = block.end - block.start
    if block.aside or size < LEAST or block.linked * 3 > size or _WIDGET.search(block.named):
        return False
    text = page.text[block.start : block.end]
    letters = sum(map(str.isalpha, text))
    return letters * 2 > size and (size >= PROSE or bool(_SENTENCE_END.search(text)))


def _between(page: Blocks, held: list[int]) -> Iterable[int]:
    """Paragraphs that were passed over although the ones around them, in the same element, were taken."""
    last: dict[int, int] = {}
    for i in held:
        block = page.blocks[i]
        before = last.get(block.holder)
        last[block.holder] = i
        if before is None:
            continue
        for j in range(before + 1, min(i, before + 50)):
            other = page.blocks[j]
            sentence = _SENTENCE_END.search(page.text[other.start : other.end])
            beside = other.holder == block.holder and other.tag == "p"
            if beside and sentence and _is_prose(page, other):
                yield j


def _size(page: Blocks, chosen: Iterable[int]) -> int:
    return sum(page.blocks[i].end - page.blocks[i].start for i in chosen)


def _misses(page: Blocks, chosen: list[int], prose: list[int]) -> bool:
    """Whether so little was taken of so much that it cannot be the page's text."""
    found, there = _size(page, chosen), _size(page, prose)
    return there > 0 and (not found or (found < SCANT and found * 4 < there))


def _joined(page: Blocks, chosen: Iterable[int]) -> Traced:
    """The chosen blocks, a line each; the cells of a table's row are one line."""
    texts: list[str] = []
    starts: list[np.ndarray] = []
    ends: list[np.ndarray] = []
    blocks = [page.blocks[i] for i in chosen]
    in_line = _rows(blocks)
    for number, block in enumerate(blocks):
        if texts:  # what parts two blocks stands for nothing, in front of the second
            last = blocks[number - 1]
            gap = "\n"
            if block.row in in_line and block.row == last.row:
                gap = " " if block.cell == last.cell else " | "
            texts.append(gap)
            starts.append(np.repeat(page.starts[block.start], len(gap)))
            ends.append(np.repeat(page.starts[block.start], len(gap)))
        texts.append(page.text[block.start : block.end])
        starts.append(page.starts[block.start : block.end])
        ends.append(page.ends[block.start : block.end])
    if not texts:
        return Traced.of("")
    return Traced("".join(texts), np.concatenate(starts), np.concatenate(ends))


MOST_IN_ROW = 300
"""Characters of a row of data; a longer one is the layout of a page."""


def _rows(blocks: list[Block]) -> set[int]:
    """The rows of tables that are lines of data: several cells, short ones, that stand together."""
    runs: dict[int, list[list[Block]]] = {}
    for row, run in groupby(blocks, key=lambda block: block.row):
        if row:
            runs.setdefault(row, []).append(list(run))
    return {
        row
        for row, (run, *more) in runs.items()
        if not more
        and len({block.cell for block in run}) > 1
        and run[-1].end - run[0].start <= MOST_IN_ROW
        and all(block.tag != "pre" for block in run)
    }
