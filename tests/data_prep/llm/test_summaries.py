"""A model's summaries held against their passage, sentence by sentence."""

import pytest

from data_prep.llm.summaries import SummaryVerifier
from data_prep.llm.witness import Witness
from data_prep.records import Document, Lang

ZH = """苇渚工厂投产

苇渚工厂于2022年2月动工，总投资7.3亿元，占地212亩，设计年产能为38万台水泵。工厂主要生产静涛系列潜水泵，首批下线的产品是静涛ST-80。
苇渚工厂厂长籍雨樵说，新厂的装配线由186台机械臂组成，工厂计划招工640人，目前已到岗452人。
苇渚县副县长卞梓舟称，新厂每年可能为当地带来约3900万元税收。砺汐泵业还计划在苇渚工厂旁边建设一座水力测试中心，预计2026年底建成。
"""
EN = """Ferry enters service

The Orrinelle belongs to Dunnaclare Ferries, the company that has served the island since 1956. It was built at the Luddermoor yard in Pellinmouth and cost €18.6 million.
Jossa Pemblow, managing director of Dunnaclare Ferries, said that the winter timetable would probably be extended by one evening sailing.
The vessel has room for 148 passengers and 27 cars. Dunnaclare Ferries does not plan to order a second electric ship.
"""


def verifier(lang: Lang) -> SummaryVerifier:
    text = ZH if lang == "zh" else EN
    return SummaryVerifier(
        text, Witness(Document("d", "d", "0", lang, text.split("\n")[0], text, "{}"))
    )


@pytest.mark.parametrize(
    ("lang", "text", "believed"),
    [
        ("zh", "苇渚工厂于2022年2月动工，总投资7.3亿元，占地212亩。", True),
        ("zh", "苇渚工厂占地212亩，设计年产能为38万台水泵，首批产品是静涛ST-80。", True),
        ("zh", "籍雨樵说，苇渚工厂计划招工640人，已到岗452人。", True),
        ("zh", "苇渚工厂于2021年2月动工，总投资7.3亿元。", False),
        ("zh", "苇渚工厂总投资7.3亿美元，占地212亩。", False),
        ("zh", "卞梓舟称，苇渚工厂每年为当地带来3900万元税收。", False),
        ("zh", "蔺青庐说，苇渚工厂计划招工640人。", False),
        ("zh", "苇渚工厂带动了全省制造业的繁荣，深受群众欢迎。", False),
        ("zh", "它于2022年2月动工，总投资7.3亿元。", False),
        ("en", "The Orrinelle belongs to Dunnaclare Ferries and cost €18.6 million.", True),
        ("en", "The Orrinelle cost €81.6 million.", False),
        ("en", "Jossa Pemblow said that the winter timetable would probably be extended by one evening sailing.", True),
        ("en", "Dunnaclare Ferries plans to order a second electric ship.", False),
        ("en", "Berrit Calloweth said that the winter timetable would probably be extended.", False),
    ],
)  # fmt: skip
def test_a_sentence_says_what_the_passage_says(lang: Lang, text: str, believed: bool) -> None:
    checked = verifier(lang)
    made = checked.believed({"one_sentence": text})
    assert bool(made) == believed, checked.refused
    assert len(checked.refused) == (not believed)


def test_a_list_keeps_its_true_sentences_and_needs_three_of_them() -> None:
    true = ["苇渚工厂占地212亩。", "苇渚工厂总投资7.3亿元。", "苇渚工厂的首批产品是静涛ST-80。"]
    false = ["苇渚工厂占地999亩。"]
    assert verifier("zh").believed({"key_points": [*false, *true]}) == {"key_points": true}
    assert verifier("zh").believed({"key_points": [*false, *true[:2]]}) == {}


@pytest.mark.parametrize(
    "reply", [None, [], "text", {"abstract": "text"}, {"headline": 3}, {"key_points": [1, None]}]
)
def test_what_is_no_summary_is_none(reply: object) -> None:
    assert verifier("zh").believed(reply) == {}


def test_what_is_too_long_is_none() -> None:
    checked = verifier("en")
    assert checked.believed({"headline": "The Orrinelle " * 20}) == {}
    assert [verdict.reason for _, verdict in checked.refused] == ["too_long"]
