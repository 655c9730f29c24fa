"""An English sentence as tagged words: names, dates and titles are one word each.

Tags are the C5 set of the British National Corpus, as the Hanover Tagger gives them (Wartena, "The
Hanover Tagger", arXiv 2304.02418 is its German sister; the model ships with the package): NN1 NN2 nouns, NP0 names, VVZ VVD VVB
finite full verbs, VVN participles, VB* be, VH* have, VD* do, VM0 modals, AJ* adjectives, AV* adverbs,
PRP PRF prepositions, CJ* conjunctions, DT0 AT0 DPS determiners, PNP pronouns, PUN punctuation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from data_prep.facts.tokens import Kind, Names
from data_prep.facts.verbs import tense

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})(?:,? \d{{4}})?|(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?(?!\d)|(?:{MONTHS}),? \d{{4}}|(?!May\b)(?:{MONTHS})|(?:the )?\d{{4}}s)\b"
)
YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_TITLE = re.compile(r"“[^“”]{2,60}”|\"[^\"]{2,60}\"|‘[A-Z][^‘’]{2,60}’")
_WORD = re.compile(
    r"(?P<money>[€$£¥]\s?\d+(?:,\d{3})*(?:\.\d+)?)|(?P<clock>\d{1,2}:\d\d)|(?P<number>[−–-]?\d+(?:,\d{3})*(?:\.\d+)*(?:st|nd|rd|th)?(?![A-Za-z]|-[A-Za-z]))"
    r"|(?P<percent>[%‰°])|(?P<pos>[’']s\b|(?<=s)[’'](?=\s))|(?P<word>(?:[A-Za-z]\.){2,}|[^\W\d_]+(?:[-‑.’'/&](?!s\b)[^\W_]+)*(?:\d+)?|\w+(?:[-.]\w+)*)|(?P<punct>\S)"
)
_COURTESY = re.compile(
    r"(?:Mr|Ms|Mrs|Dr|Professor|Prof|Sir|Dame|Captain|Councillor|Cllr|Senator|Judge|Inspector|Sergeant|Reverend|St)\.? $"
)
CAPITALISED = re.compile(r"[A-Z][\w’'&-]*(?: (?:[A-Z][\w’'&-]*|\d+(?:\.\d+)*))*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its C5 tag: DATE for a date, TITLE for a quoted title, NP0 for a name of the document."""

    text: str
    tag: str
    start: int
    end: int
    kind: Kind | None = None

    @property
    def lower(self) -> str:
        return self.text.lower()


@cache
def _tagger() -> Any:
    from HanTa import HanoverTagger  # noqa: PLC0415  (the model is loaded with it: 70 ms)

    tagger = HanoverTagger.HanoverTagger("morphmodel_en.pgz")
    # a word that its model lacks is taken apart letter by letter, which need not be done twice
    tagger.analyze_forward = lru_cache(1 << 14)(tagger.analyze_forward)
    return tagger


def words(text: str, names: Names) -> list[Word]:
    """`text` cut into tagged words; [] for a text without any."""
    cut = _cut(text, names)
    if not cut:
        return []
    tags = _tagger().tag_sent([fed for *_, fed in cut], taglevel=0)  # tags alone, no lemmas
    return _corrected(
        [
            Word(text[start:end], tag or guessed, start, end, kind)
            for (start, end, kind, tag, _), guessed in zip(cut, tags, strict=True)
        ]
    )


_Cut = tuple[int, int, Kind | None, str, str]
"""(start, end, kind of the name, the tag where it is certain, what the tagger reads instead)."""


def _cut(text: str, names: Names) -> list[_Cut]:
    solid = sorted(_solid(text, names))
    out: list[_Cut] = []
    at = 0
    for start, end, kind, tag, fed in solid:
        if start < at:
            continue
        out += _loose(text, at, start)
        if courtesy := _COURTESY.search(text[:start]):
            while out and out[-1][0] >= courtesy.start():
                out.pop()
            start = courtesy.start()
        out.append((start, end, kind, tag, fed))
        at = end
    return out + _loose(text, at, len(text))


def _solid(text: str, names: Names) -> list[_Cut]:
    """Dates, quoted titles and names, which are one word each."""
    out: list[_Cut] = []
    out += [(m.start(), m.end(), None, "DATE", "1950") for m in DATE.finditer(text)]
    for m in _TITLE.finditer(text):
        inside = m[0][1:-1]
        title = inside[:1].isupper() and not re.search(r"[.,!?;]$", inside)
        short = len(inside.split()) <= 3
        out.append((m.start(), m.end(), "work", "TITLE" if title or short else "QUOTE", "London"))
    for m in names.pattern.finditer(text) if names.pattern else ():
        start, end = m.span()
        if _inside_word(text, start, end):
            continue
        if initials := _INITIALS.search(text, 0, start):
            start = initials.start()
        out.append((start, end, names.kinds.get(m[0]), "NP0", "London"))
    return sorted(out, key=lambda cut: (cut[0], -cut[1]))


_INITIALS = re.compile(r"\b(?:[A-Z]\. ?)+$")


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is a piece of a longer word: the CoA of acetyl-CoA."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or before in ("-", "‑"):
        return True
    return after in ("-", "‑") and text[end + 1 : end + 2].isalpha()


