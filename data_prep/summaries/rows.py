"""Passages → the summarization rows of a document."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from data_prep.facts.discourse import Sentence, sentences
from data_prep.facts.names import kinds_of
from data_prep.records import Document, Example, Fact, Lang, Message, content_id
from data_prep.summaries.headline import headline, real_title
from data_prep.summaries.instructions import LIST_REQUESTS, NUMBERED, REQUESTS
from data_prep.summaries.passages import is_heading
from data_prep.summaries.ranking import Ranked, length, rank
from data_prep.summaries.stated import stated_units
from data_prep.summaries.units import Unit, units


@dataclass(frozen=True, slots=True)
class Summaries:
    """Summaries of one passage by kind: a text, or the sentences of an abstract, or points."""

    texts: Mapping[str, str | list[str]]
    rules: bool = True
    """Whether the rules make those that are not there."""


NO_SUMMARIES = Summaries({})

ABSTRACT = {"zh": (100, 200), "en": (40, 80)}
"""Characters, words."""
ONE_SENTENCE: dict[Lang, int] = {"zh": 70, "en": 32}
POINT = {"zh": 90, "en": 36}
MIN_POINTS, MAX_POINTS = 3, 7
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
        ranked = rank(found, texts, document.title, lang, len(passage))
        title = document.title if number == 0 else ""
        made = [
            *_headline(document, passage, title, ranked),
            *_sentences(document, passage, ranked, facts),
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


def _headline(document: Document, passage: str, title: str, ranked: Ranked) -> Iterator[Example]:
    lang = document.lang
    first, _, rest = passage.partition("\n")
    if title and real_title(title, passage, lang):
        yield _example(
            document, "headline", passage.replace(title, "", 1).strip(), title.strip(), []
        )
    elif rest and is_heading(first, lang) and real_title(first, rest, lang):
        yield _example(document, "headline", rest.strip(), first.strip(), [])
    elif answer := headline(passage, ranked, lang):
        yield _example(document, "headline", passage, answer, [])


def _sentences(
    document: Document, passage: str, ranked: Ranked, facts: list[Fact]
) -> Iterator[Example]:
    lang = document.lang
    size = length(passage, lang)
    for kind, chosen in (
        ("one_sentence", ranked.choose(most=ONE_SENTENCE[lang], count=1)),
        ("abstract", _abstract(ranked, size, lang)),
        ("key_points", _points(ranked, size, lang)),
    ):
        if chosen:
            texts = [ranked.units[i].text for i in chosen]
            ids = _facts_in([ranked.units[i] for i in chosen], facts)
            yield _example(document, kind, passage, texts, ids)


def _abstract(ranked: Ranked, size: int, lang: Lang) -> list[int]:
    least, most = ABSTRACT[lang]
    most = min(most, int(size / SHORTER))
    chosen = ranked.choose(most=most) if most >= least else []
    return chosen if len(chosen) > 1 and sum(ranked.lengths[i] for i in chosen) >= least else []


def _points(ranked: Ranked, size: int, lang: Lang) -> list[int]:
    count = max(MIN_POINTS, min(MAX_POINTS, size // (150 if lang == "zh" else 60)))
    chosen = ranked.choose(most=int(size / SHORTER), count=count, cap=POINT[lang])
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
        text = answer if isinstance(answer, str) else ("" if lang == "zh" else " ").join(answer)
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
