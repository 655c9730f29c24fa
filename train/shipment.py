"""What of an adapter or merged folder is shown to others: which files, which names, and no path of this machine."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Literal

from train.card import is_local, shown_name
from train.dialect import CommandError, WorkError
from train.licences import Licence
from train.merge import MERGE
from train.record import RUN, STARTED, read_json

Kind = Literal["adapter", "merged"]

_OF_BOTH = ("tokenizer*", "*.jinja", "special_tokens_map.json", "added_tokens.json", "vocab.*", "merges.txt",
            "LICENSE*", "LICENCE*", "NOTICE*", "USE_POLICY*", RUN, "README.md")  # fmt: skip
_OF: dict[Kind, tuple[str, ...]] = {
    "adapter": ("adapter_config.json", "adapter_model.safetensors", *_OF_BOTH),
    "merged": ("config.json", "generation_config.json", "model*.safetensors", "model.safetensors.index.json",
               MERGE, *_OF_BOTH),
}  # fmt: skip
_REWRITTEN = (RUN, MERGE, "adapter_config.json", "config.json", "tokenizer_config.json")
"""JSON whose values may be paths."""
_PLACES = frozenset({"base_model", "base_model_name_or_path", "model_name_or_path", "name_or_path", "_name_or_path",
                     "dataset", "adapter", "output_dir", "logging_dir", "resume_from_checkpoint", "chat_template",
                     "chat_template_path", "neutral_text", "neutral_texts"})  # fmt: skip
_TEXT = (".json", ".jinja", ".txt", ".md", "")


@dataclass(frozen=True, slots=True)
class Shipment:
    """`files`: path in the repo → a file of the folder or new bytes; `left_out`: what stays behind."""

    kind: Kind
    run: dict[str, Any]
    files: dict[str, Path | bytes]
    left_out: list[str]

    def sizes(self) -> dict[str, int]:
        """Bytes by path."""
        return {
            name: len(content) if isinstance(content, bytes) else content.stat().st_size
            for name, content in self.files.items()
        }


def ours(name: str) -> bool:
    """Whether a file of this name at the top of a repo is one that a push of either kind makes."""
    return "/" not in name and any(
        PurePath(name).match(pattern) for patterns in _OF.values() for pattern in patterns
    )


def kind_of(folder: Path) -> Kind:
    """Raises CommandError when `folder` holds neither an adapter nor a merged model, WorkError for an
    unfinished one."""
    if not folder.is_dir():
        raise CommandError(f"there is no folder {folder}")
    if read_json(folder / RUN) is None:
        if (folder / STARTED).is_file():
            raise WorkError(f"the run of {folder} is not finished (it has no {RUN}): the same training command goes on")  # fmt: skip
        raise CommandError(f"{folder} is no folder of `python -m train` or train.merge: it has no {RUN}")  # fmt: skip
    if (folder / MERGE).is_file():
        return "merged"
    if (folder / "adapter_config.json").is_file():
        return "adapter"
    raise CommandError(f"{folder} holds neither an adapter (adapter_config.json) nor a merged model ({MERGE})")  # fmt: skip


def pack(folder: Path, run: Mapping[str, Any], licence: Licence | None) -> Shipment:
    """The files of `folder` as others may see them; `run` is its run.json, with what the user says of the base.

    Raises WorkError when weights are missing.
    """
    kind = kind_of(folder)
    names = sorted({path.name for pattern in _OF[kind] for path in folder.glob(pattern)})
    names = [name for name in names if (folder / name).is_file() and name != "README.md"]
    _weights_are_whole(folder, names)
    config = "config.json" if kind == "merged" else "adapter_config.json"
    if config not in names:
        raise WorkError(f"{folder} lacks {config}")
    files: dict[str, Path | bytes] = {name: folder / name for name in names}
    for name in set(_REWRITTEN) & set(names):
        value = run if name == RUN else read_json(folder / name)
        files[name] = _json_bytes(without_places(value, run))
    if licence and not any(name.startswith("NOTICE") for name in names):
        files["NOTICE"] = (licence.notice + "\n").encode()
    left = sorted(path.name for path in folder.iterdir() if path.name not in {*names, "README.md"})
    return Shipment(kind, dict(run), dict(sorted(files.items())), left)


def _json_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _weights_are_whole(folder: Path, names: list[str]) -> None:
    index = read_json(folder / "model.safetensors.index.json") or {}
    wanted = set(index.get("weight_map", {}).values())
    missing = sorted(wanted - set(names))
    if missing or not any(name.endswith(".safetensors") for name in names):
        raise WorkError(f"{folder} lacks weights: {', '.join(missing) or 'no .safetensors file'}")


def without_places(value: Any, run: Mapping[str, Any], key: str = "") -> Any:
    """`value`, a JSON, with each path of this machine reduced to its last name. Names on the Hub stay."""
    if isinstance(value, Mapping):
        return {name: without_places(inner, run, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_places(inner, run, key) for inner in value]
    if not isinstance(value, str):
        return value
    hub = {str(run[name]) for name in ("base_model", "dataset") if not is_local(run, name)}
    if value in hub:
        return value
    absolute = value.startswith(("/", "~", "./", "../", "file:")) or re.match(
        r"[A-Za-z]:[\\/]", value
    )
    if absolute or (key in _PLACES and re.fullmatch(r"[^\n{}]+[/\\][^\n{}]*", value)):
        return PurePath(value.replace("\\", "/")).name
    return value


def refuse_places(folder: Path, files: Mapping[str, Path | bytes]) -> None:
    """The last look: WorkError when a text names the home, the working folder or that of `folder`."""
    places = {str(place) + "/" for place in (Path.home(), Path.cwd(), folder.resolve().parent)}
    places -= {"//", "/"}
    for name, text in _texts(files):
        found = next((place for place in sorted(places) if place in text), None)
        if found:
            raise WorkError(
                f"{folder / name} names a folder of this machine ({found}…): remove it before a push"
            )


_SECRET = re.compile(
    r"\bhf_[A-Za-z0-9]{30,}|\bsk-[A-Za-z0-9_-]{20,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bAKIA[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
"""Tokens of the services that a training machine holds."""


def refuse_secrets(folder: Path, files: Mapping[str, Path | bytes]) -> None:
    """WorkError when a text holds something of the form of an access token; the error does not repeat it."""
    for name, text in _texts(files):
        if match := _SECRET.search(text):
            line = text.count("\n", 0, match.start()) + 1
            raise WorkError(f"{folder / name}, line {line}, holds an access token or a key: remove it before a push")  # fmt: skip


def _texts(files: Mapping[str, Path | bytes]) -> Iterator[tuple[str, str]]:
    for name, content in files.items():
        if (
            Path(name).suffix in _TEXT and name != "tokenizer.json"
        ):  # whose vocabulary may hold anything
            data = content if isinstance(content, bytes) else content.read_bytes()
            yield name, data.decode("utf-8", errors="replace")


def refuse_name(repo_id: str, run: Mapping[str, Any], licence: Licence | None) -> None:
    """Raises CommandError when the base's licence asks for another name, with one that would do."""
    owner, _, name = repo_id.rpartition("/")
    if licence is None or not licence.prefix or name.startswith(licence.prefix):
        return
    bare = (
        re.sub(r"^(meta-)?llama[-_]?(3(?=[-_]|$))?[-_]?", "", name, flags=re.IGNORECASE) or "facts"
    )
    suggestion = f"{owner}/{licence.prefix}{bare}" if owner else f"{licence.prefix}{bare}"
    raise CommandError(
        f"the {licence.name} asks that the name of a model made from {shown_name(run, 'base_model')} begins with "
        f"{licence.prefix.rstrip('-')}: --repo_id {suggestion} would do"
    )
