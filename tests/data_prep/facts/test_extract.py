"""Document → facts: what is found, what must not be asserted, and what every fact must hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.clean.edits import Traced
from data_prep.facts import extract, grounded
from data_prep.facts.ground import question_problem, tells
from data_prep.records import Document, Fact


def document(text: str, lang: str = "zh", title: str = "") -> Document:
    return Document("d", "d.txt", "", lang, title, text, "")  # type: ignore[arg-type]


def facts(text: str, lang: str = "zh", title: str = "", per_sentence: int = 6) -> list[Fact]:
    return list(extract(document(text, lang, title), Traced.of(text).runs(), per_sentence))


CHINESE = [
    ("砺汐工厂于2022年2月动工，总投资7.3亿元，占地212亩。砺汐工厂很新。", "7.3亿元", "砺汐工厂总投资7.3亿元。"),
    ("砺汐工厂于2022年2月动工，总投资7.3亿元。砺汐工厂很新。", "2022年2月", "砺汐工厂于2022年2月动工。"),
    ("《霁川舆图》绘于1641年。", "1641年", "《霁川舆图》绘于1641年。"),
    ("2012年，《霁川舆图》获得沅碛省金楮工艺奖。", "沅碛省金楮工艺奖", "2012年，《霁川舆图》获得沅碛省金楮工艺奖。"),
    ("云岭电池公司位于苇渚县水碓街。云岭电池公司很大。", "苇渚县水碓街", "云岭电池公司位于苇渚县水碓街。"),
    ("据云岭工厂厂长籍雨樵介绍，云岭工厂单台水泵的能耗低23%。云岭工厂很大，籍雨樵，是本地人。", "23%", "据云岭工厂厂长籍雨樵介绍，云岭工厂单台水泵的能耗低23%。"),
    ("云岭工厂的样机比旧样机长了19厘米，因为机臂不能折叠。云岭工厂很大。", "机臂不能折叠", "云岭工厂的样机比旧样机长了19厘米，因为机臂不能折叠。"),
    ("云岭工厂总经理蔺青庐在仪式上发言。蔺青庐说，云岭工厂很大。", "蔺青庐", "蔺青庐是云岭工厂总经理。"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer", "statement"), CHINESE)
def test_chinese_facts(text: str, answer: str, statement: str) -> None:
    assert (answer, statement) in {(f.object, f.statement) for f in facts(text)}


ENGLISH = [
    ("Ondravane was founded in 1998 by Maret Askarde in Pellinmouth.", "1998", "date"),
    ("Dunnaclare Ferries employs 96 people and operates five vessels.", "96 people", "number"),
    ("Dunnaclare Ferries employs 96 people and operates five vessels.", "five vessels", "number"),
    ("In 1949, Edda Corrowine founded the Ulvarrick Observatory.", "1949", "date"),
    ("Gannerholm was chosen because the village has its own station.", "the village has its own station", "reason"),
    ("Jossa Pemblow, managing director of Dunnaclare Ferries, opened the show.", "Jossa Pemblow", "person_role"),
    ("Yorane Tesklund said that the Ulvarrick Observatory has 62 employees.", "62 employees", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer", "kind"), ENGLISH)
def test_english_facts(text: str, answer: str, kind: str) -> None:
    assert (answer, kind) in {(f.object, f.type) for f in facts(text, "en")}


NO_FACTS = [
    ("zh", "如果云岭工厂明年扩建，总投资可能达到7.3亿元。"),  # hypothetical
    ("zh", "云岭工厂的总投资是7.3亿元吗？"),  # question
    ("zh", "他在2012年获得了金楮工艺奖。"),  # nobody named before
    ("zh", "今年该公司将推出12款新产品。"),  # pronoun, relative time
    ("zh", "云岭工厂因？yàn)橛X得7.3亿元很多。"),  # byte damage
    ("zh", "ChatGPT就是“一本正经地胡说八道”。"),  # 八道 is no number
    ("en", "If Ondravane had closed in 2008, 1,240 people would have lost their work."),
    ("en", "Did Ondravane open in 1998?"),
    ("en", "It employs 96 people."),
    ("en", "Last year Ondravane sold 360 units."),
]


@pytest.mark.parametrize(("lang", "text"), NO_FACTS)
def test_what_is_no_assertion_gives_no_number_or_date(lang: str, text: str) -> None:
    assert not [f for f in facts(text, lang) if f.type in ("number", "date", "comparison")]


def test_a_speaker_and_a_hedge_stay_with_the_claim() -> None:
    text = "云岭工厂厂长籍雨樵表示，云岭工厂计划招工640人。籍雨樵，是本地人，云岭工厂很大。"
    [fact] = [f for f in facts(text) if f.object == "640人"]
    assert fact.speaker == "籍雨樵"
    assert fact.modality == "hedged"
    assert "籍雨樵表示" in fact.statement


def test_the_host_of_an_interview_claims_nothing() -> None:
    text = "主持人：云岭工厂有300名员工，您怎么看？\n籍雨樵：云岭工厂有640名员工。\n主持人：谢谢您，云岭工厂真大？\n籍雨樵：再见。"
    answers = {f.object for f in facts(text)}
    assert "640名" in answers
    assert "300名" not in answers


def test_a_pronoun_is_named_from_the_sentence_before() -> None:
    text = "佘砚樵1938年出生于槲砚镇。佘砚樵说，纸是活的。他在2012年获得金楮工艺奖。"
    [fact] = [f for f in facts(text) if f.object == "2012年"]
    assert fact.statement == "佘砚樵在2012年获得金楮工艺奖。"
    assert fact.evidence.rstrip("。") == "他在2012年获得金楮工艺奖"


def test_a_bare_head_is_the_subject_that_ends_with_it() -> None:
    text = "苇渚工厂占地212亩，比北闸工厂大。工厂总投资7.3亿元。苇渚工厂和北闸工厂都很新。"
    assert "苇渚工厂总投资7.3亿元。" in {f.statement for f in facts(text)}


def test_every_fact_is_grounded_in_its_document() -> None:
    for text, _, _ in CHINESE:
        for fact in facts(text):
            assert grounded(fact, document(text)) == ""
            assert text[fact.source_start : fact.source_end] == fact.evidence


def test_a_sentence_gives_no_more_facts_than_asked_for() -> None:
    text = "云岭工厂有640名员工，占地212亩，总投资7.3亿元。云岭工厂很大。"
    assert len(facts(text, per_sentence=2)) == 2


@given(
    st.text(alphabet="云岭工厂于2022年有640名员工，。“”（）他她说：；！？ \nABCabc", max_size=80)
)
def test_no_text_breaks_the_extractor(text: str) -> None:
    for lang in ("zh", "en"):
        for fact in facts(text, lang):
            assert grounded(fact, document(text, lang)) == ""


@pytest.mark.parametrize(
    ("question", "answers", "told"),
    [
        ("Meta有34万块吗？", ["340,000块"], True),
        ("谁是厂长？", ["籍雨樵"], False),
        ("Who founded it in 1998?", ["1998"], True),
        ("第3届", ["3"], False),  # one character is met by chance
    ],
)
def test_tells(question: str, answers: list[str], told: bool) -> None:
    assert tells(question, answers) is told


@pytest.mark.parametrize(
    ("statement", "answer", "problem"),
    [("甲厂有640人。", "640人", "nothing_to_ask_about"), ("云岭工厂目前有640人。", "，", "bad_answer"), ("云岭工厂目前有640人。", "640人", "")],
)  # fmt: skip
def test_question_problem(statement: str, answer: str, problem: str) -> None:
    assert question_problem(statement, answer, "zh") == problem
