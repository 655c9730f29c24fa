"""One push of a model to the Hub: one commit of what differs, its tag, and the proof that it arrived."""

import hashlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, constants
from huggingface_hub.errors import (
    HfHubHTTPError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
)

from train.dialect import WorkError
from train.shipment import ours

HTTP_ERROR = cast("type[Exception]", HfHubHTTPError.__mro__[1])
"""The HTTP client's own base of errors, which a lost network raises: httpx or httpx2, by version of the Hub's client."""
UNREACHED = (HTTP_ERROR, ConnectionError, TimeoutError)
WRAPPED = (RuntimeError, LocalEntryNotFoundError)
"""What the client makes of an error of an upload, of a download: the error itself is the cause."""
BUSY = frozenset({429, 500, 502, 503, 504})
ATTEMPTS, LONGEST_WAIT = 5, 120.0
"""Tries of one request that the Hub is too busy for; seconds."""
Files = Mapping[str, Path | bytes]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pushed:
    """The commit's address, whether it is a new one, its tag, and the files read back and found equal."""

    url: str
    new: bool
    tag: str
    verified: int


def push(api: HfApi, repo_id: str, files: Files, *, message: str, private: bool, branch: str, tag: str) -> Pushed:  # fmt: skip
    """Make the repo hold `files` in one commit, tag it, read it back; the same content makes no commit.

    Raises WorkError for a public repo where a private one is wanted or a file that came back otherwise, and the
    client's errors.
    """
    made = _patiently(lambda: api.create_repo(repo_id, private=private, exist_ok=True))
    repo_id = made.repo_id
    if private and not _patiently(lambda: api.repo_info(repo_id)).private:
        raise WorkError(f"{repo_id} is there already and public; --private false pushes to it")
    if branch != constants.DEFAULT_REVISION:
        _patiently(lambda: api.create_branch(repo_id, branch=branch, exist_ok=True))
    before = _patiently(lambda: api.repo_info(repo_id, revision=branch)).sha
    oid, url = _patiently(lambda: _committed(api, repo_id, files, message, branch))
    _tagged(api, repo_id, tag, oid)
    return Pushed(url, oid != before, tag, _verified(api, repo_id, files, oid))


def _committed(api: HfApi, repo_id: str, files: Files, message: str, branch: str) -> tuple[str, str]:  # fmt: skip
    """(oid, address) of the head that holds `files`. Looks anew at each try, so that a commit whose answer was lost is
    found and not repeated."""
    sha = str(api.repo_info(repo_id, revision=branch).sha)
    there = {
        entry.path: entry
        for entry in api.list_repo_tree(repo_id, recursive=True, revision=branch)
        if hasattr(entry, "blob_id")
    }
    stale = [name for name in there if ours(name) and name not in files]
    differs = [name for name, content in files.items() if _differs(content, there.get(name))]
    if not stale and not differs:
        return sha, f"{api.endpoint}/{repo_id}/commit/{sha}"
    operations = [
        *(CommitOperationDelete(path_in_repo=name) for name in stale),
        *(CommitOperationAdd(name, files[name]) for name in differs),
    ]
    # The parent makes it fail, and not mix, when somebody else commits in between.
    done = api.create_commit(
        repo_id, operations, commit_message=message, revision=branch, parent_commit=sha
    )
    return done.oid, done.commit_url


def _differs(content: Path | bytes, entry: object) -> bool:
    if entry is None:
        return True
    lfs = getattr(entry, "lfs", None)
    if lfs:
        return lfs.sha256 != _sha256(content)
    data = content if isinstance(content, bytes) else content.read_bytes()
    return getattr(entry, "blob_id", "") != hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()  # fmt: skip


def _tagged(api: HfApi, repo_id: str, tag: str, oid: str) -> None:
    tags = {t.name: t.target_commit for t in _patiently(lambda: api.list_repo_refs(repo_id)).tags}
    if tags.get(tag) == oid:
        return
    if tag in tags:  # the same weights under a card that was made anew
        _patiently(lambda: api.delete_tag(repo_id, tag=tag))
    _patiently(lambda: api.create_tag(repo_id, tag=tag, revision=oid, exist_ok=True))


def _verified(api: HfApi, repo_id: str, files: Files, oid: str) -> int:
    """Reads every file back at the commit, one on the disk at a time."""
    for name, content in files.items():
        folder = tempfile.mkdtemp()
        try:
            got = _patiently(lambda name=name, folder=folder: api.hf_hub_download(repo_id, name, revision=oid, cache_dir=folder))  # fmt: skip
            if _sha256(Path(got)) != _sha256(content):
                raise WorkError(f"{name} came back from the Hub with other content: do not use commit {oid}")  # fmt: skip
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return len(files)


def _sha256(content: Path | bytes) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _patiently(ask: Callable[[], T]) -> T:
    """What `ask` gives, after waiting as long as the Hub asks for, or twice as long each time."""
    for attempt in range(1, ATTEMPTS):
        try:
            return ask()
        except (RepositoryNotFoundError, OfflineModeIsEnabled):
            raise
        except (HfHubHTTPError, *WRAPPED, *UNREACHED) as error:
            wait = _wait(error, attempt)
            if wait is None:
                raise
            sys.stderr.write(f"the Hub is busy or was cut off; trying again in {wait:.0f} s\n")
            time.sleep(wait)
    return ask()


def _wait(error: Exception, attempt: int) -> float | None:
    """Seconds until the next try; None when none would help."""
    cause = error.__cause__ if isinstance(error, WRAPPED) else error
    if isinstance(cause, HfHubHTTPError):
        if cause.response.status_code not in BUSY:
            return None
        asked = cause.response.headers.get("Retry-After", "")
        return min(float(asked), LONGEST_WAIT) if asked.isdigit() else float(2 ** (attempt - 1))
    return float(2 ** (attempt - 1)) if isinstance(cause, UNREACHED) else None
