"""Each YAML under configs/train, run to its end by the real command on its architecture in miniature."""

from pathlib import Path

import pytest
from safetensors.torch import load_file

from tests.train.architectures import FAMILY, make_base
from tests.train.sample_dataset import run_record
from train import dialect
from train.__main__ import main

CONFIGS = Path(__file__).parents[2] / "configs" / "train"


@pytest.mark.parametrize("name", FAMILY)
def test_a_config_trains_its_miniature(
    name: str, dataset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    base = make_base(name, tmp_path / name, chat=True)
    output = tmp_path / "adapter"
    flags = {
        "dataset": dataset, "model_name_or_path": base, "output_dir": output, "lora_r": 4, "rows_per_step": 8,
        "num_train_epochs": 2, "logging_steps": 1, "disable_tqdm": "true",
    }  # fmt: skip
    words = [word for key, value in flags.items() for word in (f"--{key}", str(value))]
    status = dialect.run(main, ["--config", str(CONFIGS / f"{name}.yaml"), *words])
    assert status == 0, capsys.readouterr().err
    run = run_record(output)
    assert run["losses"][-1]["loss"] < run["losses"][0]["loss"]
    assert [look["step"] for look in run["validation"]] == [run["steps"] // 2, run["steps"]]
    weights = load_file(output / "adapter_model.safetensors")
    assert all(tensor.abs().sum() > 0 for name, tensor in weights.items() if "lora_B" in name)
