"""What is asked and what came back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from data_prep.records import FactType, Lang, Message, content_id
from eval.scorers import score

Group = Literal["taught", "control"]
"""taught: facts that were trained; control: facts that never were."""

GROUPS: tuple[Group, ...] = ("taught", "control")

ProbeKind = Literal["held_out", "trained", "open_book", "choice", "rank", "two_hop", "invented"]
"""How a fact is asked. held_out: in a wording that was not trained, the measure of recall; trained: in
the very words of training, its ceiling; open_book: with the evidence in the prompt; choice: lettered
options, one sample per rotation; rank: the answer's log-probability in its sentence against
distractors; two_hop: over two taught facts; invented: of an entity that does not exist, where only
not answering is right."""

PROBES: tuple[ProbeKind, ...] = get_args(ProbeKind)

BLANK = "____"
"""Where a rank sample's sentence takes its choices."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One question to one model. `targets`: the canonical answer first, then its aliases.

    `choices`: options whose log-probabilities are compared, the right one among `targets`; empty where
    the model answers freely. A choice sample's are continuations of its chat prompt, a rank sample's
    fill the BLANK of its input, which is plain text without a chat template. `through`: the fact that
    leads to `fact_id` in a two_hop sample. An invented sample has no targets.
    """

    id: str
    fact_id: str
    doc_id: str
    group: Group
    kind: str
    lang: Lang
    type: FactType
    input: tuple[Message, ...]
    targets: tuple[str, ...]
    probe: ProbeKind = "held_out"
    choices: tuple[str, ...] = ()
    modality: str = ""
    salience: int = 0
    through: str = ""

    @property
    def question(self) -> str:
        return self.input[-1].content

    @property
    def key(self) -> str:
        """Hash of everything the model sees."""
        turns = (part for turn in self.input for part in (turn.role, turn.content))
        return content_id(self.id, *turns, *self.choices)

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Sample":
        """The inverse of `dataclasses.asdict`."""
        parts = dict(row)
        parts["input"] = tuple(Message(**turn) for turn in row["input"])
        parts["targets"], parts["choices"] = tuple(row["targets"]), tuple(row.get("choices", ()))
        return cls(**parts)


@dataclass(frozen=True, slots=True)
class Score:
    """`value`: True correct, False incorrect, None not attempted. `completion` is what the model wrote,
    `answer` the part of it that was judged. `confidence`: mean probability of its tokens, as their
    geometric mean; `log_probs`: of each choice, in nats, in the order of the sample's."""

    sample_id: str
    value: bool | None
    answer: str
    completion: str
    explanation: str
    confidence: float | None = None
    log_probs: tuple[float, ...] = ()

    @property
    def verdict(self) -> Literal["correct", "incorrect", "not_attempted"]:
        return "not_attempted" if self.value is None else "correct" if self.value else "incorrect"

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Score":
        """The score that a line of a log holds among other things."""
        parts = {field.name: row[field.name] for field in fields(cls) if field.name in row}
        parts["log_probs"] = tuple(row.get("log_probs", ()))
        return cls(**parts)


_VALUES = {"correct": True, "incorrect": False, "not_attempted": None}
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_LABEL = re.compile(r"^\s*(?:答案|回答|答|answer|a)\s*[:：]\s*", re.IGNORECASE)


_UNHEARD_OF = re.compile(
    r"不存在|并无此|查无此|没有(?:叫|名为|这样?的?[一家个位座种款项])|没听说过|虚构|"
    r"\b(?:does not|doesn['’]t|do not|don['’]t|did not|didn['’]t) (?:seem to |appear to |actually )?exist\b|"
    r"\bno such\b|\bnon-?existent\b|\bfictional\b|\bfictitious\b|\bnever heard of\b",
    re.IGNORECASE,
)
_NOTHING = ("qqzxv7jwkq",)
"""A gold that no answer holds."""


def judge(sample: Sample, completion: str) -> Score:
    """`completion` scored against the sample's targets; of an invented entity, correct is not to answer."""
    answer = _LABEL.sub("", _THINKING.sub("", completion)).strip()
    if sample.probe == "invented":
        return _judge_invented(sample, answer, completion)
    verdict = score(sample.targets, answer, sample.question)
    return Score(sample.id, _VALUES[verdict.outcome], answer, completion, verdict.reason)


def _judge_invented(sample: Sample, answer: str, completion: str) -> Score:
    verdict = score(_NOTHING, answer, sample.question)
    unheard_of = "says that there is none" if _UNHEARD_OF.search(answer) else ""
    if unheard_of or verdict.outcome == "not_attempted":
        reason = f"{unheard_of or verdict.reason}, and what it was asked of does not exist"
        return Score(sample.id, True, answer, completion, reason)
    reason = "answers about something that does not exist"
    return Score(sample.id, False, answer, completion, reason)
