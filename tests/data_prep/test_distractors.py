"""Distractors are of the answer's kind and never right."""

from hypothesis import given
from hypothesis import strategies as st

from data_prep import distractors as module
from data_prep.comparing import keys_of
from data_prep.distractors import Pools, distractors
from data_prep.frame import Found
from tests.data_prep.facts_of import found


def pools(*facts: Found) -> dict[str, tuple[str, ...]]:
    made = Pools()
    made.add([kind(one) for one in facts], [one.fact.object for one in facts])
    return made.frozen()


def kind(one: Found) -> str:
    return keys_of(one.fact, one.frame).pool


SHIPS = [found("甲港", "停靠", f"{n}艘", start=n) for n in (12, 37, 58, 91)]
SHARES = [found("甲港", "占", f"{n}%", start=n) for n in (11, 45, 73)]


def test_the_unit_comes_first_then_the_type() -> None:
    made = pools(*SHIPS, *SHARES)
    chosen = distractors(SHIPS[0].fact, kind(SHIPS[0]), made, 3)
    assert sorted(chosen) == ["37艘", "58艘", "91艘"]
    assert len(distractors(SHARES[0].fact, kind(SHARES[0]), made, 4)) == 4


def test_no_other_writing_of_the_answer_no_part_of_it_and_no_rival() -> None:
    one = found("甲港", "停靠", "三十七艘", aliases=["37艘船"])
    assert distractors(one.fact, kind(SHIPS[0]), pools(*SHIPS), 9, frozenset({"58艘"})) == [
        answer
        for answer in distractors(one.fact, kind(SHIPS[0]), pools(*SHIPS), 9)
        if answer != "58艘"
    ]
    assert "37艘" not in distractors(one.fact, kind(SHIPS[0]), pools(*SHIPS), 9)


def test_a_kind_too_many_falls_back_to_its_type(monkeypatch) -> None:
    monkeypatch.setattr(module, "KINDS", 2)
    made = pools(*SHIPS, *SHARES)
    assert kind(SHARES[0]) not in made
    assert distractors(SHARES[0].fact, kind(SHARES[0]), made, 5)


@given(st.integers(1, 40), st.integers(0, 2**64 - 1))
def test_a_walk_meets_every_answer_once(size: int, id: int) -> None:
    pool = tuple(map(str, range(size)))
    assert sorted(module._from(pool, f"{id:016x}")) == sorted(pool)
