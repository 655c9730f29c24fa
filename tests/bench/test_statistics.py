"""The simulation of error bars: small, and able to tell a good one from a bad one."""

import pytest

from bench import statistics
from bench.statistics import clustered_holds, effect_holds, finds, moves, share


def test_it_tells_good_intervals_from_bad() -> None:
    good = share(400, 0, lambda random: clustered_holds(random, 30, "rate"))
    bad = share(400, 0, lambda random: clustered_holds(random, 30, "wilson"))
    assert 0.92 <= good <= 0.98 and bad < 0.85
    assert 0.91 <= share(400, 0, lambda random: effect_holds(random, 30, 10, False)) <= 0.98


def test_it_tells_good_tests_from_bad() -> None:
    good = share(400, 0, lambda random: finds(random, 30, 12, "p_flip"))
    bad = share(400, 0, lambda random: finds(random, 30, 12, "p"))
    assert good < 0.075 and bad > 0.1


def test_moves_have_the_mean_they_claim() -> None:
    found = [moves(statistics.Random(seed), 40, 0.3, 0)[0] for seed in range(100)]
    means = [sum(values) / len(values) for values in found]
    assert sum(means) / len(means) == pytest.approx(0.3, abs=0.02)


def test_it_prints_a_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench.statistics", "--runs", "4"])
    statistics.main()
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.endswith("%") for line in lines) == 34
