import socket
from pathlib import Path
from typing import Any

import pytest
import torch
from trl import SFTConfig, SFTTrainer

from tests.train.sample_dataset import default_rows
from train import model as models
from train.config import QloraConfig
from train.rows import tokenize_rows
from train.sft import as_dataset
from train.trainer import CompletionTrainer


@pytest.fixture
def trainer(tiny_base: str, tokenizer: Any, tmp_path: Any) -> CompletionTrainer:
    config = QloraConfig(model_name_or_path=tiny_base, lora_r=4)
    rows = tokenize_rows(default_rows()["sft"]["train"], tokenizer, 256)
    args = SFTConfig(
        output_dir=str(tmp_path), use_cpu=True, gradient_checkpointing=False, disable_tqdm=True,
        dataset_kwargs={"skip_prepare_dataset": True}, per_device_train_batch_size=6, dataloader_pin_memory=False,
    )  # fmt: skip
    base = models.load_base(config, torch.device("cpu"))
    return CompletionTrainer(
        model=models.add_lora(base, config, 0),
        args=args,
        train_dataset=as_dataset(rows),
        processing_class=tokenizer,
    )


def test_adapters_stay_fp32_on_a_4_bit_base(trainer: CompletionTrainer):
    model: Any = trainer.model
    assert model.is_loaded_in_4bit
    assert {p.dtype for p in model.parameters() if p.requires_grad} == {torch.float32}


def test_the_loss_on_cpu_is_trls_loss(trainer: CompletionTrainer):
    model: Any = trainer.model
    batch: Any = next(iter(trainer.get_train_dataloader()))
    items = (batch["labels"][:, 1:] != -100).sum()
    model.eval()
    with torch.no_grad():
        ours = trainer.compute_loss(model, dict(batch), num_items_in_batch=items)
        theirs = SFTTrainer.compute_loss(trainer, model, dict(batch), num_items_in_batch=items)
    torch.testing.assert_close(ours, theirs, rtol=2e-3, atol=2e-3)


def test_the_loss_sees_nothing_but_labelled_tokens(trainer: CompletionTrainer):
    model: Any = trainer.model
    batch: Any = next(iter(trainer.get_train_dataloader()))
    model.eval()
    items = (batch["labels"][:, 1:] != -100).sum()
    with torch.no_grad():
        logits = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits
        loss = trainer.compute_loss(model, dict(batch), num_items_in_batch=items)
    by_hand = torch.tensor(0.0)
    for row, labels in zip(logits.float().log_softmax(-1), batch["labels"], strict=True):
        for position in range(1, len(labels)):
            if labels[position] != -100:
                by_hand -= row[position - 1, labels[position]]
    torch.testing.assert_close(loss.float(), by_hand / items, rtol=2e-3, atol=2e-3)


def test_trained_tokens_are_counted_while_training_only(trainer: CompletionTrainer):
    model: Any = trainer.model
    batch: Any = next(iter(trainer.get_train_dataloader()))
    labelled = int((batch["labels"][:, 1:] != -100).sum())
    model.train()
    trainer.compute_loss(model, dict(batch), num_items_in_batch=torch.tensor(labelled))
    model.eval()
    trainer.compute_loss(model, dict(batch), num_items_in_batch=torch.tensor(labelled))
    assert trainer.trained_tokens == labelled


def test_saving_asks_no_hub_even_for_a_base_from_there(
    trainer: CompletionTrainer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
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
