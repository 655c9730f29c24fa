"""A tokenised row, a set of them with what was left out, and the reasons for which a row is."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from train.dialect import WorkError

IGNORED = -100
"""The label that the loss leaves out."""

_NAMED_PER_REASON = 5

Overlong = Literal["drop", "cut", "fail"]
Reason = Literal[
    "too_long",
    "special_token_in_text",
    "prompt_not_prefix",
    "no_end_token",
    "empty_completion",
    "not_one_answer",
    "no_bos",
    "double_bos",
    "not_round_trip",
    "template_refuses",
]
REASONS: Mapping[Reason, str] = {
    "too_long": "more than max_length tokens",
    "special_token_in_text": "the text spells a control token",
    "prompt_not_prefix": "the template writes the prompt differently when an answer follows",
    "no_end_token": "the template writes no end token after the answer",
    "empty_completion": "an answer without text",
    "not_one_answer": "the completion is not one assistant turn",
    "no_bos": "the template writes no begin token",
    "double_bos": "more than one begin token",
    "not_round_trip": "the tokens do not decode to the text",
    "template_refuses": "the template does not take these turns in this order",
}
"""What each reason means, for people."""


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One row as the model sees it: `input_ids` and `labels` of equal length.

    Rows made here hold arrays of 32-bit integers: lists take about five times the memory.
    """

    input_ids: Sequence[int]
    labels: Sequence[int]
    id: str = ""
    stage: int = 0
    """Of the curriculum; lower stages come first."""
    task: str = ""

    @property
    def trained(self) -> int:
        """How many tokens carry a label."""
        return len(self.labels) - self.labels.count(IGNORED)


def masked(ids: Sequence[int], prompt: int) -> TokenRow:
    """A row of `ids` whose first `prompt` tokens are not trained."""
    return TokenRow(array("i", ids), array("i", [IGNORED] * prompt + list(ids[prompt:])))


class UnusableRow(Exception):
    """A row that cannot be trained on as it stands."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class TokenRows:
    """The rows to train on; what was left out, by reason, with the first few ids; the ids of rows that were cut."""

    rows: list[TokenRow] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    dropped_ids: dict[str, list[str]] = field(default_factory=dict)
    cut: list[str] = field(default_factory=list)

    def refuse(self, row_id: str, reason: str) -> None:
        """Counts a row that is left out, in place."""
        self.dropped[reason] += 1
        named = self.dropped_ids.setdefault(reason, [])
        if len(named) < _NAMED_PER_REASON:
            named.append(row_id)

    def summary(self) -> dict[str, Any]:
        """Counts for run.json."""
        return {
            "rows": len(self.rows),
            "tokens": sum(len(row.input_ids) for row in self.rows),
            "trained_tokens": sum(row.trained for row in self.rows),
            "longest": max((len(row.input_ids) for row in self.rows), default=0),
            "tasks": self.by_task(),
            "cut": len(self.cut),
            "cut_ids": self.cut[:_NAMED_PER_REASON],
            "dropped": dict(self.dropped),
            "dropped_ids": self.dropped_ids,
        }

    def by_task(self) -> dict[str, dict[str, int]]:
        """Task → rows, tokens, trained_tokens, in the order in which the tasks come."""
        tasks: dict[str, dict[str, int]] = {}
        for row in self.rows:
            counts = tasks.setdefault(row.task, {"rows": 0, "tokens": 0, "trained_tokens": 0})
            counts["rows"] += 1
            counts["tokens"] += len(row.input_ids)
            counts["trained_tokens"] += row.trained
        return tasks

    def left_out(self) -> str:
        """`2 too_long (a, b), 1 no_bos (c)`; empty when every row is there."""
        parts = []
        for reason, count in sorted(self.dropped.items()):
            named = self.dropped_ids.get(reason, [])
            more = ", …" if count > len(named) else ""
            parts.append(f"{count} {reason} ({', '.join(named)}{more})")
        return ", ".join(parts)

    def __add__(self, other: "TokenRows") -> "TokenRows":
        """These rows, then the other's."""
        both = TokenRows(
            self.rows + other.rows, self.dropped + other.dropped, {}, self.cut + other.cut
        )
        for named in (self.dropped_ids, other.dropped_ids):
            for reason, ids in named.items():
                kept = both.dropped_ids.setdefault(reason, [])
                kept.extend(ids[: _NAMED_PER_REASON - len(kept)])
        return both


def require_trained(rows: TokenRows, asked: int, source: str, overlong: Overlong = "drop") -> None:
    """Raises WorkError, with the reasons, when nothing is left to train on, or too long a row with `fail`.

    `asked`: how many rows there were; `source`: where they come from, in words.
    """
    too_long = rows.dropped["too_long"]
    if overlong == "fail" and too_long:
        raise WorkError(
            f"{too_long} of {asked} rows have more than max_length tokens "
            f"(the first: {rows.dropped_ids['too_long'][0]}); raise max_length or set overlong: drop or cut"
        )
    if not any(row.trained for row in rows.rows):
        reasons = f", all left out: {rows.left_out()}" if rows.dropped else ""
        raise WorkError(f"nothing to train on: {asked} rows in {source}{reasons}")


def special_tokens_in(texts: Iterable[str], special: Sequence[str]) -> bool:
    """Whether a text spells a control token: it would forge a turn, or teach the model to stop midway."""
    firsts = {token[0] for token in special if token}
    return any(
        token in text
        for text in texts
        if any(first in text for first in firsts)
        for token in special
    )
