"""PDF → the text of its pages in order, by PDFium."""

import dataclasses
import json
import re
from itertools import accumulate, pairwise

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from data_prep.clean.edits import Edit
from data_prep.ingest.opened import file_sha256
from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import Limits, Read, Unreadable, whole_chars
from data_prep.ingest.text import documents


def read_pdf(portion: Portion, limits: Limits) -> Read:
    """One document: the pages' text joined by newlines is what its offsets point into.

    meta: `pages`; `page_starts`, the offset of each page's first character as a JSON list; and
    `pages_without_text` where some are pictures only. Raises Unreadable.
    """
    if portion.path.stat().st_size > limits.max_bytes:
        raise Unreadable("file_too_large", f"over {limits.max_bytes:,} bytes")
    pages, info = _pages(portion, limits)
    empty = sum(not page.strip() for page in pages)
    if empty == len(pages):
        raise Unreadable("no_text_layer", f"{len(pages)} pages without text")
    starts = [0, *accumulate(len(page) + 1 for page in pages[:-1])]
    meta = {"format": "pdf", "pages": str(len(pages)), "page_starts": json.dumps(starts)}
    if empty:
        meta["pages_without_text"] = str(empty)
    meta |= _known(info)
    title = meta.pop("title", "")
    pieces = ["\n".join(pages)]
    for raw in documents(portion.name, file_sha256(portion.path), pieces, meta, limits, title):
        yield dataclasses.replace(raw, text=raw.text.apply(joined_lines(raw.decoded)))


def _pages(portion: Portion, limits: Limits) -> tuple[list[str], dict[str, str]]:
    try:
        with pypdfium2.PdfDocument(portion.path) as document:
            pages, size = [], 0
            for number in range(len(document)):
                pages.append(_page_text(document, number))
                size += len(pages[-1])
                if size > limits.max_bytes:
                    raise Unreadable(
                        "file_too_large", f"text of over {limits.max_bytes:,} characters"
                    )
            return pages, document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == FPDF_ERR_PASSWORD
        raise Unreadable("encrypted" if locked else "broken_pdf", str(error)) from error


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        text = document[number].get_textpage().get_text_range()
    except pypdfium2.PdfiumError:  # a page that is broken by itself
        return ""
    # U+FFFE marks a hyphen that only the line end brought about; the word is whole without it
    return whole_chars(text.replace("\r\n", "\n").replace("\ufffe", ""))


_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_TOOL_TITLE = re.compile(
    r"^(?:Microsoft \w+ - .*|untitled|.*\.(?:docx?|pptx?|indd|tex|dvi|pdf))$", re.I
)


def _known(info: dict[str, str]) -> dict[str, str]:
    known = {}
    if (title := info.get("Title", "").strip()) and not _TOOL_TITLE.match(title):
        known["title"] = whole_chars(title)
    if author := info.get("Author", "").strip():
        known["author"] = whole_chars(author)
    if date := _DATE.match(info.get("CreationDate", "")):
        known["date"] = "-".join(date.groups())
    return known


_LINE = re.compile(r"[^\n]+")
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_NUMBER_OR_WORD = re.compile(rf"[{_HAN}，、（] ?[0-9A-Za-z.,%％]*[0-9A-Za-z%％]$")
_CELL = re.compile(r"(?:^|\s)[0-9,.%+-]*[0-9][0-9,.%+-]*(?=\s|$)")
_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}(?:[、．)]|\.(?!\d))"
    r"|第[一二三四五六七八九十百\d]+[章节]\s|[a-z][.)] |[•·●■◆▪○-] )"
)
"""How an item of a list begins, or a chapter."""
_JOINS = {
    # the line ends inside a sentence · the next goes on with it · what the line end becomes
    "zh": (
        re.compile(rf"[{_HAN}，、；（《“]$"),
        re.compile(rf"[{_HAN}0-9A-Za-z，。、；：”）》“《（]"),
        "",
    ),
    "en": (re.compile(r"[A-Za-z0-9,;’)\]\"”]$"), re.compile(r"(?!\d+$)[a-z0-9(“\"]"), " "),
}
_OPEN_END = re.compile(
    r"""[a-z0-9)],["”’']?$|\b(?:the|a|an|of|in|on|at|by|for|from|with|and|or|to|that|as)$"""
)
"""An English line that ends so goes on, even with a name."""
FULL = 0.8
"""A line of this share of the page's longest one had no room for more."""


def joined_lines(text: str) -> list[Edit]:
    """The line ends that only the width of the page brought about, as edits `pdf_line`."""
    lines = list(_LINE.finditer(text))
    widths = [_width(line[0]) for line in lines]
    edits = []
    for i, (line, after) in enumerate(pairwise(lines)):
        near = widths[max(0, i - 20) : i + 20]
        if after.start() != line.end() + 1 or widths[i] < FULL * max(near) or widths[i] < 30:
            continue
        if _ITEM.match(after[0].lstrip()):
            continue
        for ends, begins, becomes in _JOINS.values():
            if ends.search(line[0].rstrip()) and begins.match(after[0].lstrip()):
                edits.append(Edit(line.end(), after.start(), becomes, "pdf_line"))
                break
        else:
            if (becomes := _goes_on(line[0].rstrip(), after[0].lstrip())) is not None:
                edits.append(Edit(line.end(), after.start(), becomes, "pdf_line"))
    return edits


def _goes_on(line: str, after: str) -> str | None:
    """What joins a full line to the next by what only a broken sentence ends in, None when nothing does."""
    if _OPEN_END.search(line) and re.match(r"[A-Z]", after):
        return " "
    table = len(_CELL.findall(line)) > 1 or len(_CELL.findall(after)) > 1
    if not table and _NUMBER_OR_WORD.search(line) and re.match(rf"[{_HAN}%％]", after):
        return ""
    return None


def _width(line: str) -> int:
    """In half-width cells."""
    return len(line) + sum(c >= "\u2e80" for c in line)
