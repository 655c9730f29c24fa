"""English golds that are described in other words: what counts as the same word, and how much must be said.

The half is a finding, not a taste: of labelled answers that state half of a description's two new words,
three in four are right; of a name's two words, three in five, many of them for another reason.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from eval.scorers.normalize import Text

FUNCTION = frozenset(
    "in on at by from to of with for during as and or is was are were be it its that this his her their has "
    "had have not into than then also since until about around".split()
)
# Words that many answers hold by chance: alone they state nothing.
_GENERIC = frozenset(
    "season year family city state country place people person team day county government man woman time type "
    "kind group part area member emperor king queen level episode series game book film movie song show world "
    "war school university company system number first last new old south north east west life home house "
    "body history name power law century month week age mg km kg".split()
)
_OPPOSITES = (
    ("north", "south"), ("east", "west"), ("northern", "southern"), ("eastern", "western"), ("left", "right"), ("upper", "lower"),
    ("high", "low"), ("higher", "lower"), ("early", "late"), ("before", "after"), ("above", "below"), ("over", "under"),
    ("direct", "indirect"), ("increase", "decrease"), ("male", "female"), ("front", "back"), ("hot", "cold"), ("old", "new"),
    ("positive", "negative"), ("inside", "outside"), ("public", "private"), ("winter", "summer"), ("spring", "autumn"), ("legal", "illegal"),
    ("arterie", "vein"), ("artery", "vein"), ("min", "max"), ("minimum", "maximum"), ("more", "less"), ("most", "least"),
    ("internal", "external"), ("rising", "falling"), ("import", "export"), ("buy", "sell"), ("win", "lose"), ("won", "lost"),
)  # fmt: skip
_OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}
_SYNONYMS = (
    ("beneath", "under", "below", "underneath"), ("big", "large"), ("begin", "start"), ("began", "started"), ("film", "movie"),
    ("quickly", "fast", "rapidly"), ("buy", "purchase"), ("usa", "us", "america", "american"), ("uk", "britain", "british"), ("kid", "child"),
    ("autumn", "fall"), ("physician", "doctor", "dr"), ("bce", "bc"), ("ce", "ad"), ("yr", "year"), ("dad", "father"), ("mum", "mom", "mother"),
)  # fmt: skip
_SYNONYM = {word: group for group in _SYNONYMS for word in group}

# What may be put behind a stem without naming another thing: Austria and Australia share none of it.
_ENDINGS = frozenset(
    "s es ed d e er r ing ion ian n an al ial ic ical ity y ies ary ory ite ment ly ness ism ist ous ive able "
    "ance ence ant ent ation ations ution ute ute's ors or ers ify ied ize ise ized ization ish on a um us i".split()
) | {""}


@lru_cache(maxsize=65536)
def derived(one: str, other: str) -> bool:
    """Whether the words are forms of one stem of at least four letters: Germany and German, invaded and invader."""
    if one == other:
        return True
    size = min(len(one), len(other))
    for cut in range(size, 3, -1):
        if one[:cut] == other[:cut]:
            long = cut >= 5 or abs(len(one) - len(other)) <= 2
            return long and one[cut:] in _ENDINGS and other[cut:] in _ENDINGS
    return False


def holds(line: str, word: str) -> str | None:
    """A word of `line` (words between spaces) that is `word`, a synonym, or another form of it."""
    for same in _SYNONYM.get(word, (word,)):
        if f" {same} " in line:
            return same
    if len(word) < 4 or not word.isalpha():
        return None
    start = f" {word[:4]}"
    at = line.find(start)
    while at >= 0:
        other = line[at + 1 : line.index(" ", at + 1)]
        if derived(word, other):
            return other
        at = line.find(start, at + 1)
    return None


@lru_cache(maxsize=8192)
def _new_words(gold: str, question: str) -> tuple[str, ...]:
    return tuple(word for word in content(gold.split()) if not holds(question, word))


def bare(word: str) -> str:
    """8 for 8th: "the eighth season" is "season 8"."""
    return word[:-2] if word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th") else word


def content(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in FUNCTION]


def stated_words(gold: Text, answer: Text, question: Text, *, is_name: bool) -> list[str]:
    """The words of `answer` that say enough of what `gold` adds to `question`; none if they do not.

    Of a description, half of the new words, one of them no everyday word; of a name of three words or
    more, three in five with the last. A number must be there, and no word may be replaced by its opposite.
    """
    new = _new_words(gold.line, question.line)
    found = {word: other for word in new if (other := holds(answer.line, word))}
    missing = [word for word in new if word not in found]
    if not found or any(word[0].isdigit() or _turned(word, answer) for word in missing):
        return []
    return list(found.values()) if _enough(new, found.keys(), is_name=is_name) else []


_PREFIX = re.compile(r"^(?:in|im|un|non|dis|anti|il|ir)-?(?=\w{3})")


def opposed(one: str, other: str) -> bool:
    """Whether two words are opposites: upper and lower, indirect and direct."""
    return _OPPOSITE.get(one) == other or (
        one != other
        and other in (_PREFIX.sub("", one), _PREFIX.sub("", other))
        and (_PREFIX.sub("", one) == _PREFIX.sub("", other))
    )


def _turned(word: str, answer: Text) -> bool:
    """Whether the answer says the opposite of `word`."""
    opposite = _OPPOSITE.get(word)
    return opposite is not None and f" {opposite} " in answer.line


def _enough(new: Sequence[str], found: Iterable[str], *, is_name: bool) -> bool:
    said = set(found)
    if all(word in _GENERIC or word[0].isdigit() for word in said):
        return False
    if len(new) == 1:
        return len(new[0]) >= 5
    if is_name:
        return len(new) >= 3 and len(said) >= 0.6 * len(new) and new[-1] in said
    return len(said) >= 0.5 * len(new)
