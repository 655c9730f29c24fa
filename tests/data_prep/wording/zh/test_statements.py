"""Chinese statements, reverse questions, blanks and lists."""

from dataclasses import replace

import pytest

from data_prep.frame import Frame
from data_prep.wording.zh import cloze, listing, reverse, statements
from tests.data_prep.wording.zh.frames import FRAMES, found, frame

PUMPS = FRAMES[0]
BOUGHT = frame(
    "time:2022年|subject:青禾软件|verb:收购了|object*:麦穗科技", "noun", "哪家公司", "公司", "家"
)


def test_constituents_change_their_order() -> None:
    made = statements(found(BOUGHT), [], 20)
    assert made[0] == "2022年青禾软件收购了麦穗科技。"
    assert {
        "青禾软件于2022年收购了麦穗科技。",
        "2022年，麦穗科技被青禾软件收购了。",
        "麦穗科技是青禾软件于2022年收购的公司。",
        "2022年，收购麦穗科技的是青禾软件。",
    } <= set(made)


@pytest.mark.parametrize("one", FRAMES, ids=lambda f: f.text[:16])
def test_every_statement_holds_the_answer_and_asks_nothing(one: Frame) -> None:
    made = statements(found(one), [], 30)
    assert len(set(made)) == len(made)
    for text in made:
        assert one.answer in text
        assert text.endswith("。")
        assert not [wh for wh in ("什么", "哪", "谁", "多少", "？", "\0") if wh in text]


def test_a_reason_changes_places_with_its_effect() -> None:
    one = frame(
        "subject:包装箱|verb:变长了|object:很多，|adverb:因为|after*:机臂不能折叠",
        "reason",
        "什么",
        "原因",
    )
    made = statements(found(one), [], 9)
    assert "由于机臂不能折叠，包装箱变长了很多。" in made
    assert "包装箱之所以变长了很多，是因为机臂不能折叠。" in made


def test_a_neighbour_of_the_same_entity_joins_a_statement() -> None:
    other = frame("subject:青禾软件|verb:成立于|object*:2009年", "time", "哪一年", "年份")
    made = statements(found(BOUGHT), [found(other, id="g")], 20)
    assert "青禾软件成立于2009年；2022年青禾软件收购了麦穗科技。" in made


def test_no_neighbour_that_is_a_control_fact_or_tells_the_answer_joins() -> None:
    other = frame("subject:青禾软件|verb:成立于|object*:2009年", "time", "哪一年", "年份")
    assert not [
        t
        for t in statements(found(BOUGHT), [found(other, split="control", id="g")], 30)
        if "2009" in t
    ]


def test_most_is_kept() -> None:
    assert len(statements(found(BOUGHT), [], 3)) == 3


@pytest.mark.parametrize(
    ("parts", "form", "ask", "question", "answer"),
    [
        ("subject*:屈映川|verb:创办了|object:砺汐泵业", "person", "谁", "屈映川创办了哪家公司？", "砺汐泵业"),
        ("subject:苇渚工厂|verb:总投资|object*:7.3亿元", "number", "多少元", "哪家工厂总投资7.3亿元？", "苇渚工厂"),
        ("subject:云岭公司|verb:位于|object*:苇渚县", "place", "哪里", "哪家公司位于苇渚县？", "云岭公司"),
        ("subject:灯塔管理站|verb:成立于|object*:1956年", "time", "哪一年", "1956年，成立的是哪个机构？", "灯塔管理站"),
        ("subject*:蔺青庐|verb:是|object:砺汐泵业的总经理", "person", "谁", "蔺青庐是哪家公司的总经理？", "砺汐泵业"),
    ],
)  # fmt: skip
def test_reverse_questions_ask_for_the_other_end(
    parts: str, form: str, ask: str, question: str, answer: str
) -> None:
    made = {w.text: w for w in reverse(found(frame(parts, form, ask, "")))}
    assert question in made
    assert made[question].answer == answer
    assert made[question].kind == "reverse"


def test_a_name_is_asked_for_by_what_the_document_says_it_is() -> None:
    one = frame("subject:Tidal|verb:发布了|object*:潮语二号", "noun", "哪款模型", "模型", "款")
    assert not reverse(found(one))  # 什么发布了 would be wrong of a firm
    known = replace(one, asks={"Tidal": "哪家公司"})
    assert "哪家公司发布了潮语二号？" in {w.text for w in reverse(found(known))}


