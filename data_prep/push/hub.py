"""One push: what the Hub holds, what differs, one commit, the tag, and the proof that it arrived."""

import difflib
import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, constants
from huggingface_hub.errors import (
    HfHubHTTPError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from data_prep.dialect import WorkError
from data_prep.push.upload import CARD, FIGURES, Upload
from data_prep.records import SPLITS

HTTP_ERROR = cast("type[Exception]", HfHubHTTPError.__mro__[1])
"""The HTTP client's own base of errors, which a lost network raises: httpx or httpx2, by version of the Hub's client."""
UNREACHED = (HTTP_ERROR, ConnectionError, TimeoutError)
WRAPPED = (RuntimeError, LocalEntryNotFoundError)
"""What the client makes of an error of an upload, of a download: the error itself is the cause."""
BUSY = frozenset({429, 500, 502, 503, 504})
ATTEMPTS, LONGEST_WAIT = 5, 120.0
"""Tries of one request that the Hub is too busy for; seconds."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class There:
    """What a repo holds at its head: hash by path (SHA-256 of LFS files, git's blob hash of others)."""

    sha: str
    private: bool
    hashes: dict[str, str]
    large: frozenset[str]
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """Paths by what a push would do with them."""

    new: list[str]
    changed: list[str]
    same: list[str]
    removed: list[str]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What is on the Hub after a push."""

    url: str
    oid: str
    new: bool
    """Whether there was anything to commit."""
    verified: int
    """Files that were read back and found equal."""


class Remote:
    """One dataset repo of the Hub, asked with patience. Raises HfHubHTTPError and `UNREACHED`."""

    def __init__(
        self,
        token: str | None,
        repo_id: str,
        branch: str,
        say: Callable[[str], None],
        attempts: int = ATTEMPTS,
    ) -> None:
        self.api, self.repo_id, self.branch, self.say = HfApi(token=token), repo_id, branch, say
        self.attempts = attempts
        self.where: dict[str, Any] = {"repo_type": "dataset"}

    def there(self) -> There | None:
        """What the repo holds; None when there is no such repo or branch."""
        try:
            info = self._patiently(lambda: self.api.repo_info(self.repo_id, revision=self.branch, **self.where))  # fmt: skip
            files = self._patiently(self._files)
            refs = self._patiently(lambda: self.api.list_repo_refs(self.repo_id, **self.where))
        except (RepositoryNotFoundError, RevisionNotFoundError):
            return None
        hashes = {f.path: f.lfs.sha256 if f.lfs else f.blob_id for f in files}
        large = frozenset(f.path for f in files if f.lfs)
        tags = {tag.name: tag.target_commit for tag in refs.tags}
        return There(str(info.sha), bool(info.private), hashes, large, tags)

    def _files(self) -> list[Any]:
        tree = self.api.list_repo_tree(
            self.repo_id, recursive=True, revision=self.branch, **self.where
        )
        return [entry for entry in tree if hasattr(entry, "blob_id")]

    def card(self) -> str:
        """The card of the repo's head, "" when there is none."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                return self._fetched(CARD, self.branch, Path(folder)).read_text(encoding="utf-8")
            except HfHubHTTPError:
                return ""

    def made(self, *, private: bool) -> There:
        """What the repo holds, after it and the branch were made if need be. Raises WorkError for a public one
        where a private one is wanted."""
        made = self._patiently(lambda: self.api.create_repo(self.repo_id, private=private, exist_ok=True, **self.where))  # fmt: skip
        self.repo_id = made.repo_id
        if self.branch != constants.DEFAULT_REVISION:
            self._patiently(lambda: self.api.create_branch(self.repo_id, branch=self.branch, exist_ok=True, **self.where))  # fmt: skip
        there = self.there()
        if there is None:
            raise WorkError(
                f"{self.repo_id} was made, but the Hub does not show it yet: push again"
            )
        if private and not there.private:
            raise WorkError(f"{self.repo_id} is there already and public; --private false pushes to it")  # fmt: skip
        return there

    def push(self, upload: Upload, *, private: bool, tag: bool) -> Pushed:
        """Make the repo hold `upload` in one commit, tag it, read it back. The same content makes no commit."""
        first = self.made(private=private)
        oid, url = self._committed(upload)
        if tag:
            self._tagged(upload.tag, oid)
        return Pushed(url, oid, oid != first.sha, self.verify(upload, oid))

    def _committed(self, upload: Upload) -> tuple[str, str]:
        """(oid, address) of the head that holds `upload`. Each try looks anew, so that a commit whose answer was lost is
        found and not repeated."""

        def attempt() -> tuple[str, str]:
            there = self.there()
            if there is None:
                raise WorkError(f"{self.repo_id} is gone")
            changes = difference(upload, there)
            if not changes:
                return there.sha, f"{self.api.endpoint}/datasets/{self.repo_id}/commit/{there.sha}"
            operations = [
                *(CommitOperationDelete(path_in_repo=name) for name in changes.removed),
                *(_addition(name, upload) for name in (*changes.new, *changes.changed)),
            ]
            done = self.api.create_commit(
                self.repo_id,
                operations,
                commit_message=upload.message,
                revision=self.branch,
                # Fails, and does not mix, when somebody else commits in between.
                parent_commit=there.sha,
                **self.where,
            )
            return done.oid, done.commit_url

        return self._patiently(attempt)

    def _tagged(self, tag: str, oid: str) -> None:
        there = self.there()
        if there is None or there.tags.get(tag) == oid:
            return
        if tag in there.tags:  # the same rows under a card that was edited since
            self._patiently(lambda: self.api.delete_tag(self.repo_id, tag=tag, **self.where))
        self._patiently(lambda: self.api.create_tag(self.repo_id, tag=tag, revision=oid, exist_ok=True, **self.where))  # fmt: skip

    def verify(self, upload: Upload, oid: str) -> int:
        """Read every file back at the commit; returns their number. Raises WorkError for one that differs."""
        with tempfile.TemporaryDirectory() as folder:
            for name in (*upload.files, CARD):
                got = _sha256(self._fetched(name, oid, Path(folder)))
                sent = upload.card.encode() if name == CARD else upload.files[name]
                if got != _sha256(sent):
                    raise WorkError(f"{name} came back from the Hub with other content: do not use commit {oid}")  # fmt: skip
                shutil.rmtree(folder, ignore_errors=True)
        return len(upload.files) + 1

    def _fetched(self, name: str, revision: str, folder: Path) -> Path:
        return Path(
            self._patiently(
                lambda: self.api.hf_hub_download(
                    self.repo_id, name, revision=revision, cache_dir=folder, **self.where
                )
            )
        )

    def _patiently(self, ask: Callable[[], T]) -> T:
        """What `ask` gives, after waiting as long as the Hub asks for, or twice as long each time."""
        for attempt in range(1, self.attempts):
            try:
                return ask()
            except (RepositoryNotFoundError, OfflineModeIsEnabled):
                raise
            except (HfHubHTTPError, *WRAPPED, *UNREACHED) as error:
                wait = _wait(error, attempt)
                if wait is None:
                    raise
                self.say(f"the Hub is busy or was cut off; trying again in {wait:.0f} s")
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


# --- what differs


def difference(upload: Upload, there: There | None) -> Difference:
    """What a push of `upload` changes of what is there: tables, figures and card; other files are not ours."""
    if there is None:
        return Difference(sorted([*upload.files, CARD]), [], [], [])
    new, changed, same = [], [], []
    for name in sorted([*upload.files, CARD]):
        if name not in there.hashes:
            new.append(name)
        elif there.hashes[name] == _hub_hash(name, upload, name in there.large):
            same.append(name)
        else:
            changed.append(name)
    removed = [n for n in sorted(there.hashes) if _ours(n) and n not in upload.files]
    return Difference(new, changed, same, removed)


def _ours(name: str) -> bool:
    """Tables and figures of an earlier push; a reader's glob would still find them."""
    folder = name.split("/")[0]
    table = folder in SPLITS and name.endswith(".parquet")
    return table or (folder == FIGURES and name.endswith(".svg"))


def card_difference(before: str, after: str) -> Iterator[str]:
    """The lines in which two cards differ."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "on the Hub", "here", lineterm="", n=0)  # fmt: skip
    yield from lines


def _addition(name: str, upload: Upload) -> CommitOperationAdd:
    return CommitOperationAdd(name, upload.card.encode() if name == CARD else upload.files[name])


def _hub_hash(name: str, upload: Upload, large: bool) -> str:
    content = upload.card.encode() if name == CARD else upload.files[name]
    if large:
        return _sha256(content)
    data = content if isinstance(content, bytes) else content.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def _sha256(content: Path | bytes) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
