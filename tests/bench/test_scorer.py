"""The scorer's figures on files of a few rows."""

import json
from pathlib import Path

import pytest

from bench.scorer import _KINDS, main
from data_prep import run

ROWS = [
    {"question": "首都？", "golds": ["北京"], "pred": "是北京", "label": "correct", "src": "HalluQA_x", "system": "m"},
    {"question": "capital?", "golds": ["Paris"], "pred": "Rome", "label": "incorrect", "src": "EVOUNA_NQ", "system": "fid"},
]  # fmt: skip


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_prints_each_figure(
    labelled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in _KINDS:
        path = tmp_path / f"{kind}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("三十四万 => 34万\n一百 => 200\n", encoding="utf-8")
    assert run(main, [str(labelled), str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "EVOUNA FiD  n     1   kappa 1.000" in out and "HalluQA zh  n     1" in out
    assert "EVOUNA LLM" not in out and "pairs/s on one core" in out
    assert "wetext      50.0% of 24 pairs equal" in out and "not equal: 一百 | 200" in out
    assert "own pairs " in out and "WRONG" not in out


def test_says_what_is_missing(
    labelled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(main, [str(labelled), str(tmp_path)]) == 1
    assert "itn/number.txt is missing" in capsys.readouterr().err
    assert run(main, [str(tmp_path / "none.jsonl"), str(tmp_path)]) == 2
    assert "cannot read" in capsys.readouterr().err
