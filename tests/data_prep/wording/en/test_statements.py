"""English statements in other orders: what is said, and what nobody would say."""

import pytest

from data_prep.wording.en.nouns import upper_first
from data_prep.wording.en.statements import statements
from tests.data_prep.wording.en.world import found


@pytest.mark.parametrize(
    ("sentence", "answer", "good", "bad"),
    [
        ("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "1950",
         ["1950 was the year in which Varrick Glass Works was founded by Ilda Farrow.", "The founding of Varrick Glass Works took place in 1950.",
          "1950 saw the founding of Varrick Glass Works."], ["The founding of Varrick Glass Works fell in 1950."]),
        ("Ilda Farrow was born on 3 May 1921 in Corren.", "Corren",
         ["Corren was where Ilda Farrow was born on 3 May 1921.", "Ilda Farrow’s place of birth was Corren."],
         ["In Corren, Ilda Farrow was born on 3 May 1921."]),
        ("The Varrick Museum is at Hemp Lane 53.", "Hemp Lane 53",
         ["At Hemp Lane 53 is the Varrick Museum.", "The Varrick Museum can be found at Hemp Lane 53."], ["At Hemp Lane 53, the Varrick Museum is."]),
        ("Corren lies at the mouth of the Tarn.", "at the mouth of the Tarn",
         ["At the mouth of the Tarn lies Corren.", "The place that lies at the mouth of the Tarn is Corren."], ["At the mouth of the Tarn, Corren lies."]),
        ("Varrick Glass Works employs 320 people.", "320 people",
         ["320 people work for Varrick Glass Works.", "There are 320 people employed by Varrick Glass Works.",
          "The number of people that Varrick Glass Works employs is 320.", "Varrick Glass Works is the company that employs 320 people."],
         ["320 people: that is how many Varrick Glass Works employs."]),
        ("The Varrick Museum is visited by about 45,000 people every year.", "45,000 people",
         ["About 45,000 people visit the Varrick Museum every year."], ["About 45,000 people visits the Varrick Museum every year."]),
        ("Varrick Glass Works grants a warranty of five years.", "five years",
         ["A warranty of five years is granted by Varrick Glass Works.", "What Varrick Glass Works grants is a warranty of five years."],
         ["It is five years that Varrick Glass Works grants a warranty of."]),
        ("Varrick Glass Works will close the furnace of Corren by 2027.", "2027",
         ["The furnace of Corren will be closed by Varrick Glass Works by 2027."], ["It is by 2027 that Varrick Glass Works will close the furnace of Corren."]),
        ("Varrick Glass Works plans to open a recycling line in 2026.", "open a recycling line in 2026",
         ["Varrick Glass Works’ plan is to open a recycling line in 2026."], ["It is to open a recycling line in 2026 that Varrick Glass Works plans."]),
        ("Oren Tasker has been director of the Varrick Museum since 2016.", "2016",
         ["The director of the Varrick Museum since 2016 has been Oren Tasker.", "Oren Tasker became director of the Varrick Museum in 2016."],
         ["It is since 2016 that Oren Tasker has been director of the Varrick Museum."]),
        ("A tide window is the period in which the water over a berth is deep enough.", "the period in which the water over a berth is deep enough",
         ["The period in which the water over a berth is deep enough is called a tide window."], ["As for a tide window, it is the period in which the water over a berth is deep enough."]),
        ("Varrick 6 is a module of 25 kilowatt-hours.", "25 kilowatt-hours",
         ["An example of a module of 25 kilowatt-hours is Varrick 6."], ["What Varrick 6 is is a module of 25 kilowatt-hours."]),
        ("The Varrick Museum’s greatest treasure is the Widow’s Lamp.", "Widow’s Lamp",
         ["The Widow’s Lamp is the Varrick Museum’s greatest treasure.", "The Varrick Museum’s greatest treasure is called the Widow’s Lamp."],
         ["It is the Varrick Museum’s greatest treasure that is the Widow’s Lamp."]),
        ("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "Ilda Farrow",
         ["It was Ilda Farrow who founded Varrick Glass Works in 1950."], ["It was by Ilda Farrow that Varrick Glass Works was founded in 1950."]),
        ("Tidewheel was built by Orsund Offshore.", "Orsund Offshore",
         ["It was Orsund Offshore that built Tidewheel."], ["It was Orsund Offshore who built Tidewheel."]),
        ("Varrick Glass Works took over the Tarn mill in 1974.", "1974",
         ["The Tarn mill was taken over by Varrick Glass Works in 1974."], ["The Tarn mill was taken by Varrick Glass Works in 1974."]),
        ("Ilda Farrow married the painter Oren Tasker in 1950.", "Oren Tasker",
         ["It was the painter Oren Tasker whom Ilda Farrow married in 1950."], ["The painter that Ilda Farrow married in 1950 was Oren Tasker."]),
        ("Ondra had 300 lamps in 2023.", "2023", ["It was Ondra that had 300 lamps in 2023."], ["Ondra was the person who had 300 lamps in 2023."]),
    ],
)  # fmt: skip
def test_orders(sentence: str, answer: str, good: list[str], bad: list[str]) -> None:
    got = statements(found(sentence, answer), most=20)
    assert set(good) <= set(got), got
    assert not set(bad) & set(got)


