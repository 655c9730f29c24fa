"""A second model's opinion of the facts that the first one found and the gate let pass.

It sees the source and the statement and says supported, contradicted or not_stated. Only a clear `supported`
lets a fact stay; a disagreement is kept with the judge's reason, a reply that can't be read says nothing and
leaves the fact to the gate.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from data_prep.gate import Verdict
from data_prep.llm.asking import read_replies
from data_prep.llm.candidates import Believed
from data_prep.llm.facts import Refused
from data_prep.replies import Unparsed

DISAGREES = "judge_disagrees"


class Opinions:
    """The opinions of a shard, by fact."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._of: dict[str, Any] = {}
        for reply in read_replies(paths):
            if not isinstance(value := reply.value(), Unparsed):
                self._of[reply.place] = value

    def applied(self, made: Believed) -> Believed:
        """`made` without the facts that the judge doesn't find in the source."""
        if not self._of:
            return made
        refused = list(made.refused)
        kept = []
        for one in made.found:
            opinion = self._of.get(one.fact.id, {"verdict": "supported"})
            if opinion["verdict"] == "supported":
                kept.append(one)
                continue
            verdict = Verdict(DISAGREES, f"{opinion['verdict']}: {opinion['reason']}")
            span = (one.fact.start, one.fact.end)
            refused.append(Refused(one.fact.id, one.fact.statement, verdict, span))
        return replace(made, found=kept, refused=refused)
