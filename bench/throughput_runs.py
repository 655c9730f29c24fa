"""One contender of the training benchmark, in a process of its own: its steps timed, its memory watched.

python -m bench.throughput_runs JOB.json RESULT.json      (bench.train_throughput starts it)
"""

import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RANK, RATE = 32, 2e-4
STEPS = 10_000
"""More than any run gets through; the clock ends it."""
PARTS = 2
"""Micro-batches per step in the scripts that cut steps by rows."""


@dataclass(frozen=True, slots=True)
class Job:
    """What one contender is to do. `begun` is when its process was started, in seconds of time.time()."""

    run: str
    shape: str
    workload: Any
    folder: str
    device: str
    seconds: float
    rows: int
    rows_per_step: int
    longest: int
    begun: float
    micro_batch_tokens: int = 0
    checkpointed_layers: int = -1


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it. Steps leave out the first; memory is the GPU's, or what the process grew by on a CPU."""

    step_seconds: list[float]
    step_tokens: list[int]
    padding: float
    peak_bytes: int
    reserved_bytes: int
    first_step: float
    recomputed: float
    layout: str
    loss: float


class Meter:
    """Counts real tokens in every micro-batch that a trainer works on, and times its steps."""

    def __init__(self, job: Job, pad_token_id: int):
        self.job, self.pad = job, pad_token_id
        self.real: Any = 0
        self.computed = self.real_before = 0
        self.seconds: list[float] = []
        self.tokens: list[int] = []
        self.first_step = self.last = 0.0

    def watch(self, trainer: Any) -> None:
        """Wraps the trainer's step and adds the clock."""
        from transformers import TrainerCallback  # noqa: PLC0415

        work = trainer.training_step

        def counted(model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
            ids = inputs["input_ids"]
            self.real = self.real + (ids != self.pad).sum()
            self.computed += ids.numel()
            return work(model, inputs, *args, **kwargs)

        trainer.training_step = counted
        meter = self

        class Clock(TrainerCallback):
            def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> Any:
                control.should_training_stop = meter.step_ended()
                return control

        trainer.add_callback(Clock())

    def step_ended(self) -> bool:
        """Notes a step; whether it was the last. The first, which compiles and warms up, is timed apart."""
        synchronise(self.job.device)
        now, real = seconds_since_start(self.job), int(self.real)
        if not self.first_step:
            self.first_step = now
        else:
            self.seconds.append(now - self.last)
            self.tokens.append(real - self.real_before)
        self.last, self.real_before = now, real
        return now - self.first_step >= self.job.seconds and len(self.seconds) >= 3


def main(job_file: str, result_file: str) -> None:
    """Runs the job and writes its result."""
    job = Job(**json.loads(Path(job_file).read_text(encoding="utf-8")))
    if job.run == "matmul":
        result = matmul(job.device)
    elif job.run == "checkpoint":
        result = write_checkpoint(job)
    else:
        result = asdict(measured(job))
    Path(result_file).write_text(json.dumps(result), encoding="utf-8")


def measured(job: Job) -> Result:
    """One contender's run."""
    if job.run == "unsloth":
        import unsloth  # type: ignore[import-not-found] # noqa: F401, PLC0415 - it patches what is imported after it
    import bitsandbytes  # noqa: F401, PLC0415 - loaded before memory is looked at
    import peft  # noqa: F401, PLC0415
    import torch  # noqa: PLC0415
    import trl  # noqa: F401, PLC0415

    from bench.throughput_base import SHAPES, random_weights, row_lengths, rows_of, words_of  # noqa: PLC0415

    shape = SHAPES[job.shape]
    lengths = row_lengths(job.workload, job.rows, job.longest)
    rows = rows_of(lengths, words_of(shape.vocabulary))
    resting = resident_bytes()
    made_up = nullcontext() if job.run == "unsloth" else random_weights(torch.device(job.device))
    with made_up:
        trainer, recomputed, layout = CONTENDERS[job.run](job, rows)
    meter = Meter(job, trainer.processing_class.pad_token_id)
    meter.watch(trainer)
    trainer.train()
    cuda = job.device == "cuda"
    return Result(
        meter.seconds,
        meter.tokens,
        1 - int(meter.real) / meter.computed,
        torch.cuda.max_memory_allocated() if cuda else peak_resident_bytes() - resting,
        torch.cuda.max_memory_reserved() if cuda else 0,
        meter.first_step,
        recomputed,
        layout,
        next((log["loss"] for log in reversed(trainer.state.log_history) if "loss" in log), 0.0),
    )


# --- the contenders: rows in; a trainer, the share of layers it recomputes, and its layout out


def ours(job: Job, rows: list[Any]) -> tuple[Any, float, str]:
    """The road of `python -m train`, from rows on: tokenised, packed, planned."""
    from train import dataset  # noqa: PLC0415
    from train import sft as road  # noqa: PLC0415
    from train.config import QloraConfig, TrainConfig  # noqa: PLC0415
    from train.layout import choose_layout  # noqa: PLC0415
    from train.shapes import shape_of  # noqa: PLC0415
    from train.tokenizer import load_tokenizer  # noqa: PLC0415

    config = TrainConfig(
        dataset="",
        rows_per_step=job.rows_per_step,
        micro_batch_tokens=job.micro_batch_tokens,
        checkpointed_layers=job.checkpointed_layers,
        tasks="qa",
    )
    model = QloraConfig(model_name_or_path=job.folder, lora_r=RANK)
    sft = arguments(job, gradient_checkpointing=False)
    shape = shape_of(job.folder)
    road.fit_device(sft, model, shape)
    tokenizer = load_tokenizer(model)
    usable = dataset.as_tokens(dataset.Asked(rows), tokenizer, sft.max_length, config)
    layout = choose_layout(config, sft, model, shape, usable)
    trainer = road.make_trainer(config, sft, model, tokenizer, usable, layout)
    recomputed = layout.checkpointed_layers / shape.layers
    return (
        trainer,
        recomputed,
        f"{layout.micro_batch_tokens:,} tokens, {layout.checkpointed_layers} of {shape.layers} layers",
    )


def ours_checkpointed(job: Job, rows: list[Any]) -> tuple[Any, float, str]:
    """The same with every layer recomputed, as the others do."""
    from dataclasses import replace  # noqa: PLC0415

    from bench.throughput_base import SHAPES  # noqa: PLC0415

    return ours(replace(job, checkpointed_layers=SHAPES[job.shape].layers), rows)


def trl(job: Job, rows: list[Any], **options: Any) -> tuple[Any, float, str]:
    """The script of TRL's own documentation."""
    import torch  # noqa: PLC0415
    from datasets import Dataset  # noqa: PLC0415
    from peft import LoraConfig  # noqa: PLC0415
    from transformers import AutoTokenizer, BitsAndBytesConfig  # noqa: PLC0415
    from trl import SFTTrainer  # noqa: PLC0415

    args = arguments(
        job,
        per_device_train_batch_size=max(1, job.rows_per_step // PARTS),
        gradient_accumulation_steps=min(PARTS, job.rows_per_step),
        **options,
    )
    dtype = torch.bfloat16 if args.bf16 else torch.float32
    args.model_init_kwargs = {"dtype": dtype}
    trainer = SFTTrainer(
        model=job.folder,
        args=args,
        train_dataset=Dataset.from_list(rows).select_columns(["prompt", "completion"]),
        processing_class=AutoTokenizer.from_pretrained(job.folder),
        quantization_config=BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=dtype,
        ),
        peft_config=LoraConfig(
            r=RANK, lora_alpha=RANK, target_modules="all-linear", task_type="CAUSAL_LM"
        ),
    )
    return trainer, 1.0, _cut(args)


def trl_padding_free(job: Job, rows: list[Any]) -> tuple[Any, float, str]:
    """The same script with `padding_free`, which refuses a longest length; no row is longer anyway."""
    return trl(job, rows, padding_free=True, max_length=None)


def trl_packed(job: Job, rows: list[Any]) -> tuple[Any, float, str]:
    """The same script with `packing`: its rows are packs of `max_length` tokens, so a step learns many more."""
    return trl(job, rows, packing=True)


def unsloth(job: Job, rows: list[Any]) -> tuple[Any, float, str]:
    """unsloth's notebook script, from the 4-bit checkpoint that `write_checkpoint` made."""
    from datasets import Dataset  # noqa: PLC0415
    from trl import SFTTrainer  # noqa: PLC0415
    from unsloth import FastLanguageModel  # type: ignore[import-not-found] # noqa: PLC0415

    model, tokenizer = FastLanguageModel.from_pretrained(
        job.folder, max_seq_length=job.longest, load_in_4bit=True, local_files_only=True
    )
    model = FastLanguageModel.get_peft_model(
        model, r=RANK, lora_alpha=RANK, use_gradient_checkpointing="unsloth",
        target_modules="q_proj k_proj v_proj o_proj gate_proj up_proj down_proj".split(),
    )  # fmt: skip
    args = arguments(
        job,
        per_device_train_batch_size=max(1, job.rows_per_step // PARTS),
        gradient_accumulation_steps=min(PARTS, job.rows_per_step),
    )
    dataset = Dataset.from_list(rows).select_columns(["prompt", "completion"])
    trainer = SFTTrainer(model=model, args=args, train_dataset=dataset, processing_class=tokenizer)
    return trainer, 1.0, _cut(args)


def _cut(args: Any) -> str:
    return (
        f"{args.per_device_train_batch_size} × {args.gradient_accumulation_steps} rows, all layers"
    )


CONTENDERS: dict[str, Callable[[Job, list[Any]], tuple[Any, float, str]]] = {
    "ours": ours,
    "ours_checkpointed": ours_checkpointed,
    "trl": trl,
    "trl_padding_free": trl_padding_free,
    "trl_packed": trl_packed,
    "unsloth": unsloth,
}


def arguments(job: Job, **options: Any) -> Any:
    """TRL's arguments that all contenders share; on a CPU, bf16 only where it has products of it."""
    from trl import SFTConfig  # noqa: PLC0415

    from train.model import cpu_multiplies_bf16  # noqa: PLC0415

    cpu = job.device == "cpu"
    shared: dict[str, Any] = {
        "output_dir": str(Path(job.folder).parent / "output"),
        "max_steps": STEPS,
        "max_length": job.longest,
        "learning_rate": RATE,
        "save_strategy": "no",
        "disable_tqdm": True,
        "use_cpu": cpu,
        "bf16": not cpu or cpu_multiplies_bf16(),
        "dataloader_pin_memory": not cpu,
    }
    return SFTConfig(**(shared | options))


def write_checkpoint(job: Job) -> dict[str, Any]:
    """The base of `job` with its random weights in NF4, into its folder, for a loader that reads only files."""
    import torch  # noqa: PLC0415

    from bench.throughput_base import random_weights  # noqa: PLC0415
    from train import model as models  # noqa: PLC0415
    from train.config import QloraConfig  # noqa: PLC0415

    device = torch.device(job.device)
    with random_weights(device):
        base = models.load_base(QloraConfig(model_name_or_path=job.folder), device)
    base.save_pretrained(job.folder)
    return {}


def installed(run: str) -> bool:
    """Whether what a contender needs is there."""
    return run != "unsloth" or importlib.util.find_spec("unsloth") is not None


# --- the machine


def matmul(device: str) -> dict[str, Any]:
    """Operations per second of a large square matrix product of random numbers, median of ten; and the device's name."""
    import torch  # noqa: PLC0415

    from train.model import cpu_multiplies_bf16  # noqa: PLC0415
    from train.record import versions  # noqa: PLC0415

    cuda = device == "cuda"
    dtype = torch.bfloat16 if cuda or cpu_multiplies_bf16() else torch.float32
    size = 8192 if cuda else 1024
    a, b = (torch.randn(size, size, device=device).to(dtype) for _ in range(2))
    clock = time.perf_counter if cuda else time.process_time
    times = []
    for _ in range(13):
        synchronise(device)
        begin = clock()
        torch.mm(a, b)
        synchronise(device)
        times.append(clock() - begin)
    return {
        "flops": 2 * size**3 / sorted(times[3:])[5],
        "dtype": str(dtype).removeprefix("torch."),
        "name": torch.cuda.get_device_name() if cuda else cpu_name(),
        "versions": versions(),
    }


def seconds_since_start(job: Job) -> float:
    """On a GPU by the clock; on a CPU the seconds it worked for this process, whatever else is running."""
    return time.time() - job.begun if job.device == "cuda" else time.process_time()


def synchronise(device: str) -> None:
    """Waits for the GPU."""
    if device == "cuda":
        import torch  # noqa: PLC0415

        torch.cuda.synchronize()


def cpu_name() -> str:
    """As the kernel gives it."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "CPU")
    return f"one thread of {model}"


def resident_bytes() -> int:
    """Memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def peak_resident_bytes() -> int:
    """The most that it was."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
