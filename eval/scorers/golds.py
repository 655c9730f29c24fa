"""What an expected answer says, worked out once: its writings, the value it may be, the names it may hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from eval.scorers.normalize import Text, normalize
from eval.scorers.quantities import Amount, Date, only_amount, only_date

_CHOICE = re.compile(r"或|还是|\bor\b")
_BRACKETS = re.compile(r"[（(]([^（()）]+)[)）]")
_LATIN = re.compile(r"[A-Za-z]")
_SUFFIX = re.compile(
    r"(?:股份有限公司|有限公司|集团公司|公司|集团|先生|女士|教授|,? (?:Inc|Corp|Ltd|Co)\.?)$"
)
_LEAD = re.compile(
    r"^(?:(?:in|on|at|by|from|to|of|with|for|during|as|circa|around|about|approximately|both|the|an?|"
    r"president|prime minister|king|queen|prince|princess|sir|lord|lady|dr\.?|mr\.?|mrs\.?|ms\.?) )+(?=\w\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gold:
    """One writing of an expected answer. `offers`: it names a choice itself (France or Spain)."""

    shown: str
    text: Text
    date: Date | None
    amount: Amount | None
    is_name: bool
    offers: bool


@lru_cache(maxsize=8192)
def writings(gold: str) -> tuple[Gold, ...]:
    """`gold` in each of its writings, none of them without a letter or a digit."""
    return tuple(_gold(way) for way in dict.fromkeys(_ways(gold)))


def _gold(way: str) -> Gold:
    text = normalize(way)
    date, amount = only_date(text.form), only_amount(text.form)
    return Gold(way, text, date, amount, _is_name(way), bool(_CHOICE.search(text.form)))


def _ways(gold: str) -> Iterator[str]:
    """`gold`, and what it says without its brackets, its translation in brackets, its 公司, its title."""
    outer = _BRACKETS.sub("", gold).strip()
    inner = [match[1] for match in _BRACKETS.finditer(gold)]
    # 雷朋（Ray-Ban） holds two names; 渐进的过程（而不是单一的时刻） does not.
    names = [name for name in inner if _is_name_for(name, outer)]
    for way in (gold, outer, *names, _SUFFIX.sub("", outer), _LEAD.sub("", outer)):
        if normalize(way).words:
            yield way


def _is_name_for(name: str, outer: str) -> bool:
    short = name.isupper() and len(name) < len(outer)
    return short or bool(_LATIN.search(name)) != bool(_LATIN.search(outer))


def _is_name(way: str) -> bool:
    """Two or more words with a capital: Mara Jade, French Indochina; not "British victory"."""
    return sum(word[:1].isupper() for word in way.replace("-", " ").split()) > 1
