"""One training run: rows → adapter folder. Read `train` from top to bottom for the order of things."""

import dataclasses
import hashlib
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import datasets
import torch
from transformers import PreTrainedTokenizerBase
from trl import SFTConfig

from train import model as models
from train import processes, record
from train.card import model_card
from train.checkpoint import StopOnSignal
from train.config import QloraConfig, TrainConfig
from train.dialect import CommandError, WorkError
from train.resume import claim, last_checkpoint
from train.rows import TokenRows, load_rows, tokenize_rows
from train.trainer import CompletionTrainer

Rows = Sequence[Mapping[str, Any]]

TRAIN_SPLIT = "train"
VALIDATION_SPLIT = "validation"


def train(config: TrainConfig, sft: SFTConfig, model: QloraConfig) -> dict[str, Any]:
    """Trains, or goes on training, the adapter in `sft.output_dir`; returns what `run.json` holds.

    A folder whose run is finished is left alone. Raises CommandError when the folder holds a run with
    other settings, WorkError when there is nothing to train on.
    """
    fit_device(sft, model)
    fit_processes(config, sft)
    output_dir = Path(str(sft.output_dir))
    tokenizer = models.load_tokenizer(model, eos_token=sft.eos_token)
    raw = rows_of_tasks(config, TRAIN_SPLIT)
    started = what_starts(config, sft, model, raw, str(tokenizer.chat_template))
    overwrite = config.overwrite_output_dir
    finished = processes.on_main(lambda: claim(output_dir, started, overwrite=overwrite))
    if finished is not None:
        sys.stderr.write(f"{output_dir} already holds this finished run; nothing to do\n")
        return finished
    settle(sft, model)
    rows = usable_rows(raw, tokenizer, config, sft)
    trainer = make_trainer(config, sft, model, tokenizer, rows)
    seconds = run_steps(trainer, output_dir)
    return finish(trainer, started, rows, seconds)


def fit_device(sft: SFTConfig, model: QloraConfig) -> None:
    """On CPU, turns off what only a GPU gains from, and bf16 where it would be emulated, ten times slower."""
    sft.gradient_checkpointing = False  # ours is by the layer: `models.checkpoint_layers`
    sft.logging_nan_inf_filter = False  # a loss that is no number ends the run
    if sft.device.type == "cpu":
        if not models.cpu_multiplies_bf16() and (sft.bf16 or model.dtype != "float32"):
            sys.stderr.write("this CPU has no bf16 matrix product: computing in fp32\n")
            sft.bf16, model.dtype = False, "float32"
            sft.mixed_precision = "no"  # what accelerate reads; `sft` derived it from bf16
        sft.activation_offloading = False
        sft.dataloader_pin_memory = False


def fit_processes(config: TrainConfig, sft: SFTConfig) -> None:
    """What several GPUs need. Raises CommandError when they have no process each, or no row each in a step."""
    if sft.n_gpu > 1:
        raise CommandError(
            f"{sft.n_gpu} GPUs are visible to one process; start one for each, "
            f"`accelerate launch --multi_gpu --num_processes {sft.n_gpu} --module train …`, or set CUDA_VISIBLE_DEVICES=0"
        )
    if config.rows_per_step < processes.count():
        raise CommandError(
            f"rows_per_step is {config.rows_per_step}, but {processes.count()} processes need a row each in every step"
        )
    sft.average_tokens_across_devices = True
    sft.ddp_find_unused_parameters = False


def settle(sft: SFTConfig, model: QloraConfig) -> None:
    """Fills in what the config leaves to the recipe."""
    model.lora_r = model.lora_r or 32
    sft.learning_rate = sft.learning_rate or 2e-4


def rows_of_tasks(config: TrainConfig, split: str) -> Rows:
    """The `sft` rows of the tasks asked for."""
    rows = load_rows(config.dataset, "sft", split)
    missing = {"id", "task", "prompt", "completion"} - set(rows.column_names)
    if missing:
        raise WorkError(
            f"the sft rows of {config.dataset} lack the columns {', '.join(sorted(missing))}"
        )
    wanted = set(config.task_names)
    return rows.select([index for index, task in enumerate(rows["task"]) if task in wanted])


def what_starts(
    config: TrainConfig, sft: SFTConfig, model: QloraConfig, raw: Rows, chat_template: str
) -> dict[str, Any]:
    """What the run's weights follow from: settings, rows, base and chat format."""
    settings = {**sft.to_dict(), **dataclasses.asdict(model), **dataclasses.asdict(config)}
    return {
        "base_model": model.model_name_or_path,
        "base_fingerprint": record.base_fingerprint(str(model.model_name_or_path)),
        "dataset": config.dataset,
        "dataset_fingerprint": record.fingerprint(raw),
        "chat_template_fingerprint": hashlib.sha256(chat_template.encode()).hexdigest(),
        "seed": sft.seed,
        "config": settings,
    }


