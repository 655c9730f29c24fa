"""What cleaning changed, as examples: a file beside each shard, and the one of them all."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from data_prep.clean.steps import Change
from data_prep.config import DataPrepConfig
from data_prep.drafts import redacted
from data_prep.store import json_line

CHANGES = "changes.jsonl"
CHANGED = ".changed.jsonl"
"""Ending of the file beside a shard's: examples of what cleaning changed, a line a document."""
EXAMPLES, EXAMPLE_CHARS = 3, 120
"""Changes of one rule and document that are shown, and the characters of each."""
_PRIVATE = ("pii_", "secret_")


def beside(out: Path) -> TextIO:
    return out.with_suffix(CHANGED).open("w", encoding="utf-8")


def changed(source: str, changes: Sequence[Change], config: DataPrepConfig) -> str:
    """A line: the source, how often each rule struck, and its first changes that differ as [before, after], as
    little personal as the text that is kept."""
    examples: dict[str, list[list[str]]] = {}
    seen: set[tuple[str, tuple[str, str]]] = set()  # most changes of a document are like others
    for change in changes:
        shown = examples.setdefault(change.rule, [])
        if len(shown) < EXAMPLES:
            private = change.rule.startswith(_PRIVATE)
            pair = ("…", change.after) if private else _around(change.before, change.after)
            if (change.rule, pair) in seen:
                continue
            seen.add((change.rule, pair))
            example = [redacted(text[:EXAMPLE_CHARS], config) for text in pair]
            if example not in shown:
                shown.append(example)
    counts = Counter(change.rule for change in changes)
    rules = {rule: [counts[rule], shown] for rule, shown in examples.items()}
    return json_line({"source": source, "rules": rules})


def _around(before: str, after: str) -> tuple[str, str]:
    """Both from shortly before where they differ."""
    same = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - EXAMPLE_CHARS // 3)
    return before[start:], after[start:]


def write_changes(shards: Sequence[Path], out: Path) -> None:
    """The lines beside these shard files → `out`; a document has one of each step that changed it."""
    with out.open("w", encoding="utf-8") as file:
        for shard in shards:
            with shard.with_suffix(CHANGED).open(encoding="utf-8") as lines:
                file.writelines(line for line in lines if not line.endswith('"rules": {}}\n'))
