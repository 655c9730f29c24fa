"""A text as tokens that two writers would share: one form for values, no punctuation, no articles.

A Han character is a token; so is a word of any other script, and so is a numeral or an ISO date.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from data_prep.values import canonical

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_TOKEN = re.compile(
    rf"\d{{4}}-\d\d(?:-\d\d)?(?!\d)|\d+(?:\.\d+)*[%‰]?|[{HAN}]|(?:(?![{HAN}])[^\W\d_])+|[+#]+(?=\W|$)"
)
_ARTICLES = {"the", "a", "an"}
# Words that are written out or not; and "one", which `canonical` leaves in a sentence.
_SAME = {"one": "1", "usa": "us", "saint": "st", "mount": "mt", "doctor": "dr", "versus": "vs"}
_SAME |= {han: str(value) for value, han in enumerate("零一二三四五六七八九十")}
_AROUND = " \t\n《》〈〉“”‘’\"'`*_。.，,、；;：:！!？?（）()「」『』【】[]"
_COUNTRIES = re.compile(r"\bunited (?:(?P<us>states)(?: of america)?|kingdom)\b")
_ACCENT = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_ACRONYM = re.compile(r"(?<![a-z.])[a-z](?:\.[a-z])+(?![a-z])\.?")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?![a-z])|(?<=[a-z])['’](?=[a-z])")
_UNIT_AFTER_NUMBER = {"km", "m", "cm", "mm", "kg", "g", "mb", "gb", "tb", "s", "ms", "mph"}


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """`form`: the folded text; `tokens`: its tokens in order, with their spans in `form`."""

    form: str
    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens)


@lru_cache(maxsize=4096)
def normalize(text: str) -> Text:
    """`text` folded and cut into tokens. A text of punctuation only has none."""
    form = _fold(text)
    tokens = [Token(_stem(m[0]), *m.span()) for m in _TOKEN.finditer(form)]
    kept = [token for token in tokens if token.text not in _ARTICLES] or tokens
    return Text(form, tuple(kept))


def _stem(word: str) -> str:
    """`word` without the s of a plural."""
    plural = len(word) > 3 and word.isascii() and word[-1] == "s" and word[-2] not in "sui"
    return word[:-1] if plural else _SAME.get(word, word)


def _fold(text: str) -> str:
    form = unicodedata.normalize("NFD", canonical(text.strip(_AROUND)))
    form = unicodedata.normalize("NFC", _ACCENT.sub("", form)).replace("&", " and ")
    form = _ACRONYM.sub(lambda match: match[0].replace(".", ""), form)
    form = _COUNTRIES.sub(lambda match: "us" if match["us"] else "uk", form)
    return _POSSESSIVE.sub("", form)


def occurrences(part: Text, whole: Text) -> Iterator[tuple[int, int]]:
    """Token spans [first, after) where `part` stands in `whole` and is no piece of a longer word.

    南京 holds no 京, 2015 holds no 15, and GPT-4o holds no GPT-4.
    """
    words, size = whole.words, len(part.tokens)
    for first in range(len(words) - size + 1 if size else 0):
        if words[first : first + size] == part.words and is_whole(whole, first, first + size):
            yield first, first + size


def is_whole(text: Text, first: int, after: int) -> bool:
    """Whether the tokens [first, after) are no piece of a longer word or name."""
    start, end = text.tokens[first].start, text.tokens[after - 1].end
    if _glued_before(text.form, start) or _glued_after(text, after):
        return False
    return (
        end - start > 2 or not _is_han(text.form[start:end]) or _cut_is_clean(text.form, start, end)
    )


def _glued_before(form: str, start: int) -> bool:
    """H100 holds no 100."""
    return bool(re.fullmatch(r"[a-z]\d", form[max(0, start - 1) : start + 1]))


def _glued_after(text: Text, after: int) -> bool:
    """GPT-4o holds no GPT-4 and H100 no H; 34km holds 34, and "the heart2." a note's number."""
    last = text.tokens[after - 1]
    pair = text.form[last.end - 1 : last.end + 1]
    if re.fullmatch(r"\d[a-z]", pair):
        return text.tokens[after].text not in _UNIT_AFTER_NUMBER
    return bool(re.fullmatch(r"[a-z]\d", pair)) and last.end - last.start < 3


def _is_han(text: str) -> bool:
    return bool(re.fullmatch(f"[{HAN}]+", text))


def _cut_is_clean(form: str, start: int, end: int) -> bool:
    """A Han word of one or two characters may not straddle the words of the sentence, nor may a
    single character stand inside one."""
    low = max(0, start - 8)
    for _, first, after in rjieba.tokenize(form[low : end + 8]):
        first, after = first + low, after + low
        straddles = first < start < after < end or start < first < end < after
        if straddles or (
            end - start == 1 and first <= start and end <= after and after - first > 1
        ):
            return False
    return True
