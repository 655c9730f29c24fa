"""Tokens of our prompts beside those of Meta's own tokenizers and chat format."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.train import real_tokenizers as real
from tests.train.sample_dataset import EN, ZH, message
from tests.train.test_templates import conversations
from train.rows import IGNORED, TokenRow, prompt_ids, tokenize_row
from train.templates import FAMILIES, PINNED_DATE
from train.texts import tokenize_text

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60).filter(
    lambda text: (
        "<|" not in text
    )  # Meta's `encode` spells control tokens out; rows that hold one are refused
)
ON_LLAMA3 = ("llama3", "llama3.1", "llama3.2", "llama3.3")


@pytest.mark.parametrize("vocabulary", ["llama3", "llama4"])
@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_the_tokenizer_built_here_is_metas(vocabulary: str, text: str):
    expected = real.meta(vocabulary).encode(text, bos=False, eos=False)
    assert real.backend(vocabulary).encode(text, add_special_tokens=False).ids == expected


def stripped(turns: list[dict[str, str]]) -> list[dict[str, str]]:
    return [message(turn["role"], turn["content"].strip()) for turn in turns]


def metas_prompt(turns: list[dict[str, str]]) -> list[int]:
    """What Meta's ChatFormat gives for the turns, as they are."""
    from llama_models.datatypes import RawMessage
    from llama_models.llama3.chat_format import ChatFormat

    messages: Any = [RawMessage(role=turn["role"], content=turn["content"]) for turn in turns]  # type: ignore[arg-type]
    return ChatFormat(real.meta("llama3")).encode_dialog_prompt(messages).tokens


def with_dates(turns: list[dict[str, str]]) -> list[dict[str, str]]:
    """The turns with the system text that Llama 3.1's template writes."""
    given, rest = ("", turns) if turns[0]["role"] != "system" else (turns[0]["content"], turns[1:])
    dates = f"Cutting Knowledge Date: December 2023\nToday Date: {PINNED_DATE}\n\n"
    return [message("system", dates + given), *rest]


@pytest.mark.parametrize("family", ON_LLAMA3)
@settings(max_examples=40, deadline=None)
@given(turns=conversations())
def test_llama_3_prompts_are_metas_token_by_token(family: str, turns: list[dict[str, str]]):
    assume(not any("<|" in turn["content"] for turn in turns))
    expected = stripped(turns) if family == "llama3" else with_dates(stripped(turns))
    assert prompt_ids(turns, real.prepared(family)) == metas_prompt(expected)


@settings(max_examples=40, deadline=None)
@given(turns=conversations())
def test_llama_4_prompts_are_metas_token_by_token(turns: list[dict[str, str]]):
    """llama-models' ChatFormat for Llama 4 wants torchvision; its rule is applied to its tokenizer here."""
    assume(not any("<|" in turn["content"] for turn in turns))
    tokenizer = real.meta("llama4")
    special = tokenizer.special_tokens

    def text(words: str) -> list[int]:
        return tokenizer.encode(words, bos=False, eos=False)

    def header(role: str) -> list[int]:
        return [special["<|header_start|>"], *text(role), special["<|header_end|>"], *text("\n\n")]

    turns = stripped(turns)  # a content that begins with a line break would melt into the header's
    expected = [special[real.BEGIN]]
    for turn in turns:
        expected += [*header(turn["role"]), *text(turn["content"]), special["<|eot|>"]]
    assert prompt_ids(turns, real.prepared("llama4")) == [*expected, *header("assistant")]


@pytest.mark.parametrize(
    ("family", "ids"),
    [
        *((family, {"begin": 128000, "end": 128009, "pad": 128004, "text_end": 128001}) for family in ON_LLAMA3),
        ("llama4", {"begin": 200000, "end": 200008, "pad": 200018, "text_end": 200001}),
    ],
)  # fmt: skip
def test_ids_of_a_trained_row(family: str, ids: dict[str, int]):
    tokenizer = real.prepared(family)
    row = tokenize_row([message("user", ZH)], [message("assistant", EN)], tokenizer, None)
    assert row.input_ids[0] == ids["begin"]
    assert list(row.input_ids).count(ids["begin"]) == 1
    assert row.input_ids[-1] == row.labels[-1] == ids["end"] == tokenizer.eos_token_id
    assert tokenizer.pad_token_id == ids["pad"]
    trained = [label for label in row.labels if label != IGNORED]
    assert tokenizer.decode(trained) == EN + FAMILIES[family].end_of_turn
    assert real.meta("llama4" if family == "llama4" else "llama3").decode(trained[:-1]) == EN
    [text] = tokenize_text(ZH, tokenizer, None)
    assert (text.input_ids[0], text.input_ids[-1]) == (ids["begin"], ids["text_end"])


def test_llama_3_headers_are_the_published_ids():
    ids = prompt_ids([message("user", "hi")], real.prepared("llama3"))
    assert ids == [
        128000, 128006, 882, 128007, 271, 6151, 128009, 128006, 78191, 128007, 271,
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(answer=TEXTS.filter(lambda text: text.strip()))
def test_any_answer_is_masked_exactly_on_real_tokens(answer: str):
    tokenizer = real.prepared("llama3.1")
    row: TokenRow = tokenize_row(
        [message("user", "?")], [message("assistant", answer)], tokenizer, None
    )
    trained = [label for label in row.labels if label != IGNORED]
    assert tokenizer.decode(trained) == answer.strip() + "<|eot_id|>"
