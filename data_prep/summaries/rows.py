"""Passages → the summarization rows of a document."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from data_prep.facts.discourse import Sentence, sentences
from data_prep.facts.names import kinds_of
from data_prep.records import Document, Example, Fact, Lang, Message, content_id
from data_prep.summaries.choosing import one, several
from data_prep.summaries.compress import masked
from data_prep.summaries.headings import is_heading, unnumbered
from data_prep.summaries.headline import belongs, headline, real_title
from data_prep.summaries.instructions import LIST_REQUESTS, NUMBERED, REQUESTS
from data_prep.summaries.outline import Topic, outline, sections
from data_prep.summaries.ranking import Ranked, length, rank
from data_prep.summaries.stated import stated_units
from data_prep.summaries.tables import I_TELL
from data_prep.summaries.units import Unit, lowered, names_somebody, units
from data_prep.summaries.weighing import Field, field


@dataclass(frozen=True, slots=True)
class Summaries:
    """Summaries of one passage by kind: a text, or the sentences of an abstract, or points."""

    texts: Mapping[str, str | list[str]]
    rules: bool = True
    """Whether the rules make those that are not there."""


NO_SUMMARIES = Summaries({})

ABSTRACT = {"zh": (100, 240), "en": (40, 100)}
"""Characters, words."""
ONE_SENTENCE: dict[Lang, int] = {"zh": 70, "en": 32}
POINT = {"zh": 90, "en": 36}
MIN_POINTS, MAX_POINTS = 3, 7
PER_POINT = {"zh": 80, "en": 30}
"""Characters, words of a passage for each of its key points."""
ABSTRACT_SENTENCES = (9, 6, 4)
"""The most sentences an abstract has; fewer where nine topics do not fit in its length."""
TURNS = 0.05
"""Share of the sentences of a talk that open a speaker's turn."""
TOLD_BY_ME = 0.12
"""Share of the sentences with I or we from which on a text is told by its author."""
TALK = 0.5
"""Share of the sentences of a talk that must stand alone to sum it up."""
MIN_PASSAGE = {"zh": 150, "en": 80}
"""A shorter passage is its own summary."""
MANUAL = 0.4
"""Share of sentences that begin with a verb from which on a text tells its reader what to do."""
SHORTER = 2.2
"""A passage is at least so many times as long as its abstract or its key points."""


def summaries(
    document: Document,
    passages: Iterable[tuple[str, list[Fact]]],
    people: Callable[[], tuple[str, ...]] | None = None,
    *,
    offered: Callable[[str], Summaries] = lambda _: NO_SUMMARIES,
) -> Iterator[Example]:
    """The summarization rows of one document; a passage comes with the facts that it states.

    The first passage may be asked for the document's title; any other that opens with its heading for
    that heading. `people` gives the names of the persons in the document, longest first; without it
    they are looked for here, which takes about a third of the time. What a passage does not yield (no three sentences that stand alone) is left out.
    `offered` gives the summaries of a passage that no rule made, each true of it: they take the place of the rules'.
    """
    lang = document.lang
    people = people or _people(document)
    whole = _Reading("", [], [])
    for number, (passage, facts) in enumerate(passages):
        if length(passage, lang) < MIN_PASSAGE[lang]:
            continue
        other = offered(passage)
        yield from _offered(document, passage, other, facts)
        if not other.rules:
            continue
        reading = whole.part(passage) or _read(passage, lang, people)
        if number == 0:
            whole = reading
        found = stated_units(passage, reading.sentences, _with_subjects(reading.units), facts, lang)
        texts = [s.text for s in reading.sentences]
        ranked = rank(found, texts, document.title, lang)
        choice = field(ranked, reading.sentences, reading.topics(lang), document.title, lang)
        opens = number == 0 or whole.passage.startswith(passage)
        title = document.title if belongs(document.title, document.text, lang) else ""
        core = [] if reading.talk(lang) else one(choice, title, ONE_SENTENCE[lang], opens)
        made = [
            *_headline(document, passage, document.title if number == 0 else "", ranked, core),
            *(_sentences(document, passage, choice, core, facts) if reading.told(lang) else ()),
        ]
        yield from (example for example in made if example.kind not in other.texts)


