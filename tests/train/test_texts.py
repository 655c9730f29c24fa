from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from train.rows import IGNORED, UnusableRow
from train.texts import tokenize_text, tokenize_texts

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200).filter(
    lambda text: text.strip() and "<|" not in text
)


@settings(max_examples=100, deadline=None)
@given(text=TEXTS, room=st.integers(12, 60))
def test_windows_are_the_text_and_its_end_once(tokenizer: Any, text: str, room: int):
    rows = tokenize_text(text, tokenizer, room)
    ids = [token for row in rows for token in row.input_ids[1:]]
    assert tokenizer.decode(ids) == text + "<|end_of_text|>"
    for row in rows:
        assert len(row.input_ids) <= room
        assert row.input_ids[0] == tokenizer.bos_token_id
        assert row.labels[0] == IGNORED
        assert row.labels[1:] == row.input_ids[1:]
    pieces = [tokenizer.decode(list(row.input_ids[1:])) for row in rows]
    assert "".join(pieces) == text + "<|end_of_text|>"  # no window parts a character


def test_no_room_means_one_window(tokenizer: Any):
    assert len(tokenize_text("天" * 500, tokenizer, None)) == 1


def test_a_character_wider_than_the_window_is_refused(tokenizer: Any):
    with pytest.raises(UnusableRow, match="too_long"):
        tokenize_text("🐉🐉", tokenizer, 3)


def test_texts_are_named_counted_and_refused_by_reason(tokenizer: Any):
    rows = [
        {"id": "a", "text": "Northwind Labs was founded in 2011.", "stage": 1},
        {"id": "b", "text": "星辰公司" * 60},
        {"id": "c", "text": "  "},
        {"id": "d", "text": "x<|eot_id|>"},
    ]
    result = tokenize_texts(rows, tokenizer, 64)
    assert [row.id for row in result.rows][:3] == ["a", "b#0", "b#1"]
    assert result.rows[0].stage == 1
    assert {row.task for row in result.rows} == {"text"}
    assert result.dropped_ids == {"empty_completion": ["c"], "special_token_in_text": ["d"]}
