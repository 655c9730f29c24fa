"""Recall itself: questions in words that were not trained, and its ceiling, questions that were."""

from collections.abc import Iterable, Mapping
from typing import Any

from data_prep.records import Fact, Message, Probe
from eval.probes.asking import to_sample, turns
from eval.samples import Sample

ASKS_ONE_FACT = ("direct", "reverse", "cloze")
"""Kinds of training rows that ask, without a text to look at, for one fact."""


def held_out(probes: Iterable[Probe], facts: Mapping[str, Fact], system: str = "") -> list[Sample]:
    """The recall questions as they are, in order of id."""
    found = sorted(probes, key=lambda probe: probe.id)
    return [
        to_sample(p, facts.get(p.fact_id), "held_out", turns(p.question, system), p.answers)
        for p in found
    ]


def trained(
    rows: Iterable[Mapping[str, Any]], facts: Mapping[str, Fact], count: int, system: str = ""
) -> list[Sample]:
    """`count` closed-book rows of the training split that ask for one fact; the order of their ids,
    which are hashes, is as good as a draw."""
    asked = [
        row
        for row in rows
        if row["kind"] in ASKS_ONE_FACT
        and len(row["fact_ids"]) == 1
        and row["fact_ids"][0] in facts
    ]
    first = sorted(asked, key=lambda row: row["id"])[:count]
    return [_from_row(row, facts[row["fact_ids"][0]], system) for row in first]


def _from_row(row: Mapping[str, Any], fact: Fact, system: str) -> Sample:
    own = tuple(Message(**turn) for turn in row["prompt"])
    targets = [fact.subject] if row["kind"] == "reverse" else [fact.object, *fact.aliases]
    # a reverse question asks for the subject
    place = (row["id"], fact.id, row["doc_id"], row["lang"], fact.type, "taught", row["kind"])
    probe = Probe(*place, own[-1].content, targets, [])
    messages = turns(own[0].content, system) if len(own) == 1 else own
    return to_sample(probe, fact, "trained", messages, targets)
