"""A `samples_*.jsonl` of lm-evaluation-harness (0.4): a line for each question and filter.

`filtered_resps` holds the answer, or for each choice its log-probability and whether it is the greedy
one, all as strings; `target` is the string that Python prints of the target, whatever it was.
"""

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from data_prep import WorkError
from eval.harnesses.rows import Row, judged, sample_in
from eval.samples import Sample, Score


def pairs_in(path: Path) -> list[tuple[Sample, Score]]:
    """Every question with its score; of a task with several filters the first one's answers, of an
    answer drawn several times the first. Raises WorkError for a line that is none of the harness's."""
    pairs: list[tuple[Sample, Score]] = []
    kept = ""
    for number, row in _rows(path):
        try:
            filtered_by = row.get("filter", "none")
            kept = kept or filtered_by
            if filtered_by == kept:
                pairs.append(_pair(row, f"{path}:{number}"))
        except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
            what = f"{type(error).__name__}: {error}"
            raise WorkError(
                f"{path}:{number}: no sample of lm-evaluation-harness ({what})"
            ) from error
    return pairs


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise WorkError(f"{path}:{number} is no JSON") from error


def _pair(row: Row, where: str) -> tuple[Sample, Score]:
    answers, name = row["filtered_resps"], str(row["doc_id"])
    if any("perplexity" in metric for metric in row.get("metrics", ())):
        raise WorkError(f"{where}: a text whose likelihood was taken is no question")
    prompt, targets = _argument(row, 0, 0), _targets(row["target"])
    if not _are_log_probs(answers):
        sample = sample_in(row["doc"], prompt, targets, name)
        return sample, judged(sample, _first(answers[0]), where)
    choices = [_argument(row, i, 1) for i in range(len(answers))]
    right = [choices[int(i)] for i in targets if i.isdecimal() and int(i) < len(choices)]
    sample = sample_in(row["doc"], prompt, right or targets, name, choices)
    return sample, _chosen(sample, [float(answer[0]) for answer in answers], row)


def _first(answer: Any) -> str:
    return str(answer[0]) if isinstance(answer, list) else str(answer)


def _are_log_probs(answers: Sequence[Any]) -> bool:
    """Whether these are pairs of a number and a truth value."""
    return all(
        isinstance(answer, list) and len(answer) == 2 and str(answer[1]) in ("True", "False")
        for answer in answers
    )


def _argument(row: Row, request: int, place: int) -> str:
    """What was sent: the prompt at place 0, a continuation at 1."""
    sent = row["arguments"]
    if isinstance(sent, list):  # in older logs
        return str(sent[request][place])
    return str(sent[f"gen_args_{request}"][f"arg_{place}"])


def _targets(printed: Any) -> list[str]:
    """The expected answers; a list of them was logged as Python prints it."""
    found = printed
    if isinstance(printed, str) and printed[:1] + printed[-1:] == "[]":
        try:
            found = ast.literal_eval(printed)
        except (ValueError, SyntaxError):
            found = printed
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]


def _chosen(sample: Sample, log_probs: list[float], row: Row) -> Score:
    """The likeliest choice. Where the expected one is not among the choices, as in a task of others that
    counts in its own way, its metric `acc` says whether that is right."""
    if len(log_probs) != len(sample.choices):
        raise ValueError(f"{len(log_probs)} answers for {len(sample.choices)} choices")
    best = sample.choices[max(range(len(log_probs)), key=log_probs.__getitem__)]
    known = set(sample.targets) & set(sample.choices)
    value = best in known if known else bool(row["acc"])
    reason = "the likeliest choice"
    return Score(sample.id, value, best, best, reason, log_probs=tuple(log_probs))
