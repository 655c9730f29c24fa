"""What a training run is told: our few keys, and TRL's own `SFTConfig` and `ModelConfig` under their names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from trl import ModelConfig

from train import dialect

if TYPE_CHECKING:
    from trl import SFTConfig

Task = Literal["qa", "summarization"]

PROG = "python -m train"
DESCRIPTION = """\
Trains a LoRA adapter on a 4-bit base with a dataset folder.

  python -m train --config configs/train/tiny_cpu.yaml --dataset runs/NAME/dataset --output_dir runs/NAME/adapter

The same command goes on from the last checkpoint after a kill. Only completions are trained, up to and
with the end-of-turn token; rows that do not fit are counted and named, never cut.
"""

TRAINING_KEYS = """\
training (keys of TRL's SFTConfig; --help_all lists every one with its default):
  --output_dir DIR                    where adapter, tokenizer, checkpoints and run.json go (needed)
  --learning_rate X                   peak; 5e-4 × (2000/hidden)^0.781 is a good start for LoRA
  --lr_scheduler_type NAME            linear, cosine, constant_with_warmup, …
  --warmup_steps N                    steps, or a share of all steps when below 1
  --num_train_epochs N                passes over the rows; --max_steps N wins over it
  --per_device_train_batch_size N     rows per micro-batch; see `python -m train.plan` for what fits
  --gradient_accumulation_steps N     micro-batches per step
  --max_length N                      tokens; longer rows are left out (see --overlong)
  --eval_strategy no|steps|epoch      loss on the validation split along the way
  --save_steps N                      a checkpoint every N steps; --save_total_limit N keeps the last N
  --logging_steps N                   a loss in run.json every N steps
  --bf16 true|false                   bf16 autocast
  --gradient_checkpointing true|false recompute activations; always off on CPU
  --seed N                            of adapter weights and row order
"""


@dataclass(frozen=True)
class TrainConfig:
    """The keys that are ours."""

    dataset: str = field(metadata={"help": "dataset folder (or Hub dataset) with the `sft` config"})
    tasks: str = field(
        default="qa,summarization",
        metadata={"help": "which rows to train on: qa, summarization, or both with a comma"},
    )
    overlong: Literal["drop", "fail"] = field(
        default="drop",
        metadata={
            "help": "rows of more than max_length tokens: leave them out and say so, or refuse to start"
        },
    )
    overwrite_output_dir: bool = field(
        default=False,
        metadata={"help": "throw away what output_dir holds and train from the start"},
    )

    def __post_init__(self) -> None:
        if self.overlong not in ("drop", "fail"):
            raise ValueError(f"overlong must be drop or fail, got {self.overlong!r}")
        unknown = [task for task in self.task_names if task not in get_args(Task)]
        if unknown or not self.task_names:
            raise ValueError(f"tasks must name qa, summarization or both, got {self.tasks!r}")

    @property
    def task_names(self) -> tuple[str, ...]:
        """The tasks as a tuple."""
        return tuple(name.strip() for name in self.tasks.split(",") if name.strip())


@dataclass
class QloraConfig(ModelConfig):
    """TRL's ModelConfig with the defaults of QLoRA (arXiv 2305.14314) and of "LoRA Without Regret".

    TRL's own would give fp32 compute, no double quantisation and adapters on two of seven projections.
    """

    dtype: str | None = field(
        default="bfloat16",
        metadata={
            "help": "dtype of what is not quantised, and of the 4-bit matrix products",
            "choices": ["auto", "bfloat16", "float16", "float32"],
        },
    )
    use_peft: bool = field(
        default=True, metadata={"help": "always true here: an adapter is what is trained"}
    )
    lora_r: int = field(default=32, metadata={"help": "rank of the adapters"})
    lora_alpha: int = field(
        default=32, metadata={"help": "scale: the adapter's output counts alpha / r"}
    )
    lora_dropout: float = field(default=0.0, metadata={"help": "dropout before the adapters"})
    lora_target_modules: list[str] | None = field(
        default_factory=lambda: ["all-linear"],
        metadata={
            "help": "which linear layers get an adapter; all-linear is every one but the output layer"
        },
    )
    load_in_4bit: bool = field(default=True, metadata={"help": "base in 4-bit NF4"})
    use_bnb_nested_quant: bool = field(
        default=True, metadata={"help": "quantise the NF4 scales too"}
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.use_peft:
            raise ValueError(
                "use_peft must be true: train makes an adapter, never a full copy of the model"
            )
        if self.lora_task_type != "CAUSAL_LM":
            raise ValueError("lora_task_type must be CAUSAL_LM: train teaches models that write")
        if self.lora_r < 1 or self.lora_alpha <= 0 or not 0 <= self.lora_dropout < 1:
            raise ValueError("lora_r and lora_alpha must be positive and lora_dropout in [0, 1)")
        if self.dtype not in (None, "auto", "bfloat16", "float16", "float32"):
            raise ValueError(
                f"dtype must be auto, bfloat16, float16 or float32, got {self.dtype!r}"
            )
        if self.bnb_4bit_quant_type not in ("nf4", "fp4"):
            raise ValueError(
                f"bnb_4bit_quant_type must be nf4 or fp4, got {self.bnb_4bit_quant_type!r}"
            )


def parse(argv: Sequence[str]) -> tuple[TrainConfig, "SFTConfig", QloraConfig]:
    """The three configs of a run. Raises CommandError; `--help` answers without importing torch."""
    if "--help" in argv or "-h" in argv:
        brief = dialect.Parser(
            (TrainConfig, QloraConfig), prog=PROG, **dialect.help_style(DESCRIPTION, TRAINING_KEYS)
        )
        brief.print_help()
        raise SystemExit(0)
    import torch  # noqa: PLC0415 - seconds that `--help` does not need
    from trl import SFTConfig  # noqa: PLC0415

    words = ["--help" if word == "--help_all" else word for word in argv]
    classes = (TrainConfig, SFTConfig, QloraConfig)
    needed = ("dataset", "output_dir", "model_name_or_path")
    train, sft, model = dialect.parse(
        classes,
        words,
        prog=PROG,
        description=DESCRIPTION,
        needed=needed,
        defaults={
            "use_cpu": not torch.cuda.is_available()
        },  # TRL's bf16 default is refused on a CPU otherwise
    )
    _check(sft)
    return train, sft, model


def _check(sft: "SFTConfig") -> None:
    """Refuses the settings of SFTConfig that would train on something else than completions."""
    if sft.completion_only_loss is False or sft.assistant_only_loss:
        raise dialect.CommandError(
            "only completions are trained: drop completion_only_loss and assistant_only_loss"
        )
    if sft.max_length is not None and sft.max_length < 1:
        raise dialect.CommandError(f"max_length must be at least 1, or null, got {sft.max_length}")
    if sft.per_device_train_batch_size < 1 or sft.gradient_accumulation_steps < 1:
        raise dialect.CommandError(
            "per_device_train_batch_size and gradient_accumulation_steps must be at least 1"
        )
    if sft.learning_rate <= 0:
        raise dialect.CommandError(f"learning_rate must be positive, got {sft.learning_rate}")
