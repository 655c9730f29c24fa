"""Whose a run folder is, and where an interrupted run goes on."""

import shutil
from pathlib import Path
from typing import Any

from train.checkpoint import checkpoints
from train.dialect import CommandError
from train.record import RUN, STARTED, differences, read_json, weight_shaping, write_json

PRINTS = ("base_fingerprint", "dataset_fingerprint", "chat_template_fingerprint")


def claim(output_dir: Path, started: dict[str, Any], *, overwrite: bool) -> dict[str, Any] | None:
    """Makes `output_dir` this run's own; returns its record when the same run is already finished there.

    Raises CommandError when it holds a run with other settings, or something that is no run.
    """
    if overwrite:
        _clear(output_dir)
    before = read_json(output_dir / STARTED)
    if before is None:
        if output_dir.is_file() or (output_dir.is_dir() and any(output_dir.iterdir())):
            raise CommandError(
                f"{output_dir} holds something that is no run of ours; name another --output_dir"
            )
        output_dir.mkdir(parents=True, exist_ok=True)
        write_json(output_dir / STARTED, started)
        return None
    changed = _changed(before, started)
    begun = last_checkpoint(output_dir) is not None or (output_dir / RUN).exists()
    if changed and not begun:  # nothing of the earlier try is worth keeping
        write_json(output_dir / STARTED, started)
        return None
    if changed:
        raise CommandError(
            f"{output_dir} holds a run with other settings ({'; '.join(changed[:3])}); "
            "name another --output_dir or give --overwrite_output_dir"
        )
    return read_json(output_dir / RUN)


def _clear(output_dir: Path) -> None:
    if (output_dir / STARTED).is_file():  # ours; anything else is refused by `claim`
        shutil.rmtree(output_dir)


def _changed(before: dict[str, Any], started: dict[str, Any]) -> list[str]:
    def essence(run: dict[str, Any]) -> dict[str, Any]:
        return weight_shaping(run["config"]) | {key: run.get(key) for key in PRINTS}

    return differences(essence(before), essence(started))


def last_checkpoint(output_dir: Path) -> Path | None:
    """The newest whole checkpoint under `output_dir`."""
    return next(reversed(checkpoints(output_dir)), None)
