"""That the benchmark's rows, models and ceilings are what its table says."""

from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

from bench.throughput_base import (
    SHAPES,
    Lengths,
    flops_per_token,
    random_weights,
    row_lengths,
    rows_of,
    words_of,
    write_base,
)
from bench.throughput_runs import Job
from bench.train_throughput import Line, report, spawn
from train.rows import tokenize_rows


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("throughput") / "base"
    write_base(SHAPES["tiny"], folder)
    return folder


def test_rows_have_the_tokens_they_were_drawn_with(base: Path):
    lengths = [*row_lengths("mixed", 60, 2048), *row_lengths("long", 2, 512)]
    rows = rows_of(lengths, words_of(SHAPES["tiny"].vocabulary))
    found = tokenize_rows(rows, AutoTokenizer.from_pretrained(base), 2048)
    assert [(len(row.input_ids), row.trained) for row in found.rows] == [
        (row.total, row.trained) for row in lengths
    ]
    assert max(token for row in found.rows for token in row.input_ids) < 4000


def test_a_base_without_weights_loads_in_4_bit(base: Path):
    with random_weights(torch.device("cpu")):
        model: Any = AutoModelForCausalLM.from_pretrained(
            base, dtype=torch.bfloat16, quantization_config=BitsAndBytesConfig(load_in_4bit=True)
        )
    assert model.is_loaded_in_4bit
    assert model.lm_head.weight is model.model.embed_tokens.weight
    blocks = model.model.layers
    assert blocks[0].mlp.up_proj.weight.data_ptr() != blocks[1].mlp.up_proj.weight.data_ptr()
    assert model(input_ids=torch.arange(9)[None]).logits.std() > 0.01


def test_the_ceiling_counts_what_lora_training_multiplies():
    """Llama-3.1-8B, 2,048 tokens, all trained: 2 or 3 passes over 6.98e9 weights at 2 operations each, output layer
    of 0.53e9 forwards and backwards, attention 0.54e9 forwards and twice that backwards."""
    rows = [Lengths(0, 2048)]
    assert flops_per_token(SHAPES["8b"], rows, 1) == pytest.approx(46.1e9, rel=0.002)
    assert flops_per_token(SHAPES["8b"], rows, 0) == pytest.approx(31.6e9, rel=0.002)
    assert flops_per_token(SHAPES["8b"], [Lengths(1024, 1024)], 0) < 31.6e9


JOB = Job("", "tiny", "mixed", "", "cpu", 1, 8, 4, 2048, 0)
RESULT = {
    "step_seconds": [2.0, 1.0, 1.0], "step_tokens": [100, 100, 400], "padding": 0.25, "peak_bytes": 1 << 30,
    "reserved_bytes": 0, "first_step": 3.0, "recomputed": 1.0, "layout": "8 × 2", "loss": 2.0,
}  # fmt: skip


def test_the_table_holds_rates_ratios_and_failures():
    machine = {"flops": 1e12, "dtype": "bfloat16", "name": "a card", "versions": {"torch": "2"}}
    twice = RESULT | {"step_tokens": [200, 200, 800]}
    lines = [
        Line("mixed", "ours", twice),
        Line("mixed", "trl", RESULT),
        Line("mixed", "unsloth", None, "not installed"),
    ]
    table = report(JOB, machine, lines).splitlines()
    ours, trl, unsloth = (
        next(line for line in table if line.startswith(f"| {name} ")).split(" | ")
        for name in ("ours", "trl", "unsloth")
    )
    assert trl[1:4] == ["100", "150", "1.00"]
    assert ours[1:4] == ["200", "300", "2.00"]
    assert unsloth[1] == "not installed"
    assert len(ours) == len(trl) == len(unsloth)


def test_a_contender_that_crashes_is_a_line(tmp_path: Path):
    line = spawn(Job("matmul", "tiny", "mixed", "", "nowhere", 1, 4, 4, 2048, 0), tmp_path)
    assert line.result is None
    assert "failed (1): RuntimeError" in line.failure
