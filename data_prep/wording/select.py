"""Which wordings are trained on and which are kept for the probe."""

from data_prep.facts.ground import bare
from data_prep.records import content_id
from data_prep.wording.questions import Wording


def choose(
    fact_id: str, pool: list[Wording], trained: int, held_out: int
) -> tuple[list[Wording], list[Wording]]:
    """(trained, held-out) wordings of one fact.

    Held-out ones are of shapes of which this fact trains nothing, not even with other verbs; which
    shapes these are depends on the fact's id, so that all facts together train on every shape. Trained
    ones are taken greedily, each the farthest from those taken (Jaccard distance of character trigrams).
    """
    shapes = sorted(
        {w.shape.split("+")[0] for w in pool if w.shape != "in_place"},
        key=lambda s: content_id(fact_id, s),
    )
    room = max(0, len(shapes) - 2)  # two shapes besides the plain one must stay to train on
    kept_shapes = set(shapes[: min(held_out, room)])
    held = [
        next(w for w in pool if w.shape.split("+")[0] == shape) for shape in sorted(kept_shapes)
    ]
    rest = [w for w in pool if w.shape.split("+")[0] not in kept_shapes]
    return _spread(rest, trained), held


def _spread(pool: list[Wording], count: int) -> list[Wording]:
    if not pool:
        return []
    grams = [trigrams(w.text) for w in pool]
    taken = [0]
    while len(taken) < min(count, len(pool)):
        left = [i for i in range(len(pool)) if i not in taken]
        taken.append(
            max(left, key=lambda i: (min(distance(grams[i], grams[j]) for j in taken), -i))
        )
    return [pool[i] for i in sorted(taken)]


def trigrams(text: str) -> frozenset[str]:
    """Character trigrams of a text without its punctuation."""
    flat = bare(text)
    return frozenset(flat[i : i + 3] for i in range(max(1, len(flat) - 2)))


def distance(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard distance, 0 for the same set and 1 for disjoint ones."""
    return 1 - len(a & b) / len(a | b) if a | b else 0.0
