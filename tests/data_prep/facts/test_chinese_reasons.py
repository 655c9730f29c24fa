"""Reasons are told whole, and what is announced is told with what it is."""

from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_frames import read
from tests.data_prep.facts.chinese_world import NAMES


def made(sentence: str) -> list[Candidate]:
    return list(read(sentence, NAMES, {}).candidates)


def reasons(sentence: str) -> set[str]:
    return {c.object for c in made(sentence) if c.type == "reason"}


def test_a_reason_goes_on_to_the_end_of_its_sentence() -> None:
    sentence = "屈映川建议停用静涛水泵，因为密封圈太旧，容易漏水，而且噪声惊扰邻居。"
    assert reasons(sentence) == {"密封圈太旧，容易漏水，而且噪声惊扰邻居"}


def test_a_turn_ends_a_reason() -> None:
    assert reasons("屈映川停用了静涛水泵，因为密封圈太旧，但蔺青庐反对。") == {"密封圈太旧"}


def test_a_reason_too_long_to_be_told_whole_is_not_told() -> None:
    long = "，".join(["仓库里的旧密封圈都已经老化开裂"] * 4)
    assert not reasons(f"屈映川停用了静涛水泵，因为{long}。")


def test_a_reason_belongs_to_the_clause_right_before_it() -> None:
    sentence = "砺汐泵业可以免费升级静涛水泵，但暂时无法联网，因为内存不足。"
    assert not any("升级" in c.frame.text for c in made(sentence) if c.type == "reason")


def test_an_announced_thing_is_told_with_what_it_is() -> None:
    told = {
        c.frame.text: c.object
        for c in made("蔺青庐交给了屈映川一项艰巨的任务，那就是改造北闸工厂。")
    }
    assert told == {"蔺青庐交给了屈映川一项艰巨的任务，那就是改造北闸工厂": "改造北闸工厂"}


def test_a_list_that_goes_on_behind_a_comma_is_no_end() -> None:
    sentence = "图纸对于砺汐泵业能够理解水泵的结构，以及改进叶轮，非常重要。"
    assert "图纸对于砺汐泵业能够理解水泵的结构" not in {c.frame.text for c in made(sentence)}


def test_an_aim_says_whose_its_is() -> None:
    assert not reasons("砺汐泵业开展了实验，旨在充分挖掘其潜力。")
    assert reasons("砺汐泵业开展了实验，旨在让Kestrel提高其销量。") == {"让Kestrel提高其销量"}
