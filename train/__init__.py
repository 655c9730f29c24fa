"""Dataset → LoRA adapter on a 4-bit base. Imports nothing of the other packages: the dataset row is its interface."""

import os

# Both are read when a library is first imported, so they are set before any of our modules imports it.
# Training must run, and save, on a machine without a network.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
# OpenMP's threads spin while they wait for each other: on 2 cores with one other busy process, a step of
# the tiny model took 1.5 s; with passive waiting it takes 0.17 s.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
