"""How much of its sources a pushed `facts` table quotes."""

from pathlib import Path
from typing import Any, Literal

import pyarrow.parquet as pq

from data_prep.store import tables_of

Policy = int | Literal["full", "none"]
"""Most characters of evidence a fact; `none` empties it."""


def policy_of(text: str) -> Policy:
    """The policy that a key's value names. Raises ValueError."""
    if text in ("full", "none"):
        return text  # type: ignore[return-value]
    if text.isdigit() and int(text) > 0:
        return int(text)
    raise ValueError(f"evidence must be full, none or a number of characters, got {text!r}")


def cut_table(source: Path, out: Path, policy: Policy) -> None:
    """`source`, Parquet of `facts`, with its evidence as `policy` wants it → `out`; row groups stay."""
    with pq.ParquetFile(source) as table:
        schema = table.schema_arrow
    out.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in tables_of(source):
            rows = [cut(row, policy) for row in group.to_pylist()]
            writer.write_table(group.from_pylist(rows, schema))


def cut(fact: dict[str, Any], policy: Policy) -> dict[str, Any]:
    """The fact with at most so much evidence, around its answer: `documents.text[start:end]` stays the evidence.

    Emptied evidence keeps `start` and `end` of the whole, which quote nothing. The span in the source is that of
    the whole evidence, since only the map of `documents` leads to characters.
    """
    evidence = fact["evidence"]
    if policy == "full" or (policy != "none" and len(evidence) <= policy):
        return fact
    if policy == "none":
        return fact | {"evidence": ""}
    at = max(evidence.find(fact["object"]), 0)
    room = max(policy - len(fact["object"]), 0)
    begin = min(max(at - room // 2, 0), len(evidence) - policy)
    start = fact["start"] + begin
    return fact | {
        "evidence": evidence[begin : begin + policy], "start": start, "end": start + policy,
    }  # fmt: skip
