"""Training under FSDP2: checkpoints in the same form as one process writes them, whoever reads them next.

Accelerate's own hold the optimizer, and with it the run, in a form that only as many processes can read;
its full state dict gathers the whole base for the sake of a small adapter.
"""

from typing import Any

import torch
from peft import get_peft_model_state_dict
from torch.distributed.fsdp import MixedPrecisionPolicy
from torch.distributed.tensor import DTensor, distribute_tensor
from torch.utils._pytree import tree_map


def keep_dtypes(plugin: Any) -> None:
    """Gathers every weight as it is stored, and sums gradients in fp32. Call it before the model is sharded.

    Accelerate's policy for bf16 would cast: the fp32 adapters and their gradients lose bits, and a 4-bit
    base stored as another dtype than bf16 is no longer the same base.
    """
    plugin.mixed_precision_policy = MixedPrecisionPolicy()
    plugin.cpu_ram_efficient_loading = False  # every process has loaded the base


def whole(tensors: Any) -> Any:
    """`tensors` (nested) on the CPU, each gathered from all processes; all must call it."""

    def gathered(value: Any) -> Any:
        if isinstance(value, DTensor):
            value = value.full_tensor()
        return value.detach().cpu() if isinstance(value, torch.Tensor) else value

    return tree_map(gathered, tensors)


def adapter_state(model: Any) -> dict[str, torch.Tensor]:
    """The adapter's weights as PEFT saves them, whole; the base is not gathered."""
    trained = {name: p for name, p in model.named_parameters() if p.requires_grad}
    return get_peft_model_state_dict(model, state_dict=whole(trained), save_embedding_layers=False)


def load_optimizer(optimizer: torch.optim.Optimizer, state: dict[str, Any]) -> None:
    """Gives `optimizer`, over sharded parameters, the whole `state` of one over whole parameters."""
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    for index, values in state["state"].items():
        parameter = parameters[index]
        for name, value in values.items():
            if isinstance(parameter, DTensor) and value.shape == parameter.shape:
                values[name] = distribute_tensor(
                    value.to(parameter.device), parameter.device_mesh, parameter.placements
                )
    optimizer.load_state_dict(state)
