"""What only a CUDA GPU can show: `pytest -m gpu tests/train/test_gpu.py`."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch.nn import functional

from train import attention
from train import model as models
from train.attention import packed_attention
from train.config import QloraConfig
from train.dialect import WorkError
from train.layout import Layout
from train.packing import Packed, pack
from train.rows import IGNORED, TokenRow, TokenRows
from train.sft import as_dataset
from train.trainer import CompletionTrainer, summed_loss

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA GPU"),
]

LENGTHS = (5, 1, 64, 300, 17)
Make = Callable[..., CompletionTrainer]


def random_rows(lengths: tuple[int, ...], words: int = 250) -> list[TokenRow]:
    """Rows of which the second half is trained."""
    draw = torch.Generator().manual_seed(0)
    rows = [torch.randint(10, words, (n,), generator=draw).tolist() for n in lengths]
    return [TokenRow(row, [IGNORED] * (len(row) // 2) + row[len(row) // 2 :]) for row in rows]


def packed(rows: list[TokenRow]) -> Packed:
    """On the GPU."""
    made = pack([row.input_ids for row in rows], [row.labels for row in rows])
    return Packed(made.input_ids.cuda(), made.labels.cuda(), made.lengths)


@pytest.mark.parametrize(("heads", "kv_heads", "width"), [(4, 4, 64), (8, 2, 128), (4, 2, 32)])
def test_flash_attention_over_packed_rows_is_that_of_each_row_alone(
    heads: int, kv_heads: int, width: int
):
    assert attention._FLASH, "this torch has no varlen_attn"
    torch.manual_seed(0)
    total = sum(LENGTHS)
    shapes = ((1, heads, total, width), (1, kv_heads, total, width), (1, kv_heads, total, width))
    inputs = [torch.randn(s, device="cuda", dtype=torch.bfloat16, requires_grad=True) for s in shapes]  # fmt: skip
    borders = torch.tensor([0, *LENGTHS], device="cuda").cumsum(0).to(torch.int32)
    weight = torch.randn(1, total, heads, width, device="cuda", dtype=torch.bfloat16)

    def attended(cu_seqlens: torch.Tensor | None) -> list[torch.Tensor]:
        module = torch.nn.Identity()
        query, key, value = inputs
        out, _ = packed_attention(
            module,
            query,
            key,
            value,
            None,
            width**-0.5,
            cu_seqlens=cu_seqlens,
            row_lengths=list(LENGTHS),
        )
        return [out, *torch.autograd.grad((out * weight).sum(), inputs)]

    for flash, rows in zip(attended(borders), attended(None), strict=True):
        assert flash.shape == rows.shape
        torch.testing.assert_close(flash.float(), rows.float(), rtol=2e-2, atol=2e-2)


@pytest.fixture
def make(tiny_base: str, tokenizer: Any, tmp_path: Any) -> Make:
    def made(
        lengths: tuple[int, ...], rows_per_step: int = 8, micro_batch_tokens: int = 4096
    ) -> CompletionTrainer:
        from trl import SFTConfig

        config = QloraConfig(model_name_or_path=tiny_base, lora_r=4)
        args = SFTConfig(
            output_dir=str(tmp_path), gradient_checkpointing=False, disable_tqdm=True, save_strategy="no",
            dataset_kwargs={"skip_prepare_dataset": True}, max_steps=4, logging_steps=1, learning_rate=5e-3,
        )  # fmt: skip
        model = models.add_lora(models.load_base(config, args.device), config, 0)
        return CompletionTrainer(
            model=model, args=args, train_dataset=as_dataset(TokenRows(random_rows(lengths))),
            processing_class=tokenizer, rows_per_step=rows_per_step, layout=Layout(micro_batch_tokens, 0, max(lengths), "config"),
        )  # fmt: skip

    return made


def losses(trainer: CompletionTrainer) -> list[float]:
    return [log["loss"] for log in trainer.state.log_history if "loss" in log]


def test_the_fused_loss_is_that_of_the_logits(make: Make):
    """TRL's output layer on the GPU against cross entropy over the labelled positions, gradients too."""
    model: Any = make((40,)).model
    step = packed(random_rows(LENGTHS))
    trained = [p for p in model.parameters() if p.requires_grad]
    for parameter in trained:  # adapters start at zero: half of the gradients would be none
        torch.nn.init.normal_(parameter, std=0.05)
    positions, targets = step.predicted()
    with torch.autocast("cuda", torch.bfloat16):
        fused = summed_loss(model, step)
        logits = model(**step.inputs(), logits_to_keep=positions).logits[0]
    by_hand = functional.cross_entropy(logits.float(), targets, reduction="sum")
    torch.testing.assert_close(fused.float(), by_hand, rtol=1e-2, atol=1e-2)
    ours = torch.autograd.grad(fused, trained)
    theirs = torch.autograd.grad(by_hand, trained)
    for one, other in zip(ours, theirs, strict=True):
        assert (one - other).norm() <= 0.05 * other.norm() + 1e-4


def test_a_4_bit_run_on_packed_rows_learns(make: Make):
    trainer = make((20, 60, 9, 33) * 4, rows_per_step=16)
    model: Any = trainer.model
    assert model.is_loaded_in_4bit
    trainer.train()
    assert losses(trainer)[-1] < losses(trainer)[0]
    assert {p.dtype for p in model.parameters() if p.requires_grad} == {torch.float32}


def test_cutting_a_step_changes_nothing_that_is_learnt(make: Make):
    lengths = (20, 60, 9, 33) * 4
    whole, cut = make(lengths), make(lengths, micro_batch_tokens=70)
    whole.train()
    cut.train()
    assert losses(whole) == pytest.approx(losses(cut), rel=1e-2)


@pytest.fixture
def scarce() -> Iterator[Callable[[int], None]]:
    """Leaves the allocator so many bytes more than are held now."""

    def leave(more: int) -> None:
        torch.cuda.empty_cache()
        allowed = torch.cuda.memory_reserved() + more
        total = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction(allowed / total)

    yield leave
    torch.cuda.set_per_process_memory_fraction(1.0)
    torch.cuda.empty_cache()


MIB = 1 << 20


def peak_of_a_step(trainer: CompletionTrainer) -> int:
    """Bytes on top of what is held that a first step takes."""
    held = torch.cuda.memory_allocated()
    torch.cuda.reset_peak_memory_stats()
    trainer.train()
    return torch.cuda.max_memory_reserved() - held


def test_a_full_gpu_means_smaller_micro_batches_and_the_same_steps(
    make: Make, scarce: Callable[[int], None], capsys: pytest.CaptureFixture[str]
):
    lengths = (2000,) * 16
    calm = make(lengths, rows_per_step=16, micro_batch_tokens=32_000)
    need = peak_of_a_step(calm)
    expected = losses(calm)
    del calm
    gc.collect()
    tight = make(lengths, rows_per_step=16, micro_batch_tokens=32_000)
    scarce(need // 2 + 20 * MIB)
    tight.train()
    assert 2000 <= tight.layout.micro_batch_tokens < 32_000
    assert "going on with" in capsys.readouterr().out
    assert losses(tight) == pytest.approx(expected, rel=1e-2)


def test_a_gpu_too_small_for_one_row_is_said(make: Make, scarce: Callable[[int], None]):
    trainer = make((4000,) * 8)
    scarce(4 * MIB)
    with pytest.raises(WorkError, match="memory is full"):
        trainer.train()
