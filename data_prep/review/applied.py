"""What a build does with a person's decisions, document by document: nothing at all where there are none."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from data_prep.clean.edits import Runs, source_span
from data_prep.comparing import comparing
from data_prep.facts import extract
from data_prep.frame import Found, Frame, found
from data_prep.gate import PASSED, Source, Verdict, judge_fact, judge_question, judge_statement
from data_prep.records import Document, Drop, Example, Fact, Message, Probe, TextRow, content_id
from data_prep.review.decisions import Decision, Decisions, read
from data_prep.store import json_line, json_lines

STEP, REJECTED = "review", "rejected"
UNJUDGED = Verdict("no_fact_to_judge_by", "it can be rejected, not edited")
DUPLICATE = Verdict("duplicate", "another row says the same")
PASSAGE = Verdict("passage_is_the_source", "of a summary only the answer can be edited")
ENDING = ".reviewed.jsonl"
"""Of the file beside a shard's: [id, sort, what became of it] of each decision that met something there."""
Met = tuple[str, str, str]
Row = TypeVar("Row", bound=Example | TextRow | Probe)


@lru_cache(4)
def _read(path: str, stamp: tuple[int, int]) -> Decisions:
    return read(Path(path))


def decisions_of(path: Path | None) -> Decisions:
    """The decisions of a file, read once a process."""
    if path is None or not path.is_file():
        return {}
    stat = path.stat()
    return _read(str(path), (stat.st_mtime_ns, stat.st_size))


@dataclass(slots=True)
class Applied:
    """The decisions while a shard is made, and what became of them."""

    decisions: Decisions
    met: list[Met] = field(default_factory=list)
    rejected: frozenset[tuple[str, str]] = field(init=False)
    """Statement and object of rejected facts in comparing form: in another document they are the same fact."""

    def __post_init__(self) -> None:
        self.rejected = frozenset(
            _same(one.was["statement"], one.was.get("object", ""))
            for one in self.decisions.values()
            if one.sort == "fact" and one.verdict == "reject" and one.was.get("statement")
        )

    def facts(
        self, some: Sequence[Found], document: Document, runs: Runs
    ) -> tuple[list[Found], list[Drop]]:
        """(the facts that stay, edited or not, and what is dropped)"""
        if not self.decisions:
            return list(some), []
        kept: list[Found] = []
        drops: list[Drop] = []
        for one in some:
            made, verdict = self._fact(one, document, runs)
            if made:
                kept.append(made)
            else:
                drops.append(_drop(one.fact.id, document, verdict, one.fact.statement))
        return kept, drops

    def _fact(self, one: Found, document: Document, runs: Runs) -> tuple[Found | None, Verdict]:
        """What a fact became: an edit has a new id, under which a later review may decide again."""
        now, seen, told = one, {one.fact.id}, None
        while (word := self.decisions.get(now.fact.id)) and word.sort == "fact":
            told = word
            if word.verdict != "edit":
                self._note(word, word.verdict + "ed")
                return (now, PASSED) if word.verdict == "accept" else (None, Verdict(REJECTED, ""))
            edited, verdict = edited_fact(now.fact, word.changes, document, runs)
            self._note(word, "edited" if verdict else "refused")
            if not verdict:
                return None, verdict
            now = found(edited, frame_of(edited))
            if edited.id in seen:  # edited back, or in what its id does not tell
                break
            seen.add(edited.id)
        if not told and self.rejected and _same(now.fact.statement, now.fact.object) in self.rejected:  # fmt: skip
            return None, Verdict(REJECTED, "the same fact was rejected")
        return now, PASSED

    def rows(self, some: Iterable[Row], facts: Mapping[str, Found], document: Document) -> Iterator[Row | Drop]:  # fmt: skip
        """The rows that stay, edited or not, in their places, and a Drop for each that does not."""
        rows = list(some)
        taken = {told(row) for row in rows if self._as_it_was(row.id)}
        for row in rows:
            made = self.row(row, facts, document, taken)
            if not isinstance(made, Drop):
                taken.add(told(made))
            yield made

    def row(
        self,
        row: Row,
        facts: Mapping[str, Found],
        document: Document,
        taken: Collection[str] = (),
    ) -> Row | Drop:
        """The row, edited or not, or its Drop; `taken` is what other rows say."""
        now, verdict = self._row(row, facts, taken)
        return now if verdict else _drop(row.id, document, verdict, told(now))

    def _row(
        self, row: Row, facts: Mapping[str, Found], taken: Collection[str]
    ) -> tuple[Row, Verdict]:
        now, seen = row, {row.id}
        while (word := self.decisions.get(now.id)) and word.sort != "fact":
            if word.verdict != "edit":
                self._note(word, word.verdict + "ed")
                return now, PASSED if word.verdict == "accept" else Verdict(REJECTED, "")
            now, verdict = edited_row(now, word.changes, facts)
            if verdict and told(now) != told(row) and told(now) in taken:
                verdict = DUPLICATE
            self._note(word, "edited" if verdict else "refused")
            if not verdict:
                return now, verdict
            if now.id in seen:
                break
            seen.add(now.id)
        return now, PASSED

    def _as_it_was(self, id: str) -> bool:
        word = self.decisions.get(id)
        return word is None or word.verdict == "accept"

    def _note(self, word: Decision, what: str) -> None:
        self.met.append((word.id, word.sort, what))


