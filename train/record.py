"""What a run leaves about itself: what it started from, and `run.json` when it is done."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from train.environment import environment as environment  # the record's other half
from train.environment import versions as versions

RUN = "run.json"
"""Written last: a run folder without it did not finish."""
STARTED = "started.json"
"""Written before the first step: what checkpoints in this folder belong to."""

_HEAD_AND_TAIL = 1 << 20
"""Bytes read from each end of a weights file: enough to tell two models apart, and quick at 16 GB."""

# Settings that leave the trained weights as they are; a resumed run may change them.
_WITHOUT_EFFECT = ("output_dir", "overwrite_output_dir", "micro_batch_tokens", "checkpointed_layers", "dry_run", "neutral_text", "ddp", "run_name", "disable_tqdm", "report_to", "project",
                   "log", "save", "eval_", "hub", "push", "resume", "trackio", "dataset")  # fmt: skip


def write_json(path: Path, value: Any) -> None:
    """`value` as JSON at `path`, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(
        json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8"
    )
    partial.replace(path)


def read_json(path: Path) -> Any | None:
    """The JSON at `path`, or None when there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def fingerprint(rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 of what training sees of the rows, in order: prompts and completions, texts, and their stages."""
    digest = hashlib.sha256()
    for row in rows:
        seen = [row.get(key) for key in ("prompt", "completion", "text", "stage")]
        digest.update(json.dumps(seen, ensure_ascii=False).encode())
    return digest.hexdigest()


def base_fingerprint(name: str) -> str | None:
    """SHA-256 of a local base: configs whole, weights by size and both ends. None for a Hub id."""
    folder = Path(name)
    if not folder.is_dir():
        return None
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        if (
            path.suffix in (".json", ".jinja", ".safetensors", ".bin")
            and path.name != "tiny_base.json"
        ):
            digest.update(f"{path.name} {path.stat().st_size} ".encode())
            digest.update(_ends(path))
    return digest.hexdigest()


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_HEAD_AND_TAIL)
        file.seek(max(0, path.stat().st_size - _HEAD_AND_TAIL))
        return head + file.read()


def final_losses(run: Mapping[str, Any]) -> dict[str, float | None]:
    """The last of the `losses` and of the `validation` of run.json, in nats per token."""

    def last(key: str) -> float | None:
        return run[key][-1]["loss"] if run.get(key) else None

    return {"loss": last("losses"), "validation_loss": last("validation")}


def weight_shaping(config: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of `config` that the trained weights depend on."""
    return {key: value for key, value in config.items() if not key.startswith(_WITHOUT_EFFECT)}


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """`key: old → new` for each key that differs; both sides as JSON gives them back."""
    fresh = json.loads(json.dumps(new, default=str))
    keys = sorted(set(old) | set(fresh))
    return [
        f"{key}: {old.get(key)} → {fresh.get(key)}"
        for key in keys
        if old.get(key) != fresh.get(key)
    ]
