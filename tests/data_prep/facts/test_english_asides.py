"""A name beside the subject, and what it says of it."""

from tests.data_prep.facts.english_world import found


def statements(sentence: str) -> set[str]:
    return {text for _, text, *_ in found(sentence)}


def test_the_name_stands_for_what_it_is_set_beside() -> None:
    got = statements("The first works, Varrick Glass Works, opened in 1950 in Osk.")
    assert got == {"Varrick Glass Works opened in 1950 in Osk"}


def test_an_owner_s_thing_is_told_by_its_name() -> None:
    got = statements("The Varrick Museum’s best lamp, the Cinder Star, was lit in 1950.")
    assert "The Varrick Museum’s best lamp was the Cinder Star" in got
    assert "The Cinder Star was lit in 1950" in got


def test_a_name_that_a_name_precedes_or_no_name_is_left() -> None:
    assert statements("Ilda Farrow, the founder, was born in Osk.") >= {"Ilda Farrow was born in Osk"}  # fmt: skip
