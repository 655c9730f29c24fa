import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.memory import adapter_parameters
from train.recipe import learning_rate, rank
from train.shapes import KNOWN

ROOT = Path(__file__).parents[2]
MODELS = {"1B": "llama-3.2-1b", "3B": "llama-3.2-3b", "8B": "llama-3.1-8b", "70B": "llama-3.1-70b"}


def rank_of(model: str, facts: int, tokens_per_fact: int = 96) -> int:
    shape = KNOWN[MODELS[model]]
    return rank(
        facts,
        facts * tokens_per_fact,
        hidden=shape.hidden,
        parameters_per_rank=adapter_parameters(shape, 1),
        vocabulary=shape.vocabulary,
    )


@pytest.mark.parametrize(
    ("hidden", "rate"), [(4096, 2.86e-4), (3072, 3.58e-4), (2048, 4.91e-4), (128, 4.28e-3)]
)
def test_learning_rates(hidden: int, rate: float):
    assert learning_rate(hidden) == pytest.approx(rate, rel=2e-3)


def test_the_table_of_the_docs():
    lines = (ROOT / "docs" / "recipe.md").read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if line.startswith("| model |"))
    counts = [int(cell.replace(",", "")) for cell in re.findall(r"([\d,]+) facts", head)]
    assert counts
    for model, name in MODELS.items():
        line = next(line for line in lines if line.startswith(f"| {model} |"))
        rate, *ranks = [cell.strip() for cell in line.strip("|").split("|")][1:]
        assert float(rate) == pytest.approx(learning_rate(KNOWN[name].hidden), rel=2e-3)
        assert [int(cell) for cell in ranks] == [rank_of(model, facts) for facts in counts]


def test_each_bound_binds():
    assert rank(0, 0, hidden=4096, parameters_per_rank=10**6, vocabulary=1000) == 32
    assert rank(3300, 0, hidden=4096, parameters_per_rank=10**6, vocabulary=1000) == 64
    # 2^10 words: 10 bits a token, 65 million parameters needed
    assert rank(0, 6_500_000, hidden=4096, parameters_per_rank=10**6, vocabulary=1024) == 128
    assert rank(10**9, 0, hidden=4096, parameters_per_rank=10**6, vocabulary=1000) == 256
    assert rank(10**9, 0, hidden=200, parameters_per_rank=10**6, vocabulary=1000) == 64
    assert rank(0, 0, hidden=40, parameters_per_rank=10**6, vocabulary=1000) == 16
    assert rank(0, 0, hidden=1, parameters_per_rank=1, vocabulary=1) == 1


def test_a_rank_that_just_suffices_is_not_raised():
    just = {"hidden": 4096, "parameters_per_rank": 10_000, "vocabulary": 1000}
    assert (rank(64, 0, **just), rank(65, 0, **just)) == (64, 128)


@given(
    st.integers(0, 10**6), st.integers(0, 10**9), st.integers(1, 10**5), st.integers(1, 10**8),
    st.integers(1, 10**6),
)  # fmt: skip
def test_it_is_a_power_of_two_and_grows_with_what_is_taught(
    facts: int, tokens: int, hidden: int, per_rank: int, vocabulary: int
):
    sizes = {"hidden": hidden, "parameters_per_rank": per_rank, "vocabulary": vocabulary}
    got = rank(facts, tokens, **sizes)
    assert got.bit_count() == 1
    assert got <= min(256, max(1, hidden // 2))
    assert got >= 32 or hidden < 64
    assert rank(facts * 2, tokens, **sizes) >= got
    assert rank(facts, tokens * 2, **sizes) >= got


def test_nonsense_is_refused():
    sizes = {"hidden": 64, "parameters_per_rank": 10, "vocabulary": 10}
    with pytest.raises(ValueError, match="at least 0"):
        rank(-1, 0, **sizes)
    with pytest.raises(ValueError, match="at least 1"):
        rank(1, 0, **{**sizes, "parameters_per_rank": 0})
    with pytest.raises(ValueError, match="hidden must be at least 1"):
        learning_rate(0)


def test_it_needs_no_torch():
    code = "import sys, train.recipe; assert 'torch' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