def test_two_verbs_are_not_turned_round_at_once() -> None:
    told = "Varrick Glass Works makes 300 lamps a year and exports to 22 countries."
    got = statements(found(told, "300 lamps"), most=20)
    assert (
        "It is Varrick Glass Works that makes 300 lamps a year and exports to 22 countries." in got
    )
    assert not [text for text in got if "are made" in text or "There are" in text]


def test_whose_share_it_is_stands_behind_its_owner() -> None:
    told = "Varrick Glass Works has lost 12 percent of its staff since 2005."
    got = statements(found(told, "12 percent"), most=20)
    assert "Since 2005, Varrick Glass Works has lost 12 percent of its staff." in got
    assert not [text for text in got if "has been lost" in text]


def test_a_description_stands_beside_the_name_of_a_neighbour() -> None:
    one = found("Corren Systems is a software company in Corren.", "a software company in Corren")
    two = found("Corren Systems employs 40 people.", "40 people")
    got = statements(one, [two], most=20)
    assert "Corren Systems, a software company in Corren, employs 40 people." in got
    assert "A software company in Corren, Corren Systems employs 40 people." in got
    assert not [text for text in got if " and employs " in text]


def test_a_neighbour_is_told_in_a_relative_clause_in_any_tense() -> None:
    one = found("Varrick Glass Works employs 320 people.", "320 people")
    two = found("Varrick Glass Works was founded in 1950.", "1950")
    assert "Varrick Glass Works, which employs 320 people, was founded in 1950." in statements(
        one, [two], most=20
    )


def test_birth_comes_before_what_followed() -> None:
    one = found("Ilda Farrow studied at the University of Corren.", "University of Corren")
    two = found("Ilda Farrow was born on 3 May 1921 in Corren.", "3 May 1921")
    got = statements(one, [two], most=20)
    both = "Ilda Farrow was born on 3 May 1921 in Corren and studied at the University of Corren."
    assert both in got
    assert not [text for text in got if "and was born" in text]


def test_who_says_so_may_stand_in_front_or_behind() -> None:
    said = "Oren Tasker said that Varrick Glass Works employs 320 people."
    got = statements(found(said, "320 people"), most=20)
    assert "According to Oren Tasker, Varrick Glass Works employs 320 people." in got
    assert "Varrick Glass Works employs 320 people, according to Oren Tasker." in got
    assert all("Oren Tasker" in text for text in got)


@pytest.mark.parametrize(
    ("sentence", "answer", "expected"),
    [
        ("Varrick Glass Works was founded in 1950 by Ilda Farrow.", "1950",
         ["Varrick Glass Works was founded in 1950 by Ilda Farrow.", "In 1950, Varrick Glass Works was founded by Ilda Farrow.",
          "It was in 1950 that Varrick Glass Works was founded by Ilda Farrow.",
          "The year in which Varrick Glass Works was founded by Ilda Farrow was 1950.", "Ilda Farrow founded Varrick Glass Works in 1950."]),
        ("Ilda Farrow discovered the Cinder Star in 1936.", "Cinder Star",
         ["It was the Cinder Star that Ilda Farrow discovered in 1936.", "The Cinder Star was discovered by Ilda Farrow in 1936.",
          "In 1936, Ilda Farrow discovered the Cinder Star."]),
        ("Varrick Glass Works closed in 1959 because sand had become too dear.", "sand had become too dear",
         ["Because sand had become too dear, Varrick Glass Works closed in 1959.",
          "The reason that Varrick Glass Works closed in 1959 is that sand had become too dear."]),
        ("The Tarn Bridge is 638 metres long.", "638 metres", ["The length of the Tarn Bridge is 638 metres.", "The Tarn Bridge has a length of 638 metres."]),
        ("In 1962, Varrick Glass Works opened a second furnace.", "1962", ["Varrick Glass Works opened a second furnace in 1962."]),
        ("Oren Tasker is chief executive of Varrick Glass Works.", "chief executive of Varrick Glass Works",
         ["Oren Tasker holds the post of chief executive of Varrick Glass Works.", "The chief executive of Varrick Glass Works is Oren Tasker."]),
    ],
)  # fmt: skip
def test_statements(sentence: str, answer: str, expected: list[str]) -> None:
    got = statements(found(sentence, answer), most=9)
    assert set(expected) <= set(got), got
    assert all(answer in text or upper_first(answer) in text for text in got)


def test_a_neighbour_of_the_same_subject_is_told_along() -> None:
    one = found("Varrick Glass Works employs 320 people.", "320 people")
    two = found("Varrick Glass Works operates five furnaces.", "five furnaces")
    assert "Varrick Glass Works employs 320 people and operates five furnaces." in statements(
        one, [two]
    )


def test_times_are_not_mixed_in_a_merged_statement() -> None:
    one = found("Varrick Glass Works employs 320 people.", "320 people")
    two = found("Varrick Glass Works was founded in 1950.", "1950")
    assert not any(" and was " in text for text in statements(one, [two]))
