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
from train import record
from train.card import model_card
from train.config import QloraConfig, TrainConfig
from train.dialect import WorkError
from train.resume import claim, last_checkpoint
from train.rows import TokenRows, load_rows, tokenize_rows
from train.tokenizer import load_tokenizer
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
    output_dir = Path(str(sft.output_dir))
    tokenizer = load_tokenizer(
        model, chat_template=sft.chat_template_path or "auto", eos_token=sft.eos_token
    )
    raw = rows_of_tasks(config, TRAIN_SPLIT)
    started = what_starts(config, sft, model, raw, str(tokenizer.chat_template))
    finished = claim(output_dir, started, overwrite=config.overwrite_output_dir)
    if finished is not None:
        sys.stderr.write(f"{output_dir} already holds this finished run; nothing to do\n")
        return finished
    rows = usable_rows(raw, tokenizer, config, sft)
    trainer = make_trainer(config, sft, model, tokenizer, rows)
    seconds = run_steps(trainer, output_dir)
    return finish(trainer, started, rows, seconds)


def fit_device(sft: SFTConfig, model: QloraConfig) -> None:
    """On CPU, turns off what only a GPU gains from, and bf16 where it would be emulated, ten times slower."""
    if sft.device.type == "cpu":
        if not models.cpu_multiplies_bf16() and (sft.bf16 or model.dtype != "float32"):
            sys.stderr.write("this CPU has no bf16 matrix product: computing in fp32\n")
            sft.bf16, model.dtype = False, "float32"
            sft.mixed_precision = "no"  # what accelerate reads; `sft` derived it from bf16
        sft.gradient_checkpointing = False
        sft.activation_offloading = False
        sft.dataloader_pin_memory = False


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
    sft.chat_template_path = sft.eos_token = None  # already in the tokenizer
    if not sft.packing:
        sft.dataset_kwargs = {"skip_prepare_dataset": True}  # the rows are tokens already
    evaluate = sft.eval_strategy != "no"
    validation = rows_of_tasks(config, VALIDATION_SPLIT) if evaluate else None
    sft.prediction_loss_only = True
    return CompletionTrainer(
        model=models.add_lora(models.load_base(model, sft.device), model, sft.seed),
        args=sft,
        train_dataset=as_dataset(rows),
        eval_dataset=None
        if validation is None
        else as_dataset(tokenize_rows(validation, tokenizer, sft.max_length)),
        processing_class=tokenizer,
    )


def as_dataset(rows: TokenRows) -> datasets.Dataset:
    """Columns `input_ids` and `labels`."""
    return datasets.Dataset.from_dict(
        {
            "input_ids": [list(row.input_ids) for row in rows.rows],
            "labels": [list(row.labels) for row in rows.rows],
        }
    )


def run_steps(trainer: CompletionTrainer, output_dir: Path) -> float:
    """All steps that are still to do; returns the seconds they took."""
    checkpoint = last_checkpoint(output_dir)
    if checkpoint is not None:
        sys.stderr.write(f"going on from {checkpoint}\n")
    begin = time.monotonic()
    try:
        trainer.train(resume_from_checkpoint=None if checkpoint is None else str(checkpoint))
    except torch.OutOfMemoryError as error:
        raise WorkError(
            "the GPU's memory is full; `python -m train.plan` says which micro-batch fits"
        ) from error
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
    (output_dir / "README.md").write_text(model_card(run), encoding="utf-8")
    record.write_json(output_dir / record.RUN, run)
    return run
