"""Replay: rows of many shapes become training rows, evenly chosen, and what is none is passed over."""

import json
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_prep.dialect import CommandError, WorkError
from data_prep.replay import Replay, example_of

USER, ANSWER = {"role": "user", "content": "问"}, {"role": "assistant", "content": "答"}


@pytest.mark.parametrize(
    ("row", "prompt", "answer"),
    [
        ({"prompt": "问", "completion": "答"}, "问", "答"),
        ({"prompt": [USER], "completion": [ANSWER]}, "问", "答"),
        ({"instruction": "问", "output": "答"}, "问", "答"),
        ({"instruction": "问", "input": "文", "output": "答"}, "问\n\n文", "答"),
        ({"question": "问", "answer": "答"}, "问", "答"),
        ({"messages": [{"role": "system", "content": "好"}, USER, ANSWER]}, "问", "答"),
        ({"conversations": [{"from": "human", "value": "问"}, {"from": "gpt", "value": "答"}]}, "问", "答"),
    ],
)  # fmt: skip
def test_rows_of_many_shapes(row: dict, prompt: str, answer: str) -> None:
    example = example_of(row)
    assert example is not None
    assert (example.prompt[-1].content, example.completion[0].content) == (prompt, answer)
    assert (example.kind, example.fact_ids, example.lang) == ("replay", [], "zh")


@pytest.mark.parametrize(
    "row",
    [None, 3, {}, {"prompt": "问"}, {"prompt": "问", "completion": " "}, {"messages": [USER]},
     {"messages": [ANSWER]}, {"messages": "问"}, {"prompt": [3], "completion": [ANSWER]}],
)  # fmt: skip
def test_what_is_no_pair_is_none(row: object) -> None:
    assert example_of(row) is None


def written(path: Path, count: int) -> Path:
    rows = [{"prompt": f"q{n}", "completion": f"a{n}"} for n in range(count)]
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        lines = [json.dumps(row) for row in rows]
        path.write_text("\n".join([*lines, "{half", "3", ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
@pytest.mark.parametrize(("count", "chosen"), [(0, 0), (1, 1), (5, 5), (20, 20), (99, 20)])
def test_rows_are_chosen_evenly(tmp_path: Path, name: str, count: int, chosen: int) -> None:
    rows = [int(e.prompt[0].content[1:]) for e in Replay(str(written(tmp_path / name, 20))).chosen(count)]  # fmt: skip
    assert len(rows) == len(set(rows)) == chosen
    gaps = [b - a for a, b in pairwise(rows)]
    assert not gaps or max(gaps) - min(gaps) <= 1


def test_a_set_that_is_not_there_is_a_wrong_command(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    for source in ("no/such/file.jsonl", "nothing.jsonl", str(tmp_path / "a.csv")):
        with pytest.raises(CommandError, match="replay"):
            Replay(source)
    with pytest.raises(WorkError, match="no row"):
        list(Replay(str(written(tmp_path / "b.jsonl", 0))).chosen(3))
