"""Word and PowerPoint (Office Open XML, ECMA-376): paragraphs become lines, as they are read on the page.

A row of a table is one line, its cells between bars, unless its cells hold the paragraphs of a page's layout.

Read straight from the package: tracked deletions, hidden text, phonetic guides, field codes, comments,
page headers and footers stay out, footnotes and speaker notes stand behind the text they belong to.
"""

import re
from collections.abc import Iterator

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from data_prep.ingest.opened import file_sha256
from data_prep.ingest.package import Package, local
from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import Limits, Read, Unreadable, whole_chars
from data_prep.ingest.text import documents

_UNSEEN = frozenset(("del", "moveFrom", "rt", "Fallback", "fld", "instrText", "delText"))
"""Elements whose text is not shown: deleted, phonetic, a second copy for old readers, computed."""
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_ROW, _CELL, _ROW_END = "\x1d", "\x1e", "\x1f"
"""Where rows and cells begin and rows end; XML holds no such characters."""
_TABLE = {"tr": (_ROW, _ROW_END), "tc": (_CELL, "")}
_TIDY = re.compile(r"[ \t]+(?=\n)|\n(?=\n\n)")


def read_office(portion: Portion, limits: Limits) -> Read:
    """One document; its offsets point into the text as it stands here. Raises Unreadable."""
    with Package(portion.path, limits) as package:
        main = next(
            (name for kind, name in package.related("").values() if kind == "officeDocument"), ""
        )
        if main not in package:
            raise Unreadable("broken_archive", f"no {portion.format} document in the package")
        made = _word(package, main) if portion.format == "docx" else _slides(package, main)
        text = whole_chars(_TIDY.sub("", "".join(made))).strip("\n")
        meta = {"format": portion.format} | _properties(package)
    if not text.strip():
        raise Unreadable("no_text")
    title = meta.pop("title", "")
    yield from documents(portion.name, file_sha256(portion.path), [text], meta, limits, title)


def _word(package: Package, main: str) -> Iterator[str]:
    yield from _paragraphs(package, main)
    for kind, name in package.related(main).values():
        if kind in ("footnotes", "endnotes") and name in package:
            yield from _paragraphs(package, name)


def _slides(package: Package, main: str) -> Iterator[str]:
    """The slides in the order of the show, each with its notes behind it."""
    related = package.related(main)
    for slide in package.tree(main).iter("{*}sldId"):
        id = next((value for key, value in slide.items() if key.endswith("}id")), "")
        kind, name = related.get(id, ("", ""))
        if kind != "slide" or name not in package:
            continue
        yield from _paragraphs(package, name)
        for kind, notes in package.related(name).values():
            if kind == "notesSlide" and notes in package:
                yield from _paragraphs(package, notes)
        yield "\n"


def _paragraphs(package: Package, name: str) -> Iterator[str]:
    """The shown text of one part, a newline behind each paragraph and each row of a table."""
    rows: list[list[list[str]]] = []
    """Of each open row, outermost first: the pieces of its cells."""
    for piece in _pieces(package, name):
        if piece == _ROW:
            rows.append([])
        elif piece == _CELL:
            if rows:
                rows[-1].append([])
        elif piece != _ROW_END:
            yield from _put(rows, piece)
        elif rows:
            yield from _put(rows, _row_text(rows.pop()))


def _put(rows: list[list[list[str]]], piece: str) -> Iterator[str]:
    """Into the innermost open cell, or straight on outside of tables."""
    if rows and rows[-1]:
        rows[-1][-1].append(piece)
    else:
        yield piece


MOST_IN_ROW = 300
"""Characters of a row of data; a longer one whose cells hold several paragraphs is the layout of a page."""


def _row_text(cells: list[list[str]]) -> str:
    paragraphs = [[p.strip() for p in "".join(cell).split("\n") if p.strip()] for cell in cells]
    size = sum(len(p) for cell in paragraphs for p in cell)
    if sum(map(bool, paragraphs)) < 2 or (
        size > MOST_IN_ROW and any(len(cell) > 1 for cell in paragraphs)
    ):
        return "".join(f"{p}\n" for cell in paragraphs for p in cell)
    return " | ".join(" ".join(cell) for cell in paragraphs) + "\n"


def _pieces(package: Package, name: str) -> Iterator[str]:
    """The shown text, newlines behind paragraphs, and the marks of rows and cells where they begin and end."""
    unseen = 0
    hidden = False
    for event, element in package.events(name):
        tag = local(element)
        if tag in _TABLE and not unseen:
            if mark := _TABLE[tag][event == "end"]:
                yield mark
        elif tag in _UNSEEN:
            unseen += 1 if event == "start" else -1
        elif tag == "r" and event == "start":
            hidden = False
        elif tag in ("vanish", "webHidden") and event == "start":
            hidden = _parent(element) == "rPr" and _on(element)
        elif (event == "end" and tag == "p") or (event == "start" and tag == "txbxContent"):
            yield "\n"
        elif event == "end" and not unseen and not hidden:
            if tag == "t":
                yield element.text or ""
            elif tag in _MARKS and _parent(element) not in ("tabs", "tabLst"):
                yield _MARKS[tag]


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return local(parent) if parent is not None else ""


def _on(element: etree._Element) -> bool:
    return next((v for k, v in element.items() if k.endswith("}val")), "1") not in ("0", "false")


_PROPERTIES = {"title": "title", "creator": "author", "created": "date"}


def _properties(package: Package) -> dict[str, str]:
    """Title, author and day of the package's core properties."""
    known: dict[str, str] = {}
    if "docProps/core.xml" not in package:
        return known
    for element in package.tree("docProps/core.xml"):
        key = _PROPERTIES.get(local(element)) if isinstance(element.tag, str) else None
        if key and (value := (element.text or "").strip()):
            known[key] = whole_chars(value[:10] if key == "date" else value)
    return known
