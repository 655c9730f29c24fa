"""Will it fit? `python -m train.plan` answers from the model's shape, without a GPU or weights."""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from train import dialect, memory, plan_report
from train.dialect import CommandError
from train.plan_report import Question
from train.shapes import shape_of
from train.step_plan import StepPlan, plan_step

__all__ = ["PlanConfig", "Question", "StepPlan", "ask", "gpu_bytes", "main", "plan_step"]

DESCRIPTION = """\
Plans the memory of a run: what fits a GPU, in micro-batches of how many tokens, with how many layers recomputed.

  python -m train.plan --model llama3.1_8b --gpu 24GiB
  python -m train.plan --model meta-llama/Llama-3.2-3B-Instruct --gpu 12GiB --max_length 1024
  python -m train.plan --model meta-llama/Llama-3.3-70B-Instruct --gpu 24GiB --gpus 4

By arithmetic from the model's shape (docs/planner.md), with allowances for the CUDA context and fragmentation:
treat the last 10 % of the GPU as uncertain.
"""

_CONFIGS = Path("configs") / "train"
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(GiB|GB|G)?\s*", re.IGNORECASE)
_RANK = 32
"""The rank that `lora_r: auto` is planned for."""


@dataclass(frozen=True)
class PlanConfig:
    """What is asked; a YAML given as the model sets rank, length and rows per step, and flags win."""

    model: str = field(
        metadata={"help": "Hub id, local folder, name of a Llama, or of a YAML under configs/train"}
    )
    gpu: str = field(default="24GiB", metadata={"help": "memory of one GPU, as 24GiB or 80GB"})
    gpus: int = field(
        default=1, metadata={"help": "GPUs that share the weights and a step's rows under FSDP2"}
    )
    lora_r: int | None = field(
        default=None, metadata={"help": "rank of the adapters; the YAML's, or 32"}
    )
    rows_per_step: int | None = field(
        default=None, metadata={"help": "rows per optimiser step; the YAML's, or 16"}
    )
    max_length: int | None = field(
        default=None, metadata={"help": "tokens of the longest row; the YAML's, or a range"}
    )
    load_in_4bit: bool | None = field(
        default=None, metadata={"help": "base in NF4, otherwise bf16; the YAML's, or true"}
    )
    activation_offloading: bool | None = field(
        default=None,
        metadata={"help": "checkpoints wait in CPU memory; the YAML's, or false"},
    )
    json: bool = field(default=False, metadata={"help": "print the plan as JSON"})

    def __post_init__(self) -> None:
        gpu_bytes(self.gpu)
        for name in ("gpus", "lora_r", "rows_per_step", "max_length"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ValueError(f"{name} must be at least 1, got {value}")


def main(argv: Sequence[str]) -> None:
    (config,) = dialect.parse(
        (PlanConfig,), argv, prog="python -m train.plan", description=DESCRIPTION
    )
    question = ask(config)
    answer = plan_report.answer(shape_of(question.model), question, gpu_bytes(config.gpu))
    text = (
        json.dumps(plan_report.as_json(answer), indent=2)
        if config.json
        else plan_report.as_text(answer)
    )
    sys.stdout.write(text + "\n")


def ask(config: PlanConfig) -> Question:
    """The question, with what the flags leave open from the YAML, if the model is one, or the defaults."""
    settings = _yaml_settings(config.model)
    length = config.max_length or settings.get("max_length")
    rank = config.lora_r or settings.get("lora_r", "auto")
    rows = config.rows_per_step or _rows_per_step(settings)
    if config.gpus > rows:
        raise CommandError(
            f"{config.gpus} GPUs cannot share {rows} rows per step; give --rows_per_step {config.gpus} or more"
        )
    return Question(
        model=settings.get("model_name_or_path", config.model),
        setup=memory.Setup(
            rank=_RANK if rank == "auto" else int(rank),
            four_bit=_either(config.load_in_4bit, settings.get("load_in_4bit", True)),
            offload=_either(
                config.activation_offloading, settings.get("activation_offloading", False)
            ),
            gpus=config.gpus,
        ),
        rows_per_step=rows,
        lengths=(int(length),) if length else plan_report.LENGTHS,
    )


def _either(flag: bool | None, setting: Any) -> bool:
    return bool(setting) if flag is None else flag


def _rows_per_step(settings: dict[str, Any]) -> int:
    if "rows_per_step" in settings:
        return int(settings["rows_per_step"])
    rows = settings.get("per_device_train_batch_size", 16)
    return int(rows) * int(settings.get("gradient_accumulation_steps", 1))


def _yaml_settings(model: str) -> dict[str, Any]:
    beside_package = Path(__file__).resolve().parent.parent / _CONFIGS
    names = (f"{model}.yaml", f"{model}_qlora.yaml")
    found = (folder / name for folder in (_CONFIGS, beside_package) for name in names)
    for path in (Path(model), *found):
        if path.suffix == ".yaml" and path.is_file():
            try:
                return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            except (yaml.YAMLError, UnicodeDecodeError) as error:
                raise CommandError(f"{path} is no YAML: {' '.join(str(error).split())}") from error
    if model.endswith(".yaml"):
        raise CommandError(f"there is no config {model}")
    return {}


def gpu_bytes(text: str) -> float:
    """`24GiB` → bytes; a bare number counts GiB, GB are 10⁹. Raises ValueError for anything else."""
    match = _SIZE.fullmatch(text)
    if match is None or float(match[1]) == 0:
        raise ValueError(f"gpu must be a size as 24GiB or 80GB, got {text!r}")
    return float(match[1]) * (1e9 if (match[2] or "").upper() == "GB" else memory.GIB)


if __name__ == "__main__":
    sys.exit(dialect.run(main))
