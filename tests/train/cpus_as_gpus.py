"""`python -m train` under a launcher that asks for FSDP, on CPUs: run as a module in each process.

Accelerate shards on GPUs alone and would silently copy on CPUs; torch shards on both. So the one line that
tells them apart is changed here, and the rest is the real thing.
"""

import os
import sys
from typing import Any

from accelerate.state import AcceleratorState, PartialState
from accelerate.utils import DistributedType


def shard_on_cpus() -> None:
    """From here on a process group of CPUs is FSDP when the launcher says so."""
    real = AcceleratorState.__init__

    def with_fsdp(self: Any, *args: Any, fsdp_plugin: Any = None, **kwargs: Any) -> None:
        real(self, *args, fsdp_plugin=fsdp_plugin, **kwargs)
        if fsdp_plugin is not None and self.distributed_type == DistributedType.MULTI_CPU:
            self.distributed_type = DistributedType.FSDP
            PartialState._shared_state["distributed_type"] = DistributedType.FSDP
            if self.mixed_precision != "no":
                fsdp_plugin.set_mixed_precision(self.mixed_precision)
            self.fsdp_plugin = fsdp_plugin

    AcceleratorState.__init__ = with_fsdp


if __name__ == "__main__":
    if os.environ.get("ACCELERATE_USE_FSDP"):
        shard_on_cpus()
    from train import dialect
    from train.__main__ import main

    sys.exit(dialect.run(main))
