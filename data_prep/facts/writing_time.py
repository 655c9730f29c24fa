"""When a Chinese document was written, as far as it tells, and what its 现在 and 目前 then mean.

A statement that holds "now" is true of the time of writing only: 目前有230名员工 says by itself nothing a
reader could check. Where the time is known it stands in the statement (截至2024年9月，…), else the word
stays and the statement is refused for it.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

from data_prep.discourse import Utterance, document_date
from data_prep.records import Document

_AHEAD = re.compile("将|预计|计划|有望|拟|打算|到(?:20\\d\\d)年")
_RELEASED = re.compile(
    r"(?:20\d\d)年\d{1,2}月\d{1,2}日[^。]{0,40}?(?:发布|公布|宣布|推出|举行|召开|揭晓)"
)
_RELEASES = re.compile("发布|公布|宣布|推出|举行|召开|揭晓|减少|增加|上升|下降|突破|达")
_DAY = re.compile(r"(20\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SENTENCE = re.compile("[^。！？\n]+")


@dataclass(frozen=True, slots=True)
class Written:
    """The day a document was written, or only the year; both empty where it tells neither."""

    day: date | None = None
    year: int = 0

    @property
    def stamp(self) -> str:
        """What 目前 means: 截至2024年9月, or 2024年 where no more is known; "" where nothing is."""
        if self.day:
            return f"截至{self.day.year}年{self.day.month}月"
        return f"{self.year}年" if self.year else ""


def written(document: Document) -> Written:
    """When a document was written: by its own date line, by the date of the page it stood on, by what it
    announces, or by what it tells as past and as still to come."""
    if day := document_date(document.text, document.title):
        return Written(day, day.year)
    if document.lang != "zh":
        return Written()
    day = _of_page(document) or _announced(document)
    if day:
        return Written(day, day.year)
    return Written(None, _between(document.text))


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _of_page(document: Document) -> date | None:
    """The date that stood beside the text: one that the text names too may only be of what it tells."""
    try:
        known = str(json.loads(document.meta or "{}").get("date", ""))
    except ValueError:
        return None
    day = _day(_DAY.match(known))
    if day is None or any(_day(m) == day for m in _DAY.finditer(document.text)):
        return None
    return None if _told_after(document.text, day.year) else day


def _announced(document: Document) -> date | None:
    """The day of a piece of news whose title and whose first sentence tell of the same announcement."""
    lines = [line for line in document.text.split("\n") if line != document.title]
    first = next((line for line in lines if line.strip()), "")
    if not _RELEASED.match(first) or not _RELEASES.search(document.title):
        return None
    day = _day(_DAY.match(first))
    return None if day is None or _told_after(document.text, day.year) else day


def _told_after(text: str, year: int) -> bool:
    """Whether a year after `year` is told of as past."""
    past = (s for s in _SENTENCE.findall(text) if not _AHEAD.search(s))
    return any(int(found) > year for s in past for found in _YEAR.findall(s))


def _between(text: str) -> int:
    """The year of writing of an undated document that speaks of 今年: the one year it tells of as still to
    come by its end, where the latest year it tells of as past is the one before."""
    if "今年" not in text:
        return 0
    sentences = _SENTENCE.findall(text)
    coming = {int(y) for s in sentences for y in re.findall(r"到(20\d\d)年底[^，。]{0,6}将", s)}
    if len(coming) != 1:
        return 0
    past = [int(y) for s in sentences if not _AHEAD.search(s) for y in _YEAR.findall(s)]
    year = coming.pop()
    return year if past and max(past) == year - 1 else 0


_NOW = re.compile(
    "从现在(?:开始|起)|(?<![到自从比于至])(?:目前|现在|如今|当前(?=[正在有约共已，]))(?!为止|开始|讨论)，?"
)
_CAN_NOW = re.compile("(?:目前|现在|如今)(?=也?已?(?:可|能|支持))")
"""What can be done from now on can be done without the word."""
_CLAUSE = re.compile("[^，；：。]+[，；：。]?")
_FRONT = re.compile(" *(?:但是?|而|不过|并且?|且|同时，)?")
_OF_NOW = re.compile("[\u4e00-\u9fff]{2}的")
"""What makes a 目前 part of a noun phrase: 目前使用的模型."""
_COUNTS = re.compile("[已约有共仅只]")
"""How a clause goes on that leaves its subject out and says how many there are: 目前已到岗452人."""
_AFTER_PLACE = re.compile(r"^(在[^，。]{2,24}[中里上下]，)(截至\d{4}年(?:\d{1,2}月)?，)")
"""The time stands in front of the place: 截至2024年9月，在渔民眼中，…."""
_GOES_ON = re.compile("包括|其中|以及")


def as_of(sentence: str, when: Written, lead: str = "") -> str:
    """A sentence with 目前 and 现在 as the time of writing in front of their clause. `lead` is what the source
    puts around it to say who says it: with a year or a 当时 there, its 现在 is not that of the writer."""
    if not _NOW.search(sentence):
        return sentence
    sentence = _CAN_NOW.sub("", sentence)
    if not when.stamp or _YEAR.search(lead) or re.search("当时|那时|曾经?[说在]", lead):
        return sentence
    clauses = _CLAUSE.findall(sentence)
    stamped = "".join(_stamped(clauses, at, when) for at in range(len(clauses)))
    return _AFTER_PLACE.sub(r"\2\1", stamped)


def dated(document: Document, utterance: Utterance, when: Written) -> str:
    """The text of an utterance of a document, with its 目前 and 现在 as the time of writing."""
    start, end = utterance.evidence
    lead = document.text[start:end].replace(utterance.text, "")
    return as_of(utterance.plain, when, lead)


def _stamped(clauses: list[str], at: int, when: Written) -> str:
    """One clause with the time in front; a clause that only adds to the first one gives it the time."""
    clause = clauses[at]
    lent = at == 0 and any(_GOES_ON.match(c) and _NOW.search(c) for c in clauses[1:])
    match = _NOW.search(clause)
    if match and match[0].startswith("从"):
        start = when.stamp.removeprefix("截至")
        return f"{clause[: match.start()]}从{start}{match[0][3:]}{clause[match.end() :]}"
    if match is None and not lent:
        return clause
    if match and _OF_NOW.match(clause, match.end()):
        return f"{clause[: match.start()]}{when.stamp.removeprefix('截至')}{clause[match.end() :]}"
    bare = _NOW.sub("", clause)
    if match and match[0].endswith("，") and not bare:
        return f"{when.stamp}，"
    if not lent and _GOES_ON.match(clause):
        return bare
    front = _FRONT.match(bare)
    cut = front.end() if front else 0
    bound = match is not None and match.start() <= cut and _COUNTS.match(bare, cut)
    return f"{bare[:cut]}{when.stamp}{'' if bound else '，'}{bare[cut:]}"
