import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from trl import SFTConfig, SFTTrainer

from tests.train.sample_dataset import default_rows
from train import model as models
from train import trainer as trainers
from train.config import QloraConfig
from train.dialect import WorkError
from train.layout import Layout
from train.packing import Packed, pack
from train.rows import tokenize_rows
from train.sft import as_dataset
from train.trainer import CompletionTrainer, collate, rows_of_steps, summed_loss

Make = Callable[..., CompletionTrainer]


@pytest.fixture
def make(tiny_base: str, tokenizer: Any, tmp_path: Any) -> Make:
    def made(layers: int = 0, micro_batch_tokens: int = 10_000, **keys: Any) -> CompletionTrainer:
        config = QloraConfig(model_name_or_path=tiny_base, lora_r=4)
        rows = tokenize_rows(default_rows()["sft"]["train"], tokenizer, 256)
        args = SFTConfig(
            output_dir=str(tmp_path), use_cpu=True, gradient_checkpointing=False, disable_tqdm=True, bf16=False,
            dataset_kwargs={"skip_prepare_dataset": True}, dataloader_pin_memory=False, save_strategy="no",
            **({"learning_rate": 5e-3, "max_steps": 3, "logging_steps": 1} | keys),
        )  # fmt: skip
        model = models.add_lora(models.load_base(config, torch.device("cpu")), config, 0)
        return CompletionTrainer(
            rows_per_step=6, layout=Layout(micro_batch_tokens, layers, 64, "config"), model=model, args=args,
            train_dataset=as_dataset(rows), processing_class=tokenizer,
        )  # fmt: skip

    return made


def adapters(trainer: CompletionTrainer) -> torch.Tensor:
    model: Any = trainer.model
    return torch.cat([p.detach().flatten() for p in model.parameters() if p.requires_grad])


def assert_same_training(one: CompletionTrainer, other: CompletionTrainer, start: torch.Tensor):
    """The weights moved alike. Adam turns the sign of a gradient near zero into a whole step, so a few
    weights may differ where bf16 products round otherwise."""
    moved = adapters(one) - start
    assert moved.norm() > 0
    assert (adapters(other) - adapters(one)).norm() < 0.02 * moved.norm()


def a_step(trainer: CompletionTrainer) -> Packed:
    batch: Any = next(iter(trainer.get_train_dataloader()))
    return Packed(batch["input_ids"], batch["labels"], tuple(batch["row_lengths"]))


def test_adapters_stay_fp32_on_a_4_bit_base(make: Make):
    model: Any = make().model
    assert model.is_loaded_in_4bit
    assert {p.dtype for p in model.parameters() if p.requires_grad} == {torch.float32}


def test_the_packed_loss_is_that_of_trl_on_padded_rows(make: Make):
    """Our rows end to end against TRL's own collator and loss on the same rows with padding and a mask."""
    from trl.trainer.sft_trainer import DataCollatorForLanguageModeling

    trainer = make()
    model: Any = trainer.model
    rows: Any = trainer.train_dataset
    rows = [rows[at] for at in range(6)]
    model.eval()
    padded: Any = DataCollatorForLanguageModeling(pad_token_id=0)(rows)
    items = (padded["labels"][:, 1:] != -100).sum()
    with torch.no_grad():
        ours = (
            summed_loss(model, pack([r["input_ids"] for r in rows], [r["labels"] for r in rows]))
            / items
        )
        model.get_base_model().set_attn_implementation("sdpa")
        theirs = SFTTrainer.compute_loss(trainer, model, padded, num_items_in_batch=items)
    torch.testing.assert_close(ours, theirs.float(), rtol=2e-3, atol=2e-3)


def test_the_loss_sees_nothing_but_labelled_tokens(make: Make):
    trainer = make()
    model: Any = trainer.model
    step = a_step(trainer)
    model.eval()
    with torch.no_grad():
        rows = zip(step.input_ids[0].split(list(step.lengths)), step.labels[0].split(list(step.lengths)), strict=True)  # fmt: skip
        by_hand = torch.tensor(0.0)
        for ids, labels in rows:
            log_p = model(input_ids=ids[None]).logits[0].float().log_softmax(-1)
            for at in range(1, len(ids)):
                if labels[at] != -100:
                    by_hand -= log_p[at - 1, labels[at]]
        torch.testing.assert_close(summed_loss(model, step), by_hand, rtol=2e-3, atol=2e-3)


