"""An input → portions of work of bounded size, without reading more of it than its line ends."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data_prep.ingest.hub import SCHEME, plan_hub
from data_prep.ingest.inputs import Found, find
from data_prep.ingest.magic import HEAD, misnamed
from data_prep.ingest.opened import CHUNK
from data_prep.ingest.portions import FORMATS, PACKINGS, Portion, portion_of
from data_prep.ingest.raw import Limits, Reject, Unreadable
from data_prep.ingest.rows import WIDE, check_columns


def plan(designation: str | Path, limits: Limits | None = None) -> Iterator[Portion | Reject]:
    """The portions of a file, a folder, a glob, or `hf://org/name[/config][@revision][:split]`.

    The order is the same each time. A file of no format we read is Reject("unknown_format"), one whose
    first bytes contradict its name Reject("binary_file"); an input that is not there raises InputError,
    and nothing else raises.
    """
    limits = limits or Limits()
    if SCHEME.match(str(designation)):
        yield from plan_hub(str(designation), limits)
        return
    for found in find(Path(designation)):
        if isinstance(found, Reject):
            yield found
            continue
        try:
            yield from _portions(found, limits)
        except Unreadable as error:
            yield Reject(found.name, error.reason, error.excerpt)
        except OSError as error:
            yield Reject(found.name, "unreadable", error.strerror or "")


def _portions(found: Found, limits: Limits) -> Iterator[Portion]:
    whole = portion_of(found.path, found.name)
    if whole is None:
        raise Unreadable("unknown_format", _ending(found.path))
    if whole.size == 0:
        raise Unreadable("empty_file")
    with found.path.open("rb") as file:
        kind = misnamed(file.read(HEAD), whole.format, whole.packing)
    if kind:
        raise Unreadable("binary_file", f"by its first bytes it is {kind}")
    if whole.format == "parquet":
        yield from _row_groups(whole, limits)
    elif whole.format == "jsonl" and not whole.packing and whole.size > limits.portion_bytes:
        yield from _line_ranges(whole, limits)
    else:
        yield whole


def _ending(path: Path) -> str:
    """Why the name tells no format."""
    suffix = path.suffix.lower()
    inner = path.with_suffix("").suffix.lower()
    if not suffix:
        return "the name has no ending"
    if suffix in PACKINGS and inner:
        known = "unpack it first" if inner in FORMATS else f"{inner} is not read"
        return f"the name ends in {inner}{suffix}: {known}"
    return f"the name ends in {suffix}, which is not read"


def _line_ranges(whole: Portion, limits: Limits) -> Iterator[Portion]:
    """Byte ranges that end with a line, and the number of the first line of each."""
    with whole.path.open("rb") as file:
        if file.read(4).startswith(WIDE):  # in UTF-16 a line end is no single byte
            yield whole
            return
        file.seek(0)
        start = at = 0
        first = row = 1
        while chunk := file.read(CHUNK):
            due = max(0, start + limits.portion_bytes - at)
            cut = chunk.find(b"\n", due) + 1 if due < len(chunk) else 0
            while cut:
                row += chunk.count(b"\n", 0, cut) - chunk.count(b"\n", 0, max(0, start - at))
                yield _range(whole, start, at + cut, first)
                start, first = at + cut, row
                due = start + limits.portion_bytes - at
                cut = chunk.find(b"\n", due) + 1 if due < len(chunk) else 0
            row += chunk.count(b"\n", max(0, start - at))
            at += len(chunk)
        if at > start:
            yield _range(whole, start, at, first)


def _range(whole: Portion, start: int, end: int, first_row: int) -> Portion:
    return replace(whole, size=end - start, start=start, end=end, first_row=first_row)


def _row_groups(whole: Portion, limits: Limits) -> Iterator[Portion]:
    """Runs of row groups of about `portion_bytes`; a single larger group is one portion."""
    try:
        with pq.ParquetFile(whole.path) as file:
            check_columns(file.schema_arrow.names, limits)
            groups = [file.metadata.row_group(i) for i in range(file.num_row_groups)]
            sizes = [(group.num_rows, group.total_byte_size) for group in groups]
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise Unreadable("broken_parquet", str(error)[:200]) from error
    if not sizes:
        raise Unreadable("no_documents")
    start = size = 0
    row = first = 1
    for number, (rows, group_size) in enumerate(sizes, 1):
        row += rows
        size += group_size
        if size >= limits.portion_bytes or number == len(sizes):
            yield replace(whole, size=size, start=start, end=number, first_row=first)
            start, size, first = number, 0, row
