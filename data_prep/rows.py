"""The step facts → rows, shard by shard: questions, probes, statements, summaries of the facts that are kept.

It writes what each document gives into files by part of the mix; the pipeline puts the parts together.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from data_prep import mix
from data_prep.frame import Found
from data_prep.gate import Verdict
from data_prep.leaks import asked_runs, same_wording
from data_prep.llm.offers import DocumentOffers, Offers
from data_prep.records import (
    Document,
    Drop,
    Example,
    Lang,
    Probe,
    TextRow,
    content_id,
    revive,
)
from data_prep.review.applied import Applied, decisions_of, write_met
from data_prep.splits import ControlGuard
from data_prep.store import ShardFile, json_line
from data_prep.summaries import summaries
from data_prep.worded import Known, RowShard, known_of, passages_of, worded

PARTS = ("facts", "sft_warm_up", "sft_mix", "sft_validation", "text")
"""Files of rows beside a shard's, which holds the probes and is the last to appear."""
RUNS, SHORT = ".runs.npz", ".short.jsonl"
"""Endings of two more: the runs of the probes' questions by language, and quotas that were not met."""


def part_file(out: Path, part: str) -> Path:
    """Where the rows of one part lie beside the shard file `out`."""
    return out.with_name(f"{out.stem}.{part}.parquet")


def make_rows(shard: RowShard, out: Path) -> None:
    """All rows of the shard's documents → the files `PARTS` beside `out`, which gets the probes."""
    facts_of = dict(known_of(shard))
    offers = Offers(shard)
    review = Applied(decisions_of(shard.review))
    with ExitStack() as stack:
        probes = stack.enter_context(ShardFile(out, "recall"))
        files = {
            part: stack.enter_context(ShardFile(part_file(out, part), part.split("_")[0]))
            for part in PARTS
        }
        short = stack.enter_context(out.with_suffix(SHORT).open("w", encoding="utf-8"))
        asked: dict[Lang, list[tuple[str, str]]] = {"zh": [], "en": []}
        for row in shard.documents.rows():
            document = revive(Document, row)
            known = facts_of.pop(document.id, [])
            offered = offers.of(document)
            made = _rows(known, shard, offered)
            for drop in made.reviewed(review, document, known):
                probes.drop(drop)
            for drop in offered.refused():
                probes.drop(drop)
            statements = {fact.fact.id: fact.fact.statement for fact in known}
            for text, verdict in made.refused:
                id = content_id("refused", document.id, text)
                excerpt = f"{text[:160]} ({verdict.detail})"
                probes.drop(Drop(id, document.source, "gate", verdict.reason, excerpt))
            for drop in made.asked(document, statements):
                probes.drop(drop)
            for drop in made.told(document, known, shard):
                probes.drop(drop)
            for fact in known:
                files["facts"].write(fact.fact)
            for probe in made.probes:
                probes.write(probe)
                asked[probe.lang].append((probe.question, statements[probe.fact_id]))
            short.writelines(map(json_line, made.short))
            for part, record in _parts(document, known, made, shard, offered, review):
                if isinstance(record, Drop):
                    probes.drop(record)
                else:
                    files[part].write(record)
        runs = {lang: asked_runs(*_columns(pairs), lang) for lang, pairs in asked.items()}
        with out.with_suffix(RUNS).open("wb") as file:
            np.savez(file, **runs)  # type: ignore[arg-type]
    write_met(out, review)


