"""Will it fit? `python -m train.plan` answers from the model's shape, without a GPU or weights."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from train import dialect, memory
from train.dialect import CommandError
from train.shapes import ModelShape, shape_of

DESCRIPTION = """\
Plans the memory of a QLoRA run: what fits a GPU, and in which micro-batches.

  python -m train.plan --model llama3.1_8b --gpu 24GiB
  python -m train.plan --model meta-llama/Llama-3.2-3B-Instruct --gpu 12GiB --lora_r 64

By arithmetic from the model's shape, with allowances for the CUDA context and fragmentation: treat the
last 10 % of the GPU as uncertain.
"""

_CONFIGS = Path("configs") / "train"
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(GiB|GB|G)?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class PlanConfig:
    """What is asked; a YAML given as the model sets rank, length and rows per step, and flags win."""

    model: str = field(
        metadata={"help": "Hub id, local folder, or name of a YAML under configs/train"}
    )
    gpu: str = field(default="24GiB", metadata={"help": "memory of the GPU, as 24GiB or 80GB"})
    lora_r: int | None = field(
        default=None, metadata={"help": "rank of the adapters; the YAML's, or 32"}
    )
    rows_per_step: int | None = field(
        default=None, metadata={"help": "rows per optimiser step; the YAML's, or 16"}
    )
    max_length: int | None = field(
        default=None, metadata={"help": "tokens per row; the YAML's, or a range"}
    )
    load_in_4bit: bool | None = field(
        default=None, metadata={"help": "base in NF4; the YAML's, or true"}
    )

    def __post_init__(self) -> None:
        gpu_bytes(self.gpu)
        for name in ("lora_r", "rows_per_step", "max_length"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise ValueError(f"{name} must be at least 1, got {value}")


@dataclass(frozen=True, slots=True)
class Question:
    """What is planned: a model, and a step."""

    model: str
    setup: memory.Setup
    rows_per_step: int
    lengths: tuple[int, ...]


LENGTHS = (256, 512, 1024, 2048, 4096, 8192)
"""Tokens per row that are planned for when none is given."""


def main(argv: Sequence[str]) -> None:
    (config,) = dialect.parse(
        (PlanConfig,), argv, prog="python -m train.plan", description=DESCRIPTION
    )
    question = ask(config)
    sys.stdout.write(report(shape_of(question.model), question, gpu_bytes(config.gpu)) + "\n")


def ask(config: PlanConfig) -> Question:
    """The question, with what the flags leave open from the YAML, if the model is one, or the defaults."""
    settings = _yaml_settings(config.model)
    rows = settings.get("per_device_train_batch_size", 16) * settings.get(
        "gradient_accumulation_steps", 1
    )
    length = config.max_length or settings.get("max_length")
    four_bit = (
        settings.get("load_in_4bit", True) if config.load_in_4bit is None else config.load_in_4bit
    )
    return Question(
        model=settings.get("model_name_or_path", config.model),
        setup=memory.Setup(rank=config.lora_r or settings.get("lora_r", 32), four_bit=four_bit),
        rows_per_step=config.rows_per_step or rows,
        lengths=(length,) if length else LENGTHS,
    )


def _yaml_settings(model: str) -> dict[str, Any]:
    beside_package = Path(__file__).resolve().parent.parent / _CONFIGS
    for path in (Path(model), _CONFIGS / f"{model}.yaml", beside_package / f"{model}.yaml"):
        if path.suffix == ".yaml" and path.is_file():
            return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    if model.endswith(".yaml"):
        raise CommandError(f"there is no config {model}")
    return {}


def gpu_bytes(text: str) -> float:
    """`24GiB` → bytes; a bare number counts GiB, GB are 10⁹. Raises ValueError for anything else."""
    match = _SIZE.fullmatch(text)
    if match is None or float(match[1]) == 0:
        raise ValueError(f"gpu must be a size as 24GiB or 80GB, got {text!r}")
    return float(match[1]) * (1e9 if (match[2] or "").upper() == "GB" else memory.GIB)


def report(shape: ModelShape, question: Question, gpu: float) -> str:
    """The plan as text: what is held, a line per row length, the verdict."""
    batches = [
        memory.best_batch(shape, question.setup, gpu, length, question.rows_per_step)
        for length in question.lengths
    ]
    lines = [
        *_held(shape, question, gpu),
        "",
        *_table(question, batches),
        "",
        _verdict(shape, question, gpu, batches),
    ]
    return "\n".join(lines)


def _held(shape: ModelShape, question: Question, gpu: float) -> list[str]:
    held = memory.fixed(shape, question.setup)
    rank = question.setup.rank
    adapters = memory.adapter_parameters(shape, rank) / 1e6
    kind = "NF4, double quantised" if question.setup.four_bit else "bf16"
    return [
        f"{shape.name}: {shape.parameters / 1e9:.2f} B parameters, adapters of rank {rank} on all linear layers",
        _line(f"linear layers, {kind}", held.linears),
        _line("embeddings and norms, bf16", held.others),
        _line(f"{adapters:,.1f} M adapter parameters: fp32, gradient, Adam", held.adapters),
        _line("loss, dequantising, CUDA context (allowance)", held.workspace),
        _line(
            f"left of {gpu / memory.GIB:.1f} GiB for activations", memory.usable(gpu) - held.total
        ),
    ]


def _line(what: str, size: float) -> str:
    return f"  {what:<52}{_gib(size)}"


def _table(question: Question, batches: Sequence[memory.Batch | None]) -> list[str]:
    lines = ["tokens/row  micro-batch × accumulation  checkpointing  memory"]
    for length, batch in zip(question.lengths, batches, strict=True):
        if batch is None:
            lines.append(f"{length:>10,}  does not fit")
            continue
        shared = f"{batch.rows} × {batch.accumulation}"
        recompute = "on" if batch.checkpointing else "off"
        lines.append(f"{length:>10,}  {shared:>26}  {recompute:>13}  {_gib(batch.bytes)}")
    return lines


def _verdict(
    shape: ModelShape, question: Question, gpu: float, batches: Sequence[memory.Batch | None]
) -> str:
    fitting = [batch for batch in batches if batch is not None]
    if fitting:
        batch = fitting[-1]
        return (
            f"fits: --max_length {batch.length} --per_device_train_batch_size {batch.rows} "
            f"--gradient_accumulation_steps {batch.accumulation} "
            f"--gradient_checkpointing {str(batch.checkpointing).lower()}"
        )
    least = memory.needed(shape, question.setup, question.lengths[0], 1, checkpointing=True)
    advice = (
        "" if question.setup.four_bit else "; --load_in_4bit true takes a quarter for the weights"
    )
    if question.setup.rank > 8:
        small = replace(question.setup, rank=8)
        saved = memory.fixed(shape, question.setup).adapters - memory.fixed(shape, small).adapters
        advice += f"; rank 8 would save {saved / memory.GIB:.1f} GiB"
    asked = f"one row of {question.lengths[0]} tokens needs {least / memory.GIB:.1f} GiB"
    return f"does not fit: {asked}, {memory.usable(gpu) / memory.GIB:.1f} GiB are usable{advice}"


def _gib(size: float) -> str:
    return f"{size / memory.GIB:7.2f} GiB"


if __name__ == "__main__":
    sys.exit(dialect.run(main))
