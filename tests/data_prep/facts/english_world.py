"""The names of the tests of English facts, and what a sentence gives."""

import re

from data_prep.facts.english_frames import frames
from data_prep.facts.tokens import Kind, Names

KINDS: dict[str, Kind] = {
    "Varrick Glass Works": "organization", "Corren Systems": "organization", "Varrick Museum": "organization", "Ilda Farrow": "person",
    "Farrow": "person", "Oren Tasker": "person", "Tarn Bridge": "latin", "University of Corren": "latin", "Corren": "location",
    "Varrick 6": "latin", "Cinder Star": "latin", "Royal Institute of Sand": "organization", "Corren Gazette": "latin", "Osk": "location",
}  # fmt: skip


def names() -> Names:
    ordered = sorted(KINDS, key=len, reverse=True)
    return Names(dict(KINDS), re.compile("|".join(map(re.escape, ordered))))


def found(sentence: str, said: str = "") -> list[tuple[str, str, str, str]]:
    return [
        (c.type, c.frame.text, c.object, c.frame.ask) for c in frames(sentence, names(), said=said)
    ]
