"""Processes that are forked, each, from one that has imported what they need: they are real ones and start at once."""

import multiprocessing
from multiprocessing import forkserver
from typing import Any


def forks_with(*modules: str) -> Any:
    """A context whose processes begin with `modules` imported. There is one such server in a process: that of an
    earlier test, which imported something else, ends."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # nothing public ends it
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(modules))
    return context
