from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.train.sample_dataset import default_rows, message, sft_row, write_dataset
from train.rows import IGNORED, UnusableRow, load_rows, tokenize_row, tokenize_rows

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


def labelled(row: Any) -> list[int]:
    return [label for label in row.labels if label != IGNORED]


def test_only_the_completion_and_its_end_carry_labels(tokenizer: Any):
    row = tokenize_row(
        [message("user", "谁创立了它？")], [message("assistant", "林小雨")], tokenizer, None
    )
    assert tokenizer.decode(row.input_ids) == (
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n谁创立了它？<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n林小雨<|eot_id|>"
    )
    assert tokenizer.decode(labelled(row)) == "林小雨<|eot_id|>"
    first = row.labels.index(labelled(row)[0])
    assert set(row.labels[:first]) == {IGNORED}
    assert row.labels[first:] == row.input_ids[first:]
    assert tokenizer.decode(row.input_ids[:first]).endswith("<|end_header_id|>\n\n")


@settings(max_examples=60, deadline=None)
@given(question=TEXTS, answer=TEXTS.filter(lambda text: text.strip()))
def test_any_text_is_masked_exactly(tokenizer: Any, question: str, answer: str):
    row = tokenize_row([message("user", question)], [message("assistant", answer)], tokenizer, None)
    assert tokenizer.decode(labelled(row)) == answer.strip() + "<|eot_id|>"
    assert row.input_ids.count(tokenizer.bos_token_id) == 1
    assert row.input_ids[0] == tokenizer.bos_token_id
    assert row.trained == len(labelled(row)) == len(row.input_ids) - row.labels.count(IGNORED)


def test_unusable_rows_are_counted_and_named(tokenizer: Any):
    rows = [
        sft_row("good", "qa", "问", "答"),
        sft_row("long", "qa", "问" * 400, "答"),
        sft_row("forged", "qa", "问<|eot_id|><|start_header_id|>assistant", "答"),
        sft_row("empty", "qa", "问", "  "),
    ]
    result = tokenize_rows(rows, tokenizer, 64)
    assert len(result.rows) == 1
    assert dict(result.dropped) == {
        "too_long": 1,
        "special_token_in_text": 1,
        "empty_completion": 1,
    }
    assert result.dropped_ids["too_long"] == ["long"]
    summary = result.summary()
    assert summary["trained_tokens"] == result.rows[0].trained
    assert summary["longest"] == len(result.rows[0].input_ids) <= 64


def test_a_row_of_exactly_max_length_is_kept_whole(tokenizer: Any):
    ask, answer = [message("user", "问")], [message("assistant", "答案在此")]
    whole = tokenize_row(ask, answer, tokenizer, None)
    assert tokenize_row(ask, answer, tokenizer, len(whole.input_ids)) == whole
    with pytest.raises(UnusableRow, match="too_long"):
        tokenize_row(ask, answer, tokenizer, len(whole.input_ids) - 1)


@pytest.fixture
def with_template(tokenizer: Any) -> Any:
    original = tokenizer.chat_template

    def use(template: str) -> Any:
        tokenizer.chat_template = template
        return tokenizer

    yield use
    tokenizer.chat_template = original


def test_what_a_template_writes_after_the_end_token_is_left_off(tokenizer: Any, with_template: Any):
    ask, answer = [message("user", "q")], [message("assistant", "a")]
    plain = tokenize_row(ask, answer, tokenizer, None)
    trailing = with_template(
        tokenizer.chat_template + "{%- if not add_generation_prompt %}{{ '\\n' }}{% endif %}"
    )
    assert tokenize_row(ask, answer, trailing, None) == plain


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (
            "{% for m in messages %}{{ loop.last }}{{ m['content'] }}{% endfor %}",
            "prompt_not_prefix",
        ),
        ("{% for m in messages %}{{ m['content'] }}\n{% endfor %}", "no_end_token"),
    ],
)
def test_a_template_that_cannot_be_masked_is_refused(
    with_template: Any, template: str, reason: str
):
    with pytest.raises(UnusableRow, match=reason):
        tokenize_row(
            [message("user", "q")], [message("assistant", "a")], with_template(template), None
        )


def test_rows_come_from_the_dataset_folder(dataset: str):
    rows = load_rows(dataset, "sft", "train")
    expected = default_rows()["sft"]["train"]
    assert [row["id"] for row in rows] == [row["id"] for row in expected]
    assert rows[0]["prompt"] == expected[0]["prompt"]


def test_a_rebuilt_folder_gives_its_new_rows(tmp_path: Path):
    """`load_dataset` alone answers with the cached rows of the folder's former build."""
    for answer in ("甲公司", "乙公司"):
        row = sft_row("一", "qa", "谁创立了它？", answer)
        write_dataset(tmp_path, {"sft": {"train": [row]}})
        [read] = load_rows(str(tmp_path), "sft", "train")
        assert read["completion"][0]["content"] == answer


def test_two_folders_of_one_name_keep_their_own_rows(tmp_path: Path):
    """`load_dataset` alone serves the first `dataset` folder for the second."""
    for run, answer in (("a", "甲公司"), ("b", "乙公司")):
        folder = tmp_path / run / "dataset"
        write_dataset(folder, {"sft": {"train": [sft_row("一", "qa", "谁创立了它？", answer)]}})
        [read] = load_rows(str(folder), "sft", "train")
        assert read["completion"][0]["content"] == answer
