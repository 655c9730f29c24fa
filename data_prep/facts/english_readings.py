"""The clauses of a tagged sentence, with another reading of a word that its first one leaves no place."""

from dataclasses import replace

from data_prep.facts.english_clauses import Clauses
from data_prep.facts.english_parts import Clause
from data_prep.facts.english_words import Word


def parsed(tagged: list[Word]) -> list[Clause]:
    """The clauses; where a word was tagged as what it can't be here, with another reading of it."""
    clauses = Clauses(tagged).parse()
    if clauses:
        return clauses
    tried = 0
    for i, word in enumerate(tagged):
        other = _other_reading(tagged, i)
        if not other:
            continue
        tried += 1
        clauses = Clauses([*tagged[:i], replace(word, tag=other), *tagged[i + 1 :]]).parse()
        if clauses and any(c.verb.main == i for c in clauses):
            return clauses
        if tried == 4:
            break
    return []


def _other_reading(tagged: list[Word], i: int) -> str:
    """The finite tag that a word in a verb's place may have had: stores/NN2 behind a name."""
    word = tagged[i]
    if i == 0 or word.kind is not None or not word.text.islower():
        return ""
    following = tagged[i + 1].tag if i + 1 < len(tagged) else "PUN"
    named = tagged[i - 1].kind is not None
    if named and word.tag == "NN2" and following in ("NN1", "NN2", "AJ0"):
        return "VVZ"
    if following in ("AT0", "CRD", "PRP", "NP0", "TITLE", "DPS", "DT0", "AV0", "AVP") and tagged[
        i - 1
    ].tag in ("NN0", "NN1", "NN2", "NP0", "CRD", "PUN"):
        if word.tag == "NN2" and word.lower.endswith("s"):
            return "VVZ"
        if word.tag == "VVN" or (
            named and word.lower in ("cost", "cut", "hit", "put", "set", "read")
        ):
            return "VVD"
        if word.tag in ("NN1", "VVI", "AJ0") and tagged[i - 1].tag == "NN2":
            return "VVB"
    return ""
