"""Somebody's short name in full."""

from data_prep.facts.candidates import Candidate
from data_prep.facts.full_names import in_full
from data_prep.frame import Frame, Part
from data_prep.records import Document

NAMES = {"屈斯顿": ("马克·屈斯顿", "Mark Quiston"), "马克·屈斯顿": ("屈斯顿",)}


def candidate(said: str, *texts: str, asked: int) -> Candidate:
    parts = tuple(Part("object", text) for text in texts)
    frame = Frame("zh", said, parts, asked, "noun", "什么", "水泵")
    return Candidate("product", texts[0], "…", frame)


def document(text: str, title: str = "") -> Document:
    return Document("d", "d.txt", "", "zh", title, text, "")


def test_a_rare_short_name_is_written_in_full() -> None:
    one = candidate("", "屈斯顿", "研发了", "水泵", asked=2)
    assert in_full(one, NAMES, document("屈斯顿")).frame.text == "马克·屈斯顿研发了水泵"
    told = candidate("屈斯顿表示，", "工厂", "研发了", "水泵", asked=2)
    assert in_full(told, NAMES, document("")).frame.text == "马克·屈斯顿表示，工厂研发了水泵"


def test_the_answer_and_a_well_known_name_stay() -> None:
    one = candidate("", "工厂", "任命了", "屈斯顿", asked=2)
    assert in_full(one, NAMES, document("屈斯顿")) == one
    known = candidate("", "屈斯顿", "研发了", "水泵", asked=2)
    assert in_full(known, NAMES, document("屈斯顿" * 10)) == known
    assert in_full(known, NAMES, document("", "屈斯顿")) == known
