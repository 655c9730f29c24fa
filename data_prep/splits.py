"""Which facts are taught and which are kept as a control, and the checks that they never meet.

A whole sentence is held out at a time, with every fact drawn from it: a fact of the same sentence would
otherwise tell the control's answer in its own question. Control facts must be known from nowhere else.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from data_prep.facts.ground import bare
from data_prep.records import Fact, content_id

MIN_CONTROL_ANSWER = 2
"""Characters of a control's answer in comparing form; shorter ones are hit by chance."""


@dataclass(slots=True)
class Splitter:
    """Facts are shown once, in order; `control` then holds the ids of the control facts.

    Memory: a few hundred bytes a fact.
    """

    share: float
    groups: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)

    def show(self, fact: Fact) -> None:
        key = content_id(fact.doc_id, str(fact.start))
        self.groups.setdefault(key, []).append((fact.id, bare(fact.object), bare(fact.subject)))
        self.answers[bare(fact.object)] += 1

    def control(self) -> frozenset[str]:
        """Ids of the control facts: sentences in the order of their hash until the share is reached,
        without those whose answers stand in other sentences too."""
        total = sum(len(group) for group in self.groups.values())
        wanted = round(total * self.share)
        chosen: set[str] = set()
        for key in sorted(self.groups):
            group = self.groups[key]
            if len(chosen) + len(group) <= wanted and self._alone(group):
                chosen.update(id for id, _, _ in group)
        return frozenset(chosen)

    def _alone(self, group: list[tuple[str, str, str]]) -> bool:
        inside = Counter(answer for _, answer, _ in group)
        return all(
            len(a) >= MIN_CONTROL_ANSWER and self.answers[a] == inside[a] for _, a, _ in group
        )


_PREFIX = 2


class ControlGuard:
    """Says whether a text that is to be trained on tells a control fact: its subject and its answer."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_prefix: dict[str, list[tuple[str, str]]] = {}
        for fact in facts:
            if fact.split == "control":
                subject = bare(re.sub("^The ", "", fact.subject))
                self._by_prefix.setdefault(subject[:_PREFIX], []).append(
                    (subject, bare(fact.object))
                )

    def tells(self, text: str) -> bool:
        """Whether `text` holds the subject and the answer of a control fact. Linear in the text."""
        flat = bare(text)
        for at in range(len(flat) - _PREFIX + 1):
            for subject, answer in self._by_prefix.get(flat[at : at + _PREFIX], ()):
                if flat.startswith(subject, at) and answer in flat:
                    return True
        return False
