"""Attributions in other words."""

import pytest

from data_prep.wording.zh.said import asking, said


@pytest.mark.parametrize(
    ("text", "among", "who"),
    [
        ("屈映川表示，", "按照屈映川的说法，", "屈映川"),
        ("屈映川在年会上表示，", "在年会上，屈映川说，", "屈映川"),
        ("据厂长籍雨樵介绍，", "按照厂长籍雨樵的说法，", "厂长籍雨樵"),
        ("孟疏桐认为，", "在孟疏桐看来，", "孟疏桐"),
        ("在孟疏桐看来，", "按孟疏桐的看法，", "孟疏桐"),
        ("根据外部研究，", "据外部研究，", "外部研究"),
        ("海测所的报告显示，", "根据海测所的报告，", "海测所的报告"),
    ],
)
def test_an_attribution_has_other_forms(text: str, among: str, who: str) -> None:
    made = said(text)
    assert made.fronts[0] == text
    assert among in made.fronts
    assert made.who == who


@pytest.mark.parametrize("text", ["屈映川担心，", "顾听澜否认，", "大家都没说，"])
def test_an_attitude_stays_as_it_is(text: str) -> None:
    assert said(text).fronts == (text,)


def test_no_speaker_gives_nothing() -> None:
    assert said("").fronts == ("",)


def test_no_question_is_put_in_a_speakers_mouth() -> None:
    fronts = asking(said("屈映川表示，")).fronts
    assert "屈映川表示，" not in fronts
    assert asking(said("屈映川表示，")).front(0, "静涛水泵有多重？") == "屈映川表示"
    assert (
        asking(said("屈映川表示，"))
        .front(0, "在岚舸市，静涛水泵有多重？")
        .startswith(("按照", "据"))
    )
    assert asking(said("屈映川认为，")).fronts == said("屈映川认为，").fronts
