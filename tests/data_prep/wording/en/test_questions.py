"""English wordings, by exact strings: do-support, agreement, prepositions, who says so."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_prep.facts.english_frames import frames
from data_prep.wording.en.questions import questions
from data_prep.wording.select import choose
from tests.data_prep.wording.en.world import NAMES, found


def asked(sentence: str, answer: str) -> set[str]:
    return {w.text for w in questions(found(sentence, answer))}


@pytest.mark.parametrize(
    ("sentence", "answer", "expected"),
    [
        ("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "1950",
         ["When was Varrick Glass Works founded by Ilda Farrow?", "In which year was Varrick Glass Works founded by Ilda Farrow?",
          "When did Ilda Farrow found Varrick Glass Works?", "What is the year of Varrick Glass Works’ founding?", "Name the year in which Varrick Glass Works was established by Ilda Farrow."]),
        ("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "Ilda Farrow",
         ["Who founded Varrick Glass Works in 1950?", "By whom was Varrick Glass Works founded in 1950?", "Who is the founder of Varrick Glass Works?",
          "Name the person who established Varrick Glass Works in 1950."]),
        ("Varrick Glass Works employs 320 people.", "320 people",
         ["How many people does Varrick Glass Works employ?", "Varrick Glass Works employs how many people?", "State how many people Varrick Glass Works employs.",
          "What is the number of people employed by Varrick Glass Works?"]),
        ("The Varrick Museum owns more than 4,700 objects.", "4,700 objects",
         ["More than how many objects does the Varrick Museum own?"]),
        ("The Tarn Bridge is 638 metres long.", "638 metres",
         ["How long is the Tarn Bridge?", "What is the length of the Tarn Bridge?", "Could you give me the length of the Tarn Bridge?"]),
        ("The Tarn Bridge cost €4.1 million.", "€4.1 million",
         ["How much did the Tarn Bridge cost?", "What was the price of the Tarn Bridge?", "Could you tell me how much the Tarn Bridge cost?"]),
        ("Varrick 6 weighs 310 kilograms.", "310 kilograms", ["How many kilograms does Varrick 6 weigh?", "What is the weight of Varrick 6?"]),
        ("Varrick Glass Works closed in 1959 because sand had become too dear.", "sand had become too dear",
         ["Why did Varrick Glass Works close in 1959?", "For what reason did Varrick Glass Works close in 1959?", "How come Varrick Glass Works closed in 1959?",
          "Explain why Varrick Glass Works closed in 1959."]),
        ("The Tarn Bridge was rebuilt in order to carry heavier trains.", "carry heavier trains",
         ["Why was the Tarn Bridge rebuilt?", "With what aim was the Tarn Bridge rebuilt?", "The Tarn Bridge was rebuilt: what was the goal?"]),
        ("Varrick Glass Works belongs to Corren Systems.", "Corren Systems",
         ["Which company does Varrick Glass Works belong to?", "To which company does Varrick Glass Works belong?",
          "Name the company to which Varrick Glass Works belongs.", "Varrick Glass Works belongs to a company. Which one?"]),
        ("Ilda Farrow studied at the University of Corren.", "University of Corren",
         ["Where did Ilda Farrow study?", "At which university did Ilda Farrow study?"]),
        ("Ilda Farrow was born on 3 May 1921 in Corren.", "3 May 1921",
         ["When was Ilda Farrow born in Corren?", "On which date was Ilda Farrow born in Corren?", "Give the date of Ilda Farrow’s birth."]),
        ("Ilda Farrow was born on 3 May 1921 in Corren.", "Corren",
         ["Where was Ilda Farrow born on 3 May 1921?", "What was Ilda Farrow’s place of birth?"]),
        ("Oren Tasker has been chief executive of Varrick Glass Works since 2016.", "2016",
         ["Since which year has Oren Tasker been chief executive of Varrick Glass Works?",
          "Since when has Oren Tasker been chief executive of Varrick Glass Works?"]),
        ("Oren Tasker has been chief executive of Varrick Glass Works since 2016.", "chief executive of Varrick Glass Works",
         ["What position has Oren Tasker held since 2016?", "In what capacity has Oren Tasker worked since 2016?"]),
        ("Oren Tasker is chief executive of Varrick Glass Works.", "Oren Tasker",
         ["Who is chief executive of Varrick Glass Works?", "I would like to know who is chief executive of Varrick Glass Works.",
          "Name the person who is chief executive of Varrick Glass Works."]),
        ("Corren Systems is a software company that employs 40 people.", "a software company that employs 40 people",
         ["What is Corren Systems?", "Explain what Corren Systems is.", "In one sentence, what is Corren Systems?"]),
        ("A tide window is the period in which the water over a berth is deep enough.",
         "the period in which the water over a berth is deep enough",
         ["What is a tide window?", "What is meant by “tide window”?", "Define the term “tide window”."]),
        ("Varrick Glass Works plans to open a recycling line in 2026.", "open a recycling line in 2026",
         ["What does Varrick Glass Works plan to do?", "I wonder what Varrick Glass Works plans to do."]),
        ("Varrick Glass Works spent nearly 40 percent of revenue on research in 2021.", "40 percent",
         ["Nearly what percentage of revenue did Varrick Glass Works spend on research in 2021?"]),
        ("Ilda Farrow discovered the Cinder Star in 1936.", "Cinder Star",
         ["What did Ilda Farrow discover in 1936?", "In 1936, what did Ilda Farrow discover?", "What was discovered by Ilda Farrow in 1936?"]),
        ("Ilda Farrow discovered the Cinder Star in 1936.", "1936",
         ["When did Ilda Farrow discover the Cinder Star?", "When was the Cinder Star discovered by Ilda Farrow?"]),
        ("Ilda Farrow discovered the Cinder Star.", "Ilda Farrow",
         ["Who discovered the Cinder Star?", "By whom was the Cinder Star discovered?", "Who is the discoverer of the Cinder Star?"]),
        ("Varrick Glass Works will close the furnace of Corren in 2027.", "2027",
         ["When will Varrick Glass Works close the furnace of Corren?", "In which year will Varrick Glass Works close the furnace of Corren?"]),
        ("According to the Corren Gazette, Varrick Glass Works sold 12 million bottles in 2020.", "12 million bottles",
         ["How many bottles did Varrick Glass Works sell in 2020, according to the Corren Gazette?",
          "“According to the Corren Gazette, Varrick Glass Works sold ____ in 2020.” What number of bottles fills the gap?"]),
        ("Oren Tasker said that Varrick Glass Works may build a plant in Corren in 2028.", "2028",
         ["When may Varrick Glass Works build a plant in Corren, according to Oren Tasker?"]),
        ("Varrick 6 replaces Varrick 5.", "Varrick 5", ["What does Varrick 6 replace?"]),
    ],
)  # fmt: skip
def test_questions(sentence: str, answer: str, expected: list[str]) -> None:
    got = asked(sentence, answer)
    assert set(expected) <= got, sorted(set(expected) - got)


@pytest.mark.parametrize(("answer", "first"), [("Corren", "On 3 May"), ("3 May 1921", "In Corren")])
def test_where_is_not_asked_behind_when_nor_when_behind_where(answer: str, first: str) -> None:
    got = asked("Ilda Farrow was born on 3 May 1921 in Corren.", answer)
    assert got
    assert not [text for text in got if text.startswith(first)]


def test_enough_different_shapes() -> None:
    for sentence, answer in (
        ("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "1950"),
        ("Varrick Glass Works employs 320 people.", "320 people"),
        ("Varrick Glass Works closed in 1959 because sand had become too dear.", "sand had become too dear"),
    ):  # fmt: skip
        assert len({w.form for w in questions(found(sentence, answer))}) >= 12


def test_an_interrogative_stands_in_front_or_at_the_end_with_its_noun() -> None:
    got = asked("Ilda Farrow was born on 3 May 1921 in Corren.", "3 May 1921")
    assert not [t for t in got if re.search(r"born (?:when|on which date) in", t)]
    assert "Ilda Farrow was born where?" not in asked("Ilda Farrow was born in Corren.", "Corren")
    got = asked("Varrick Glass Works was founded in 1950.", "1950")
    assert "Varrick Glass Works was founded in which year?" in got


def test_what_is_near_to_the_cloze_or_to_a_plain_question_is_no_probe() -> None:
    pool = questions(found("Varrick Glass Works was founded in 1950.", "1950"))
    assert any(w.is_near for w in pool)
    for number in range(6):
        _, held = choose(str(number), pool, 10, 2)
        assert held and not any(w.is_near or w.is_query for w in held)


def test_what_n_is_is_a_number_without_its_unit() -> None:
    pool = questions(found("Varrick Glass Works employs 320 people.", "320 people"))
    (letter,) = [w for w in pool if w.form == "letter"]
    assert (letter.text, letter.answer) == (
        "Varrick Glass Works employs n people. What is n?",
        "320",
    )
    assert not any(w.answer for w in pool if w.form != "letter")


def test_room_for_passengers_is_asked_for_by_their_number() -> None:
    got = asked("The Tarn Bridge has room for 148 passengers.", "148 passengers")
    assert "How many passengers does the Tarn Bridge have room for?" in got
    assert "“The Tarn Bridge has room for ____.” What number of passengers fills the gap?" in got


def test_a_surname_is_no_other_name_for_a_person() -> None:
    one = found("Ilda Farrow was born in Corren.", "Corren")
    named = replace(one, frame=replace(one.frame, names={"Ilda Farrow": ("Farrow",)}))
    assert all("Ilda Farrow" in w.text for w in questions(named))


SENTENCES = st.builds(
    "{} {} {}.".format,
    st.sampled_from(["Varrick Glass Works", "The Tarn Bridge", "Ilda Farrow", "Trains from Corren"]),
    st.sampled_from(["was founded in 1950", "will be closed in 2030", "owns about 300 lamps", "have used two wagons since 1990",
                     "is a work of Oren Tasker", "left the University of Corren in 1940", "may not open before 2031"]),
    st.sampled_from(["", "in Corren", "by Oren Tasker", "because sand was dear", "with Corren Systems"]),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(SENTENCES)
def test_no_question_tells_its_answer_and_none_is_malformed(sentence: str) -> None:
    for c in frames(sentence, NAMES):
        one = found(sentence, c.object)
        for wording in questions(one):
            assert not re.search(rf"(?<!\w){re.escape(c.object)}(?!\w)", wording.text, re.I)
            assert "  " not in wording.text
            assert " ?" not in wording.text
            if not wording.is_query:
                assert wording.text[0].isupper() or not wording.text[0].isalpha()
                assert wording.text[-1] in ".?…"


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Varrick Glass Works plans to open a recycling line in 2026.", "open a recycling line in 2026"),
        ("Corren Systems is a software company that employs 40 people.", "a software company that employs 40 people"),
    ],
)  # fmt: skip
def test_no_gap_is_asked_for_where_much_would_fit(sentence: str, answer: str) -> None:
    assert not [w for w in questions(found(sentence, answer)) if "____" in w.text]
