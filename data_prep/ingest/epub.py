"""EPUB: each chapter of the spine is a page that is content throughout, and a document of its own."""

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from data_prep.ingest.decode import decode
from data_prep.ingest.html import all_text, declared_charset
from data_prep.ingest.opened import file_sha256
from data_prep.ingest.package import Package, local, resolved
from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import Limits, Raw, Read, Reject, Unreadable, whole_chars

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FIELDS = {"title": "book", "creator": "author", "date": "date", "rights": "license"}


def read_epub(portion: Portion, limits: Limits) -> Read:
    """A document per item of the spine (EPUB 3.3 §5.7), `#N` by its place there. Raises Unreadable."""
    digest = file_sha256(portion.path)
    with Package(portion.path, limits) as package:
        roots = list(package.tree(_CONTAINER).iter("{*}rootfile"))
        opf = roots[0].get("full-path", "") if roots else ""
        book = package.tree(opf)
        meta = {"format": "epub"} | _meta(book)
        locked = _encrypted(package)
        for number, name in enumerate(_spine(book, opf), 1):
            source = f"{portion.name}#{number}"
            if not name or name not in package:
                continue  # the table of contents
            if name in locked:
                yield Reject(source, "encrypted", name)
                continue
            yield _chapter(package.read(name), source, digest, meta)


def _chapter(data: bytes, source: str, digest: str, meta: dict[str, str]) -> Raw | Reject:
    try:
        decoded, encoding = decode(data, declared_charset(data))
    except Unreadable as error:
        return Reject(source, error.reason, error.excerpt)
    text = all_text(decoded)
    if not text.text:  # a cover, say
        return Reject(source, "no_main_content")
    return Raw(source, digest, text, meta.get("book", ""), meta | encoding.meta, decoded)


def _spine(book: etree._Element, opf: str) -> list[str]:
    """The member names in reading order; "" for the navigation document."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    names = []
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in item.get("properties", "").split():
            names.append("")
        else:
            names.append(resolved(opf, item.get("href", "")))
    return names


def _meta(book: etree._Element) -> dict[str, str]:
    known: dict[str, str] = {}
    for element in book.iterfind("{*}metadata/*"):
        key = _FIELDS.get(local(element)) if isinstance(element.tag, str) else None
        if key and key not in known and (value := (element.text or "").strip()):
            known[key] = whole_chars(value[:10] if key == "date" else value)
    return known


def _encrypted(package: Package) -> frozenset[str]:
    """Members under digital rights management (obfuscated fonts are listed, too, but are no chapters)."""
    if _ENCRYPTION not in package:
        return frozenset()
    references = package.tree(_ENCRYPTION).iter("{*}CipherReference")
    return frozenset(resolved("", reference.get("URI", "")) for reference in references)
