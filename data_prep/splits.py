"""Which facts are taught and which are kept as a control, and the checks that they never meet.

A whole sentence is held out at a time, with every fact drawn from it: a fact of the same sentence would
otherwise tell the control's answer in its own question. And a control's answer must stand in no other
sentence of the corpus, or the model could have read it there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data_prep.facts.ground import bare
from data_prep.records import Document, Fact, content_id

MIN_CONTROL_ANSWER = 2
"""Characters of a control's answer in comparing form; shorter ones are hit by chance."""
SPARE = 4
"""So many times the wanted control facts are looked up in the corpus; most answers stand somewhere else too."""

_PREFIX = 2
_SENTENCE = re.compile(r"[。！？!?\n]|\.\s")
_LONG_NUMBER = re.compile(r"\d{3,}(?:\.\d+)?")


def core(answer: str) -> str:
    """What of an answer would give it away: its number when that is long (23,480 of "23,480 inhabitants",
    which may stand elsewhere as "23480 people"), else all of it in comparing form."""
    flat = bare(answer)
    number = _LONG_NUMBER.search(flat)
    return number[0] if number else flat


class Phrases:
    """Finds which of many phrases (in comparing form) a text holds, in time linear in the text."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_prefix: dict[str, list[str]] = {}
        for phrase in set(phrases):
            if len(phrase) >= _PREFIX:
                self._by_prefix.setdefault(phrase[:_PREFIX], []).append(phrase)

    def found(self, flat: str) -> set[str]:
        """The phrases in `flat`, a text in comparing form."""
        return {
            phrase
            for at in range(len(flat) - _PREFIX + 1)
            for phrase in self._by_prefix.get(flat[at : at + _PREFIX], ())
            if flat.startswith(phrase, at)
        }


@dataclass(slots=True)
class Splitter:
    """Facts are shown once, in order, then the documents; `control` gives the ids of the control facts.

    Memory: a few hundred bytes a fact.
    """

    share: float
    groups: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def show(self, fact: Fact) -> None:
        """Remember a fact with the sentence it comes from."""
        key = content_id(fact.doc_id, str(fact.start))
        self.groups.setdefault(key, []).append((fact.id, core(fact.object)))

    def control(self, documents: Iterable[Document]) -> frozenset[str]:
        """Ids of the control facts: sentences in the order of their hash until the share is reached,
        without those whose answers stand in another sentence of `documents`."""
        wanted = round(sum(map(len, self.groups.values())) * self.share)
        tried = list(self._candidates(wanted))
        stated = _sentences_with({answer for group in tried for _, answer in group}, documents)
        chosen: set[str] = set()
        for group in tried:
            alone = all(len(a) >= MIN_CONTROL_ANSWER and stated[a] <= 1 for _, a in group)
            if alone and len(chosen) + len(group) <= wanted:
                chosen.update(id for id, _ in group)
        return frozenset(chosen)

    def _candidates(self, wanted: int) -> Iterator[list[tuple[str, str]]]:
        left = wanted * SPARE
        for key in sorted(self.groups):
            if left <= 0:
                return
            left -= len(self.groups[key])
            yield self.groups[key]


def _sentences_with(phrases: set[str], documents: Iterable[Document]) -> Counter[str]:
    """In how many sentences of the documents, titles included, each phrase stands."""
    index, counts = Phrases(phrases), Counter[str]()
    for document in documents:
        title = [] if document.title in document.text else [document.title]
        for sentence in [*title, *_SENTENCE.split(document.text)]:
            counts.update(index.found(bare(sentence)))
    return counts


class ControlGuard:
    """Says whether a text that is to be trained on tells a control fact: its subject and its answer."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._answers: dict[str, set[str]] = {}
        for fact in facts:
            if fact.split == "control":
                subject = bare(re.sub("^The ", "", fact.subject))
                self._answers.setdefault(subject, set()).add(bare(fact.object))
        self._subjects = Phrases(self._answers)

    def tells(self, text: str) -> bool:
        """Whether `text` holds the subject and the answer of a control fact."""
        flat = bare(text)
        return any(
            answer in flat
            for subject in self._subjects.found(flat)
            for answer in self._answers[subject]
        )
