"""What holds for every test: one thread a process, nothing told to anybody, and one profile for the property tests."""

import gc
import os

import pytest
from hypothesis import settings

# Before torch is imported, here and in the processes that tests start: models this small are slower on more
# threads, and much slower beside other work, as that of the other workers of `pytest -n`.
for name, value in {
    "OMP_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}.items():
    os.environ.setdefault(name, value)

# The same examples every time, no limit by the clock.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_collection_finish() -> None:
    """Libraries collect garbage explicitly, and torch with all that is built on it is a heap of millions of
    objects, none of which will ever be garbage."""
    gc.collect()
    gc.freeze()


LONG = (
    "tests/test_quickstart.py",
    "tests/eval/harnesses/test_harnesses.py",
    "tests/train/test_processes.py",
    "tests/train/test_configs_run.py",
    "tests/train/test_resume.py",
    "tests/train/test_memory.py",
    "tests/data_prep/test_pipeline.py",
    "tests/data_prep/llm/test_serve.py",
)
"""Files that take the longest. A file stays with one worker; begun last, it would keep the others waiting."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # of `pytest -n`
        place = {name: at for at, name in enumerate(LONG)}
        items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(LONG)))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Packed bytes may hold the time at which they were packed, and the workers must agree on the tests' names."""
    return argname if isinstance(val, bytes) else None
