"""`python -m data_prep.publish --dataset runs/NAME/dataset --repo_id org/name`: dataset folder → Hub."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationDelete,
    HfApi,
    constants,
    get_token,
)
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled
from huggingface_hub.utils import validate_repo_id

from data_prep.card import narrowed
from data_prep.dialect import CommandError, WorkError, parse, run
from data_prep.records import SPLITS
from data_prep.store import dataset_sha256, read_manifest

DESCRIPTION = """Push the dataset folder of a finished run to the Hugging Face Hub, in one commit.

  python -m data_prep.publish --dataset runs/mine/dataset --repo_id org/name --dry_run
  python -m data_prep.publish --dataset runs/mine/dataset --repo_id org/name --private false

--dry_run shows the files and the card; it needs neither network nor token. The token is the one of
`hf auth login` or HF_TOKEN. What is pushed is what the run's manifest says, byte for byte."""

_HTTP_ERROR = cast("type[Exception]", HfHubHTTPError.__mro__[1])
"""The HTTP client's own base of errors, which a lost network raises: httpx or httpx2, by version of the Hub's client."""


def _key(default: object, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, kw_only=True)
class PublishConfig:
    """The keys of `python -m data_prep.publish`."""

    dataset: Path = field(metadata={"help": "the dataset folder of a finished run"})
    repo_id: str = field(metadata={"help": "the dataset's name on the Hub: org/name"})
    dry_run: bool = _key(False, "show what would be pushed, and push nothing")
    private: bool = _key(True, "make a new repo private; refuse an existing one that is public")
    with_documents: bool = _key(
        False, "push the config `documents` too: the full texts of your sources"
    )
    revision: str = _key("main", "branch to commit to, made when it is not there")

    def __post_init__(self) -> None:
        validate_repo_id(self.repo_id)


@dataclass(frozen=True, slots=True)
class Upload:
    """What one commit holds: path in the repo → file, the card, and a word on the content."""

    files: dict[str, Path]
    card: str
    message: str
    quoting: int
    """Rows that quote passages of the sources although `documents` may stay behind."""


def main(argv: Sequence[str]) -> int:
    config = parse(
        PublishConfig,
        argv,
        prog="python -m data_prep.publish",
        description=DESCRIPTION,
    )
    upload = plan(config)
    _say(_shown(upload, config))
    if config.dry_run:
        _say(["", "--- README.md", upload.card.rstrip(), "---", "dry run: nothing was pushed"])
    else:
        _say([f"pushed    {push(upload, config)}"])
    return 0


def _say(lines: Sequence[str] | Iterator[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


# --- what is pushed


def plan(config: PublishConfig) -> Upload:
    """The files and the card. Raises WorkError for a run that did not finish or was changed since."""
    folder = config.dataset
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
    configs = [name for name in SPLITS if name != "documents" or config.with_documents]
    files = {
        path.relative_to(folder).as_posix(): path
        for name in configs
        for path in sorted((folder / name).glob("*.parquet"))
    }
    counts = manifest["counts"]
    return Upload(
        files,
        _card(folder, configs, config.repo_id),
        f"factune {manifest['versions']['factune']}: {counts.get('sft', 0):,} sft rows, content {manifest['dataset_sha256'][:12]}",
        counts.get("sft_summarization", 0),
    )


def _card(folder: Path, configs: Sequence[str], repo_id: str) -> str:
    """The folder's README.md, edited by hand or not, for the configs that are pushed."""
    path = folder / "README.md"
    try:
        return narrowed(path.read_text(encoding="utf-8"), configs).replace("PATH_OR_REPO", repo_id)
    except OSError as error:
        raise WorkError(f"cannot read the dataset card {path}: {error.strerror}") from error
    except ValueError as error:
        raise WorkError(f"{path}: {' '.join(str(error).split())}") from error


def _shown(upload: Upload, config: PublishConfig) -> Iterator[str]:
    private = "private" if config.private else "public"
    yield f"repo      {config.repo_id} (dataset, {private} when new), branch {config.revision}"
    sizes = {name: path.stat().st_size for name, path in upload.files.items()}
    sizes["README.md"] = len(upload.card.encode())
    for name, size in sizes.items():
        yield f"{size:>14,}  {name}"
    yield f"{sum(sizes.values()):>14,}  bytes in {len(sizes)} files"
    if not config.with_documents:
        yield (
            "left out  documents, the full texts of your sources. Evidence in `facts` and the passages of "
            f"{upload.quoting:,} summarization rows still quote them"
        )


# --- pushing


def push(upload: Upload, config: PublishConfig) -> str:
    """Commit `upload` to the Hub; returns the commit's address. Raises WorkError with the reason in a line."""
    constants.HF_HUB_DISABLE_TELEMETRY = True
    token = get_token()
    if not token:
        raise WorkError("there is no Hub token: run `hf auth login`, or set HF_TOKEN")
    try:
        return _commit(HfApi(token=token), upload, config)
    except HfHubHTTPError as error:
        raise WorkError(_refusal(error, config).replace(token, "hf_…")) from error
    except OfflineModeIsEnabled as error:
        raise WorkError("HF_HUB_OFFLINE is set, so nothing can be pushed") from error
    except (_HTTP_ERROR, ConnectionError, TimeoutError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise WorkError(f"cannot reach {constants.ENDPOINT}: {reason}") from error


def _commit(api: HfApi, upload: Upload, config: PublishConfig) -> str:
    where: dict[str, Any] = {"repo_type": "dataset"}
    repo_id = api.create_repo(
        config.repo_id, private=config.private, exist_ok=True, **where
    ).repo_id
    if config.private and not api.repo_info(repo_id, **where).private:
        raise WorkError(f"{repo_id} is there already and public; --private false pushes to it")
    if config.revision != constants.DEFAULT_REVISION:
        api.create_branch(repo_id, branch=config.revision, exist_ok=True, **where)
    where["revision"] = config.revision
    stale = _stale(api.list_repo_files(repo_id, **where), upload)
    operations = [
        *(CommitOperationDelete(path_in_repo=name) for name in stale),
        *(CommitOperationAdd(name, path) for name, path in upload.files.items()),
        CommitOperationAdd("README.md", upload.card.encode()),
    ]
    return api.create_commit(repo_id, operations, commit_message=upload.message, **where).commit_url


def _stale(there: Sequence[str], upload: Upload) -> list[str]:
    """Tables of an earlier push that this dataset no longer has; a reader's glob would still find them."""
    return [
        name
        for name in there
        if name.endswith(".parquet") and name.split("/")[0] in SPLITS and name not in upload.files
    ]


def _refusal(error: HfHubHTTPError, config: PublishConfig) -> str:
    status = error.response.status_code
    reasons = {
        401: "the Hub does not accept the token (401): run `hf auth login`, or set another HF_TOKEN",
        403: f"the token may not write {config.repo_id} (403): it needs write access to that namespace",
        404: f"there is no {config.repo_id}, or the token cannot see it (404)",
    }
    message = " ".join((error.server_message or str(error)).split())
    return reasons.get(status, f"the Hub answered {status}: {message[:300]}")


if __name__ == "__main__":
    sys.exit(run(main))
