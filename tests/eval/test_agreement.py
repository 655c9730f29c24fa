"""Kappa by hand, the command on files, and the level reached on answers that people have labelled."""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep import run
from eval.agreement import agreement, by_source, main, read_rows
from eval.scorers import Verdict, score
from tests.eval.scorers.chat_server import says, server

LABELLED = Path(__file__).parents[3] / "shared" / "data" / "scorer" / "labelled_dev.jsonl.gz"
ROWS = [
    {"question": "首都？", "golds": ["北京"], "pred": "是北京", "label": "correct", "src": "a", "system": "m"},
    {"question": "首都？", "golds": ["北京"], "pred": "上海", "label": "incorrect", "src": "a", "system": "m"},
    {"question": "capital?", "golds": ["Paris"], "pred": "I don't know.", "label": "incorrect", "src": "b", "system": "m"},
    {"question": "capital?", "golds": ["Paris"], "pred": "Lutetia", "label": "correct", "src": "b", "system": "m"},
]  # fmt: skip


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_kappa_by_hand() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed .7, chance .5, kappa .4
    labels = [True] * 25 + [False] * 25
    verdicts = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    found = agreement("x", labels, verdicts)
    assert found.accuracy == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.bias == pytest.approx(0.1)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=50))
def test_kappa_bounds(pairs: list[tuple[bool, bool]]) -> None:
    labels, verdicts = [a for a, _ in pairs], [b for _, b in pairs]
    found = agreement("x", labels, verdicts)
    assert -1 <= found.kappa <= 1
    assert found.kappa == pytest.approx(agreement("x", verdicts, labels).kappa)
    assert agreement("x", labels, labels).kappa == 1


def test_by_source_counts_refusals_as_not_correct() -> None:
    verdicts = [
        Verdict("correct", ""),
        Verdict("incorrect", ""),
        Verdict("not_attempted", ""),
        Verdict("incorrect", ""),
    ]
    a, b, everything = by_source(ROWS, verdicts)
    assert (a.source, a.n, a.kappa, a.bias) == ("a", 2, 1.0, 0.0)
    assert (b.source, b.n, b.accuracy, b.bias) == ("b", 2, 0.5, -0.5)
    assert (everything.source, everything.n) == ("all", 4)


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_command_writes_verdicts_in_order(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "verdicts.jsonl"
    assert run(main, [str(write(tmp_path / name, ROWS)), "--verdicts", str(out), "--json"]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["verdict"] for line in lines] == [
        "correct",
        "incorrect",
        "not_attempted",
        "incorrect",
    ]
    assert all(line["reason"] for line in lines)
    assert [{k: line[k] for k in row} for line, row in zip(lines, ROWS, strict=True)] == ROWS
    assert json.loads(capsys.readouterr().out)["a"]["kappa"] == 1.0


def test_command_prints_a_line_per_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(main, [str(write(tmp_path / "rows.jsonl", ROWS))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["a", "b", "all"]
    assert "kappa 1.000" in lines[0] and "bias -0.500" in lines[1]


@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        ('{"golds": ["x"]}\n', 1, "rows.jsonl:1: no labelled answer"),
        (
            '{"golds": "x", "label": "correct", "question": "", "pred": "", "src": ""}\n',
            1,
            "golds must be a list",
        ),
        ("nonsense\n", 1, "rows.jsonl:1: no labelled answer"),
        ("\n", 1, "holds no rows"),
    ],
)
def test_bad_files(
    content: str, status: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(content, encoding="utf-8")
    assert run(main, [str(path)]) == status
    assert message in capsys.readouterr().err


def test_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, [str(tmp_path / "none.jsonl")]) == 2
    assert "cannot read" in capsys.readouterr().err


def test_command_asks_a_judge_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = write(tmp_path / "rows.jsonl", ROWS), tmp_path / "verdicts.jsonl"

    def answers(body: dict[str, Any]) -> tuple[int, bytes]:
        word = "correct" if "Lutetia" in body["messages"][0]["content"] else "no idea"
        return says(word)(body)

    with server(answers) as (url, seen):
        flags = ["--judge_url", url, "--judge_model", "tiny", "--verdicts", str(out)]
        assert run(main, [str(path), *flags]) == 0
    assert len(seen) == len(ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[3:6]] == ["judge: a", "judge: b", "judge: all"]
    assert "kappa 1.000" in lines[5]
    assert lines[6].startswith("judge: sensitivity 1.000   specificity 1.000   3 of 4 replies")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["verdict"], row["judge"]) for row in rows][2:] == [
        ("not_attempted", "unparsed"),
        ("incorrect", "correct"),
    ]


def test_a_judge_needs_url_and_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "rows.jsonl", ROWS)
    assert run(main, [str(path), "--judge_url", "http://127.0.0.1:1"]) == 2
    assert "go together" in capsys.readouterr().err


@pytest.mark.skipif(not LABELLED.is_file(), reason="needs ../shared, which is absent")
@pytest.mark.parametrize(
    ("source", "least"), [("EVOUNA_NQ", 0.77), ("NQ301", 0.60), ("HalluQA_knowledge", 0.70)]
)
def test_agreement_with_labels(source: str, least: float) -> None:
    """A floor just under the level reached, so that a rule that harms the scorer is seen."""
    rows = [row for row in read_rows(LABELLED) if row["src"] == source]
    found = by_source(rows, [score(row["golds"], row["pred"], row["question"]) for row in rows])[0]
    sys.stderr.write(f"{found}\n")
    assert found.kappa >= least
    assert abs(found.bias) <= 0.135
