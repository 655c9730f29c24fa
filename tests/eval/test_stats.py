"""Against figures worked out by hand, and laws that hold for any counts."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.stats import change, clustered_se, mcnemar, net_effect, wilson


@pytest.mark.parametrize(
    ("correct", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.277533),  # z²/(n+z²) = 3.841459/13.841459
        (10, 10, 0.722467, 1.0),
        (5, 10, 0.236593, 0.763407),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (1, 29, 0.0061, 0.1718),  # Newcombe 1998, table I
    ],
)
def test_wilson(correct: int, n: int, low: float, high: float) -> None:
    rate = wilson(correct, n)
    assert rate.low == pytest.approx(low, abs=5e-5)
    assert rate.high == pytest.approx(high, abs=5e-5)


@given(st.integers(1, 5000), st.data())
def test_wilson_holds_the_share_and_mirrors(n: int, data: st.DataObject) -> None:
    correct = data.draw(st.integers(0, n))
    rate, mirror = wilson(correct, n), wilson(n - correct, n)
    assert 0 <= rate.low <= rate.share <= rate.high <= 1 and rate.low < rate.high
    assert isclose(rate.low, 1 - mirror.high, abs_tol=1e-12)


@pytest.mark.parametrize(("correct", "n"), [(1, 0), (3, 2), (-1, 5), (0, 0)])
def test_no_share(correct: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(correct, n)


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        (5, 0, 0.0625),
        (8, 2, 0.109375),
        (10, 0, 2 / 1024),
        (3, 3, 1.0),
        (12, 3, 0.03515625),
    ],
)
def test_mcnemar(gained: int, lost: int, p: float) -> None:
    assert mcnemar(gained, lost) == pytest.approx(p)


@given(st.integers(0, 300), st.integers(0, 300))
def test_mcnemar_is_a_symmetric_probability(gained: int, lost: int) -> None:
    assert 0 < mcnemar(gained, lost) <= 1
    assert mcnemar(gained, lost) == mcnemar(lost, gained)
    assert mcnemar(gained + 1, lost) <= mcnemar(gained, lost) or gained < lost


def test_mcnemar_of_thousands() -> None:
    assert 0 <= mcnemar(3000, 1000) < 1e-200


def test_clustered_se_by_hand() -> None:
    # mean 0.5; cluster sums of deviations: +1 and -1; sqrt(2/1 · (1 + 1)) / 4 = 0.5
    assert clustered_se([1, 1, 0, 0], ["a", "a", "b", "b"]) == pytest.approx(0.5)
    # each its own cluster: sqrt(4/3 · 4 · 0.25) / 4
    assert clustered_se([1, 1, 0, 0], list("abcd")) == pytest.approx(sqrt(4 / 3) / 4)
    assert clustered_se([1, 0], ["a", "a"]) is None
    assert clustered_se([], []) is None


@given(st.lists(st.booleans(), min_size=2, max_size=60))
def test_clusters_of_one_give_the_usual_error(values: list[bool]) -> None:
    n, mean = len(values), sum(values) / len(values)
    usual = sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    found = clustered_se([float(value) for value in values], range(n))
    assert found == pytest.approx(usual, abs=1e-12)


def test_change() -> None:
    found = change([False, False, True, True], [True, True, True, False], ["a", "a", "b", "b"])
    assert (found.gained, found.lost, found.p, found.difference) == (2, 1, 1.0, 0.25)
    # differences 1, 1, 0, -1 around 0.25: sums 1.5 and -1.5; sqrt(2 · 4.5) / 4
    assert found.se == pytest.approx(0.75)


def test_net_effect() -> None:
    value, error = net_effect([1, 1, 1, 0], [0, 1], ["a", "b", "a", "b"], ["a", "b"])
    assert value == pytest.approx(0.25)
    # influences a: (.25 + .25)/4 + .5/2 = .375; b: (.25 - .75)/4 - .5/2 = -.375; sqrt(2 · 2 · .375²)
    assert error == pytest.approx(0.75)
    assert net_effect([1], [0], ["a"], ["a"]) == (1.0, None)


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=1, max_size=20))
def test_the_same_change_in_both_groups_is_no_effect(moves: list[float]) -> None:
    documents = list(range(len(moves)))
    value, error = net_effect(moves, moves, documents, documents)
    assert value == pytest.approx(0)
    assert error is None or error == pytest.approx(0)
