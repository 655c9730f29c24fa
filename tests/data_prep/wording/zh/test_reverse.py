"""Chinese questions the other way round."""

from dataclasses import replace

import pytest

from data_prep.frame import Frame
from data_prep.wording.zh import reverse
from tests.data_prep.wording.zh.frames import FRAMES, found, frame


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


@pytest.mark.parametrize(
    ("parts", "form", "question"),
    [
        ("scene:在今年的水泵中，|subject:90%以上|verb:是|object*:苇渚工厂造的", "noun", ""),
        ("subject:现任站长|verb:是|object*:郗眠山", "person", "郗眠山担任什么职务？"),
        ("subject:第38届灯桨节|verb:举办于|object*:2024年9月", "time", "2024年9月，举办的是哪个节日？"),
    ],
)  # fmt: skip
def test_a_share_a_post_and_a_feast_are_asked_for_as_such(
    parts: str, form: str, question: str
) -> None:
    made = [w.text for w in reverse(found(frame(parts, form, "", "")))]
    assert not [t for t in made if "是什么？" in t or "什么是" in t]
    assert not question or question in made


@pytest.mark.parametrize(
    ("parts", "form"),
    [
        ("subject:维尔佐兰|adverb:可能|verb:提高|object*:水泵的进口关税", "noun"),  # a land, for all we know
        ("subject:用户|adverb:可以|verb:部署|object*:潮语二号", "noun"),  # says nothing
        ("subject:顾听澜|verb:是|object*:砺汐泵业的创始人之一", "noun"),  # one of several
    ],
)  # fmt: skip
def test_no_reverse_question_without_a_good_answer(parts: str, form: str) -> None:
    made = reverse(found(frame(parts, form, "", "")))
    assert not [w for w in made if "什么" in w.text or w.answer.endswith("之一")]


def test_what_will_be_done_is_asked_for_as_such() -> None:
    one = frame(
        "scene:为了|object*:防止积水|head:，|subject:砺汐泵业|adverb:将|verb:提供|object:15台水泵",
        "reason", "什么", "目的",
    )  # fmt: skip
    made = {w.text: w.answer for w in reverse(found(one))}
    assert made == {"为了防止积水，砺汐泵业将采取什么做法？": "提供15台水泵"}


def test_an_answer_that_is_torn_is_none() -> None:
    one = frame("subject:新泵在未来的船上将|verb:驱动|object*:电动渔船", "noun", "什么", "渔船")
    assert not [w for w in reverse(found(one)) if w.answer.endswith("将")]
