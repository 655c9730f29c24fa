"""Streams → lines and JSON values, without more memory than the limit."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_prep.ingest.json_stream import TooLong, values
from data_prep.ingest.lines import byte_lines, text_lines


def cut(text, size: int) -> Iterator:
    return (text[at : at + size] for at in range(0, len(text), size))


@given(st.binary(max_size=80).map(lambda b: re.sub(rb"[^a\n]", b"\n", b)), st.integers(1, 9))
def test_byte_lines_are_those_of_the_whole(raw: bytes, size: int) -> None:
    wanted = raw.split(b"\n")
    assert list(byte_lines(cut(raw, size), 1000)) == wanted[: len(wanted) - (wanted[-1] == b"")]


@given(st.text(alphabet="泵\r\n\u2028", max_size=60), st.integers(1, 9))
def test_text_lines_end_at_all_three_line_ends_and_no_other(text: str, size: int) -> None:
    wanted = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
    assert list(text_lines(cut(text, size), 1000)) == wanted


@pytest.mark.parametrize("size", [1, 3, 50])
def test_a_line_over_the_limit_is_none_and_the_others_are_there(size: int) -> None:
    text = "a\n" + "b" * 40 + "\nc\n" + "d" * 40
    assert list(byte_lines(cut(text.encode(), size), 10)) == [b"a", None, b"c", None]
    assert list(text_lines(cut(text, size), 10)) == ["a\n", None, "c\n", None]


ROWS = st.lists(
    st.dictionaries(st.text(max_size=3), st.text(max_size=9) | st.integers() | st.none())
)


@given(ROWS, st.integers(1, 20), st.sampled_from([None, 2]))
def test_the_elements_of_an_array_come_one_by_one(
    rows: list, size: int, indent: int | None
) -> None:
    text = json.dumps(rows, ensure_ascii=False, indent=indent)
    assert list(values(cut(text, size), 10_000)) == rows


@given(ROWS, st.integers(1, 20), st.sampled_from(["\n", "\r\n", " ", ""]))
def test_values_one_behind_the_other_are_rows_too(rows: list, size: int, between: str) -> None:
    text = between.join(json.dumps(row) for row in rows)
    assert list(values(cut(text, size), 10_000)) == rows


@pytest.mark.parametrize(
    "text", ['[{"a": 1}', "[1 2]", '[{"a": }]', "nonsense", '{"a": "b', "[1, 2"]
)
def test_broken_json_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        list(values(cut(text, 4), 1000))


def test_a_value_over_the_limit_is_an_error_and_not_held() -> None:
    with pytest.raises(TooLong):
        list(values(cut('["' + "a" * 10_000 + '"]', 10), 100))


def test_a_number_is_not_cut_at_the_end_of_a_piece() -> None:
    assert list(values(["[12", "34, 5", "6]"], 100)) == [1234, 56]
