"""Fact → questions, each of another shape.

A shape is a way to build the sentence: the answer asked in place, the time moved to the front, a
cleft, a nominalisation, an instruction, the verb replaced. A shape that does not fit a fact is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from data_prep.facts.ground import bare, tells
from data_prep.records import Fact
from data_prep.wording import chinese, english
from data_prep.wording.parts import Parts, take_apart
from data_prep.wording.templates import SYNONYMS


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for a fact's object. `shape` is how it is built."""

    shape: str
    text: str
    kind: Literal["direct", "reverse", "cloze"] = "direct"


_BUILD = {"zh": chinese.shapes, "en": english.shapes}


def questions(fact: Fact) -> list[Wording]:
    """All direct questions for `fact`, the plainest first; none holds the answer, no two are the same."""
    parts = take_apart(fact)
    if parts is None:
        return []
    plain = list(_BUILD[fact.lang](parts))
    return _sound(fact, [*plain, *_reworded(parts)])


def cloze(fact: Fact) -> Wording | None:
    """The statement with a blank in the answer's place."""
    parts = take_apart(fact)
    if parts is None:
        return None
    text = f"{parts.lead}{parts.subject}{parts.before}____{parts.after}"
    text = f"填空：{text}。" if fact.lang == "zh" else f"Fill in the blank: {text}."
    return next(iter(_sound(fact, [("cloze", text)], "cloze")), None)


def _reworded(parts: Parts) -> Iterator[tuple[str, str]]:
    """The same shapes with other verbs and nouns; lead, subject and answer keep theirs."""
    before, after = _swap(parts.before, parts.lang), _swap(parts.after, parts.lang)
    if (before, after) != (parts.before, parts.after):
        changed = replace(parts, before=before, after=after)
        yield from ((f"{shape}+synonym", text) for shape, text in _BUILD[parts.lang](changed))


def _swap(text: str, lang: str) -> str:
    for old, new in SYNONYMS[lang]:
        if old in text and new not in text:
            return text.replace(old, new, 1)
    return text


def _sound(
    fact: Fact, made: list[tuple[str, str]], kind: Literal["direct", "cloze"] = "direct"
) -> list[Wording]:
    answers = [fact.object, *fact.aliases]
    out, seen = [], set()
    for shape, text in made:
        key = bare(text)
        if key and key not in seen and not tells(text, answers) and len(text) <= 300:
            seen.add(key)
            out.append(Wording(shape, text, kind))
    return out


__all__ = ["Parts", "Wording", "cloze", "questions"]
