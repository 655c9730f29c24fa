import json
import math
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import LlamaConfig, LlamaForCausalLM

from train import recall
from train.attention import PACKED
from train.recall import Best, Recall, Verdict, measure
from train.rows import IGNORED, TokenRow

VOCABULARY = 40


def small_llama(seed: int = 0) -> Any:
    torch.manual_seed(seed)
    config: Any = LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, initializer_range=0.3,
    )  # fmt: skip
    model: Any = LlamaForCausalLM(config)
    model.set_attn_implementation(PACKED)
    return model


@pytest.fixture(scope="module")
def model() -> Any:
    return small_llama()


@pytest.fixture(scope="module")
def answered(model: Any) -> tuple[list[TokenRow], Recall]:
    """Rows, and what is recalled of them when each is looked at by itself."""
    rows = mixed_rows(model)
    return rows, by_hand(model, rows)


def next_token(model: Any, ids: list[int]) -> int:
    with torch.no_grad():
        return int(model(input_ids=torch.tensor([ids])).logits[0, -1].argmax())


def mixed_rows(model: Any, count: int = 30) -> list[TokenRow]:
    """Prompts of random tokens and answers that the model itself gives, every other with one wrong token."""
    generator = torch.Generator().manual_seed(1)
    rows: list[TokenRow] = []
    for at in range(count):
        asked = 1 + at * 7 % 11
        ids: list[int] = torch.randint(0, VOCABULARY, (asked,), generator=generator).tolist()
        for place in range(1 + at % 5):
            token = next_token(model, ids)
            wrong = at % 2 and place == at // 2 % (1 + at % 5)
            ids.append((token + 1) % VOCABULARY if wrong else token)
        rows.append(TokenRow(ids, [IGNORED] * asked + ids[asked:]))
    return rows


def by_hand(model: Any, rows: Sequence[TokenRow]) -> Recall:
    """Row by row, token by token."""
    recalled: list[int] = []
    nats: list[float] = []
    for index, row in enumerate(rows):
        right = True
        logits = model(input_ids=torch.tensor([row.input_ids])).logits[0].detach()
        for at in range(1, len(row.labels)):
            if row.labels[at] == IGNORED:
                continue
            nats.append(-float(torch.log_softmax(logits[at - 1], -1)[row.labels[at]]))
            right = right and int(logits[at - 1].argmax()) == row.labels[at]
        recalled += [index] if right else []
    return Recall(len(rows), len(recalled), sum(nats) / len(nats), len(nats), tuple(recalled))


@pytest.mark.parametrize("micro_batch_tokens", [1, 16, 50, 10_000])
@pytest.mark.parametrize("logits", [1, 3, 7, 1 << 20])
def test_it_is_the_argmax_of_every_row_alone_however_the_work_is_cut(
    model: Any,
    answered: tuple[list[TokenRow], Recall],
    micro_batch_tokens: int,
    logits: int,
    monkeypatch: pytest.MonkeyPatch,
):
    rows, expected = answered
    assert expected.recalled == tuple(range(0, 30, 2))
    monkeypatch.setattr(recall, "MOST_LOGITS", logits * VOCABULARY)
    monkeypatch.setattr(recall, "_MOST_IN_FP32", 2 * VOCABULARY)
    got = measure(model, rows, micro_batch_tokens)
    assert (got.rows, got.correct, got.tokens, got.recalled) == (
        30, 15, expected.tokens, expected.recalled,
    )  # fmt: skip
    assert got.share == 0.5
    assert got.loss == pytest.approx(expected.loss, rel=1e-5)


def test_no_more_logits_are_made_than_there_is_room_for(
    model: Any, monkeypatch: pytest.MonkeyPatch
):
    made: list[int] = []
    batches: list[torch.Tensor] = []

    def watched(*args: Any, **kwargs: Any) -> Any:
        out: Any = LlamaForCausalLM.forward(model, *args, **kwargs)
        assert not out.logits.requires_grad
        made.append(out.logits.shape[1])
        batches.append(kwargs["input_ids"])
        return out

    rows = mixed_rows(model)
    monkeypatch.setattr(model, "forward", watched)
    monkeypatch.setattr(recall, "MOST_LOGITS", 6 * VOCABULARY)
    tokens = measure(model, rows, 10_000).tokens
    assert max(made) <= 6
    assert sum(made) == tokens
    assert len(made) < len(rows)
    passed = sum(batch.shape[1] for batch in batches)
    assert passed == sum(len(row.input_ids) for row in rows)  # no row went through it twice


def test_the_same_again_and_in_any_order(model: Any):
    rows = mixed_rows(model)
    first = measure(model, rows, 40)
    assert measure(model, rows, 40) == first
    backwards = measure(model, rows[::-1], 40)
    assert backwards.recalled == tuple(sorted(29 - at for at in first.recalled))


def test_modes_and_gradients_are_left_as_they_were(model: Any):
    rows = mixed_rows(model, 4)
    model.train()
    model.model.layers[1].eval()
    model.zero_grad()
    model(input_ids=torch.tensor([rows[0].input_ids])).logits.sum().backward()
    modes = [module.training for module in model.modules()]
    gradients = [parameter.grad.clone() for parameter in model.parameters()]
    measure(model, rows, 40)
    assert [module.training for module in model.modules()] == modes
    assert torch.is_grad_enabled()
    for parameter, gradient in zip(model.parameters(), gradients, strict=True):
        assert parameter.requires_grad
        assert torch.equal(parameter.grad, gradient)
    with pytest.raises(IndexError):  # a failure leaves it so, too
        measure(model, [TokenRow([999, 1], [IGNORED, 1])], 40)
    assert [module.training for module in model.modules()] == modes


