"""How a step is cut: by the config, by the plan, by a measurement, after an OOM."""

import dataclasses
from typing import Any

import pytest
import torch

from train import layout as layouts
from train.config import QloraConfig, TrainConfig
from train.dialect import WorkError
from train.layout import Layout, choose_layout
from train.memory import GIB
from train.shapes import shape_of
from train.token_rows import TokenRows, masked

EIGHT = shape_of("meta-llama/Llama-3.1-8B-Instruct")
LENGTHS = (40, 60, 700)


@dataclasses.dataclass
class Settings:
    """What `choose_layout` reads of an SFTConfig."""

    device: torch.device
    activation_offloading: bool = False
    world_size: int = 1


def chosen(gpu: float | None, monkeypatch: pytest.MonkeyPatch, **keys: Any) -> Layout:
    """The layout of an 8 B run on a GPU with `gpu` GiB free, or on the CPU."""
    rows = TokenRows([masked([1] * length, length // 2) for length in LENGTHS])
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda device: (int((gpu or 0) * GIB), 0))
    settings: Any = Settings(torch.device("cuda" if gpu else "cpu"))
    config = TrainConfig(dataset="d", rows_per_step=64, **keys)
    return choose_layout(config, settings, QloraConfig(lora_r=32), EIGHT, rows)


def test_a_large_gpu_takes_the_step_whole_and_recomputes_nothing(monkeypatch: pytest.MonkeyPatch):
    layout = chosen(140, monkeypatch)
    assert layout.micro_batch_tokens == 64 * (sum(LENGTHS) // 3)
    assert layout.checkpointed_layers == 0
    assert layout.plan is not None
    assert "about" in layout.describe() and layout.record()["planned_bytes"] > 5 * GIB


def test_a_smaller_one_cuts_it_or_recomputes(monkeypatch: pytest.MonkeyPatch):
    layout = chosen(16, monkeypatch)
    assert 700 <= layout.micro_batch_tokens < 64 * (sum(LENGTHS) // 3)
    assert layout.plan is not None and layout.plan.bytes <= 16 * GIB


def test_one_too_small_for_the_longest_row_is_refused(monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(WorkError, match=r"the longest row, 700 tokens, does not fit the 5\.0 GiB"):
        chosen(5, monkeypatch)


def test_what_the_config_says_is_kept(monkeypatch: pytest.MonkeyPatch):
    assert chosen(24, monkeypatch, checkpointed_layers=32).checkpointed_layers == 32
    both = chosen(24, monkeypatch, checkpointed_layers=7, micro_batch_tokens=900)
    assert (both.checkpointed_layers, both.micro_batch_tokens, both.plan) == (7, 900, None)
    tokens = chosen(24, monkeypatch, micro_batch_tokens=1500)
    assert tokens.micro_batch_tokens <= 1500 and tokens.plan is not None
    cpu = chosen(None, monkeypatch)
    assert (cpu.micro_batch_tokens, cpu.checkpointed_layers) == (layouts.CPU_MICRO_BATCH, 0)
    assert chosen(None, monkeypatch, micro_batch_tokens=10).micro_batch_tokens == 700


def test_a_measurement_corrects_the_plan(monkeypatch: pytest.MonkeyPatch):
    planned = chosen(24, monkeypatch)
    held: list[int] = []

    def measured(scale: float) -> Layout:
        """As if what depends on the tokens took `scale` times the memory that was estimated."""
        plan = planned.plan
        assert plan is not None
        fixed = plan.parts.total - plan.parts.activations - plan.parts.working
        varying = plan.parts.activations + plan.parts.working

        def peak() -> int:
            return int(fixed + scale * varying * held[-1] / plan.micro_batch_tokens)

        return planned.measured(held.append, peak, lambda: None)

    assert measured(2.0).micro_batch_tokens < planned.micro_batch_tokens or (
        measured(2.0).checkpointed_layers > planned.checkpointed_layers
    )
    assert measured(1.0).source == "measured"
    assert max(held) <= planned.micro_batch_tokens / 2


def test_after_an_oom_less_is_held_and_the_road_ends(monkeypatch: pytest.MonkeyPatch):
    layout: Layout | None = chosen(24, monkeypatch)
    seen: list[float] = []
    while layout is not None:
        assert layout.plan is not None and layout.micro_batch_tokens >= 700
        seen.append(layout.plan.bytes)
        layout = layout.smaller(layout.micro_batch_tokens, 700)
        assert len(seen) < 60
    assert len(seen) > 2
    assert seen == sorted(seen, reverse=True)


def test_without_a_plan_the_tokens_are_halved():
    layout = Layout(1000, 0, 100, "config")
    assert (half := layout.smaller(900, 100)) is not None and half.micro_batch_tokens == 450
    assert layout.smaller(100, 100) is None
    assert layout.measured(lambda tokens: None, lambda: 0, lambda: None) is layout
