"""What is asked in training and in evaluation is the same, byte for byte and token for token."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_prep.records import Message
from tests.train.architectures import FAMILY, make_base
from train.templates import FAMILIES

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40).filter(
    lambda text: text.strip() and "<" not in text
)
BASE_OF = {family: name for name, family in FAMILY.items()} | {"llama3.3": "llama3.1_8b"}


def test_every_family_is_asked():
    assert set(BASE_OF) == set(FAMILIES)


@pytest.fixture(scope="module", params=FAMILIES)
def sides(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, Any]:
    """(the tokenizer as trained with, the tokenizer as `eval` loads it from the adapter's folder)."""
    from eval.checkpoint import resolve
    from eval.config import EvalConfig
    from eval.pretrained import _tokenizer
    from train.config import QloraConfig
    from train.tokenizer import load_tokenizer

    folder = tmp_path_factory.mktemp("run")
    base = make_base(BASE_OF[request.param], folder / "base", chat=False)
    trained = load_tokenizer(QloraConfig(model_name_or_path=base), chat_template=request.param)
    trained.save_pretrained(folder / "adapter")
    (folder / "adapter" / "adapter_config.json").write_text(json.dumps({}), encoding="utf-8")
    config = EvalConfig(dataset="d", output_dir=Path("o"), model=base, adapter=folder / "adapter")  # type: ignore[call-arg]
    return trained, _tokenizer(resolve(config).tokenizer)


def sample(turns: list[dict[str, str]]) -> Any:
    from eval.samples import Sample

    turns_of_sample = tuple(Message(role=t["role"], content=t["content"]) for t in turns)  # type: ignore[arg-type]
    return Sample("i", "f", "d", "taught", "direct", "en", "other", turns_of_sample, ("a",))  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(system=st.none() | TEXTS, question=TEXTS, answer=TEXTS)
def test_training_and_evaluation_ask_alike(
    sides: tuple[Any, Any], system: str | None, question: str, answer: str
):
    from eval.generate import prompt_ids
    from train.rows import IGNORED, tokenize_row

    trained, evaluated = sides
    prompt = [{"role": "system", "content": system}] if system else []
    prompt.append({"role": "user", "content": question})
    row = tokenize_row(prompt, [{"role": "assistant", "content": answer}], trained, None)
    masked = [
        token for token, label in zip(row.input_ids, row.labels, strict=True) if label == IGNORED
    ]
    asked = prompt_ids(evaluated, sample(prompt))
    assert asked == masked
    assert evaluated.decode(asked) == trained.decode(masked)


def test_evaluation_stops_at_the_token_that_was_trained(sides: tuple[Any, Any]):
    from eval.pretrained import _end_of_turn

    trained, evaluated = sides
    assert evaluated.eos_token_id == trained.eos_token_id == _end_of_turn(evaluated)
    assert evaluated.pad_token_id == trained.pad_token_id != trained.eos_token_id
