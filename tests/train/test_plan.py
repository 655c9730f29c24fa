"""`python -m train.plan`: what it prints, and what it understands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from train import dialect, plan
from train.memory import GIB
from train.plan import PlanConfig, ask, gpu_bytes


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert dialect.run(plan.main, argv) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "size"),
    [("24GiB", 24 * GIB), ("80GB", 80e9), ("16", 16 * GIB), (" 7.5 gib ", 7.5 * GIB)],
)
def test_gpu_sizes(text: str, size: float):
    assert gpu_bytes(text) == size


@pytest.mark.parametrize("text", ["", "big", "-4GiB", "0", "24MiB"])
def test_other_sizes_are_refused(text: str):
    with pytest.raises(ValueError, match="gpu must be a size"):
        gpu_bytes(text)


def test_torch_is_not_needed():
    code = (
        "import sys, train.plan, train.probe\n"
        "train.plan.main(['--model', 'llama-3.1-8b', '--gpu', '24GiB'])\n"
        "print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_8b_fits_24_gib(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "--model", "meta-llama/Llama-3.1-8B-Instruct", "--gpu", "24GiB")
    assert "8.03 B parameters" in text
    assert "\nfits: --max_length 8192 --micro_batch_tokens 8" in text
    assert " 0 of 32 " in text
    assert "note:" not in text  # at 8,192 tokens a row a bf16 base has no room


def test_a_bf16_base_is_mentioned_where_it_fits_and_not_chosen(capsys: pytest.CaptureFixture[str]):
    argv = ("--model", "llama-3.1-8b", "--gpu", "80GiB", "--max_length", "1024")
    text = printed(capsys, *argv)
    assert "linear layers, NF4" in text
    assert "note: a bf16 base fits too, in 7" in text
    exact = printed(capsys, *argv, "--load_in_4bit", "false")
    assert "linear layers, bf16" in exact
    assert "note:" not in exact
    note, verdict = text.splitlines()[-2], exact.splitlines()[-1]
    assert verdict.split(" --", 2)[2] in note.replace("(--", "--")


def test_what_does_not_fit_is_told_what_would_help(capsys: pytest.CaptureFixture[str]):
    argv = ("--model", "meta-llama/Llama-3.3-70B-Instruct", "--gpu", "24GiB")
    last = printed(capsys, *argv).splitlines()[-1]
    assert last.startswith("does not fit: one row of 256 tokens needs 4")
    assert "would fit with --gpus 3 of this card, or a GPU of 48 GiB" in last
    assert printed(capsys, *argv, "--gpus", "3").splitlines()[-1].startswith("fits: ")
    assert printed(capsys, *argv, "--gpus", "2").splitlines()[-1].startswith("does not fit: ")
    small = printed(capsys, "--model", "llama-3.1-8b", "--gpu", "8GiB", "--max_length", "512")
    assert "--lora_r 8" in small.splitlines()[-1]
    exact = printed(capsys, "--model", "llama-3.1-8b", "--gpu", "12GiB", "--load_in_4bit", "false")
    assert "--load_in_4bit true" in exact.splitlines()[-1]


def test_scout_says_how_its_experts_are_held(capsys: pytest.CaptureFixture[str]):
    argv = ("--model", "meta-llama/Llama-4-Scout-17B-16E-Instruct", "--gpu", "80GiB")
    text = printed(capsys, *argv)
    assert "107.77 B parameters, 17.2 B active" in text
    assert "16 routed experts a layer, bf16" in text
    assert "which bitsandbytes does not quantise" in text
    assert "--gpus 4 of this card" in text.splitlines()[-1]
    assert "\nfits: " in printed(capsys, *argv, "--gpus", "4")


def yaml_in(folder: Path, text: str) -> str:
    path = folder / "run.yaml"
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize(
    ("keys", "rows", "rank"),
    [
        ("rows_per_step: 24\nlora_r: auto\nmicro_batch_tokens: auto", 24, 32),
        ("lora_r: 64\nper_device_train_batch_size: 8\ngradient_accumulation_steps: 2", 16, 64),
        ("lora_alpha: 32", 16, 32),
    ],
)
def test_a_yaml_gives_rank_length_and_rows(tmp_path: Path, keys: str, rows: int, rank: int):
    model = "model_name_or_path: meta-llama/Llama-3.2-1B-Instruct\nmax_length: 2048\n"
    question = ask(PlanConfig(model=yaml_in(tmp_path, model + keys)))
    assert question.model == "meta-llama/Llama-3.2-1B-Instruct"
    assert (question.rows_per_step, question.setup.rank) == (rows, rank)
    assert question.lengths == (2048,)
    flags = ask(PlanConfig(yaml_in(tmp_path, model + keys), lora_r=8, max_length=64, gpus=2))
    assert (flags.setup.rank, flags.setup.gpus, flags.lengths) == (8, 2, (64,))


@pytest.mark.parametrize("name", ["llama3.1_8b", "llama3.2_1b", "llama3.2_3b"])
def test_the_names_of_our_configs_are_known(name: str):
    question = ask(PlanConfig(model=name))
    assert question.model.startswith("meta-llama/Llama-")
    assert question.lengths == (2048,)


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]):
    argv = ("--model", "llama-3.2-3b", "--gpu", "12GiB", "--rows_per_step", "8")
    text, data = printed(capsys, *argv), json.loads(printed(capsys, *argv, "--json"))
    assert data["verdict"] == text.splitlines()[-1]
    assert [one["max_length"] for one in data["plans"]] == [256, 512, 1024, 2048, 4096, 8192]
    for one in data["plans"]:
        assert f"{one['micro_batch_tokens']:,}" in text
        assert one["bytes"] == pytest.approx(sum(one["parts"].values()))
        assert one["bytes"] <= data["usable_bytes"]


def test_what_cannot_be_planned_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert dialect.run(plan.main, ["--model", "x", "--gpu", "huge"]) == 2
    assert dialect.run(plan.main, ["--model", "absent.yaml"]) == 2
    assert dialect.run(plan.main, ["--model", yaml_in(tmp_path, "a: [")]) == 2
    assert dialect.run(plan.main, ["--model", "x", "--gpus", "0"]) == 2
    assert dialect.run(plan.main, ["--model", "x", "--gpus", "17"]) == 2
    assert dialect.run(plan.main, ["--model", "org/unheard-of"]) == 1
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 6
    assert all(line.startswith("error: ") for line in errors)
