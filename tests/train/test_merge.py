"""Merging for real: a 4-bit run on the tiny base, its losses before and after, and what is refused."""

import json
import resource
import shutil
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from tests.train.conftest import Command
from train import merge as merging_door
from train.dialect import WorkError, run
from train.merge import main

PROMPT = [{"role": "user", "content": "Who founded Northwind Labs?"}]


@pytest.fixture(scope="module")
def adapter(train_command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trained hard enough for its product to matter."""
    folder = tmp_path_factory.mktemp("merging") / "adapter"
    assert train_command(folder, max_steps=12, learning_rate=2e-2) == 0
    return folder


def words(adapter: Path, output: Path, **keys: Any) -> list[str]:
    options = {"adapter": adapter, "output_dir": output, **keys}
    return [word for key, value in options.items() for word in (f"--{key}", str(value))]


@pytest.fixture(scope="module")
def merged(adapter: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Merged onto the base, onto the 4-bit base, and onto the base in fp32."""
    folder = tmp_path_factory.mktemp("merged")
    made = {"base": {}, "nf4": {"onto": "nf4"}, "fp32": {"dtype": "float32"}, "exact": {"onto": "nf4", "dtype": "float32"}}  # fmt: skip
    for name, keys in made.items():
        assert run(main, words(adapter, folder / name, **keys)) == 0
    return {name: folder / name for name in made}


def record(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "merge.json").read_text(encoding="utf-8"))


def logits(folder: Path) -> torch.Tensor:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    text = tokenizer.apply_chat_template(PROMPT, tokenize=False, add_generation_prompt=True)
    ids = tokenizer(text, add_special_tokens=False, return_tensors="pt")["input_ids"]
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    with torch.no_grad():
        return model(ids).logits[0, -1]


def test_the_merged_model_is_base_plus_product_rounded_once(
    merged: dict[str, Path], adapter: Path, tiny_base: str
):
    base = load_file(Path(tiny_base) / "model.safetensors")
    product = load_file(adapter / "adapter_model.safetensors")
    config = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    scale = config["lora_alpha"] / config["r"]
    for name, weight in load_file(merged["base"] / "model.safetensors").items():
        stem = f"base_model.model.{name.removesuffix('.weight')}"
        wanted = base[name].to(torch.bfloat16).float()
        if f"{stem}.lora_A.weight" in product:
            wanted = wanted + scale * product[f"{stem}.lora_B.weight"] @ product[f"{stem}.lora_A.weight"]  # fmt: skip
        assert weight.dtype == torch.bfloat16
        torch.testing.assert_close(weight, wanted.to(torch.bfloat16), rtol=2**-8, atol=1e-6)
        assert (weight == wanted.to(torch.bfloat16)).float().mean() > 0.99, name


def test_the_losses_are_measured_and_say_what_merging_costs(merged: dict[str, Path]):
    for name in ("base", "nf4"):
        told = record(merged[name])
        assert (told["rows"], told["onto"]) == (3, name)
        assert [loss["what"].split(" ")[0] for loss in told["losses"]] == ["adapter", "adapter", "merged"]  # fmt: skip
        assert all(0 < loss["loss"] < 10 for loss in told["losses"])
    trained, unrounded, after = (loss["loss"] for loss in record(merged["fp32"])["losses"])
    assert after == pytest.approx(unrounded, abs=1e-5)  # the same sum, in another order
    assert abs(unrounded - trained) > 1e-4  # it was trained against the rounding
    exact = record(merged["exact"])["losses"]
    assert exact[2]["loss"] == pytest.approx(exact[0]["loss"], abs=5e-3)
    assert abs(exact[2]["loss"] - exact[0]["loss"]) < abs(exact[1]["loss"] - exact[0]["loss"])


def test_the_loss_is_the_models_own(merged: dict[str, Path], tiny_base: str):
    from transformers import AutoModelForCausalLM

    from train.row_loss import mean_loss
    from train.rows import TokenRow

    model = AutoModelForCausalLM.from_pretrained(merged["fp32"])
    long = list(range(10, 310))  # more labels than are projected at once
    rows = [TokenRow(long, [-100, *long[1:]]), TokenRow([7, 8, 9, 10], [-100, -100, 9, 10])]
    losses = [
        model(torch.tensor([row.input_ids]), labels=torch.tensor([row.labels])).loss.item()
        for row in rows
    ]
    found = mean_loss(model, rows, "test")
    assert found.tokens == 299 + 2
    assert found.loss == pytest.approx((losses[0] * 299 + losses[1] * 2) / 301, rel=1e-5)


