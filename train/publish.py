"""`python -m train.publish --folder runs/NAME/adapter --repo_id org/Llama-name`: adapter or merged model → Hub."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from huggingface_hub import HfApi, constants, get_token
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled
from huggingface_hub.utils import logging, validate_repo_id

from train import dialect
from train import push as train_push
from train.card import UNKNOWN, base_licence, model_card, written_below
from train.dialect import CommandError, WorkError
from train.evaluation import adapter_digest, read_recall
from train.licences import LLAMA, licence_of_name
from train.merge import MERGE
from train.push import Pushed
from train.record import RUN, read_json
from train.shipment import Shipment, kind_of, pack, refuse_name, refuse_places, refuse_secrets

DESCRIPTION = """\
Push an adapter or a merged model to the Hugging Face Hub, in one commit.

  python -m train.publish --folder runs/mine/adapter --repo_id org/Llama-3.1-8B-mine --dry_run
  python -m train.publish --folder runs/mine/merged --repo_id org/Llama-3.1-8B-mine --eval runs/mine/eval

--dry_run shows the files and the card; it needs neither network nor token. The token is the one of
`hf auth login` or HF_TOKEN. Checkpoints stay behind, and paths of this machine are cut to their last name. The
card is made anew from run.json; what stands below its last line is kept.
"""


def _key(default: object, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True)
class PublishConfig:
    """The keys of `python -m train.publish`."""

    folder: str = field(metadata={"help": "adapter of a finished run, or what train.merge wrote"})
    repo_id: str = field(metadata={"help": "the model's name on the Hub: org/name"})
    dry_run: bool = _key(False, "show what would be pushed, and push nothing")
    private: bool = _key(True, "make a new repo private; refuse an existing one that is public")
    eval: str | None = _key(None, "folder of `python -m eval` on this adapter: recall for the card")
    base_model: str | None = _key(
        None, "the base's name on the Hub, when the run used a local copy"
    )
    base_license: str | None = _key(
        None, "the base's licence as the Hub names it, when it is not known here"
    )
    revision: str = _key("main", "branch to commit to, made when it is not there")

    def __post_init__(self) -> None:
        validate_repo_id(self.repo_id)
        if self.base_model is not None:
            validate_repo_id(self.base_model)


@dataclass(frozen=True, slots=True)
class Upload:
    """What one commit holds: the files, the card among them, and a word on the content."""

    shipment: Shipment
    card: str
    message: str
    tag: str
    """Names the weights: the same ones, the same tag."""


def main(argv: Sequence[str]) -> None:
    (config,) = dialect.parse(
        (PublishConfig,), argv, prog="python -m train.publish", description=DESCRIPTION
    )
    upload = plan(config)
    _say(_shown(upload, config))
    if config.dry_run:
        _say(["", "--- README.md", upload.card.rstrip(), "---", "dry run: nothing was pushed"])
        return
    pushed = push(upload, config)
    what = (
        f"pushed    {pushed.url}"
        if pushed.new
        else f"unchanged {pushed.url} holds all this already"
    )
    _say([what, f"tagged    {pushed.tag}", f"verified  {pushed.verified} files read back, byte for byte"])  # fmt: skip


def _say(lines: Sequence[str] | Iterator[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


# --- what is pushed


def plan(config: PublishConfig) -> Upload:
    """The files and the card. Raises CommandError or WorkError for whatever must not be shown to others."""
    folder = Path(config.folder)
    kind_of(folder)
    run = _run(config, read_json(folder / RUN) or {})
    licence_id = _licence(config, run)
    licence = LLAMA.get(licence_id or "")
    refuse_name(config.repo_id, run, licence)
    shipment = pack(folder, run, licence)
    if not config.private:
        _fit_for_all(shipment, licence_id)
    merge = read_json(folder / MERGE) if shipment.kind == "merged" else None
    digest = merge["adapter_digest"] if merge else adapter_digest(folder)
    card = model_card(
        run,
        name=config.repo_id,
        recall=read_recall(Path(config.eval), digest) if config.eval else None,
        merge=merge,
        licence=licence_id,
        words=_words(folder / "README.md"),
    )
    files = dict(sorted({**shipment.files, "README.md": card.encode()}.items()))
    refuse_places(folder, files)
    refuse_secrets(folder, files)
    version = run.get("versions", {}).get("factune", "")
    return Upload(
        replace(shipment, files=files),
        card,
        f"factune {version}: {shipment.kind}, {run['steps']:,} steps, weights {digest[:12]}".replace(
            "  ", " "
        ),
        f"weights-{digest[:12]}",
    )


def _run(config: PublishConfig, run: dict[str, Any]) -> dict[str, Any]:
    """run.json with the base under the name that the user gives it."""
    missing = [
        key for key in ("base_model", "dataset", "config", "rows", "steps") if key not in run
    ]
    if missing:
        raise WorkError(
            f"{Path(config.folder) / RUN} lacks {', '.join(missing)}: it is not as training wrote it"
        )
    if config.base_model is None:
        return run
    told = run.get("base_license") or licence_of_name(str(run["base_model"]))
    named = {"base_model": config.base_model, "base_is_local": False}
    return run | named | {"base_license": told or licence_of_name(config.base_model)}


def _licence(config: PublishConfig, run: dict[str, Any]) -> str | None:
    known = base_licence(run)
    if config.base_license and known and config.base_license != known:
        raise CommandError(
            f"the base {run['base_model']} is under {known}, not {config.base_license}"
        )
    return known or config.base_license


def _fit_for_all(shipment: Shipment, licence_id: str | None) -> None:
    """What the whole world may see must say under which terms."""
    if licence_id in (None, UNKNOWN) and not shipment.run.get("base_is_tiny"):
        raise CommandError(
            "the licence of the base is not known: say it with --base_license, or push privately"
        )
    there = any(name.startswith(("LICENSE", "LICENCE")) for name in shipment.files)
    if licence_id in LLAMA and not there:
        licence = LLAMA[str(licence_id)]
        raise WorkError(
            f"the {licence.name} must go with what is made from it: put its text ({licence.link}) as LICENSE into the folder"
        )


def _words(card: Path) -> str:
    """What a person wrote below the folder's card."""
    try:
        text = card.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise WorkError(f"cannot read the model card {card}: {error}") from error
    words = written_below(text)
    if words is None:
        raise WorkError(
            f"{card} was edited above its last line, or is not ours: the card is made anew, so move your words to "
            "below that line, or remove the file"
        )
    return words


