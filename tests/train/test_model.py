from typing import Any

import bitsandbytes as bnb
import pytest
import torch

from train import model as models
from train.config import QloraConfig

CPU = torch.device("cpu")


def four_bit_layers(model: torch.nn.Module) -> list[bnb.nn.Linear4bit]:
    return [module for module in model.modules() if isinstance(module, bnb.nn.Linear4bit)]


@pytest.fixture(scope="module")
def config(tiny_base: str) -> QloraConfig:
    return QloraConfig(model_name_or_path=tiny_base, lora_r=4)


def test_every_linear_layer_is_nf4_with_double_quantisation_and_an_adapter(config: QloraConfig):
    model = models.add_lora(models.load_base(config, CPU), config, seed=0)
    layers = four_bit_layers(model)
    assert len(layers) == 2 * 7
    for layer in layers:
        state: Any = layer.weight.quant_state  # type: ignore[attr-defined]
        assert (state.quant_type, state.nested) == (
            "nf4",
            True,
        )
        assert layer.compute_dtype == torch.bfloat16
    trained = {name: p for name, p in model.named_parameters() if p.requires_grad}
    assert len(trained) == 2 * 2 * 7
    assert all("lora_" in name and p.dtype == torch.float32 for name, p in trained.items())
    assert model.get_input_embeddings().weight.dtype == torch.bfloat16  # never upcast to fp32


def test_the_base_can_be_left_unquantised(config: QloraConfig):
    plain = QloraConfig(
        model_name_or_path=config.model_name_or_path, load_in_4bit=False, dtype="float32"
    )
    model = models.load_base(plain, CPU)
    assert not four_bit_layers(model)
    assert {p.dtype for p in model.parameters()} == {torch.float32}


def test_training_after_an_evaluation_still_has_gradients(config: QloraConfig):
    def gradients(*, evaluate_first: bool) -> list[torch.Tensor]:
        model = models.add_lora(models.load_base(config, CPU), config, seed=0)
        ids = torch.arange(24).reshape(2, 12)
        if evaluate_first:
            with torch.no_grad():
                model.eval()(input_ids=ids, labels=ids)
        model.train()(input_ids=ids, labels=ids).loss.backward()
        return [
            p.grad
            for name, p in model.named_parameters()
            if "lora_B" in name and p.grad is not None
        ]

    straight, after_evaluation = gradients(evaluate_first=False), gradients(evaluate_first=True)
    assert len(straight) == len(after_evaluation) == 14
    for one, other in zip(straight, after_evaluation, strict=True):
        assert one.abs().sum() > 0
        assert torch.equal(one, other)


def test_adapters_are_seeded(config: QloraConfig):
    def first(seed: int) -> torch.Tensor:
        model = models.add_lora(models.load_base(config, CPU), config, seed)
        return next(p for name, p in model.named_parameters() if "lora_A" in name)

    assert torch.equal(first(1), first(1))
    assert not torch.equal(first(1), first(2))
