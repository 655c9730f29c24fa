import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from train import config
from train.dialect import CommandError

CONFIGS = sorted((Path(__file__).parents[2] / "configs" / "train").glob("*.yaml"))


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_yaml_parses_and_opens_with_its_command(path: Path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(f"# python -m train --config configs/train/{path.name} --dataset ")
    argv = ["--config", str(path), "--dataset", "runs/x/dataset", "--output_dir", "out"]
    train, sft, model = config.parse(argv)
    keys = yaml.safe_load(path.read_text(encoding="utf-8"))
    got = {**vars(sft), **vars(model), **vars(train)}
    for key, value in keys.items():
        value = config.AUTOMATIC.get(key, value) if value == "auto" else value
        assert getattr(got[key], "value", got[key]) == value, key
    assert (model.load_in_4bit, model.bnb_4bit_quant_type, model.use_bnb_nested_quant) == (
        True,
        "nf4",
        True,
    )
    assert (model.dtype, model.lora_target_modules) == ("bfloat16", "all-linear")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--lora_r", "auto", "--learning_rate=auto", "--micro_batch_tokens", "auto"],
        ["--checkpointed_layers=auto"],
    ],
)
def test_auto_leaves_a_key_to_recipe_and_plan(argv: list[str]):
    train, sft, model = config.parse(
        ["--dataset", "d", "--output_dir", "o", "--model_name_or_path", "m", *argv]
    )
    assert (model.lora_r, sft.learning_rate) == (0, 0)
    assert (train.micro_batch_tokens, train.checkpointed_layers) == (0, -1)


def test_refused_keys_of_a_yaml_are_named(tmp_path: Path):
    path = tmp_path / "c.yaml"
    path.write_text("gradient_accumulation_steps: 4\n", encoding="utf-8")
    with pytest.raises(
        CommandError, match="gradient_accumulation_steps is not used here: rows_per_step"
    ):
        config.parse(
            [
                "--config",
                str(path),
                "--dataset",
                "d",
                "--output_dir",
                "o",
                "--model_name_or_path",
                "m",
            ]
        )


def test_each_family_has_its_configs():
    names = {path.stem for path in CONFIGS}
    assert names == {
        "tiny_cpu", "llama2_7b", "llama3_8b", "llama3.1_8b", "llama3.1_70b",
        "llama3.2_1b", "llama3.2_3b", "llama4_scout",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["--tasks", "qa,chat"], "tasks must name some of qa, summarization, text, got 'qa,chat'"),
        (["--tasks", ","], "tasks must name"),
        (["--overlong", "shrink"], "invalid choice: 'shrink'"),
        (["--learning_rte", "1"], "did you mean --learning_rate?"),
        (["--lora_r", "-1"], "lora_r must not be negative"),
        (["--use_peft", "false"], "use_peft must be true"),
        (["--completion_only_loss", "false"], "only completions are trained"),
        (["--learning_rate", "-1"], "learning_rate must be positive"),
        (["--per_device_train_batch_size", "8"], "rows_per_step is the whole step"),
        (["--packing=true"], "packing is not used here: rows are always packed"),
        (["--rows_per_step", "0"], "rows_per_step must be at least 1"),
        (["--micro_batch_tokens", "-1"], "cannot be negative"),
        (["--lr_scheduler_type", "lineal"], "lineal"),
    ],
)
def test_wrong_settings_are_named(argv: list[str], reason: str):
    with pytest.raises(CommandError) as error:
        config.parse(["--dataset", "d", "--output_dir", "o", "--model_name_or_path", "m", *argv])
    assert reason in str(error.value)


def test_output_dir_is_needed():
    with pytest.raises(CommandError, match="--output_dir"):
        config.parse(["--dataset", "d", "--model_name_or_path", "m"])


def test_help_is_quick_and_teaches():
    code = (
        "import sys\nfrom train import config\n"
        "try:\n    config.parse(['--help'])\nexcept SystemExit:\n    pass\n"
        "assert 'torch' not in sys.modules, 'help imported torch'"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    for key in (
        "--dataset",
        "--tasks",
        "--overlong",
        "--lora_r",
        "--learning_rate",
        "--config",
        "tiny_cpu.yaml",
    ):
        assert key in done.stdout
