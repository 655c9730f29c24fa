"""Wordings held against their fact: what asks for the same passes, what asks for less or something else doesn't."""

import pytest

from data_prep.frame import Found
from data_prep.llm.facts import Verifier
from data_prep.llm.sections import Section
from data_prep.llm.witness import Witness
from data_prep.llm.wordings import WordingVerifier, asked_kind, shape_of
from data_prep.records import Document, Lang

ZH = """苜川渡口翻修

苜川渡口2019年由苜川航运公司出资3200万元翻修。苜川渡口建于1931年，占地18亩。
渡口管理所所长鹿见山说，新桥可能在2027年建成。
"""
EN = """The Larkfold sluice

In 2019 the Larkfold Trust spent $3.2 million on repairs to the Larkfold sluice. The Larkfold sluice was built in 1931 by Imre Tallow.
"""
CASES: dict[str, tuple[str, Lang, dict[str, str]]] = {
    "cost": (ZH, "zh", {"quote": "苜川渡口2019年由苜川航运公司出资3200万元翻修", "subject": "苜川渡口", "object": "3200万元", "statement": "苜川渡口2019年由苜川航运公司出资3200万元翻修。"}),
    "bridge": (ZH, "zh", {"quote": "渡口管理所所长鹿见山说，新桥可能在2027年建成", "subject": "新桥", "object": "2027年", "speaker": "鹿见山", "statement": "鹿见山说，新桥可能在2027年建成。", "type": "date"}),
    "repairs": (EN, "en", {"quote": "In 2019 the Larkfold Trust spent $3.2 million on repairs to the Larkfold sluice", "subject": "Larkfold Trust", "object": "$3.2 million", "statement": "In 2019 the Larkfold Trust spent $3.2 million on repairs to the Larkfold sluice."}),
    "builder": (EN, "en", {"quote": "The Larkfold sluice was built in 1931 by Imre Tallow", "subject": "Larkfold sluice", "object": "Imre Tallow", "statement": "The Larkfold sluice was built in 1931 by Imre Tallow.", "type": "person_role"}),
}  # fmt: skip


def verifier(name: str) -> WordingVerifier:
    text, lang, told = CASES[name]
    base = {"relation": "", "type": "number", "speaker": "", "modality": "asserted", "date": ""}
    document = Document("d", "d.txt", "0", lang, text.split("\n")[0], text, "{}")
    found = Verifier(document, [(0, len(text), 0, len(text))], "llm:test").fact(
        base | told, Section(0, 0, 0, len(text))
    )
    assert isinstance(found, Found), found
    return WordingVerifier(found, Witness(document))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("cost", "2019年翻修苜川渡口，苜川航运公司出了多少钱？", ""),
        ("cost", "苜川航运公司2019年为苜川渡口翻修出资多少？", ""),
        ("cost", "翻修苜川渡口，苜川航运公司出了多少钱？", "dropped_date"),
        ("repairs", "How much was spent on repairs to the Larkfold sluice in 2019?", "dropped_name"),
        ("cost", "2019年苜川航运公司为苜川渡口翻修出资3200万元吗？", "asks_yes_or_no"),
        ("cost", "2019年苜川航运公司出资3200万元翻修的苜川渡口花了多少？", "tells_answer"),
        ("cost", "2019年谁为苜川航运公司翻修苜川渡口？", "asks_for_another_kind"),
        ("cost", "2019年苜川航运公司首次翻修苜川渡口出资多少？", "added_limit"),
        ("cost", "2018年苜川航运公司为苜川渡口翻修出资多少？", "ungrounded_date"),
        ("cost", "它2019年由苜川航运公司出资多少翻修？", "dangling_pronoun"),
        ("bridge", "鹿见山说，新桥可能在哪一年建成？", ""),
        ("bridge", "鹿见山说，新桥在哪一年建成？", "dropped_hedge"),
        ("bridge", "新桥可能在哪一年建成？", "missing_speaker"),
        ("repairs", "How much did the Larkfold Trust spend on repairs to the Larkfold sluice in 2019?", ""),
        ("repairs", "How much did the Larkfold Trust spend on repairs to the Larkfold sluice?", "dropped_date"),
        ("repairs", "Why did the Larkfold Trust spend money on repairs to the Larkfold sluice in 2019?", "asks_for_another_kind"),
        ("repairs", "Did the Larkfold Trust repair the Larkfold sluice in 2019?", "asks_yes_or_no"),
        ("builder", "By whom was the Larkfold sluice built in 1931?", ""),
        ("builder", "Who built the Larkfold sluice in 1931?", ""),
        ("builder", "Who built the Larkfold sluice?", "dropped_date"),
        ("builder", "Who demolished the old Larkfold sluice gate mechanism entirely in 1931?", "ungrounded_words"),
    ],
)  # fmt: skip
def test_questions(name: str, text: str, reason: str) -> None:
    assert verifier(name).question(text).reason == reason


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("cost", "2019年，苜川航运公司出资3200万元翻修了苜川渡口。", ""),
        ("cost", "2019年，苜川航运公司翻修了苜川渡口。", "statement_without_answer"),
        ("cost", "2019年，苜川航运公司没有出资3200万元翻修苜川渡口。", "added_negation"),
        ("repairs", "Repairs to the Larkfold sluice cost the Larkfold Trust $3.2 million in 2019.", ""),
        ("repairs", "The Larkfold Trust spent $3.2 million on repairs in 2019.", ""),
        ("builder", "Imre Tallow built the Larkfold sluice in 1931.", ""),
    ],
)  # fmt: skip
def test_statements(name: str, text: str, reason: str) -> None:
    assert verifier(name).statement(text).reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What was built by Imre Tallow in 1931?", ""),
        ("What was built in 1931?", "question_without_object"),
        ("When was the Larkfold sluice built by Imre Tallow?", "tells_part_of_answer"),
    ],
)
def test_reverse_questions(text: str, reason: str) -> None:
    assert verifier("builder").reverse(text).reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2800万元", ""),
        ("3200万元", "distractor_is_true"),
        ("三千二百万元", "distractor_is_true"),
        ("2800万吨", "distractor_of_another_kind"),
        ("很多钱", "distractor_of_another_kind"),
    ],
)
def test_distractors(text: str, reason: str) -> None:
    assert verifier("cost").distractor(text, frozenset()).reason == reason


def test_a_true_answer_of_the_same_relation_is_no_distractor() -> None:
    assert not verifier("cost").distractor("2800万元", frozenset(["28000000元", "2800万元"]))


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("这是为什么？", "zh", "reason"), ("哪一年建成？", "zh", "time"), ("它有多少人？", "zh", "number"),
        ("是谁建的？", "zh", "person"), ("建在哪里？", "zh", "place"), ("叫什么名字？", "zh", "thing"),
        ("In which year was it built?", "en", "time"), ("How many people work there?", "en", "number"),
        ("Who built it?", "en", "person"), ("Name the builder.", "en", "thing"),
    ],
)  # fmt: skip
def test_what_is_asked_for(text: str, lang: Lang, kind: str) -> None:
    assert asked_kind(text, lang) == kind


def test_shapes_tell_orders_apart() -> None:
    asked = (
        "苜川渡口建于哪一年？",
        "哪一年建了苜川渡口？",
        "请说出苜川渡口的建成年份。",
        "1931年建成的是哪个渡口？",
    )
    assert len({shape_of(text, "苜川渡口", "zh") for text in asked}) == 4
    assert shape_of("请问苜川渡口建于哪一年？", "苜川渡口", "zh") != ""
