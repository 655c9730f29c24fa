"""Which statements stand alone."""

import pytest

from data_prep.facts.balance import balanced
from data_prep.facts.chinese_settling import settled
from data_prep.facts.chinese_standing import dangling, standing_problem, undated
from tests.data_prep.facts.chinese_world import pieces


@pytest.mark.parametrize(
    ("clause", "problem"),
    [
        ("砺汐泵业拥有640名员工", ""),
        ("砺汐泵业成立", "length"),
        ("他们拥有640名员工", "pronoun"),
        ("该公司拥有640名员工", "pronoun"),
        ("砺汐泵业修复了它的水泵", "pronoun"),
        ("砺汐泵业修复了其他水泵", ""),  # 其他 is no pronoun
        ("砺汐泵业修复了自己的水泵", ""),  # whose it is stands before it
        ("砺汐泵业为什么收购北闸工厂", "question_word"),
        ("砺汐泵业收购了“北闸工厂", "unbalanced"),
        ("公司拥有640名员工", "vague_subject"),  # which
        ("人们喜欢静涛水泵", "vague_subject"),
        ("三款水泵使用铸铁外壳", "vague_subject"),
        ("每台静涛水泵使用铸铁外壳", ""),
        ("砺汐泵业的三款水泵使用铸铁外壳", ""),
        ("砺汐泵业今年推出了ST-90", "relative_time"),
        ("砺汐泵业两年前推出了ST-90", "relative_time"),
        ("砺汐泵业2024年推出了ST-90", ""),
        ("砺汐泵业一旦停产会解雇640名员工", "conditional"),
    ],
)
def test_standing(clause: str, problem: str) -> None:
    assert standing_problem(pieces(clause)) == problem


def test_a_named_speaker_says_what_it_is_about() -> None:
    clause = "水泵使用铸铁外壳"
    assert standing_problem(pieces(clause)) == "vague_subject"
    assert standing_problem(pieces(clause), said=True) == ""


@pytest.mark.parametrize(
    ("clause", "kept"),
    [
        ("目前砺汐泵业拥有640名员工", "目前砺汐泵业拥有640名员工"),  # it may have fewer by now
        ("砺汐泵业近日推出了ST-90", "砺汐泵业推出了ST-90"),
        ("砺汐泵业还推出了ST-90", "砺汐泵业推出了ST-90"),
        ("砺汐泵业也没有公布销量", "砺汐泵业没有公布销量"),  # the negation stays
        ("砺汐泵业已经推出了ST-90", "砺汐泵业已经推出了ST-90"),
        ("砺汐泵业1998年推出了ST-90", "砺汐泵业1998年推出了ST-90"),
        ("屈映川和蔺青庐都参观了海测所", "屈映川和蔺青庐都参观了海测所"),  # 都 gathers a list
        ("屈映川都参观了海测所", "屈映川参观了海测所"),
    ],
)
def test_ties_to_what_came_before_are_left_out(clause: str, kept: str) -> None:
    assert "".join(p.text for p in settled(pieces(clause))) == kept


@pytest.mark.parametrize(
    ("text", "dangles"),
    [
        ("砺汐泵业拥有它", True), ("那种水泵很轻", False), ("屈映川本人来了", False), ("像静涛水泵这样的水泵很轻", False), ("这样的水泵很轻", True),
        ("砺汐泵业公布了其销量", False), ("其销量增长了18%", True), ("其中两台停机", False), ("砺汐泵业和其他公司", False),
    ],
)  # fmt: skip
def test_dangling(text: str, dangles: bool) -> None:
    assert dangling(text) is dangles


@pytest.mark.parametrize(
    ("text", "is_undated"),
    [
        ("砺汐泵业去年停产", True), ("砺汐泵业两年后停产", True), ("砺汐泵业次年停产", True), ("砺汐泵业年底停产", True), ("砺汐泵业在2026年底停产", False),
        ("砺汐泵业在2026年停产", False), ("砺汐泵业在地震之后停产", False), ("砺汐泵业目前停产", True),
        ("砺汐泵业于11月停产", True), ("砺汐泵业在6月27日停产", True), ("砺汐泵业每年在6月27日停产", False), ("河水在3月至4月上涨", False), ("2031年，砺汐泵业于11月停产", False),
    ],
)  # fmt: skip
def test_undated(text: str, is_undated: bool) -> None:
    assert undated(text) is is_undated


@pytest.mark.parametrize(
    ("text", "is_balanced"),
    [("“潮”（泵）", True), ("“潮（泵”）", False), ("（泵", False), ("泵）", False), ('他说"好"', True), ('他说"好', False), ("the pump's", True)],
)  # fmt: skip
def test_balanced(text: str, is_balanced: bool) -> None:
    assert balanced(text) is is_balanced
