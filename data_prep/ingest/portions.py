"""The unit of work: a file, or a range of its rows, that one worker reads."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Portion:
    """One file, a byte range of a .jsonl, some row groups of a Parquet file, or a shard of a Hub dataset."""

    path: Path
    name: str
    """Name of the file below the input, as the sources of its documents begin."""
    format: str
    packing: str = ""
    """`gz`, `zst`, or nothing."""
    size: int = 0
    """Bytes on disk of this portion (0 when only the Hub knows): shards are made of equal sums."""
    start: int = 0
    end: int = 0
    """Bytes [start, end) of a .jsonl, or row groups of a Parquet file; 0, 0 is all of it."""
    first_row: int = 1
    """The number of the portion's first row in its file."""
    split: str = ""
    """Of a Hub dataset: the split, whose shard `start` of `end` this is; then where the dataset stands."""
    config: str = ""
    revision: str = ""
    modified: int = 0
    """When the file was changed last, in nanoseconds."""

    @property
    def fingerprint(self) -> str:
        """Another one when the file was changed, as far as its size and time tell."""
        return f"{self.size} {self.start}-{self.end} {self.modified} {self.revision}".rstrip()


FORMATS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "xhtml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".epub": "epub",
}
"""File name ending → format."""
PACKINGS = {".gz": "gz", ".zst": "zst"}
_PACKED = frozenset(("text", "markdown", "html", "xhtml", "jsonl", "json", "csv", "tsv"))
"""Formats that are also read from .gz and .zst."""


def format_of(path: Path) -> tuple[str, str] | None:
    """The format and packing that a file name tells, None when it is none we read."""
    packing = PACKINGS.get(path.suffix.lower(), "")
    inner = path.with_suffix("") if packing else path
    format = FORMATS.get(inner.suffix.lower())
    if format is None or (packing and format not in _PACKED):
        return None
    return format, packing


def portion_of(path: Path, name: str = "") -> Portion | None:
    """All of one file as a portion, to read it again; None when it is of no format we read."""
    known = format_of(path)
    if known is None:
        return None
    stat = path.stat() if path.is_file() else None
    size, modified = (stat.st_size, stat.st_mtime_ns) if stat else (0, 0)
    return Portion(path, name or path.name, *known, size, modified=modified)
