from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.train.sample_dataset import EN, ZH, message
from train.llama3_tokenizer import SPECIAL_TOKENS, train_tokenizer


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_text_survives_encoding(tokenizer: Any, text: str):
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    assert tokenizer.decode(ids) == text


def test_special_tokens_are_llama_3s_and_one_token_each(tokenizer: Any):
    vocabulary = tokenizer.get_vocab()
    assert all(
        tokenizer(token, add_special_tokens=False)["input_ids"] == [vocabulary[token]]
        for token in SPECIAL_TOKENS
    )
    assert (tokenizer.bos_token, tokenizer.eos_token) == ("<|begin_of_text|>", "<|eot_id|>")
    assert tokenizer.pad_token == "<|finetune_right_pad_id|>"
    assert tokenizer("天")["input_ids"][0] == tokenizer.bos_token_id


def test_the_chat_format_is_llama_3s_without_a_date(tokenizer: Any):
    messages = [
        message("system", "简短回答。"),
        message("user", " 你好 "),
        message("assistant", "你好！"),
    ]
    assert tokenizer.apply_chat_template(messages, tokenize=False) == (
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n简短回答。<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\n你好<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n你好！<|eot_id|>"
    )


def test_a_header_costs_four_tokens(tokenizer: Any):
    header = "<|start_header_id|>assistant<|end_header_id|>\n\n"
    assert len(tokenizer(header, add_special_tokens=False)["input_ids"]) == 4


def test_the_vocabulary_is_no_larger_than_asked():
    assert len(train_tokenizer([ZH, EN], 300)) <= 300
