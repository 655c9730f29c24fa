"""Headlines: real titles, clauses of sentences, papers."""

import pytest

from data_prep.facts.discourse import sentences
from data_prep.records import Lang
from data_prep.summaries.headline import headline, real_title
from data_prep.summaries.ranking import rank
from data_prep.summaries.units import units


def made(text: str, lang: Lang = "zh") -> str:
    read = list(sentences(text, lang))
    found = list(units(read, lang, tuple))
    return headline(text, rank(found, [s.text for s in read], "", lang), lang)


def test_a_paper_is_named_by_what_follows_its_cue() -> None:
    text = "芦苇纸易受潮变形。本文提出了一种基于双晾法的苇纸干燥工艺，并在三座纸坊做了试验。结果表明，该工艺缩短了干燥时间。"
    assert made(text) == "基于双晾法的苇纸干燥工艺"
    aim = "目的 探讨双晾法对苇纸韧性的影响。方法 选取三座纸坊的样品，测定韧性。结果 样品的韧性提高了两成。"
    assert made(aim).startswith("双晾法对苇纸韧性的影响")


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "2024年9月12日，桁隼科技在岚舸市发布了新一代巡检无人机。",
            "桁隼科技在岚舸市发布了新一代巡检无人机",
        ),
        ("籍雨樵表示，苇渚工厂计划招工六百四十人。", "籍雨樵：苇渚工厂计划招工六百四十人"),
        (
            "苇渚工厂计划2031年投产，但具体日期尚未确定。",
            "苇渚工厂计划2031年投产，但具体日期尚未确定",
        ),
    ],
)
def test_news_is_named_by_a_main_clause_with_its_speaker_and_limit(
    sentence: str, title: str
) -> None:
    quoted = "屈映川说：“静涛水泵的销量超出了预期。”"
    assert made(sentence + quoted) == title


def test_a_clause_that_waits_for_another_is_no_headline() -> None:
    assert made("由于铜价上涨，砺汐泵业推迟了扩建。屈映川说：“铜价涨得太快了。”") == ""


def test_english_headlines_stop_before_a_subordinate_clause() -> None:
    text = "In March 2022, the Marrowick Trust bought the old lighthouse, which had stood empty since 1974."
    assert made(text, "en") == "The Marrowick Trust bought the old lighthouse"
    kept = "The Marrowick Trust will buy the lighthouse but not the land around it."
    assert made(kept, "en") == kept.rstrip(".")


def test_real_titles() -> None:
    passage = "砺汐泵业的苇渚工厂5月28日正式投产，年产水泵38万台。"
    assert real_title("苇渚工厂投产 年产水泵38万台", passage, "zh")
    assert not real_title("苇渚工厂投产 年产水泵40万台", passage, "zh")
    assert not real_title("马克·屈映川", passage, "zh")
    assert not real_title("index.html", passage, "zh")
    assert not real_title("岚舸港第三条航线开通", passage, "zh")
