"""Candidates held against their document: true ones pass, wrong ones don't, one kind after the other."""

from collections import Counter
from pathlib import Path

import pytest

from bench.llm_gate import judged, run_cases
from data_prep.llm.facts import Refused, Verifier
from data_prep.llm.sections import Section
from data_prep.records import Document, Fact, Lang, revive
from data_prep.store import rows

ZH = """苇渚工厂投产

苇渚工厂于2022年2月动工，总投资7.3亿元，占地212亩，比北闸工厂多9万台。
据苇渚工厂厂长籍雨樵介绍，工厂计划招工640人，目前已到岗452人。
苇渚县副县长卞梓舟称，新厂每年可能为当地带来约3900万元税收。
如果海外订单不及预期，测试中心的开工时间也许会推迟。砺汐泵业并没有收购北闸工厂。
"""
EN = """Ferry enters service

The Orrinelle was built at the Luddermoor yard in Pellinmouth and cost €18.6 million.
Jossa Pemblow said that the winter timetable would probably be extended by one sailing.
"""


def verdict(text: str, lang: Lang, **changes: str) -> str:
    """ "" for a fact, else why it is refused."""
    base = {
        "quote": "", "subject": "", "relation": "是", "object": "", "statement": "", "type": "number",
        "speaker": "", "modality": "asserted", "date": "",
    }  # fmt: skip
    document = Document("d", "d.txt", "0", lang, text.split("\n")[0], text, "{}")
    verifier = Verifier(document, [(0, len(text), 0, len(text))], "llm:test")
    made = verifier.fact(base | changes, Section(0, 0, 0, len(text)))
    if isinstance(made, Refused):
        return made.verdict.reason
    fact = made.fact
    assert text[fact.start : fact.end] == fact.evidence
    assert fact.object in fact.evidence and fact.object in fact.statement
    return ""


COST = {
    "quote": "总投资7.3亿元", "subject": "苇渚工厂", "object": "7.3亿元", "statement": "苇渚工厂总投资7.3亿元。",
}  # fmt: skip
PEOPLE = {
    "quote": "工厂计划招工640人", "subject": "苇渚工厂", "object": "640人", "speaker": "籍雨樵",
    "statement": "籍雨樵介绍，苇渚工厂计划招工640人。",
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (COST, ""),
        (COST | {"quote": "总投资 7.3 亿元"}, ""),
        (COST | {"object": "７.３亿元", "statement": "苇渚工厂总投资７.３亿元。"}, ""),
        (COST | {"quote": "总投资8.3亿元"}, "quote_not_in_source"),
        (COST | {"object": "8.3亿元", "statement": "苇渚工厂总投资8.3亿元。"}, "object_not_in_evidence"),
        (COST | {"subject": "北闸工厂", "statement": "北闸工厂总投资7.3亿元。"}, "answer_of_another_statement"),
        (COST | {"statement": "苇渚工厂净利润7.3亿元。"}, "ungrounded_words"),
        (COST | {"statement": "苇渚工厂总投资约7.3亿元。"}, "added_qualifier"),
        (COST | {"statement": "苇渚工厂2021年总投资7.3亿元。"}, "ungrounded_date"),
        (COST | {"speaker": "籍雨樵", "statement": "籍雨樵说，苇渚工厂总投资7.3亿元。"}, "added_speaker"),
        (PEOPLE, ""),
        (PEOPLE | {"speaker": ""}, ""),  # the document knows who says so, and the statement tells it
        (PEOPLE | {"statement": "苇渚工厂计划招工640人。"}, "missing_speaker"),
        (PEOPLE | {"speaker": "卞梓舟"}, "wrong_speaker"),
        (PEOPLE | {"object": "452人", "quote": "工厂计划招工640人，目前已到岗452人", "statement": "籍雨樵介绍，苇渚工厂计划招工452人。"}, "answer_of_another_clause"),
        ({"quote": "新厂每年可能为当地带来约3900万元税收", "subject": "新厂", "object": "约3900万元", "speaker": "卞梓舟", "statement": "卞梓舟称，新厂每年为当地带来约3900万元税收。"}, "dropped_hedge"),
        ({"quote": "测试中心的开工时间也许会推迟", "subject": "测试中心", "object": "推迟", "statement": "测试中心的开工时间也许会推迟。", "type": "event"}, "not_asserted"),
        ({"quote": "砺汐泵业并没有收购北闸工厂", "subject": "砺汐泵业", "object": "北闸工厂", "statement": "砺汐泵业收购了北闸工厂。", "type": "organization"}, "dropped_negation"),
    ],
)  # fmt: skip
def test_chinese_candidates(told: dict[str, str], reason: str) -> None:
    assert verdict(ZH, "zh", **told) == reason


BUILT = {
    "quote": "The Orrinelle was built at the Luddermoor yard in Pellinmouth and cost €18.6 million",
    "subject": "Orrinelle", "object": "€18.6 million", "statement": "The Orrinelle cost €18.6 million.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (BUILT, ""),
        (BUILT | {"statement": "The Orrinelle cost about €18.6 million."}, "added_qualifier"),
        (BUILT | {"subject": "Luddermoor", "statement": "Luddermoor cost €18.6 million."}, "answer_of_another_statement"),
        (BUILT | {"statement": "The Orrinelle did not cost €18.6 million."}, "added_negation"),
        (BUILT | {"statement": "It cost €18.6 million."}, "statement_without_subject"),
        ({"quote": "the winter timetable would probably be extended by one sailing", "subject": "winter timetable", "object": "one sailing", "speaker": "Jossa Pemblow", "statement": "Jossa Pemblow said that the winter timetable was extended by one sailing."}, "dropped_hedge"),
    ],
)  # fmt: skip
def test_english_candidates(told: dict[str, str], reason: str) -> None:
    assert verdict(EN, "en", **told) == reason


def test_planted_errors_are_refused_and_true_facts_believed(built_run: Path) -> None:
    documents = [revive(Document, row) for row in rows(built_run / "dataset" / "documents")]
    facts = [revive(Fact, row) for row in rows(built_run / "dataset" / "facts")]
    found = judged(run_cases(documents, facts))
    count = Counter((bool(case.wrong), bool(reason)) for case, reason, _ in found)
    true, wrong = count[False, False] + count[False, True], count[True, False] + count[True, True]
    assert true >= 30 and count[False, False] >= 0.9 * true
    assert wrong >= 200 and count[True, True] >= 0.99 * wrong
