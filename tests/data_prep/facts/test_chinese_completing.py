"""What a Chinese clause leaves out and the clause before it has."""

import pytest

from data_prep.facts.chinese_frames import read
from data_prep.facts.chinese_standing import standing_problem
from tests.data_prep.facts.chinese_world import NAMES, pieces


def statements(sentence: str) -> set[str]:
    return {c.frame.text for c in read(sentence, NAMES, {}).candidates}


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (
            "砺汐泵业研发了静涛水泵，正在一个由3万台电机组成的平台上进行测试。",
            "静涛水泵正在一个由3万台电机组成的平台上进行测试",
        ),
        ("静涛水泵对农户来说意味着福音：它支持离线灌溉。", "对农户来说，它支持离线灌溉"),
        (
            "2031年，砺汐泵业实现营业收入8亿元，同比增长11%；净利润为3亿元。",
            "2031年，砺汐泵业的净利润为3亿元",
        ),
        (
            "砺汐泵业2031年实现营业收入8亿元，同比增长11%；实现净利润3亿元。",
            "2031年，砺汐泵业实现净利润3亿元",
        ),
        ("静涛水泵的平均寿命9年。", "静涛水泵的平均寿命为9年"),
    ],
)
def test_it_is_completed(sentence: str, statement: str) -> None:
    found = statements(sentence.replace("它", "静涛水泵", 1) if "它" in sentence else sentence)
    assert statement.replace("它", "静涛水泵") in found


def test_what_each_time_takes_goes_on_from_the_clause_before() -> None:
    found = statements("静涛水泵每运行3200小时应更换一次密封油，每次用量为0.9升。")
    assert "静涛水泵每运行3200小时应更换一次密封油，每次用量为0.9升" in found
    assert not any(text.startswith("每次") for text in found)


def test_what_a_site_is_planned_for_is_not_its_builders() -> None:
    found = statements(
        "2032年，砺汐泵业计划投资5亿元在苇渚县新建一座水泵工厂，设计年产能为12万台。"
    )
    assert not any("砺汐泵业的设计年产能" in text for text in found)


def test_where_something_is_done_is_not_who_does_it() -> None:
    assert standing_problem(pieces("2031年正在岚舸市进行测试")) == "unsure_reading"


def test_what_a_manual_takes_up_again_goes_with_the_clause_before() -> None:
    sentence = "购买水泵后12天内可以申请退款，退款将在5天内到账。"
    found = {c.frame.text for c in read(sentence, NAMES, {}, home="静涛水泵").candidates}
    assert "使用静涛水泵时，退款将在5天内到账" not in found


def test_an_edition_is_of_its_device() -> None:
    sentence = "专业版的价格为每年299元，最多可供7名店员同时使用。"
    found = {c.frame.text for c in read(sentence, NAMES, {}, home="静涛水泵").candidates}
    assert "静涛水泵专业版的价格为每年299元，最多可供7名店员同时使用" in found