def test_rounding_in_place_gives_the_weights_of_the_training(
    merged: dict[str, Path], adapter: Path, tiny_base: str
):
    """The 4-bit weights that bitsandbytes loads, written out, plus the product."""
    import bitsandbytes as bnb
    from bitsandbytes import functional

    from train.config import QloraConfig
    from train.model import load_base

    config = QloraConfig(model_name_or_path=tiny_base, dtype="float32")
    base = load_base(config, torch.device("cpu"))
    product = load_file(adapter / "adapter_model.safetensors")
    saved = load_file(merged["exact"] / "model.safetensors")
    layers = {n: m for n, m in base.named_modules() if isinstance(m, bnb.nn.Linear4bit)}
    assert len(layers) == 14
    for name, layer in layers.items():
        state: Any = layer.weight.quant_state  # type: ignore[attr-defined]
        full = functional.dequantize_4bit(layer.weight.data, state).float()
        a, b = (product[f"base_model.model.{name}.lora_{side}.weight"] for side in "AB")
        wanted = full + 8 * b @ a
        torch.testing.assert_close(saved[f"{name}.weight"], wanted, rtol=1e-4, atol=1e-4)


def test_a_merged_folder_loads_ends_and_prompts_as_trained(
    merged: dict[str, Path], adapter: Path, tiny_base: str
):
    folder = merged["base"]
    for name in ("chat_template.jinja", "tokenizer.json", "tokenizer_config.json"):
        assert (folder / name).read_bytes() == (adapter / name).read_bytes()
    from transformers import AutoTokenizer, GenerationConfig

    tokenizer = AutoTokenizer.from_pretrained(folder)
    settings = GenerationConfig.from_pretrained(folder)
    ends = settings.eos_token_id
    assert isinstance(ends, list)
    assert tokenizer.eos_token_id in ends
    assert set(GenerationConfig.from_pretrained(tiny_base).eos_token_id) <= set(ends)  # type: ignore[arg-type]
    assert settings.pad_token_id == tokenizer.pad_token_id != tokenizer.eos_token_id
    assert not (logits(folder) - logits(Path(tiny_base))).abs().max() < 0.01
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "loss, merged into the bfloat16 base, as saved" in card
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["use_cache"] is True


