"""How the names of a statement are asked for, whatever its own question is: the wordings turn it round."""

from data_prep.facts import chinese_asking as asking
from data_prep.facts.chinese_words import Word
from data_prep.facts.tokens import Names


def asked_names(statement: str, names: Names, classes: dict[str, str]) -> dict[str, str]:
    """Name → interrogative, for the names in `statement` of which the document says what they are."""
    found: dict[str, str] = {}
    for name, kind in names.kinds.items():
        if name in statement:
            how = asking.name(Word(name, "noun", 0, kind), classes.get(name, ""))
            if how.ask != "什么":
                found[name] = how.ask
    return found
