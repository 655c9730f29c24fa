"""What an expected answer says, worked out once: its writings, the value it may be, the names it may hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.scorers.normalize import Text, normalize
from eval.scorers.paraphrase import FUNCTION, bare
from eval.scorers.quantities import Amount, Date, only_amount, only_date

_CHOICE = re.compile(r"或|还是|\bor\b")
_BRACKETS = re.compile(r"[（(]([^（()）]+)[)）]")
_LATIN = re.compile(r"[A-Za-z]")
_SUFFIX = re.compile(
    r"(?:股份有限公司|有限公司|集团公司|公司|集团|先生|女士|教授|,? (?:Inc|Corp|Ltd|Co)\.?)$"
)
_LEAD = re.compile(
    r"^(?:(?:in|on|at|by|from|to|of|with|for|during|as|circa|around|about|approximately|both|the|an?|"
    r"president|prime minister|king|queen|prince|princess|sir|lord|lady|dr\.?|mr\.?|mrs\.?|ms\.?|justice|"
    r"(?:(?:federal|people's) )?(?:republic|kingdom|state|city|commonwealth|province|island) of) )+(?=\w\w)",
    re.IGNORECASE,
)
_TAIL = re.compile(r",? (?:Jr|Sr)\.?$")
_ROLE = re.compile(r"^(?:the )?(?:[A-Z]\w+ )?[a-z]+(?: [a-z]+)* (?=[A-Z]\S+(?: [A-Z]\S+)+$)")
"""What somebody is, before the name: "Swedish botanist Carl Linnaeus"."""
_HYPHEN = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Gold:
    """One writing of an expected answer. `offers`: it names several things itself (France or Spain). `items`: what
    it lists (苹果和谷歌), if it does. `bare`: its English words of content, 8th as 8."""

    shown: str
    text: Text
    date: Date | None
    amount: Amount | None
    is_name: bool
    is_person: bool
    offers: bool
    items: tuple[Text, ...]
    bare: frozenset[str]


_JOINED = re.compile(r"[、,，;；/]|以及|(?<=\w\w)[和与及](?=\w\w)| and | & ")


def writings(golds: Sequence[str]) -> tuple[Gold, ...]:
    """Each of `golds` in each of its writings, none of them without a letter or a digit."""
    return _writings(tuple(golds))


@lru_cache(maxsize=4096)
def _writings(golds: tuple[str, ...]) -> tuple[Gold, ...]:
    return tuple(_gold(way) for way in dict.fromkeys(way for gold in golds for way in _ways(gold)))


def _gold(way: str) -> Gold:
    text = normalize(way)
    date, amount = only_date(text.form), only_amount(text.form)
    items = tuple(normalize(item) for item in _JOINED.split(text.form))
    items = tuple(item for item in items if item.words)
    words = frozenset(map(bare, text.words)) - FUNCTION
    return Gold(
        way,
        text,
        date,
        amount,
        is_name=_is_name(way),
        is_person=_may_be_a_person(text, way),
        offers=len(items) > 1 or bool(_CHOICE.search(text.form)),
        items=items if len(items) > 1 else (),
        bare=words if len(words) > 1 and not text.has_han else frozenset(),
    )


def _ways(gold: str) -> Iterator[str]:
    """`gold`, and what it says without its brackets, its translation in brackets, its 公司, its title."""
    outer = _BRACKETS.sub("", gold).strip()
    inner = [match[1] for match in _BRACKETS.finditer(gold)]
    # 雷朋（Ray-Ban） holds two names; 渐进的过程（而不是单一的时刻） does not.
    names = [name for name in inner if _is_name_for(name, outer)]
    short = (_SUFFIX.sub("", outer), _LEAD.sub("", outer), _TAIL.sub("", outer))
    for way in (gold, outer, *names, *short, _ROLE.sub("", outer), _HYPHEN.sub("", outer)):
        if normalize(way).words:
            yield way


def _is_name_for(name: str, outer: str) -> bool:
    short = name.isupper() and len(name) < len(outer)
    return short or bool(_LATIN.search(name)) != bool(_LATIN.search(outer))


_PARTICLES = frozenset("de da do di du del della der den van von le la el al bin ibn y of".split())


def _may_be_a_person(text: Text, way: str) -> bool:
    """Two to five words, all with a capital but for particles, or none with one; no number among them."""
    if text.has_han or not 2 <= len(text.words) <= 5 or any(c.isdigit() for c in text.line):
        return False
    small = [word for word in way.split() if word[:1].islower() and word not in _PARTICLES]
    return not small or way.islower()


def _is_name(way: str) -> bool:
    """Two or more words with a capital: Mara Jade, French Indochina; not "British victory"."""
    return sum(word[:1].isupper() for word in way.replace("-", " ").split()) > 1
