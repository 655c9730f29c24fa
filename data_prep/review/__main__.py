"""`python -m data_prep.review RUN`: accept, edit and reject what a run holds, in the browser."""

import secrets
import socket
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn

from data_prep.dialect import CommandError, parse, run
from data_prep.review.server import Review, application

DESCRIPTION = """Review a finished run in the browser: accept, edit and reject facts and their rows.

  python -m data_prep.review runs/mine

The page is the run's report with buttons; a accepts, r rejects, e edits, u takes back, n goes to the next that is undecided.
Decisions go to RUN/review.jsonl, and the next build of the run applies them. An edit passes the same gate as all else.
The server listens on this machine alone (127.0.0.1) and the address it prints holds the key to it. Ctrl-C ends it."""


def _key(default: object, text: str) -> Any:
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, kw_only=True)
class ReviewConfig:
    """The keys of `python -m data_prep.review`."""

    run: Path = field(metadata={"help": "the run folder; also as the first word"})
    port: int = _key(0, "the port to listen on; 0 takes a free one")
    open: bool = _key(True, "open the browser")


def main(argv: Sequence[str]) -> int:
    words = list(argv)
    if words and not words[0].startswith("-"):
        words = ["--run", *words]
    config = parse(ReviewConfig, words, prog="python -m data_prep.review", description=DESCRIPTION)
    review, token = Review(config.run), secrets.token_urlsafe(24)
    with _listening(config.port) as listener:
        port = listener.getsockname()[1]
        address = f"http://127.0.0.1:{port}/?token={token}"
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        if config.open:
            webbrowser.open(address)
        settings = uvicorn.Config(application(review, token, port), log_level="warning", access_log=False)  # fmt: skip
        with suppress(KeyboardInterrupt):  # Ctrl-C is how a review ends
            uvicorn.Server(settings).run(sockets=[listener])
    return 0


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise CommandError(f"cannot listen on port {port}: {error}; --port 0 takes a free one") from error  # fmt: skip
    return listener


if __name__ == "__main__":
    sys.exit(run(main))
