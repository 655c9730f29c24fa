"""English queries: what is asked for, and the statement without its small words but with its verb."""

from data_prep.frame import Form, Frame, Part
from data_prep.wording.en.search import searches


def frame(parts: list[Part], asked: int, form: Form, ask: str, said: str = "") -> Frame:
    return Frame("en", said, tuple(parts), asked, form, ask, "")


OPENED = frame(
    [Part("subject", "The Tarn Bridge"), Part("verb", " was opened"), Part("scene", " in Corren"), Part("time", " in "), Part("object", "1936")],
    4, "time", "which year",
)  # fmt: skip


def test_a_query_keeps_its_verb_and_its_prepositions() -> None:
    assert list(searches(OPENED)) == [("search", "which year Tarn Bridge opened in Corren")]


def test_a_preposition_stays_behind_the_verb_and_a_class_gives_way_to_which() -> None:
    belongs = [Part("subject", "The Orla"), Part("verb", " belongs"), Part("relation", " to "), Part("object", "Bess")]  # fmt: skip
    assert dict(searches(frame(belongs, 3, "noun", "which company")))["search"] == (
        "which company Orla belongs to"
    )
    replaces = [Part("subject", "The Orla"), Part("verb", " replaces"), Part("modifier", " the diesel ferry "), Part("object", "Bess")]  # fmt: skip
    assert dict(searches(frame(replaces, 3, "noun", "which ferry")))["search"] == (
        "which ferry Orla replaces"
    )


def test_nothing_is_searched_for_by_a_bare_what_or_without_a_verb() -> None:
    parts = [Part("subject", "The Orla"), Part("verb", " replaces"), Part("object", " Bess")]
    assert not list(searches(frame(parts, 2, "noun", "what")))
    parts = [Part("subject", "The Orla"), Part("verb", " is"), Part("relation", " in "), Part("object", "Corren")]  # fmt: skip
    assert not list(searches(frame(parts, 3, "place", "which place")))


def test_a_participle_that_is_no_past_keeps_its_has() -> None:
    parts = [Part("subject", "Orla"), Part("verb", " has run"), Part("object", " the Bess"), Part("time", " since "), Part("object", "2006")]  # fmt: skip
    assert dict(searches(frame(parts, 4, "time", "which year")))["search"] == (
        "since which year Orla has run Bess"
    )


def test_a_speaker_stays() -> None:
    parts = [Part("subject", "Corren"), Part("verb", " has"), Part("object", " 300 lamps")]
    told = frame(parts, 2, "number", "how many lamps", "Ilda Farrow said that ")
    assert dict(searches(told))["search"] == "how many lamps Corren has according to Ilda Farrow"


def test_a_verb_that_is_unsure_keeps_its_may() -> None:
    unsure = frame(
        [Part("subject", "The Tarn Bridge"), Part("adverb", " may"), Part("verb", " close"), Part("scene", " in Corren"), Part("time", " in "), Part("object", "2031")],
        5, "time", "which year",
    )  # fmt: skip
    assert dict(searches(unsure))["search"] == "which year Tarn Bridge may close in Corren"