@pytest.mark.parametrize(("layers", "tokens"), [(0, 60), (0, 1), (1, 10_000), (2, 60)])
def test_how_a_step_is_cut_changes_nothing_that_is_learnt(make: Make, layers: int, tokens: int):
    whole, cut = make(), make(layers, tokens)
    start = adapters(whole)
    assert whole.train().global_step == cut.train().global_step == 3
    assert_same_training(whole, cut, start)
    losses = [[log["loss"] for log in t.state.log_history if "loss" in log] for t in (whole, cut)]
    assert losses[0] == pytest.approx(losses[1], rel=2e-3)
    assert whole.trained_tokens == cut.trained_tokens > 0


def recomputed(model: Any, step: Packed) -> int:
    """How often a decoder layer runs in one forward and backward pass."""
    from transformers.models.llama.modeling_llama import LlamaMLP

    runs: list[int] = []
    hooks = [
        module.register_forward_pre_hook(lambda *_: runs.append(1))
        for module in model.modules()
        if isinstance(module, LlamaMLP)
    ]
    summed_loss(model.train(), step).backward()
    for hook in hooks:
        hook.remove()
    return len(runs)


@pytest.mark.parametrize(("layers", "runs"), [(0, 2), (1, 3), (2, 4)])
def test_as_many_layers_are_recomputed_as_asked(make: Make, layers: int, runs: int):
    trainer = make(layers)
    assert recomputed(trainer.model, a_step(trainer)) == runs


def full_beyond(tokens: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loss that fails as a GPU does that holds no more than `tokens` tokens, after half the work."""
    real = trainers.summed_loss

    def scarce(model: Any, packed: Packed) -> torch.Tensor:
        loss = real(model, packed)
        if packed.input_ids.shape[1] > tokens:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.\nmore")
        return loss

    monkeypatch.setattr(trainers, "summed_loss", scarce)


def test_a_full_gpu_means_smaller_micro_batches_and_the_same_steps(
    make: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    calm = make()
    start = adapters(calm)
    calm.train()
    scarce = make()
    longest = max(a_step(scarce).lengths)
    full_beyond(longest * 2, monkeypatch)
    scarce.train()
    assert longest <= scarce.layout.micro_batch_tokens <= longest * 2
    assert scarce.state.global_step == 3
    assert_same_training(calm, scarce, start)
    assert calm.trained_tokens == scarce.trained_tokens
    assert "going on with" in capsys.readouterr().out


def test_a_gpu_too_small_for_one_row_is_said(make: Make, monkeypatch: pytest.MonkeyPatch):
    full_beyond(3, monkeypatch)
    with pytest.raises(WorkError, match=r"memory is full .* Tried to allocate 2.00 GiB"):
        make().train()


def test_a_loss_that_is_no_number_ends_the_run_before_it_spoils_the_weights(make: Make):
    trainer = make()
    before = adapters(trainer)
    model: Any = trainer.model
    with torch.no_grad():
        model.get_base_model().model.norm.weight.fill_(float("nan"))
    with pytest.raises(WorkError, match="the loss is nan at step 1"):
        trainer.train()
    assert torch.equal(before, adapters(trainer))


def test_steps_hold_the_rows_they_say_and_a_run_comes_through_all(make: Make):
    trainer = make(max_steps=-1, num_train_epochs=2)
    rows: Any = trainer.train_dataset
    trainer.train()
    per_epoch = -(-len(rows) // 6)
    assert trainer.state.global_step == 2 * per_epoch
    labelled = sum(label != -100 for row in rows for label in row["labels"])
    assert trainer.trained_tokens == 2 * labelled


def test_rows_of_steps():
    assert [rows_of_steps(n, [4, 4, 2]) for n in range(8)] == [0, 4, 8, 10, 14, 18, 20, 24]


def test_collate_masks_the_first_token_of_each_row():
    batch = collate([{"input_ids": [1, 2], "labels": [1, 2]}, {"input_ids": [3], "labels": [3]}])
    assert batch["labels"].tolist() == [[-100, 2, -100]]
    assert batch["row_lengths"] == [2, 1]


def test_saving_asks_no_hub_even_for_a_base_from_there(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    trainer = make()
    model: Any = trainer.model
    model.peft_config["default"].base_model_name_or_path = "org/base"
    asked: list[Any] = []

    def record(*args: Any, **kwargs: Any) -> Any:
        asked.append(args)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", record)
    monkeypatch.setattr(socket.socket, "connect", record)
    trainer.save_model(str(tmp_path / "saved"))
    assert asked == []
    assert (tmp_path / "saved" / "adapter_model.safetensors").is_file()
