"""What a run would train on, to look at: the first rows with what is masked and what is trained, and counts."""

import os
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from train.token_rows import IGNORED, REASONS, TokenRow, TokenRows

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_DIM, _GREEN, _PLAIN = "\x1b[2m", "\x1b[32m", "\x1b[0m"


def preview(
    rows: TokenRows,
    tokenizer: "PreTrainedTokenizerBase",
    count: int = 3,
    *,
    colour: bool | None = None,
) -> str:
    """The first `count` rows, totals by task, what was cut and what was left out, as text for a terminal.

    Masked tokens are dim and trained ones green; without `colour` trained ones stand in ⟦ ⟧. By default there
    is colour when stdout is a terminal and NO_COLOR (https://no-color.org) is not set.
    """
    shown = [
        _row(row, tokenizer, _has_colour() if colour is None else colour)
        for row in rows.rows[:count]
    ]
    return "\n\n".join([*shown, "\n".join([*_totals(rows), *_cut(rows), *_left_out(rows)])]) + "\n"


def _has_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _row(row: TokenRow, tokenizer: "PreTrainedTokenizerBase", colour: bool) -> str:
    title = f"{row.id or 'row'}: {len(row.input_ids)} tokens, {row.trained} trained"
    return "\n".join([f"── {title}", "".join(_pieces(row, tokenizer, colour))])


def _pieces(row: TokenRow, tokenizer: "PreTrainedTokenizerBase", colour: bool) -> Iterator[str]:
    """Runs of masked and of trained tokens; colours are set anew in each line, as pagers want it."""
    pairs = zip(row.input_ids, row.labels, strict=True)
    for trained, run in groupby(pairs, key=lambda pair: pair[1] != IGNORED):
        text = str(
            tokenizer.decode([token for token, _ in run], clean_up_tokenization_spaces=False)
        )
        if colour:
            style = _GREEN if trained else _DIM
            yield "\n".join(line and f"{style}{line}{_PLAIN}" for line in text.split("\n"))
        else:
            yield f"⟦{text}⟧" if trained else text


def _totals(rows: TokenRows) -> list[str]:
    tasks = rows.by_task()
    if not tasks:
        return ["no rows to train on"]
    total = {key: sum(task[key] for task in tasks.values()) for key in next(iter(tasks.values()))}
    lines = [_counts(name or "(no task)", task) for name, task in tasks.items()]
    if len(tasks) > 1:
        lines.append(_counts("all", total))
    return [f"{'task':<16}{'rows':>12}{'tokens':>16}{'trained':>16}", *lines]


def _counts(name: str, task: Mapping[str, Any]) -> str:
    return f"{name:<16}{task['rows']:>12,}{task['tokens']:>16,}{task['trained_tokens']:>16,}"


def _cut(rows: TokenRows) -> list[str]:
    return [f"cut to max_length: {_named(len(rows.cut), rows.cut[:5])}"] if rows.cut else []


def _left_out(rows: TokenRows) -> list[str]:
    return [
        f"left out, {reason} ({REASONS.get(reason, 'unknown')}): {_named(count, rows.dropped_ids[reason])}"  # type: ignore[arg-type]
        for reason, count in sorted(rows.dropped.items())
    ]


def _named(count: int, ids: list[str]) -> str:
    more = ", …" if count > len(ids) else ""
    return f"{count:,} row{'s' * (count != 1)}: {', '.join(ids)}{more}"