def test_what_is_printed_serves_it(
    adapter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(main, words(adapter, tmp_path / "my merged", rows=2)) == 0
    out = capsys.readouterr().out
    assert "loss on 2 validation rows" in out
    assert f"vllm serve '{tmp_path}/my merged' --served-model-name" in out
    assert "convert_hf_to_gguf.py" in out
    assert "ollama create" in out


def test_without_validation_rows_it_merges_and_says_so(
    adapter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    copy = tmp_path / "adapter"
    shutil.copytree(adapter, copy, ignore=shutil.ignore_patterns("checkpoint-*"))
    told = json.loads((copy / "run.json").read_text(encoding="utf-8")) | {"dataset": "gone/away/now"}  # fmt: skip
    (copy / "run.json").write_text(json.dumps(told), encoding="utf-8")
    assert run(main, words(copy, tmp_path / "merged")) == 0
    assert "not measured" in capsys.readouterr().out
    assert record(tmp_path / "merged")["losses"] == []
    assert run(main, words(copy, tmp_path / "other", dataset="gone/away/now")) == 2
    assert not (tmp_path / "other").exists()


# --- what is refused


def refused(status: int, capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert run(main, list(command)) == status
    lines = capsys.readouterr().err.strip().splitlines()
    assert not any("Traceback" in line for line in lines)
    return lines[-1]


@pytest.fixture
def other_base(tiny_base: str, tmp_path: Path) -> Path:
    """The same shapes, one weight apart."""
    folder = tmp_path / "other_base"
    shutil.copytree(tiny_base, folder)
    from safetensors.torch import save_file

    weights = load_file(folder / "model.safetensors")
    weights["model.norm.weight"][0] += 1
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def test_another_base_is_refused_by_its_fingerprint(
    adapter: Path, other_base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    reason = refused(2, capsys, *words(adapter, tmp_path / "out", model=other_base))
    assert "was trained on another base" in reason
    assert not (tmp_path / "out").exists()


def test_a_base_of_other_shapes_is_refused(
    adapter: Path, dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    from train.tiny import TinyConfig, make_base

    wide = tmp_path / "wide"
    make_base(TinyConfig(dataset=dataset, output_dir=str(wide), vocab_size=600, hidden_size=128, num_hidden_layers=2, num_attention_heads=2, steps=0, sequence_length=32))  # fmt: skip
    copy = tmp_path / "adapter"
    shutil.copytree(adapter, copy, ignore=shutil.ignore_patterns("checkpoint-*"))
    told = json.loads((copy / "run.json").read_text(encoding="utf-8")) | {"base_fingerprint": None}
    (copy / "run.json").write_text(json.dumps(told), encoding="utf-8")
    reason = refused(2, capsys, *words(copy, tmp_path / "out", model=wide))
    assert "does not fit the base" in reason
    assert "mismatch" in reason
    assert not (tmp_path / "out").exists()


def test_an_unfinished_run_and_other_folders_are_refused(
    adapter: Path, tiny_base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    copy = tmp_path / "adapter"
    shutil.copytree(adapter, copy)
    (copy / "run.json").unlink()
    assert "is not finished" in refused(1, capsys, *words(copy, tmp_path / "out"))
    assert "holds no adapter of ours" in refused(2, capsys, *words(Path(tiny_base), tmp_path / "out"))  # fmt: skip
    assert "there is no adapter folder" in refused(2, capsys, *words(tmp_path / "x", tmp_path / "out"))  # fmt: skip


def test_what_is_there_is_not_overwritten(
    adapter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    assert "exists already" in refused(2, capsys, *words(adapter, tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_disk_without_room_is_told_before_anything_is_loaded(
    adapter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):  # fmt: skip
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(merging_door.shutil, "disk_usage", lambda path: usage(9, 9, 1000))
    reason = refused(1, capsys, *words(adapter, tmp_path / "out"))
    assert "needs 67," in reason  # 64 MiB beside 271 KB of weights
    assert "and 1,000 are free" in reason


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow over 100 kB: Python ignores the signal, so that writing fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.usefixtures("small_files")
def test_a_disk_that_fills_while_writing_leaves_nothing(
    adapter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    last = refused(1, capsys, *words(adapter, tmp_path / "out", rows=1))
    assert "cannot write" in last
    assert "the merged model needs 67," in last
    assert list(tmp_path.iterdir()) == []


# --- shown to others


def test_a_merged_model_is_pushed_without_places(
    merged: dict[str, Path], adapter: Path, capsys: pytest.CaptureFixture[str]
):
    from train import publish
    from train.evaluation import adapter_digest
    from train.shipment import pack, refuse_places

    folder = merged["base"]
    assert record(folder)["adapter_digest"] == adapter_digest(adapter)
    command = ["--folder", str(folder), "--repo_id", "org/name", "--dry_run"]
    assert run(publish.main, command) == 0
    out = capsys.readouterr().out
    assert "model.safetensors" in out
    assert "left out  Modelfile" in out
    assert "AutoModelForCausalLM.from_pretrained" in out
    shipment = pack(folder, json.loads((folder / "run.json").read_text(encoding="utf-8")), None)
    refuse_places(folder, shipment.files)
    told = json.loads(bytes(shipment.files["merge.json"]))  # type: ignore[arg-type]
    assert (told["adapter"], told["base_model"]) == ("adapter", "tiny")
    (folder / "config.json").unlink()
    with pytest.raises(WorkError, match=r"lacks config\.json"):
        pack(folder, shipment.run, None)


def test_a_base_that_ends_elsewhere_ends_where_it_was_trained_too(tiny_base: str, tmp_path: Path):
    from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

    from train.merging import _end_where_trained

    model = AutoModelForCausalLM.from_pretrained(tiny_base)
    tokenizer = AutoTokenizer.from_pretrained(tiny_base)
    model.generation_config.eos_token_id = 1  # as base models have it: the end of the text only
    model.generation_config.top_p = 0.9  # as Llama 2 had it, without do_sample
    _end_where_trained(model, tokenizer)
    model.save_pretrained(tmp_path)
    settings = GenerationConfig.from_pretrained(tmp_path)
    assert settings.eos_token_id == sorted({1, tokenizer.eos_token_id})
    assert settings.do_sample is True
