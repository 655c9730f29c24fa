"""A finished run as the benches read it: rows of its dataset, questions, shares with their error bars."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data_prep.store import read_manifest
from data_prep.store import rows as rows_below
from eval.stats import wilson

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Data that lies beside a checkout; a bench that finds none says so."""

_MARKS = re.compile(r"[^\w%]+")


def rows(run: Path, config: str) -> list[dict[str, Any]]:
    """The rows of one config of the run's dataset, all splits. Ends the bench where there is no run."""
    if not (run / "dataset").is_dir():
        raise SystemExit(f"{run} holds no dataset; `python -m data_prep --output {run}` makes one")
    return list(rows_below(run / "dataset" / config))


def fingerprint(run: Path) -> str:
    """Which dataset a run holds: the hash in its manifest, or "" for an unfinished run."""
    return str((read_manifest(run) or {}).get("dataset_sha256", ""))


def question(row: dict[str, Any]) -> str:
    """What the user says last in an `sft` row."""
    return next(turn["content"] for turn in reversed(row["prompt"]) if turn["role"] == "user")


def completion(row: dict[str, Any]) -> str:
    """What the model is to say in an `sft` row."""
    return row["completion"][0]["content"]


def bare(text: str | None) -> str:
    """Letters, digits and % of a text in one width and case: two writings of one thing are equal."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text or "")).casefold()


def share(part: int, whole: int) -> str:
    """`12/30 = 40.0 % [24.6, 57.7]`, the interval Wilson's at 95 %."""
    if not whole:
        return "0/0"
    rate = wilson(part, whole)
    return f"{part:,}/{whole:,} = {100 * rate.share:.1f} % [{100 * rate.low:.1f}, {100 * rate.high:.1f}]"


def markdown(header: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    head = list(header)
    out = [head, ["---"] * len(head), *(list(map(str, line)) for line in lines)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in out)
