"""Which rows of a run each arm of the ablation trains on, and what all arms are asked.

Nothing here knows a model: a row is a question with its answer, or a text.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Literal, TypeVar

from bench.run_folder import bare, completion, question

ALL = 1_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an arm takes of each fact."""

    direct: int
    """Trained direct questions of a fact, at most."""
    kinds: frozenset[str] = frozenset()
    """Other kinds of question rows, all of them."""
    text: Literal["none", "once", "even"] = "none"
    """Document-form statements: none, each once, or as many tokens of them as of questions and answers."""
    questions_first: bool = False
    """The first half of the steps sees questions only."""


_OTHERS = frozenset({"reverse", "cloze", "list"})
RECIPES = {
    "one": Recipe(1),
    "four": Recipe(4),
    "ten": Recipe(10),
    "ten_statements": Recipe(10, text="once"),
    "ten_reverse": Recipe(10, frozenset({"reverse"})),
    "ten_cloze": Recipe(10, frozenset({"cloze"})),
    "questions": Recipe(ALL, _OTHERS),
    "questions_text": Recipe(ALL, _OTHERS, "even"),
    "questions_then_text": Recipe(ALL, _OTHERS, "even", True),
}
NAMES = {
    "one": "1 wording",
    "four": "4 wordings",
    "ten": "10 wordings",
    "ten_statements": "10 wordings + reordered statements, each once",
    "ten_reverse": "10 wordings + reverse",
    "ten_cloze": "10 wordings + cloze",
    "questions": "all question rows (direct, reverse, cloze, list)",
    "questions_text": "all question rows and statements, 1:1 by tokens",
    "questions_then_text": "the same, questions alone for the first half",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the test with the answers that count as right."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Materials:
    """The rows of the chosen facts, and the test."""

    facts: int
    direct: dict[str, list[tuple[str, str]]]
    """Fact → its trained direct (question, answer), in the order of their ids."""
    others: dict[str, list[tuple[str, str]]]
    """Kind → (question, answer)."""
    texts: list[str]
    asked: list[Asked]
    """Direct questions in held-out wordings."""
    reversed: list[Asked]
    """Reverse questions, in held-out wordings where `reverse_is_held_out`."""
    reverse_is_held_out: bool = field(default=True)


def materials(
    facts: Sequence[dict[str, Any]],
    sft: Sequence[dict[str, Any]],
    text: Sequence[dict[str, Any]],
    recall: Sequence[dict[str, Any]],
    limit: int = 0,
) -> Materials:
    """The rows of the taught facts that have a trained and a held-out direct question, of at most
    `limit` of them in the order of their ids (a random sample, the same each time); 0 takes all.

    Reverse questions to ask are those of `recall`, and one of each fact that trains two or more, which
    is then trained by no arm. Where there is none of either, the trained ones are asked.
    """
    taught = {fact["id"] for fact in facts if fact["split"] == "taught"}
    rows = sorted((row for row in sft if row["task"] == "qa"), key=lambda row: row["id"])
    direct: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "direct":
            direct[row["fact_ids"][0]].append((question(row), completion(row)))
    probed = {row["fact_id"] for row in recall if row["kind"] == "direct"}
    able = sorted(taught & probed & direct.keys())
    chosen = set(able[:limit] if limit else able)
    held, others = _others([row for row in rows if chosen & set(row["fact_ids"])])
    probes = [row for row in recall if row["fact_id"] in chosen]
    held += [_asked(row) for row in probes if row["kind"] == "reverse"]
    seen = [Asked(asked, (answer,)) for asked, answer in others.get("reverse", ())]
    return Materials(
        facts=len(chosen),
        direct={fact: direct[fact] for fact in able if fact in chosen},
        others=others,
        texts=[row["text"] for row in text if chosen & set(row["fact_ids"])],
        asked=[_asked(row) for row in probes if row["kind"] == "direct"],
        reversed=held or seen,
        reverse_is_held_out=bool(held),
    )


def _asked(row: dict[str, Any]) -> Asked:
    return Asked(row["question"], tuple(answer for answer in row["answers"] if bare(answer)))


def _others(rows: list[dict[str, Any]]) -> tuple[list[Asked], dict[str, list[tuple[str, str]]]]:
    """The reverse questions to ask, one of each fact that has two or more, and what is left to train."""
    of_fact: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "reverse":
            of_fact[row["fact_ids"][0]].append(row["id"])
    out = {ids[-1] for ids in of_fact.values() if len(ids) > 1}
    held: list[Asked] = []
    others: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row["id"] in out:
            held.append(Asked(question(row), (completion(row),)))
        elif row["kind"] != "direct":
            others[row["kind"]].append((question(row), completion(row)))
    return held, dict(others)


def pairs_of(recipe: Recipe, made: Materials) -> list[tuple[str, str]]:
    """The (question, answer) rows of an arm."""
    direct = [pair for pairs in made.direct.values() for pair in pairs[: recipe.direct]]
    return direct + [pair for kind in sorted(recipe.kinds) for pair in made.others.get(kind, ())]


Item = TypeVar("Item")


def until_even(items: Sequence[Item], size: Callable[[Item], int], wanted: int) -> list[Item]:
    """Items in their order, over and over, until their sizes reach `wanted`."""
    out: list[Item] = []
    total = 0
    while items and total < wanted:
        item = items[len(out) % len(items)]
        out.append(item)
        total += max(1, size(item))
    return out


def steps_of_epochs(rows: int, epochs: float, batch: int) -> int:
    """Steps in which `rows` rows are seen `epochs` times."""
    return max(1, ceil(rows * epochs / batch))


def batches(
    rows: Sequence[Item], batch: int, seed: int, *, first: Sequence[Item] = (), switch: int = 0
) -> Iterator[list[Item]]:
    """Endless batches in a new random order each epoch; the first `switch` batches are of `first`."""
    draw = random.Random(seed)
    early, late = _shuffled(first or rows, draw), _shuffled(rows, draw)
    for number in range(switch):
        del number
        yield [next(early) for _ in range(batch)]
    while True:
        yield [next(late) for _ in range(batch)]


def _shuffled(rows: Sequence[Item], draw: random.Random) -> Iterator[Item]:
    if not rows:
        raise ValueError("no row to train on")
    while True:
        yield from draw.sample(rows, len(rows))
