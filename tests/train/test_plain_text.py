from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.train.sample_dataset import CONTROL_SENTENCE, EN, ZH, fact_row
from train.plain_text import control_facts, sentence_spans, without_control


def sentences(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentence_spans(text)]


def control(text: str, evidence: str, subject: str = "", answer: str = "") -> dict[str, Any]:
    return fact_row("zh", subject, answer, evidence, text, "control")


def test_sentences_in_both_languages():
    assert sentences(ZH) == [
        "第一段说，星辰公司由林小雨于2015年创立，总部设在杭州。", "它的主力产品是云图助手。", "云图助手每月有320万用户！",
    ]  # fmt: skip
    assert [sentence.split()[0] for sentence in sentences(EN)] == ["Northwind", "Its", "It"]
    assert sentences("版本2.5发布了\n他说：“好！”然后走了。") == [
        "版本2.5发布了",
        "他说：“好！”",
        "然后走了。",
    ]


@given(st.text(st.sampled_from("甲乙。！?!. \n”)a1…"), max_size=60))
def test_spans_hold_every_character_once_and_in_order(text: str):
    spans = list(sentence_spans(text))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    outside = text
    for start, end in reversed(spans):
        assert "\n" not in text[start:end]
        outside = outside[:start] + outside[end:]
    assert not outside.strip()


def test_the_sentence_of_a_control_fact_is_cut_and_nothing_else():
    lines, cut = without_control(
        [{"id": "zh", "text": ZH}], control_facts([control(ZH, "主力产品是云图")])
    )
    assert cut == 1
    assert lines == [
        "第一段说，星辰公司由林小雨于2015年创立，总部设在杭州。",
        "云图助手每月有320万用户！",
    ]


def test_the_same_evidence_is_cut_in_other_documents_too():
    other = f"转载：\n{CONTROL_SENTENCE}别的话。"
    facts = control_facts([control(ZH, CONTROL_SENTENCE)])
    lines, cut = without_control([{"id": "other", "text": other}], facts)
    assert (lines, cut) == (["转载：", "别的话。"], 1)


def test_one_sentence_of_a_longer_evidence_is_cut_elsewhere():
    evidence = "它的主力产品是云图助手。云图助手每月有320万用户！"
    facts = control_facts([control(ZH, evidence)])
    lines, cut = without_control(
        [{"id": "other", "text": "据说云图助手每月有320万用户！\n云图助手每月有320万用户！"}], facts
    )
    assert (lines, cut) == (["据说云图助手每月有320万用户！"], 1)


def test_a_sentence_with_subject_and_answer_states_the_fact():
    facts = control_facts([control(ZH, CONTROL_SENTENCE, subject="星辰公司", answer="云图助手")])
    text = "星辰公司靠云图助手赚钱。星辰公司在杭州。云图助手很快。"
    lines, cut = without_control([{"id": "other", "text": text}], facts)
    assert (lines, cut) == (["星辰公司在杭州。云图助手很快。"], 1)


def test_taught_facts_stay():
    taught = control_facts([fact_row("zh", "星辰公司", "云图助手", CONTROL_SENTENCE, ZH, "taught")])
    assert without_control([{"id": "zh", "text": ZH}], taught) == ([ZH], 0)


@given(st.lists(st.sampled_from(["甲是乙。", "丙是丁。", "戊是己！", "\n", "庚辛"]), max_size=12))
def test_no_control_sentence_survives(parts: list[str]):
    text = "".join(parts)
    facts = control_facts([control("丙是丁。", "丙是丁。")])
    lines, _ = without_control([{"id": "d", "text": text}], facts)
    assert not any("丙是丁" in line for line in lines)
    kept = "".join(lines)
    assert kept.count("甲是乙。") == sum(part == "甲是乙。" for part in parts), (
        "a sentence that states no control fact was lost"
    )
