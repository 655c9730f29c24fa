"""A push command run in this process against the Hub of one test."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import disable_progress_bars

from tests.hub_server import TOKEN, Hub

Door = Callable[..., int]
"""(folder, *more words of the command line) → exit status."""


@dataclass
class Pusher:
    """The command in this process, which saves its imports; the address is the Hub's of this test."""

    door: Door
    hub: Hub
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    waits: list[float] = field(default_factory=list)
    """Pauses between tries, in seconds, where the test has them noted rather than made."""

    def __call__(self, folder: Path, *more: str, status: int = 0, at: str = "") -> tuple[str, str]:
        """(what it says, what it says of errors)"""
        url = at or self.hub.url
        self.monkeypatch.setattr(constants, "ENDPOINT", url)
        template = url + "/{repo_id}/resolve/{revision}/{filename}"
        self.monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        got = self.door(folder, *more)
        told = self.capsys.readouterr()
        assert got == status, told.err
        assert TOKEN not in told.out + told.err
        return told.out, told.err


def pusher(
    door: Door,
    hub: Hub,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Pusher:
    """`door` with the token of the Hub of this test and nothing of this machine's own settings."""
    for name in ("HF_ENDPOINT", "HF_HUB_OFFLINE", "HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    patched = {
        "HF_HUB_DISABLE_XET": True, "HF_HUB_OFFLINE": False, "HF_TOKEN_PATH": str(tmp_path / "token"),
    }  # fmt: skip
    for name, value in patched.items():
        monkeypatch.setattr(constants, name, value)
    disable_progress_bars()
    return Pusher(door, hub, capsys, monkeypatch)
