"""Where base and dataset of a run come from, as far as it can be known without asking the network."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from huggingface_hub import try_to_load_from_cache

from train.licences import licence_of_name

_TINY = "tiny_base.json"
_MANIFEST = "manifest.json"


def base_origin(name: str, revision: str | None = None) -> dict[str, Any]:
    """Keys of run.json on the base: `base_is_local`, `base_is_tiny` (ours, made by `train.tiny`),
    `base_revision` (the Hub's commit of the cached snapshot, or None) and `base_license` (the Hub's
    identifier, from the base's own card or else its name, or None).
    """
    folder = base_folder(name, revision)
    local = Path(name).is_dir()
    tiny = folder is not None and (folder / _TINY).is_file()
    return {
        "base_is_local": local,
        "base_is_tiny": tiny,
        "base_revision": folder.name if folder is not None and not local else None,
        "base_license": None if tiny else _stated_licence(folder) or licence_of_name(name),
    }


def base_folder(name: str, revision: str | None = None) -> Path | None:
    """The folder of a local base, or the cached snapshot of a Hub model; None when there is neither."""
    if Path(name).is_dir():
        return Path(name)
    try:
        config = try_to_load_from_cache(name, "config.json", revision=revision or "main")
    except ValueError:  # no possible name on the Hub
        return None
    return Path(config).parent if isinstance(config, str) else None


def _stated_licence(folder: Path | None) -> str | None:
    """`license` of the YAML header of the folder's README.md."""
    try:
        text = (folder / "README.md").read_text(encoding="utf-8") if folder else ""
        header = yaml.safe_load(text.split("\n---", 1)[0]) if text.startswith("---") else None
    except (OSError, ValueError, yaml.YAMLError):
        return None
    stated = header.get("license") if isinstance(header, Mapping) else None
    return stated if isinstance(stated, str) and stated not in ("other", "unknown") else None


def dataset_origin(dataset: str) -> dict[str, Any]:
    """Keys of run.json on the dataset: `dataset_is_local`, and `manifest_sha256` of the manifest.json that
    data preparation leaves beside the dataset folder, None without one."""
    folder = Path(dataset)
    return {
        "dataset_is_local": folder.is_dir(),
        "manifest_sha256": _file_sha256(folder.resolve().parent / _MANIFEST)
        if folder.is_dir()
        else None,
    }


def _file_sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def taught(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What the rows teach, for run.json under `taught`: distinct `facts` and `documents`, rows by task and
    by language. Columns that a dataset lacks count as nothing.
    """
    facts: set[str] = set()
    documents: set[str] = set()
    tasks: dict[str, int] = {}
    languages: dict[str, int] = {}
    for row in rows:
        if row.get("task") == "qa":
            facts.update(row.get("fact_ids") or ())
        if row.get("doc_id"):
            documents.add(row["doc_id"])
        for counts, value in ((tasks, row.get("task")), (languages, row.get("lang"))):
            if value:
                counts[value] = counts.get(value, 0) + 1
    return {
        "facts": len(facts),
        "documents": len(documents),
        "tasks": dict(sorted(tasks.items())),
        "languages": dict(sorted(languages.items())),
    }
