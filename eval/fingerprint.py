"""What an answer depends on, as one hash, so that no run ever takes over another model's answers."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_WEIGHTS = ("*.safetensors", "*.bin", "config.json", "generation_config.json")
_ADAPTER = ("adapter_model.*", "adapter_config.json")
_TOKENIZER = (
    "tokenizer*",
    "*.jinja",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.*",
    "merges.txt",
)

_BASE = (".json", ".jinja", ".safetensors", ".bin")
_END = 1 << 20


def weights_hash(model: Path) -> str:
    return _files_hash(model, _WEIGHTS)


def adapter_hash(adapter: Path) -> str:
    return _files_hash(adapter, _ADAPTER)


def tokenizer_hash(folder: Path) -> str:
    return _files_hash(folder, _TOKENIZER)


def fingerprint(parts: Mapping[str, Any]) -> str:
    """16 hex digits of the SHA-256 of `parts`, whatever their order."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def base_fingerprint(model: Path) -> str:
    """The `base_fingerprint` that training leaves in an adapter's run.json, of the folder `model`: SHA-256
    of configs whole, weights by size and both ends."""
    digest = hashlib.sha256()
    for path in sorted(model.glob("*")):
        if path.suffix in _BASE and path.name != "tiny_base.json":
            digest.update(f"{path.name} {path.stat().st_size} ".encode())
            digest.update(_ends(path))
    return digest.hexdigest()


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_END)
        file.seek(max(0, path.stat().st_size - _END))
        return head + file.read()


def _files_hash(folder: Path, patterns: Iterable[str]) -> str:
    files = sorted(
        {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    )
    return fingerprint({path.name: _file_hash(path) for path in files})


def _file_hash(path: Path) -> str:
    """SHA-256 of the bytes. The Hub's cache names a large file's blob by it, which saves reading 16 GB."""
    blob = path.resolve().name
    if path.is_symlink() and re.fullmatch(r"[0-9a-f]{64}", blob):
        return blob
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
