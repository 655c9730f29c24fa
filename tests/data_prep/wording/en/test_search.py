"""English queries: the statement without its small words, in several orders."""

from data_prep.frame import Form, Frame, Part
from data_prep.wording.en.search import searches


def frame(parts: list[Part], asked: int, form: Form, ask: str, said: str = "") -> Frame:
    return Frame("en", said, tuple(parts), asked, form, ask, "")


OPENED = frame(
    [Part("subject", "The Tarn Bridge"), Part("verb", " was opened"), Part("scene", " in Corren"), Part("time", " in "), Part("object", "1936")],
    4, "time", "which year",
)  # fmt: skip


def test_a_query_has_no_small_words_and_what_is_asked_for_first_or_last() -> None:
    made = dict(searches(OPENED))
    assert made["search"] == "Tarn Bridge opened Corren which year"
    assert made["search_first"] == "which year Tarn Bridge opened Corren"
    assert made["search_bare"] == "Tarn Bridge Corren which year"


def test_what_is_asked_for_is_not_said_twice() -> None:
    ferry = frame(
        [Part("subject", "The Orla"), Part("verb", " replaces"), Part("modifier", " the diesel ferry "), Part("object", "Bess")],
        3, "noun", "which ferry",
    )  # fmt: skip
    assert dict(searches(ferry))["search"] == "Orla replaces diesel which ferry"


def test_a_speaker_stays_and_a_claim_of_an_unknown_form_has_no_query() -> None:
    parts = [Part("subject", "Corren"), Part("verb", " has"), Part("object", " 300 lamps")]
    told = frame(parts, 2, "number", "how many lamps", "Ilda Farrow said that ")
    assert all("Ilda Farrow says" in text for _, text in searches(told))
    assert list(searches(told))


def test_a_verb_that_is_denied_or_unsure_is_not_left_out() -> None:
    unsure = frame(
        [Part("subject", "The Tarn Bridge"), Part("adverb", " may"), Part("verb", " close"), Part("scene", " in Corren"), Part("time", " in "), Part("object", "2031")],
        5, "time", "which year",
    )  # fmt: skip
    made = dict(searches(unsure))
    assert "search_bare" not in made
    assert "may close" in made["search"]
