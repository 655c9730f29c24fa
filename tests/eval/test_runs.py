"""Score logs: what a run finds of its own, and what it leaves to others."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from data_prep import CommandError, WorkError
from eval.compare import compare, detectable, paired
from eval.runs import RESULTS, SCORES, ScoreLog, read_run, write_results
from eval.samples import Sample, judge

from .test_samples import SAMPLE

OTHER = replace(SAMPLE, id="other", targets=("上海",))


def append(log: ScoreLog, sample: Sample, completion: str) -> None:
    with log.open() as out:
        out.write(log.line(sample, judge(sample, completion)))


def finished(folder: Path, completions: dict[Sample, str], fingerprint: str = "f") -> Path:
    log = ScoreLog(folder, fingerprint)
    scores = {sample.id: judge(sample, completion) for sample, completion in completions.items()}
    log.finish(list(completions), scores)
    write_results(folder, {"name": folder.name})
    return folder


def test_a_log_finds_its_own_lines_only(tmp_path: Path) -> None:
    append(ScoreLog(tmp_path, "one"), SAMPLE, "北京")
    append(ScoreLog(tmp_path, "two"), SAMPLE, "上海")
    assert ScoreLog(tmp_path, "one").found([SAMPLE])["s"].value is True
    assert ScoreLog(tmp_path, "two").found([SAMPLE])["s"].value is False
    assert ScoreLog(tmp_path, "three").found([SAMPLE]) == {}


def test_another_question_is_not_answered(tmp_path: Path) -> None:
    log = ScoreLog(tmp_path, "one")
    append(log, SAMPLE, "北京")
    changed = Sample.from_row(
        {
            **json.loads(log.path.read_text(encoding="utf-8"))["sample"],
            "input": [{"role": "user", "content": "?"}],
        }
    )
    assert log.found([changed]) == {}


def test_targets_that_changed_are_judged_anew(tmp_path: Path) -> None:
    log = ScoreLog(tmp_path, "one")
    append(log, SAMPLE, "上海")
    assert log.found([replace(SAMPLE, targets=("上海",))])["s"].value is True


def test_half_a_line_is_dropped(tmp_path: Path) -> None:
    log = ScoreLog(tmp_path, "one")
    append(log, SAMPLE, "北京")
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + whole[:-20])
    again = ScoreLog(tmp_path, "one")
    assert log.path.read_bytes() == whole
    append(again, OTHER, "上海")
    assert set(again.found([SAMPLE, OTHER])) == {"s", "other"}


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    (tmp_path / SCORES).write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(WorkError, match=r"scores\.jsonl:1 is no JSON"):
        ScoreLog(tmp_path, "one").found([SAMPLE])


def test_finish_leaves_exactly_the_run(tmp_path: Path) -> None:
    append(ScoreLog(tmp_path, "old"), SAMPLE, "上海")
    finished(tmp_path, {OTHER: "上海", SAMPLE: "北京"}, "new")
    run = read_run(tmp_path)
    assert run.samples == (OTHER, SAMPLE)
    assert [score.value for score in run.scores] == [True, True]
    assert not list(tmp_path.glob("*.part"))


def test_an_unfinished_run_is_refused(tmp_path: Path) -> None:
    append(ScoreLog(tmp_path / "base", "one"), SAMPLE, "北京")
    with pytest.raises(CommandError, match="holds no finished run"):
        read_run(tmp_path / "base")
    with pytest.raises(CommandError, match=r"did you mean .*base"):
        read_run(tmp_path)
    assert not (tmp_path / "base" / RESULTS).exists()


def test_compare_pairs_by_question(tmp_path: Path) -> None:
    a = read_run(finished(tmp_path / "a", {SAMPLE: "上海", OTHER: "上海"}))
    b = read_run(finished(tmp_path / "b", {OTHER: "北京", SAMPLE: "北京"}))
    before, after = paired(a, b)
    assert [score.value for score in before] == [False, True]
    assert [score.value for score in after] == [True, False]
    change = compare(a, b).rows[0].change
    assert change and (change.gained, change.lost) == (1, 1)


def test_compare_refuses_other_questions(tmp_path: Path) -> None:
    a = read_run(finished(tmp_path / "a", {SAMPLE: "北京", OTHER: "上海"}))
    b = read_run(finished(tmp_path / "b", {SAMPLE: "北京"}))
    with pytest.raises(CommandError, match=r"1 only in .*a, 0 only in .*b, 1 in both"):
        compare(a, b)


def test_compare_refuses_other_answers(tmp_path: Path) -> None:
    a = read_run(finished(tmp_path / "a", {SAMPLE: "北京"}))
    b = read_run(finished(tmp_path / "b", {replace(SAMPLE, targets=("上海",)): "北京"}))
    with pytest.raises(CommandError, match="the expected answers differ for 1 questions"):
        compare(a, b)


@pytest.mark.parametrize(
    ("flips", "n", "difference"), [(0.2, 620, 0.05), (0.3, 228, 0.1), (0.06, 1170, 0.02)]
)
def test_detectable_difference(flips: float, n: int, difference: float) -> None:
    assert detectable(flips, n) == pytest.approx(difference, rel=2e-3)
