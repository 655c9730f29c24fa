"""The English cloze, and what its gap says is wanted."""

import pytest

from data_prep.wording.en.cloze import cloze
from tests.data_prep.wording.en.world import found


def test_cloze_keeps_all_but_the_answer() -> None:
    made = cloze(found("Varrick Glass Works was founded in 1950.", "1950"))
    assert made is not None
    assert made.text == "Fill in the blank with a year: Varrick Glass Works was founded in ____."


@pytest.mark.parametrize(
    ("sentence", "answer", "kind"),
    [
        ("Varrick Glass Works was founded in 1950.", "1950", "a year"),
        ("Ilda Farrow was born on 3 May 1921 in Corren.", "3 May 1921", "a date"),
        ("The Varrick Museum is open from 3 May to 5 June 2024.", "from 3 May to 5 June 2024", "a period of time in 2024"),
        ("Varrick 6 is used in 37 harbours.", "37 harbours", "a number of harbours"),
        ("The Tarn Bridge cost €4.1 million.", "€4.1 million", "an amount of money"),
        ("The Tarn Bridge is 638 metres long.", "638 metres", "a length"),
        ("Ilda Farrow was born on 3 May 1921 in Corren.", "Corren", "a place"),
        ("The Cinder Star was discovered by Ilda Farrow in 1936.", "Ilda Farrow", "a person’s name"),
        ("Varrick Glass Works belongs to Corren Systems.", "Corren Systems", "the name of a company"),
        ("Varrick Glass Works plans to open a recycling line in 2026.", "open a recycling line in 2026", "an action"),
        ("Corren Systems is a software company that employs 40 people.", "a software company that employs 40 people", "a short description"),
        ("Varrick Glass Works closed in 1959 because sand had become too dear.", "sand had become too dear", "a reason"),
    ],
)  # fmt: skip
def test_a_gap_says_what_kind_of_thing_is_wanted(sentence: str, answer: str, kind: str) -> None:
    made = cloze(found(sentence, answer))
    assert made is not None
    assert made.text.startswith(f"Fill in the blank with {kind}: ")
