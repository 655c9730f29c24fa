"""Days that an English document tells by the day of its writing: today, on Monday, in December → with their date."""

import re
from datetime import date, timedelta

from data_prep.facts.english_words import MONTHS
from data_prep.facts.verbs import tense

_AMERICAN = re.compile(rf"\b(?:{MONTHS}) \d{{1,2}}, \d{{4}}\b")
DATELINE = re.compile(r"^(?:[A-Z][A-Z]{2,}[\w ,.]{0,40}?|\([A-Z][\w ,]{2,40}\)) ?[-–—] ")
_DAY = re.compile(
    r"(?P<comma>, )?\b(?:(?P<now>[Tt]oday|[Yy]esterday)(?![’'])|[Oo]n (?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?! (?:and|to)\b))\b"
    r"(?: (?:morning|afternoon|evening|night)\b)?(?P<behind>,)?"
)
_MONTH = re.compile(
    rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Oo]n|[Bb]y) (?:(?:early|late|mid-) ?)?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?P<m>{MONTHS})(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?!,? \d|[-–])"
)
_WEEK: tuple[str, ...] = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS: tuple[str, ...] = tuple(MONTHS.split("|"))
_AHEAD = re.compile(r"\b(?:will|would|is to|are to|plans? to|is due|are due|intends? to)\b")
_NOW = re.compile(r"\b(?:is|are|has|have|does|do|every|each)\b")
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_TELLING = re.compile(r"[A-Za-z]+")
_FAR = 300
"""Days between the day of writing and a month that is told without its year."""


def is_past(sentence: str) -> bool:
    """Whether a sentence tells what happened, and nothing of how things are or will be."""
    if _AHEAD.search(sentence) or _NOW.search(sentence):
        return False
    return any(tense(word) == "past" for word in _TELLING.findall(sentence))


def on_its_day(sentence: str, written: date | None, text: str) -> str:
    """The sentence with the date of today, yesterday or a weekday in front, and the year of a bare month; as it
    is where the day of writing is not known or the sentence names another year."""
    if written is None or _YEAR.search(sentence):
        return sentence
    if (match := _DAY.search(sentence)) and (
        day := _meant(match["now"] or match["day"], sentence, written)
    ):
        rest = sentence[: match.start()].rstrip() + _gap(match) + sentence[match.end() :].lstrip()
        rest = rest if rest[:4] != "The " and rest[:2] != "A " else rest[:1].lower() + rest[1:]
        return f"On {_spelt(day, bool(_AMERICAN.search(text)))}, {rest}"
    if (match := _MONTH.search(sentence)) and (year := _year(match["m"], sentence, written)):
        end = match.end()
        return f"{sentence[:end]} {year}{sentence[end:]}"
    return sentence


def _gap(match: re.Match[str]) -> str:
    """What is left in the place of a day that was taken out."""
    if not match.start():
        return ""
    if match["comma"] and match["behind"]:
        return " "
    return (match["behind"] or "") + ("" if match.string[match.end() :][:1] in ".;," else " ")


def _meant(word: str, sentence: str, written: date) -> date | None:
    """The day that a word means on the day of writing: the last Monday of what happened, the next of what will."""
    past = is_past(sentence)
    if word.lower() in ("today", "yesterday"):
        return written - timedelta(word.lower() == "yesterday") if past else None
    apart = _WEEK.index(word) - written.weekday()
    if past:
        return written + timedelta(apart - 7 if apart > 0 else apart)
    if _AHEAD.search(sentence):
        return written + timedelta(apart + 7 if apart < 0 else apart)
    return None


def _year(month: str, sentence: str, written: date) -> int:
    """The year of a month that is near the day of writing on the side that is told of; 0 where none is."""
    number = _MONTHS.index(month) + 1
    ahead = bool(_AHEAD.search(sentence))
    if not ahead and not is_past(sentence):
        return 0
    for year in (written.year, written.year + (1 if ahead else -1)):
        apart = (date(year, number, 28 if ahead else 1) - written).days
        if -1 <= (apart if ahead else -apart) <= _FAR:
            return year
    return 0


def _spelt(day: date, american: bool) -> str:
    month = _MONTHS[day.month - 1]
    return f"{month} {day.day}, {day.year}" if american else f"{day.day} {month} {day.year}"
