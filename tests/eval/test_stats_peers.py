"""The statistics against scipy and statsmodels, on drawn data, to 1e-9."""

from math import sqrt
from random import Random
from typing import Any

import numpy as np
import pytest
import scipy.stats
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar as peer_mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from eval.stats import (
    auroc,
    brier,
    clustered_se,
    difference_in_differences,
    holm,
    mcnemar,
    net_effect_bootstrap,
    sign_flip,
    t_quantile,
    t_within,
    wilson,
)

EXACT = 1e-9


def close(value: float | None, expected: Any) -> None:
    assert value == pytest.approx(expected, rel=EXACT, abs=EXACT)


@given(st.integers(1, 2000), st.data())
def test_wilson_is_that_of_statsmodels(n: int, data: st.DataObject) -> None:
    correct = data.draw(st.integers(0, n))
    low, high = proportion_confint(correct, n, method="wilson")
    rate = wilson(correct, n)
    close(rate.low, max(low, 0.0))
    close(rate.high, min(high, 1.0))


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_that_of_statsmodels_and_the_binomial_test(gained: int, lost: int) -> None:
    table = np.array([[5, lost], [gained, 7]])
    if gained + lost:
        peer: Any = peer_mcnemar(table, exact=True)
        close(mcnemar(gained, lost), peer.pvalue)
        close(mcnemar(gained, lost), scipy.stats.binomtest(gained, gained + lost).pvalue)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 10, 29, 30, 99, 500, 2001])
@pytest.mark.parametrize("p", [0.5, 0.6, 0.8, 0.95, 0.975, 0.995, 0.9995])
def test_t_quantiles_are_those_of_scipy(freedom: int, p: float) -> None:
    close(t_quantile(freedom, p), scipy.stats.t.ppf(p, freedom))


@given(st.floats(0, 50), st.integers(1, 300))
def test_t_probabilities_are_those_of_scipy(t: float, freedom: int) -> None:
    close(t_within(t, freedom), 1 - 2 * scipy.stats.t.sf(t, freedom))


@pytest.mark.parametrize("seed", range(5))
def test_clustered_error_is_that_of_a_regression_on_a_constant(seed: int) -> None:
    """statsmodels corrects by C/(C-1) · (n-1)/(n-k), and k is 1 here: it is our error itself."""
    random = Random(seed)
    clusters = [random.randrange(12) for _ in range(80)]
    values = [random.random() + cluster / 10 for cluster in clusters]
    fitted = sm.OLS(values, np.ones(80)).fit(cov_type="cluster", cov_kwds={"groups": clusters})
    close(clustered_se(values, clusters), fitted.bse[0])


@pytest.mark.parametrize("seed", range(5))
def test_net_effect_in_shared_documents_is_that_of_a_regression(seed: int) -> None:
    """On a constant and the group, without statsmodels' correction; ours is C/(C-1)."""
    random = Random(seed)
    places = [[*range(8), *(random.randrange(8) for _ in range(30))] for _ in range(2)]
    moves = [[random.choice([-1.0, 0.0, 1.0]) + p / 9 for p in group] for group in places]
    x = sm.add_constant([1.0] * 38 + [0.0] * 38)
    kwds = {"groups": places[0] + places[1], "use_correction": False}
    fitted = sm.OLS(moves[0] + moves[1], x).fit(cov_type="cluster", cov_kwds=kwds)
    found = difference_in_differences(*moves, *places)
    close(found.value, fitted.params[1])
    close(found.se, fitted.bse[1] * sqrt(8 / 7))
    assert found.freedom <= 7


@pytest.mark.parametrize("seed", range(5))
def test_net_effect_in_documents_of_one_fact_is_welch(seed: int) -> None:
    random = Random(seed)
    taught, control = [random.gauss(1, 1) for _ in range(20)], [random.random() for _ in range(6)]
    peer: Any = scipy.stats.ttest_ind(taught, control, equal_var=False)
    found = difference_in_differences(taught, control, range(20), range(20, 26))
    close(found.value / (found.se or 0.0), peer.statistic)
    assert found.freedom == int(peer.df)


def test_the_bootstrap_is_near_that_of_scipy() -> None:
    random = Random(3)
    taught = [random.choice([-1.0, 0.0, 1.0, 1.0]) for _ in range(60)]
    control = [random.choice([-1.0, 0.0, 0.0, 1.0]) for _ in range(60)]
    found = net_effect_bootstrap(taught, control, range(60), range(60), draws=4000)
    pairs = np.array(taught) - np.array(control)
    peer = scipy.stats.bootstrap((pairs,), np.mean, method="percentile", rng=1, n_resamples=9999)
    interval = peer.confidence_interval
    assert found == pytest.approx((interval.low, interval.high), abs=0.02)


@settings(max_examples=40)
@given(st.lists(st.integers(-4, 4), min_size=2, max_size=9), st.sampled_from([1.0, 0.3]))
def test_sign_flips_are_those_of_scipy(sums: list[int], unit: float) -> None:
    """One value a cluster. Whole numbers are counted, others are enumerated."""
    values = np.array(sums) * unit
    peer = scipy.stats.permutation_test(
        (values,), np.sum, permutation_type="samples", n_resamples=1000
    )
    close(sign_flip(list(values), range(len(sums))), float(peer.pvalue))


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), max_size=40))
def test_auroc_is_mann_whitney(pairs: list[tuple[float, bool]]) -> None:
    good = [p for p, right in pairs if right]
    bad = [p for p, right in pairs if not right]
    found = auroc([p for p, _ in pairs], [right for _, right in pairs])
    if good and bad:
        close(found, scipy.stats.mannwhitneyu(good, bad).statistic / (len(good) * len(bad)))
    else:
        assert found is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_brier_is_the_mean_square(pairs: list[tuple[float, bool]]) -> None:
    p, right = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    close(brier(p, right), float(np.mean((np.array(p) - np.array(right)) ** 2)))


@settings(max_examples=20)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_is_that_of_statsmodels(p_values: list[float]) -> None:
    expected = multipletests(p_values, method="holm")[1]
    assert holm(p_values) == pytest.approx(expected, rel=EXACT, abs=EXACT)