def test_dropout_is_off_while_it_measures():
    model = small_llama()
    model.config.attention_dropout = 0.5
    dropped = torch.nn.Dropout(0.5)
    model.model.norm.register_forward_hook(lambda _module, _args, out: dropped(out))
    model.model.norm.dropout = dropped
    rows = mixed_rows(model.eval())
    model.train()
    assert measure(model, rows, 40) == measure(model, rows, 40)


def test_what_is_learnt_by_heart_is_recalled():
    model = small_llama(3)
    rows = [
        TokenRow([at, 9, 8, *answer], [IGNORED] * 3 + answer)
        for at, answer in enumerate(([5, 6, 7], [7, 5], [6, 6, 1, 2]))
    ]
    assert measure(model, rows, 40).correct == 0
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for _ in range(40):
        for row in rows:
            ids, labels = torch.tensor([row.input_ids]), torch.tensor([row.labels])
            model(input_ids=ids, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    got = measure(model, rows, 40)
    assert (got.correct, got.rows, got.recalled) == (3, 3, (0, 1, 2))
    assert got.loss < 0.1


def test_rows_that_ask_nothing_are_refused(model: Any):
    with pytest.raises(ValueError, match="no rows"):
        measure(model, [], 40)
    for labels in ([IGNORED, IGNORED], [4, IGNORED]):
        with pytest.raises(ValueError, match="row 1 has no labelled token"):
            measure(model, [TokenRow([1, 2], [IGNORED, 2]), TokenRow([4, 5], labels)], 40)


def test_an_adapter_on_nf4_still_learns_after_it_was_measured(tiny_base: str):
    from train.config import QloraConfig
    from train.model import add_lora, load_base

    config = QloraConfig(model_name_or_path=tiny_base, lora_r=4, attn_implementation=PACKED)
    ids = list(range(20, 44))
    rows = [TokenRow(ids[at:], [IGNORED] * 3 + ids[at + 3 :]) for at in range(6)]

    def gradients(*, measured: bool) -> list[torch.Tensor]:
        model = add_lora(load_base(config, torch.device("cpu")), config, seed=0)
        model.train()
        if measured:
            one = measure(model, rows, 64, torch.bfloat16)
            assert measure(model, rows, 1, torch.bfloat16).loss == pytest.approx(one.loss, rel=1e-2)
        model(input_ids=torch.tensor([ids]), labels=torch.tensor([ids])).loss.backward()
        return [p.grad for n, p in model.named_parameters() if "lora_B" in n and p.grad is not None]

    straight, after = gradients(measured=False), gradients(measured=True)
    assert len(straight) == len(after) == 14
    for one, other in zip(straight, after, strict=True):
        assert one.abs().sum() > 0
        assert torch.equal(one, other)


def seen(correct: int, loss: float) -> Recall:
    return Recall(rows=10, correct=correct, loss=loss, tokens=50)


def test_better_is_more_recalled_and_then_less_loss():
    best = Best(patience=0)
    evaluations = [
        (seen(2, 3.0), True),
        (seen(2, 3.0), False),
        (seen(2, 2.5), True),
        (seen(1, 0.1), False),
        (seen(3, 9.0), True),
        (seen(9, math.nan), False),
        (seen(9, math.inf), False),
        (seen(3, 8.0), True),
    ]
    for step, (evaluation, improved) in enumerate(evaluations):
        assert best.seen(step, evaluation.share, evaluation.loss) == Verdict(
            improved, stop=False
        ), step
    assert best.state() == {"step": 7, "share": 0.3, "loss": 8.0, "waited": 0}


def test_patience_counts_evaluations_without_a_better_one():
    best = Best(patience=2)
    stops = [best.seen(step, n / 10, 1.0).stop for step, n in enumerate((1, 1, 2, 2, 2, 2))]
    assert stops == [False, False, False, False, True, True]
    with pytest.raises(ValueError, match="patience must be 0"):
        Best(patience=-1)


EVALUATIONS = st.lists(
    st.builds(seen, st.integers(0, 3), st.sampled_from([0.5, 1.0, 2.0, math.nan])), max_size=12
)


@given(EVALUATIONS, st.integers(0, 4), st.data())
def test_a_run_that_was_broken_off_judges_as_an_unbroken_one(
    evaluations: list[Recall], patience: int, data: st.DataObject
):
    unbroken, broken = Best(patience), Best(patience)
    restart = data.draw(st.integers(0, len(evaluations)))
    for step, evaluation in enumerate(evaluations):
        if step == restart:
            broken = Best(patience, json.loads(json.dumps(broken.state(), allow_nan=False)))
        assert broken.seen(step, evaluation.share, evaluation.loss) == unbroken.seen(
            step, evaluation.share, evaluation.loss
        )
        assert broken.state() == unbroken.state()


@given(EVALUATIONS)
def test_the_best_is_the_first_of_the_best(evaluations: list[Recall]):
    best = Best(0)
    for step, evaluation in enumerate(evaluations):
        best.seen(step, evaluation.share, evaluation.loss)
    sound = [(-e.share, e.loss, step) for step, e in enumerate(evaluations) if e.loss == e.loss]
    assert best.step == (min(sound)[2] if sound else None)
