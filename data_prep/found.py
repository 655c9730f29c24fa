"""Facts as they lie between the steps: the columns of the contract, and behind them frame, source and keys."""

from collections.abc import Iterator
from dataclasses import fields, make_dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from data_prep.comparing import Keys, keys_of
from data_prep.frame import Found, Frame
from data_prep.frame import found as framed
from data_prep.records import SCHEMAS, Fact, revive
from data_prep.store import rows_of

_ARROW = {int: pa.uint64(), bool: pa.bool_(), str: pa.string()}
_EXTRA = (("frame", pa.string()), ("source", pa.string()), ("sentence", pa.int64()))

SCHEMA = pa.schema(
    [
        *SCHEMAS["facts"],
        *(pa.field(name, kind) for name, kind in _EXTRA),
        *(pa.field(f"key_{field.name}", _ARROW[field.type]) for field in fields(Keys)),
    ]
)
"""`frame` is JSON or ""; `source` names the document's file; `sentence` numbers the groups of facts of one
document whose evidence shares a sentence; `key_…` are the `Keys`."""

FoundRow: Any = make_dataclass("FoundRow", SCHEMA.names, frozen=True, slots=True)
"""One row of `SCHEMA`."""


def found_row(found: Found, source: str, sentence: int) -> Any:
    """The row of a fact and its frame."""
    fact, frame = found.fact, found.frame
    values = [getattr(fact, name) for name in SCHEMAS["facts"].names]
    line = frame.to_json() if frame else ""
    keys = keys_of(fact, frame)
    return FoundRow(
        *values, line, source, sentence, *(getattr(keys, field.name) for field in fields(Keys))
    )


def found_of(row: dict[str, Any], **changes: Any) -> Found:
    """The fact and the frame of a row, with `changes` of the fact."""
    fact = revive(Fact, {name: row[name] for name in SCHEMAS["facts"].names}, **changes)
    frame = Frame.from_json(row["frame"]) if row["frame"] else None
    return framed(fact, frame)


def documents_of(path: Path) -> Iterator[tuple[str, list[tuple[int, dict[str, Any]]]]]:
    """(doc_id, [(number of the row in the file, row)]) of each document with facts, in order."""
    doc_id, held = "", []
    for number, row in enumerate(rows_of(path)):
        if row["doc_id"] != doc_id and held:
            yield doc_id, held
            held = []
        doc_id = row["doc_id"]
        held.append((number, row))
    if held:
        yield doc_id, held
