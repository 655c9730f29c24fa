"""A small dataset folder, and a tiny base made from it by the real code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.train.sample_dataset import default_rows, write_dataset


@pytest.fixture(scope="session", autouse=True)
def _own_caches_and_one_thread(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The datasets library would leave its cache in the user's home."""
    import torch
    from datasets import config as settings

    with pytest.MonkeyPatch.context() as patch:
        torch.set_num_threads(
            1
        )  # a model this small is slower on more, and much slower beside other work
        patch.setattr(settings, "HF_DATASETS_CACHE", tmp_path_factory.mktemp("hf_datasets"))
        yield


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_dataset(tmp_path_factory.mktemp("dataset"), default_rows())


@pytest.fixture(scope="session")
def tiny_base(dataset: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A base of two layers, hardly trained: its weights do not matter, its make does."""
    from train.tiny import TinyConfig, make_base

    folder = str(tmp_path_factory.mktemp("bases") / "tiny")
    make_base(
        TinyConfig(
            dataset=dataset,
            output_dir=folder,
            vocab_size=600,
            hidden_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            steps=4,
            batch_size=4,
            sequence_length=32,
        )
    )
    return folder


@pytest.fixture(scope="session")
def tokenizer(tiny_base: str) -> Any:
    from train.config import QloraConfig
    from train.tokenizer import load_tokenizer

    return load_tokenizer(QloraConfig(model_name_or_path=tiny_base))


Command = Callable[..., int]


@pytest.fixture(scope="session")
def train_command(dataset: str, tiny_base: str) -> Command:
    """`python -m train` in this process: keys as keyword arguments, the exit status back."""
    from train import dialect
    from train.__main__ import main

    def command(output_dir: Path, **keys: Any) -> int:
        options = {
            "dataset": dataset, "model_name_or_path": tiny_base, "output_dir": str(output_dir), "lora_r": 4,
            "max_steps": 6, "rows_per_step": 4, "learning_rate": 5e-3, "save_steps": 2,
            "logging_steps": 1, "disable_tqdm": True, "max_length": 256,
        } | keys  # fmt: skip
        return dialect.run(
            main, [word for key, value in options.items() for word in (f"--{key}", str(value))]
        )

    return command
