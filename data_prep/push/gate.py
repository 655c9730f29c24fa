"""What must not be published: secrets, personal data that the run was to replace, rows that leak."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_prep.assemble import check
from data_prep.clean import privacy, secrets
from data_prep.store import rows_of

PERSONAL, SECRETS = "personal_data", "secrets"
SHOWN = 5
"""Findings that an error names."""
_UNREAD = frozenset({"id", "doc_id", "fact_id", "fact_ids", "sha256", "lang", "type", "kind", "map"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a row that should not be shown to others. It never holds what was found."""

    path: str
    row: str
    column: str
    rule: str

    @property
    def sort(self) -> str:
        return SECRETS if self.rule.startswith("secret") else PERSONAL

    def __str__(self) -> str:
        return f"{self.rule} in {self.column} of row {self.row} ({self.path})"


def leaks(dataset: Path) -> None:
    """The leak check of the build, once more. Raises WorkError."""
    check(dataset)


def findings(files: Mapping[str, Path], card: str) -> Iterator[Finding]:
    """Everything in the texts of these Parquet files that is a secret or personal by its form, and the secrets of the
    card, where a person may well leave an address; a row group in memory."""
    for edit in secrets.credentials(card):
        yield Finding("README.md", str(card.count("\n", 0, edit.start) + 1), "line", edit.rule)
    for name, path in files.items():
        if path.suffix == ".parquet":
            for row in rows_of(path):
                yield from _of_row(name, row)


def _of_row(path: str, row: Mapping[str, Any]) -> Iterator[Finding]:
    for column, text in _texts(row):
        for find in (secrets.credentials, privacy.personal):
            for edit in find(text):
                yield Finding(path, row["id"], column, edit.rule)


def _texts(value: Any, column: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "meta":
                yield from _texts(json.loads(inner), "meta")
            elif name not in _UNREAD:
                yield from _texts(inner, column or name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, column)
    elif isinstance(value, str) and len(value) >= 6:
        yield column, value