def _same(statement: str, answer: str) -> tuple[str, str]:
    return comparing(statement), comparing(answer)


def _drop(id: str, document: Document, verdict: Verdict, text: str) -> Drop:
    detail = f" ({verdict.detail})" if verdict.detail else ""
    return Drop(id, document.source, STEP, verdict.reason, f"{text[:160]}{detail}")


# --- one edit


def edited_fact(
    fact: Fact, changes: Mapping[str, Any], document: Document, runs: Runs
) -> tuple[Fact, Verdict]:
    """The fact with `changes` under its new id, and whether its document bears it out."""
    new: dict[str, Any] = dict(changes)
    if "evidence" in new:
        text = new["evidence"]
        places = list(_places(document.text, text))
        if not places:
            return fact, Verdict("evidence_not_verbatim", text[:40])
        start = min(places, key=lambda at: abs(at - fact.start))
        new |= {"start": start, "end": start + len(text)}
        new["source_start"], new["source_end"] = source_span(runs, start, start + len(text))
    edited = dataclasses.replace(fact, **new)
    id = content_id(document.id, edited.statement, edited.object)
    edited = dataclasses.replace(edited, id=id, extractor=f"{fact.extractor.split('+')[0]}+review")
    context = (fact.statement, document.title)
    return edited, judge_fact(edited, document.text, context=context)


def _places(text: str, part: str) -> Iterator[int]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def frame_of(fact: Fact) -> Frame | None:
    """The frame of a statement that is read by itself; None where that gives another answer."""
    text = fact.statement
    alone = Document(fact.doc_id, "", "", fact.lang, "", text, "{}")
    made = extract(alone, [(0, len(text), 0, len(text))]).found
    same = (one for one in made if (one.fact.object, one.fact.statement) == (fact.object, text))
    return next((one.frame for one in same), None)


def edited_row(row: Row, changes: Mapping[str, Any], facts: Mapping[str, Found]) -> tuple[Row, Verdict]:  # fmt: skip
    """The row with `changes` under its new id, and whether its facts bear it out."""
    one = facts.get(row.fact_id if isinstance(row, Probe) else next(iter(row.fact_ids), ""))
    source = _source(one) if one else None
    if isinstance(row, TextRow):
        text = changes["text"]
        id = content_id("text", "review", row.doc_id, text)
        edited: Any = dataclasses.replace(row, id=id, text=text)
        return edited, judge_statement(source, text) if source else UNJUDGED
    question = changes.get("question", told(row))
    if isinstance(row, Probe):
        edited = dataclasses.replace(row, id=content_id("probe", row.fact_id, question), question=question)  # fmt: skip
        answers = row.answers
    else:
        answer = changes.get("answer", row.completion[-1].content)
        edited = dataclasses.replace(
            row,
            id=content_id(row.task, "review", row.doc_id, question, answer),
            prompt=[*row.prompt[:-1], Message("user", question)],
            completion=[Message("assistant", answer)],
        )
        if row.task == "summarization":
            return edited, PASSAGE if "question" in changes else _summary(row, answer)
        fact = one.fact if one else None
        own = fact and answer == fact.object
        answers = [answer, *(fact.aliases if fact and own else [])]
    return edited, judge_question(source, question, answers) if source else UNJUDGED


def _source(one: Found) -> Source:
    frame = one.frame
    return Source.of_fact(
        one.fact,
        context=(frame.said if frame else "",),
        names=frame.names if frame else None,
    )


def _summary(row: Example, answer: str) -> Verdict:
    """Whether every sentence of a summary says only what its passage, which the prompt holds, says."""
    source = Source.of(row.prompt[-1].content, row.lang)
    for line in answer.replace("。", "。\n").replace(". ", ".\n").splitlines():
        if (text := line.strip(" -\t")) and not (verdict := judge_statement(source, text)):
            return verdict
    return PASSED


def told(row: Example | TextRow | Probe) -> str:
    """What the row asks or says."""
    if isinstance(row, Probe):
        return row.question
    return row.text if isinstance(row, TextRow) else row.prompt[-1].content


# --- what became of all


def write_met(out: Path, applied: Applied) -> None:
    """What met something while the shard `out` was made, beside it."""
    lines = (json_line(list(one)) for one in applied.met)
    out.with_suffix(ENDING).write_text("".join(lines), encoding="utf-8")


def met_of(shards: Iterable[Path]) -> Iterator[Met]:
    """What met something while these shards were made."""
    for shard in shards:
        yield from json_lines(shard.with_suffix(ENDING))  # type: ignore[misc]


def summary(decisions: Decisions, met: Iterable[Met]) -> dict[str, Any]:
    """What the manifest says: counts by sort, and the ids of decisions that met nothing."""
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for id, sort, what in met:
        if id not in seen:
            counts[f"{sort}s_{what}"] += 1
            seen.add(id)
    unmet = [id for id in decisions if id not in seen]
    return {**dict(sorted(counts.items())), "unmet": unmet} if decisions else {}
