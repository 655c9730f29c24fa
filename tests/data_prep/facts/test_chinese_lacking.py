"""What a Chinese statement lacks to be understood."""

import pytest

from data_prep.facts.chinese_lacking import lacks
from tests.data_prep.facts.chinese_world import pieces

LACKING = """\
屈映川找回失传的配方
屈映川没有一个简洁的定义
屈映川进行了反驳
砺汐泵业在岚舸市进行测试
静涛水泵证明了自己
砺汐泵业有两套体系
砺汐泵业推出了三个型号
砺汐泵业取名“砺汐”
净利润为3亿元
苇渚工厂成为公司的子公司
砺汐泵业将负责比赛期间的巡查\
"""
COMPLETE = """\
屈映川找回静涛水泵失传的配方
屈映川没有静涛水泵的定义
屈映川对ST-90进行了反驳
静涛水泵在岚舸市进行测试
静涛水泵证明了屈映川的看法
砺汐泵业有12款水泵
砺汐泵业推出了三款静涛水泵
苇渚工厂取名“砺汐”
砺汐泵业的净利润为3亿元
苇渚工厂成为水泵公司的一部分
砺汐泵业将负责静涛水泵比赛期间的巡查\
"""


@pytest.mark.parametrize("clause", LACKING.splitlines())
def test_what_lacks_something(clause: str) -> None:
    assert lacks(pieces(clause))


@pytest.mark.parametrize("clause", COMPLETE.splitlines())
def test_what_lacks_nothing(clause: str) -> None:
    assert not lacks(pieces(clause))


def test_a_clause_behind_one_that_lacks_something_keeps_the_date() -> None:
    from data_prep.facts.chinese_frames import read
    from tests.data_prep.facts.chinese_world import NAMES

    told = read("1996年，屈映川找回失传的图纸，修好了静涛水泵。", NAMES, {}).candidates
    assert {c.frame.text for c in told} == {"1996年，屈映川修好了静涛水泵"}
