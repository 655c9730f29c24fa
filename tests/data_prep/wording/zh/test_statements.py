"""Chinese statements."""

import pytest

from data_prep.frame import Frame
from data_prep.wording.zh import statements
from tests.data_prep.wording.zh.frames import FRAMES, found, frame

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


def test_a_statement_never_ends_in_a_preposition() -> None:
    one = frame(
        "subject:潮语二号|verb:是|modifier:海测所于|object*:2023年|head:提出的一项方案",
        "time",
        "哪一年",
        "年份",
    )
    assert not [s for s in statements(found(one), (), 9) if s.endswith("于。") or "于，" in s]
