"""What a model gives back for a sample, and the score that follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.samples import Sample, Score, judge

_NOT_ASKED = "not asked: "


@dataclass(frozen=True, slots=True)
class Reply:
    """`completion`: what the model wrote, or its best choice. `confidence`: geometric mean of its tokens'
    probabilities. `log_probs`: of each choice, in nats. `refused`: why the model was not asked."""

    completion: str
    confidence: float | None = None
    log_probs: tuple[float, ...] = ()
    refused: str = ""

    @classmethod
    def from_score(cls, score: Score) -> "Reply":
        """What `score` was given for."""
        refused = score.explanation.partition(_NOT_ASKED)
        why = refused[2] if refused[1] and not refused[0] else ""
        return cls(score.completion, score.confidence, score.log_probs, why)


def judge_reply(sample: Sample, reply: Reply) -> Score:
    """The score of `reply`: of a choice by its rank, of a free answer by the scorer's rules."""
    if reply.refused:
        return Score(sample.id, None, "", reply.completion, _NOT_ASKED + reply.refused)
    if sample.choices:
        return _choice(sample, reply.log_probs)
    return replace(judge(sample, reply.completion), confidence=reply.confidence)


def best_choice(sample: Sample, log_probs: Sequence[float]) -> str:
    """The likeliest choice, the first of equals."""
    return sample.choices[max(range(len(log_probs)), key=log_probs.__getitem__)]


def _choice(sample: Sample, log_probs: Sequence[float]) -> Score:
    """Right if the likeliest choice is a target. The margin is to the best wrong choice, in nats."""
    pairs = list(zip(sample.choices, log_probs, strict=True))
    right = [value for choice, value in pairs if choice in sample.targets]
    wrong = [value for choice, value in pairs if choice not in sample.targets]
    answer = best_choice(sample, log_probs)
    if not right:
        reason = "no choice is among the expected answers"
        return Score(sample.id, None, answer, answer, reason, log_probs=tuple(log_probs))
    rank = 1 + sum(value > max(right) for value in wrong)
    margin = f", margin {max(right) - max(wrong):+.2f} nats" if wrong else ""
    reason = f"rank {rank} of {len(wrong) + 1}{margin}"
    is_best = answer in sample.targets
    return Score(sample.id, is_best, answer, answer, reason, log_probs=tuple(log_probs))
