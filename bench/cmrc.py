"""Which human answers of CMRC 2018 some fact states, against how many facts that took.

    python -m bench.cmrc [--data ../shared/data/cmrc2018] [--limit 100] [--examples 5]

The extractor runs on each passage of the dev set. A question counts as answered when a fact whose evidence
overlaps one of the human answers has an object or alias that matches it. The curve keeps the k facts per
100 characters that rank first in each passage: by salience, then the first fact of each evidence before the
second. Below it, what is missed by kind of answer: `no fact` where the evidence of none overlaps the answer,
`inside` where the answer stands in the statement of one that overlaps, and something else is asked for, `beside`
where one overlaps and leaves the answer out. An extractor with frames has its `inside` answers counted by the
constituent that holds them.
"""

import argparse
import gzip
import inspect
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.answers import kind_of, same_answer
from bench.run_folder import SHARED, bare, markdown, share
from data_prep.facts import extract
from data_prep.frame import Frame
from data_prep.records import Document, Fact

DATA = SHARED / "data" / "cmrc2018"
DENSITIES = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0)
ALL = {"per_sentence": 1_000, "per_hundred": 1_000.0}
"""The limits of the extractor, as far as it has them: the curve cuts here."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its human answers: (text, start, end) in the passage."""

    text: str
    answers: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, its questions and its facts in the order of rank."""

    id: str
    text: str
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    frames: dict[str, Frame] = field(default_factory=dict)
    """The frames of the facts, by fact id."""


def main() -> None:
    options = _options()
    path = options.data / "cmrc2018_dev.json.gz"
    if not path.exists():
        raise SystemExit(f"there is no {path}; --data names the folder that holds it")
    passages = list(read(path, options.limit))
    questions = sum(len(passage.questions) for passage in passages)
    print(
        f"{len(passages):,} passages, {sum(len(p.text) for p in passages):,} characters, {questions:,} questions"
    )
    print(f"extractor: {', '.join(sorted({fact.extractor for p in passages for fact in p.facts}))}")
    print(f"\n{curve(passages)}\n\n{missed(passages)}")
    if any(passage.frames for passage in passages):
        print(f"\n{places(passages)}")
    if options.examples:
        show(passages, options.examples)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, default=0, help="passages; 0 takes all")
    parser.add_argument(
        "--examples", type=int, default=0, help="missed questions shown of each kind"
    )
    return parser.parse_args()


def read(path: Path, limit: int) -> Iterator[Passage]:
    """The passages of the dev set with the facts that the extractor finds in them."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    found = [(article["title"], part) for article in articles for part in article["paragraphs"]]
    for title, part in found[: limit or None]:
        text = part["context"]
        questions = tuple(
            Question(asked["question"], tuple(_placed(text, asked["answers"])))
            for asked in part["qas"]
        )
        facts, frames = facts_of(part["id"], title, text)
        yield Passage(part["id"], text, questions, tuple(ranked(facts)), frames)


def _placed(text: str, answers: list[dict]) -> Iterator[tuple[str, int, int]]:
    """The different human answers where they stand; a wrong place is looked up."""
    for answer, start in sorted({(a["text"], a["answer_start"]) for a in answers}):
        at = start if text[start : start + len(answer)] == answer else text.find(answer)
        if at >= 0 and bare(answer):
            yield answer, at, at + len(answer)


def facts_of(id: str, title: str, text: str) -> tuple[list[Fact], dict[str, Frame]]:
    """What the extractor finds, whether it gives facts one by one or an extraction with frames, and the frames."""
    document = Document(id, id, "", "zh", title, text, "{}")
    out: Any = extract(document, [(0, len(text), 0, len(text))], **LIMITS)
    found = list(getattr(out, "found", out))
    frames = {one.fact.id: one.frame for one in found if hasattr(one, "frame")}
    return [getattr(one, "fact", one) for one in found], frames


_PARAMETERS = inspect.signature(extract).parameters
LIMITS = {key: value for key, value in ALL.items() if key in _PARAMETERS}


def ranked(facts: Sequence[Fact]) -> list[Fact]:
    """By salience; among equals the first of each evidence, then the second …; then by id, so that no
    place in the passage is favoured."""
    seen: Counter[tuple[int, int]] = Counter()
    keys = {}
    for fact in facts:
        keys[fact.id] = (-fact.salience, seen[fact.start, fact.end], fact.id)
        seen[fact.start, fact.end] += 1
    return sorted(facts, key=lambda fact: keys[fact.id])


# --- does a fact state a human answer?


def states(fact: Fact, question: Question) -> bool:
    """Whether the object of `fact` is one of the answers, and its evidence overlaps that answer."""
    return any(
        fact.start < end and start < fact.end and same_answer(answer, [fact.object, *fact.aliases])
        for answer, start, end in question.answers
    )


