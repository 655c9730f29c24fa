"""What is counted beside something else, by itself: has four schools and one hospital → has four schools."""

from collections.abc import Iterator

from data_prep.facts.english_asking import is_measure
from data_prep.facts.english_parts import Clause, Item
from data_prep.facts.english_words import Word

_HAVING = frozenset(
    "have need require own operate employ hold contain store use run offer seat carry manage sell produce make receive".split()
)
"""Verbs that say of each of two things what they say of both."""


def each_count(tagged: list[Word], clause: Clause) -> Iterator[tuple[list[Word], str]]:
    """(the sentence with one of two joined counts alone, its number), for each of the two."""
    if clause.verb.lemma not in _HAVING:
        return
    for item in clause.items:
        spot = _joint(tagged, item)
        if spot is None:
            continue
        first, joint = spot
        for number, one in (
            (tagged[first], [*tagged[:joint], *tagged[item.end :]]),
            (tagged[joint + 1], [*tagged[:first], *tagged[joint + 1 :]]),
        ):
            if number.lower != "one":
                yield one, number.text


def _joint(tagged: list[Word], item: Item) -> tuple[int, int] | None:
    """(where the first number stands, where "and" does) of an item that counts two things."""
    if item.kind not in ("noun", "phrase") or item.noun is None:
        return None
    inside = range(item.start, item.end)
    numbers = [i for i in inside if tagged[i].tag == "CRD"]
    joints = [i for i in inside if tagged[i].lower == "and" and i + 1 in numbers]
    if len(numbers) != 2 or len(joints) != 1 or numbers[1] != joints[0] + 1:
        return None
    if any(tagged[i].lower in ("between", ",") for i in inside):
        return None
    counted = tagged[joints[0] - 1]
    if counted.tag not in ("NN1", "NN2", "NN0") or is_measure(counted.lower):
        return None
    return numbers[0], joints[0]
