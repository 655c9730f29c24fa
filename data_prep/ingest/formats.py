"""Portion → documents: one reader per format."""

from collections.abc import Callable

from data_prep.ingest.decode import decode
from data_prep.ingest.epub import read_epub
from data_prep.ingest.html import declared_charset, is_page, read_page
from data_prep.ingest.hub import read_hub
from data_prep.ingest.office import read_office
from data_prep.ingest.opened import chunks, file_sha256, whole
from data_prep.ingest.pdf import read_pdf
from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import Limits, Raw, Read, Reject, Unreadable
from data_prep.ingest.rows import read_csv, read_json, read_jsonl, read_parquet
from data_prep.ingest.text import read_text


def read(portion: Portion, limits: Limits | None = None) -> Read:
    """The documents of a portion. Never raises for what a file holds: that comes as a Reject."""
    limits = limits or Limits()
    try:
        if portion.format != "huggingface" and portion.path.stat().st_size == 0:
            raise Unreadable("empty_file")
        found = False
        reader = READERS[portion.format]
        if portion.format == "text" and is_page(next(chunks(portion, limits), b"")):
            reader = _read_html
        for document in reader(portion, limits):
            found = True
            yield document
        if not found and not portion.end:
            raise Unreadable("no_documents")
    except Unreadable as error:
        yield Reject(portion.name, error.reason, error.excerpt)
    except OSError as error:
        yield Reject(portion.name, "unreadable", error.strerror or str(error))


def _read_html(portion: Portion, limits: Limits) -> Read:
    raw = whole(portion, limits)
    decoded, encoding = decode(raw, declared_charset(raw))
    page = read_page(decoded, xml=portion.format == "xhtml")
    if not page.text.text:
        yield Reject(portion.name, "no_main_content", decoded[:200])
        return
    meta = encoding.meta | {"format": "html"} | page.meta
    digest = file_sha256(portion.path)
    yield Raw(portion.name, digest, page.text, page.title, meta, decoded)


READERS: dict[str, Callable[[Portion, Limits], Read]] = {
    "text": read_text,
    "markdown": read_text,
    "html": _read_html,
    "xhtml": _read_html,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "tsv": read_csv,
    "parquet": read_parquet,
    "pdf": read_pdf,
    "docx": read_office,
    "pptx": read_office,
    "epub": read_epub,
    "huggingface": read_hub,
}
