"""`python -m data_prep.publish --dataset runs/NAME/dataset --repo_id org/name`: dataset folder → Hub."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from huggingface_hub import constants, get_token
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled
from huggingface_hub.utils import logging, validate_repo_id

from data_prep.dialect import WorkError, parse, run
from data_prep.push import gate
from data_prep.push.evidence import policy_of
from data_prep.push.hub import UNREACHED, Difference, Pushed, Remote, card_difference, difference
from data_prep.push.upload import Upload, pack

DESCRIPTION = """Push the dataset folder of a finished run to the Hugging Face Hub, in one commit.

  python -m data_prep.publish --dataset runs/mine/dataset --repo_id org/name --dry_run
  python -m data_prep.publish --dataset runs/mine/dataset --repo_id org/name --private false

--dry_run shows the files, the card and, with a token, what differs from what the Hub holds; it pushes nothing. The token is
the one of `hf auth login` or HF_TOKEN. A run that did not finish, was changed, leaks or holds secrets is refused. The same
content makes no second commit; each content gets its tag; what arrived is read back."""


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
    evidence: str = _key(
        "full",
        "how much of the sources `facts` quotes: full, none, or at most so many characters a fact",
    )
    allow_personal_data: bool = _key(
        False, "push although personal data is in it, as in a run built with --pii keep"
    )
    revision: str = _key("main", "branch to commit to, made when it is not there")
    tag: bool = _key(True, "tag the commit with its content hash: content-0123456789ab")

    def __post_init__(self) -> None:
        validate_repo_id(self.repo_id)
        policy_of(self.evidence)


def main(argv: Sequence[str]) -> int:
    config = parse(PublishConfig, argv, prog="python -m data_prep.publish", description=DESCRIPTION)
    constants.HF_HUB_DISABLE_TELEMETRY = True
    logging.set_verbosity_error()  # what the client would say of an empty commit, we say
    with tempfile.TemporaryDirectory() as staging:
        upload = plan(config, Path(staging))
        _say(_shown(upload, config))
        if config.dry_run:
            _say(["", "--- README.md", upload.card.rstrip(), "---"])
            _say(_compared(upload, config))
            _say(["dry run: nothing was pushed"])
        else:
            pushed = push(upload, config)
            _say(_arrived(pushed, upload, config))
    return 0


def _say(lines: Sequence[str] | Iterator[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


# --- what is pushed


def plan(config: PublishConfig, staging: Path) -> Upload:
    """The files and the card, if they may be shown to others. Raises WorkError and CommandError as `upload.finished`
    does, and WorkError for what the gate refuses."""
    upload = pack(
        config.dataset,
        config.repo_id,
        documents=config.with_documents,
        evidence=policy_of(config.evidence),
        staging=staging,
    )
    gate.leaks(config.dataset)
    found = gate.findings(upload.files, upload.card)
    if config.allow_personal_data:
        found = (one for one in found if one.sort == gate.SECRETS)
    if some := list(islice(found, gate.SHOWN)):
        raise WorkError(_refused(some))
    return upload


def _refused(found: Sequence[gate.Finding]) -> str:
    sorts = Counter(one.sort for one in found)
    what = " and ".join(sort.replace("_", " ") for sort in sorts)
    ways = "build it again with --pii redact and --secrets redact"
    if gate.SECRETS not in sorts:
        ways += ", or pass --allow_personal_data true"
    return f"there are {what} in what would be pushed: {'; '.join(map(str, found))}. {ways}"


def _shown(upload: Upload, config: PublishConfig) -> Iterator[str]:
    private = "private" if config.private else "public"
    yield f"repo      {config.repo_id} (dataset, {private} when new), branch {config.revision}"
    sizes = upload.sizes()
    for name, size in sizes.items():
        yield f"{size:>14,}  {name}"
    yield f"{sum(sizes.values()):>14,}  bytes in {len(sizes)} files"
    yield f"content   {upload.content}"
    if config.with_documents:
        yield "warning   documents holds the full texts of your sources: push it only if you may publish them"
    else:
        quoted = "" if config.evidence == "none" else "Evidence in `facts` and the "
        yield (
            f"left out  documents, the full texts of your sources. {quoted or 'The '}passages of "
            f"{upload.quoting:,} summarization rows still quote them"
        )


def _compared(upload: Upload, config: PublishConfig) -> Iterator[str]:
    """What differs from the Hub, where it can be asked."""
    token = get_token()
    if not token:
        yield "on the Hub: not asked, there is no token"
        return
    try:
        remote = Remote(token, config.repo_id, config.revision, _tell, attempts=1)
        there = remote.there()
        before = remote.card() if there else ""
    except (HfHubHTTPError, OfflineModeIsEnabled, *UNREACHED) as error:
        reason = " ".join(str(error).split()).replace(token, "hf_…")
        yield f"on the Hub: unknown ({reason[:160] or type(error).__name__})"
        return
    if there is None:
        yield f"on the Hub: there is no {config.repo_id} with a branch {config.revision} yet"
        return
    changes = difference(upload, there)
    yield from _listed(changes)
    yield from card_difference(before, upload.card)


def _listed(changes: Difference) -> Iterator[str]:
    if not changes:
        yield "on the Hub: the same content, a push would make no commit"
        return
    yield "on the Hub:"
    for word, names in (("new", changes.new), ("changed", changes.changed), ("removed", changes.removed), ("same", changes.same)):  # fmt: skip
        yield from (f"  {word:8} {name}" for name in names)


def _arrived(pushed: Pushed, upload: Upload, config: PublishConfig) -> Iterator[str]:
    yield (
        f"pushed    {pushed.url}"
        if pushed.new
        else f"unchanged {pushed.url} holds this very content"
    )
    if config.tag:
        yield f"tagged    {upload.tag}"
    yield f"verified  {pushed.verified} files read back, byte for byte"


# --- pushing


def push(upload: Upload, config: PublishConfig) -> Pushed:
    """Commit `upload` to the Hub. Raises WorkError with the reason in a line."""
    token = get_token()
    if not token:
        raise WorkError("there is no Hub token: run `hf auth login`, or set HF_TOKEN")
    remote = Remote(token, config.repo_id, config.revision, _tell)
    return _told(lambda: remote.push(upload, private=config.private, tag=config.tag), config, token)


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _told(ask: Callable[[], Pushed], config: PublishConfig, token: str) -> Pushed:
    """What `ask` gives; whatever goes wrong as one line without the token, and without what led to it."""
    try:
        return ask()
    except HfHubHTTPError as error:
        reason = _refusal(error, config)
    except OfflineModeIsEnabled:
        reason = "HF_HUB_OFFLINE is set, so nothing can be pushed"
    except UNREACHED as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        reason = f"cannot reach {constants.ENDPOINT}: {reason}"
    except LocalEntryNotFoundError as error:
        reason = (
            f"cannot reach {constants.ENDPOINT}: {' '.join(str(error.__cause__ or error).split())}"
        )
    except (ValueError, RuntimeError) as error:  # the client's own words for a refused card or file
        cause = error.__cause__
        said = " ".join(str(error).split())[:300]
        refused = isinstance(error, RuntimeError) and isinstance(cause, HfHubHTTPError)
        reason = _refusal(cause, config) if refused else f"the Hub did not take it: {said}"  # type: ignore[arg-type]
    raise WorkError(reason.replace(token, "hf_…"))


def _refusal(error: HfHubHTTPError, config: PublishConfig) -> str:
    status = error.response.status_code
    reasons = {
        401: "the Hub does not accept the token (401): run `hf auth login`, or set another HF_TOKEN",
        403: f"the token may not write {config.repo_id} (403): it needs write access to that namespace",
        404: f"there is no {config.repo_id}, or the token cannot see it (404)",
        409: f"{config.repo_id} was changed by somebody else in between (409): push again",
        412: f"{config.repo_id} was changed by somebody else in between (412): push again",
        429: "the Hub asks for patience (429): push again later",
    }
    message = " ".join((error.server_message or str(error)).split())
    return reasons.get(status, f"the Hub answered {status}: {message[:300]}")


if __name__ == "__main__":
    sys.exit(run(main))
