"""Document → summarization pairs, extractive: a headline, an abstract, key points.

Every sentence of a summary stands in the passage word for word, so nothing is claimed that the source
does not say. Centrality is the share of a sentence's words that the passage repeats, with a bonus for
leading sentences, which beat most unsupervised rankings on news.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import rjieba

from data_prep.facts.discourse import Sentence, no_assertion, sentences
from data_prep.facts.tables import PRONOUNS
from data_prep.records import Document, Example, Fact, Lang, Message, content_id

MIN_PASSAGE = {"zh": 150, "en": 400}
MIN_SENTENCES = 4
ABSTRACT_SENTENCES = 3
MAX_POINTS = 6

PROMPTS: dict[str, dict[Lang, tuple[str, ...]]] = {
    "headline": {
        "zh": ("为下面的文章拟一个标题。", "读完下面的文字，用一行话写出它的标题。"),
        "en": (
            "Write a headline for the text below.",
            "Read the text below and give it a title of one line.",
        ),
    },
    "abstract": {
        "zh": ("用三句话以内概括下面的文字。", "请给下面这段文字写一个简短的摘要。"),
        "en": (
            "Summarise the text below in at most three sentences.",
            "Write a short abstract of the following text.",
        ),
    },
    "key_points": {
        "zh": ("列出下面文字的要点。", "把下面文字里的关键事实逐条列出来。"),
        "en": (
            "List the key points of the text below.",
            "Give the key facts of the following text, one per line.",
        ),
    },
}


def summaries(document: Document, passages: Iterable[tuple[str, list[Fact]]]) -> Iterator[Example]:
    """The summarization rows of one document; a passage comes with the facts that it states."""
    for number, (passage, facts) in enumerate(passages):
        if len(passage) < MIN_PASSAGE[document.lang]:
            continue
        if number == 0 and document.title and document.title not in passage:
            yield _example(document, "headline", passage, document.title, [])
        told = [s for s in sentences(passage, document.lang) if _stands(s.text, document.lang)]
        if len(told) >= MIN_SENTENCES:
            yield _example(document, "abstract", passage, _abstract(told, document.lang), [])
        points = _points(facts)
        if len(points) >= 3:
            text = "\n".join(f"- {fact.statement}" for fact in points)
            yield _example(document, "key_points", passage, text, [fact.id for fact in points])


def passages(
    document: Document, removed: list[tuple[int, int]], limit: int
) -> list[tuple[str, int, int]]:
    """(text, start, end) of consecutive paragraphs up to `limit` characters, without the spans `removed`.

    The title line is left out: it is the answer of the headline row. A single paragraph longer than
    `limit` is cut behind a sentence.
    """
    out: list[tuple[str, int, int]] = []
    pieces: list[str] = []
    begin = end = 0
    for start, stop in _paragraphs(document, limit):
        text = _without(document.text, start, stop, removed)
        if not text.strip() or text.strip() == document.title:
            continue
        if pieces and sum(map(len, pieces)) + len(text) > limit:
            out.append(("\n".join(pieces), begin, end))
            pieces = []
        if not pieces:
            begin = start
        pieces.append(text.strip())
        end = stop
    if pieces:
        out.append(("\n".join(pieces), begin, end))
    return out


def _paragraphs(document: Document, limit: int) -> Iterator[tuple[int, int]]:
    at = 0
    for line in document.text.split("\n"):
        if len(line) <= limit:
            yield at, at + len(line)
        else:
            start = at
            for sentence in sentences(line, document.lang):
                if at + sentence.end - start > limit and at + sentence.start > start:
                    yield start, at + sentence.start
                    start = at + sentence.start
            yield start, at + len(line)
        at += len(line) + 1


def _without(text: str, start: int, stop: int, removed: list[tuple[int, int]]) -> str:
    out, at = [], start
    for a, b in sorted(removed):
        if b <= at or a >= stop:
            continue
        out.append(text[at : max(a, at)])
        at = min(max(b, at), stop)
        while at < stop and text[at] in "。，；.,; ":  # the mark that closed what was taken out
            at += 1
    return "".join([*out, text[at:stop]])


def _stands(sentence: str, lang: Lang) -> bool:
    """Whether a sentence can be lifted out of its passage: an assertion that begins with no pronoun."""
    return not no_assertion(sentence, lang) and not PRONOUNS[lang].match(sentence)


def _abstract(told: list[Sentence], lang: Lang) -> str:
    words = [_words(s.text, lang) for s in told]
    counts = Counter(w for sentence in words for w in set(sentence))
    scores = []
    for i, sentence in enumerate(words):
        central = sum(counts[w] > 1 for w in set(sentence)) / max(1, len(set(sentence)))
        scores.append(central + 0.5 / (1 + i))
    best = sorted(sorted(range(len(told)), key=lambda i: (-scores[i], i))[:ABSTRACT_SENTENCES])
    return ("" if lang == "zh" else " ").join(told[i].text for i in best)


def _words(text: str, lang: Lang) -> list[str]:
    found = rjieba.cut(text) if lang == "zh" else re.findall(r"[a-z]{3,}", text.lower())
    return [w for w in found if len(w) > 1]


def _points(facts: list[Fact]) -> list[Fact]:
    """The facts worth listing, one a sentence, in the order of the text."""
    best: dict[int, Fact] = {}
    for fact in facts:
        if fact.start not in best or fact.salience > best[fact.start].salience:
            best[fact.start] = fact
    ranked = sorted(best.values(), key=lambda f: (-f.salience, f.start))[:MAX_POINTS]
    return sorted(ranked, key=lambda f: f.start)


def _example(
    document: Document, kind: str, passage: str, answer: str, fact_ids: list[str]
) -> Example:
    choices = PROMPTS[kind][document.lang]
    instruction = choices[int(content_id(document.id, kind, passage), 16) % len(choices)]
    prompt = f"{instruction}\n\n{passage}"
    return Example(
        id=content_id("summarization", kind, prompt),
        task="summarization",
        kind=kind,
        lang=document.lang,
        doc_id=document.id,
        fact_ids=fact_ids,
        prompt=[Message("user", prompt)],
        completion=[Message("assistant", answer)],
    )
