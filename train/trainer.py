"""TRL's SFTTrainer with steps of whole packed rows: what a step learns never depends on how it is cut."""

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import torch
from torch.nn import functional
from torch.utils.data import DataLoader
from tqdm import tqdm
from transformers import PrinterCallback, ProgressCallback, TrainerCallback
from transformers.trainer import OPTIMIZER_NAME, SCHEDULER_NAME
from trl import SFTTrainer

from train import model as models
from train import processes, sharded
from train.checkpoint import processes_of, write_whole
from train.dialect import WorkError
from train.environment import StepClock
from train.layout import Layout
from train.order import Steps, run_order, step_sizes
from train.packing import Packed, cut, pack
from train.validation import Validation

TRAINED_TOKENS = "trained_tokens"


class CompletionTrainer(SFTTrainer):
    """SFTTrainer over rows of `input_ids` and `labels`, `rows_per_step` of them in every step.

    - a step is cut into micro-batches of `micro_batch_tokens` tokens, rows whole and packed without padding;
      its loss is the mean over the labelled tokens of all processes;
    - when the GPU's memory is full, the same step is repeated with smaller micro-batches;
    - adapters stay fp32 (TRL casts those on a 4-bit base to bf16, where AdamW's small steps vanish:
      https://github.com/huggingface/trl/issues/7268);
    - saving asks no network, and writes no model card of blanks;
    - the count of trained tokens lives in the trainer's state, so that it survives a resume.
    """

    def __init__(
        self,
        *,
        rows_per_step: int,
        layout: Layout,
        stages: Sequence[int] | None = None,
        validation: Validation | None = None,
        **kwargs: Any,
    ):
        self._checkpoint_folder: str | None = None
        eval_strategy, kwargs["args"].eval_strategy = kwargs["args"].eval_strategy, "no"
        super().__init__(data_collator=collate, **kwargs)
        self.args.eval_strategy = eval_strategy  # TRL would ask for rows in its own shape
        self.rows_per_step = rows_per_step
        self.layout = layout
        self.stages = stages
        self.validation = validation
        self.clock: StepClock | None = None
        self._measured = False
        models.checkpoint_layers(cast("torch.nn.Module", self.model), layout.checkpointed_layers)
        keep_adapters_in_fp32(cast("torch.nn.Module", self.model))
        for noisy in (PrinterCallback, ProgressCallback):
            self.remove_callback(noisy)
        if not self.args.disable_tqdm and self.is_world_process_zero():
            self.add_callback(StepBar())

    # --- which rows

    def get_train_dataloader(self) -> DataLoader:
        """The steps, each as this process's share of the rows. Not accelerate's: it would pad the last
        step with rows that were learnt already."""
        rows = cast("Any", self.train_dataset)
        count = self.accelerator.num_processes
        sizes = step_sizes(len(rows), self.rows_per_step, count)
        stages = self.stages or [0] * len(rows)
        order = run_order(stages, rows_of_steps(self._steps(len(sizes)), sizes), self._order_seed)
        steps = Steps(order, len(rows), self.rows_per_step, self.accelerator.process_index, count)
        return StepLoader(rows, batch_sampler=steps, collate_fn=collate)

    def _steps(self, per_epoch: int) -> int:
        args = self.args
        return (
            args.max_steps if args.max_steps > 0 else math.ceil(args.num_train_epochs * per_epoch)
        )

    @property
    def _order_seed(self) -> int:
        return self.args.seed if self.args.data_seed is None else self.args.data_seed

    # --- one step

    def training_step(
        self,
        model: Any,
        inputs: dict[str, Any],
        num_items_in_batch: torch.Tensor | int | None = None,
    ) -> torch.Tensor:
        """Gradients of one whole step; returns its loss (0-d), the mean nats per labelled token.

        Raises WorkError when the loss is no number, or when not even one row fits in the GPU's memory.
        """
        if not model.training:
            model.train()
        inputs = cast("dict[str, Any]", self._prepare_inputs(inputs))
        step = Packed(inputs["input_ids"], inputs["labels"], tuple(inputs["row_lengths"]))
        items = cast("torch.Tensor", num_items_in_batch).clamp(min=1)
        if not self._measured:
            self._measured = True
            self._measure(model, items)
        while True:
            try:
                loss = self._forward_backward(model, step, items)
                break
            except torch.OutOfMemoryError as error:
                full = str(error).splitlines()[0]
            # Past the handler: the exception would hold on to the activations that have to go.
            model.zero_grad(set_to_none=True)
            self._shrink(step, full)
        loss = cast("torch.Tensor", self.accelerator.reduce(loss, "mean"))
        if not torch.isfinite(loss):
            raise WorkError(
                f"the loss is {loss.item()} at step {self.state.global_step + 1}; a lower --learning_rate, or a look at "
                "the rows with --dry_run, may help"
            )
        self._saved[TRAINED_TOKENS] = self.trained_tokens + int(items)
        if self.clock is not None:
            self.clock.step(sum(step.lengths) * self.accelerator.num_processes)
        return loss

    def _forward_backward(self, model: Any, step: Packed, items: torch.Tensor) -> torch.Tensor:
        parts = self._as_many_everywhere(cut(step, self.layout.micro_batch_tokens))
        total = torch.zeros((), device=step.input_ids.device)
        with self.maybe_activation_offload_context:
            for part in parts[:-1]:
                with self.accelerator.no_sync(model):
                    total += self._backward(model, part, items)
            total += self._backward(model, parts[-1], items)
        return total

    def _backward(self, model: Any, part: Packed, items: torch.Tensor) -> torch.Tensor:
        # Accelerate wraps a model of FSDP2 in no autocast; the others it does, and once more changes nothing.
        with self.compute_loss_context_manager(), self.accelerator.autocast():
            loss = summed_loss(model, part) * self.accelerator.num_processes / items
        self.accelerator.backward(loss)
        return loss.detach()

    def _as_many_everywhere(self, parts: list[Packed]) -> list[Packed]:
        """As many micro-batches on every process, as sharded weights are gathered once for each: the
        missing ones learn nothing."""
        if self.accelerator.num_processes == 1:
            return parts
        most = processes.largest(len(parts))
        return [parts[0].without_labels()] * (most - len(parts)) + parts

    def _shrink(self, step: Packed, full: str) -> None:
        """Smaller micro-batches, or more layers recomputed, after `full`, the allocator's words. Raises
        WorkError at the end of the road."""
        torch.cuda.empty_cache()
        now = max(sum(part.lengths) for part in cut(step, self.layout.micro_batch_tokens))
        alone = self.accelerator.num_processes == 1
        layout = self.layout.smaller(now, max(step.lengths)) if alone else None
        if layout is None:
            raise WorkError(
                f"the GPU's memory is full with {now:,} tokens in a micro-batch ({full}); "
                "`python -m train.plan` says what would fit: a lower --max_length or --lora_r, or more --checkpointed_layers"
            )
        self._take(layout)
        tqdm.write(
            f"the GPU's memory was full with {now:,} tokens; going on with {layout.describe()}, the same rows in each step"
        )

    def _take(self, layout: Layout) -> None:
        self.layout = layout
        models.checkpoint_layers(cast("torch.nn.Module", self.model), layout.checkpointed_layers)

    def _measure(self, model: Any, items: torch.Tensor) -> None:
        """Corrects a planned layout by two passes over made-up rows, before the first step of each start."""
        device = self.args.device
        if self.layout.plan is None or device.type != "cuda" or self.accelerator.num_processes > 1:
            return
        rows = self.layout.plan.limits.row
        vocabulary = model.config.get_text_config().vocab_size

        def run(tokens: int) -> None:
            self._backward(model, made_up(tokens, rows, vocabulary, device), items)

        def peak() -> int:
            return torch.cuda.max_memory_allocated(device)

        def reset() -> None:
            torch.cuda.reset_peak_memory_stats(device)

        with torch.random.fork_rng([device], device_type="cuda"):
            try:
                layout = self.layout.measured(run, peak, reset)
            except torch.OutOfMemoryError:
                layout = None  # the first step will find its way down
        model.zero_grad(set_to_none=True)
        torch.cuda.empty_cache()
        if layout is not None:
            self._take(layout)
            tqdm.write(layout.describe())

    # --- what is looked at

    def evaluate(self, *args: Any, **kwargs: Any) -> dict[str, float]:
        """The figures of `Validation.look`, logged; {} without one."""
        if self.validation is None:
            return {}
        dtype = torch.bfloat16 if self.args.bf16 else torch.float16 if self.args.fp16 else None
        figures = self.validation.look(
            self.model, self.processing_class, self.layout.micro_batch_tokens, dtype
        )
        self.log(dict(figures))
        self.control = self.callback_handler.on_evaluate(
            self.args, self.state, self.control, figures
        )
        return figures

    # --- what is kept

    @property
    def _saved(self) -> dict[str, Any]:
        """The part of the trainer's state that checkpoints carry for others."""
        return cast("dict[str, Any]", self.state.stateful_callbacks)

    @property
    def trained_tokens(self) -> int:
        """Labelled tokens that gradients were taken of, over the whole run and all processes, resumes included."""
        return self._saved.get(TRAINED_TOKENS, 0)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        """A whole checkpoint or none; see `write_whole`."""

        def write(folder: Path) -> None:
            self._checkpoint_folder = str(folder)
            super(CompletionTrainer, self)._save_checkpoint(model, trial)

        try:
            write_whole(
                Path(str(self.args.output_dir)),
                self.state.global_step,
                write,
                self.args.save_total_limit,
            )
        finally:
            self._checkpoint_folder = None

    def _get_output_dir(self, trial: Any) -> str:
        return self._checkpoint_folder or super()._get_output_dir(trial)

    def check_processes(self, checkpoint: Path) -> None:
        """Says when other processes wrote `checkpoint`; raises WorkError when they cut the steps elsewhere."""
        before, now = processes_of(checkpoint), self.accelerator.num_processes
        if before == now:
            return
        rows = len(cast("Any", self.train_dataset))
        if step_sizes(rows, self.rows_per_step, before) != step_sizes(
            rows, self.rows_per_step, now
        ):
            raise WorkError(
                f"{checkpoint} was written by {before} processes, which end an epoch of {rows} rows in other steps "
                f"than {now}; go on with {before}"
            )
        sys.stderr.write(
            f"it was written by {before} processes, now there are {now}: the same rows in every step, "
            "sums in another order, so the weights agree but for rounding\n"
        )

    def save_model(self, output_dir: str | None = None, _internal_call: bool = False) -> None:
        """The adapter, in the same form however many processes hold it; all must call it."""
        if self.accelerator.is_fsdp2:
            self._save(output_dir, sharded.adapter_state(self.accelerator.unwrap_model(self.model)))
        else:
            super().save_model(output_dir, _internal_call)

    def _save(
        self, output_dir: str | None = None, state_dict: dict[str, Any] | None = None
    ) -> None:
        """Adapter and tokenizer. PEFT would ask the Hub whether the base's vocabulary changed."""
        if not processes.is_main():
            return
        folder = output_dir or str(self.args.output_dir)
        model = self.accelerator.unwrap_model(self.model)
        model.save_pretrained(folder, state_dict=state_dict, save_embedding_layers=False)
        cast("Any", self.processing_class).save_pretrained(folder)

    def _save_optimizer_and_scheduler(self, output_dir: str) -> None:
        if not self.accelerator.is_fsdp2:
            super()._save_optimizer_and_scheduler(output_dir)
            return
        state = sharded.whole(self._optimizer.state_dict())
        if processes.is_main():
            torch.save(state, Path(output_dir) / OPTIMIZER_NAME)
            torch.save(
                cast("Any", self.lr_scheduler).state_dict(), Path(output_dir) / SCHEDULER_NAME
            )

    def _load_optimizer_and_scheduler(self, checkpoint: str | None) -> None:
        if checkpoint is None or not self.accelerator.is_fsdp2:
            super()._load_optimizer_and_scheduler(checkpoint)
            return
        state, schedule = (
            torch.load(Path(checkpoint) / name, map_location="cpu", weights_only=True)
            for name in (OPTIMIZER_NAME, SCHEDULER_NAME)
        )
        sharded.load_optimizer(self._optimizer, state)
        cast("Any", self.lr_scheduler).load_state_dict(schedule)

    @property
    def _optimizer(self) -> torch.optim.Optimizer:
        return cast("Any", self.optimizer).optimizer  # accelerate's wrapper holds it

    def _prepare_for_training(
        self, max_steps: int, train_dataloader: Any, resume_from_checkpoint: Any
    ) -> Any:
        if self.accelerator.is_fsdp2:
            sharded.keep_dtypes(cast("Any", self.accelerator.state).fsdp_plugin)
            if (
                resume_from_checkpoint is not None
            ):  # into whole weights; once sharded, they could not take it
                super()._load_from_checkpoint(resume_from_checkpoint, self.model)
        return super()._prepare_for_training(max_steps, train_dataloader, resume_from_checkpoint)

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        if not self.accelerator.is_fsdp2:
            super()._load_from_checkpoint(resume_from_checkpoint, model)

    def floating_point_ops(self, inputs: Any) -> int:
        """Nothing: nobody reads it, and it would count all parameters in every step."""
        return 0

    def create_model_card(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the card is written once, at the end, from what is known then."""


class StepLoader(DataLoader):
    """A DataLoader that tells its batch sampler the epoch, as accelerate's do."""

    def set_epoch(self, epoch: int) -> None:
        """Called by the trainer at the start of each epoch."""
        cast("Steps", self.batch_sampler).set_epoch(epoch)


def collate(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The rows of a step end to end: `input_ids` and `labels` (1, T), `row_lengths`."""
    packed = pack([row["input_ids"] for row in rows], [row["labels"] for row in rows])
    return {
        "input_ids": packed.input_ids,
        "labels": packed.labels,
        "row_lengths": list(packed.lengths),
    }


def rows_of_steps(steps: int, sizes: Sequence[int]) -> int:
    """How many rows `steps` steps learn when an epoch's steps have `sizes`."""
    epochs, rest = divmod(steps, len(sizes))
    return epochs * sum(sizes) + sum(sizes[:rest])


def made_up(tokens: int, row: int, vocabulary: int, device: torch.device) -> Packed:
    """A micro-batch of `tokens` tokens in rows of `row`, all of them labelled."""
    ids = torch.arange(tokens, device=device).unsqueeze(0) % vocabulary
    whole, rest = divmod(tokens, row)
    return Packed(ids, ids, (*[row] * whole, *([rest] if rest else [])))


def summed_loss(model: Any, packed: Packed) -> torch.Tensor:
    """Negative log-likelihood of all labelled tokens, in nats, summed (0-d).

    On a GPU by TRL's fused output layer, which never holds a batch of logits; its fallback elsewhere
    pads to tiles of 4,096 tokens, so there only the labelled positions are projected.
    """
    if packed.input_ids.device.type == "cuda":
        outputs = model(**packed.inputs(), labels=packed.labels, fused_lm_head=True)
        return -outputs.log_probs.sum()
    positions, targets = packed.predicted()
    logits = model(**packed.inputs(), logits_to_keep=positions).logits[0]
    return functional.cross_entropy(logits.float(), targets, reduction="sum")


def keep_adapters_in_fp32(model: torch.nn.Module) -> None:
    """Trainable parameters in fp32, in place; before the optimizer is made."""
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.float()


class StepBar(TrainerCallback):
    """One progress bar over the steps, with the last logged loss."""

    def __init__(self) -> None:
        self.bar: tqdm | None = None

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        self.bar = tqdm(
            total=state.max_steps,
            initial=state.global_step,
            desc="training",
            unit="step",
            mininterval=1.0,
        )

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if self.bar is not None:
            self.bar.update(state.global_step - self.bar.n)

    def on_log(
        self, args: Any, state: Any, control: Any, logs: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        if self.bar is not None and logs and "loss" in logs:
            self.bar.set_postfix(loss=f"{logs['loss']:.3f}", refresh=False)

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if self.bar is not None:
            self.bar.close()
