"""TRL's SFTTrainer with what QLoRA on one machine needs changed: loss, adapters' dtype, saving, progress."""

from typing import Any, cast

import torch
from tqdm import tqdm
from transformers import PrinterCallback, ProgressCallback, Trainer, TrainerCallback
from trl import SFTTrainer

from train.batches import LengthGroupedSampler

TRAINED_TOKENS = "trained_tokens"


class CompletionTrainer(SFTTrainer):
    """SFTTrainer over rows that carry `input_ids` and `labels`.

    - adapters stay fp32 (TRL casts those on a 4-bit base to bf16, where AdamW's small steps vanish:
      https://github.com/huggingface/trl/issues/7268);
    - on CPU the loss is the model's own: TRL's fused one pads each batch to tiles of 4,096 tokens there;
    - saving asks no network, and writes no model card of blanks;
    - the count of trained tokens lives in the trainer's state, so that it survives a resume.
    """

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        keep_adapters_in_fp32(cast("torch.nn.Module", self.model))
        for noisy in (PrinterCallback, ProgressCallback):
            self.remove_callback(noisy)
        if not self.args.disable_tqdm:
            self.add_callback(StepBar())

    def compute_loss(
        self,
        model: Any,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        """Mean negative log-likelihood of the labelled tokens, in nats; see the class for the CPU."""
        if model.training:
            # Of the micro-batch, after the shift: the first token of a row is never predicted.
            self._count_trained(int((inputs["labels"][:, 1:] != -100).sum()))
        if self.args.device.type != "cpu":
            return super().compute_loss(model, inputs, return_outputs, num_items_in_batch)
        # Trainer's own, past SFTTrainer's fused head.
        return Trainer.compute_loss(
            self, model, {**inputs, "use_cache": False}, return_outputs, num_items_in_batch
        )

    def _count_trained(self, tokens: int) -> None:
        self._saved[TRAINED_TOKENS] = self.trained_tokens + tokens

    @property
    def _saved(self) -> dict[str, Any]:
        """The part of the trainer's state that checkpoints carry for others."""
        return cast("dict[str, Any]", self.state.stateful_callbacks)

    @property
    def trained_tokens(self) -> int:
        """Labelled tokens that gradients were taken of, over the whole run, resumes included."""
        return self._saved.get(TRAINED_TOKENS, 0)

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        dataset = self.train_dataset if train_dataset is None else train_dataset
        if self.args.train_sampling_strategy != "group_by_length":
            return super()._get_train_sampler(train_dataset)
        seed = self.args.seed if self.args.data_seed is None else self.args.data_seed
        lengths = [len(ids) for ids in cast("Any", dataset)["input_ids"]]
        return LengthGroupedSampler(lengths, self.args.train_batch_size, seed)

    def _save(
        self, output_dir: str | None = None, state_dict: dict[str, Any] | None = None
    ) -> None:
        """Adapter and tokenizer. PEFT would ask the Hub whether the base's vocabulary changed."""
        folder = output_dir or str(self.args.output_dir)
        model = self.accelerator.unwrap_model(self.model)
        model.save_pretrained(folder, state_dict=state_dict, save_embedding_layers=False)
        cast("Any", self.processing_class).save_pretrained(folder)

    def create_model_card(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the card is written once, at the end, from what is known then."""


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
