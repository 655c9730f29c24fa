"""Plain text and Markdown: decoded as a stream, long ones in parts."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from data_prep.clean.edits import Traced
from data_prep.ingest.decode import Survey, decoded, identify
from data_prep.ingest.opened import chunks, file_sha256
from data_prep.ingest.parts import parts
from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import Limits, Raw, Read

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.S)
_FIELD = re.compile(r"^(title|date|author|url)[ \t]*:[ \t]*(\S.*?)[ \t\r]*$", re.M)


def stream(portion: Portion, limits: Limits) -> tuple[Iterator[str], dict[str, str]]:
    """The decoded text in pieces, and what its `meta` says of the encoding. Two passes, bounded memory."""
    encoding = identify(Survey.of(chunks(portion, limits)), lambda: chunks(portion, limits))
    return decoded(chunks(portion, limits), encoding.name), encoding.meta


def read_text(portion: Portion, limits: Limits) -> Read:
    """One document, or its parts `@1`, `@2` … where it is longer than `limits.part_chars`."""
    pieces, meta = stream(portion, limits)
    if portion.format == "markdown":
        meta["format"] = "markdown"
    made = documents(portion.name, file_sha256(portion.path), pieces, meta, limits)
    if portion.format == "markdown":
        first = next(made)
        made = chain([_without_front_matter(first)], made)
    yield from made


def documents(
    source: str,
    sha256: str,
    pieces: Iterable[str],
    meta: dict[str, str],
    limits: Limits,
    title: str = "",
) -> Iterator[Raw]:
    """The document that `pieces` join to, in parts where it is long. No text at all is one empty document."""
    made = parts(pieces, limits.part_chars)
    first = next(made, (0, ""))
    second = next(made, None)
    if second is None:
        yield Raw(source, sha256, Traced.of(first[1]), title, meta, first[1])
        return
    for number, (base, text) in enumerate(chain([first, second], made), 1):
        part = {"part": str(number)}
        yield Raw(f"{source}@{number}", sha256, Traced.of(text), title, meta | part, text, base)


def _without_front_matter(raw: Raw) -> Raw:
    """The YAML block at the head of a Markdown file becomes meta; the map begins behind it."""
    front = _FRONT_MATTER.match(raw.decoded)
    if not front:
        return raw
    fields = {key: value.strip("\"'") for key, value in _FIELD.findall(front[1])}
    title = fields.pop("title", "")
    at = front.end()
    text = Traced(raw.decoded[at:], raw.text.starts[at:], raw.text.ends[at:])
    return Raw(raw.source, raw.sha256, text, title, raw.meta | fields, raw.decoded, raw.base)
