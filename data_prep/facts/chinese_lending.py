"""What a Chinese document lends to its sentences: the day it was written, the year it reports, the meeting it
records, the field that the sentence before is about."""

import re
from dataclasses import replace

from data_prep.discourse import Utterance
from data_prep.discourse.words import HAN
from data_prep.facts.candidates import Candidate
from data_prep.facts.writing_time import dated, written
from data_prep.facts.years import by_date, in_year, of_report, report_year
from data_prep.frame import Part
from data_prep.records import Document

TIGHT = re.compile(
    rf"(?<=[{HAN}，。：；、）”]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[{HAN}，。：；、（“])"
)
"""Spaces that a writer sets between Han and Latin: the parser reads without them."""
_MINUTES = re.compile(f"[{HAN}]{{6}}.*(?:会议|座谈会|大会|例会|办公会)(?:纪要|记录)$")
"""The title of minutes that says of what meeting they are."""
_NEEDED = re.compile("[^，。]{0,2}(?:拥有|具备|有)所需")
_FIELD = re.compile("在[^，。]{2,8}?(?:领域|行业|市场)")
_IS_NAMED = re.compile("的[^，。]{0,4}是(?:[^，。是]*的)?([^，。的]{2,10})[。]?$")
_SENTENCE = re.compile("[^。！？]+[。！？]*")


class Lender:
    """What one document lends."""

    def __init__(self, document: Document, topic: str) -> None:
        self.document, self.topic = document, topic
        self.when = written(document)
        self.year = report_year(document.title)
        self.record = document.title if _MINUTES.search(document.title) else ""

    def dated(self, utterance: Utterance, text: str = "") -> str:
        """The text of an utterance, or `text` of its sentence, with the times that the day of writing gives."""
        plain = text or dated(self.document, utterance, self.when)
        day = self.when.day or self.when.year
        return by_date(plain, day, self.before(utterance)) if day else plain

    def before(self, utterance: Utterance) -> str:
        """What stands before an utterance in its paragraph."""
        start = utterance.evidence[0]
        return self.document.text[self.document.text.rfind("\n", 0, start) + 1 : start]

    def read(self, utterance: Utterance) -> str:
        """The text of an utterance as the clause parser reads it."""
        plain = in_year(TIGHT.sub("", utterance.plain), self.year, "zh")
        return plain if utterance.said else of_report(plain, self.year)

    def field(self, utterance: Utterance) -> tuple[str, int] | None:
        """The field that the sentence before is about, where a bare 所需 is of it (在园艺领域), and where that
        sentence begins."""
        if utterance.said or not _NEEDED.match(utterance.plain):
            return None
        before = self.before(utterance)
        found = list(_SENTENCE.finditer(before))
        match = _FIELD.match(found[-1][0]) if found else None
        if match is None:
            return None
        return TIGHT.sub("", match[0]), utterance.evidence[0] - len(before) + found[-1].start()

    def recorded(self, candidate: Candidate) -> Candidate:
        """What minutes record, with their title in front: of what meeting they are, it alone says."""
        frame = candidate.frame
        if not self.record or frame.said:
            return candidate
        parts = (Part("scene", f"根据{self.record}，"), *frame.parts)
        return replace(candidate, frame=replace(frame, parts=parts, asked=frame.asked + 1))

    def topic_of(self, utterance: Utterance) -> str:
        """The topic of an article, which a sentence without a subject is about, unless the sentence before
        ends by naming something else: 最热闹的节目是X。有42队参加。"""
        match = _IS_NAMED.search(self.before(utterance)) if self.topic else None
        named = match[1].rstrip("”》」") if match else ""
        if named and self.topic not in named and named not in self.topic:
            return ""
        return self.topic
