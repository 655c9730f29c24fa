"""Surnames alone → the full names that the document gave them."""

from data_prep.facts.english_reference import References
from data_prep.facts.english_surnames import Surnames
from data_prep.facts.names import find_names

ONE = "Ilda Farrow was born in Osk. Farrow said that she drew bridges. Ms Farrow was loud."
TWO = (
    "Ilda Farrow was born in Osk. Farrow drew bridges. Her brother Oren Farrow said nothing."
    " Oren Farrow was born in Lund. Farrow died young."
)


def plain(text: str, title: str, sentence: str) -> str:
    names = find_names(text, title, "en")
    return Surnames(text, title, names).plain(sentence, text.index(sentence))


def test_one_person_of_that_surname() -> None:
    assert plain(ONE, "A bridge", "Ms Farrow was loud.") == "Ilda Farrow was loud."
    full = "Ilda Farrow was born in Osk."
    assert plain(ONE, "A bridge", full) == full


def test_a_firm_of_that_name_is_no_person() -> None:
    text = f"{ONE} Farrow & Sons makes bells."
    assert plain(text, "A bridge", "Farrow & Sons makes bells.") == "Farrow & Sons makes bells."


def test_of_two_the_one_named_so_far_or_in_the_title() -> None:
    assert plain(TWO, "A bridge", "Farrow drew bridges.") == "Ilda Farrow drew bridges."
    assert plain(TWO, "A bridge", "Farrow died young.") == "Farrow died young."
    assert plain(TWO, "Oren Farrow", "Farrow died young.") == "Oren Farrow died young."


def test_he_is_not_who_was_named_before_somebody_known_by_trade_alone() -> None:
    told = [
        "Ilda Farrow joined Corren Systems in 1998.",
        "The Corren Museum was founded by the brewer Oren Crane.",
        "His house was pulled down in 1962.",
    ]
    names = find_names(" ".join(told) + " Ilda Farrow said so.", "Corren", "en")
    references = References(" ".join(told), "Corren", names)
    assert [references.plain(sentence) for sentence in told][-1] == told[-1]


def test_minutes_of_a_society_are_not_the_society() -> None:
    title = "Minutes of the Corren Garden Society"
    text = "The society bought a pump. Ilda Farrow has led the Corren Garden Society since 2016."
    names = find_names(text, title, "en")
    assert "Minutes" not in References(text, title, names).plain("The society bought a pump.")
