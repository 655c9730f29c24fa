"""Strict recall, consistency, abstention and calibration, by hand and by law."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.stats import (
    Abstention,
    brier,
    chance_corrected,
    clustered_rate,
    consistency,
    ece,
    risk_coverage,
    strict_recall,
)

PAIRS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0]), st.booleans()), min_size=1, max_size=30
)


def test_a_fact_counts_with_all_its_wordings() -> None:
    found = strict_recall([True, True, True, False, True], ["a", "a", "b", "b", "c"])
    assert (found.correct, found.n) == (2, 3)
    whole = strict_recall([True, False, True], ["a", "b", "c"], ["d", "d", "e"])
    assert whole == clustered_rate([True, False, True], ["d", "d", "e"])


def test_consistency() -> None:
    # a: 2 of 3 right, one pair of three agrees; b: both wrong, agrees; c has no pair
    right, facts = [True, True, False, False, False, True], ["a", "a", "a", "b", "b", "c"]
    assert consistency(right, facts) == pytest.approx((1 / 3 + 1) / 2)
    assert consistency([True], ["a"]) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=1))
def test_strict_recall_is_at_most_recall_of_facts(pairs: list[tuple[bool, int]]) -> None:
    right, facts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    some = {fact for value, fact in pairs if value}
    assert strict_recall(right, facts).correct <= len(some)
    agreed = consistency(right, facts)
    assert agreed is None or 0 <= agreed <= 1


@pytest.mark.parametrize(
    ("share", "options", "corrected"), [(0.25, 4, 0), (1, 4, 1), (0.5, 3, 0.25), (0, 2, -1)]
)
def test_chance_corrected(share: float, options: int, corrected: float) -> None:
    assert chance_corrected(share, options) == pytest.approx(corrected)


def test_nothing_to_guess() -> None:
    with pytest.raises(ValueError, match="nothing to guess"):
        chance_corrected(1.0, 1)


def test_abstention() -> None:
    found = Abstention.of([True] * 4 + [False] * 3 + [None] * 3)
    assert (found.correct, found.incorrect, found.not_attempted) == (4, 3, 3)
    assert found.shares == (0.4, 0.3, 0.3)
    assert found.correct_given_attempted == pytest.approx(4 / 7)
    assert found.f == pytest.approx(2 * 0.4 * (4 / 7) / (0.4 + 4 / 7))
    assert found.omniscience == pytest.approx(0.1)
    assert found.hallucination == pytest.approx(0.5)


def test_abstention_of_nothing() -> None:
    none = Abstention.of([])
    assert none.shares is None and none.f is None and none.omniscience is None
    silent = Abstention.of([None, None])
    assert (silent.f, silent.hallucination, silent.correct_given_attempted) == (0.0, 0.0, None)


def test_ece_by_hand() -> None:
    # two bins: mean 0.2 with 0 of 2 right, mean 0.8 with 1 of 2; (2 · 0.2 + 2 · 0.3) / 4
    assert ece([0.1, 0.3, 0.7, 0.9], [False, False, False, True], bins=2) == pytest.approx(0.25)
    assert ece([1.0, 1.0, 0.0], [True, True, False]) == 0
    assert ece([0.5] * 4, [True, False, True, False], bins=4) == 0  # one level has no order


def test_risk_coverage_by_hand() -> None:
    # errors among the first 1, 2, 3: 0, 1, 1
    assert risk_coverage([0.9, 0.5, 0.1], [True, False, True]) == pytest.approx(
        (0 + 1 / 2 + 1 / 3) / 3
    )


@given(st.lists(st.tuples(st.sampled_from([0.2, 0.7]), st.booleans()), min_size=1, max_size=5))
def test_ties_take_the_mean_over_all_orders(pairs: list[tuple[float, bool]]) -> None:
    areas = []
    for order in permutations(pairs):
        ranked = [right for _, right in sorted(order, key=lambda pair: -pair[0])]
        risks = [ranked[:k].count(False) / k for k in range(1, len(ranked) + 1)]
        areas.append(sum(risks) / len(risks))
    found = risk_coverage([p for p, _ in pairs], [right for _, right in pairs])
    assert found == pytest.approx(sum(areas) / len(areas))


@given(PAIRS, st.randoms())
def test_order_changes_nothing(pairs: list[tuple[float, bool]], random) -> None:
    def all_of(found: list[tuple[float, bool]]) -> list[float]:
        p, right = [pair[0] for pair in found], [pair[1] for pair in found]
        return [ece(p, right), risk_coverage(p, right), brier(p, right)]

    before = all_of(pairs)
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert all_of(shuffled) == pytest.approx(before)
    assert all(0 <= value <= 1 for value in before)
