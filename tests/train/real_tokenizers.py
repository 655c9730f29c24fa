"""Meta's own tokenizers, from the `llama-models` package of the dev extra: read at test time, never copied."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("llama_models", reason="the dev extra brings llama-models")

from llama_models.llama3.tokenizer import Tokenizer as Llama3
from llama_models.llama4.tokenizer import Tokenizer as Llama4
from tokenizers import Tokenizer, processors
from transformers import PreTrainedTokenizerFast
from transformers.convert_slow_tokenizer import TikTokenConverter

from train.config import QloraConfig
from train.tokenizer import prepare

TOKENIZERS: dict[str, Callable[[], Any]] = {
    "llama3": Llama3.get_instance,
    "llama4": Llama4.get_instance,
}
BEGIN, END_OF_TEXT = "<|begin_of_text|>", "<|end_of_text|>"


def meta(vocabulary: str) -> Any:
    """Meta's own tokenizer object, tiktoken inside."""
    return TOKENIZERS[vocabulary]()


@cache
def backend(vocabulary: str) -> Tokenizer:
    """The same vocabulary in a tokenizer of Hugging Face: one BOS in front of plain text, as on the Hub."""
    kind = type(meta(vocabulary))
    path = Path(__import__(kind.__module__, fromlist=["x"]).__file__).with_name("tokenizer.model")
    special = sorted(meta(vocabulary).special_tokens.items(), key=lambda item: item[1])
    converted = TikTokenConverter(
        vocab_file=str(path),
        pattern=getattr(kind, "pat_str", None) or kind.O200K_PATTERN,
        extra_special_tokens=[token for token, _ in special],
    ).converted()
    assert [converted.token_to_id(token) for token, _ in special] == [at for _, at in special]
    converted.post_processor = processors.TemplateProcessing(
        single=f"{BEGIN} $A",
        pair=f"{BEGIN} $A {BEGIN} $B",
        special_tokens=[(BEGIN, converted.token_to_id(BEGIN))],
    )  # type: ignore[assignment]
    return converted


def base(vocabulary: str) -> PreTrainedTokenizerFast:
    """A base model's tokenizer as on the Hub: no chat template, ends with the end of text, no padding token."""
    return PreTrainedTokenizerFast(
        tokenizer_object=backend(vocabulary),
        bos_token=BEGIN,
        eos_token=END_OF_TEXT,
        clean_up_tokenization_spaces=False,
    )


@cache
def prepared(family: str) -> Any:
    """The family's tokenizer as `load_tokenizer` makes it of the base's."""
    tokenizer = base("llama4" if family == "llama4" else "llama3")
    prepare(tokenizer, QloraConfig(model_name_or_path="base"), family)
    return tokenizer