def usable_rows(
    raw: Rows, tokenizer: PreTrainedTokenizerBase, config: TrainConfig, sft: SFTConfig
) -> TokenRows:
    """The tokenised rows, with a line on stderr about those left out. Raises WorkError when none is left,
    or when rows are too long and `overlong` is "fail"."""
    rows = tokenize_rows(raw, tokenizer, sft.max_length)
    left_out = ", ".join(f"{count} {reason}" for reason, count in sorted(rows.dropped.items()))
    if config.overlong == "fail" and rows.dropped["too_long"]:
        raise WorkError(
            f"{rows.dropped['too_long']} of {len(raw)} rows have more than max_length={sft.max_length} tokens "
            f"(the first: {rows.dropped_ids['too_long'][0]}); raise max_length or set overlong: drop"
        )
    if not rows.rows:
        raise WorkError(
            f"nothing to train on: {len(raw)} rows of the tasks {config.tasks} in {config.dataset}"
            + (f", all left out ({left_out})" if left_out else "")
        )
    if left_out:
        sys.stderr.write(f"left out of {len(raw)} rows: {left_out}\n")
    return rows


def make_trainer(
    config: TrainConfig,
    sft: SFTConfig,
    model: QloraConfig,
    tokenizer: PreTrainedTokenizerBase,
    rows: TokenRows,
) -> CompletionTrainer:
    """Base, adapters and rows in one trainer."""
    sft.dataset_kwargs = {"skip_prepare_dataset": True}  # the rows are tokens already
    if config.liger:
        models.use_liger()
    tuned = models.add_lora(models.load_base(model, sft.device), model, sft.seed)
    layout = choose_layout(config, sft, rows)
    models.checkpoint_layers(tuned, layout.checkpointed_layers)
    return CompletionTrainer(
        rows_per_step=config.rows_per_step,
        micro_batch_tokens=layout.micro_batch_tokens,
        model=tuned,
        args=sft,
        train_dataset=as_dataset(rows),
        processing_class=tokenizer,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """How a step is cut: changes memory and speed, never what is learnt."""

    micro_batch_tokens: int
    checkpointed_layers: int


CPU_MICRO_BATCH = 8192
"""Tokens of a micro-batch where nothing is planned."""


def choose_layout(config: TrainConfig, sft: SFTConfig, rows: TokenRows) -> Layout:
    """What the config says, and for what it leaves open what the device holds."""
    longest = max(len(row.input_ids) for row in rows.rows)
    tokens = config.micro_batch_tokens or max(CPU_MICRO_BATCH, longest)
    return Layout(max(tokens, longest), max(config.checkpointed_layers, 0))


def as_dataset(rows: TokenRows) -> datasets.Dataset:
    """Columns `input_ids` and `labels`."""
    return datasets.Dataset.from_dict(
        {
            "input_ids": [row.input_ids for row in rows.rows],
            "labels": [row.labels for row in rows.rows],
        }
    )


def run_steps(trainer: CompletionTrainer, output_dir: Path) -> float:
    """All steps that are still to do; returns the seconds they took."""
    checkpoint = last_checkpoint(output_dir)
    if checkpoint is not None:
        sys.stderr.write(f"going on from {checkpoint}\n")
        trainer.check_processes(checkpoint)
    stop = StopOnSignal()
    trainer.add_callback(stop)
    begin = time.monotonic()
    try:
        trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    except torch.OutOfMemoryError as error:
        raise WorkError(
            f"the GPU's memory is full ({str(error).splitlines()[0]}); `python -m train.plan` says what fits"
        ) from error
    finally:
        stop.restore()
    if stop.received is not None and trainer.state.global_step < trainer.state.max_steps:
        raise WorkError(
            f"stopped by {stop.received.name} after step {trainer.state.global_step} of {trainer.state.max_steps}; "
            "a checkpoint is written, the same command goes on from it"
        )
    return time.monotonic() - begin


def finish(
    trainer: CompletionTrainer, started: dict[str, Any], rows: TokenRows, seconds: float
) -> dict[str, Any]:
    """Saves adapter, tokenizer and card, and `run.json` last."""
    output_dir = Path(str(trainer.args.output_dir))
    trainer.save_model(str(output_dir))
    history = trainer.state.log_history
    run = {
        **started,
        "versions": record.versions(),
        "device": str(trainer.args.device),
        "steps": trainer.state.global_step,
        "epochs": trainer.state.epoch,
        "trained_tokens": trainer.trained_tokens,
        "rows": rows.summary(),
        "losses": [{"step": log["step"], "loss": log["loss"]} for log in history if "loss" in log],
        "validation_losses": [
            {"step": log["step"], "loss": log["eval_loss"]} for log in history if "eval_loss" in log
        ],
        "seconds_of_last_start": round(seconds, 1),
    }
    if processes.is_main():
        (output_dir / "README.md").write_text(model_card(run), encoding="utf-8")
        record.write_json(output_dir / record.RUN, run)
    return run
