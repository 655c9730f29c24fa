"""Model + dataset → scored factual recall with error bars. Imports data_prep's face only."""

import os

# OpenMP's threads spin while they wait for each other; beside another busy process a tiny model's step
# takes ten times longer for it. Read when torch is first imported, so it is set here.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
