"""Two things that are counted together, each by itself."""

import pytest

from tests.data_prep.facts.english_world import found


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("The Varrick Museum owns 300 lamps and 12 kilns.", {"300 lamps", "12 kilns"}),
        ("The Tarn Bridge carries 400 cars and one tram.", {"400 cars"}),
        ("Trains from Osk to Corren take 2 hours and 35 minutes.", {"2 hours and 35 minutes"}),
        ("Varrick Glass Works combined 300 lamps and 12 kilns.", set()),
    ],
)
def test_each_count(sentence: str, numbers: set[str]) -> None:
    got = {answer: text for _, text, answer, _ in found(sentence) if answer[0].isdigit()}
    assert set(got) == numbers
    assert not any(" and " in text for answer, text in got.items() if " and " not in answer)
