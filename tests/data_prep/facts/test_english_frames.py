"""English sentences → self-contained statements with typed answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.facts.english_frames import frames, is_english_sentence
from data_prep.facts.names import find_names
from tests.data_prep.facts.english_world import found, names


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Varrick Glass Works was founded in 1950 by Ilda Farrow.",
            [
                ("date", "Varrick Glass Works was founded in 1950 by Ilda Farrow", "1950", "which year"),
                ("person_role", "Varrick Glass Works was founded in 1950 by Ilda Farrow", "Ilda Farrow", "who"),
            ],
        ),
        (
            "Varrick Glass Works was founded in 1950 and employs 320 people.",
            [
                ("date", "Varrick Glass Works was founded in 1950", "1950", "which year"),
                ("number", "Varrick Glass Works employs 320 people", "320 people", "how many people"),
            ],
        ),
        (
            "The Varrick Museum owns more than 4,700 objects.",
            [("number", "The Varrick Museum owns more than 4,700 objects", "4,700 objects", "how many objects")],
        ),
        (
            "The Tarn Bridge is 638 metres long and cost €4.1 million.",
            [
                ("number", "The Tarn Bridge is 638 metres long", "638 metres", "how long"),
                ("number", "The Tarn Bridge cost €4.1 million", "€4.1 million", "how much"),
            ],
        ),
        (
            "Varrick Glass Works closed in 1959 because sand had become too dear.",
            [
                ("date", "Varrick Glass Works closed in 1959", "1959", "which year"),
                ("reason", "Varrick Glass Works closed in 1959 because sand had become too dear", "sand had become too dear", "why"),
            ],
        ),
        (
            "The Tarn Bridge was rebuilt in order to carry heavier trains.",
            [("reason", "The Tarn Bridge was rebuilt in order to carry heavier trains", "carry heavier trains", "why")],
        ),
        (
            "Varrick Glass Works belongs to Corren Systems, a software company that employs 40 people.",
            [
                ("organization", "Varrick Glass Works belongs to Corren Systems", "Corren Systems", "which company"),
                ("definition", "Corren Systems is a software company that employs 40 people", "a software company that employs 40 people", "what"),
            ],
        ),
        (
            "The Tarn Bridge was designed by Ilda Farrow, who studied at the University of Corren.",
            [
                ("person_role", "The Tarn Bridge was designed by Ilda Farrow", "Ilda Farrow", "who"),
                ("location", "Ilda Farrow studied at the University of Corren", "University of Corren", "which university"),
            ],
        ),
        (
            "The Royal Institute of Sand (RIS) trains glass makers.",
            [("definition", "RIS stands for Royal Institute of Sand", "Royal Institute of Sand", "what"),
             ("event", "The Royal Institute of Sand trains glass makers", "glass makers", "what")],
        ),
        (
            "A tide window is the period in which the water over a berth is deep enough.",
            [("definition", "A tide window is the period in which the water over a berth is deep enough", "the period in which the water over a berth is deep enough", "what")],
        ),
        (
            "Varrick 6 holds 40 kilowatt-hours and weighs 310 kilograms.",
            [
                ("number", "Varrick 6 holds 40 kilowatt-hours", "40 kilowatt-hours", "how many kilowatt-hours"),
                ("number", "Varrick 6 weighs 310 kilograms", "310 kilograms", "how many kilograms"),
            ],
        ),
        (
            "Varrick Glass Works spent nearly 40 percent of revenue on research in 2021.",
            [
                ("number", "Varrick Glass Works spent nearly 40 percent of revenue on research in 2021", "40 percent", "what percentage"),
                ("date", "Varrick Glass Works spent nearly 40 percent of revenue on research in 2021", "2021", "which year"),
            ],
        ),
        (
            "Oren Tasker explained that Varrick Glass Works may build a plant in Corren in 2028.",
            [
                ("location", "Oren Tasker explained that Varrick Glass Works may build a plant in Corren in 2028", "Corren", "which place"),
                ("date", "Oren Tasker explained that Varrick Glass Works may build a plant in Corren in 2028", "2028", "which year"),
            ],
        ),
        (
            "Varrick Glass Works plans to open a recycling line in 2026.",
            [("event", "Varrick Glass Works plans to open a recycling line in 2026", "open a recycling line in 2026", "what")],
        ),
    ],
)  # fmt: skip
def test_statements_and_answers(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    got = found(sentence)
    assert [row for row in got if row in expected] == expected, got


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("The Tarn Bridge was built in 1950 and cost €3 million.", "€3 million"),
        ("A fire destroyed the Tarn Bridge in 1950.", "1950"),
        ("The Varrick Museum lies in a mill that was built in 1783.", "in a mill that was built in 1783"),
        ("Corren stands 112 metres above sea level.", "112 metres"),
        ("In a trial with Corren Systems, Varrick 6 reduced melting errors by 37 percent.", "37 percent"),
        ("Ilda Farrow died there on 26 January 1983.", "26 January 1983"),
        ("The Varrick Museum opened in 1929 in a former tannery.", "1929"),
        ("The Varrick Museum owns more than 300 lamps, including the Cinder Star.", "300 lamps"),
        ("Oren Tasker was the engineer who designed the Tarn Bridge.", "the engineer who designed the Tarn Bridge"),
        ("Oren Tasker has run the Varrick Museum near Osk since 2006.", "near Osk"),
        ("Varrick Glass Works plans to sell a smaller lamp, the Cinder Star, in May 2026.", "sell a smaller lamp, the Cinder Star, in May 2026"),
    ],
)  # fmt: skip
def test_read(sentence: str, answer: str) -> None:
    assert answer in {row[2] for row in found(sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Varrick Glass Works today presented a lamp in Osk.",
        "Ilda Farrow left Osk last week by boat.",
        "Ilda Farrow will leave Osk in December.",
        "Varrick Glass Works employs a further 40 people.",
        "Varrick Glass Works ordered 40 more lamps.",
        "Trains to Corren take 22 minutes.",
        "Ilda Farrow is one of the five authors.",
        "The Cinder Star took at least three weeks.",
        "Oren Tasker spoke with her in Osk in 1950.",
        "If sand were dearer, Varrick Glass Works would close the furnace in Corren.",
        "Would Varrick Glass Works close the furnace in 2030?",
        "She said that it had moved to Corren in 1990.",
        "The furnace, she says, was cold in Corren for three weeks.",
        "The minutes of the previous meeting were approved without changes.",
        "The company employs 320 people.",
        "Ilda Farrow directed the museum until 1969.",  # which museum?
        "Varrick Glass Works would close the furnace in Corren if sand were dearer.",
        "Open the door of the furnace and press the button.",
        "The lead author is Oren Tasker.",  # of what?
        "Chief executive Ilda Farrow expects revenue of €9 million in 2031.",
        "Ilda Farrow had worked the route for nine years.",
        "Ilda Farrow holds 29 percent of the shares.",
        "Ilda Farrow joined as an apprentice in 2003.",
    ],
)
def test_what_does_not_stand_alone_gives_nothing(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        # Works belongs to the name, and is no verb
        ("Varrick Glass Works was founded in 1950.", "Glass works"),
        # what was dropped would change the sense
        ("Many Corren Systems also failed in 1950.", "Corren Systems failed"),
        # the time of writing is unknown
        ("Varrick Glass Works opened a furnace in Corren last year.", "last year"),
        # a list that was not read whole
        ("The cast of Cinder Star includes Ilda Farrow as Mira, Oren Tasker as Jon and others.", "includes Ilda Farrow"),
    ],
)  # fmt: skip
def test_never_stated(sentence: str, absent: str) -> None:
    assert all(absent not in text for _, text, _, _ in found(sentence))


def test_a_possible_plan_is_hedged_and_an_attribution_reported() -> None:
    hedged = frames("Varrick Glass Works may build a plant in Corren in 2028.", names())
    said = frames(
        "Varrick Glass Works sold 12 million bottles.", names(), said="Oren Tasker said that "
    )
    assert {c.modality for c in hedged} == {"hedged"}
    assert {c.modality for c in said} == {"reported"}
    assert said[0].frame.text == "Oren Tasker said that Varrick Glass Works sold 12 million bottles"


def test_parts_join_to_the_statement() -> None:
    for c in frames("In 1962, the Varrick Museum bought 300 lamps in Corren.", names()):
        assert c.frame.said + "".join(p.text for p in c.frame.parts) == c.frame.text
        assert c.frame.parts[c.frame.asked].text == c.object


PIECES = st.lists(
    st.sampled_from(
        "Varrick Glass Works|Ilda Farrow|was founded|in 1950|by|and|which|employs|320 people|,|that|because|the|of|(|)|“|”|—|more than|to open|not|."
        .split("|")
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES)
def test_any_words_give_frames_or_nothing(pieces: list[str]) -> None:
    for c in frames(" ".join(pieces), names()):
        assert c.object and c.object == c.object.strip()
        assert c.frame.text == c.frame.said + "".join(p.text for p in c.frame.parts)


@given(st.text(max_size=80))
def test_any_text_gives_frames_or_nothing(text: str) -> None:
    for c in frames(text, find_names(text, "", "en")):
        assert c.object


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Varrick Glass Works was founded in 1950.", True),
        ("Yann LeCun (杨立昆) leads the laboratory in Paris.", True),
        ("砺汐泵业发布了 ST-90 pump。", False),
        ("Llama 2 是一款大模型。", False),
        ("Hello world.", False),
    ],
)
def test_english_sentences(text: str, english: bool) -> None:
    assert is_english_sentence(text) is english
