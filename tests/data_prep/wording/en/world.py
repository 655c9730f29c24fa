"""The names of the English wording tests, and a fact by its sentence and answer."""

import re
from dataclasses import replace

from data_prep.facts.english_frames import frames
from data_prep.facts.tokens import Kind, Names
from data_prep.frame import Framed
from data_prep.records import Fact

KINDS: dict[str, Kind] = {
    "Varrick Glass Works": "organization", "Corren Systems": "organization", "Varrick Museum": "organization", "Ilda Farrow": "person",
    "Oren Tasker": "person", "Tarn Bridge": "latin", "University of Corren": "latin", "Corren": "location", "Varrick 6": "latin", "Varrick 5": "latin",
    "Cinder Star": "latin", "Corren Gazette": "latin", "Silver Sextant": "latin", "Ondra": "person", "Orsund Offshore": "person", "Tidewheel": "latin",
    "Widow’s Lamp": "latin", "Hemp Lane 53": "location",
}  # fmt: skip
NAMES = Names(
    dict(KINDS), re.compile("|".join(map(re.escape, sorted(KINDS, key=len, reverse=True))))
)


def found(sentence: str, answer: str, **names: tuple[str, ...]) -> Framed:
    """The fact of a sentence that has `answer` as its object; `names` are other names, by the first word."""
    candidate = next(c for c in frames(sentence, NAMES) if c.object == answer)
    fact = Fact(
        "f", "d", "en", candidate.type, candidate.subject, candidate.relation, candidate.object, list(candidate.aliases),
        candidate.frame.text + ".", "", 0, 0, 0, 0, "", "asserted", 2, "test", "taught",
    )  # fmt: skip
    return Framed(fact, replace(candidate.frame, names=names))
