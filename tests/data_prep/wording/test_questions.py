"""Wordings: truly different shapes, none of which tells the answer."""

import dataclasses

import pytest

from data_prep.facts.ground import bare, tells
from data_prep.records import Fact, FactType, Lang
from data_prep.wording import choose, cloze, questions, statements
from data_prep.wording.select import distance, trigrams


def fact(
    statement: str, subject: str, answer: str, kind: FactType, lang: Lang = "zh", relation: str = ""
) -> Fact:
    return Fact(
        "f", "d", lang, kind, subject, relation, answer, [], statement, statement, 0, len(statement), 0, len(statement),
        "", "asserted", 2, "test", "taught",
    )  # type: ignore[arg-type]  # fmt: skip


NUMBER = fact("苇渚工厂总投资7.3亿元。", "苇渚工厂", "7.3亿元", "number")
DATE = fact("苇渚工厂于2022年2月动工。", "苇渚工厂", "2022年2月", "date")
LEAD_DATE = fact("2023年7月18日，Meta正式发布Llama 2。", "Meta", "2023年7月18日", "date")
PERSON = fact("蔺青庐是砺汐泵业总经理。", "砺汐泵业总经理", "蔺青庐", "person_role")
POST = fact(
    "蔺青庐是砺汐泵业总经理。", "蔺青庐", "砺汐泵业", "organization", relation="在哪里任总经理"
)
REASON = fact(
    "包装箱变长了很多，因为机臂不能折叠。", "包装箱变长了很多，因为", "机臂不能折叠", "reason"
)
PLACE = fact("云岭公司位于苇渚县。", "云岭公司", "苇渚县", "location")
SAID = fact("据厂长籍雨樵介绍，苇渚工厂的能耗比北闸工厂低23%。", "苇渚工厂", "23%", "comparison")
EN_DATE = fact("Ondravane was founded in 1998 by Maret Askarde.", "Ondravane", "1998", "date", "en")
EN_NUMBER = fact(
    "Dunnaclare Ferries employs 96 people.", "Dunnaclare Ferries", "96 people", "number", "en"
)
EN_LEAD = fact(
    "In 1949, Edda Corrowine founded the observatory.", "Edda Corrowine", "1949", "date", "en"
)
EN_WHO = fact(
    "Corin Vessamy is the chief executive of Ondravane.",
    "the chief executive of Ondravane",
    "Corin Vessamy",
    "person_role",
    "en",
)
ALL = [
    NUMBER,
    DATE,
    LEAD_DATE,
    PERSON,
    POST,
    REASON,
    PLACE,
    SAID,
    EN_DATE,
    EN_NUMBER,
    EN_LEAD,
    EN_WHO,
]


@pytest.mark.parametrize(
    ("made", "question"),
    [
        (NUMBER, "苇渚工厂总投资多少元？"),
        (DATE, "苇渚工厂是哪年哪月动工的？"),
        (LEAD_DATE, "Meta是哪一天正式发布Llama 2的？"),
        (PERSON, "砺汐泵业总经理是谁？"),
        (PERSON, "砺汐泵业总经理由谁担任？"),
        (POST, "蔺青庐是哪家公司的总经理？"),
        (REASON, "为什么包装箱变长了很多？"),
        (PLACE, "云岭公司在哪里？"),
        (SAID, "按照厂长籍雨樵的说法，苇渚工厂的能耗比北闸工厂低百分之多少？"),
        (EN_DATE, "In which year was Ondravane founded by Maret Askarde?"),
        (EN_NUMBER, "How many people does Dunnaclare Ferries employ?"),
        (EN_LEAD, "In which year did Edda Corrowine found the observatory?"),
        (EN_WHO, "Who is the chief executive of Ondravane?"),
    ],
)
def test_a_plain_question_is_among_the_wordings(made: Fact, question: str) -> None:
    assert question in {w.text for w in questions(made)}


@pytest.mark.parametrize("made", ALL)
def test_wordings_never_tell_the_answer_and_never_repeat(made: Fact) -> None:
    texts = [w.text for w in questions(made)]
    assert len(texts) >= 4
    assert len({bare(t) for t in texts}) == len(texts)
    assert not [t for t in texts if tells(t, [made.object])]


@pytest.mark.parametrize("made", ALL)
def test_statements_hold_the_answer_and_begin_with_the_documents_own(made: Fact) -> None:
    texts = statements(made, 4)
    assert texts[0] == made.statement
    assert all(made.object in text for text in texts)


def test_a_cloze_blanks_the_answer() -> None:
    made = cloze(NUMBER)
    assert made is not None
    assert made.text == "填空：苇渚工厂总投资____。"


def test_a_qualifier_stays_in_every_question() -> None:
    made = fact("云岭公司拥有超过3,400名员工。", "云岭公司", "3,400名", "number")
    assert all(
        "超过" in w.text or "有的" in w.text
        for w in questions(made)
        if w.shape in ("in_place", "topic", "blank")
    )


def test_held_out_wordings_are_of_shapes_that_are_not_trained() -> None:
    for made in ALL:
        trained, held = choose(made.object, questions(made), 10, 2)
        shapes = {w.shape.split("+")[0] for w in trained}
        assert held
        assert not shapes & {w.shape.split("+")[0] for w in held}


def test_different_facts_hold_out_different_shapes() -> None:
    held = set()
    for number in range(40):
        held |= {w.shape for w in choose(f"fact-{number}", questions(NUMBER), 10, 2)[1]}
    assert len(held) >= 4


def test_without_held_out_nothing_is_kept_back() -> None:
    trained, held = choose("f", questions(NUMBER), 100, 0)
    assert held == []
    assert len(trained) == len(questions(NUMBER))


def test_a_fact_whose_answer_stands_twice_gives_no_question() -> None:
    assert questions(dataclasses.replace(NUMBER, statement="7.3亿元就是7.3亿元。")) == []


def test_distance() -> None:
    assert distance(trigrams("一二三四"), trigrams("一二三四")) == 0
    assert distance(trigrams("一二三四"), trigrams("五六七八")) == 1
