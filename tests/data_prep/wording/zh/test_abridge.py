"""Frames in fewer words."""

from dataclasses import replace

import pytest

from data_prep.wording.zh.abridge import abridged, briefer
from tests.data_prep.wording.zh.frames import frame


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        (
            "scene:在苇渚县之外，|subject:静涛软件的下载量|adverb:已经|verb:超过|object*:6万次",
            "静涛软件的下载量已经超过6万次",
        ),
        (
            "subject:静涛软件在开源人工智能社区Quayside上的下载量|verb:超过|object*:6万次",
            "静涛软件在Quayside上的下载量超过6万次",
        ),
        (
            "subject:砺汐泵业（LIXI）|verb:向开源社区Quayside捐了|object*:6万元",
            "砺汐泵业向Quayside捐了6万元",
        ),
    ],
)
def test_where_it_was_and_what_a_name_is_are_left_out(parts: str, left: str) -> None:
    assert abridged(frame(parts, "number", "多少", "数量")).text == left


@pytest.mark.parametrize(
    "parts",
    [
        "subject:砺汐泵业|verb:拥有|object*:640名员工",  # nothing to leave out
        "scene:在2023年的评选中，|subject:砺汐泵业|verb:赢得了|object*:6个奖项",  # it says when
        "scene:根据外部研究，|subject:砺汐泵业|verb:卖出了|object*:6万台水泵",  # it says who says so
    ],
)
def test_what_the_fact_rests_on_stays(parts: str) -> None:
    whole = frame(parts, "number", "多少", "数量")
    assert abridged(whole) == whole


def test_the_answer_stays_the_answer() -> None:
    whole = frame(
        "scene:在苇渚县内，|subject:静涛软件的下载量|verb:超过|object*:6万次",
        "number",
        "多少次",
        "次数",
    )
    assert abridged(whole).answer == "6万次"


def test_a_deed_is_asked_for_without_its_date() -> None:
    whole = frame(
        "time:2022年，|subject:青禾软件|verb:收购了|modifier:望川市的|object*:麦穗科技",
        "noun", "哪家公司", "公司", "家",
    )  # fmt: skip
    assert [f.text for f in briefer(whole)] == ["青禾软件收购了望川市的麦穗科技"]
    assert briefer(whole)[0].answer == "麦穗科技"


@pytest.mark.parametrize(
    "parts",
    [
        "time:2022年，|subject:青禾软件|adverb:正在|verb:收购|object*:望川市的麦穗科技",  # it may not last
        "time:每年，|subject:青禾软件|verb:举办了|object*:望川市的软件大会",  # more than once
        "time:2022年，|subject:青禾|verb:收购了|object*:麦穗",  # too little is left
    ],
)
def test_what_may_be_otherwise_at_another_time_keeps_its_date(parts: str) -> None:
    assert briefer(frame(parts, "noun", "哪家公司", "公司", "家")) == []


def test_a_named_subject_is_enough() -> None:
    bare = frame(
        "subject:造出了“榫头一号”的砺汐泵业|verb:收购了|object*:麦穗科技",
        "noun",
        "哪家公司",
        "公司",
        "家",
    )
    whole = replace(bare, asks={"砺汐泵业": "哪家公司"})
    assert [f.text for f in briefer(whole)] == ["砺汐泵业收购了麦穗科技"]


def test_what_has_come_to_be_is_asked_for_without_the_time_of_writing() -> None:
    whole = frame(
        "time:截至2024年9月，|subject*:青禾软件|adverb:已经|verb:成为|object:望川市最大的软件公司",
        "noun",
        "哪家公司",
        "公司",
        "家",
    )
    assert [f.text for f in briefer(whole)] == ["青禾软件已经成为望川市最大的软件公司"]
