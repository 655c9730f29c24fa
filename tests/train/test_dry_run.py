import sys
from typing import Any

import pytest

from tests.train.sample_dataset import default_rows, sft_row
from train.dry_run import preview
from train.rows import TokenRows, tokenize_rows

GREEN, DIM, PLAIN = "\x1b[32m", "\x1b[2m", "\x1b[0m"


@pytest.fixture
def rows(tokenizer: Any) -> TokenRows:
    long = [sft_row(f"long{n}", "qa", "问" * 200, "答") for n in range(7)]
    return tokenize_rows([*default_rows()["sft"]["train"], *long], tokenizer, 200)


def test_it_shows_masked_and_trained_totals_and_what_is_missing(rows: TokenRows, tokenizer: Any):
    text = preview(rows, tokenizer, 1, colour=False)
    first = rows.rows[0]
    assert (
        f"── zh0-0: {len(first.input_ids)} tokens, {first.trained} trained\n<|begin_of_text|>"
        in text
    )
    assert "<|end_header_id|>\n\n⟦林小雨<|eot_id|>⟧\n" in text
    assert text.count("⟦") == 1
    totals = {
        line.split()[0]: line.split()[1:]
        for line in text.splitlines()
        if line[:3] in ("qa ", "sum", "all")
    }
    by_task = rows.by_task()
    assert totals["qa"] == [f"{n:,}" for n in by_task["qa"].values()]
    assert totals["all"][0] == str(len(rows.rows))
    assert text.endswith(
        "left out, too_long (more than max_length tokens): 7 rows: long0, long1, long2, long3, long4, …\n"
    )


def test_colours_mark_every_line(rows: TokenRows, tokenizer: Any):
    text = preview(rows, tokenizer, 1, colour=True)
    assert f"{GREEN}林小雨<|eot_id|>{PLAIN}" in text
    assert f"{DIM}<|begin_of_text|>" in text
    assert "⟦" not in text


def test_no_colour_in_a_pipe_or_when_unwanted(
    rows: TokenRows, tokenizer: Any, monkeypatch: pytest.MonkeyPatch
):
    assert "\x1b" not in preview(rows, tokenizer, 1)  # pytest's stdout is no terminal
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "\x1b" in preview(rows, tokenizer, 1)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in preview(rows, tokenizer, 1)


def test_nothing_to_train_on_is_said(tokenizer: Any):
    assert preview(TokenRows(), tokenizer, 3).strip() == "no rows to train on"
