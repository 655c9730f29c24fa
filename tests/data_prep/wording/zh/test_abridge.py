"""Frames in fewer words."""

import pytest

from data_prep.wording.zh.abridge import abridged
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
