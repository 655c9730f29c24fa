"""Whole runs through the command: real 4-bit base, real trainer, real files."""

import socket
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from tests.train.conftest import Command
from tests.train.sample_dataset import default_rows, run_record, sft_row, write_dataset
from train.resume import last_checkpoint
from train.trainer import StepBar


def adapter(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "adapter_model.safetensors")


@pytest.fixture(scope="module")
def finished(train_command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An uninterrupted run of six steps; no name is resolved and nothing is connected to on the way."""

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError(f"training asked the network for {args}")

    folder = tmp_path_factory.mktemp("runs") / "straight"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", refuse)
        patch.setattr(socket.socket, "connect", refuse)
        assert train_command(folder) == 0
    return folder


def test_a_run_leaves_adapter_tokenizer_template_and_record(
    finished: Path, tiny_base: str, dataset: str
):
    run = run_record(finished)
    assert (run["base_model"], run["dataset"], run["steps"], run["seed"]) == (
        tiny_base,
        dataset,
        6,
        42,
    )
    assert [loss["step"] for loss in run["losses"]] == [1, 2, 3, 4, 5, 6]
    assert run["losses"][-1]["loss"] < run["losses"][0]["loss"]
    assert run["rows"]["rows"] == len(default_rows()["sft"]["train"])
    assert 6 * 4 <= run["trained_tokens"] <= 6 * 4 * run["rows"]["longest"]
    assert {"torch", "trl", "peft", "bitsandbytes"} <= set(run["versions"])
    assert run["config"]["lora_r"] == 4
    template = (finished / "chat_template.jinja").read_text(encoding="utf-8")
    assert template == (Path(tiny_base) / "chat_template.jinja").read_text(encoding="utf-8")
    card = (finished / "README.md").read_text(encoding="utf-8")
    assert "More Information Needed" not in card
    assert f"of {Path(dataset).name} " in card.replace("\\", "")
    assert str(Path(dataset).parent) not in card  # a card is for others


def test_adapters_are_saved_in_fp32_and_really_trained(finished: Path):
    weights = adapter(finished)
    assert len(weights) == 2 * 2 * 7
    assert {tensor.dtype for tensor in weights.values()} == {torch.float32}
    # What bf16 can hold has 16 zero bits at the end; trained fp32 weights use them.
    moved = torch.cat([tensor.flatten() for name, tensor in weights.items() if "lora_B" in name])
    assert moved.abs().max() > 0
    assert (moved != moved.bfloat16().float()).float().mean() > 0.9


def test_the_saved_adapter_gives_the_same_logits_again(train_command: Command, finished: Path, tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch):  # fmt: skip
    from peft import PeftModel

    from train import model as models
    from train import sft
    from train.config import QloraConfig

    trained: list[Any] = []
    original = sft.make_trainer

    def keep(*args: Any) -> Any:
        trained.append(original(*args))
        return trained[-1]

    monkeypatch.setattr(sft, "make_trainer", keep)
    assert train_command(tmp_path / "run") == 0
    record = run_record(finished)  # whose dtype is fp32 where the CPU has no bf16 product
    config = QloraConfig(model_name_or_path=record["base_model"], dtype=record["config"]["dtype"])
    base = models.load_base(config, torch.device("cpu"))
    again = PeftModel.from_pretrained(base, str(tmp_path / "run")).eval()
    # The trainer's own model, without the autocast that accelerate wraps around it for training.
    own = trained[0].accelerator.unwrap_model(trained[0].model, keep_fp32_wrapper=False).eval()
    ids = torch.arange(20).reshape(2, 10)
    with torch.no_grad():
        logits = again(input_ids=ids).logits
        assert torch.equal(own(input_ids=ids).logits, logits)
        with again.disable_adapter():
            assert not torch.allclose(again(input_ids=ids).logits, logits, atol=1e-3)


def interrupt_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(self: Any, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        if state.global_step == step:
            raise KeyboardInterrupt  # as a kill: no time to write anything

    monkeypatch.setattr(StepBar, "on_step_end", stop)


def test_an_interrupted_run_goes_on_to_the_very_same_weights(
    train_command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    options: dict[str, Any] = {"max_steps": 9, "disable_tqdm": False}
    assert train_command(tmp_path / "straight", **options) == 0
    folder = tmp_path / "interrupted"
    with monkeypatch.context() as patch:
        interrupt_at(7, patch)  # in the second epoch; the last whole checkpoint is of step 6
        assert train_command(folder, **options) == 1
    assert not (folder / "run.json").exists()
    (folder / "checkpoint-7").mkdir()  # as a kill in the middle of saving leaves it
    (folder / "checkpoint-7" / "adapter_model.safetensors").write_bytes(b"half")
    assert last_checkpoint(folder) == folder / "checkpoint-6"
    capsys.readouterr()
    assert train_command(folder, **options) == 0
    assert "going on from" in capsys.readouterr().err
    straight, resumed = adapter(tmp_path / "straight"), adapter(folder)
    assert all(torch.equal(straight[name], resumed[name]) for name in straight)
    one, other = run_record(tmp_path / "straight"), run_record(folder)
    assert one["losses"] == other["losses"]
    assert one["trained_tokens"] == other["trained_tokens"]


def test_a_finished_run_is_left_alone(
    train_command: Command, finished: Path, capsys: pytest.CaptureFixture[str]
):
    before = (finished / "adapter_model.safetensors").stat().st_mtime_ns
    assert train_command(finished) == 0
    assert "already holds this finished run" in capsys.readouterr().err
    assert (finished / "adapter_model.safetensors").stat().st_mtime_ns == before
    assert train_command(finished, learning_rate=1e-3) == 2
    reason = capsys.readouterr().err
    assert "learning_rate: 0.005 → 0.001" in reason
    assert "--overwrite_output_dir" in reason


def test_overwriting_starts_again(train_command: Command, tmp_path: Path):
    folder = tmp_path / "run"
    assert train_command(folder, max_steps=2) == 0
    assert train_command(folder, max_steps=3, overwrite_output_dir=True) == 0
    assert run_record(folder)["steps"] == 3
    assert not (folder / "checkpoint-2").exists() or run_record(folder)["losses"][0]["step"] == 1


def test_a_folder_of_something_else_is_refused(train_command: Command, tmp_path: Path,
                                               capsys: pytest.CaptureFixture[str]):  # fmt: skip
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    for overwrite in (False, True):
        assert train_command(tmp_path, overwrite_output_dir=overwrite) == 2
        assert "no run of ours" in capsys.readouterr().err
    assert (tmp_path / "thesis.tex").read_text(encoding="utf-8") == "years of work"


def test_nothing_to_train_on_is_an_error(
    train_command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert train_command(tmp_path / "run", max_length=8) == 1
    assert "nothing to train on: 18 rows" in (reason := capsys.readouterr().err)
    assert "18 too_long" in reason
    assert train_command(tmp_path / "run", max_length=64, overlong="fail") == 1
    assert "rows have more than max_length tokens" in capsys.readouterr().err
    only_qa = {**default_rows(), "sft": {"train": [sft_row("a", "qa", "问", "答")]}}
    other = write_dataset(tmp_path / "qa", only_qa)
    assert train_command(tmp_path / "run", dataset=other, tasks="summarization") == 1
    error = capsys.readouterr().err
    assert "nothing to train on: 0 rows in" in error and "(tasks summarization)" in error


def test_rows_left_out_are_said_and_recorded(train_command: Command, tmp_path: Path,
                                             capsys: pytest.CaptureFixture[str]):  # fmt: skip
    rows = default_rows()
    rows["sft"]["train"] += [
        sft_row("novel", "qa", "很长的问题" * 90, "答"),
        sft_row("fake", "qa", "<|eot_id|>", "答"),
    ]
    folder = write_dataset(tmp_path / "dataset", rows)
    assert train_command(tmp_path / "run", dataset=folder, tasks="qa", max_steps=1) == 0
    assert (
        "left out of 18 rows: 1 special_token_in_text (fake), 1 too_long (novel)"
        in capsys.readouterr().err
    )
    assert run_record(tmp_path / "run")["rows"]["dropped_ids"] == {
        "too_long": ["novel"], "special_token_in_text": ["fake"],
    }  # fmt: skip


def test_the_validation_split_is_measured_when_asked(train_command: Command, tmp_path: Path):
    keys: dict[str, Any] = {"eval_strategy": "steps", "eval_steps": 2, "max_steps": 4}
    assert train_command(tmp_path / "run", **keys) == 0
    run = run_record(tmp_path / "run")
    looks = run["validation"]
    assert [look["step"] for look in looks] == [2, 4]
    assert looks[1]["loss"] < looks[0]["loss"]
    assert all(0 <= look["strict_recall"] <= 1 for look in looks)
    assert all(look["neutral_bits_per_byte"] > 0 for look in looks)
    assert run["best_step"] == 4  # of two that recall nothing, the one with the lower loss
    assert (tmp_path / "run" / "best" / "adapter_model.safetensors").is_file()
    # Evaluating in between leaves the training as it was (see keep_cpu_layers_differentiable).
    assert train_command(tmp_path / "straight", max_steps=4) == 0
    straight, evaluated = adapter(tmp_path / "straight"), adapter(tmp_path / "run")
    assert all(torch.equal(straight[name], evaluated[name]) for name in straight)


def test_a_cpu_without_bf16_computes_in_fp32_and_says_so(
    train_command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    from train import model as models

    seen: list[bool] = []
    add_lora = models.add_lora

    def watch(*args: Any) -> Any:
        model: Any = add_lora(*args)
        model.base_model.model.lm_head.register_forward_pre_hook(
            lambda module, inputs: seen.append(torch.is_autocast_enabled("cpu"))
        )
        return model

    monkeypatch.setattr(models, "add_lora", watch)
    monkeypatch.setattr(models, "cpu_multiplies_bf16", lambda: False)
    assert train_command(tmp_path / "run", max_steps=2) == 0
    assert "no bf16 matrix product: computing in fp32" in capsys.readouterr().err
    assert seen == [False, False]
    config = run_record(tmp_path / "run")["config"]
    assert (config["bf16"], config["dtype"], config["load_in_4bit"]) == (False, "float32", True)


@pytest.mark.parametrize(
    ("keys", "status", "reason"),
    [
        ({"dataset": "runs/absent/dataset"}, 2, "there is no dataset folder runs/absent/dataset"),
        ({"model_name_or_path": "./absent"}, 1, "there is no model in ./absent"),
        ({"learning_rte": 1}, 2, "did you mean --learning_rate?"),
    ],
)
def test_wrong_commands_are_one_line(train_command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                     keys: dict[str, Any], status: int, reason: str):  # fmt: skip
    assert train_command(tmp_path / "run", **keys) == status
    lines = capsys.readouterr().err.strip().splitlines()
    assert reason in lines[-1]
    assert not any("Traceback" in line for line in lines)
    assert not (tmp_path / "run").exists()


def test_a_dataset_without_sft_rows_is_named(train_command: Command, tmp_path: Path,
                                             capsys: pytest.CaptureFixture[str]):  # fmt: skip
    rows = default_rows()
    broken = write_dataset(tmp_path / "broken", {"documents": rows["documents"]})
    assert train_command(tmp_path / "run", dataset=broken) == 1
    assert "cannot read sft/train of the dataset" in capsys.readouterr().err