@pytest.mark.parametrize(
    ("parts", "form", "question", "answer"),
    [
        ("subject:砺汐泵业|time:2019年|verb:造出了|object*:潮语二号", "noun", "砺汐泵业是哪一年造出潮语二号的？", "2019年"),
        ("subject:望川市|verb:接待了|object*:600万人次|head:游客", "number", "望川市接待了600万人次什么？", "游客"),
        ("scene:由于|object*:航道淤积|head:，|subject:乌泽渔场|verb:关闭了|object:三个码头", "reason", "由于航道淤积，乌泽渔场怎么样了？", "关闭了三个码头"),
        ("subject:苔原灯塔的灯高|verb:为|object*:47米", "number", "47米是苔原灯塔的哪项数据？", "灯高"),
    ],
)  # fmt: skip
def test_another_constituent_can_be_asked_for(
    parts: str, form: str, question: str, answer: str
) -> None:
    made = {w.text: w.answer for w in reverse(found(frame(parts, form, "", "")))}
    assert made.get(question) == answer


def test_a_vague_subject_is_not_asked_for() -> None:
    assert (
        reverse(found(frame("subject:多数渔民|verb:选择|object*:电动渔船", "noun", "什么", "渔船")))
        == []
    )


@pytest.mark.parametrize("one", FRAMES, ids=lambda f: f.text[:16])
def test_reverse_questions_do_not_tell_their_answer(one: Frame) -> None:
    assert not [w for w in reverse(found(one)) if w.answer in w.text]


def test_a_cloze_blanks_the_answer_and_keeps_the_rest() -> None:
    made = cloze(found(PUMPS))
    assert made is not None
    assert made.text == "填空（数量）：砺汐泵业到2026年底将拥有超过____静涛水泵。"


def test_a_list_question_takes_all_answers() -> None:
    first = frame("subject:砺汐泵业|verb:推出了|object*:ST-60", "noun", "哪款水泵", "水泵", "款")
    second = frame("subject:砺汐泵业|verb:推出了|object*:ST-80", "noun", "哪款水泵", "水泵", "款")
    made = listing([found(first), found(second)])
    assert made is not None
    assert (made.text, made.answer, made.kind) == (
        "砺汐泵业推出了哪些水泵？",
        "ST-60、ST-80",
        "list",
    )


def test_facts_of_different_times_make_no_list() -> None:
    first = frame(
        "time:2020年|subject:砺汐泵业|verb:推出了|object*:ST-60", "noun", "哪款水泵", "水泵", "款"
    )
    second = frame(
        "time:2021年|subject:砺汐泵业|verb:推出了|object*:ST-80", "noun", "哪款水泵", "水泵", "款"
    )
    assert listing([found(first), found(second)]) is None


@pytest.mark.parametrize(
    ("one", "question", "answer"),
    [
        (frame("subject:TFM的英文全称|verb:是|object*:Tide Forecast Model", "noun", "什么", "全称"), "Tide Forecast Model的缩写是什么？", "TFM"),
        (frame("subject:潮语助手|verb:更新了|object*:开源策略", "noun", "什么", "内容"), "更新开源策略的是什么？", "潮语助手"),
        (frame("subject:渔民用户|adverb:可以|verb:使用|object*:潮语二号|after:来预测涨潮时间", "noun", "哪款模型", "模型", "款"), "谁可以使用潮语二号来预测涨潮时间？", "渔民用户"),
    ],
)  # fmt: skip
def test_what_nothing_else_turns_round_is_asked_in_place_or_named_short(
    one: Frame, question: str, answer: str
) -> None:
    assert [(w.text, w.answer) for w in reverse(found(one))] == [(question, answer)]


def test_a_statement_never_ends_in_a_preposition() -> None:
    one = frame(
        "subject:潮语二号|verb:是|modifier:海测所于|object*:2023年|head:提出的一项方案",
        "time",
        "哪一年",
        "年份",
    )
    assert not [s for s in statements(found(one), (), 9) if s.endswith("于。") or "于，" in s]
