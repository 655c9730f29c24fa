"""What a training run is told: our few keys, and TRL's own `SFTConfig` and `ModelConfig` under their names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from trl import ModelConfig

from train import dialect

if TYPE_CHECKING:
    from trl import SFTConfig

Task = Literal["qa", "summarization", "text"]

PROG = "python -m train"
DESCRIPTION = """\
Trains a LoRA adapter on a 4-bit base with a dataset folder.

  python -m train --config configs/train/tiny_cpu.yaml --dataset runs/NAME/dataset --output_dir runs/NAME/adapter
  python -m train --config … --dataset … --output_dir … --dry_run true   the first rows, and what would be trained
  accelerate launch --multi_gpu --num_processes 4 --module train --config … …   the same run on four GPUs

The same command goes on from the last checkpoint after a kill. Only completions are trained, up to and
with the end-of-turn token; rows that do not fit are counted and named. What a step learns follows from
rows_per_step, the seed and the rows alone; how a step is cut to fit the GPU changes nothing but speed.
"""

TRAINING_KEYS = """\
training (keys of TRL's SFTConfig; --help_all lists every one with its default):
  --output_dir DIR                    where adapter, tokenizer, checkpoints and run.json go (needed)
  --learning_rate auto|X              peak; auto is 5e-4 × (2000/hidden)^0.781, for LoRA
  --lr_scheduler_type NAME            linear, cosine, constant_with_warmup, …
  --warmup_steps N                    steps, or a share of all steps when below 1 (default 0.03)
  --num_train_epochs N                passes over the rows; --max_steps N wins over it
  --max_length N                      tokens of the longest row; see --overlong
  --eval_strategy no|steps|epoch      strict recall on the validation split along the way
  --save_steps N                      a checkpoint every N steps; --save_total_limit N keeps the last N
  --logging_steps N                   a loss in run.json every N steps
  --bf16 true|false                   bf16 autocast
  --activation_offloading true|false  checkpointed activations to the CPU
  --seed N                            of adapter weights and row order
"""

AUTOMATIC = {
    "learning_rate": 0.0,
    "lora_r": 0,
    "micro_batch_tokens": 0,
    "checkpointed_layers": -1,
}
"""Keys that may say `auto`, and the value that stands for it: the recipe or the plan fills it in."""

DEFAULTS = {"warmup_steps": 0.03, "save_total_limit": 2}
"""Where SFTConfig's own defaults, no warm-up and every checkpoint kept, would be a mistake."""

_ONE_STEP = "rows_per_step is the whole step; micro_batch_tokens cuts it to fit the GPU"
_PACKED = "rows are always packed whole, without padding"
_COMPLETIONS = "only completions are trained"
REFUSED = {
    "per_device_train_batch_size": _ONE_STEP,
    "gradient_accumulation_steps": _ONE_STEP,
    "auto_find_batch_size": _ONE_STEP,
    "packing": _PACKED,
    "padding_free": _PACKED,
    "eval_packing": _PACKED,
    "train_sampling_strategy": _PACKED,
    "attn_implementation": _PACKED,
    "completion_only_loss": _COMPLETIONS,
    "assistant_only_loss": _COMPLETIONS,
    "gradient_checkpointing": "checkpointed_layers says how many layers are recomputed",
    "activation_checkpointing": "checkpointed_layers says how many layers are recomputed",
    "use_liger_kernel": "set liger",
    "chat_template_path": "chat_template takes a file too",
    "load_best_model_at_end": "the adapter with the best strict recall is always kept, see patience",
    "metric_for_best_model": "the adapter with the best strict recall is always kept, see patience",
}
"""Keys of TRL's that say here what another key of ours says, or what is always so."""


@dataclass(frozen=True)
class TrainConfig:
    """The keys that are ours."""

    dataset: str = field(metadata={"help": "dataset folder (or Hub dataset) with the `sft` config"})
    tasks: str = field(
        default="qa,summarization,text",
        metadata={
            "help": "which rows to train on, with commas: qa, summarization, text (running statements)"
        },
    )
    rows_per_step: int = field(
        default=16, metadata={"help": "rows per optimiser step, over all GPUs"}
    )
    micro_batch_tokens: int = field(
        default=AUTOMATIC["micro_batch_tokens"],
        metadata={
            "help": "most tokens in one forward and backward pass, rows whole; auto (0): what the GPU holds"
        },
    )
    checkpointed_layers: int = field(
        default=AUTOMATIC["checkpointed_layers"],
        metadata={
            "help": "layers whose activations are recomputed, from the first on; auto (-1): as few as the GPU allows"
        },
    )
    overlong: Literal["drop", "cut", "fail"] = field(
        default="drop",
        metadata={
            "help": "rows of more than max_length tokens: leave them out, shorten their prompts, or refuse to start"
        },
    )
    chat_template: str = field(
        default="auto",
        metadata={
            "help": "the tokenizer's own (auto), llama2, llama3, llama3.1, llama3.2, llama3.3, llama4, or a .jinja file"
        },
    )
    curriculum: bool = field(
        default=True,
        metadata={"help": "learn the rows by their `stage`, lowest first; false mixes them all"},
    )
    patience: int = field(
        default=0,
        metadata={
            "help": "stop after so many evaluations without a better strict recall; 0 never stops early"
        },
    )
    neutral_text: str = field(
        default="",
        metadata={
            "help": "texts (.txt or .jsonl with `text`) on which forgetting is measured; empty: a small packaged set"
        },
    )
    liger: bool = field(
        default=False,
        metadata={"help": "Liger's fused norm, rotary and SwiGLU kernels (extra `liger`, CUDA)"},
    )
    dry_run: bool = field(
        default=False,
        metadata={
            "help": "print the first rows, what is trained in them, and the plan; train nothing"
        },
    )
    overwrite_output_dir: bool = field(
        default=False,
        metadata={"help": "throw away what output_dir holds and train from the start"},
    )

    def __post_init__(self) -> None:
        if self.overlong not in ("drop", "cut", "fail"):
            raise ValueError(f"overlong must be drop, cut or fail, got {self.overlong!r}")
        if self.rows_per_step < 1:
            raise ValueError(f"rows_per_step must be at least 1, got {self.rows_per_step}")
        if self.micro_batch_tokens < 0 or self.checkpointed_layers < -1 or self.patience < 0:
            raise ValueError(
                "micro_batch_tokens, checkpointed_layers and patience cannot be negative"
            )
        unknown = [task for task in self.task_names if task not in get_args(Task)]
        if unknown or not self.task_names:
            raise ValueError(
                f"tasks must name some of {', '.join(get_args(Task))}, got {self.tasks!r}"
            )

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
    lora_r: int = field(
        default=AUTOMATIC["lora_r"],
        metadata={
            "help": "rank of the adapters; auto (0): from the number of facts and the model's width"
        },
    )
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
        if self.lora_r < 0 or self.lora_alpha <= 0 or not 0 <= self.lora_dropout < 1:
            raise ValueError(
                "lora_r must not be negative, lora_alpha positive and lora_dropout in [0, 1)"
            )
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
        brief.hide(REFUSED)
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
            **DEFAULTS,
            "use_cpu": not torch.cuda.is_available(),  # TRL's bf16 default is refused on a CPU otherwise
        },
        automatic=AUTOMATIC,
        refused=REFUSED,
    )
    _check(sft)
    return train, sft, model


def _check(sft: "SFTConfig") -> None:
    """Refuses values of SFTConfig that cannot be meant."""
    if sft.max_length is not None and sft.max_length < 1:
        raise dialect.CommandError(f"max_length must be at least 1, or null, got {sft.max_length}")
    if sft.learning_rate < 0:
        raise dialect.CommandError(f"learning_rate must be positive, got {sft.learning_rate}")
