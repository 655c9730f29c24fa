"""What one commit holds: path in the repo → file, and the card."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_prep.card import narrowed
from data_prep.dialect import CommandError, WorkError
from data_prep.push.evidence import Policy, cut_table
from data_prep.records import SPLITS
from data_prep.store import dataset_sha256, read_manifest

CARD, FIGURES = "README.md", "figures"


@dataclass(frozen=True, slots=True)
class Upload:
    """Files by their path in the repo, without the card, whose text is `card`."""

    files: dict[str, Path]
    card: str
    content: str
    """SHA-256 over names and bytes of the Parquet files: equal content, equal rows."""
    manifest: Mapping[str, Any]

    @property
    def tag(self) -> str:
        """The tag that names the content."""
        return f"content-{self.content[:12]}"

    @property
    def message(self) -> str:
        counts = self.manifest["counts"]
        version = self.manifest["versions"]["factune"]
        return f"factune {version}: {counts.get('sft', 0):,} sft rows, content {self.content[:12]}"

    @property
    def quoting(self) -> int:
        """Rows that quote passages of the sources although `documents` may stay behind."""
        return self.manifest["counts"].get("sft_summarization", 0)

    def sizes(self) -> dict[str, int]:
        """Bytes by path."""
        sizes = {name: path.stat().st_size for name, path in self.files.items()}
        return sizes | {CARD: len(self.card.encode())}


def finished(folder: Path) -> dict[str, Any]:
    """The manifest of the run whose dataset `folder` is. Raises WorkError for a run that did not finish or was
    changed since, CommandError when there is none."""
    if not folder.is_dir():
        raise CommandError(f"there is no folder {folder}; --dataset names runs/NAME/dataset")
    manifest = read_manifest(folder.resolve().parent)
    if manifest is None:
        raise WorkError(
            f"the run of {folder} did not finish: there is no manifest.json beside the folder"
        )
    if dataset_sha256(folder) != manifest.get("dataset_sha256"):
        raise WorkError(
            f"{folder} is not what its manifest describes (dataset_sha256 differs): build it again"
        )
    return manifest


def pack(folder: Path, repo_id: str, *, documents: bool, evidence: Policy, staging: Path) -> Upload:
    """The files and the card of the dataset `folder`. Tables that `evidence` changes are written to `staging`."""
    manifest = finished(folder)
    configs = [name for name in SPLITS if name != "documents" or documents]
    files = {
        path.relative_to(folder).as_posix(): path
        for name in configs
        for path in sorted((folder / name).glob("*.parquet"))
    }
    if evidence != "full":
        for name in [name for name in files if name.startswith("facts/")]:
            cut_table(files[name], staging / name, evidence)
            files[name] = staging / name
    content = content_of(files)
    card = _card(folder, configs, repo_id, evidence)
    figures = {f"{FIGURES}/{p.name}": p for p in sorted((folder / FIGURES).glob("*.svg"))}
    return Upload(files | figures, card.replace(manifest["dataset_sha256"], content), content, manifest)  # fmt: skip


def content_of(files: Mapping[str, Path]) -> str:
    """As `store.dataset_sha256`, of these files."""
    digest = hashlib.sha256()
    for name in sorted(files):
        with files[name].open("rb") as file:
            digest.update(name.encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


_QUOTES: dict[str, str] = {
    "none": "Evidence is left out of this copy: `start` and `end` name the span in a text that is not published here.",
    "cut": "Evidence is cut to at most {} characters around the answer in this copy; `start` and `end` name that part.",
}


def _card(folder: Path, configs: Sequence[str], repo_id: str, evidence: Policy) -> str:
    """The folder's card, edited by hand or not, for the configs that are pushed."""
    path = folder / CARD
    try:
        text = narrowed(path.read_text(encoding="utf-8"), configs).replace("PATH_OR_REPO", repo_id)
    except OSError as error:
        raise WorkError(f"cannot read the dataset card {path}: {error.strerror}") from error
    except ValueError as error:
        raise WorkError(f"{path}: {' '.join(str(error).split())}") from error
    if evidence == "full":
        return text
    told = _QUOTES["none"] if evidence == "none" else _QUOTES["cut"].format(evidence)
    return f"{text.rstrip()}\n\n{told}\n"
