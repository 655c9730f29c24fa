"""What holds for every test: one thread a process, nothing told to anybody, and one profile for the property tests."""

import gc
import os

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
