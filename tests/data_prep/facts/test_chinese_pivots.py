"""What somebody is made, asked or allowed to do, and what a speaker denies."""

import pytest

from data_prep.facts.chinese_frames import read
from data_prep.facts.chinese_settling import settled
from tests.data_prep.facts.chinese_world import NAMES, pieces


def asked(sentence: str, said: str = "") -> dict[str, str]:
    return {c.object: c.frame.ask for c in read(sentence, NAMES, {}, said).candidates}


@pytest.mark.parametrize(
    ("sentence", "answer", "ask"),
    [
        ("砺汐泵业要求供应商提交检测报告。", "提交检测报告", "做什么"),
        ("屈映川协助砺汐泵业收购了北闸工厂。", "收购了北闸工厂", "做什么"),
        ("静涛水泵让砺汐泵业以更低的成本进入市场。", "以更低的成本进入市场", "怎么样"),
    ],
)
def test_what_somebody_is_to_do(sentence: str, answer: str, ask: str) -> None:
    assert asked(sentence)[answer] == ask


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("砺汐泵业没有要求供应商提交检测报告。", "提交检测报告"),  # nobody did
        ("静涛水泵让砺汐泵业成为最大的泵厂。", "成为最大的泵厂"),  # asked for what it became
        ("砺汐泵业要求供应商提交检测报告，并公布结果。", "提交检测报告，并公布结果"),
    ],
)
def test_no_answer(sentence: str, answer: str) -> None:
    assert answer not in asked(sentence)


def test_a_denial_is_a_claim_of_its_speaker_only() -> None:
    sentence = "静涛水泵并非利他之举。"
    assert asked(sentence, "屈映川表示，")["利他之举"] == "什么"
    assert "利他之举" not in asked(sentence)


def test_what_was_announced_at_length_is_told_by_itself() -> None:
    sentence = "静涛水泵还有一个优势，那就是砺汐泵业能够使用来自数十万Mara Quill和Corvane账户的公开共享数据来对其水流模型和用水模型进行训练。"
    assert "Mara Quill和Corvane" in asked(sentence)


def test_people_with_long_posts_are_named_without_them() -> None:
    found = pieces(
        "砺汐泵业的首席水泵科学家屈映川（Qu Yingchuan）与岚舸大学的首席水流科学家蔺青庐（Lin Qinglu）扩建了苇渚工厂"
    )
    assert "".join(p.text for p in settled(found)) == "屈映川与蔺青庐扩建了苇渚工厂"