def _loose(text: str, start: int, end: int) -> list[_Cut]:
    out: list[_Cut] = []
    for m in _WORD.finditer(text, start, end):
        kind = m.lastgroup
        tag, fed = "", m[0]
        if kind in ("money", "clock", "number"):
            ordinal = m[0][-1].isalpha()
            tag, fed = ("ORD", "second") if ordinal else ("CRD", "40")
        elif kind == "percent":
            tag, fed = "NN0", "percent"
        elif kind == "pos":
            tag, fed = "POS", "'s"
        elif kind == "punct":
            tag = "PUN"
        elif not text[: m.start()].strip():
            fed = m[0].lower()
        out.append((m.start(), m.end(), None, tag, fed))
    return out


_FIXED = {
    "which": "DTQ", "who": "PNQ", "whom": "PNQ", "whose": "DTQ", "where": "AVQ", "not": "XX0", "because": "CJS", "although": "CJS",
    "though": "CJS", "whereas": "CJS", "unless": "CJS", "if": "CJS", "per": "PRP", "percent": "NN0", "million": "CRD", "billion": "CRD",
    "thousand": "CRD", "hundred": "CRD", "trillion": "CRD", "dozen": "CRD", "both": "DT0", "there": "EX0", "via": "PRP", "its": "DPS", "their": "DPS",
    "former": "AJ0", "and": "CJC", "or": "CJC", "but": "CJC", "the": "AT0", "a": "AT0", "an": "AT0", "of": "PRF", "than": "CJS", "according": "VVG",
    "now": "AV0", "today": "AV0", "then": "AV0", "later": "AV0", "also": "AV0", "only": "AV0", "about": "PRP", "around": "PRP",
}  # fmt: skip
_FINITE_PAST = frozenset(["VVD", "VVN"])


def _corrected(found: list[Word]) -> list[Word]:
    """The tags made certain where the word leaves no choice, and finite past forms told from participles
    where the auxiliary in front decides."""
    out: list[Word] = []
    for i, word in enumerate(found):
        tag = word.tag
        if word.kind is None and tag not in ("DATE", "NP0"):
            tag = _FIXED.get(word.lower, tag)
        tag = tag.split("_")[0]
        if tag == "NN2" and word.lower in _VERB_NOUNS and _joined_verb(found, i):
            tag = "VVZ"
        if word.lower in _SAME_FORMS and tag[:2] in ("NN", "AJ") and _joined_past(out, found, i):
            tag = "VVD"
        if tag == "VVI" and i and found[i - 1].lower in ("and", "but"):
            tag = _joined_tense(out, word)
        if tag in _FINITE_PAST:
            tag = _past_or_participle(out, tag, found, i)
        out.append(Word(word.text, tag, word.start, word.end, word.kind))
    return out


_VERB_NOUNS = frozenset(
    "ends starts sails costs works houses stores rests plans leads runs stands measures sells holds flows joins serves links opens closes covers"
    " employs supplies offers needs uses makes shows records controls manages produces connects contains carries".split()
)


_SAME_FORMS = frozenset("cost cut hit put set read let spread split".split())


def _joined_past(before: list[Word], found: list[Word], i: int) -> bool:
    """Whether a noun's form behind "and" is a second verb: was built in 1950 and cost €3 million."""
    if not i or found[i - 1].lower != "and" or i + 1 >= len(found):
        return False
    told = any(word.tag in ("VVD", "VBD", "VHD") for word in before)
    return told and found[i + 1].tag in ("CRD", "AT0", "DPS", "NP0")


def _joined_verb(found: list[Word], i: int) -> bool:
    """Whether a form in -s behind "and" is a second verb: starts at nine and ends at ten."""
    if not i or found[i - 1].lower != "and" or i + 1 >= len(found):
        return False
    follows = found[i + 1].tag
    return (follows == "PRP" and found[i + 1].lower != "of") or follows in (
        "AT0", "CRD", "DPS", "NP0", "AV0", "DT0",
    )  # fmt: skip


def _joined_tense(before: list[Word], word: Word) -> str:
    """The tag of a bare form behind "and": an infinitive only where a modal or "to" came before."""
    if any(w.tag in ("VM0", "TO0") or w.tag[:2] == "VD" for w in before):
        return "VVI"
    return "VVD" if tense(word.text) == "past" else "VVB"


def _past_or_participle(before: list[Word], tag: str, found: list[Word], i: int) -> str:
    """VVN behind be or have, even with adverbs between."""
    for word in reversed(before):
        if word.tag in ("AV0", "XX0"):
            continue
        if word.tag[:2] in ("VB", "VH"):
            return "VVN"
        break
    return tag


def joined(found: Sequence[Word]) -> str:
    out = ""
    for i, word in enumerate(found):
        out += (gap_between(found[i - 1], word) if i else "") + word.text
    return out


def gap_between(before: Word, word: Word) -> str:
    if before.end >= 0 and before.end == word.start:
        return ""
    return "" if word.tag == "POS" or word.text in (",", ".", "%", ")") else " "
