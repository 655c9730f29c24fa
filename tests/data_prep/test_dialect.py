"""The dialect of every command: YAML over defaults, flags over YAML, errors in one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.dialect import CommandError, WorkError, parse, run


@dataclass(frozen=True)
class Pump:
    """A config with a key of every type the dialect knows."""

    name: str = field(metadata={"help": "needed: it has no default"})
    share: float = field(default=0.5, metadata={"help": "between 0 % and 100 %"})
    count: int = 3
    quiet: bool = False
    folder: Path = Path("runs/泵")
    script: Literal["auto", "keep"] = "auto"
    adapter: Path | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"count must not be negative, got {self.count}")


def read(*argv: str) -> Pump:
    return parse(Pump, argv, prog="pump", description="A pump.")


def reason(*argv: str) -> str:
    with pytest.raises(CommandError) as error:
        read(*argv)
    return str(error.value)


def config(folder: Path, text: str) -> str:
    path = folder / "泵.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_defaults_stand_where_nothing_is_said() -> None:
    assert read("--name", "砺汐") == Pump("砺汐")


def test_yaml_wins_over_defaults_and_flags_over_yaml(tmp_path: Path) -> None:
    path = config(tmp_path, "name: 砺汐\nshare: 1\ncount: 7\nquiet: yes\nfolder: 5\nscript: keep\n")
    assert read("--config", path) == Pump("砺汐", 1.0, 7, True, Path("5"), "keep")
    flags = ("--count", "9", "--quiet", "false", "--share=0.25")
    assert read("--config", path, *flags) == Pump("砺汐", 0.25, 9, False, Path("5"), "keep")


def test_null_and_an_empty_file_leave_the_default(tmp_path: Path) -> None:
    assert read("--config", config(tmp_path, "name: x\nadapter: null\ncount: ~\n")) == Pump("x")
    assert read("--config", config(tmp_path, "# nothing\n"), "--name", "x") == Pump("x")


def test_a_switch_alone_says_yes() -> None:
    assert read("--quiet", "--name", "x").quiet is True
    assert read("--name", "x", "--quiet").quiet is True


def test_an_optional_key_takes_its_type() -> None:
    assert read("--name", "x", "--adapter", "runs/a").adapter == Path("runs/a")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae: x", "泵.yaml: unknown key nmae; did you mean name?"),
        ("quite: true", "unknown key quite; did you mean quiet?"),
        ("name: x\ncount: 1.5", "count must be a whole number, got 1.5"),
        ("name: x\ncount: true", "count must be a whole number, got True"),
        ("name: x\ncount: [1]", "count must be a whole number, got [1]"),
        ("name: x\ncount: .inf", "count must be a whole number, got inf"),
        ("name: x\ncount: -1", "count must not be negative, got -1"),
        ("name: x\nshare: 高", "share must be a number, got '高'"),
        ("name: x\nquiet: 2", "quiet must be true or false, got 2"),
        ("name: x\nscript: off", "script must be one of auto, keep, got False"),
        ("name: {a: b}", "name must be a text, got {'a': 'b'}"),
        ("count: 3", "--name is needed; see --help"),
        ("- name", "must hold `key: value` lines, got a list"),
        ("name: [", "泵.yaml is no YAML"),
    ],
)
def test_a_wrong_yaml_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    found = reason("--config", config(tmp_path, text))
    assert said in found
    assert "\n" not in found


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--conut", "3"], "unknown flag --conut; did you mean --count?"),
        (["--sahre=1"], "unknown flag --sahre; did you mean --share?"),
        (["--confg", "a.yaml"], "unknown flag --confg; did you mean --config?"),
        (["--cou", "3"], "unknown flag --cou; did you mean --count?"),
        (["--count", "three"], "count must be a whole number, got 'three'"),
        (["--count", "1.0"], "count must be a whole number, got '1.0'"),
        (["--share", ""], "share must be a number, got ''"),
        (["--quiet", "maybe"], "quiet must be true or false, got 'maybe'"),
        (["--script", "simple"], "script must be one of auto, keep, got 'simple'"),
        (["--count", "-2"], "count must not be negative, got -2"),
        (["corpus"], "unexpected argument 'corpus'"),
        (["--count"], "expected one argument"),
        (["--config", "absent.yaml"], "cannot read the config absent.yaml: No such file"),
        (["--config", "."], "cannot read the config .: Is a directory"),
    ],
)
def test_a_wrong_command_is_told_in_one_line(argv: list[str], said: str) -> None:
    found = reason("--name", "x", *argv)
    assert said in found
    assert "\n" not in found


def test_a_config_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("name: 砺汐".encode("gb18030"))
    assert "a.yaml is no YAML" in reason("--config", str(path))


def test_help_shows_every_key_with_its_default(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        read("--help")
    assert done.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    for part in ("A pump.", "needed: it has no default", "between 0 % and 100 % (default 0.5)",
                 "--script auto|keep", "--config FILE.yaml", "--debug"):  # fmt: skip
        assert part in shown


@given(st.text(max_size=12))
def test_any_text_is_taken_as_it_is(value: str) -> None:
    assert read(f"--name={value}").name == value


@given(st.integers(0), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
def test_numbers_come_back_as_they_went_in(count: int, share: float, quiet: bool) -> None:
    flags = [f"--count={count}", f"--share={share!r}", f"--quiet={quiet}"]
    assert read("--name", "x", *flags) == Pump("x", share, count, quiet)


def failing(error: BaseException) -> Callable[[Sequence[str]], int]:
    def main(argv: Sequence[str]) -> int:
        raise error

    return main


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (CommandError("no such key"), 2, "error: no such key"),
        (WorkError("nothing is left\nto train on"), 1, "error: nothing is left to train on"),
        (KeyError("泵"), 1, "error: KeyError: '泵'"),
        (KeyboardInterrupt(), 1, "error: interrupted; the same command goes on where it stopped"),
    ],
)
def test_a_failure_is_a_status_and_one_line(
    error: BaseException, status: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(failing(error), []) == status
    assert capsys.readouterr().err == line + "\n"
    assert run(failing(error), ["--debug"]) == status
    traced = capsys.readouterr().err
    assert traced.startswith("Traceback (most recent call last)")
    assert traced.endswith(line + "\n")


def test_success_is_zero_and_debug_is_not_passed_on() -> None:
    seen: list[str] = []
    assert run(lambda argv: seen.extend(argv), ["--debug", "a"]) == 0
    assert seen == ["a"]
    assert run(lambda argv: 1, []) == 1
