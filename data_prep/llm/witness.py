"""What a document itself tells of a place in it: who speaks there, whether it asserts anything, who is named."""

import re
from dataclasses import replace

from data_prep.discourse import Utterance, utterances
from data_prep.facts.asked_names import asked_names
from data_prep.facts.candidates import Candidate
from data_prep.facts.chinese_frames import passing
from data_prep.facts.chinese_frames import read as read_chinese
from data_prep.facts.classes import classes
from data_prep.facts.english_frames import frames as read_english
from data_prep.facts.names import find_names
from data_prep.facts.renamings import renamings
from data_prep.facts.writing_time import dated, written
from data_prep.facts.years import by_date
from data_prep.frame import Frame
from data_prep.gate import KnownNames
from data_prep.records import Document, Lang

STOP = re.compile(r"[。.!！?？]+[”’」』\"']*\s*$")
"""What ends a statement."""


class Witness:
    """One document, made ready to be asked for what stands at a place of its text."""

    def __init__(self, document: Document) -> None:
        text, title = document.text, document.title
        self.lang: Lang = document.lang
        self.document = document
        self.names = find_names(text, title, self.lang)
        self.known_names = KnownNames.of(self.names.kinds)
        self.renamings = renamings(text, self.names, self.lang)
        self.when = written(document)
        self._utterances = list(utterances(text, title, self.lang, self.names))
        self._classes = classes(text, self.names) if self.lang == "zh" else {}

    def over(self, start: int, end: int) -> list[Utterance]:
        """The utterances that text[start:end] touches, with the years that the day of writing gives them."""
        found = [u for u in self._utterances if u.evidence[0] < end and start < u.evidence[1]]
        if self.lang == "zh":
            found = [replace(u, plain=self._dated(u)) for u in found]
        return found

    def _dated(self, utterance: Utterance) -> str:
        plain = dated(self.document, utterance, self.when)
        return by_date(plain, self.when.day or self.when.year or None)

    def evidence(self, start: int, end: int) -> tuple[int, int]:
        """text[start:end] with the whole of every utterance it touches: no hedge, negation or speaker that
        belongs to it is left out."""
        touched = self.over(start, end)
        return (
            min([start, *(u.evidence[0] for u in touched)]),
            max([end, *(u.evidence[1] for u in touched)]),
        )

    def forms(self, name: str) -> tuple[str, ...]:
        """The ways in which this document names what is called `name`."""
        return (name, *self.renamings.get(name, ()))

    def named_in(self, text: str) -> list[str]:
        """The names of the document that stand in `text`, none inside another one, longest first."""
        found: list[str] = []
        left = text
        for name in sorted(self.names.kinds, key=lambda n: (-len(n), n)):
            if len(name) > 1 and name in left:
                found.append(name)
                left = left.replace(name, "\n")
        return found

    def readings(self, utterance: Utterance) -> list[Candidate]:
        """What the parser reads in an utterance: all its statements with all their answers."""
        if utterance.problem and utterance.problem != "conditional":
            return []
        found = self._parsed(utterance.plain, utterance.said)
        if self.lang == "zh":
            sentence = self.document.text[slice(*utterance.evidence)]
            found += passing(sentence, self.names, self._classes, "")
        return found

    def _parsed(self, plain: str, said: str) -> list[Candidate]:
        if self.lang == "en":
            return read_english(plain, self.names, said=said)
        return list(read_chinese(plain, self.names, self._classes, said).candidates)

    def frame(self, statement: str, answer: str, said: str) -> Frame | None:
        """The statement taken apart, where the parser finds the same answer in it."""
        text = STOP.sub("", statement)
        said = said if said and text.startswith(said) else ""
        stop = "。" if self.lang == "zh" else "."
        for one in self._parsed(text.removeprefix(said) + stop, said):
            if one.frame.text == text and one.object == answer:
                names = {n: o for n, o in self.renamings.items() if n in text}
                zh = self.lang == "zh"
                asks = asked_names(statement, self.names, self._classes) if zh else {}
                return replace(one.frame, names=names, asks=asks)
        return None