def _shown(upload: Upload, config: PublishConfig) -> Iterator[str]:
    shipment = upload.shipment
    private = "private" if config.private else "public"
    yield f"repo      {config.repo_id} ({shipment.kind}, {private} when new), branch {config.revision}"
    sizes = shipment.sizes()
    for name, size in sizes.items():
        yield f"{size:>14,}  {name}"
    yield f"{sum(sizes.values()):>14,}  bytes in {len(sizes)} files"
    if shipment.left_out:
        yield f"left out  {', '.join(shipment.left_out)}"


# --- pushing


def push(upload: Upload, config: PublishConfig) -> Pushed:
    """Commit `upload` to the Hub. Raises WorkError with the reason in a line, without the token and what led to it."""
    constants.HF_HUB_DISABLE_TELEMETRY = True
    logging.set_verbosity_error()  # what the client would say of an empty commit, we say
    token = get_token()
    if not token:
        raise WorkError("there is no Hub token: run `hf auth login`, or set HF_TOKEN")
    try:
        return train_push.push(
            HfApi(token=token),
            config.repo_id,
            upload.shipment.files,
            message=upload.message,
            private=config.private,
            branch=config.revision,
            tag=upload.tag,
        )
    except HfHubHTTPError as error:
        reason = _refusal(error, config)
    except OfflineModeIsEnabled:
        reason = "HF_HUB_OFFLINE is set, so nothing can be pushed"
    except LocalEntryNotFoundError as error:
        reason = f"cannot reach {constants.ENDPOINT}: {_line(error.__cause__ or error)}"
    except train_push.UNREACHED as error:
        reason = f"cannot reach {constants.ENDPOINT}: {_line(error) or type(error).__name__}"
    except (ValueError, RuntimeError) as error:  # the client's own words for a refused card or file
        cause = error.__cause__
        refused = isinstance(error, RuntimeError) and isinstance(cause, HfHubHTTPError)
        reason = _refusal(cause, config) if refused else f"the Hub did not take it: {_line(error)[:300]}"  # type: ignore[arg-type]  # fmt: skip
    raise WorkError(reason.replace(token, "hf_…"))


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())


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
    sys.exit(dialect.run(main))