def _columns(pairs: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    return [one for one, _ in pairs], [other for _, other in pairs]


@dataclass(slots=True)
class Rows:
    """What the facts of one document give."""

    examples: list[list[Example]]
    """One list a taught fact."""
    texts: list[TextRow]
    probes: list[Probe]
    short: list[dict[str, Any]]
    refused: list[tuple[str, Verdict]]
    """Wordings that the gate turned away."""

    def reviewed(
        self, review: Applied, document: Document, known: Sequence[Known]
    ) -> Iterator[Drop]:
        """Takes out and changes what a person decided; what stays keeps its place."""
        if not review.decisions:
            return
        facts = {one.fact.id: one.found for one in known}
        drops: list[Drop] = []

        def kept(rows: list[Any]) -> list[Any]:
            made = list(review.rows(rows, facts, document))
            drops.extend(row for row in made if isinstance(row, Drop))
            return [row for row in made if not isinstance(row, Drop)]

        self.examples = [kept(examples) for examples in self.examples]
        self.texts, self.probes = kept(self.texts), kept(self.probes)
        yield from drops

    def asked(self, document: Document, statements: dict[str, str]) -> Iterator[Drop]:
        """Keeps apart what is trained and what is asked of one fact: a probe that shares its words with more
        than `SPARED` trained wordings is dropped, else these wordings are."""
        probes: dict[str, list[Probe]] = {}
        for probe in self.probes:
            probes.setdefault(probe.fact_id, []).append(probe)
        dropped: set[str] = set()
        for number, examples in enumerate(self.examples):
            id = examples[0].fact_ids[0] if examples else ""
            if not (own := probes.get(id)):
                continue
            prompts = [example.prompt[-1].content for example in examples]
            questions = [probe.question for probe in own]
            same = same_wording(prompts, questions, statements[id], document.lang)
            close = np.greater(same.sum(axis=1), SPARED)
            for probe, is_close in zip(own, close.tolist(), strict=True):
                if is_close:
                    dropped.add(probe.id)
                    yield Drop(probe.id, document.source, "splits", CLOSE, probe.question[:200])
            leaks = np.atleast_1d(same[~close].any(axis=0)).tolist()
            self.examples[number] = [e for e, leak in zip(examples, leaks, strict=True) if not leak]
            for example, prompt, leak in zip(examples, prompts, leaks, strict=True):
                if leak:
                    yield Drop(example.id, document.source, "splits", ASKED, prompt[:200])
        self.probes = [probe for probe in self.probes if probe.id not in dropped]

    def told(self, document: Document, known: Sequence[Known], shard: RowShard) -> Iterator[Drop]:
        """Takes out the rows that tell a control fact. Those that rules make are made of their facts'
        statements and names and tell none if those don't hold its answer, which is rare and looked at first."""
        guard = shard.guard
        if not shard.replies and not guard.may_tell("\n".join(_pieces(known))):
            return
        for examples in self.examples:
            for example in list(examples):
                text = f"{example.prompt[-1].content}\n{example.completion[-1].content}"
                if guard.tells(text):
                    examples.remove(example)
                    yield Drop(example.id, document.source, "splits", TELLS, text[:200])
        for row in list(self.texts):
            if guard.tells(row.text):
                self.texts.remove(row)
                yield Drop(row.id, document.source, "splits", TELLS, row.text[:200])


TELLS, ASKED, CLOSE = "tells_control_fact", "asked_in_recall", "close_to_trained"
SPARED = 2
"""Trained wordings that one probe may cost its fact."""


def _rows(known: Sequence[Known], shard: RowShard, offered: DocumentOffers) -> Rows:
    rows = Rows([], [], [], [], [])
    for fact, made in worded(known, shard, offered.wordings):
        rows.probes += made.probes
        rows.refused += made.refused
        if fact.taught:
            rows.examples.append(list(made.examples))
            rows.texts += made.texts
            if made.short:
                rows.short.append({"fact_id": fact.fact.id, "short": list(made.short)})
    return rows


def _pieces(known: Sequence[Known]) -> Iterator[str]:
    for fact in known:
        if fact.taught:
            yield fact.fact.statement
            yield from (fact.fact.subject, fact.fact.object, *fact.fact.aliases)
            if fact.found.frame:
                for others in fact.found.frame.names.values():
                    yield from others


def _parts(
    document: Document,
    known: Sequence[Known],
    made: Rows,
    shard: RowShard,
    offered: DocumentOffers,
    review: Applied,
) -> Iterator[tuple[str, Any]]:
    """(part, row) of all training rows of a document."""
    config, asked = shard.config, []
    for examples in made.examples:
        asked += examples
        fact_id = examples[0].fact_ids[0] if examples else ""
        validates = bool(examples) and mix.validates(fact_id, config.validation_share)
        held = mix.held_back(examples) if validates else frozenset()
        trained = [example for example in examples if example.id not in held]
        yield from (("sft_validation", e) for e in examples if e.id in held)
        for rank, example in enumerate(trained):
            warm = mix.is_warm_up(rank, config.warm_up)
            yield ("sft_warm_up", replace(example, stage=0)) if warm else ("sft_mix", example)
    cut = passages_of(document, known, config)
    part = "sft_validation" if mix.validates(document.id, config.validation_share) else "sft_mix"
    summed = _summaries(document, known, cut, shard.guard, offered)
    yield from ((part, record) for record in _reviewed(summed, review, document, {}))
    yield from (("text", row) for row in made.texts)
    wanted = config.text_ratio * mix.tokens("\n".join(map(_told, asked)))
    sections = [text for text, _, _ in _apart(cut)]
    more = mix.filled(document, sections, made.texts, wanted)
    found = {one.fact.id: one.found for one in known}
    yield from (("text", row) for row in _reviewed(more, review, document, found))


def _reviewed(
    records: Iterator[Example | Drop] | Iterator[TextRow],
    review: Applied,
    document: Document,
    facts: dict[str, Found],
) -> Iterator[Example | TextRow | Drop]:
    for record in records:
        if isinstance(record, Drop) or not review.decisions:
            yield record
        else:
            yield review.row(record, facts, document)


def _told(example: Example) -> str:
    return f"{example.prompt[-1].content} {example.completion[-1].content}"


def _summaries(
    document: Document,
    known: Sequence[Known],
    cut: Sequence[tuple[str, int, int]],
    guard: ControlGuard,
    offered: DocumentOffers,
) -> Iterator[Example | Drop]:
    """The summarization rows, of passages without the sentences that state a control fact."""
    taught = [f.fact for f in known if f.taught]
    with_facts = [(text, [f for f in taught if a <= f.start < b]) for text, a, b in cut]
    controlled = len(taught) < len(known)
    if controlled and guard.tells(document.title):
        document = replace(document, title="")
    for example in summaries(document, with_facts, offered=offered.summaries):
        answer = example.completion[0].content
        if controlled and guard.tells(answer):
            yield Drop(example.id, document.source, "summaries", TELLS, answer[:200])
        else:
            yield example


def _apart(cut: Sequence[tuple[str, int, int]]) -> Sequence[tuple[str, int, int]]:
    """Passages without the first if it holds the others."""
    whole = len(cut) > 1 and cut[0][2] >= cut[-1][2]
    return cut[1:] if whole else cut
