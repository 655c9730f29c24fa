"""One question for all objects of one predicate, in English."""

from data_prep.wording.en.listing import listing
from tests.data_prep.wording.en.world import found


def test_a_list_asks_for_all_objects_of_one_predicate() -> None:
    founds = [
        found("Varrick Glass Works developed the Varrick 5.", "Varrick 5"),
        found("Varrick Glass Works developed the Varrick 6.", "Varrick 6"),
    ]
    made = listing(founds)
    assert made is not None
    assert (made.text, made.answer) == (
        "What did Varrick Glass Works develop? Name all of them.",
        "Varrick 5 and Varrick 6",
    )
    assert listing(founds[:1]) is None
