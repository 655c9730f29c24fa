"""Rows of a general instruction set beside the facts, so that what the model could do before is not lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data_prep.dialect import CommandError, WorkError
from data_prep.records import Example, Lang, Message, content_id

KIND = "replay"
_PAIRS = (
    ("prompt", "completion"),
    ("instruction", "output"),
    ("question", "answer"),
    ("input", "output"),
)
_TURNS = ("messages", "conversations")
_ROLES = {"human": "user", "gpt": "assistant"}


class Replay:
    """A general instruction set: a .jsonl or .parquet file, or the id of a Hugging Face dataset.

    A row is a prompt and a completion (strings or turns), an `instruction` with its `output`, or a
    conversation of which the last turn is the answer. Raises CommandError when there is no such set.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.path = Path(source)
        if not self.path.is_file() and (source.count("/") != 1 or self.path.suffix):
            raise CommandError(
                f"there is no replay file {source}; it takes .jsonl, .parquet or org/name"
            )
        if self.path.is_file() and self.path.suffix not in (".jsonl", ".parquet"):
            raise CommandError(f"the replay file {source} is neither .jsonl nor .parquet")

    def chosen(self, count: int) -> Iterator[Example]:
        """Up to `count` usable rows, evenly from a file, the first ones of a dataset on the Hub."""
        if not self.path.is_file():
            yield from _first(self._hub(), count)
            return
        usable = sum(example_of(row) is not None for row in self._rows())
        if not usable:
            raise WorkError(f"no row of {self.source} holds a prompt with its completion")
        count = min(count, usable)
        seen = 0
        for row in self._rows():
            if example := example_of(row):
                if (seen + 1) * count // usable > seen * count // usable:
                    yield example
                seen += 1

    def _rows(self) -> Iterator[Any]:
        if self.path.suffix == ".parquet":
            with pq.ParquetFile(self.path) as table:
                for batch in table.iter_batches(1000):
                    yield from batch.to_pylist()
            return
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    yield json.loads(line)
                except ValueError:
                    yield None

    def _hub(self) -> Iterator[Any]:
        import datasets  # noqa: PLC0415  # a second to import, and only for this

        try:
            yield from datasets.load_dataset(self.source, split="train", streaming=True)
        except Exception as error:
            reason = " ".join(str(error).split())
            raise WorkError(f"cannot read the replay dataset {self.source}: {reason}") from error


def _first(rows: Iterator[Any], count: int) -> Iterator[Example]:
    for row in rows:
        if count <= 0:
            return
        if example := example_of(row):
            count -= 1
            yield example


def example_of(row: Any) -> Example | None:
    """The training row that a row of an instruction set is, None if it is none."""
    if not isinstance(row, dict) or not (turns := _turns(row)):
        return None
    *prompt, answer = turns
    if answer.role != "assistant" or not prompt or prompt[-1].role != "user":
        return None
    if not all(turn.content.strip() for turn in turns):
        return None
    text = "".join(turn.content for turn in turns)
    lang: Lang = "zh" if any("\u4e00" <= char <= "\u9fff" for char in text) else "en"
    id = content_id(KIND, *(part for turn in turns for part in (turn.role, turn.content)))
    return Example(id, "qa", KIND, lang, "", [], prompt, [answer])


def _turns(row: dict[str, Any]) -> list[Message]:
    for name in _TURNS:
        if isinstance(row.get(name), list):
            return [turn for item in row[name] if (turn := _turn(item))]
    for asked, answered in _PAIRS:
        if row.get(asked) and row.get(answered):
            prompt = _part(row[asked], "user")
            if asked == "instruction" and isinstance(row.get("input"), str) and row["input"]:
                prompt = [Message("user", f"{row[asked]}\n\n{row['input']}")]
            return [*prompt, *_part(row[answered], "assistant")[-1:]]
    return []


def _part(value: Any, role: Any) -> list[Message]:
    if isinstance(value, str):
        return [Message(role, value)]
    return [turn for item in value if (turn := _turn(item))] if isinstance(value, list) else []


def _turn(item: Any) -> Message | None:
    if not isinstance(item, dict):
        return None
    role = item.get("role") or _ROLES.get(item.get("from", ""), item.get("from"))
    content = item.get("content") or item.get("value")
    if role in ("system", "user", "assistant") and isinstance(content, str):
        return Message(role, content)
    return None
