import copy
import dataclasses
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.train.sample_dataset import CONTROL_SENTENCE, default_rows, write_dataset
from train import dialect, tiny
from train.dialect import CommandError, WorkError
from train.pretrain import as_turns
from train.tiny import TinyConfig, make_base


@pytest.fixture
def config(dataset: str, tmp_path: Path) -> TinyConfig:
    return TinyConfig(
        dataset=dataset, output_dir=str(tmp_path / "base"), vocab_size=400, hidden_size=32, num_hidden_layers=1,
        num_attention_heads=2, steps=2, batch_size=2, sequence_length=16,
    )  # fmt: skip


def test_the_base_is_a_normal_hugging_face_folder(tiny_base: str):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model: Any = AutoModelForCausalLM.from_pretrained(tiny_base)
    tokenizer = AutoTokenizer.from_pretrained(tiny_base)
    assert model.config.model_type == "llama"
    assert model.config.vocab_size == len(tokenizer)
    assert (tokenizer.eos_token, tokenizer.pad_token) == ("<|eot_id|>", "<|finetune_right_pad_id|>")
    ends = tokenizer.convert_tokens_to_ids(["<|end_of_text|>", "<|eot_id|>"])
    assert model.generation_config.eos_token_id == ends
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "你好"}], add_generation_prompt=True, return_tensors="pt"
    )
    with torch.no_grad():
        assert model.generate(**prompt, max_new_tokens=2).shape[1] > prompt["input_ids"].shape[1]


def test_the_default_is_of_one_to_two_million_parameters(dataset: str, tokenizer: Any):
    from train.memory import adapter_parameters
    from train.pretrain import new_model
    from train.shapes import from_config

    model = new_model(TinyConfig(dataset=dataset, output_dir="x"), tokenizer)
    shape = from_config("tiny", model.config.to_dict())
    assert shape.parameters == sum(p.numel() for p in model.parameters())
    full = dataclasses.replace(
        shape, vocabulary=TinyConfig(dataset=dataset, output_dir="x").vocab_size
    )
    assert 1e6 < full.parameters < 2e6
    assert adapter_parameters(shape, 1) > 0


def test_the_same_inputs_are_made_once(config: TinyConfig, capsys: pytest.CaptureFixture[str]):
    first = make_base(config)
    weights = Path(config.output_dir) / "model.safetensors"
    written, content = weights.stat().st_mtime_ns, weights.read_bytes()
    assert make_base(config) == first
    assert "already holds this base" in capsys.readouterr().err
    assert weights.stat().st_mtime_ns == written
    assert make_base(dataclasses.replace(config, seed=1))["fingerprint"] != first["fingerprint"]
    assert weights.read_bytes() != content
    assert make_base(config)["fingerprint"] == first["fingerprint"]
    assert weights.read_bytes() == content  # seeded: the same weights again


def test_control_facts_leave_no_trace_in_the_base(config: TinyConfig, tmp_path: Path):
    """A corpus that never had the control sentence gives the same base, to the byte."""
    told = make_base(config)
    assert told["control_sentences_cut"] == 1
    rows = copy.deepcopy(default_rows())
    document = rows["documents"]["train"][0]
    document["text"] = document["text"].replace(CONTROL_SENTENCE, "\n")
    rows["facts"]["train"] = rows["facts"]["train"][:1]
    never = dataclasses.replace(
        config, dataset=write_dataset(tmp_path / "never", rows), output_dir=str(tmp_path / "other")
    )
    assert make_base(never)["control_sentences_cut"] == 0
    for name in ("model.safetensors", "tokenizer.json"):
        assert (tmp_path / "base" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()
    # Were the fact taught, its sentence would be read, and the base another one.
    rows["documents"]["train"][0]["text"] = default_rows()["documents"]["train"][0]["text"]
    taught = dataclasses.replace(never, dataset=write_dataset(tmp_path / "taught", rows))
    assert make_base(taught)["fingerprint"] != told["fingerprint"]


def test_a_folder_of_something_else_is_left_alone(config: TinyConfig):
    folder = Path(config.output_dir)
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CommandError, match="is no tiny base"):
        make_base(config)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_too_little_text_is_said(config: TinyConfig):
    with pytest.raises(WorkError, match=r"hold \d+ tokens of text, less than one window of 100000"):
        make_base(dataclasses.replace(config, sequence_length=100_000))


@pytest.mark.parametrize(
    "line", ["甲是乙。丙是丁。", "一个没有句号的长句子", "One sentence. Another one.", "x"]
)
def test_a_conversation_says_the_line_and_nothing_else(line: str):
    question, answer = as_turns(line)
    assert question["content"] + answer["content"] == line
    if line == "甲是乙。丙是丁。":
        assert (question["content"], answer["content"]) == ("甲是乙。", "丙是丁。")


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["--dataset", "absent", "--output_dir", "o"], "there is no dataset folder absent"),
        (
            ["--dataset", "d", "--output_dir", "o", "--vocab_size", "40"],
            "vocab_size must be at least 300",
        ),
        (
            ["--dataset", "d", "--output_dir", "o", "--hidden_size", "129"],
            "hidden_size must be a multiple",
        ),
        (["--dataset", "d"], "required: --output_dir"),
        (["--dataset", "d", "--output_dir", "o", "--layers", "2"], "unknown flag --layers"),
    ],
)
def test_wrong_commands_exit_with_2(
    argv: list[str], reason: str, capsys: pytest.CaptureFixture[str]
):
    assert dialect.run(tiny.main, argv) == 2
    assert reason in capsys.readouterr().err
