"""The keys of data_prep: their limits, and the door that reads them."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from data_prep.config import DataPrepConfig
from data_prep.dialect import CommandError, parse

ROOT = Path(__file__).resolve().parents[2]


def test_every_key_has_a_default_and_a_help_text() -> None:
    for item in dataclasses.fields(DataPrepConfig):
        assert item.default is not dataclasses.MISSING, item.name
        assert len(item.metadata["help"]) > 10, item.name


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        *((key, value, "between 0 and 1") for key in ("near_duplicate", "contained", "control_share", "validation_share")
          for value in ("-0.1", "1.01", "nan")),
        *((key, "0", "at least 1") for key in ("max_file_mb", "shard_files", "shard_mb", "part_chars", "wordings")),
        *((key, "-1", "must not be negative") for key in ("workers", "min_chars", "held_out", "repeated_pages")),
        ("script", "latin", "must be one of auto, simplified, traditional, keep"),
        ("pii", "hide", "must be one of redact, drop, keep"),
    ],
)  # fmt: skip
def test_a_value_outside_its_limits_is_refused_by_name(key: str, value: str, reason: str) -> None:
    with pytest.raises(CommandError, match=f"{key} .*{reason}"):
        parse(DataPrepConfig, [f"--{key}", value], prog="data_prep", description="")


@pytest.mark.parametrize(
    ("key", "value"), [("control_share", 0.0), ("near_duplicate", 1.0), ("held_out", 0)]
)
def test_the_limits_themselves_are_allowed(key: str, value: float) -> None:
    config = parse(DataPrepConfig, [f"--{key}", str(value)], prog="data_prep", description="")
    assert getattr(config, key) == value


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (["--inptu", "x"], 2, "error: unknown flag --inptu; did you mean --input?"),
        (["--input", "no/such/folder"], 2, "error: there is no no/such/folder"),
        (["--help"], 0, ""),
    ],
)
def test_the_door_says_in_one_line_what_is_wrong(argv: list[str], status: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data_prep", *argv], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.count("\n")) == (status, int(bool(said)))
    assert done.stderr.startswith(said)
    assert ("--near_duplicate" in done.stdout) == (argv == ["--help"])
