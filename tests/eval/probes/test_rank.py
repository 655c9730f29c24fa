"""A statement with a gap."""

import pytest

from eval.probes.asking import Asked
from eval.probes.rank import rank
from eval.samples import BLANK

from .making import fact, probe

OTHERS = ("北闸工厂", "苇渚工厂", "桁隼科技")


def test_the_gap_takes_the_object_back() -> None:
    [sample] = rank([Asked(probe(fact(), "哪家？", OTHERS), fact())])
    assert sample.question == "籍雨樵担任____的厂长。" and len(sample.input) == 1
    assert sample.question.replace(BLANK, sample.targets[0]) == fact().statement
    assert sample.choices == ("苇渚工厂", "北闸工厂", "桁隼科技")
    assert sample.targets == ("苇渚工厂",) and sample.probe == "rank"


@pytest.mark.parametrize(
    "statement",
    [
        "苇渚工厂就是苇渚工厂。",
        "籍雨樵担任它的厂长。",
        "____担任苇渚工厂的厂长。",
        "他的工厂之一是苇渚工厂。",
    ],
)
def test_no_sample_without_one_clear_gap(statement: str) -> None:
    odd = fact(statement=statement)
    assert rank([Asked(probe(odd, "哪家？", OTHERS), odd)]) == []


def test_no_sample_without_distractors() -> None:
    assert rank([Asked(probe(fact(), "哪家？"), fact())]) == []
