"""Chinese blanks and lists."""

from data_prep.wording.zh import cloze, listing
from tests.data_prep.wording.zh.frames import FRAMES, found, frame

PUMPS = FRAMES[0]


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
