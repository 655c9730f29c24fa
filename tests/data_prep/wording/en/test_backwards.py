"""English questions for the subject."""

import pytest

from data_prep.wording.en.backwards import reverse
from tests.data_prep.wording.en.world import found


def asked(sentence: str, answer: str, *beside: tuple[str, str]) -> dict[str, str]:
    others = [found(text, other) for text, other in beside]
    return {w.text: w.answer for w in reverse(found(sentence, answer), others)}


@pytest.mark.parametrize(
    ("sentence", "answer", "question", "subject"),
    [
        ("Corren Systems is a software company in Corren.", "a software company in Corren", "What is the name of the software company in Corren?", "Corren Systems"),
        ("A tide window is the period in which the water over a berth is deep enough.", "the period in which the water over a berth is deep enough",
         "What is the period in which the water over a berth is deep enough called?", "tide window"),
        ("Ilda Farrow’s father was the keeper of the Tarn Bridge.", "keeper of the Tarn Bridge", "Whose father was the keeper of the Tarn Bridge?", "Ilda Farrow"),
        ("The island of Corren has 870 inhabitants.", "870 inhabitants", "Which island has 870 inhabitants?", "Corren"),
        ("A fire destroyed the Tarn Bridge in 1950.", "1950", "What destroyed the Tarn Bridge in 1950?", "a fire"),
        ("Ilda Farrow discovered the Cinder Star in 1936.", "1936", "Who discovered the Cinder Star in 1936?", "Ilda Farrow"),
        ("The app Tidewheel was developed by Corren Systems.", "Corren Systems", "Which app was developed by Corren Systems?", "Tidewheel"),
    ],
)  # fmt: skip
def test_the_subject_is_asked_for(sentence: str, answer: str, question: str, subject: str) -> None:
    assert asked(sentence, answer).get(question) == subject, asked(sentence, answer)


def test_a_neighbour_stands_beside_an_answer_that_says_too_little() -> None:
    employs = ("Varrick Glass Works employs 320 people.", "320 people")
    operates = ("Varrick Glass Works operates five furnaces.", "five furnaces")
    both = "Which company employs 320 people and operates five furnaces?"
    assert asked(*employs, operates)[both] == "Varrick Glass Works"
    assert both not in asked(*employs)


def test_a_neighbour_that_says_what_it_is_gives_the_class() -> None:
    weighs = ("Varrick 6 weighs 310 kilograms.", "310 kilograms")
    described = (
        "Varrick 6 is a glass press for small workshops.",
        "a glass press for small workshops",
    )
    assert "Which glass press weighs 310 kilograms?" in asked(*weighs, described)
    assert "What weighs 310 kilograms?" in asked(*weighs)


def test_a_question_does_not_tell_its_answer() -> None:
    beside = ("Ilda Farrow founded the Farrow Prize in 1950.", "1950")
    got = asked("Ilda Farrow died in 1990.", "1990", beside)
    assert got and not any("Farrow" in text for text in got if "Prize" not in text)


def test_where_the_subject_is_the_answer_its_object_is_asked_for() -> None:
    sentence = "Ilda Farrow discovered the Cinder Star."
    got = asked(sentence, "Ilda Farrow", (sentence, "Cinder Star"))
    assert got["What did Ilda Farrow discover?"] == "Cinder Star"
    assert not asked(sentence, "Ilda Farrow")


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Corren lies at the mouth of the Tarn.", "at the mouth of the Tarn"),
        ("Varrick 6 is a module of 25 kilowatt-hours.", "25 kilowatt-hours"),
        ("Corren Systems generated 8.7 terawatt-hours of electricity in 2022.", "2022"),
        ("Ondra has opened a second furnace in Corren.", "Corren"),
    ],
)
def test_none_is_turned_into_what_nobody_says(sentence: str, answer: str) -> None:
    for text in asked(sentence, answer):
        assert " lain" not in text and "generated of electricity" not in text
        assert not text.startswith(("Could you tell me what is", "I would like to know what is"))
        assert not text.startswith("Name the person")


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Ilda Farrow’s father died in 2012.", "2012"),
        ("Varrick 6 was launched in March 2013.", "March 2013"),
        ("Varrick 6 is a planning program for small harbours.", "a planning program for small harbours"),
        ("Varrick Glass Works operates five furnaces.", "five furnaces"),
    ],
)  # fmt: skip
def test_what_fits_many_is_not_asked_alone(sentence: str, answer: str) -> None:
    assert not asked(sentence, answer)


def test_one_of_many_of_its_kind_is_asked_for_by_a_neighbour() -> None:
    kind = "planning program for small harbours"
    is_one = (f"Varrick 6 is a {kind}.", f"a {kind}")
    used = ("Varrick 6 is used in 37 harbours.", "37 harbours")
    question = f"What is the name of the {kind} that is used in 37 harbours?"
    assert asked(*is_one, used)[question] == "Varrick 6"


def test_reverse_asks_for_the_subject() -> None:
    got = reverse(found("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "1950"))
    assert "Which company was founded in 1950 by Ilda Farrow?" in {w.text for w in got}
    assert {w.answer for w in got} == {"Varrick Glass Works"} and {w.kind for w in got} == {
        "reverse"
    }
