"""What a sentence says in passing: appositions, relative clauses, and the full name in brackets."""

import re
from collections.abc import Iterator, Sequence

from data_prep.facts.candidates import Candidate
from data_prep.facts.english_parts import Aside, Clause
from data_prep.facts.english_words import Word, joined
from data_prep.facts.tables import ROLES
from data_prep.frame import Frame, Part


def by_its_name(tagged: list[Word], clause: Clause) -> list[list[Word]]:
    """The sentence with the name in place of a subject that it is set beside, and what says that the two are
    one: the first mill, Lowfold Mill, opened in 1794 → Lowfold Mill opened in 1794. [] where none is."""
    name = named_beside(tagged, clause)
    if not name:
        return []
    subject, aside = clause.subject, clause.asides[0]
    rest = tagged[aside.end + 1 :]
    past = tagged[clause.verb.first].tag in ("VVD", "VBD", "VHD")
    verb = Word("was" if past else "is", "VBD" if past else "VBZ", -1, -1)
    stop = Word(".", "PUN", -1, -1)
    same = [*tagged[subject.start : subject.end], verb, *name, stop]
    return [[*tagged[: subject.start], *name, *rest], same]


def named_beside(tagged: Sequence[Word], clause: Clause) -> Sequence[Word]:
    """The one name that stands between commas behind the subject, with its article; [] for none."""
    aside = clause.asides[0] if clause.asides else None
    if aside is None or aside.relative or aside.of.start != clause.subject.start:
        return []
    inside = tagged[aside.start : aside.end]
    bare = inside[1:] if inside[:1] and inside[0].lower == "the" else inside
    own = tagged[clause.subject.start : clause.subject.end]
    if len(bare) != 1 or bare[0].kind is None or own[-1].kind is not None:
        return []
    return inside


def told_in_passing(tagged: list[Word], aside: Aside, clause: Clause) -> list[Word]:
    """The sentence that an apposition or a relative clause with a comma makes of its noun; [] for none."""
    subject = _name_part(tagged[aside.of.start : aside.of.end])
    inside = tagged[aside.start : aside.end]
    if not subject or not inside:
        return []
    if aside.relative:
        return [*subject, *inside]  # which/who + predicate: the noun is the subject
    if not _classes(inside):
        return []
    dead = clause.verb.lemma in ("die", "bear")
    verb = Word("was" if dead else "is", "VBD" if dead else "VBZ", -1, -1)
    return [*subject, verb, *inside]


_NO_CLASS = frozenset("one each both most half then".split())
"""What an aside begins with that says of its noun something other than what it is."""


def _classes(inside: Sequence[Word]) -> bool:
    """Whether an aside says what its noun is: the chief engineer, a module of 25 kilowatt-hours."""
    if inside[0].tag not in ("AT0", "NN1", "AJ0") or not 2 <= len(inside) <= 22:
        return False
    if any(w.text == "," for w in inside) or inside[0].lower in _NO_CLASS:
        return False
    bare = inside[0].tag != "AT0"
    return not bare or bool(re.match(ROLES["en"], " ".join(w.text for w in inside)))


def is_the_speaker(said: str, of: Sequence[Word]) -> bool:
    """Whether an aside is about the one who speaks: the document says that, not the speaker."""
    speaker = said.split(" said that")[0].removeprefix("According to ").rstrip(", ")
    return bool(speaker) and speaker in joined(of)


def _name_part(of: list[Word]) -> list[Word]:
    """The name that a noun phrase ends with, with its article: the diesel ferry Bessander → Bessander."""
    if not of or of[-1].kind is None:
        return []
    if len(of) == 1:
        return of
    if len(of) == 2 and of[0].lower == "the":
        return of
    if all(w.tag in ("AT0", "AJ0", "NN1", "NN0", "NP0") for w in of[:-1]):
        return of[-1:]
    return []


def glosses(tagged: list[Word], said: str) -> Iterator[Candidate]:
    """X (Full Name): what X stands for."""
    for i in range(1, len(tagged) - 2):
        if tagged[i].text != "(" or tagged[i - 1].kind is None:
            continue
        close = next((j for j in range(i + 1, min(i + 8, len(tagged))) if tagged[j].text == ")"), 0)
        inner = tagged[i + 1 : close]
        if (
            not close
            or not inner
            or not all(
                w.text[:1].isupper() or w.lower in ("of", "and", "for", "the") for w in inner
            )
        ):
            continue
        name, other = tagged[i - 1], joined(inner)
        short, full = (name.text, other) if len(name.text) < len(other) else (other, name.text)
        initials = "".join(w[0] for w in full.split() if w[0].isupper())
        if short.isupper() and initials.startswith(short[0]) and len(short) <= len(initials) + 1:
            parts = (Part("subject", short), Part("verb", " stands for "), Part("object", full))
            frame = Frame("en", "", parts, 2, "noun", "what", "full name")
            yield Candidate("definition", short, "stands for …", frame, (), "asserted", 3)


def without_brackets(tagged: Sequence[Word]) -> list[Word]:
    """The words outside brackets."""
    out: list[Word] = []
    depth = 0
    for word in tagged:
        depth += word.text == "("
        if not depth:
            out.append(word)
        depth -= word.text == ")" and depth > 0
    return out
