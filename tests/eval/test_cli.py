"""The doors: help, errors of one line, exit statuses, and what is not loaded for small commands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from data_prep import CommandError, parse, run
from eval import __main__ as door
from eval import compare, score
from eval.config import EvalConfig

ROOT = Path(__file__).parents[2]
CONFIGS = sorted((ROOT / "configs" / "eval").glob("*.yaml"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--datset", "x"], "unknown flag --datset; did you mean --dataset?"),
        (["--output_dir", "x", "--model", "m"], "--dataset is needed"),
        (["--dataset", "x", "--output_dir", "y"], "--model or --adapter is needed"),
        (
            ["--dataset", "x", "--output_dir", "y", "--model", "m", "--batch_size", "0"],
            "batch_size must be at least 1",
        ),
        (
            ["--dataset", "x", "--output_dir", "y", "--model", "m", "--quantization", "int8"],
            "must be one of auto, nf4",
        ),
        (
            ["--dataset", "x", "--output_dir", "y", "--model", "m", "--base", "false"],
            "nothing to score",
        ),
        (
            ["--dataset", "no/such/folder", "--output_dir", "y", "--model", "m"],
            "there is no dataset folder",
        ),
    ],
)
def test_wrong_commands(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(door.main, words) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.name)
def test_every_config_parses_and_says_how_to_run_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(f"# python -m eval --config configs/eval/{path.name}")
    words = ["--config", str(path), "--dataset", "d", "--output_dir", "o", "--model", "m"]
    config = parse(EvalConfig, words, prog="eval", description="")
    assert {key: getattr(config, key) for key in yaml.safe_load(path.read_text(encoding="utf-8"))}
    assert CONFIGS


def test_flags_win_over_the_config() -> None:
    words = [
        "--config",
        str(CONFIGS[0]),
        "--dataset",
        "d",
        "--output_dir",
        "o",
        "--model",
        "m",
        "--batch_size",
        "3",
    ]
    assert parse(EvalConfig, words, prog="eval", description="").batch_size == 3


def test_score_prints_the_verdict_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(score.main, ["34万", "三十四万块"]) == 0
    assert run(score.main, ["北京", "不是北京，是上海", "--question", "首都在哪？"]) == 0
    assert run(score.main, ["雷朋", "Ray-Ban", "--alias", "RayBan", "--alias", "Ray-Ban"]) == 0
    assert run(score.main, ["北京", ""]) == 0
    words = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert words == ["correct", "incorrect", "correct", "not_attempted"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["北京"], "ANSWER"),
        (["。", "x"], "no expected answer"),
        (["a", "b", "--questoin", "x"], "unrecognized"),
    ],
)
def test_score_errors(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(score.main, words) == 2
    assert message in capsys.readouterr().err


def test_compare_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(compare.main, [str(tmp_path), str(tmp_path)]) == 2
    assert "holds no finished run" in capsys.readouterr().err


def test_a_value_error_of_the_config_is_a_command_error() -> None:
    with pytest.raises(CommandError, match="limit must be at least 0"):
        parse(
            EvalConfig,
            ["--dataset", "d", "--output_dir", "o", "--model", "m", "--limit", "-1"],
            prog="",
            description="",
        )


def test_small_commands_load_no_torch() -> None:
    program = (
        "import sys; from eval import __main__, agreement, compare, score; "
        "heavy = {'torch', 'transformers', 'datasets'} & set(sys.modules); sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_names_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(door.main, ["--help"])
    assert left.value.code == 0
    text = capsys.readouterr().out
    for name in EvalConfig.__dataclass_fields__:
        assert f"--{name}" in text
    assert re.search(r"python -m eval --config", text)
