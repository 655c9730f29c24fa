"""The table of quotas counts what the dataset holds, and names what is missing."""

import json
from pathlib import Path

import pyarrow as pa

from data_prep.config import DataPrepConfig
from data_prep.quotas import QuotaTable
from data_prep.records import SCHEMAS, Example, Message, Probe, TextRow, content_id
from data_prep.store import table_of

FULL, FEW, CONTROL = (content_id(name) for name in ("full", "few", "control"))
CONFIG = DataPrepConfig(wordings=3, held_out=1, statements=1)


def example(id: str, kind: str) -> Example:
    return Example(
        "", "qa", kind, "zh", "", [id], [Message("user", "")], [Message("assistant", "")]
    )


def test_rows_are_counted_by_fact_and_sort(tmp_path: Path) -> None:
    rows = [example(FULL, "direct")] * 2 + [example(FULL, "cloze"), example(FEW, "direct")]
    texts = [TextRow("", kind, "zh", "", [FULL, FEW], "") for kind in ("statement", "paragraph")]
    probe = Probe("", FULL, "", "zh", "number", "taught", "direct", "", [""], [])
    facts = pa.table({"id": [FULL, CONTROL, FEW], "split": ["taught", "control", "taught"]})
    shorts = [{"fact_id": FEW, "short": ["reverse", "questions"]}]
    with QuotaTable(tmp_path / "quotas.jsonl", CONFIG) as table:
        table.examples(table_of(rows, SCHEMAS["sft"]))
        table.texts(table_of(texts, SCHEMAS["text"]))
        table.probes(table_of([probe], SCHEMAS["recall"]))
        table.close([facts], shorts)
    lines = (tmp_path / "quotas.jsonl").read_text(encoding="utf-8").splitlines()
    full, few = map(json.loads, lines)
    assert full == {
        "fact_id": FULL, "questions": 2, "held_out": 1, "statements": 1, "reverse": 0, "cloze": 1,
        "list": 0, "short": [],
    }  # fmt: skip
    assert few["fact_id"] == FEW and few["statements"] == 1
    assert few["short"] == ["questions", "held_out", "cloze", "reverse"]
    assert table.counts["quotas_met"] == 1 and table.counts["quotas_short_reverse"] == 1


def test_no_row_at_all(tmp_path: Path) -> None:
    with QuotaTable(tmp_path / "quotas.jsonl", CONFIG) as table:
        table.close([], [])
    assert (tmp_path / "quotas.jsonl").read_text() == ""
