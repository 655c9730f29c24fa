"""The few numbers that answer the question, and what they mean in one sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from eval.samples import Sample, Score
from eval.stats import Z95, Change, Rate, detectable, wilson
from eval.table import Effect, Row, tabulate

Meaning = Literal[
    "nothing", "single", "learnt", "no_control", "unsure", "drift", "lost", "same"
]  # fmt: skip
"""nothing: no taught fact was asked in an unseen wording; single: one run; learnt: more answers than chance
gives and than control facts gained; no_control, unsure: more answers, but no control facts or no error bar to
hold them against; drift: more answers, control facts as well; lost: fewer answers; same: no difference that
chance could not make."""

_P = 0.05
_DOCUMENTS = 6


def headline(
    samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]], effect: Effect | None
) -> dict[str, Any]:
    """As JSON: taught and control recall of unseen wordings, strict recall, net effect, the smallest
    difference such a comparison finds, and the meaning of it all."""
    held_out = [i for i, sample in enumerate(samples) if sample.probe == "held_out"]
    asked = [samples[i] for i in held_out]
    answered = {name: [scores[i] for i in held_out] for name, scores in runs.items()}
    rows = {row.place[0]: row for row in tabulate(asked, answered, ("group",)).rows}
    taught = rows.get("taught")
    return {
        "taught": _row(taught),
        "control": _row(rows.get("control")),
        "strict": _strict_json(asked, answered),
        "effect": [effect.value, effect.documents, *(interval(effect) or ())] if effect else None,
        "mde": _smallest(taught),
        "meaning": meaning(taught, effect),
    }


def meaning(taught: Row | None, effect: Effect | None) -> Meaning:
    """What the paired test and the net effect say together, at the 5 % level."""
    if taught is None:
        return "nothing"
    change = taught.change
    if change is None:
        return "single"
    if p_value(change) >= _P:
        return "same"
    if change.lost > change.gained:
        return "lost"
    if effect is None:
        return "no_control"
    bounds = interval(effect)
    if bounds is None:
        return "unsure"
    return "learnt" if bounds[0] > 0 else "drift"


def p_value(change: Change) -> float:
    """Of the test that keeps documents whole, where the table has one and there are enough documents for
    it to find anything: all of five flip to one side in one case of 16. Else McNemar's."""
    flip, documents = getattr(change, "p_flip", None), getattr(change, "clusters", 0)
    return change.p if flip is None or documents < _DOCUMENTS else flip


def interval(effect: Effect) -> tuple[float, float] | None:
    """The 95 % interval of the net effect: the bootstrap's where there is one, else the normal one."""
    if effect.se is None:
        return None
    low, high = getattr(effect, "low", None), getattr(effect, "high", None)
    if low is not None and high is not None:
        return low, high
    return effect.value - Z95 * effect.se, effect.value + Z95 * effect.se


def strict(samples: Sequence[Sample], scores: Sequence[Score]) -> Rate | None:
    """The share of taught facts that are answered right in every wording asked; None without any."""
    right: dict[str, bool] = defaultdict(lambda: True)
    for sample, score in zip(samples, scores, strict=True):
        if sample.group == "taught":
            right[sample.fact_id] &= score.value is True
    return wilson(sum(right.values()), len(right)) if right else None


def _strict_json(
    samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]]
) -> dict[str, Any] | None:
    rates = [rate for scores in runs.values() if (rate := strict(samples, scores))]
    return {"n": rates[0].n, "rates": [_rate(rate) for rate in rates]} if rates else None


def _row(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    moved = [row.change.gained, row.change.lost, row.change.p] if row.change else None
    return {"n": row.n, "rates": [_rate(rate) for rate in row.rates], "moved": moved}


def _rate(rate: Rate) -> list[float]:
    return [rate.share, rate.low, rate.high]


def _smallest(row: Row | None) -> float | None:
    """None where no answer changed: then nothing says how often answers flip."""
    if row is None or row.change is None:
        return None
    flips = (row.change.gained + row.change.lost) / row.n
    return detectable(flips, row.effective_n or row.n) if flips else None
