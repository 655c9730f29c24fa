"""Each config's architecture in miniature, from the base's folder to a gradient on a 4-bit base."""

from pathlib import Path
from typing import Any

import bitsandbytes as bnb
import pytest
import torch

from tests.train.architectures import FAMILY, make_base
from tests.train.sample_dataset import default_rows, message
from train import model as models
from train.config import QloraConfig
from train.rows import IGNORED, tokenize_row, tokenize_rows
from train.templates import FAMILIES, family_of
from train.texts import tokenize_texts
from train.tokenizer import load_tokenizer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=FAMILY)
def base(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, QloraConfig]:
    """(config's name, config of its miniature)."""
    folder = make_base(request.param, tmp_path_factory.mktemp("base") / request.param)
    return request.param, QloraConfig(model_name_or_path=folder, lora_r=4)


def test_there_is_a_miniature_of_each_config():
    assert {path.stem for path in (ROOT / "configs" / "train").glob("llama*.yaml")} == set(FAMILY)


def test_rows_train_adapters_on_its_4_bit_base(base: tuple[str, QloraConfig]):
    name, config = base
    tokenizer = load_tokenizer(config)
    rows = tokenize_rows(default_rows()["sft"]["train"], tokenizer, 512)
    assert not rows.dropped
    texts = tokenize_texts([{"id": "t", "text": "星辰公司由林小雨创立。"}], tokenizer, 512)
    model = models.add_lora(models.load_base(config, torch.device("cpu")), config, seed=0)
    for row in (rows.rows[0], texts.rows[0]):
        ids, labels = (torch.tensor([list(part)]) for part in (row.input_ids, row.labels))
        loss = model(input_ids=ids, labels=labels).loss
        loss.backward()
        assert torch.isfinite(loss)
    trained = {n: p for n, p in model.named_parameters() if p.requires_grad}
    assert trained and all("lora_" in n and p.dtype == torch.float32 for n, p in trained.items())
    assert all(p.grad is not None for p in trained.values())
    assert all(p.grad.abs().sum() > 0 for n, p in trained.items() if "lora_B" in n and "expert" not in n and p.grad is not None)  # fmt: skip
    assert not any(".router." in n or ".experts." in n for n in trained)
    quantised = [m for m in model.modules() if isinstance(m, bnb.nn.Linear4bit)]
    assert len(quantised) * 2 == len(trained) > 0, name


def test_its_family_is_told_by_its_config(base: tuple[str, QloraConfig], tmp_path: Path):
    from transformers import AutoConfig

    name, config = base
    found = AutoConfig.from_pretrained(str(config.model_name_or_path)).to_dict()
    family = family_of("model", found, load_tokenizer(config).get_vocab())
    # vocabularies in miniature tell Llama 2 from 3 by nothing but their tokens
    assert family is None if FAMILY[name] == "llama2" else family == FAMILIES[FAMILY[name]]


@pytest.mark.parametrize("question", ["谁创立了它？", "  spaces, a tail \n", "1 2  3\n\n4"])
def test_the_completion_alone_is_trained(base: tuple[str, QloraConfig], question: str):
    name, config = base
    tokenizer: Any = load_tokenizer(config)
    made = FAMILIES[FAMILY[name]]
    prompt = [message("system", "Short answers."), message("user", question)]
    row = tokenize_row(prompt, [message("assistant", " 林小雨 in  2015 ")], tokenizer, None)
    trained = [label for label in row.labels if label != IGNORED]
    assert tokenizer.decode(trained[:-1]).strip() == "林小雨 in  2015"
    assert trained[-1] == tokenizer.get_vocab()[made.end_of_turn] == tokenizer.eos_token_id
    assert list(row.input_ids).count(tokenizer.bos_token_id) == 1
    assert tokenizer.pad_token == made.pad


def test_llama_2_opens_each_exchange_with_a_begin_token(tmp_path: Path):
    tokenizer: Any = load_tokenizer(
        QloraConfig(model_name_or_path=make_base("llama2_7b", tmp_path))
    )
    prompt = [message("user", "a"), message("assistant", "b"), message("user", "c")]
    row = tokenize_row(prompt, [message("assistant", "d")], tokenizer, None)
    assert (
        tokenizer.decode(list(row.input_ids)).replace(" ", "")
        == "<s>[INST]a[/INST]b</s><s>[INST]c[/INST]d</s>"
    )
    trained = [label for label in row.labels if label != IGNORED]
    assert tokenizer.decode(trained).replace(" ", "") == "d</s>"
