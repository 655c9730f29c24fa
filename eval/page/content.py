"""What the page holds, as plain JSON values. Pure functions; the order of a row's values is `ROW`."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from eval.page.evidence import FactView
from eval.page.headline import headline
from eval.page.words import WORDS
from eval.samples import GROUPS, PROBES, Sample, Score
from eval.stats import Rate, wilson
from eval.table import ALL, Effect, Row, Table, tabulate

ROW = (
    "id", "fact", "document", "group", "probe", "kind", "lang", "type", "question", "choices",
    "targets", "answers",
)  # fmt: skip
"""`answers`: for each run verdict, answer and reason."""
WHOLE, TOGETHER, CUT = 200_000, 12_000_000, 4_000
"""Characters kept of one text, unless all texts together pass TOGETHER: then CUT of each."""

Text = str | tuple[str, int]
"""A text, or the beginning of a longer one with its length in characters."""


def content(
    title: str,
    about: Mapping[str, Any],
    recall: Table,
    by_type: Table,
    effect: Effect | None,
    samples: Sequence[Sample],
    runs: Mapping[str, Sequence[Score]],
    by_probe: Table | None,
    facts: Mapping[str, FactView],
    neutral: Mapping[str, float],
) -> dict[str, Any]:
    """All that the page's script draws; the arguments are those of `page`."""
    probes = by_probe or tabulate(samples, runs, ("probe", "group"))
    return {
        "title": title,
        "about": {name: str(about.get(name) or "") for name in ("dataset", "model", "adapter", "created")},
        "provenance": json.dumps(about, ensure_ascii=False, indent=2, default=str),
        "runs": list(runs),
        "headline": headline(samples, runs, effect) | {"neutral": dict(neutral)},
        "tables": {"recall": _table(recall), "type": _table(by_type), "probe": _table(_by_probe(probes))},
        "documents": _documents(samples, runs),
        "titles": {view.doc_id: view.title or view.source for view in facts.values()},
        "facts": {sample.fact_id: asdict(facts[sample.fact_id]) for sample in samples if sample.fact_id in facts},
        "columns": ROW,
        "rows": _rows(samples, list(runs.values())),
        "words": WORDS,
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {"columns": table.columns, "rows": [_table_row(row) for row in table.rows]}


def _by_probe(table: Table) -> Table:
    """In the order of PROBES, without the rows that add taught to control facts."""
    order = {name: i for i, name in enumerate((*PROBES, *GROUPS))}
    kept = [row for row in table.rows if ALL not in row.place]
    kept.sort(key=lambda row: [order.get(value, len(order)) for value in row.place])
    return replace(table, rows=tuple(kept))


def _table_row(row: Row) -> dict[str, Any]:
    change = row.change
    moved = (
        [change.gained, change.lost, change.p, getattr(change, "p_holm", None)] if change else None
    )
    return {
        "place": row.place,
        "n": row.n,
        "rates": [rate_json(rate) for rate in row.rates],
        "moved": moved,
    }


def rate_json(rate: Rate) -> list[float]:
    """[share, low, high]."""
    return [round(value, 6) for value in (rate.share, rate.low, rate.high)]


def _documents(
    samples: Sequence[Sample], runs: Mapping[str, Sequence[Score]]
) -> list[dict[str, Any]]:
    """Recall of taught facts in unseen wordings, document by document; no test for so few questions."""
    of: dict[str, list[int]] = defaultdict(list)
    for index, sample in enumerate(samples):
        if sample.probe == "held_out" and sample.group == "taught":
            of[sample.doc_id].append(index)
    return [_document(doc, indexes, list(runs.values())) for doc, indexes in of.items()]


def _document(doc: str, indexes: list[int], runs: Sequence[Sequence[Score]]) -> dict[str, Any]:
    right = [[scores[i].value is True for i in indexes] for scores in runs]
    rates = [rate_json(wilson(sum(values), len(values))) for values in right]
    pairs = list(zip(*right, strict=True)) if len(right) == 2 else []
    moved = [pairs.count((False, True)), pairs.count((True, False)), None] if pairs else None
    return {"place": [doc], "n": len(indexes), "rates": rates, "moved": moved}


def _rows(samples: Sequence[Sample], runs: Sequence[Sequence[Score]]) -> list[list[Any]]:
    total = sum(len(sample.question) for sample in samples)
    total += sum(len(score.answer) for scores in runs for score in scores)
    room = WHOLE if total <= TOGETHER else CUT
    return [_row(sample, [scores[i] for scores in runs], room) for i, sample in enumerate(samples)]


def _row(sample: Sample, scores: Sequence[Score], room: int) -> list[Any]:
    answers = [
        [score.verdict, _shown(score.answer, room), _shown(score.explanation, room)]
        for score in scores
    ]
    return [
        sample.id, sample.fact_id, sample.doc_id, sample.group, sample.probe, sample.kind, sample.lang,
        sample.type, _shown(sample.question, room), sample.choices, sample.targets, answers,
    ]  # fmt: skip


def _shown(text: str, room: int) -> Text:
    return text if len(text) <= room else (text[:room], len(text))
