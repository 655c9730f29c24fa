from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.order import Steps, run_order, step_sizes

STAGES = st.lists(st.integers(0, 2), min_size=1, max_size=60)


@given(STAGES, st.integers(1, 4), st.integers(0, 5))
def test_whole_passes_hold_each_row_as_often(stages: list[int], passes: int, seed: int):
    order = run_order(stages, passes * len(stages), seed)
    assert np.bincount(order, minlength=len(stages)).tolist() == [passes] * len(stages)
    assert [stages[row] for row in order] == sorted(stages * passes)
    assert order.tolist() == run_order(stages, passes * len(stages), seed).tolist()


@given(STAGES, st.integers(0, 200))
def test_no_row_comes_again_before_every_row_of_its_stage_came(stages: list[int], total: int):
    order = run_order(stages, total, 0)
    assert len(order) == total
    for stage in set(stages):
        seen = np.bincount([row for row in order if stages[row] == stage], minlength=len(stages))[
            [at for at, other in enumerate(stages) if other == stage]
        ]
        assert seen.max() - seen.min() <= 1


def test_rows_are_shuffled_anew_each_time_and_by_seed():
    twice = run_order([0] * 50, 100, 1).tolist()
    assert twice[:50] != twice[50:]
    assert twice[:50] != sorted(twice[:50])
    assert twice != run_order([0] * 50, 100, 2).tolist()


@given(st.integers(1, 300), st.integers(1, 40), st.integers(1, 4))
def test_every_process_gets_rows_in_every_step(rows: int, rows_per_step: int, processes: int):
    rows_per_step = max(rows_per_step, processes)
    if rows < processes:
        with pytest.raises(ValueError, match="cannot be shared"):
            step_sizes(rows, rows_per_step, processes)
        return
    sizes = step_sizes(rows, rows_per_step, processes)
    assert sum(sizes) == rows
    assert min(sizes) >= processes


@given(st.integers(4, 100), st.integers(4, 20), st.integers(1, 4), st.integers(0, 2))
def test_processes_share_what_one_process_would_do(
    rows: int, rows_per_step: int, processes: int, epoch: int
):
    order = run_order([0] * rows, 3 * rows, 7)

    def steps(process: int, of: int) -> list[list[int]]:
        sampler = Steps(order, rows, rows_per_step, process, of)
        sampler.set_epoch(epoch)
        assert len(sampler) == len(list(sampler))
        return list(sampler)

    shares = [steps(process, processes) for process in range(processes)]
    together = [sorted(chain.from_iterable(parts)) for parts in zip(*shares, strict=True)]
    if step_sizes(rows, rows_per_step) == step_sizes(rows, rows_per_step, processes):
        assert together == [sorted(step) for step in steps(0, 1)]
    assert sorted(chain.from_iterable(together)) == list(range(rows))


def test_the_last_stretch_of_a_run_may_be_short():
    sampler = Steps(run_order([0] * 10, 14, 0), 10, 4)
    sampler.set_epoch(1)
    assert [len(step) for step in sampler] == [4]
