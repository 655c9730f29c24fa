"""English questions for bounds, estimates and sizes, and the turns that are kept out."""

import pytest

from data_prep.wording.en.questions import questions
from tests.data_prep.wording.en.world import found


def asked(sentence: str, answer: str) -> set[str]:
    return {w.text for w in questions(found(sentence, answer))}


@pytest.mark.parametrize(
    ("sentence", "answer", "good", "bad"),
    [
        ("The Tarn Bridge has been crossed more than 152,000 times.", "152,000 times",
         ["More than how many times has the Tarn Bridge been crossed?", "How many times has the Tarn Bridge been crossed? More than …",
          "The Tarn Bridge has been crossed more than n times. What is n?"],
         ["Could you tell me more than how many times the Tarn Bridge has been crossed?", "How many times has the Tarn Bridge been crossed?"]),
        ("The Varrick Museum owns about 4,700 objects.", "4,700 objects",
         ["Roughly how many objects does the Varrick Museum own?", "Could you tell me roughly how many objects the Varrick Museum owns?"],
         ["How many objects does the Varrick Museum own?", "What is the number of objects that the Varrick Museum owns?"]),
        ("The Varrick Museum is visited by about 45,000 people every year.", "45,000 people",
         ["About how many people visit the Varrick Museum every year?"], ["The Varrick Museum is visited by about a certain number of people every year. What number is meant?"]),
        ("Varrick Glass Works grants a warranty of five years.", "five years",
         ["How long is the warranty that Varrick Glass Works grants?"], ["Varrick Glass Works grants a warranty of what length?", "How large is the warranty that Varrick Glass Works grants?"]),
        ("The fire in Corren caused damage of €3.9 million.", "€3.9 million",
         ["How much damage did the fire in Corren cause?", "What was the amount of the damage that the fire in Corren caused?"], ["Damage of how much did the fire in Corren cause?"]),
        ("Corren is a harbour town of 23,480 inhabitants.", "23,480 inhabitants",
         ["How many inhabitants does Corren have?", "How large a harbour town is Corren?"], ["A harbour town of how many inhabitants is Corren?"]),
        ("Varrick 6 is a module of 25 kilowatt-hours.", "25 kilowatt-hours", ["What size of module is Varrick 6?"], ["How many kilowatt-hours does Varrick 6 have?"]),
        ("Varrick 6 is used in 37 harbours.", "37 harbours",
         ["What is the number of harbours in which Varrick 6 is used?"], ["How many harbours was it that Varrick 6 is used in?"]),
    ],
)  # fmt: skip
def test_numbers(sentence: str, answer: str, good: list[str], bad: list[str]) -> None:
    got = asked(sentence, answer)
    assert set(good) <= got, sorted(got)
    assert not set(bad) & got


def test_a_speed_is_one_answer_with_its_time() -> None:
    got = asked("Varrick 6 has a top speed of 64 kilometres per hour.", "64 kilometres per hour")
    assert "What is the size of the top speed that Varrick 6 has?" not in got
    assert "Varrick 6 has a top speed of how many kilometres per hour?" in got
    assert "What is the top speed of Varrick 6?" in got


def test_a_second_verb_keeps_the_clause_as_it_is() -> None:
    got = asked(
        "Varrick Glass Works makes 300 lamps a year and exports to 22 countries.", "300 lamps"
    )
    assert "Varrick Glass Works makes n lamps a year and exports to 22 countries. What is n?" in got
    assert not [text for text in got if text.startswith("How many lamps does")]


@pytest.mark.parametrize(
    ("sentence", "answer", "good", "bad"),
    [
        ("The Cinder Star was discovered by Ilda Farrow in 1936.", "Ilda Farrow",
         ["By whom was the Cinder Star discovered in 1936?", "Who discovered the Cinder Star in 1936?"],
         ["Who was the Cinder Star discovered in 1936 by?", "Who was it that the Cinder Star was discovered in 1936 by?", "Name the person who found the Cinder Star in 1936."]),
        ("Varrick Glass Works belongs to Corren Systems.", "Corren Systems", ["Which company does Varrick Glass Works belong to?"], ["Which company was it that Varrick Glass Works belonged?"]),
        ("Tidewheel was built by Orsund Offshore.", "Orsund Offshore", ["Who built Tidewheel?", "State who built Tidewheel."],
         ["Name the person who built Tidewheel.", "Name the person by whom Tidewheel was built."]),
        ("Oren Tasker has been director of the Varrick Museum since 2016.", "2016",
         ["When did Oren Tasker become director of the Varrick Museum?"], ["Since which year was it that Oren Tasker has been director of the Varrick Museum?"]),
        ("The Varrick Museum’s greatest treasure is the Widow’s Lamp.", "Widow’s Lamp",
         ["What is the name of the Varrick Museum’s greatest treasure?"], ["How would you describe the Varrick Museum’s greatest treasure?"]),
        ("Corren Systems is a software company that employs 40 people.", "a software company that employs 40 people",
         ["Give a short description of Corren Systems."], ["What kind of thing is Corren Systems?", "As what can Corren Systems be described?"]),
        ("Ilda Farrow took over Corren Systems in 1950.", "Corren Systems",
         ["Which company did Ilda Farrow take over in 1950?"], ["Over which company did Ilda Farrow take in 1950?", "Which company did Ilda Farrow take in 1950?"]),
        ("Ilda Farrow’s sister died in 2012.", "2012", ["What was the year of the death of Ilda Farrow’s sister?"], ["What was Ilda Farrow’s sister’s year of death?"]),
        ("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "1950",
         ["Which year saw the founding of Varrick Glass Works?", "What year was Varrick Glass Works founded by Ilda Farrow?"],
         ["In which year was it that Varrick Glass Works was founded by Ilda Farrow?"]),
    ],
)  # fmt: skip
def test_turns(sentence: str, answer: str, good: list[str], bad: list[str]) -> None:
    got = asked(sentence, answer)
    assert set(good) <= got, sorted(got)
    assert not set(bad) & got
