"""Wordings of real facts by a strong model, where ../shared is there: good ones must pass, most of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data_prep.gate import Source, judge_question, judge_statement
from data_prep.gate.tables import PRONOUN

SHARED = Path(__file__).resolve().parents[4] / "shared"
GOLD, WORDINGS = SHARED / "gold", SHARED / "data" / "wordings" / "diverse_152.jsonl"

pytestmark = pytest.mark.skipif(
    not WORDINGS.exists() or not GOLD.is_dir(),
    reason="../shared/gold or its wordings are not there",
)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def sources() -> dict[str, tuple[Source, list[str]]]:
    found: dict[str, tuple[Source, list[str]]] = {}
    for path in (GOLD / "facts").glob("*.jsonl"):
        text = (GOLD / "clean" / f"{path.stem}.txt").read_text(encoding="utf-8").casefold()
        for row in rows(path):
            answers = [row["answer"], *row["aliases"]]
            context = [row["question"], row["subject"], row["relation"], row["object"], *answers]
            source = Source.of(
                row["evidence"],
                "zh",
                context=context,
                subject=row["subject"],
                naming=text,
                answer=row["answer"],
            )
            found[row["id"]] = (source, answers)
    return found


def test_most_good_wordings_pass() -> None:
    judged = passed = 0
    known = sources()
    for row in rows(WORDINGS):
        source, answers = known[row["id"]]
        asked = [q for q in row["questions"] if not PRONOUN.search(q)]
        verdicts = [judge_question(source, q, answers) for q in asked]
        verdicts += [judge_statement(source, s) for s in row["statements"]]
        judged += len(verdicts)
        passed += sum(map(bool, verdicts))
    assert judged > 1500
    assert passed / judged >= 0.93
