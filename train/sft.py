"""One training run: rows → adapter folder. Read `train` from top to bottom for the order of things."""

import dataclasses
import hashlib
import shutil
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import datasets
import numpy as np
import pyarrow as pa
import torch
from transformers import PreTrainedTokenizerBase
from trl import SFTConfig

from train import dataset, memory, processes, recipe, record
from train import model as models
from train.card import model_card
from train.checkpoint import StopOnSignal
from train.config import QloraConfig, TrainConfig
from train.dataset import TRAIN, VALIDATION, Asked
from train.dialect import CommandError, WorkError
from train.dry_run import preview
from train.environment import StepClock, peak_memory
from train.layout import Layout, choose_layout
from train.neutral import neutral_texts
from train.origin import base_origin, dataset_origin, taught
from train.pretrained import existing
from train.resume import claim, last_checkpoint
from train.rows import tokenize_rows
from train.shapes import ModelShape, shape_of
from train.token_rows import TokenRows
from train.tokenizer import load_tokenizer
from train.trainer import CompletionTrainer
from train.validation import BEST, KeepBest, Validation, best_step

MOST_ON_A_CPU = 2e9
"""Parameters. A larger base would take days a step of a real dataset; `--use_cpu true` says it is meant."""


def train(config: TrainConfig, sft: SFTConfig, model: QloraConfig) -> dict[str, Any] | None:
    """Trains, or goes on training, the adapter in `sft.output_dir`; returns what `run.json` holds.

    A folder whose run is finished is left alone; a dry run prints what it would do and returns None.
    Raises CommandError when the folder holds a run with other settings, WorkError when there is nothing
    to train on, and for whatever ends a run on the way.
    """
    clock = StepClock()
    shape = shape_of(existing(str(model.model_name_or_path)))
    fit_device(sft, model, shape)
    fit_processes(config, sft)
    tokenizer = load_tokenizer(model, chat_template=config.chat_template, eos_token=sft.eos_token)
    asked = dataset.rows_of_tasks(config, TRAIN)
    rows = dataset.as_tokens(asked, tokenizer, sft.max_length, config)
    settle(sft, model, shape, asked, rows)
    layout = choose_layout(config, sft, model, shape, rows)
    plan = f"rank {model.lora_r}, learning rate {sft.learning_rate:.3g}; {layout.describe()}\n"
    if config.dry_run:
        sys.stdout.write(f"{preview(rows, tokenizer)}\n{plan}")
        return None
    output_dir = Path(str(sft.output_dir))
    started = what_starts(config, sft, model, asked, str(tokenizer.chat_template))
    overwrite = config.overwrite_output_dir
    finished = processes.on_main(lambda: claim(output_dir, started, overwrite=overwrite))
    if finished is not None:
        sys.stderr.write(f"{output_dir} already holds this finished run; nothing to do\n")
        return finished
    sys.stderr.write(plan)
    trainer = make_trainer(config, sft, model, tokenizer, rows, layout)
    trainer.clock = clock
    if sft.device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(sft.device)
    run_steps(trainer, output_dir)
    return finish(trainer, {**started, "taught": taught(asked)}, rows)


def fit_device(sft: SFTConfig, model: QloraConfig, shape: ModelShape) -> None:
    """On CPU, turns off what only a GPU gains from, and bf16 where it would be emulated, ten times slower.

    Raises WorkError for a large base without a GPU.
    """
    sft.gradient_checkpointing = False  # ours is by the layer: `models.checkpoint_layers`
    sft.logging_nan_inf_filter = False  # a loss that is no number ends the run
    if sft.device.type != "cpu":
        return
    if shape.parameters > MOST_ON_A_CPU:
        raise WorkError(
            f"{shape.name} has {shape.parameters / 1e9:.1f} B parameters and there is no CUDA GPU here; "
            "`python -m train.plan` says which one it needs"
        )
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


def settle(
    sft: SFTConfig, model: QloraConfig, shape: ModelShape, asked: Asked, rows: TokenRows
) -> None:
    """Fills in, in place, what the config leaves to the recipe: rank and learning rate."""
    if not model.lora_r:
        model.lora_r = recipe.rank(
            dataset.facts_of(asked),
            sum(row.trained for row in rows.rows),
            hidden=shape.hidden,
            parameters_per_rank=memory.adapter_parameters(shape, 1),
            vocabulary=shape.vocabulary,
        )
    sft.learning_rate = sft.learning_rate or recipe.learning_rate(shape.hidden)


def what_starts(
    config: TrainConfig, sft: SFTConfig, model: QloraConfig, asked: Asked, chat_template: str
) -> dict[str, Any]:
    """What the run's weights follow from: settings, rows, base and chat format."""
    settings = {**sft.to_dict(), **dataclasses.asdict(model), **dataclasses.asdict(config)}
    name = str(model.model_name_or_path)
    return {
        "base_model": name,
        "base_fingerprint": record.base_fingerprint(name),
        **base_origin(name, model.model_revision),
        "dataset": config.dataset,
        "dataset_fingerprint": record.fingerprint(asked),
        **dataset_origin(config.dataset),
        "chat_template_fingerprint": hashlib.sha256(chat_template.encode()).hexdigest(),
        "seed": sft.seed,
        "config": settings,
    }


