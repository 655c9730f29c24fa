"""Any number of runs from disk, in words, Markdown and JSON."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from data_prep import CommandError, run
from eval.compare import main
from eval.comparison import compared
from eval.runs import Run, ScoreLog, read_run, write_results
from eval.samples import Sample, Score

from .test_samples import SAMPLE

SAMPLES = [
    replace(
        SAMPLE,
        id=f"s{i}",
        fact_id=f"f{i // 2}",
        doc_id=f"d{i // 4}",
        group="taught" if i < 16 else "control",
        lang="zh" if i % 8 < 4 else "en",
        kind="direct" if i % 2 else "cloze",
    )
    for i in range(24)
]
RIGHT = {"base": {0, 16}, "tuned": set(range(1, 13)), "other": set(range(16))}


def finished(folder: Path, samples: Mapping[Sample, bool | None], confidence: float | None) -> Path:
    log = ScoreLog(folder, "f")
    scores = {s.id: Score(s.id, value, "a", "a", "w", confidence) for s, value in samples.items()}
    log.finish(list(samples), scores)
    write_results(folder, {"name": folder.name})
    return folder


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    return [
        finished(tmp_path / name, {s: i in right for i, s in enumerate(SAMPLES)}, None)
        for name, right in RIGHT.items()
    ]


def runs(folders: list[Path]) -> list[Run]:
    return [read_run(folder) for folder in folders]


def printed(words: list[object], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(main, [str(word) for word in words]) == 0
    return capsys.readouterr().out


def test_each_run_is_set_against_the_first(folders: list[Path]) -> None:
    found = compared(runs(folders))
    assert list(found.folders) == ["A", "B", "C"] and found.questions == 24
    tuned, other = found.rivals
    assert tuned.table.runs == ("A", "B") and other.table.runs == ("A", "C")
    total = tuned.table.rows[0].change
    assert total and (total.gained, total.lost, total.clusters) == (12, 1, 4)
    assert tuned.injected and (tuned.injected.correct, tuned.injected.n) == (12, 15)
    taught, control = tuned.forgotten["taught"], tuned.forgotten["control"]
    assert taught and control and (taught.correct, control.correct) == (1, 1)
    assert other.injected and other.injected.share == 1
    assert other.effect and other.effect.value == pytest.approx(15 / 16 + 1 / 8)


def test_measures_of_each_run(folders: list[Path]) -> None:
    measures = compared(runs(folders)).measures["taught"]
    base, tuned, other = (measures[name] for name in "ABC")
    assert (base.facts, base.documents, base.recall.correct) == (8, 4, 1)
    assert (tuned.strict.correct, tuned.strict.n, other.strict.correct) == (5, 8, 8)
    assert tuned.consistency == 6 / 8
    assert base.calibration is None and base.chance_corrected is None


def test_two_runs_as_before(folders: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    text = printed([*folders[:2]], capsys)
    assert text.startswith(
        f"A  {folders[0]}\nB  {folders[1]}\n\ntaught: 16 questions on 8 facts of 4 documents\n"
    )
    assert "B against A\ngroup" in text and "C against" not in text
    assert "of the answers flipping" in text and "Holm p: " in text
    assert "injected (taught, wrong in A, right in B): 12 of 15, 80.0%" in text
    assert "net effect, taught less control: +" in text


def test_three_runs_as_json(folders: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed([*folders, "--json", "--by", "document"], capsys))
    assert list(found["runs"]) == ["A", "B", "C"]
    second = found["against"][1]
    assert (second["reference"], second["run"]) == ("A", "C")
    first, *rows = second["rows"]
    assert first["doc_id"] == "all" and first["change"]["p_holm"] is None
    assert {row["doc_id"] for row in rows} == {f"d{i}" for i in range(6)} | {"all"}
    assert all(
        row["change"]["p_holm"] >= row["change"]["p_flip"] for row in rows if row["doc_id"] != "all"
    )
    assert found["measures"]["taught"]["C"]["abstention"]["f"] == 1


def test_markdown_for_a_card(folders: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    text = printed([*folders, "--markdown", "--by", "type"], capsys)
    assert "### taught: 16 questions on 8 facts of 4 documents\n\n| run | recall |" in text
    assert "### C against A\n\n| group | type | n | A | C |" in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)


def test_runs_on_partly_different_questions(
    tmp_path: Path, folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    part = finished(tmp_path / "part", dict.fromkeys(SAMPLES[4:], True), None)
    with pytest.raises(CommandError, match=r"4 only in .*base, 0 only in .*part, 20 in both"):
        compared(runs([folders[0], part]))
    text = printed([*folders[:2], part, "--common", "true"], capsys)
    assert "20 questions that all runs share; left out: 4 of A, 4 of B\n" in text
    found = compared(runs([part, folders[0]]), common=True)
    assert found.questions == 20 and found.left_out == {"A": 0, "B": 4}


def test_nothing_shared(tmp_path: Path, folders: list[Path]) -> None:
    strange = finished(tmp_path / "x", {replace(SAMPLE, id="x"): True}, None)
    with pytest.raises(CommandError, match="share no question"):
        compared(runs([folders[0], strange]), common=True)


def test_other_answers_are_refused_even_so(tmp_path: Path, folders: list[Path]) -> None:
    other = {replace(s, targets=("x",)): True for s in SAMPLES}
    with pytest.raises(CommandError, match="expected answers differ for 24 questions"):
        compared(runs([folders[0], finished(tmp_path / "x", other, None)]), common=True)


def test_one_probe_at_a_time(
    tmp_path: Path, folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    choices = [replace(s, probe="choice", choices=("A", "B", "C", "D")) for s in SAMPLES]
    both = [
        finished(tmp_path / name, {s: i % 2 == odd for i, s in enumerate(choices)}, 0.5)
        for odd, name in enumerate(("even", "odd"))
    ]
    text = printed([*both, "--probe", "choice"], capsys)
    assert "above chance" in text and "33.3%" in text and "ECE" in text
    assert run(main, [*map(str, folders[:2]), "--probe", "choice"]) == 2
    assert "asked no choice questions; it asked held_out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--by", "colour"],
            "--by takes document, kind, lang, modality, salience, type, not 'colour'",
        ),
        (["--common", "maybe"], "invalid choice"),
        (["--json", "--markdown"], "not allowed with"),
    ],
)
def test_wrong_words(
    words: list[str], message: str, folders: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(main, [*map(str, folders), *words]) == 2
    assert message in capsys.readouterr().err


def test_one_run_is_no_comparison(folders: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(main, [str(folders[0])]) == 2
    assert "takes 2 to 26 runs, not 1" in capsys.readouterr().err