# --- figures


def curve(passages: Sequence[Passage]) -> str:
    """The share of questions answered by the facts that rank first, at growing density."""
    ranks = [
        next((i for i, fact in enumerate(passage.facts) if states(fact, question)), None)
        for passage in passages
        for question in passage.questions
    ]
    owners = [passage for passage in passages for _ in passage.questions]
    characters = sum(len(passage.text) for passage in passages)
    lines = []
    for k in (*DENSITIES, float("inf")):
        room = {passage.id: _room(passage, k) for passage in passages}
        kept = sum(room.values())
        hit = sum(r is not None and r < room[o.id] for r, o in zip(ranks, owners, strict=True))
        name = "all" if k == float("inf") else f"{k:g}"
        lines.append((name, f"{100 * kept / characters:.2f}", f"{kept:,}", share(hit, len(ranks))))
    return markdown(("at most, per 100 characters", "kept", "facts", "answers stated"), lines)


def _room(passage: Passage, k: float) -> int:
    return int(min(len(passage.facts), k * len(passage.text) / 100 + 0.5))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, its shortest answer, and how the facts stand to it: `stated`, `inside`, `beside`, `no fact`."""

    passage: Passage
    question: Question
    answer: str
    verdict: str


def outcomes(passages: Sequence[Passage]) -> Iterator[Outcome]:
    for passage in passages:
        for question in passage.questions:
            if question.answers:
                answer = min((text for text, _, _ in question.answers), key=len)
                yield Outcome(passage, question, answer, _verdict(passage, question))


def _verdict(passage: Passage, question: Question) -> str:
    if any(states(fact, question) for fact in passage.facts):
        return "stated"
    facts = beside(passage, question)
    answers = [bare(text) for text, _, _ in question.answers]
    if any(answer in bare(fact.statement) for fact in facts for answer in answers):
        return "inside"
    return "beside" if facts else "no fact"


def beside(passage: Passage, question: Question) -> list[Fact]:
    """The facts whose evidence overlaps one of the answers."""
    return [
        fact
        for fact in passage.facts
        if any(fact.start < end and start < fact.end for _, start, end in question.answers)
    ]


def missed(passages: Sequence[Passage]) -> str:
    """By kind of answer: how many were asked, stated, and missed for which reason."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes(passages):
        counts[kind_of(outcome.answer)][outcome.verdict] += 1
    counts["all"] = sum(counts.values(), Counter())
    lines = [
        (kind, n.total(), share(n["stated"], n.total()), n["inside"], n["beside"], n["no fact"])
        for kind, n in sorted(counts.items(), key=lambda item: item[1]["stated"] - item[1].total())
    ]
    return markdown(("kind of answer", "asked", "stated", "inside", "beside", "no fact"), lines)


def places(passages: Sequence[Passage]) -> str:
    """Of the answers that stand inside a statement: in which part of its frame, whole or not."""
    counts: Counter[tuple[str, str]] = Counter(
        _place(outcome) for outcome in outcomes(passages) if outcome.verdict == "inside"
    )
    lines = [(role, extent, n) for (role, extent), n in counts.most_common()]
    return markdown(("inside answers: in the", "which is", "questions"), lines)


def _place(outcome: Outcome) -> tuple[str, str]:
    answers = [bare(text) for text, _, _ in outcome.question.answers]
    held = ("several parts", "")
    for fact in beside(outcome.passage, outcome.question):
        frame = outcome.passage.frames.get(fact.id)
        for i, part in enumerate(frame.parts if frame else ()):
            text = bare(part.text)
            name = f"{part.role} (asked)" if frame and i == frame.asked else part.role
            if text in answers:
                return name, "the answer"
            if any(answer in text for answer in answers):
                held = (name, "longer")
    return held


def show(passages: Sequence[Passage], count: int) -> None:
    """Missed questions of each kind: the answer in its surroundings, and the facts beside it."""
    shown: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes(passages):
        key = (kind_of(outcome.answer), outcome.verdict)
        if outcome.verdict == "stated" or shown[key] >= count:
            continue
        shown[key] += 1
        text, question = outcome.passage.text, outcome.question
        _, start, end = question.answers[0]
        around = f"{text[max(0, start - 60) : start]}⟦{text[start:end]}⟧{text[end : end + 40]}"
        print(f"\n[{key[0]}, {key[1]}] {question.text}\n    {around!r}")
        for fact in beside(outcome.passage, question)[:6]:
            print(f"    fact: {fact.statement} → {fact.object}")


if __name__ == "__main__":
    main()