def make_trainer(
    config: TrainConfig,
    sft: SFTConfig,
    model: QloraConfig,
    tokenizer: PreTrainedTokenizerBase,
    rows: TokenRows,
    layout: Layout,
) -> CompletionTrainer:
    """Base, adapters and rows in one trainer."""
    sft.dataset_kwargs = {"skip_prepare_dataset": True}  # the rows are tokens already
    if config.liger:
        models.use_liger()
    validation = validation_of(config, sft, tokenizer)
    tuned = models.add_lora(models.load_base(model, sft.device), model, sft.seed)
    trainer = CompletionTrainer(
        rows_per_step=config.rows_per_step,
        layout=layout,
        stages=[row.stage for row in rows.rows] if config.curriculum else None,
        validation=validation,
        model=tuned,
        args=sft,
        train_dataset=as_dataset(rows),
        processing_class=tokenizer,
    )
    if validation is not None:
        trainer.add_callback(KeepBest(trainer, config.patience))
    return trainer


def validation_of(
    config: TrainConfig, sft: SFTConfig, tokenizer: PreTrainedTokenizerBase
) -> Validation | None:
    """What is looked at on the way; None when nothing is. Raises WorkError without a row to look at."""
    if sft.eval_strategy == "no":
        return None
    asked = dataset.rows_of_tasks(config, VALIDATION)
    rows = [
        row for row in tokenize_rows(asked.sft, tokenizer, sft.max_length).rows if row.task == "qa"
    ]
    if not rows:
        raise WorkError(
            f"{config.dataset} has no questions to validate with; set eval_strategy: 'no'"
        )
    return Validation(rows, neutral_texts(config.neutral_text or None))


def as_dataset(rows: TokenRows) -> datasets.Dataset:
    """Columns `input_ids` and `labels`, of 32-bit integers."""
    columns = ([r.input_ids for r in rows.rows], [r.labels for r in rows.rows])
    table = pa.table(dict(zip(("input_ids", "labels"), map(_lists, columns), strict=True)))
    return datasets.Dataset(table)


def _lists(rows: Sequence[Sequence[int]]) -> pa.Array:
    borders = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    flat = np.fromiter(chain.from_iterable(rows), np.int32, int(borders[-1]))
    return pa.ListArray.from_arrays(borders, flat)


def run_steps(trainer: CompletionTrainer, output_dir: Path) -> None:
    """All steps that are still to do. Raises WorkError when they cannot be done, or were stopped."""
    checkpoint = last_checkpoint(output_dir)
    if checkpoint is not None:
        sys.stderr.write(f"going on from {checkpoint}\n")
        trainer.check_processes(checkpoint)
    stop = StopOnSignal()
    trainer.add_callback(stop)
    try:
        trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    except torch.OutOfMemoryError as error:
        raise WorkError(
            f"the GPU's memory is full ({str(error).splitlines()[0]}); `python -m train.plan` says what fits"
        ) from error
    finally:
        stop.restore()
    state = trainer.state
    if stop.received is not None and state.global_step < state.max_steps:
        raise WorkError(
            f"stopped by {stop.received.name} after step {state.global_step} of {state.max_steps}; "
            "a checkpoint is written, the same command goes on from it"
        )


def finish(trainer: CompletionTrainer, started: dict[str, Any], rows: TokenRows) -> dict[str, Any]:
    """Saves adapter, tokenizer and card, and `run.json` last. The adapter is the best one looked at, or the last."""
    output_dir = Path(str(trainer.args.output_dir))
    save_adapter(trainer, output_dir)
    history = trainer.state.log_history
    run = {
        **started,
        **record.environment(trainer.args.device),
        "steps": trainer.state.global_step,
        "epochs": trainer.state.epoch,
        "trained_tokens": trainer.trained_tokens,
        "rows": rows.summary(),
        "layout": trainer.layout.record(),
        "losses": [{"step": log["step"], "loss": log["loss"]} for log in history if "loss" in log],
        "validation": [
            {
                key.removeprefix("eval_"): log[key]
                for key in log
                if key == "step" or key[:5] == "eval_"
            }
            for log in history
            if "eval_loss" in log
        ],
        "best_step": best_step(trainer.state),
        "peak_memory_bytes": peak_memory(trainer.args.device),
        **(trainer.clock.summary() if trainer.clock else {}),
    }
    run["final"] = record.final_losses(run)
    if processes.is_main():
        (output_dir / "README.md").write_text(model_card(run), encoding="utf-8")
        record.write_json(output_dir / record.RUN, run)
    return run


def save_adapter(trainer: CompletionTrainer, output_dir: Path) -> None:
    """The adapter of the best evaluation if there was one, else as it is now."""
    best = output_dir / BEST
    try:
        if best_step(trainer.state) is not None and best.is_dir():
            for path in best.iterdir() if processes.is_main() else ():
                shutil.copy2(path, output_dir / path.name)
        else:
            trainer.save_model(str(output_dir))
    except Exception as error:  # safetensors wraps an OSError in a kind of its own
        raise WorkError(
            f"cannot write the adapter to {output_dir} ({error}); the same command tries again from the last checkpoint"
        ) from error
