"""What an exported lm-evaluation-harness task calls back: prompts, choices and verdicts of one sample.

A task's YAML names these functions instead of Jinja templates, because a question is untrusted text.
A `doc` is a row of `facts.jsonl`: a `Sample` as a dictionary.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import datasets

from eval.samples import BLANK, Sample, judge

Doc = Mapping[str, Any]


def docs(file: Path) -> dict[str, datasets.Dataset]:
    """The samples of `file` as the split `test`."""
    with file.open(encoding="utf-8") as lines:
        return {"test": datasets.Dataset.from_list([json.loads(line) for line in lines])}


def prompt(doc: Doc) -> str:
    """What the user asks; of a rank sample the text before the blank."""
    sample = Sample.from_row(doc)
    return sample.question.partition(BLANK)[0] if sample.probe == "rank" else sample.question


def answers(doc: Doc) -> list[str]:
    return list(doc["targets"])


def choices(doc: Doc) -> list[str]:
    """The continuations that are compared; of a rank sample each with the rest of the sentence."""
    rest = Sample.from_row(doc).question.partition(BLANK)[2] if doc["probe"] == "rank" else ""
    return [choice + rest for choice in doc["choices"]]


def right_choice(doc: Doc) -> int:
    return next(i for i, choice in enumerate(doc["choices"]) if choice in doc["targets"])


def recall(doc: Doc, results: Sequence[str]) -> dict[str, float]:
    """The verdict of our scorer on the one answer, under the name of the fact's group."""
    score = judge(Sample.from_row(doc), results[0])
    return {
        "recall": float(score.value is True),
        f"recall_{doc['group']}": float(score.value is True),
        "not_attempted": float(score.value is None),
    }
