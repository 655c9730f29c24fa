"""A scored run judged by a model: both verdicts kept, nothing asked twice."""

import json
from pathlib import Path

import pytest

from data_prep import CommandError
from eval.config import EvalConfig
from eval.judge import JUDGED, main

from .scorers.chat_server import says, server


@pytest.fixture
def scored(dataset: Path, base_model: Path, tmp_path: Path) -> Path:
    from eval.recall import evaluate

    evaluate(EvalConfig(dataset=str(dataset), output_dir=tmp_path, model=str(base_model), max_new_tokens=4))  # fmt: skip
    return tmp_path / "base"


def judged(run: Path) -> list[dict]:
    return [json.loads(line) for line in (run / JUDGED).read_text(encoding="utf-8").splitlines()]


def test_both_verdicts_are_kept_and_the_rate_corrected(scored: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    before = (scored / "scores.jsonl").read_bytes()
    with server(says('{"verdict": "correct"}')) as (url, seen):
        arguments = [str(scored), "--judge_url", url, "--judge_model", "m"]
        main([*arguments, "--sensitivity", "0.9", "--specificity", "0.8"])
        asked = len(seen)
        main(arguments)
        assert asked == len(seen) == len(judged(scored)) == 7  # the second run asks nothing
        main([*arguments[:-1], "other"])
        assert len(seen) == 14  # another judge takes over no verdict
    out = capsys.readouterr().out
    assert "taught   n     5   rule 0.0%" in out and "judge 100.0%" in out
    assert "corrected 100.0%" in out and "5 judged otherwise" in out
    assert {row["judge"] for row in judged(scored)} == {"correct"}
    assert (scored / "scores.jsonl").read_bytes() == before


def test_half_a_line_of_a_killed_run_is_judged_again(scored: Path) -> None:
    with server(says("incorrect")) as (url, seen):
        arguments = [str(scored), "--judge_url", url, "--judge_model", "m"]
        main(arguments)
        log = scored / JUDGED
        log.write_bytes(log.read_bytes()[:-9])
        main(arguments)
        assert len(seen) == 8 and len(judged(scored)) == 7


def test_a_reply_that_is_no_verdict_leaves_the_rules(scored: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    with server(says("who knows?")) as (url, _):
        main([str(scored), "--judge_url", url, "--judge_model", "m"])
    assert "0 judged otherwise, 5 replies were no verdict" in capsys.readouterr().out


@pytest.mark.parametrize(
    "more", [["--sensitivity", "0.9"], ["--sensitivity", "0.5", "--specificity", "0.5"]]
)
def test_a_judge_that_tells_nothing_is_a_wrong_command(scored: Path, more: list[str]) -> None:
    with server(says("correct")) as (url, _), pytest.raises(CommandError):
        main([str(scored), "--judge_url", url, "--judge_model", "m", *more])


def test_no_run(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no folder"):
        main([str(tmp_path / "gone"), "--judge_url", "http://x", "--judge_model", "m"])
