"""What an answer must be to tell something: short, whole, no bare number of a list."""

from collections.abc import Sequence
from dataclasses import replace

from data_prep.facts.english_phrases import Noun
from data_prep.facts.english_words import Word

MAX_ANSWER_WORDS = 14


def numbers_joined(after: Sequence[Word]) -> bool:
    """Whether another number or noun is joined to this one, so that asking for one alone is no question."""
    return any(word.tag == "CJC" or word.text == "," for word in after)


def placed(noun: Noun, by: int) -> Noun:
    """The noun phrase by its place in a piece that begins at `by`."""
    number = noun.number - by if noun.number >= 0 else -1
    return replace(
        noun,
        start=noun.start - by,
        end=noun.end - by,
        core=noun.core - by,
        head=noun.head - by,
        number=number,
    )


def names_all(inside: Sequence[Word]) -> bool:
    return all(word.kind is not None or word.lower in ("and", "the", ",") for word in inside)


def telling(inside: Sequence[Word]) -> bool:
    """Whether a common noun phrase says something worth asking: two words besides its determiner, or a name."""
    content = [w for w in inside if w.tag not in ("AT0", "DT0", "PRP", "PRF", "CJC", "PUN", "AV0")]
    return len(content) >= 2 or any(
        w.kind is not None or w.tag in ("TITLE", "NP0") for w in content
    )
