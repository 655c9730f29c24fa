"""What one run's answers say of a group of facts: recall of questions and of whole facts, abstention,
calibration."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.samples import Sample, Score
from eval.stats import (
    Abstention,
    Rate,
    auroc,
    brier,
    chance_corrected,
    clustered_rate,
    consistency,
    ece,
    risk_coverage,
    strict_recall,
)
from eval.table import clusters_of


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of the `n` answers that have a confidence; `auroc` None unless right and wrong ones are among them."""

    n: int
    ece: float
    brier: float
    auroc: float | None
    risk_coverage: float


@dataclass(frozen=True, slots=True)
class Measures:
    """`recall` of questions and `strict` recall of facts, all of whose wordings must be right, with
    intervals that allow for documents; `consistency` over the wordings of a fact, None where each has
    one; `chance_corrected` recall where every question has the same number of choices."""

    facts: int
    documents: int
    recall: Rate
    strict: Rate
    consistency: float | None
    abstention: Abstention
    calibration: Calibration | None
    chance_corrected: float | None


def measure(samples: Sequence[Sample], scores: Sequence[Score]) -> Measures:
    """The measures of `scores`, in the order of `samples`; at least one."""
    right = [score.value is True for score in scores]
    facts, clusters = [sample.fact_id for sample in samples], clusters_of(samples)
    recall = clustered_rate(right, clusters)
    options = {len(sample.choices) for sample in samples}
    guessed = len(options) == 1 and min(options) > 1
    return Measures(
        facts=len(set(facts)),
        documents=len({sample.doc_id for sample in samples}),
        recall=recall,
        strict=strict_recall(right, facts, clusters),
        consistency=consistency(right, facts),
        abstention=Abstention.of(score.value for score in scores),
        calibration=calibration(scores),
        chance_corrected=chance_corrected(recall.share, min(options)) if guessed else None,
    )


def calibration(scores: Sequence[Score]) -> Calibration | None:
    """Over the scores that have a confidence; None if none has. An answer not attempted is not right."""
    known = [
        (score.confidence, score.value is True) for score in scores if score.confidence is not None
    ]
    if not known:
        return None
    p, right = [pair[0] for pair in known], [pair[1] for pair in known]
    return Calibration(
        len(known), ece(p, right), brier(p, right), auroc(p, right), risk_coverage(p, right)
    )


def measures_json(measures: Measures) -> dict[str, Any]:
    """The measures as a JSON object, with the shares that follow from the counts."""
    abstention = measures.abstention
    return asdict(measures) | {
        "recall": asdict(measures.recall) | {"share": measures.recall.share},
        "strict": asdict(measures.strict) | {"share": measures.strict.share},
        "abstention": asdict(abstention)
        | {
            "correct_given_attempted": abstention.correct_given_attempted,
            "f": abstention.f,
            "omniscience": abstention.omniscience,
            "hallucination": abstention.hallucination,
        },
    }
