"""A text as tokens that two writers would share: one form for values, no punctuation, no articles.

A Han character is a token; so is a word of any other script, and so is a numeral or an ISO date.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import rjieba

from data_prep.values import canonical
from eval.scorers.spoken import after_canonical, before_canonical

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_NUMBER = (
    r"\d{4}-\d\d(?:-\d\d)?(?!\d)|(?<![a-z0-9.)\]%-])-\d+(?:\.\d+)*[%‰]?|"
    r"\d+(?:\.\d+)*(?:[%‰]|(?:st|nd|rd|th)(?![a-z]))?"
)
_TOKEN = re.compile(rf"{_NUMBER}|[{HAN}]|(?:(?![{HAN}])[^\W\d_])+|[+#]+(?=\W|$)")
_ASCII_TOKEN = re.compile(rf"[a-z]+|{_NUMBER}|[+#]+(?=\W|$)")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_ARTICLES = {"the", "a", "an"}
# Words that are written out or not; and "one", which `canonical` leaves in a sentence.
_SAME = {"one": "1", "usa": "us", "saint": "st", "mount": "mt", "doctor": "dr", "versus": "vs"}
_SAME |= {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_SAME |= {han: str(value) for value, han in enumerate("零一二三四五六七八九十")}
_SAME |= {
    word: f"{i}{'th' if i > 3 else ('st', 'nd', 'rd')[i - 1]}"
    for i, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        1,
    )
}
_AROUND = " \t\n《》〈〉“”‘’\"'`*_。.，,、；;：:！!？?（）()「」『』【】[]"
_COUNTRIES = re.compile(r"\bunited (?:(?P<us>states)(?: of america)?|kingdom)\b")
_ACCENT = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_ACRONYM = re.compile(r"(?<![a-z.])[a-z](?:\. ?[a-z])+(?![a-z'’])\.?")
_ACRONYM_SIGN = re.compile(r"\. ?[a-z](?![a-z])")
_POSSESSIVE = re.compile(r"['’](?:(?<=\w['’])s?(?![a-z])|(?<=[a-z]['’])(?=[a-z]))")
_UNIT_AFTER_NUMBER = {"km", "m", "cm", "mm", "kg", "g", "mb", "gb", "tb", "s", "ms", "mph"}


@dataclass(frozen=True)
class Text:
    """`form`: the folded text; `words`: its tokens in order, as one writing; `line`: these between spaces."""

    form: str
    words: tuple[str, ...]
    line: str

    @cached_property
    def _found(self) -> tuple[list[tuple[int, int]], Iterator[re.Match[str]]]:
        return [], _pattern(self.form).finditer(self.form)

    def span(self, i: int) -> tuple[int, int]:
        """Where word `i` stands in `form`. Looked for only as far as it is asked: most answers end early."""
        spans, more = self._found
        while len(spans) <= i:
            match = next(more)
            if match[0] not in _ARTICLES or self.words[0] in _ARTICLES:
                spans.append(match.span())
        return spans[i]

    @cached_property
    def has_han(self) -> bool:
        return bool(_HAN_CHARACTER.search(self.form))


def _pattern(form: str) -> re.Pattern[str]:
    """The same tokens, found faster where there is only ASCII."""
    return _ASCII_TOKEN if form.isascii() else _TOKEN


@lru_cache(maxsize=4096)
def normalize(text: str) -> Text:
    """`text` folded and cut into tokens. A text of punctuation only has none."""
    form = _fold(text)
    found = _pattern(form).findall(form)
    kept = [word for word in found if word not in _ARTICLES] or found
    words = tuple(map(_stem, kept))
    return Text(form, words, f" {' '.join(words)} ")


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """`word` without the s of a plural."""
    plural = len(word) > 3 and word.isascii() and word[-1] == "s" and word[-2] not in "sui"
    return word[:-1] if plural else _SAME.get(word, word)


_BROKEN = re.compile("[ÃÂ][\u0080-\u00bf]|â€")
_SPELLED_SIGN = re.compile("-[A-Za-z]-")
_SPELLED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]-){3,}[A-Za-z](?![A-Za-z])")


def _repaired(text: str) -> str:
    """UTF-8 that was read as Windows-1252 (DÃ¡in), read again; as it is where that fails."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _fold(text: str) -> str:
    if not text.isascii() and _BROKEN.search(text):
        text = _repaired(text)
    if _SPELLED_SIGN.search(text):
        text = _SPELLED.sub(lambda match: match[0].replace("-", ""), text)
    form = after_canonical(canonical(before_canonical(text.strip(_AROUND))))
    if not form.isascii():
        form = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", form)))
    form = form.replace("&", " and ")
    if _ACRONYM_SIGN.search(form):
        form = _ACRONYM.sub(lambda match: match[0].replace(".", "").replace(" ", ""), form)
    if "united" in form:
        form = _COUNTRIES.sub(lambda match: "us" if match["us"] else "uk", form)
    return _POSSESSIVE.sub("", form) if "'" in form or "’" in form else form


_PLACES = 500


def occurrences(part: Text, whole: Text) -> Iterator[tuple[int, int]]:
    """Token spans [first, after) where `part` stands in `whole` and is no piece of a longer word.

    南京 holds no 京, 2015 holds no 15, and GPT-4o holds no GPT-4. Only the first 500 places are looked
    at: who says it more often has said it, or denied it.
    """
    size = len(part.words)
    at = whole.line.find(part.line) if size else -1
    for _ in range(_PLACES):
        if at < 0:
            return
        first = whole.line.count(" ", 0, at)
        if is_whole(whole, first, first + size):
            yield first, first + size
        at = whole.line.find(part.line, at + 1)


def is_whole(text: Text, first: int, after: int) -> bool:
    """Whether the tokens [first, after) are no piece of a longer word or name."""
    start, end = text.span(first)[0], text.span(after - 1)[1]
    if text.form[end : end + 1] in ("+", "#"):  # C++ holds no C
        return False
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
    start, end = text.span(after - 1)
    pair = text.form[end - 1 : end + 1]
    if re.fullmatch(r"\d[a-z]", pair):
        return text.words[after] not in _UNIT_AFTER_NUMBER
    return bool(re.fullmatch(r"[a-z]\d", pair)) and end - start < 3


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
