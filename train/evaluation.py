"""The recall figures of an evaluation folder, read from its files, and whether they are of this adapter."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from train.dialect import CommandError, WorkError
from train.record import read_json

RESULTS = "results.json"
_GROUPS = ("taught", "control")
_TUNED = "tuned"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in [0, 1] of `n` questions with its 95 % interval."""

    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Recall:
    """`groups`: taught or control → run (base, tuned) → rate over all languages and kinds of questions."""

    groups: dict[str, dict[str, Rate]]


def read_recall(folder: Path, adapter_digest: str) -> Recall:
    """The figures in `folder`/results.json. Raises CommandError when the folder holds no finished evaluation,
    WorkError when it is of another adapter, or of no adapter, or is not as evaluations write it."""
    results = read_json(folder / RESULTS)
    tuned = read_json(folder / _TUNED / RESULTS)
    if results is None:
        raise CommandError(
            f"{folder} holds no finished evaluation: it has no {RESULTS}; `python -m eval` makes one"
        )
    if tuned is None:
        raise WorkError(
            f"{folder} is an evaluation of a base alone, and says nothing of an adapter"
        )
    try:
        of = tuned["hashes"]["adapter"]
        groups = {group: _rates(results, group) for group in _GROUPS}
    except (KeyError, TypeError, ValueError) as error:
        raise WorkError(f"{folder / RESULTS} is no evaluation that is known here") from error
    if of != adapter_digest:
        raise WorkError(
            f"{folder} is an evaluation of another adapter ({of}, not {adapter_digest}): evaluate this one"
        )
    return Recall({group: rates for group, rates in groups.items() if rates})


def _rates(results: Mapping[str, Any], group: str) -> dict[str, Rate]:
    """Of the group's row with the most questions: its total, or its only row."""
    rows = [row for row in results["recall"] if row["group"] == group]
    if not rows:
        return {}
    total = max(rows, key=lambda row: row["n"])
    return {
        name: Rate(int(total["n"]), *(float(total[name][key]) for key in ("share", "low", "high")))
        for name in ("base", _TUNED)
        if name in total
    }


def adapter_digest(adapter: Path) -> str:
    """The hash under which evaluations name an adapter: of its weights and its config."""
    files = sorted({*adapter.glob("adapter_model.*"), *adapter.glob("adapter_config.json")})
    parts = {}
    for path in files:
        with path.open("rb") as file:
            parts[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
