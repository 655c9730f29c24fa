"""English days that the day of writing tells."""

from datetime import date

import pytest

from data_prep.facts.english_dates import DATELINE, is_past, on_its_day

WRITTEN = date(2023, 6, 7)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("sentence", "dated"),
    [
        ("Varrick today presented a lamp.", "On 7 June 2023, Varrick presented a lamp."),
        ("The Varrick sank yesterday.", "On 6 June 2023, the Varrick sank."),
        ("The Varrick sailed on Monday.", "On 5 June 2023, the Varrick sailed."),
        ("Varrick will open a shop on Friday.", "On 9 June 2023, Varrick will open a shop."),
        ("Ilda Farrow will retire in December.", "Ilda Farrow will retire in December 2023."),
        ("Ilda Farrow retired in December.", "Ilda Farrow retired in December 2022."),
    ],
)
def test_a_day_gets_its_date(sentence: str, dated: str) -> None:
    assert on_its_day(sentence, WRITTEN, "") == dated


@pytest.mark.parametrize(
    "sentence",
    [
        "Today the works has 40 employees.",
        "The Varrick sails on Mondays.",
        "Varrick closed from Friday to Sunday.",
        "Varrick presented a lamp in May 1950.",
        "The shop is open in December.",
    ],
)
def test_what_is_so_or_has_its_year_stays(sentence: str) -> None:
    assert on_its_day(sentence, WRITTEN, "") == sentence


def test_no_day_of_writing_gives_no_date() -> None:
    assert on_its_day("Varrick today presented a lamp.", None, "") == "Varrick today presented a lamp."  # fmt: skip


def test_a_date_is_spelt_as_the_text_spells_it() -> None:
    told = on_its_day("Varrick today presented a lamp.", WRITTEN, "OSK, June 7, 2023 - Varrick …")
    assert told == "On June 7, 2023, Varrick presented a lamp."


def test_a_date_line_is_no_part_of_its_sentence() -> None:
    assert DATELINE.sub("", "OSK, 7 June 2023 - Varrick closed.") == "Varrick closed."
    assert is_past("Varrick closed.") and not is_past("Varrick has closed.")
