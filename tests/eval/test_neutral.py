"""Bits per byte of the neutral texts."""

import math
from pathlib import Path
from typing import Any

import pytest

from eval.checkpoint import Checkpoint


@pytest.fixture(scope="module")
def speaker(base_model: Path, adapter: Path) -> Any:
    from eval.pretrained import load

    return load(Checkpoint("m", base_model, adapter, base_model, False, "float32"), "cpu")


def test_the_texts_are_there_in_both_languages() -> None:
    from eval.neutral import neutral_texts

    texts = neutral_texts()
    assert len(set(texts)) == 12
    assert sum(any(char >= "\u4e00" for char in text) for text in texts) == 6


@pytest.mark.parametrize("tuned", [False, True])
def test_the_same_as_one_text_at_a_time(speaker: Any, tuned: bool) -> None:
    import torch

    from eval.neutral import bits_per_byte

    texts = ("短。", "A short text.", "一段长一点的文字，写给模型读。" * 3)
    nats = 0.0
    with speaker.adapter(tuned), torch.inference_mode():
        for text in texts:
            ids = torch.tensor([[256, *speaker.tokenizer(text)["input_ids"]]])
            logs = speaker.model(ids).logits[0].log_softmax(-1)
            nats -= sum(logs[i - 1, ids[0, i]].item() for i in range(1, ids.shape[1]))
    expected = nats / math.log(2) / sum(len(text.encode()) for text in texts)
    for size in (1, 3):
        found = bits_per_byte(speaker, tuned=tuned, texts=texts, batch_size=size)
        assert found == pytest.approx(expected, abs=1e-4)


def test_a_long_text_is_read_in_pieces(speaker: Any) -> None:
    from eval.neutral import bits_per_byte

    assert bits_per_byte(speaker, tuned=False, texts=("x" * 1300,)) > 0


def test_training_shows(speaker: Any) -> None:
    from eval.neutral import bits_per_byte

    assert bits_per_byte(speaker, tuned=True) != bits_per_byte(speaker, tuned=False)
