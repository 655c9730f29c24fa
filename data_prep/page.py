"""A page to look at."""

from pathlib import Path


def write_page(run: Path, manifest: dict) -> None: ...
