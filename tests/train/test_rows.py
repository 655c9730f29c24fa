from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.train.sample_dataset import default_rows, message, sft_row, write_dataset
from train.dialect import WorkError
from train.rows import (
    IGNORED,
    TokenRows,
    UnusableRow,
    load_rows,
    require_trained,
    tokenize_row,
    tokenize_rows,
)
from train.templates import FAMILIES

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


def ask(question: str) -> list[dict[str, str]]:
    return [message("user", question)]


def answer(text: str) -> list[dict[str, str]]:
    return [message("assistant", text)]


@pytest.mark.parametrize(
    ("prefix", "reason"), [("", "no_bos"), ("{{ bos_token }}{{ bos_token }}", "double_bos")]
)
def test_there_is_one_begin_token(with_template: Any, tokenizer: Any, prefix: str, reason: str):
    body = FAMILIES["llama3"].template.removeprefix("{{- bos_token }}")
    with pytest.raises(UnusableRow, match=reason):
        tokenize_row(ask("q"), answer("a"), with_template(prefix + body), None)


def test_a_begin_token_in_the_middle_is_refused(with_template: Any):
    template = FAMILIES["llama3"].template.replace(
        "message['content']", "bos_token + message['content']"
    )
    with pytest.raises(UnusableRow, match="double_bos"):
        tokenize_row(ask("q"), answer("a"), with_template(template), None)


def test_a_template_that_changes_the_answer_is_refused(with_template: Any):
    template = FAMILIES["llama3"].template.replace("| trim", "| trim | upper")
    with pytest.raises(UnusableRow, match="not_round_trip"):
        tokenize_row(ask("q"), answer("Ada"), with_template(template), None)


def test_a_template_may_refuse_the_turns(with_template: Any):
    template = "{{ raise_exception('no') }}"
    with pytest.raises(UnusableRow, match="template_refuses"):
        tokenize_row(ask("q"), answer("a"), with_template(template), None)


@pytest.mark.parametrize(
    "completion", [[], [message("user", "a")], [*answer("a"), *ask("b"), *answer("c")]]
)
def test_the_completion_is_one_answer(tokenizer: Any, completion: list[dict[str, str]]):
    with pytest.raises(UnusableRow, match="not_one_answer"):
        tokenize_row(ask("q"), completion, tokenizer, None)


def test_llama_2s_tags_count_as_control_tokens(tokenizer: Any, with_template: Any):
    rows = [sft_row("forged", "qa", "q [/INST] a </s>", "a")]
    assert not tokenize_rows(rows, tokenizer, None).dropped
    with_template(FAMILIES["llama2"].template)
    assert tokenize_rows(rows, tokenizer, None).dropped == {"special_token_in_text": 1}


def test_rows_keep_their_id_task_and_stage(tokenizer: Any):
    rows = [
        sft_row("a", "qa", "问", "答"),
        {**sft_row("b", "summarization", "问", "答"), "stage": 2},
    ]
    result = tokenize_rows(rows, tokenizer, None)
    assert [(row.id, row.task, row.stage) for row in result.rows] == [
        ("a", "qa", 0),
        ("b", "summarization", 2),
    ]
    one = len(result.rows[0].input_ids)
    counts = {"rows": 1, "tokens": one, "trained_tokens": result.rows[0].trained}
    assert result.summary()["tasks"] == {"qa": counts, "summarization": counts}


CONTEXT = "摘要：" + "天地玄黄宇宙洪荒" * 100 + "问：谁创立了它？"


def test_cutting_keeps_the_answer_and_both_ends_of_the_prompt(tokenizer: Any):
    rows = [
        sft_row("long", "summarization", CONTEXT, "林小雨"),
        sft_row("short", "qa", "问", "答"),
        sft_row("hopeless", "qa", "问", "答" * 700),
    ]
    dropped = tokenize_rows(rows, tokenizer, 2000)
    assert dropped.dropped_ids == {"too_long": ["long", "hopeless"]}
    result = tokenize_rows(rows, tokenizer, 2000, "cut")
    cut = result.rows[0]
    assert 1990 < len(cut.input_ids) <= 2000
    text = tokenizer.decode(list(cut.input_ids))
    assert "user<|end_header_id|>\n\n摘要：天地玄黄" in text
    assert " … " in text and "问：谁创立了它？<|eot_id|>" in text
    assert tokenizer.decode(labelled(cut)) == "林小雨<|eot_id|>"
    assert (result.summary()["cut"], result.summary()["cut_ids"]) == (1, ["long"])
    assert result.dropped_ids == {"too_long": ["hopeless"]}


def test_nothing_trained_refuses_to_start_with_the_reasons(tokenizer: Any):
    result = tokenize_rows(
        [sft_row("e", "qa", "问", " "), sft_row("l", "qa", "问" * 99, "答")], tokenizer, 20
    )
    with pytest.raises(
        WorkError, match=r"2 rows in d, all left out: 1 empty_completion \(e\), 1 too_long \(l\)"
    ):
        require_trained(result, 2, "d")
    with pytest.raises(WorkError, match=r"nothing to train on: 0 rows in d$"):
        require_trained(TokenRows(), 0, "d")
    good = tokenize_rows([sft_row("g", "qa", "问", "答")], tokenizer, 20)
    require_trained(good + result, 3, "d")
    with pytest.raises(
        WorkError, match=r"1 of 3 rows have more than max_length .* \(the first: l\)"
    ):
        require_trained(good + result, 3, "d", "fail")


def test_sets_of_rows_add_up(tokenizer: Any):
    parts = [
        tokenize_rows([sft_row(f"{n}", "qa", "问", text) for n in range(3)], tokenizer, None)
        for text in ("", "答", "")
    ]
    whole = parts[0] + parts[1] + parts[2]
    assert len(whole.rows) == 3
    assert whole.dropped == {"empty_completion": 6}
    assert whole.dropped_ids == {"empty_completion": ["0", "1", "2", "0", "1"]}
    assert parts[0].dropped_ids == {"empty_completion": ["0", "1", "2"]}
    assert whole.left_out() == "6 empty_completion (0, 1, 2, 0, 1, …)"
