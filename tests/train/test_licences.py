import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.licences import LLAMA, licence_of_name


@pytest.mark.parametrize(
    ("model", "licence"),
    [
        ("meta-llama/Llama-3.1-8B-Instruct", "llama3.1"),
        ("meta-llama/Meta-Llama-3-8B-Instruct", "llama3"),
        ("meta-llama/Llama-2-7b-chat-hf", "llama2"),
        ("meta-llama/Llama-3.2-1B", "llama3.2"),
        ("meta-llama/Llama-3.3-70B-Instruct", "llama3.3"),
        ("meta-llama/Llama-4-Scout-17B-16E-Instruct", "llama4"),
        ("/models/Llama-3.1-8B-Instruct/", "llama3.1"),
        ("C:\\models\\llama3.2_3b", "llama3.2"),
        ("NousResearch/Hermes-3-Llama-3.1-8B", "llama3.1"),
        ("TinyLlama/TinyLlama-1.1B-Chat-v1.0", None),
        ("codellama/CodeLlama-7b-hf", None),
        ("openlm-research/open_llama_3b", None),
        ("somebody/llama-3b", None),
        ("meta-llama/somethingelse", None),
        ("Qwen/Qwen3-8B", None),
        ("runs/llama3.1/adapter", None),
        ("runs/tiny_base", None),
    ],
)
def test_the_licence_that_a_name_tells(model: str, licence: str | None):
    assert licence_of_name(model) == licence


@given(st.text())
def test_any_name_tells_a_known_licence_or_none(model: str):
    assert licence_of_name(model) in {None, *LLAMA}


def test_what_the_licences_ask():
    assert LLAMA["llama3.1"].notice == (
        "Llama 3.1 is licensed under the Llama 3.1 Community License, "
        "Copyright © Meta Platforms, Inc. All Rights Reserved."
    )
    assert LLAMA["llama3"].built_with == "Built with Meta Llama 3"
    assert [licence.prefix for licence in LLAMA.values()] == ["", "Llama-3-", *["Llama-"] * 4]
    assert all(key == licence.id for key, licence in LLAMA.items())