def _offered(
    document: Document, passage: str, offered: Summaries, facts: list[Fact]
) -> Iterator[Example]:
    for kind, answer in offered.texts.items():
        told = answer if isinstance(answer, str) else "\n".join(answer)
        ids = [fact.id for fact in facts if fact.object in told]
        yield _example(document, kind, passage, answer, ids if kind != "headline" else [])


@dataclass(frozen=True, slots=True)
class _Reading:
    """A passage with its sentences and those of them that stand alone."""

    passage: str
    sentences: list[Sentence]
    units: list[Unit]
    at: int = 0
    """Where the passage begins in the text that the sentences are placed in."""

    def talk(self, lang: Lang) -> bool:
        """Whether somebody answers in turns, or the whole is told by an "I"."""
        turns = sum(names_somebody(s.speaker) for s in self.sentences)
        told = sum(bool(I_TELL[lang].search(masked(s.text, lang))) for s in self.sentences)
        size = len(self.sentences)
        return turns > TURNS * size or told > TOLD_BY_ME * size

    def told(self, lang: Lang) -> bool:
        """Whether enough of the passage stands alone: of a talk, what is said by "I" does not."""
        alone = len({unit.start for unit in self.units})
        return not self.talk(lang) or alone >= TALK * len(self.sentences)

    def topics(self, lang: Lang) -> list[Topic]:
        """The topics of the passage, placed as its sentences are."""
        return [
            replace(topic, start=topic.start + self.at, end=topic.end + self.at)
            for topic in outline(self.passage, lang)
        ]

    def part(self, passage: str) -> "_Reading | None":
        """The reading of a passage that stands in this one; its spans stay those of this one."""
        start = self.passage.find(passage)
        if start < 0:
            return None
        end = start + len(passage)
        return _Reading(
            passage,
            [s for s in self.sentences if start <= s.start < end],
            [u for u in self.units if start <= u.start < end],
            start,
        )


def _read(passage: str, lang: Lang, people: Callable[[], tuple[str, ...]]) -> _Reading:
    read = list(sentences(passage, lang))
    return _Reading(passage, read, list(units(read, lang, people)))


def _with_subjects(found: list[Unit]) -> list[Unit]:
    """Without the sentences that begin with a verb, unless the text is a manual, made of such sentences."""
    headless = sum(unit.headless for unit in found)
    return found if headless > MANUAL * len(found) else [u for u in found if not u.headless]


def _people(document: Document) -> Callable[[], tuple[str, ...]]:
    """The names of persons in the document, found when first asked for; none where no pronoun could
    mean one, or in a document too long to be about a few people."""

    @cache
    def names() -> tuple[str, ...]:
        text, lang = document.text, document.lang
        if len(text) > MAX_NAMED or not _PERSONAL[lang].search(text):
            return ()
        kinds = kinds_of(text, document.title, lang)
        return tuple(
            sorted((n for n, k in kinds.items() if k == "person"), key=lambda n: (-len(n), n))
        )

    return names


_PERSONAL = {"zh": re.compile("[他她]"), "en": re.compile(r"\b(?:[Hh]e|[Ss]he)\b")}
MAX_NAMED = 60_000
"""Characters."""


