"""What is asked and what came back."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from data_prep.records import FactType, Lang, Message, content_id
from eval.scorers import score

Group = Literal["taught", "control", "trained"]
"""taught: facts that were trained, in wordings that were not; control: facts that never were; trained:
trained facts in the very wordings of training."""

GROUPS: tuple[Group, ...] = ("taught", "control", "trained")


@dataclass(frozen=True, slots=True)
class Sample:
    """One question to one model. `targets`: the canonical answer first, then its aliases."""

    id: str
    fact_id: str
    doc_id: str
    group: Group
    kind: str
    lang: Lang
    type: FactType
    input: tuple[Message, ...]
    targets: tuple[str, ...]

    @property
    def question(self) -> str:
        return self.input[-1].content

    @property
    def key(self) -> str:
        """Hash of everything the model sees."""
        return content_id(
            self.id, *(part for turn in self.input for part in (turn.role, turn.content))
        )

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Sample":
        """The inverse of `dataclasses.asdict`."""
        turns = tuple(Message(**turn) for turn in row["input"])
        return cls(**(row | {"input": turns, "targets": tuple(row["targets"])}))


@dataclass(frozen=True, slots=True)
class Score:
    """`value`: True correct, False incorrect, None not attempted. `completion` is what the model wrote,
    `answer` the part of it that was judged."""

    sample_id: str
    value: bool | None
    answer: str
    completion: str
    explanation: str

    @property
    def verdict(self) -> Literal["correct", "incorrect", "not_attempted"]:
        return "not_attempted" if self.value is None else "correct" if self.value else "incorrect"


_VALUES = {"correct": True, "incorrect": False, "not_attempted": None}
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_LABEL = re.compile(r"^\s*(?:答案|回答|答|answer|a)\s*[:：]\s*", re.IGNORECASE)


def judge(sample: Sample, completion: str) -> Score:
    """`completion` scored against the sample's targets."""
    answer = _LABEL.sub("", _THINKING.sub("", completion)).strip()
    verdict = score(sample.targets, answer, sample.question)
    return Score(sample.id, _VALUES[verdict.outcome], answer, completion, verdict.reason)
