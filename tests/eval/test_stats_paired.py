"""Sign flips, rates of injection and forgetting, what can be detected, and the net effect."""

from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.stats import (
    Z95,
    change,
    clustered_rate,
    design_effect,
    detectable,
    difference_in_differences,
    forgetting,
    half_width,
    holm,
    injection,
    net_effect_bootstrap,
    sign_flip,
    t_quantile,
    wilson,
)
from eval.stats.quantiles import POWER_Z

MOVES = st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.integers(0, 5)), min_size=1, max_size=40)


def test_sign_flip_by_hand() -> None:
    # sums 2, 1, -1: of eight patterns ±2±1±1, six reach |2|
    assert sign_flip([1, 1, 1, -1], ["a", "a", "b", "c"]) == 6 / 8
    # sums 3, 1: ±4 and ±2, two of four reach 4
    assert sign_flip([1, 1, 1, 1], ["a", "a", "a", "b"]) == 2 / 4
    assert sign_flip([1, -1], ["a", "a"]) == 1.0
    assert sign_flip([], []) == 1.0


def test_a_document_that_moves_as_one_is_one_flip() -> None:
    assert sign_flip([1] * 20, ["a"] * 20) == 1.0
    assert sign_flip([1] * 20, range(20)) == 2 / 2**20


@given(MOVES)
def test_sign_flip_is_a_symmetric_probability(moves: list[tuple[int, int]]) -> None:
    values, clusters = [float(move) for move, _ in moves], [place for _, place in moves]
    p = sign_flip(values, clusters)
    assert 0 < p <= 1
    assert p == sign_flip([-value for value in values], clusters)
    assert p == pytest.approx(sign_flip([value / 3 for value in values], clusters))


def test_drawn_signs_come_near_the_count() -> None:
    random = Random(0)
    values = [random.choice([-1, 0, 0, 1, 1]) for _ in range(120)]
    clusters = [i % 30 for i in range(120)]
    exact = sign_flip(values, clusters)
    drawn = sign_flip([value / 3 for value in values], clusters)  # no whole numbers: drawn
    assert drawn != exact and drawn == pytest.approx(exact, abs=4 * sqrt(exact / 9_999))
    assert drawn == sign_flip([value / 3 for value in values], clusters)
    assert sign_flip([0.1] * 40, range(40)) == 1 / 10_000  # (0 + 1) / (m + 1)


def test_thousands_of_documents() -> None:
    assert 0 < sign_flip([1] * 900 + [-1] * 850, range(1750)) < 1


def test_change_counts_its_clusters() -> None:
    found = change([False] * 4, [True, True, True, False], ["a", "a", "b", "c"])
    assert (found.clusters, found.p_flip, found.p_holm) == (3, 0.5, None)
    assert found.half_width == pytest.approx(half_width(found.se or 0.0, 3))
    assert change([True], [True], ["a"]).half_width is None
    assert change([True, True], [True, True], ["a", "b"]).half_width is None


def test_injection_and_forgetting() -> None:
    before, after = [False, False, False, True, True], [True, True, False, True, False]
    assert injection(before, after) == wilson(2, 3)
    assert forgetting(before, after) == wilson(1, 2)
    assert injection([True], [True]) is None and forgetting([False], [True]) is None


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1))
def test_forgetting_is_injection_of_what_is_wrong(pairs: list[tuple[bool, bool]]) -> None:
    before, after = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    mirrored = injection([not value for value in before], [not value for value in after])
    assert forgetting(before, after) == mirrored


@given(st.floats(0.01, 1), st.integers(1, 5000))
def test_detectable_solves_its_formula(discordant: float, n: int) -> None:
    difference = detectable(discordant, n)
    z = Z95 + POWER_Z
    assert z * z * (discordant - difference**2) / difference**2 == pytest.approx(n, rel=1e-9)


def test_design_effect_of_copies() -> None:
    # ten facts in five identical wordings each: 5 · C/(C-1) · (n-1)/n
    values = [float(i % 3 == 0) for i in range(10) for _ in range(5)]
    found = design_effect(values, [i for i in range(10) for _ in range(5)])
    assert found == pytest.approx(5 * 10 / 9 * 49 / 50)
    assert design_effect([1.0, 1.0], ["a", "b"]) is None
    assert design_effect([1.0, 0.0], ["a", "a"]) is None


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), min_size=1, max_size=60))
def test_a_clustered_interval_holds_the_share(pairs: list[tuple[bool, int]]) -> None:
    right, clusters = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    rate, plain = clustered_rate(right, clusters), wilson(sum(right), len(right))
    assert 0 <= rate.low <= rate.share <= rate.high <= 1
    assert rate.low <= plain.low + 1e-12 and plain.high <= rate.high + 1e-12
    mirror = clustered_rate([not value for value in right], clusters)
    assert rate.low == pytest.approx(1 - mirror.high)


def test_clusters_of_one_widen_by_t_alone() -> None:
    right = [i % 3 > 0 for i in range(30)]
    assert clustered_rate(right, range(30)).low == pytest.approx(
        wilson(20, 30, t_quantile(29)).low, abs=1e-12
    )
    assert clustered_rate([True] * 30, [i % 5 for i in range(30)]).low == pytest.approx(
        wilson(5, 5, t_quantile(4)).low
    )


def test_a_group_of_one_document_has_no_error() -> None:
    found = difference_in_differences([1, 0], [0, 1], ["a", "b"], ["c", "c"])
    assert (found.value, found.se, found.half_width) == (0.0, None, None)


def test_bootstrap_is_seeded_and_holds_the_value() -> None:
    random = Random(1)
    taught = [random.choice([0.0, 1.0]) for _ in range(40)]
    places = [i // 4 for i in range(40)]
    low, high = net_effect_bootstrap(taught, [0.0] * 6, places, [20, 20, 21, 21, 22, 22]) or (0, 0)
    assert low < sum(taught) / 40 < high
    again = net_effect_bootstrap(taught, [0.0] * 6, places, [20, 20, 21, 21, 22, 22])
    assert again == (low, high)
    assert net_effect_bootstrap([1.0], [0.0], ["a"], ["a"]) is None
    assert net_effect_bootstrap([], [0.0, 1.0], [], ["a", "b"]) is None


def test_a_document_is_drawn_as_a_whole() -> None:
    # two documents, one all gained, one not: a draw has 0, 1/2 or 1, and nothing between
    found = net_effect_bootstrap([1, 1, 0, 0], [0, 0], ["a", "a", "b", "b"], ["a", "b"])
    assert found == (0.0, 1.0)


@given(st.lists(st.floats(1e-9, 1), min_size=1, max_size=20))
def test_holm_is_monotone(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    assert all(p <= q <= 1 for p, q in zip(p_values, adjusted, strict=True))
    assert [adjusted[i] for i in order] == sorted(adjusted)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []
