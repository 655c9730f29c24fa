"""English statements that would leave a reader asking of what, whose or when."""

import re

import pytest

from data_prep.facts.english_frames import frames
from data_prep.facts.tokens import Kind, Names

KINDS: dict[str, Kind] = {
    "Varrick Glass Works": "organization", "Ilda Farrow": "person", "Corren": "location", "Osk": "location", "Hesper": "latin",
    "Tarn Bridge": "latin", "Version 5.2": "latin", "Corren Brass": "latin", "Royal Institute of Sand": "organization",
}  # fmt: skip
NAMES = Names(
    dict(KINDS), re.compile("|".join(sorted(map(re.escape, KINDS), key=len, reverse=True)))
)


def stated(sentence: str, said: str = "") -> list[str]:
    return [c.frame.text for c in frames(sentence, NAMES, said=said)]


@pytest.mark.parametrize(
    "sentence",
    [
        "In November 1922, the boat Hesper ran onto the rocks below the mole.",
        "A fire in the drying hall in Osk stopped production for 17 days in August 2023.",
        "The lantern parade ends at the Tarn Bridge.",
        "Ilda Farrow had spent thirteen years in Corren.",
        "Visitors from Osk can take the Hesper.",
        "The concert by the Corren Brass begins at 20:00 in Osk.",
        "Version 5.2 was released on 11 January 2024.",
        "Ilda Farrow holds 29 percent of the shares.",
    ],
)
def test_what_only_the_text_before_explains_is_no_fact(sentence: str) -> None:
    assert stated(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "By 1990, Ilda Farrow had built 14 bridges.",
        "Ilda Farrow joined the navy in 1990.",
        "The Tarn Bridge opens at 10:00.",
        "The concert by the Corren Brass begins at 20:00 on 3 May 2024.",
        "Varrick Glass Works sold its furnace to the town of Osk in 1990.",
    ],
)
def test_what_everybody_knows_needs_no_text_before(sentence: str) -> None:
    assert stated(sentence)


def test_a_reported_past_perfect_looks_back_from_its_speaker() -> None:
    assert stated("Varrick Glass Works had lost 40 workers in Osk.", "Ilda Farrow said that ")
