"""Zip packages (Office Open XML, EPUB) read without trust: sizes are bounded, XML gets no entities."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from data_prep.ingest.raw import Limits, Unreadable

_OLE = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, NotImplementedError, OverflowError,
    UnicodeError, etree.XMLSyntaxError, ValueError,
)  # fmt: skip
"""What zipfile and lxml raise on broken packages."""


class Package:
    """An open package. Inside `with`, whatever is broken in it is raised as Unreadable."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.left, self.most = path, limits.max_bytes, limits.max_bytes

    def __enter__(self) -> "Package":
        with self.path.open("rb") as file:
            head = file.read(4)
            if head == _OLE:  # Office puts encrypted packages into an OLE file
                raise Unreadable("encrypted_or_old_office", "not a zip but an OLE file")
        try:
            self.zip = zipfile.ZipFile(self.path)
        except _BROKEN as error:
            raise Unreadable("broken_archive", str(error)) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.zip.close()
        if isinstance(error, Unreadable):
            return
        if isinstance(error, RuntimeError):  # zipfile's word for a password
            raise Unreadable("encrypted", str(error)) from error
        if isinstance(error, _BROKEN):
            raise Unreadable("broken_archive", str(error)[:200]) from error

    def __contains__(self, name: str) -> bool:
        return name in self.zip.NameToInfo

    def read(self, name: str) -> bytes:
        """One member. All that are read together may have `max_bytes`, whatever their headers say."""
        with self.zip.open(name) as member:
            data = member.read(self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable("file_too_large", f"unpacks to over {self.most:,} bytes")
        return data

    def events(self, name: str) -> Iterator[tuple[str, etree._Element]]:
        """("start" | "end", element) of an XML member; what has ended is forgotten."""
        for event, element in etree.iterparse(
            BytesIO(self.read(name)), ("start", "end"), resolve_entities=False, no_network=True
        ):
            if isinstance(element.tag, str):
                yield event, element
            if event == "end":
                element.clear(keep_tail=True)
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]

    def tree(self, name: str) -> etree._Element:
        """A small XML member as a tree."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(self.read(name), parser)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part (ECMA-376 part 2): id → (last word of its type, member name)."""
        folder, file = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self:
            return {}
        return {
            e.get("Id", ""): (
                e.get("Type", "").rsplit("/", 1)[-1],
                resolved(name, e.get("Target", "")),
            )
            for e in self.tree(rels).iter("{*}Relationship")
            if e.get("TargetMode") != "External"
        }


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def resolved(base: str, target: str) -> str:
    """The member that the relative URL `target` in member `base` means."""
    path = unquote(target.split("#", 1)[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), path)).lstrip("/")
