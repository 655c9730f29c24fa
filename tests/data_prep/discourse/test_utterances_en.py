"""English: who says what, with pronouns named. All texts are invented."""

import pytest

from data_prep.discourse import Utterance, utterances
from data_prep.facts.names import find_names

INTRO = (
    "Jossa Pemblow has been director of the Pellin Museum since 2017. Jossa Pemblow lives in Orle. "
)


def read(text: str) -> list[Utterance]:
    return list(utterances(text, "", "en", find_names(text, "", "en")))


def after(text: str) -> list[tuple[str, str, str]]:
    return [(u.speaker, u.said, u.plain) for u in read(INTRO + text)[2:]]


PEMBLOW = "Jossa Pemblow"


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Jossa Pemblow said that the yard has nine cranes.",
         [(PEMBLOW, f"{PEMBLOW} said that ", "the yard has nine cranes.")]),
        ("“The yard has nine cranes,” Jossa Pemblow said. “The dock is deep.”",
         [(PEMBLOW, f"{PEMBLOW} said that ", "the yard has nine cranes"),
          (PEMBLOW, f"{PEMBLOW} said that ", "the dock is deep.")]),
        ("The dock, she explained, is nine metres deep.",
         [(PEMBLOW, f"{PEMBLOW} explained that ", "the dock is nine metres deep.")]),
        ("According to Jossa Pemblow, the yard has nine cranes.",
         [(PEMBLOW, f"{PEMBLOW} said that ", "the yard has nine cranes.")]),
        ("The yard has nine cranes, she said.",
         [(PEMBLOW, f"{PEMBLOW} said that ", "the yard has nine cranes")]),
        ("She repaired the old crane.", [("", "", "Jossa Pemblow repaired the old crane.")]),
    ],
)  # fmt: skip
def test_who_says_what(sentence: str, rows: list[tuple[str, str, str]]):
    assert after(sentence) == rows


INTERVIEW = (
    INTRO
    + """

Dace Fenn: What comes next?

Jossa Pemblow: We plan to open a visitor centre. I am cautious.

Dace Fenn: And is it expensive?

Jossa Pemblow: The roof costs much."""
)


def test_interview_turns_with_verbs_that_agree():
    rows = [(u.speaker, u.problem, u.plain) for u in read(INTERVIEW)[2:]]
    assert rows[0][1] == rows[3][1] == "host"
    assert rows[1] == (PEMBLOW, "", "the Pellin Museum plans to open a visitor centre.")
    assert rows[2] == (PEMBLOW, "", "Jossa Pemblow is cautious.")


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("Who would explain that?", "rhetorical"),
        ("If the money cannot be found, the hall will close.", "conditional"),
        ("Had the guard said no, the cannery would have closed.", "hypothetical"),
        ("According to legend it was spun by seven widows.", "relayed"),
        ("Please do not feed the gulls in the yard.", "command"),
        ("A short history of the yard", "heading"),
    ],
)
def test_what_asserts_nothing(sentence: str, slug: str):
    assert read(sentence)[-1].problem == slug


@pytest.mark.parametrize(
    "sentence",
    [
        "The visitor asked for tea at noon.",
        "The engineer had the crane repaired.",
        "Enter Bay is a bay.",
    ],
)
def test_what_looks_like_no_assertion_and_is_one(sentence: str):
    assert read(sentence)[-1].problem == ""


def test_a_degree_or_a_title_ends_no_sentence_wrongly():
    assert len(read("It works up to 55 °C. The pump is cooled. Mr. Fenn left.")) == 3


def test_a_council_is_one_of_which_the_text_has_spoken():
    text = "The Parish Council of Orle met in May. The council has nine members."
    assert read(text)[-1].plain == "The Parish Council of Orle has nine members."
    later = "The council met in Orle. Orle County Council owns the road."
    assert read(later)[0].plain == "The council met in Orle."


def test_a_line_that_names_the_speaker_is_the_writer_s_again():
    told = f"{INTERVIEW}\n\nJossa Pemblow lives in Orle. The Pellin Museum is open in May."
    assert [u.speaker for u in read(told)[-2:]] == ["", ""]


def test_a_firm_behind_a_date_line_says_what_it_has_done():
    text = "OSK, 3 May 2024 - Orle Systems, a maker of lamps, today announced that it has sold nine lamps."
    (told,) = read(text)
    assert told.speaker == "Orle Systems" and told.plain.startswith("Orle Systems has sold")
