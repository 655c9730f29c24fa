"""Untrusted text on its way into a prompt."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.llm.fence import fenced, neutral, nonce

TOKENS = (
    "<|begin_of_text|> <|start_header_id|> <|end_header_id|> <|eot_id|> <|python_tag|> <|header_start|> <|eot|> <|im_start|> "
    "<|im_end|> <|endoftext|> [INST] [/INST] <<SYS>> <</SYS>> <s> </s> [SYSTEM_PROMPT] [AVAILABLE_TOOLS] [/TOOL_RESULTS] "
    "<start_of_turn> <end_of_turn> <bos> <eos> <think> </think> <tool_call> </tool_response> <|fim_prefix|> <｜User｜> "
    "<｜begin▁of▁sentence｜> <｜Assistant｜> <unused42> <|reserved_special_token_7|> <IM_START> <|channel|> <extra_id_0>"
).split()
TEXTS = st.text() | st.lists(st.sampled_from([*TOKENS, "<<<", ">>>", "材料", "a", "\n"])).map(
    "".join
)


@pytest.mark.parametrize("token", TOKENS)
def test_a_control_token_is_shown_but_is_none(token: str) -> None:
    shown = neutral(f"前{token}后")
    assert token not in shown
    words = re.findall(r"\w+", token)
    assert all(word in shown for word in words)  # a reader still sees what stood there


@pytest.mark.parametrize("text", ["a < b and c > d", "[1] 注释", "<b>粗</b>", "x|y", "数组[0]"])
def test_what_is_no_control_token_stays(text: str) -> None:
    assert neutral(text) == text


def test_unseen_characters_are_shown() -> None:
    assert neutral("a\u202eb\u200bc\U000e0041d") == "a□b□c□d"


@given(TEXTS)
def test_each_character_keeps_its_place(text: str) -> None:
    shown = neutral(text)
    assert len(shown) == len(text)
    assert neutral(shown) == shown
    assert all(a == b or not a.isalnum() for a, b in zip(text, shown, strict=True))


@given(TEXTS, TEXTS)
def test_no_text_closes_its_fence(one: str, other: str) -> None:
    mark = nonce(one, other)
    assert mark not in one + other
    assert mark == nonce(one, other)
    block = fenced("材料", one, mark)
    assert block.count(f"材料 {mark}>>>") == 1
    assert block.endswith(f"材料 {mark}>>>")
