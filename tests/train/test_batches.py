from hypothesis import given
from hypothesis import strategies as st

from train.batches import LengthGroupedSampler


@given(st.lists(st.integers(1, 500), max_size=400), st.integers(1, 9), st.integers(0, 5))
def test_each_row_comes_once_an_epoch_and_the_order_comes_back(
    lengths: list[int], size: int, epoch: int
):
    sampler = LengthGroupedSampler(lengths, size, seed=3)
    sampler.set_epoch(epoch)
    order = list(sampler)
    assert sorted(order) == list(range(len(lengths))) == list(range(len(sampler)))
    again = LengthGroupedSampler(lengths, size, seed=3)
    again.set_epoch(epoch)
    assert list(again) == order


def test_batches_hold_rows_of_like_length_in_no_order():
    lengths = [(7 * n) % 997 for n in range(1000)]
    order = list(LengthGroupedSampler(lengths, 10, seed=0))
    batches = [[lengths[index] for index in order[at : at + 10]] for at in range(0, 1000, 10)]
    padded = sum(max(batch) * len(batch) for batch in batches)
    assert padded < 1.05 * sum(
        lengths
    )  # shuffled rows would be padded to almost twice their length
    longest = [max(batch) for batch in batches]
    assert longest != sorted(longest)
    assert longest != sorted(longest, reverse=True)


def test_epochs_and_seeds_differ():
    def order(seed: int, epoch: int) -> list[int]:
        sampler = LengthGroupedSampler([5] * 100, 4, seed)
        sampler.set_epoch(epoch)
        return list(sampler)

    assert order(0, 0) != order(0, 1)
    assert order(0, 0) != order(1, 0)
