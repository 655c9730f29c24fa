"""The names of one document: people, organisations, places, works, products.

Invented and rare names are in no dictionary, so they are found by what stands around them (a role, an
ending, a gloss, a quotation mark) and by repetition: 苇渚工厂 is a name because the same four
characters stand before many different ones.
"""

import re

from data_prep.facts.chinese_names import chinese_names
from data_prep.facts.english_names import english_names
from data_prep.facts.tables import PRONOUNS
from data_prep.facts.tokens import Kind, Names
from data_prep.records import Lang


def find_names(text: str, title: str, lang: Lang) -> Names:
    """The names of a document whose title also counts as text."""
    return _compiled(kinds_of(text, title, lang))


def kinds_of(text: str, title: str, lang: Lang) -> dict[str, Kind]:
    """The names that `find_names` finds, with their kinds and without a pattern of them."""
    whole = f"{title}\n{text}"
    kinds: dict[str, Kind] = chinese_names(whole) if lang == "zh" else english_names(whole)
    return {n: kind for n, kind in kinds.items() if not PRONOUNS[lang].search(n)}


def named(names: Names, name: str) -> Names:
    """`names` with one more, a thing, unless it is among them or empty."""
    return _compiled({**names.kinds, name: "topic"}) if name and name not in names.kinds else names


def _compiled(kinds: dict[str, Kind]) -> Names:
    ordered = sorted(kinds, key=lambda n: (-len(n), n))
    pattern = "|".join(
        re.escape(n) + (_MODEL if "\u4e00" <= n[-1] <= "\u9fff" else "") for n in ordered
    )
    return Names(kinds, re.compile(pattern) if ordered else None)


_MODEL = r"(?:[A-Z][A-Z0-9]*(?![a-z])(?:[.\-][A-Za-z0-9]+)*|\d+\.\d+)?"
"""What a Chinese name may carry: the ST-80 of 静涛ST-80, the 3.2 of 织鲤3.2."""
