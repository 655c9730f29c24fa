"""Hugging Face datasets, streamed: `hf://org/name[/config][@revision][:split]`, or a local folder for org/name."""

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_prep.ingest.portions import Portion
from data_prep.ingest.raw import InputError, Limits, Read, Reject, Unreadable
from data_prep.ingest.rows import check_columns, rows_of

SCHEME = re.compile(r"hf:/{1,3}")
"""A path object makes one slash of two."""
_ID = re.compile(
    r"(?P<path>[\w.-]+(?:/[\w.-]+)?)(?:/(?P<config>[\w.-]+))?(?:@(?P<revision>[^:]+))?(?::(?P<split>[\w.-]+))?"
)
_LOCAL = re.compile(r"(?P<path>.+?)(?::(?P<split>[\w.-]+))?")


@dataclass(frozen=True, slots=True)
class HubName:
    """What `hf://…` names."""

    path: str
    config: str | None = None
    revision: str | None = None
    split: str | None = None

    def __str__(self) -> str:
        """Without the split."""
        config = f"/{self.config}" if self.config else ""
        revision = f"@{self.revision}" if self.revision else ""
        return f"hf://{self.path}{config}{revision}"


def parse(designation: str) -> HubName | None:
    """The dataset that `designation` names, None when it is none or malformed."""
    scheme = SCHEME.match(designation)
    if not scheme:
        return None
    rest = designation[scheme.end() :]
    for path in (rest, f"/{rest}"):
        local = _LOCAL.fullmatch(path)
        if local and ("/" in path[1:] or path == rest) and Path(local["path"]).is_dir():
            return HubName(local["path"], split=local["split"])
    named = _ID.fullmatch(rest)
    return HubName(**named.groupdict()) if named else None


def plan_hub(designation: str, limits: Limits) -> Iterator[Portion | Reject]:
    """A portion per shard of each split, in the dataset's own order."""
    name = parse(designation)
    if name is None:
        raise InputError(f"{designation} is not hf://org/name[/config][@revision][:split]")
    local = Path(name.path).is_dir()
    offline = not local and _offline()
    if not local and not offline:
        _check_connection(designation)
    try:
        splits = _open(name)
    except Exception as error:  # the Hub, fsspec and every builder raise their own
        if offline:
            raise InputError(
                f"{designation} needs the network, and HF_HUB_OFFLINE is set; a downloaded dataset is read "
                "from its folder, as hf://path/to/folder"
            ) from error
        raise InputError(f"{designation} cannot be opened: {_told(error)}") from error
    try:
        for split, rows in splits.items():
            if rows.column_names:
                check_columns(rows.column_names, limits)
            count = rows.num_shards
            for shard in range(count):
                label = f"{name}:{split}" + (f"/{shard:05d}" if count > 1 else "")
                yield Portion(
                    Path(name.path), label, "huggingface", start=shard, end=count,
                    split=split, config=name.config or "", revision=name.revision or "",
                )  # fmt: skip
    except Unreadable as error:
        yield Reject(designation, error.reason, error.excerpt)


CONNECT_SECONDS = 5.0
"""How long the Hub may take to answer at all; its own client tries for half a minute or more."""


def _offline() -> bool:
    return importlib.import_module("huggingface_hub.constants").HF_HUB_OFFLINE


def _check_connection(designation: str) -> None:
    """Raises InputError when the Hub gives no answer, whatever it may be."""
    endpoint = importlib.import_module("huggingface_hub.constants").ENDPOINT
    session = importlib.import_module("huggingface_hub").get_session()
    try:
        session.head(endpoint, timeout=CONNECT_SECONDS)
    except Exception as error:  # of whichever HTTP client the Hub's is built on
        raise InputError(
            f"{designation} needs {endpoint}, which does not answer: {_told(error)}"
        ) from error


def read_hub(portion: Portion, limits: Limits) -> Read:
    """The rows of one shard."""
    name = HubName(
        str(portion.path), portion.config or None, portion.revision or None, portion.split
    )
    try:
        rows = _open(name)[portion.split].shard(portion.end, portion.start)
        if rows.column_names:
            rows = rows.select_columns(check_columns(rows.column_names, limits))
        yield from rows_of(rows, portion, limits)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("unreadable_dataset", _told(error)) from error


def _open(name: HubName) -> dict[str, Any]:
    """Split → its rows, streamed."""
    datasets = importlib.import_module("datasets")  # takes a second, and most runs do without
    opened = datasets.load_dataset(
        name.path, name.config, revision=name.revision, split=name.split, streaming=True
    )
    return {name.split: opened} if name.split else dict(opened)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
