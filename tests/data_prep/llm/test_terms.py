"""What is known of a model's terms by its name, and the reasons that go back to a model."""

import pytest

from data_prep.gate import Verdict
from data_prep.llm.reasons import REASONS, told
from data_prep.llm.terms import UNKNOWN, terms_of


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("meta-llama/Llama-3.1-8B-Instruct", "begins with “Llama”"),
        ("llama3.3:70b", "begins with “Llama”"),
        ("meta-llama/Llama-4-Scout-17B-16E-Instruct", "begins with “Llama”"),
        ("meta-llama/Llama-2-7b-chat-hf", "may not be used to improve"),
        ("meta-llama/Meta-Llama-3-8B-Instruct", "may not be used to improve"),
        ("gpt-4o-mini", "OpenAI"),
        ("openai/gpt-oss-20b", "Apache-2.0"),
        ("google/gemma-3-4b-it", "Gemma"),
        ("my-own-model", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_terms_by_name(model: str, said: str) -> None:
    assert said in terms_of(model)


def test_a_reason_is_told_in_the_language_of_the_document() -> None:
    verdict = Verdict("dropped_date", "2019年")
    assert told("问题？", verdict, "zh") == "问题？ [漏了时间: 2019年]"
    assert told("Question?", verdict, "en").startswith("Question? [leaves out a date")
    assert told("X", Verdict("some_new_reason", ""), "en") == "X [some new reason]"
    assert all(zh and en and not zh.isascii() for zh, en in REASONS.values())