def _headline(
    document: Document, passage: str, title: str, ranked: Ranked, core: list[int]
) -> Iterator[Example]:
    """The title of the whole, the heading of a section that has one only, or a clause of its core."""
    lang = document.lang
    first, _, rest = passage.partition("\n")
    above = unnumbered(first)
    if title and real_title(title, passage, lang):
        text = passage.removeprefix(f"{title}\n").strip()
        yield _example(document, "headline", text, title.strip(), [])
    elif rest and is_heading(above, lang) and sections(passage, lang) == 1:
        if real_title(above, rest, lang):
            yield _example(document, "headline", rest.strip(), above, [])
    elif (len(core) == 1 or "\n" not in passage) and (
        answer := headline(passage, ranked.only(core) if core else ranked, lang)
    ):
        yield _example(document, "headline", passage, answer, [])


def _sentences(
    document: Document, passage: str, choice: Field, core: list[int], facts: list[Fact]
) -> Iterator[Example]:
    lang = document.lang
    size = length(passage, lang)
    for kind, chosen in (
        ("one_sentence", core),
        ("abstract", _abstract(choice, size, lang)),
        ("key_points", _points(choice, size, lang)),
    ):
        if chosen:
            units = [choice.ranked.units[i] for i in chosen]
            ids = _facts_in(units, facts)
            yield _example(document, kind, passage, [unit.text for unit in units], ids)


def _abstract(choice: Field, size: int, lang: Lang) -> list[int]:
    least, most = ABSTRACT[lang]
    most = min(most, int(size / SHORTER))
    tried = (several(choice, most, count, most) for count in ABSTRACT_SENTENCES if most >= least)
    chosen = next((chosen for chosen in tried if chosen), [])
    told = sum(choice.ranked.lengths[i] for i in chosen)
    return chosen if len(chosen) > 1 and told >= least else []


def _points(choice: Field, size: int, lang: Lang) -> list[int]:
    count = max(MIN_POINTS, len(choice.topics), size // PER_POINT[lang])
    chosen = several(choice, int(size / SHORTER), min(MAX_POINTS, count), POINT[lang])
    return chosen if len(chosen) >= MIN_POINTS else []


def _facts_in(chosen: list[Unit], facts: list[Fact]) -> list[str]:
    """The facts whose answer and sentence stand in the summary."""
    return [
        fact.id
        for fact in facts
        if any(
            fact.object in unit.text
            and (fact.evidence in unit.source or unit.source in fact.evidence)
            for unit in chosen
        )
    ]


def _example(
    document: Document, kind: str, passage: str, answer: str | list[str], fact_ids: list[str]
) -> Example:
    lang = document.lang
    pick = int(content_id(document.id, kind, passage), 16)
    if kind == "key_points":
        request, form = LIST_REQUESTS[lang][pick % len(LIST_REQUESTS[lang])]
        marks = (f"{i + 1}. " if form == NUMBERED else "- " for i in range(len(answer)))
        text = "\n".join(mark + line for mark, line in zip(marks, answer, strict=True))
    else:
        request = REQUESTS[kind][lang][pick % len(REQUESTS[kind][lang])]
        text = answer if isinstance(answer, str) else _joined(kind, answer, lang)
    if kind != "headline" and belongs(document.title, document.text, lang):
        passage = f"{document.title.strip()}\n{passage}"
    bound = -(-length(text, lang) // 5) * 5
    prompt = (
        request.replace("{n}", str(bound))
        .replace("{k}", str(len(answer)))
        .replace("{text}", passage)
    )
    return Example(
        id=content_id("summarization", kind, prompt),
        task="summarization",
        kind=kind,
        lang=lang,
        doc_id=document.id,
        fact_ids=fact_ids,
        prompt=[Message("user", prompt)],
        completion=[Message("assistant", text)],
    )


def _joined(kind: str, sentences: list[str], lang: Lang) -> str:
    """An abstract's sentences one behind the other, those of a single sentence with a semicolon."""
    if kind != "one_sentence":
        return ("" if lang == "zh" else " ").join(sentences)
    first, *rest = sentences
    for sentence in rest:
        later = lowered(sentence) if lang == "en" else sentence
        first = f"{first.rstrip('。.')}{'；' if lang == 'zh' else '; '}{later}"
    return first
