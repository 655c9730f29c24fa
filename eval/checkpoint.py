"""Which model is asked: the folders of base, adapter and tokenizer, and how the weights are held."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from huggingface_hub import snapshot_download

from data_prep import CommandError, WorkError
from eval.config import EvalConfig
from eval.fingerprint import (
    adapter_hash,
    base_fingerprint,
    fingerprint,
    tokenizer_hash,
    weights_hash,
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`dtype` is a torch type's name or auto; `nf4`: 4-bit weights. `name` is the model as it was given."""

    name: str
    model: Path
    adapter: Path | None
    tokenizer: Path
    nf4: bool
    dtype: str

    def without_adapter(self) -> "Checkpoint":
        """The base alone, asked through the same tokenizer and chat template."""
        return replace(self, adapter=None)


def resolve(config: EvalConfig) -> Checkpoint:
    """The checkpoint that `config` names; a Hub model is downloaded unless it lies in the cache.

    Raises CommandError if a folder is not what it should be, WorkError if the Hub cannot give the model.
    """
    adapter = config.adapter
    trained = _training(adapter) if adapter else {}
    name = config.model or _base_of(adapter, trained)
    model = _folder(name)
    _check_base(adapter, trained, name, model)
    tokenizer = adapter if adapter and any(adapter.glob("tokenizer*")) else model
    nf4 = (
        bool(trained.get("load_in_4bit"))
        if config.quantization == "auto"
        else config.quantization == "nf4"
    )
    return Checkpoint(name, model, adapter, tokenizer, nf4, _dtype(config.dtype, trained, nf4))


def checkpoint_hashes(checkpoint: Checkpoint) -> dict[str, str | None]:
    """SHA-256 based hashes of the files of `checkpoint`."""
    return {
        "weights": weights_hash(checkpoint.model),
        "adapter": adapter_hash(checkpoint.adapter) if checkpoint.adapter else None,
        "tokenizer": tokenizer_hash(checkpoint.tokenizer),
    }


def run_fingerprint(
    checkpoint: Checkpoint, hashes: dict[str, str | None], max_new_tokens: int
) -> str:
    """The hash of all that an answer depends on besides the question; the decoding is greedy."""
    held = {"nf4": checkpoint.nf4, "dtype": checkpoint.dtype, "max_new_tokens": max_new_tokens}
    return fingerprint({**hashes, **held})


def chat_template_hash(checkpoint: Checkpoint) -> str:
    """Hash of the chat template alone, wherever the tokenizer keeps it."""
    file, config = (
        checkpoint.tokenizer / n for n in ("chat_template.jinja", "tokenizer_config.json")
    )
    if file.is_file():
        return fingerprint({"template": file.read_text(encoding="utf-8")})
    return fingerprint(
        {"template": _json(config).get("chat_template") if config.is_file() else None}
    )


def _training(adapter: Path) -> dict[str, Any]:
    """How the adapter was trained: its run.json, with the settings under its `config` beside the rest."""
    if not (adapter / "adapter_config.json").is_file():
        raise CommandError(f"{adapter} is no adapter folder: it has no adapter_config.json")
    run = adapter / "run.json"
    record = _json(run) if run.is_file() else {}
    return {**record.get("config", {}), **record}


def _base_of(adapter: Path | None, trained: dict[str, Any]) -> str:
    named = trained.get("base_model")
    if not named and adapter:
        named = _json(adapter / "adapter_config.json").get("base_model_name_or_path")
    if not named:
        raise CommandError(f"{adapter} does not say what its base is; name it with --model")
    return str(named)


def _check_base(adapter: Path | None, trained: dict[str, Any], name: str, model: Path) -> None:
    """Raises CommandError if training has recorded another local base than `model`."""
    recorded = trained.get("base_fingerprint")
    if recorded and recorded != base_fingerprint(model):
        raise CommandError(
            f"{adapter} was trained on {trained.get('base_model')}, whose files differ from those of {name}:"
            " an adapter answers on its own base only"
        )


def _dtype(asked: str, trained: dict[str, Any], nf4: bool) -> str:
    if asked != "auto":
        return asked
    return str(trained.get("dtype") or ("bfloat16" if nf4 else "auto")).removeprefix("torch.")


def _json(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WorkError(f"cannot read {path}: {error}") from error


_WEIGHTS_AND_TOKENIZER = ["*.json", "*.safetensors", "*.jinja", "*.model", "*.txt"]


def _folder(name: str) -> Path:
    folder = Path(name)
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise CommandError(f"{folder} is no model folder: it has no config.json")
        return folder
    if not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)?", name) or ("/" in name and folder.parent.is_dir()):
        raise CommandError(f"there is no model folder {name}")
    return _download(name)


def _download(name: str) -> Path:
    try:
        return Path(snapshot_download(name, allow_patterns=_WEIGHTS_AND_TOKENIZER))
    except Exception as error:
        reason = " ".join(str(error).split())
        raise WorkError(
            f"no folder {name}, and the Hub does not give that model: {reason[:300]}"
        ) from error
