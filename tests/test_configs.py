"""Every YAML under configs/: it says how it is run, and the door it names understands it."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LAUNCHERS = sorted((ROOT / "configs" / "accelerate").glob("*.yaml"))
"""Not ours to read: they say how `accelerate launch` starts a command of ours."""
CONFIGS = sorted(set((ROOT / "configs").rglob("*.yaml")) - set(LAUNCHERS))
COMMAND = re.compile(r"# (python -m (data_prep|train|eval) .+)")
each = pytest.mark.parametrize("path", CONFIGS, ids=lambda path: f"{path.parent.name}/{path.stem}")


def command(path: Path) -> tuple[str, list[str]]:
    """(package, arguments) of the command in the first line."""
    found = COMMAND.fullmatch(path.read_text(encoding="utf-8").splitlines()[0])
    assert found, f"{path.name} does not open with the command that runs it"
    return found[2], shlex.split(found[1])[3:]


def keys_of(package: str, argv: list[str]) -> dict[str, Any]:
    """All keys as the package's own parser reads `argv`."""
    if package == "train":
        from train.config import parse as parse_train

        return {key: value for part in parse_train(argv) for key, value in vars(part).items()}
    from data_prep.config import DataPrepConfig
    from data_prep.dialect import parse
    from eval.config import EvalConfig

    kind = DataPrepConfig if package == "data_prep" else EvalConfig
    config = parse(kind, argv, prog=package, description="")
    return {name: getattr(config, name) for name in kind.__dataclass_fields__}


def automatic(package: str) -> dict[str, Any]:
    """What `auto` stands for, by key, in the dialect of `package`."""
    if package != "train":
        return {}
    from train.config import AUTOMATIC

    return dict(AUTOMATIC)


def test_each_package_has_a_config() -> None:
    assert {path.parent.name for path in CONFIGS} == {"data_prep", "train", "eval"}


@each
def test_it_opens_with_the_command_that_runs_it(path: Path) -> None:
    package, argv = command(path)
    assert package == path.parent.name
    assert argv[:2] == ["--config", path.relative_to(ROOT).as_posix()]


@pytest.mark.parametrize("path", LAUNCHERS, ids=lambda path: path.stem)
def test_a_launcher_config_opens_with_the_command_that_accelerate_understands(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from accelerate.commands.config.config_args import load_config_from_file
    from accelerate.commands.launch import launch_command_parser

    monkeypatch.chdir(ROOT)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    words = shlex.split(first.removeprefix("# accelerate launch "))
    told = launch_command_parser().parse_args(words)
    assert told.config_file == path.relative_to(ROOT).as_posix()
    assert (told.module, told.training_script) == (True, "train")
    assert ROOT / told.training_script_args[1] in CONFIGS
    config: Any = load_config_from_file(told.config_file)  # refuses keys it does not know
    known = {name.removeprefix("fsdp_") for name in vars(told) if name.startswith("fsdp_")}
    assert {key.removeprefix("fsdp_") for key in config.fsdp_config} <= known


@each
def test_its_own_command_is_understood(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    package, argv = command(path)
    got = keys_of(package, argv)
    for flag, value in zip(argv[::2], argv[1::2], strict=True):
        if flag != "--config":
            assert str(got[flag.removeprefix("--")]) == value
    for key, value in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        if f"--{key}" not in argv:
            value = automatic(package).get(key, value) if value == "auto" else value
            written = getattr(got[key], "value", got[key])
            assert written == value or str(written) == str(value), key
