"""Wrong answers of the right kind: what a recall question offers beside its answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from data_prep.comparing import coarse, comparing
from data_prep.records import Fact

POOL = 400
"""Answers kept of each kind."""
KINDS = 5_000
"""Kinds that have a pool of their own; the answers of all others lie in the pool of their type and form."""


@dataclass(slots=True)
class Pools:
    """Answers by kind (language, type, form, and unit or noun), and by type and form."""

    answers: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, kinds: Iterable[str], objects: Iterable[str]) -> None:
        """Add answers with the kind of each; the first ones stay."""
        for kind, answer in zip(kinds, objects, strict=True):
            for name in (kind, coarse(kind)):
                pool = self.answers.get(name)
                if pool is None:
                    if name is kind and len(self.answers) >= KINDS:
                        continue
                    pool = self.answers[name] = {}
                if len(pool) < POOL:
                    pool.setdefault(answer)

    def frozen(self) -> dict[str, tuple[str, ...]]:
        """The answers of each kind, as workers take them."""
        return {kind: tuple(answers) for kind, answers in self.answers.items()}


def distractors(
    fact: Fact,
    kind: str,
    pools: dict[str, tuple[str, ...]],
    count: int,
    rivals: frozenset[str] = frozenset(),
) -> list[str]:
    """Up to `count` answers of the same kind, or else of the same type and form: none that is the fact's
    own in another writing, holds it or stands in it, and none of `rivals` (in comparing form). Which
    ones depends on the fact's id alone."""
    own = [comparing(answer) for answer in (fact.object, *fact.aliases)]
    chosen: dict[str, str] = {}
    for answer in chain(
        _from(pools.get(kind, ()), fact.id), _from(pools.get(coarse(kind), ()), fact.id)
    ):
        if len(chosen) == count:
            break
        form = comparing(answer)
        if form in chosen or form in rivals or any(form in o or o in form for o in own):
            continue
        chosen[form] = answer
    return list(chosen.values())


def _from(pool: tuple[str, ...], id: str) -> Iterator[str]:
    """All answers of a pool, in an order that differs from fact to fact."""
    if not pool:
        return
    seed = int(id[:16], 16)
    step = (1, 2, 3, 5, 7)[seed // len(pool) % 5]
    if len(pool) % step == 0:
        step = 1  # else the walk would miss some
    for turn in range(len(pool)):
        yield pool[(seed + turn * step) % len(pool)]
