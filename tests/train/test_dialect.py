from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from train import dialect
from train.dialect import CommandError, WorkError, check_value, parse


@dataclass(frozen=True)
class Recipe:
    dataset: str = field(metadata={"help": "folder"})
    learning_rate: float = 1e-4
    steps: int = 10
    fast: bool = False
    mode: Literal["a", "b"] = "a"
    limit: int | None = 5
    layers: list[str] | None = None


def read(*argv: str) -> Recipe:
    return parse((Recipe,), argv, prog="recipe", description="")[0]


def config(tmp_path: Path, text: str) -> str:
    path = tmp_path / "recipe.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_flags_win_over_yaml_and_yaml_over_defaults(tmp_path: Path):
    path = config(
        tmp_path, "dataset: 数据\nsteps: 20\nlearning_rate: 2e-3\nlimit: null\nlayers: all-linear\n"
    )
    recipe = read("--config", path, "--steps", "30")
    assert recipe == Recipe("数据", learning_rate=2e-3, steps=30, limit=None, layers="all-linear")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("yaml_text", "reason"),
    [
        ("datset: x", "unknown key datset; did you mean dataset?"),
        ("dataset: x\nsteps: 1.5", "steps must be a whole number, got 1.5"),
        ("dataset: x\nsteps: true", "steps must be a whole number, got True"),
        ("dataset: x\nsteps: null", "steps must be a whole number, got None"),
        ("dataset: x\nfast: 1", "fast must be true or false, got 1"),
        ("dataset: x\nmode: c", "mode must be one of a, b, got 'c'"),
        ("dataset: x\nlearning_rate: high", "learning_rate must be a number, got 'high'"),
        ("dataset: x\nlayers: [1, [2]]", "layers must be a list or null"),
        ("- dataset", "must hold `key: value` lines, got a list"),
        ("dataset: [", "is no YAML"),
    ],
)
def test_a_wrong_yaml_is_named(tmp_path: Path, yaml_text: str, reason: str):
    with pytest.raises(CommandError) as error:
        read("--config", config(tmp_path, yaml_text))
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (
            ["--dataset", "x", "--learning-rat", "1"],
            "unknown flag --learning-rat; did you mean --learning_rate?",
        ),
        (["--dataset", "x", "stray"], "unexpected argument 'stray'"),
        (["--dataset", "x", "--steps", "many"], "invalid int value: 'many'"),
        (["--steps", "3"], "required: --dataset"),
        (["--config", "absent.yaml"], "cannot read the config absent.yaml: No such file"),
        (["--config"], "expected one argument"),
    ],
)
def test_a_wrong_command_is_named(argv: list[str], reason: str):
    with pytest.raises(CommandError) as error:
        read(*argv)
    assert reason in str(error.value)


def test_needed_keys_must_be_given_though_they_have_a_default(tmp_path: Path):
    with pytest.raises(CommandError, match="steps"):
        parse((Recipe,), ["--dataset", "x"], prog="recipe", description="", needed=("steps",))
    path = config(tmp_path, "steps: 3")
    argv = ["--dataset", "x", "--config", path]
    assert parse((Recipe,), argv, prog="recipe", description="", needed=("steps",))[0].steps == 3


@given(st.one_of(st.integers(), st.floats(allow_nan=False), st.booleans(), st.text(), st.none()))
def test_what_passes_the_check_is_a_number(value: object):
    try:
        check_value("rate", value, float)
    except CommandError:
        if not isinstance(value, bool):
            with pytest.raises((TypeError, ValueError)):
                float(value)  # type: ignore[arg-type]
    else:
        assert isinstance(float(value), float)  # type: ignore[arg-type]


def test_failures_are_one_line_and_an_exit_status(capsys: pytest.CaptureFixture[str]):
    def fails(error: BaseException):
        def main(argv: object) -> None:
            raise error

        return main

    assert dialect.run(lambda argv: None, []) == 0
    assert dialect.run(fails(WorkError("disk full")), []) == 1
    assert dialect.run(fails(CommandError("no such key")), []) == 2
    assert dialect.run(fails(ZeroDivisionError("oh")), []) == 1
    assert dialect.run(fails(KeyboardInterrupt()), []) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[:3] == ["error: disk full", "error: no such key", "error: ZeroDivisionError: oh"]
    assert len(lines) == 4
    assert dialect.run(fails(WorkError("disk full")), ["--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err
